using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>A person whom a transfer reaches.</summary>
/// <param name="DialStatus"><c>completed</c>, <c>busy</c>, <c>no-answer</c>, <c>failed</c>.</param>
/// <param name="Talks">How long they talk.</param>
internal sealed record DialledPerson(string DialStatus, TimeSpan Talks)
{
    /// <summary>Answers and talks for a moment.</summary>
    public static readonly DialledPerson Answers = new("completed", TimeSpan.FromMilliseconds(500));
}

/// <summary>The telephone network on a loopback port: numbers with their settings, calls, and the REST door for changing a live call.</summary>
internal sealed class SimulatedCarrier : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, SimulatedCall> _calls = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private WebApplication? _door;

    /// <summary>A carrier with one account.</summary>
    public SimulatedCarrier(CarrierAccount account, TimeProvider time)
    {
        _time = time;
        Account = account;
        Webhooks = new Webhooks(account, time);
    }

    /// <summary>Whose numbers these are.</summary>
    public CarrierAccount Account { get; }

    /// <summary>Sends signed requests.</summary>
    public Webhooks Webhooks { get; }

    /// <summary>Allows <c>ws://</c> to a loopback address; everything else must be <c>wss</c>.</summary>
    public bool AllowInsecureSocket { get; init; } = true;

    /// <summary>Numbers of the account.</summary>
    public ConcurrentDictionary<string, NumberSettings> Numbers { get; } = new(StringComparer.Ordinal);

    /// <summary>People behind numbers that are dialled; others answer.</summary>
    public ConcurrentDictionary<string, DialledPerson> People { get; } = new(StringComparer.Ordinal);

    /// <summary>Base of the REST door, for the server's configuration.</summary>
    public Uri RestBase { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Requests the REST door has seen: method, path, status.</summary>
    public ConcurrentQueue<string> RestLog { get; } = new();

    /// <summary>Calls by identity.</summary>
    public IReadOnlyDictionary<string, SimulatedCall> Calls => _calls;

    /// <summary>Who answers when <paramref name="number"/> is dialled.</summary>
    public DialledPerson FindPerson(string number) => People.GetValueOrDefault(number, DialledPerson.Answers);

    /// <summary>Opens the REST door on a free loopback port; <paramref name="map"/> may add more doors to it.</summary>
    public async Task OpenAsync(int port = 0, Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _door = builder.Build();
        _door.MapPost("/2010-04-01/Accounts/{account}/Calls/{file}", ChangeAsync);
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

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_door is not null)
            await _door.DisposeAsync();
        Webhooks.Dispose();
        foreach (var call in _calls.Values)
            call.Dispose();
    }

    private async Task ChangeAsync(HttpContext http, string account, string file)
    {
        var outcome = await AnswerAsync(http, account, file);
        RestLog.Enqueue($"{http.Request.Method} {http.Request.Path} {outcome}");
    }

    private async Task<string> AnswerAsync(HttpContext http, string account, string file)
    {
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account.Sid}:{Account.AuthToken}"));
        if (http.Request.Headers.Authorization != $"Basic {credentials}" || account != Account.Sid)
            return await FailAsync(http, 401, 20003, "Authenticate");
        if (!file.EndsWith(".json", StringComparison.Ordinal) || !_calls.TryGetValue(file[..^5], out var call))
            return await FailAsync(http, 404, 20404, $"The requested resource {http.Request.Path} was not found");
        if (call.NextRestFault() is var (status, code))
            return await FailAsync(http, status, code, "A fault on demand");
        if (!http.Request.HasFormContentType)
            return await FailAsync(http, 400, 20001, "The request is not form-encoded");

        var form = await http.Request.ReadFormAsync();
        if (form["Status"] == "completed" || form["Status"] == "canceled")
        {
            if (form["Status"] == "completed" && !call.EndByRest())
                return await FailAsync(http, 400, 21220, "Call is not in-progress. Cannot redirect.");
        }
        else if (form["Url"].ToString() is { Length: > 0 } url)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
                return await FailAsync(http, 400, 21205, "Url is not valid");
            if (!call.RedirectByRest(new RestRedirect(address, form["Method"].ToString() is "GET" ? "GET" : "POST", null)))
                return await FailAsync(http, 400, 21220, "Call is not in-progress. Cannot redirect.");
        }
        else if (form["Twiml"].ToString() is { Length: > 0 } twiml)
        {
            if (twiml.Length > 4000)
                return await FailAsync(http, 400, 21626, "Twiml is longer than 4000 characters");
            if (!call.RedirectByRest(new RestRedirect(null, "POST", twiml)))
                return await FailAsync(http, 400, 21220, "Call is not in-progress. Cannot redirect.");
        }
        else
        {
            return await FailAsync(http, 400, 20001, "Neither Status nor Url nor Twiml");
        }

        if (call.Faults.RestAnswerLost)
        {
            http.Abort();
            return "done, answer lost";
        }

        await http.Response.WriteAsJsonAsync(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["sid"] = call.Sid,
            ["account_sid"] = Account.Sid,
            ["status"] = call.Ended.IsCancellationRequested ? "completed" : call.Status,
            ["direction"] = "inbound",
            ["api_version"] = "2010-04-01",
            ["uri"] = $"/2010-04-01/Accounts/{Account.Sid}/Calls/{call.Sid}.json",
        });
        return "200";
    }

    private static async Task<string> FailAsync(HttpContext http, int status, int code, string message)
    {
        http.Response.StatusCode = status;
        await http.Response.WriteAsJsonAsync(new { code, message, more_info = $"https://www.twilio.com/docs/errors/{code}", status });
        return $"{status} {code}";
    }
}
