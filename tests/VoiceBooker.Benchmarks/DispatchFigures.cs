using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Benchmarks;

/// <summary>
/// What it costs to dial 100,000 people, without the carrier: one that takes every call at once, a SQLite file that syncs every commit, no limits of pace:
/// <c>dotnet run -c Release --project tests/VoiceBooker.Benchmarks -- dispatch [contacts]</c>.
/// </summary>
internal static class DispatchFigures
{
    private const int BatchSize = 5000;
    private const int OneByOne = 1000;

    public static async Task RunAsync(int people)
    {
        var folder = Directory.CreateTempSubdirectory("voicebooker-dispatch-");
        try
        {
            await RunAsync(people, folder.FullName);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(int people, string folder)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 30, 18, 0, 0, TimeSpan.Zero)); // one in the afternoon in New York, ten in Los Angeles
        using var rounds = new Rounds();
        await using (var provider = Start(folder, clock, perSecond: 1e9))
        {
            var contexts = provider.GetRequiredService<IDbContextFactory<BookingDbContext>>();
            await using (var db = await contexts.CreateDbContextAsync())
            {
                await db.Database.MigrateAsync();
                await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL");
            }

            await FillAsync(contexts, people + OneByOne + 100, Instant.FromDateTimeOffset(clock.GetUtcNow()));
            await DispatchAsync(provider.GetRequiredService<Dispatcher>(), contexts, rounds, people, Instant.FromDateTimeOffset(clock.GetUtcNow()));
            await HangUpAsync(contexts, Instant.FromDateTimeOffset(clock.GetUtcNow()));
        }

        await using var slow = Start(folder, clock, perSecond: 100);
        await DispatchOneByOneAsync(slow.GetRequiredService<Dispatcher>(), clock, rounds);

        var began = Stopwatch.GetTimestamp();
        var numbers = Enumerable.Range(0, 100_000).Select(each => $"+1917{2_000_000 + each:0000000}").ToAsyncEnumerable();
        var added = await slow.GetRequiredService<DoNotCallList>().ImportAsync("registry", DoNotCallEntry.Everywhere, numbers, CancellationToken.None);
        Say($"{added:N0} numbers taken over into the do-not-call list in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
    }

