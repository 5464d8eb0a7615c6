using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Server.Connections;
using VoiceBooker.Tests.Booking.Bookings;
using VoiceBooker.Tests.Booking.Connections;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Server.Connections;

/// <summary>The desk with a database, a provider and a clock of its own.</summary>
internal sealed class DeskWorld : IDisposable
{
    private readonly BookingNews _news;

    public DeskWorld(string publicAddress = "https://bot.example.com")
    {
        Tasks = new OperatorTasks(Database, Clock);
        Connections = new VoiceBooker.Booking.Connections.Connections(Database, new FakeSecrets(), [Provider], Tasks, Clock, NullLogger<VoiceBooker.Booking.Connections.Connections>.Instance);
        Subscriptions = new Subscriptions(Connections, Options.Create(new CarrierOptions { PublicBaseUrl = publicAddress }), NullLogger<Subscriptions>.Instance);
        Desk = new AccountDesk(Connections, Subscriptions, Database);
        SignIns = new SignIns(Connections, Desk, Clock, NullLogger<SignIns>.Instance);
        _news = new LedgerParts(Database, Clock, []).News();
        Hooks = new HookDoor(Connections, _news, Clock, HookLog);
        Accounts = new AccountEvents(Connections);
        Setup = new EventSetup(Database, Connections, Accounts, []);
    }

    public TestDatabase Database { get; } = TestDatabase.InMemory();

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));

    public FakeAccounts Provider { get; } = new();

    public OperatorTasks Tasks { get; }

    public VoiceBooker.Booking.Connections.Connections Connections { get; }

    public Subscriptions Subscriptions { get; }

    public AccountDesk Desk { get; }

    public SignIns SignIns { get; }

    public HookDoor Hooks { get; }

    public KeptLog<HookDoor> HookLog { get; } = new();

    public AccountEvents Accounts { get; }

    public EventSetup Setup { get; }

    /// <summary>Ann's account, connected by key.</summary>
    public async Task<Connection> ConnectAsync() => Assert.IsType<AccountResult.Done>(await Desk.ConnectAsync(FakeAccounts.Name, "key-of-ann", "", CancellationToken.None)).Connection;

    public void Dispose()
    {
        _news.Dispose();
        Database.Dispose();
    }
}

/// <summary>A log whose lines can be read.</summary>
internal sealed class KeptLog<T> : ILogger<T>
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
}
