using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.CallLab.StandIns.Calendars;
using VoiceBooker.Providers.Accounts;
using VoiceBooker.Providers.CalCom;
using VoiceBooker.Tests.Booking.Storage;
using Lab = VoiceBooker.CallLab.StandIns.CalCom;

namespace VoiceBooker.Tests.Providers.CalCom;

/// <summary>The adapter in front of the stand-in, with a connected account in a database of its own; everybody lives at the stand-in's hour.</summary>
internal sealed class CalComWorld : IAsyncDisposable
{
    public const string Key = "cal_live_test";
    public const string Callback = "https://bot.example.com/connections/callback";
    public const int Host = 1;
    public const int Consultation = 101;

    /// <summary>Monday, seven in the morning in Berlin.</summary>
    public static readonly Instant Monday = Instant.FromUtc(2026, 11, 30, 6, 0);

    private readonly TestDatabase _database = TestDatabase.OnDisk();
    private readonly HttpMessageInvoker _wire;

    private CalComWorld(Instant now, CalComOptions? options)
    {
        StandIn = new Lab.CalComStandIn(TimeProvider.System);
        StandIn.Clock.Set(now.ToDateTimeOffset());
        Settings = options ?? Quick();
        var settings = Options.Create(Settings);
        _wire = new HttpMessageInvoker(Wire, disposeHandler: true);
        Http = new AccountHttp(_wire, StandIn.Clock, NullLogger<AccountHttp>.Instance);
        Api = new CalComApi(Http, settings);
        Accounts = new CalComAccounts(Api, settings, StandIn.Clock);
        Tasks = new OperatorTasks(_database, StandIn.Clock);
        Connections = new Connections(_database, new OpenSecrets(), [Accounts], Tasks, StandIn.Clock, NullLogger<Connections>.Instance);
        Calendar = OtherProcess();
    }

    public Lab.CalComStandIn StandIn { get; }

    public CalComOptions Settings { get; }

    public AccountHttp Http { get; }

    public Wiretap Wire { get; } = new();

    public CalComApi Api { get; }

    public CalComAccounts Accounts { get; }

    public CalComCalendar Calendar { get; }

    public Connections Connections { get; }

    public OperatorTasks Tasks { get; }

    public Warnings Warnings { get; } = new();

    public Connection Account { get; private set; } = null!;

    public Uri Api2 => new(StandIn.Base, "v2");

    /// <summary>Deadlines of a test; a lost answer costs a second and a half.</summary>
    public static CalComOptions Quick(int daysPerRequest = 31, string clientId = "", string clientSecret = "") => new()
    {
        ActWithin = TimeSpan.FromSeconds(1.5),
        AskWithin = TimeSpan.FromSeconds(3),
        AskInAll = TimeSpan.FromSeconds(6),
        DaysPerRequest = daysPerRequest,
        ClientId = clientId,
        ClientSecret = clientSecret,
        Scopes = "PROFILE_READ EVENT_TYPE_READ BOOKING_READ BOOKING_WRITE WEBHOOK_READ WEBHOOK_WRITE",
    };

    /// <summary>A host who works every day from nine to five, with one event of half an hour; connected by key.</summary>
    public static async Task<CalComWorld> OpenAsync(Instant? now = null, CalComOptions? options = null, string zone = "Europe/Berlin", int from = 9, int until = 17)
    {
        var world = new CalComWorld(now ?? Monday, options);
        world.AddHost(new LocalTime(from, 0), new LocalTime(until, 0), zone);
        world.AddEvent();
        await world.StandIn.OpenAsync();
        await world.ConnectAsync();
        return world;
    }

    public Lab.CalComAccount AddHost(LocalTime from, LocalTime until, string zone = "Europe/Berlin", bool googleCalendar = false, IReadOnlyList<string>? blocked = null) =>
        StandIn.Add(
            new Lab.CalComAccount(Host, "ann", "Dr. Ann Example", "ann@example.com", zone) { Keys = [new Lab.CalComKey(Key)], GoogleCalendar = googleCalendar, BlockedEmails = blocked ?? [] },
            WorkingHours.EveryDay(DateTimeZoneProviders.Tzdb[zone], from, until));

    public Lab.CalComEventType AddEvent(Func<Lab.CalComEventType, Lab.CalComEventType>? with = null, int id = Consultation)
    {
        var type = new Lab.CalComEventType(id, Host, $"event-{id}", "Consultation", 30)
        {
            Locations = [new("integration", "cal-video"), new("integration", "google-meet"), new("attendeePhone"), new("address", "12 Harbour Street")],
        };
        return StandIn.Add(with is null ? type : with(type));
    }

    public async Task ConnectAsync(Credential? credential = null)
    {
        var access = new Access(new Connection { Provider = CalComCalendar.Name, BaseAddress = Api2.ToString() }, credential ?? new Credential(Key));
        var known = Assert.IsType<AccountAnswer.Known>(await Accounts.IdentifyAsync(access, default));
        Account = await Connections.AddAsync(CalComCalendar.Name, Api2, SignInKind.Key, known, access.Credential, default);
    }

