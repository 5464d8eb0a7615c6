using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using VoiceBooker.CallLab.Called;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>The telephone network on a loopback port: numbers with their settings, people who call and are called, and the REST door for making and changing calls, reading them, and text messages.</summary>
internal sealed class SimulatedCarrier : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, SimulatedCall> _calls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Ordered> _ordered = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> _running = [];
    private readonly TimeProvider _time;
    private readonly CallsDoor _callsDoor;
    private readonly NumbersDoor _numbersDoor;
    private WebApplication? _door;
    private int _requests;

    /// <summary>A carrier with one account.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="time">The clock of everything here.</param>
    /// <param name="log">Where calls over REST are written; null: kept in memory only.</param>
    public SimulatedCarrier(CarrierAccount account, TimeProvider time, CarrierLog? log = null)
    {
        _time = time;
        Account = account;
        Log = log ?? new CarrierLog(time);
        Webhooks = new Webhooks(account, time);
        Queue = new CallQueue(time);
        Messages = new MessagesDoor(this, time);
        _callsDoor = new CallsDoor(this, time);
        _numbersDoor = new NumbersDoor(this, time);
    }

    /// <summary>Whose numbers these are.</summary>
    public CarrierAccount Account { get; }

    /// <summary>Sends signed requests.</summary>
    public Webhooks Webhooks { get; }

    /// <summary>Calls that were asked for and wait to be dialled.</summary>
    public CallQueue Queue { get; }

    /// <summary>Text messages.</summary>
    public MessagesDoor Messages { get; }

    /// <summary>What was asked for over REST and what came of it.</summary>
    public CarrierLog Log { get; }

    /// <summary>The debugger for what belongs to no call.</summary>
    public CarrierNotices Notices { get; } = new();

    /// <summary>Allows <c>ws://</c> to a loopback address; everything else must be <c>wss</c>.</summary>
    public bool AllowInsecureSocket { get; init; } = true;

    /// <summary>Numbers of the account.</summary>
    public ConcurrentDictionary<string, NumberSettings> Numbers { get; } = new(StringComparer.Ordinal);

    /// <summary>Numbers that are not the account's and may be shown all the same, with the identity of their verification.</summary>
    public ConcurrentDictionary<string, string> VerifiedCallerIds { get; } = new(StringComparer.Ordinal);

    /// <summary>People behind numbers that <c>Dial</c> reaches; others answer.</summary>
    public ConcurrentDictionary<string, DialledPerson> People { get; } = new(StringComparer.Ordinal);

    /// <summary>What happens at numbers that are called over REST; others are as <see cref="Otherwise"/> says.</summary>
    public ConcurrentDictionary<string, NumberScript> Scripts { get; } = new(StringComparer.Ordinal);

    /// <summary>What happens at all other numbers: by their ending, and without an ending a person who presses 1 whenever the other side pauses.</summary>
    public Func<string, NumberScript> Otherwise { get; set; } = number => NumberScripts.ByEnding(number, new Manner.PressesOn("1"));

    /// <summary>The list of calls lags so far behind.</summary>
    public TimeSpan ListLag { get; set; }

    /// <summary><c>DialCallStatus</c> of a person who was asked before being put through, and declined (not documented by the carrier; the call was answered, so it counts as completed).</summary>
    public string DeclinedDialStatus { get; set; } = "completed";

    /// <summary>The voice of <c>Say</c>: a hum as long as the words, unless a real one is wanted.</summary>
    public PracticeVoice Announcer { get; init; } = new(real: false);

    /// <summary>Base of the REST door, for the server's configuration.</summary>
    public Uri RestBase { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Requests the REST door has seen: method, path, outcome.</summary>
    public ConcurrentQueue<string> RestLog { get; } = new();

    /// <summary>Calls by identity.</summary>
    public IReadOnlyDictionary<string, SimulatedCall> Calls => _calls;

    /// <summary>Who answers when <c>Dial</c> reaches <paramref name="number"/>.</summary>
    public DialledPerson FindPerson(string number) => People.GetValueOrDefault(number, DialledPerson.Answers);

    /// <summary>What happens when <paramref name="number"/> is called over REST.</summary>
    public NumberScript FindScript(string number) => Scripts.TryGetValue(number, out var script) ? script : Otherwise(number);

    /// <summary>Opens the REST door on a free loopback port; <paramref name="map"/> may add more doors to it.</summary>
    public async Task OpenAsync(int port = 0, Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _door = builder.Build();
        var account = _door.MapGroup("/2010-04-01/Accounts/{account}");
        account.MapPost("/Calls.json", http => AnswerAsync(http, _callsDoor.CreateAsync));
        account.MapGet("/Calls.json", http => AnswerAsync(http, _callsDoor.ListAsync));
        account.MapGet("/Calls/{file}", http => AnswerFileAsync(http, _callsDoor.ReadAsync));
        account.MapPost("/Calls/{file}", http => AnswerFileAsync(http, _callsDoor.ChangeAsync));
        account.MapPost("/Messages.json", http => AnswerAsync(http, Messages.CreateAsync));
        account.MapGet("/Messages.json", http => AnswerAsync(http, Messages.ListAsync));
        account.MapGet("/Messages/{file}", http => AnswerFileAsync(http, Messages.ReadAsync));
        account.MapGet("/IncomingPhoneNumbers.json", http => AnswerAsync(http, _numbersDoor.OwnAsync));
        account.MapGet("/OutgoingCallerIds.json", http => AnswerAsync(http, _numbersDoor.VerifiedAsync));
        map?.Invoke(_door);
        await _door.StartAsync();
        RestBase = new Uri(_door.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Somebody picks up <paramref name="handset"/> and calls <paramref name="to"/>; the call is running when this returns.</summary>
    public SimulatedCall Dial(Handset handset, string from, string to, Faults? faults = null)
    {
        if (!Numbers.TryGetValue(to, out var number))
            throw new InvalidOperationException($"Nobody has the number {to}.");

        var call = new SimulatedCall(this, handset, from, to, number, faults ?? Faults.None, _time);
        _calls[call.Sid] = call;
        return call;
    }

    /// <summary>Takes a call that was asked for over REST; it waits for <see cref="Start"/>.</summary>
    public SimulatedCall Order(CallOrder order, NumberScript script, CalledPerson person)
    {
        var handset = new Handset(_time);
        var call = new SimulatedCall(this, handset, order.From, order.To, NumberSettings.Nowhere, script.Faults, _time) { Direction = "outbound-api" };
        call.Become("queued");
        _ordered[call.Sid] = new Ordered(order, person);
        _calls[call.Sid] = call;
        return call;
    }

    /// <summary>Sends a call that was taken on its way.</summary>
    public void Start(SimulatedCall call)
    {
        var (order, person) = _ordered[call.Sid];
        Run(new OutboundRun(this, call, order, person, _time).RunAsync());
    }

    /// <summary>Keeps something that runs until it is done, at the latest at the end of the carrier.</summary>
    public void Run(Task running) => _running.Add(running);

    /// <summary>Ends every call that was asked for over REST and is not over yet; how many there were.</summary>
    public int HangUpAll()
    {
        var live = _ordered.Keys.Select(each => _calls[each]).Where(each => each.EndedAt is null).ToList();
        live.ForEach(each => each.Handset.HangUp());
        return live.Count;
    }

    /// <summary>Waits until every call that was asked for is over and told.</summary>
    public Task SettleAsync() => Task.WhenAll(_running);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_door is not null)
            await _door.DisposeAsync();
        HangUpAll();
        await SettleAsync();
        Webhooks.Dispose();
        foreach (var call in _calls.Values)
            call.Dispose();
        foreach (var sid in _ordered.Keys)
            _calls[sid].Handset.Dispose();
        Log.Dispose();
    }

    private Task AnswerFileAsync(HttpContext http, Func<HttpContext, string, Task<string>> answer) => AnswerAsync(http, each => answer(each, (string)each.Request.RouteValues["file"]!));

    private async Task AnswerAsync(HttpContext http, Func<HttpContext, Task<string>> answer)
    {
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account.Sid}:{Account.AuthToken}"));
        http.Response.Headers["Twilio-Request-Id"] = Sid.New("RQ");
        http.Response.Headers["Twilio-Concurrent-Requests"] = $"{Interlocked.Increment(ref _requests)}";
        try
        {
            var outcome = http.Request.Headers.Authorization != $"Basic {credentials}" || (string?)http.Request.RouteValues["account"] != Account.Sid
                ? await http.RefuseAsync(new RestRefusal(401, 20003, "Authenticate"))
                : await answer(http);
            RestLog.Enqueue($"{http.Request.Method} {http.Request.Path} {outcome}");
        }
        finally
        {
            Interlocked.Decrement(ref _requests);
        }
    }

    private sealed record Ordered(CallOrder Order, CalledPerson Person);
}
