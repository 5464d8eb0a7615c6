using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Tests.Booking.Dialling;

/// <summary>A process that dies, at every single step of its work in turn: before or after each command, each commit and each request to the carrier. Another one goes on.</summary>
public sealed class CrashTests
{
    private const int People = 5;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Wherever_a_process_dies_nobody_is_called_twice_and_nobody_forgotten(int seed)
    {
        using var world = new DialWorld();
        world.Options.AttemptsPerNumber = 100;
        var rules = new CampaignRules { From = LocalTime.Midnight, Until = LocalTime.Midnight, Days = [.. Enum.GetValues<IsoDayOfWeek>().Skip(1)], SkipHolidays = false, Retries = [new RetryRule(Dispositions.NoAnswer, 240, 1)] };
        var died = true;
        for (var step = 1; died; step++)
        {
            Clear(world);
            await world.CampaignAsync(People, rules);
            var random = new Random(seed * 1000 + step);
            var lost = Enumerable.Range(0, People).Where(_ => random.Next(3) == 0).Select(person => $"+12125{person:000000}").ToHashSet(StringComparer.Ordinal);
            world.Carrier.LosesAnswer = order => lost.Contains(order.To);
            var death = new Death(step);
            await LiveAsync(world, death);
            died = death.Came;
            await GoOnAsync(world);
            Check(world, step);
        }
    }

    private static async Task LiveAsync(DialWorld world, Death death)
    {
        var process = world.Start(new Mortal(world, death), new MortalDialer(world.Carrier, death));
        try
        {
            await process.Reconciliation.RunAsync(CancellationToken.None);
            await process.Dispatcher.RunAsync(TimeSpan.Zero, CancellationToken.None);
            foreach (var call in world.Carrier.Calls.ToList())
            {
                call.Status = "ringing";
                await process.Reports.ReportAsync(call.Order.Attempt, call.Sid, call.Status, isFinal: false, null, null, null, world.Now, CancellationToken.None);
                call.Status = LastWord(call);
                await process.Reports.ReportAsync(call.Order.Attempt, call.Sid, call.Status, isFinal: true, null, null, null, world.Now, CancellationToken.None);
            }
        }
        catch (Exception broken) when (death.Came && broken is not Xunit.Sdk.XunitException)
        {
            // Its callbacks come to nobody.
        }
    }

    /// <summary>Another process: what it is not told, it looks up.</summary>
    private static async Task GoOnAsync(DialWorld world)
    {
        var heir = world.Start();
        for (var minute = 0; minute < 16; minute++)
        {
            await heir.Reconciliation.RunAsync(CancellationToken.None);
            await heir.Dispatcher.RunAsync(TimeSpan.Zero, CancellationToken.None);
            foreach (var call in world.Carrier.Calls.Where(call => call.Status is "queued" or "ringing"))
                call.Status = LastWord(call); // its callbacks are lost
            world.Clock.Advance(minute == 7 ? TimeSpan.FromHours(5) : TimeSpan.FromSeconds(130));
        }
    }

    private static string LastWord(CarrierCall call) => (call.Order.To[^1] - '0') % 2 == 1 ? "no-answer" : "busy";

    private static void Check(DialWorld world, int step)
    {
        var calls = world.Carrier.Calls.GroupBy(call => call.Order.To).ToDictionary(calls => calls.Key, calls => calls.Count(), StringComparer.Ordinal);
        foreach (var contact in world.Contacts())
        {
            var twice = LastWord(new CarrierCall("", new DialOrder(Guid.Empty, contact.Number, "", default, default, false), default)) == "no-answer";
            Assert.True(calls.GetValueOrDefault(contact.Number) == (twice ? 2 : 1), $"step {step}: {contact.Number} was called {calls.GetValueOrDefault(contact.Number)} times");
            Assert.Equal(ContactState.Done, contact.State);
            Assert.Equal(twice ? 2 : 1, contact.Attempts);
        }

        Assert.Equal(CampaignState.Finished, world.Campaign(world.Contacts()[0].CampaignId!.Value).State);
        Assert.All(world.Attempts(), attempt => Assert.Equal(AttemptState.Ended, attempt.State));
    }

    private static void Clear(DialWorld world)
    {
        world.Carrier.Calls.Clear();
        using var db = world.Database.CreateDbContext();
        db.Database.ExecuteSqlRaw("DELETE FROM attempts; DELETE FROM dial_decisions; DELETE FROM contacts; DELETE FROM campaigns;");
    }

    private sealed class Death(int atStep)
    {
        private int _steps;

        public bool Came { get; private set; }

        /// <summary>One step of work; after death there is none.</summary>
        public void Step()
        {
            if (Came || ++_steps == atStep)
            {
                Came = true;
                throw new IOException("The process is dead.");
            }
        }
    }

    private sealed class Mortal(DialWorld world, Death death) : IDbContextFactory<BookingDbContext>
    {
        public BookingDbContext CreateDbContext() => world.Database.CreateDbContext(new Watch(death));
    }

    private sealed class Watch(Death death) : DbCommandInterceptor, IDbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            death.Step();
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            death.Step();
            return ValueTask.FromResult(result);
        }

        public ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            death.Step();
            return ValueTask.FromResult(result);
        }

        public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            death.Step();
            return Task.CompletedTask;
        }
    }

    private sealed class MortalDialer(ScriptedCarrier carrier, Death death) : IDialer
    {
        public bool IsConfigured => true;

        public async Task<DialResult> DialAsync(DialOrder order, CancellationToken cancel)
        {
            death.Step(); // before the request is sent
            var result = await carrier.DialAsync(order, cancel);
            death.Step(); // after the carrier took it
            return result;
        }

        public Task<bool> CancelAsync(string callSid, CancellationToken cancel) => carrier.CancelAsync(callSid, cancel);

        public Task<CallLookUp> ReadAsync(string callSid, CancellationToken cancel) => carrier.ReadAsync(callSid, cancel);

        public Task<IReadOnlyList<KnownCall>?> FindAsync(string to, string from, Instant since, CancellationToken cancel) => carrier.FindAsync(to, from, since, cancel);

        public Task<IReadOnlySet<string>?> OwnNumbersAsync(CancellationToken cancel) => carrier.OwnNumbersAsync(cancel);
    }
}
