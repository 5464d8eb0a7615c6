using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Calendars.Slots;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Dialling;

/// <summary>A database, a carrier, a clock that stands still on a Monday at ten in New York, and as many processes that dial as a test wants.</summary>
internal sealed class DialWorld : IDisposable
{
    private readonly List<ServiceProvider> _processes = [];

    public DialWorld(bool onDisk = false)
    {
        Database = onDisk ? TestDatabase.OnDisk() : TestDatabase.InMemory();
        Carrier = new ScriptedCarrier(Clock);
        using var db = Database.CreateDbContext();
        db.Assistants.Add(Assistant);
        db.SaveChanges();
    }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 30, 15, 0, 0, TimeSpan.Zero));

    public TestDatabase Database { get; }

    public ScriptedCarrier Carrier { get; }

    public Assistant Assistant { get; } = new() { Id = Guid.CreateVersion7(), Name = "Ann" };

    /// <summary>Without limits of pace, so that a test that does not speak of them meets none.</summary>
    public DiallingOptions Options { get; } = new() { CallsPerSecond = 100_000, CallsPerSecondPerNumber = 100_000, AtOnce = 10_000, AtOncePerNumber = 10_000 };

    public int FreeLines { get; set; } = 10_000;

    public List<ICalendar> Calendars { get; } = [];

    public Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    /// <summary>The one process of most tests.</summary>
    public Process Server => field ??= Start();

    /// <summary>A process of its own on the same database.</summary>
    public Process Start(IDbContextFactory<BookingDbContext>? contexts = null, IDialer? dialer = null)
    {
        var services = new ServiceCollection().AddLogging().AddOptions().AddDialling();
        services.AddSingleton(contexts ?? Database);
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(dialer ?? Carrier);
        services.AddSingleton<ILines>(new Lines(this));
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(Options));
        services.AddSingleton<OperatorTasks>();
        foreach (var calendar in Calendars)
            services.AddSingleton(calendar);
        services.AddSingleton<SlotBook>();
        var provider = services.BuildServiceProvider();
        _processes.Add(provider);
        return new Process(provider);
    }

    public async Task<Campaign> CampaignAsync(int people = 0, CampaignRules? rules = null, Guid? bookingEvent = null, string name = "Check-ups", string area = "212", CampaignState state = CampaignState.Running)
    {
        await using var db = Database.CreateDbContext();
        var campaign = new Campaign { Id = Guid.CreateVersion7(Clock.GetUtcNow()), Name = name, Purpose = "your check-up", AssistantId = Assistant.Id, EventId = bookingEvent, Rules = (rules ?? new CampaignRules()) with { PaceByOpenings = bookingEvent is not null && rules?.PaceByOpenings != false }, State = state, CreatedAt = Now };
        db.Campaigns.Add(campaign);
        for (var person = 0; person < people; person++)
            db.Contacts.Add(Person($"+1{area}5{person:000000}", campaign.Id));
        await db.SaveChangesAsync();
        return campaign;
    }

    public Contact Person(string number, Guid? campaign = null) => new()
    {
        Id = Guid.CreateVersion7(Clock.GetUtcNow()),
        CampaignId = campaign,
        Number = number,
        Name = "Jo March",
        ZoneSource = ZoneSource.Number,
        Consent = ConsentKind.Written,
        ConsentAt = Now - Duration.FromDays(10),
        ConsentText = "I agree to be called about my check-up.",
        ConsentChannel = "web form",
        State = ContactState.Waiting,
        NextAt = Now,
        CreatedAt = Now,
    };

    public async Task<Contact> AddAsync(Contact contact)
    {
        await using var db = Database.CreateDbContext();
        db.Contacts.Add(contact);
        await db.SaveChangesAsync();
        return contact;
    }

    public Task DialAsync(Process? process = null) => (process ?? Server).Dispatcher.RunAsync(TimeSpan.Zero, CancellationToken.None);

    /// <summary>Something the carrier says of one of its calls; it remembers it, too.</summary>
    public Task SayAsync(CarrierCall call, string status, int? sip = null)
    {
        call.Status = status;
        return Server.Reports.ReportAsync(call.Order.Attempt, call.Sid, status, call.IsFinal, seconds: null, sip, queuedMs: null, Now, CancellationToken.None);
    }

    /// <summary>Somebody answers, talks, and hangs up; the record of the call says what came of it.</summary>
    public async Task TalkAsync(CarrierCall call, string disposition)
    {
        await SayAsync(call, "in-progress");
        await using (var db = Database.CreateDbContext())
        {
            var attempt = await db.Attempts.SingleAsync(each => each.Id == call.Order.Attempt);
            db.Calls.Add(new CallRecord { Id = new CallId(attempt.Id), CallSid = call.Sid, Direction = "outbound", ContactId = attempt.ContactId, CampaignId = attempt.CampaignId, StartedAt = Now, EndedAt = Now, Disposition = disposition, DurationMs = 61_000 });
            await db.SaveChangesAsync();
        }

        await Server.Reports.CallEndedAsync(new CallId(call.Order.Attempt), CancellationToken.None);
        await SayAsync(call, "completed");
    }

    public Contact Contact(Guid id)
    {
        using var db = Database.CreateDbContext();
        return db.Contacts.Single(contact => contact.Id == id);
    }

    public Campaign Campaign(Guid id)
    {
        using var db = Database.CreateDbContext();
        return db.Campaigns.Single(campaign => campaign.Id == id);
    }

    public IReadOnlyList<Contact> Contacts()
    {
        using var db = Database.CreateDbContext();
        return [.. db.Contacts.OrderBy(contact => contact.Id)];
    }

    public IReadOnlyList<Attempt> Attempts()
    {
        using var db = Database.CreateDbContext();
        return [.. db.Attempts.OrderBy(attempt => attempt.ClaimedAt).ThenBy(attempt => attempt.Try)];
    }

    public IReadOnlyList<DialDecision> Decisions()
    {
        using var db = Database.CreateDbContext();
        return [.. db.DialDecisions.OrderBy(decision => decision.At)];
    }

    public IReadOnlyList<OperatorTask> Tasks()
    {
        using var db = Database.CreateDbContext();
        return [.. db.Tasks];
    }

    public void Dispose()
    {
        foreach (var process in _processes)
            process.Dispose();
        Database.Dispose();
    }

    private sealed class Lines(DialWorld world) : ILines
    {
        public int Free => world.FreeLines;
    }
}

/// <summary>One process that dials.</summary>
internal sealed class Process(IServiceProvider services)
{
    public Dispatcher Dispatcher => services.GetRequiredService<Dispatcher>();

    public Reconciliation Reconciliation => services.GetRequiredService<Reconciliation>();

    public AttemptReports Reports => services.GetRequiredService<AttemptReports>();

    public DialClaims Claims => services.GetRequiredService<DialClaims>();

    public DoNotCallList List => services.GetRequiredService<DoNotCallList>();

    public CallRequests Requests => services.GetRequiredService<CallRequests>();

    public CampaignDesk Desk => services.GetRequiredService<CampaignDesk>();

    public CampaignResults Results => services.GetRequiredService<CampaignResults>();
}
