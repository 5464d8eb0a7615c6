using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.CallLab.StandIns.Calendars;
using VoiceBooker.Providers.Accounts;
using VoiceBooker.Providers.Calendly;
using VoiceBooker.Tests.Booking.Storage;

namespace VoiceBooker.Tests.Providers.Calendly;

/// <summary>The adapter with a real store of connections behind it; what answers it is a wire of the test's choice. Its clock runs on from the hour it is given.</summary>
internal sealed class CalendlyWorld : IDisposable
{
    public const string Api = "https://api.calendly.com";

    private readonly HttpMessageInvoker _wire;
    private readonly TestDatabase _database = TestDatabase.OnDisk();

    public CalendlyWorld(Instant now, HttpMessageInvoker? wire = null, CalendlyOptions? options = null, TimeProvider? clock = null)
    {
        _wire = wire ?? AccountHttp.NewWire();
        if (clock is null)
        {
            var running = new StandInClock(TimeProvider.System);
            running.Set(now.ToDateTimeOffset());
            clock = running;
        }

        Clock = clock;
        var settings = Options.Create(options ?? new CalendlyOptions());
        var http = new AccountHttp(_wire, clock, NullLogger<AccountHttp>.Instance);
        var calendly = new CalendlyHttp(http, settings);
        Accounts = new CalendlyAccounts(calendly, new SignIn(http, settings, clock), settings);
        Tasks = new OperatorTasks(_database, clock);
        Connections = new Connections(_database, new PlainSecrets(), [Accounts], Tasks, clock, NullLogger<Connections>.Instance);
        Calendar = new CalendlyCalendar(calendly, Connections, Tasks, settings, clock, NullLogger<CalendlyCalendar>.Instance);
    }

    public TimeProvider Clock { get; }

    public CalendlyAccounts Accounts { get; }

    public Connections Connections { get; }

    public OperatorTasks Tasks { get; }

    public CalendlyCalendar Calendar { get; }

    public Guid Connection { get; private set; }

    public Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    /// <summary>Connects an account; a credential with a refresh token has signed in.</summary>
    public async Task ConnectAsync(Credential? credential = null, string baseAddress = Api, AccountAnswer.Known? account = null) => Connection = (await Connections.AddAsync(
        CalendlyCalendar.Name,
        new Uri(baseAddress),
        credential?.RefreshToken is null ? SignInKind.Key : SignInKind.SignIn,
        account ?? new AccountAnswer.Known($"{Api}/users/U1", $"{Api}/organizations/O1", "Ann", "ann@example.com", "Europe/Berlin"),
        credential ?? new Credential("a-token"),
        default)).Id;

    public BookingEvent Event(string? type = null, string link = "zoom_conference") => new()
    {
        Id = new Guid("00000000-0000-0000-0000-0000000000e1"),
        Name = "an intro",
        Provider = CalendlyCalendar.Name,
        ProviderEvent = type ?? $"{Api}/event_types/T1",
        ConnectionId = Connection,
        Minutes = 30,
        MeetingLink = link,
        MeetingSpoken = "a video call",
        TimeZone = "Europe/Berlin",
    };

    /// <summary>A wish of Jo's.</summary>
    public BookingRequest Request(Slot slot, BookingEvent? what = null, Attendee? who = null) =>
        new(Guid.CreateVersion7(), what ?? Event(), slot, who ?? new Attendee("Jo March", "jo@example.org", "+4930901820", "Europe/Berlin"), "ann@example.com", new Dictionary<string, string>(StringComparer.Ordinal));

    public async Task<Connection> StoredAsync() => await Connections.FindAsync(Connection, default) ?? throw new InvalidOperationException("It is not connected.");

    public async Task<IReadOnlyList<OperatorTask>> OpenTasksAsync() => await Tasks.ListAsync(openOnly: true, take: 100, default);

    public void Dispose()
    {
        _wire.Dispose();
        _database.Dispose();
    }

    /// <summary>Seals nothing: it is the server that does.</summary>
    private sealed class PlainSecrets : ISecrets
    {
        public string Seal(string text) => $"sealed {text}";

        public string? Open(string sealedText) => sealedText["sealed ".Length..];
    }
}

/// <summary>A wire that answers from a script, by method and path; requests are kept. Several answers to the same come one after another, the last one for good.</summary>
internal sealed class ScriptedWire : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Func<HttpResponseMessage>>> _answers = new(StringComparer.Ordinal);

    /// <summary>What was sent: method and path, the whole query, the body, the Authorization header.</summary>
    public List<(string What, string Query, string Body, string Credential)> Sent { get; } = [];

    public HttpMessageInvoker Invoker => new(this);

    public ScriptedWire On(string what, int status, string body = "", params (string Name, string Value)[] headers) => On(what, () =>
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            answer.Headers.TryAddWithoutValidation(name, value);
        return answer;
    });

    public ScriptedWire On(string what, Func<HttpResponseMessage> answer)
    {
        lock (_gate)
        {
            if (!_answers.TryGetValue(what, out var answers))
                _answers[what] = answers = [];
            answers.Add(answer);
        }

        return this;
    }

    /// <summary>How often something was sent.</summary>
    public int Count(string what)
    {
        lock (_gate)
            return Sent.Count(each => each.What == what);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var what = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Func<HttpResponseMessage> answer;
        lock (_gate)
        {
            Sent.Add((what, Uri.UnescapeDataString(request.RequestUri.Query), body, request.Headers.Authorization?.ToString() ?? ""));
            var answers = _answers.GetValueOrDefault(what) ?? throw new InvalidOperationException($"Nobody wrote an answer to {what}.");
            answer = answers[0];
            if (answers.Count > 1)
                answers.RemoveAt(0);
        }

        return answer();
    }
}