    private static ServiceProvider Start(string folder, ManualClock clock, double perSecond)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Storage:Path"] = Path.Combine(folder, "figures.db") }).Build();
        var services = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton<TimeProvider>(clock);
        services.AddBookingStorage(settings);
        services.AddDialling();
        services.AddSingleton<IDialer, WillingCarrier>();
        services.AddSingleton<ILines, ManyLines>();
        services.Configure<DiallingOptions>(dialling => (dialling.CallsPerSecond, dialling.CallsPerSecondPerNumber, dialling.AtOnce, dialling.AtOncePerNumber) = (perSecond, perSecond, 1_000_000, 1_000_000));
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(new VoiceBooker.Booking.Reception.ReceptionOptions { BusinessName = "Harbour Dental" }));
        return services.BuildServiceProvider();
    }

    /// <summary>As fast as it goes: rounds of a hundred.</summary>
    private static async Task DispatchAsync(Dispatcher dispatcher, IDbContextFactory<BookingDbContext> contexts, Rounds rounds, int people, Instant now)
    {
        await dispatcher.RunAsync(TimeSpan.Zero, CancellationToken.None); // compiles the code
        rounds.Clear();
        Say($"{people:N0} contacts of two campaigns, a hundred in a round:");
        using var process = Process.GetCurrentProcess();
        var (began, cpu, done, turns) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime, 0, 0);
        for (var part = 0; part <= 4; part++)
        {
            while (done < people * (long)part / 4)
            {
                await dispatcher.RunAsync(TimeSpan.Zero, CancellationToken.None);
                done += rounds.Take();
                if (++turns % 10 == 0)
                    await HangUpAsync(contexts, now); // at most a thousand are under way at once
            }

            process.Refresh();
            Say($"  after {done,7:N0}: managed {GC.GetTotalMemory(forceFullCollection: true) / 1e6:0.0} MB, working set {process.WorkingSet64 / 1e6:0} MB");
        }

        var used = (process.TotalProcessorTime - cpu).TotalSeconds;
        Say($"  {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s in all; {used / done * 10_000:0.00} s of CPU per 10,000 contacts (facts, gate, claim on disk, the carrier's answer on disk)");
        Tell(rounds);
    }

    /// <summary>At a pace, as it is in real life: each round decides about one.</summary>
    private static async Task DispatchOneByOneAsync(Dispatcher dispatcher, ManualClock clock, Rounds rounds)
    {
        for (var warm = 0; warm < 50; warm++, clock.Advance(TimeSpan.FromMilliseconds(10)))
            await dispatcher.RunAsync(TimeSpan.Zero, CancellationToken.None);
        rounds.Clear();
        for (var each = 0; each < OneByOne; each++, clock.Advance(TimeSpan.FromMilliseconds(10)))
            await dispatcher.RunAsync(TimeSpan.Zero, CancellationToken.None);
        Say($"{rounds.Take():N0} more, one in a round, as a pace makes it:");
        Tell(rounds);
        TellNoise();
    }

    /// <summary>What the machine itself does to work of about a millisecond that asks nobody: the figures above cannot be steadier than this.</summary>
    private static void TellNoise()
    {
        List<double> milliseconds = [];
        for (var each = 0; each < OneByOne; each++)
        {
            var began = Stopwatch.GetTimestamp();
            var hash = 17;
            for (var step = 0; step < 500_000; step++)
                hash = unchecked((hash * 31) + step);
            GC.KeepAlive(hash);
            milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        Say($"  the machine's noise, by a loop that does nothing else: {Describe(milliseconds)}");
    }

    private static string Describe(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"p50 {sorted[sorted.Count / 2]:0.000} ms, p99 {sorted[sorted.Count * 99 / 100]:0.000} ms, worst of {sorted.Count} {sorted[^1]:0.000} ms");
    }

    /// <summary>All calls end, in one stroke: what the carrier reports of each is not what is measured here.</summary>
    private static async Task HangUpAsync(IDbContextFactory<BookingDbContext> contexts, Instant now)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.Attempts.Where(attempt => attempt.State == AttemptState.Accepted).ExecuteUpdateAsync(
            set => set.SetProperty(attempt => attempt.State, AttemptState.Ended).SetProperty(attempt => attempt.EndedAt, now).SetProperty(attempt => attempt.Disposition, Dispositions.NoAnswer).SetProperty(attempt => attempt.LookAt, (Instant?)null));
        await db.Contacts.Where(contact => contact.State == ContactState.Calling).ExecuteUpdateAsync(set => set.SetProperty(contact => contact.State, ContactState.Done).SetProperty(contact => contact.Disposition, Dispositions.NoAnswer));
    }

    private static void Tell(Rounds rounds)
    {
        Say($"  a decision (facts read, gate asked): {rounds.Describe("decided")}");
        Say($"  and its claim on disk: {rounds.Describe("claimed")}");
    }

    private static async Task FillAsync(IDbContextFactory<BookingDbContext> contexts, int people, Instant now)
    {
        List<Campaign> campaigns = [];
        await using (var db = await contexts.CreateDbContextAsync())
        {
            var assistant = new Assistant { Id = Guid.CreateVersion7(), Name = "Ann" };
            db.Assistants.Add(assistant);
            for (var campaign = 0; campaign < 2; campaign++)
                campaigns.Add(new Campaign { Id = Guid.CreateVersion7(), Name = $"Campaign {campaign}", Purpose = "your check-up", AssistantId = assistant.Id, State = CampaignState.Running, CreatedAt = now, Rules = new CampaignRules { PaceByOpenings = false } });
            db.Campaigns.AddRange(campaigns);
            await db.SaveChangesAsync();
        }

        string[] areas = ["212", "312", "303", "415"];
        foreach (var batch in Enumerable.Range(0, people).Chunk(BatchSize))
        {
            await using var db = await contexts.CreateDbContextAsync();
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            db.Contacts.AddRange(batch.Select(person => new Contact
            {
                Id = Guid.CreateVersion7(),
                CampaignId = campaigns[person % 2].Id,
                Number = $"+1{areas[person % 4]}{2_000_000 + person / 4:0000000}",
                Name = "Jo March",
                Variables = { ["cal_email"] = "jo@example.org" },
                ZoneSource = ZoneSource.Number,
                Consent = ConsentKind.Written,
                ConsentAt = now - Duration.FromDays(3),
                ConsentText = "I agree to be called about my check-up.",
                ConsentChannel = "web form",
                State = ContactState.Waiting,
                NextAt = now,
                CreatedAt = now,
            }));
            db.DoNotCall.AddRange(batch.Where(person => person % 10 == 0).Select(person => new DoNotCallEntry { Id = Guid.CreateVersion7(), Number = $"+1646{2_000_000 + person:0000000}", Source = "list:registry", At = now }));
            await db.SaveChangesAsync();
        }
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>A carrier that takes every call, and says so at once.</summary>
    private sealed class WillingCarrier : IDialer
    {
        public bool IsConfigured => true;

        public Task<DialResult> DialAsync(DialOrder order, CancellationToken cancel) => Task.FromResult<DialResult>(new DialResult.Accepted($"CA{order.Attempt:N}"));

        public Task<bool> CancelAsync(string callSid, CancellationToken cancel) => Task.FromResult(false);

        public Task<CallLookUp> ReadAsync(string callSid, CancellationToken cancel) => Task.FromResult<CallLookUp>(new CallLookUp.NoSuchCall());

        public Task<IReadOnlyList<KnownCall>?> FindAsync(string to, string from, Instant since, CancellationToken cancel) => Task.FromResult<IReadOnlyList<KnownCall>?>([]);

        public Task<IReadOnlySet<string>?> OwnNumbersAsync(CancellationToken cancel) => Task.FromResult<IReadOnlySet<string>?>(new HashSet<string>(StringComparer.Ordinal) { "+14155550147" });
    }

    private sealed class ManyLines : ILines
    {
        public ValueTask<int> FindFreeAsync(CancellationToken cancel) => ValueTask.FromResult(1_000_000);
    }

    /// <summary>What the dispatcher says of its rounds.</summary>
    private sealed class Rounds : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Dictionary<string, List<double>> _milliseconds = new(StringComparer.Ordinal) { ["decided"] = [], ["claimed"] = [] };
        private int _decided;

        public Rounds()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name is "voicebooker.dial_decided" or "voicebooker.dial_decisions")
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<double>((_, value, tags, _) => _milliseconds[(string)tags[0].Value!].Add(value));
            _listener.SetMeasurementEventCallback<long>((_, value, _, _) => _decided += (int)value);
            _listener.Start();
        }

        public void Clear()
        {
            _decided = 0;
            foreach (var each in _milliseconds.Values)
                each.Clear();
        }

        public int Take()
        {
            var decided = _decided;
            _decided = 0;
            return decided;
        }

        public string Describe(string what) => DispatchFigures.Describe(_milliseconds[what]);

        public void Dispose() => _listener.Dispose();
    }
}