    public async Task<Access> OpenAccountAsync() => Assert.IsType<Access>(await Connections.OpenAsync(Account.Id, default));

    /// <summary>What stands open for the owner.</summary>
    public IReadOnlyList<OperatorTask> OpenTasks()
    {
        using var db = _database.CreateDbContext();
        return [.. db.Tasks.Where(task => task.DoneAt == null)];
    }

    /// <summary>The calendar as another process of ours has it: the same accounts, and nothing remembered.</summary>
    public CalComCalendar OtherProcess()
    {
        var settings = Options.Create(Settings);
        var line = new CalComLine(Connections, Api);
        return new CalComCalendar(line, new CalComSlots(line, settings, StandIn.Clock, Warnings.For<CalComSlots>()), new CalComLookUp(line), settings, Warnings.For<CalComCalendar>());
    }

    public BookingEvent Event(Action<BookingEvent>? with = null)
    {
        var made = new BookingEvent
        {
            Id = new Guid("00000000-0000-0000-0000-0000000000c1"),
            Name = "a consultation",
            Provider = CalComCalendar.Name,
            ProviderEvent = $"{Consultation}",
            ConnectionId = Account.Id,
            Minutes = 30,
            MeetingLink = "integration:cal-video",
            MeetingSpoken = "a video call",
            TimeZone = "Europe/Berlin",
            NeedsEmail = true,
        };
        with?.Invoke(made);
        return made;
    }

    public BookingRequest Request(Slot slot, BookingEvent? bookingEvent = null, Attendee? attendee = null, params (string Question, string Answer)[] answers) =>
        new(Guid.CreateVersion7(), bookingEvent ?? Event(), slot, attendee ?? Jo, "ann@example.com", answers.ToDictionary(answer => answer.Question, answer => answer.Answer, StringComparer.Ordinal));

    public static Attendee Jo { get; } = new("Jo March", "jo@example.org", "+4930901820", "Europe/Berlin");

    /// <summary>Half an hour, or so many minutes, on a day of December 2026 in Berlin.</summary>
    public static Slot December(int day, int hour, int minute = 0, int minutes = 30)
    {
        var start = new LocalDateTime(2026, 12, day, hour, minute).InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).ToInstant();
        return new Slot(start, start + Duration.FromMinutes(minutes));
    }

    public static Interval DayOfDecember(int day) => new(December(day, 0).Start, December(day + 1, 0).Start);

    public async Task<IReadOnlyList<Slot>> FreeAsync(Interval within, BookingEvent? bookingEvent = null, CalComCalendar? asks = null) =>
        Assert.IsType<SlotsResult.Found>(await (asks ?? Calendar).FindSlotsAsync(bookingEvent ?? Event(), within, default)).Slots;

    public async Task<BookingOutcome.Booked> BookedAsync(BookingRequest request) => Assert.IsType<BookingOutcome.Booked>(await Calendar.BookAsync(request, default));

    public async ValueTask DisposeAsync()
    {
        await StandIn.DisposeAsync();
        _wire.Dispose();
        _database.Dispose();
    }

    private sealed class OpenSecrets : ISecrets
    {
        public string Seal(string text) => text;

        public string? Open(string sealedText) => sealedText;
    }
}

/// <summary>Sees every request as it leaves, and may answer in the provider's place.</summary>
internal sealed class Wiretap() : DelegatingHandler(AccountHttp.NewHandler())
{
    private readonly List<Sent> _sent = [];

    /// <summary>Method, path with query, version header, credential, body.</summary>
    public sealed record Sent(string Method, string Path, string? Version, string? Bearer, string Body);

    public IReadOnlyList<Sent> All
    {
        get
        {
            lock (_sent)
                return [.. _sent];
        }
    }

    /// <summary>An answer instead of the stand-in's; null lets the request pass.</summary>
    public Func<Sent, (int Status, string Body)?>? Instead { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var version = request.Headers.TryGetValues("cal-api-version", out var values) ? values.Single() : null;
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var sent = new Sent(request.Method.Method, request.RequestUri!.PathAndQuery, version, request.Headers.Authorization?.Parameter, body);
        lock (_sent)
            _sent.Add(sent);
        return Instead?.Invoke(sent) is var (status, text)
            ? new HttpResponseMessage((System.Net.HttpStatusCode)status) { Content = new StringContent(text), RequestMessage = request }
            : await base.SendAsync(request, cancellationToken);
    }
}

/// <summary>What was logged as a warning or worse.</summary>
internal sealed class Warnings
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public ILogger<T> For<T>() => new Log<T>(this);

    private sealed class Log<T>(Warnings kept) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            lock (kept._lines)
                kept._lines.Add(formatter(state, exception));
        }
    }
}
