using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Journal;

namespace VoiceBooker.Tests.Booking.Journal;

public sealed class CallJournalTests : IAsyncLifetime, IDisposable
{
    private readonly TestDatabase _database = TestDatabase.OnDisk();
    private readonly JournalWriter _writer;
    private readonly CallJournals _journals;

    public CallJournalTests()
    {
        _writer = new JournalWriter(_database, TimeProvider.System, NullLogger<JournalWriter>.Instance);
        _journals = new CallJournals(_database, _writer, new ThisNode(), TimeProvider.System, NullLogger<CallJournals>.Instance);
    }

    public Task InitializeAsync() => _writer.StartAsync(default);

    public Task DisposeAsync() => _writer.StopAsync(default);

    public void Dispose()
    {
        _writer.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task What_happens_on_a_call_is_read_back_in_order()
    {
        var (id, journal) = await OpenAsync();
        journal.Record("caller.said", new { text = "tomorrow at three", by = "voice" });
        journal.Record("bot.said");
        await journal.RecordDurablyAsync("booking.committing", new { start = Instant.FromUtc(2026, 12, 1, 10, 0) }, default);

        var entries = await _journals.ReadAsync(id, after: 0, TimeSpan.Zero, default);
        Assert.Equal([1, 2, 3], entries.Select(entry => entry.Sequence));
        Assert.Equal(["caller.said", "bot.said", "booking.committing"], entries.Select(entry => entry.Kind));
        Assert.Equal("""{"text":"tomorrow at three","by":"voice"}""", entries[0].Data);
        Assert.Equal("""{"start":"2026-12-01T10:00:00Z"}""", entries[2].Data);
        Assert.Equal([3], (await _journals.ReadAsync(id, after: 2, TimeSpan.Zero, default)).Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task A_call_may_begin_while_it_is_put_on_record_and_nothing_gets_out_of_order()
    {
        var (id, journal, opened) = Begin();
        journal.Record("call.started");
        journal.Record("bot.said");
        await journal.RecordDurablyAsync("booking.committing", null, default);

        await opened;
        var entries = await _journals.ReadAsync(id, after: 0, TimeSpan.Zero, default);
        Assert.Equal(["call.started", "bot.said", "booking.committing"], entries.Select(entry => entry.Kind));
        Assert.Equal([1, 2, 3], entries.Select(entry => entry.Sequence));
    }

    [Fact, FileOnly]
    public async Task Nothing_that_must_be_on_record_happens_on_a_call_that_cannot_be()
    {
        await ExecuteAsync("ALTER TABLE calls RENAME TO elsewhere");
        var (_, journal, opened) = Begin();
        journal.Record("call.started");

        await Assert.ThrowsAnyAsync<Exception>(async () => await journal.RecordDurablyAsync("booking.committing", null, default));
        await Assert.ThrowsAnyAsync<Exception>(() => opened);
    }

    [Fact]
    public async Task A_call_that_is_connected_once_more_is_another_conversation()
    {
        await Begin("CA1").Opened;
        await Begin("CA1").Opened;
        await Begin("CA1").Opened;

        await using var db = _database.CreateDbContext();
        Assert.Equal(["CA1", "CA1#2", "CA1#3"], await db.Calls.Select(call => call.CallSid).OrderBy(sid => sid).ToListAsync());
    }

    [Fact]
    public async Task Who_waits_for_news_of_a_call_gets_them_when_they_happen()
    {
        var (id, journal) = await OpenAsync();
        var reading = _journals.ReadAsync(id, after: 0, TimeSpan.FromSeconds(20), default);
        Assert.False(reading.IsCompleted);
        journal.Record("caller.said");
        Assert.Single(await reading.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_call_is_followed_to_its_end_and_its_outcome_read_from_its_journal()
    {
        var (id, journal) = await OpenAsync();
        var following = Task.Run(async () =>
        {
            var kinds = new List<string>();
            await foreach (var entry in _journals.FollowAsync(id, after: 0, default))
                kinds.Add(entry.Kind);
            return kinds;
        });
        journal.Record("booking.resolved", new { outcome = "booked" });
        await _journals.CloseAsync(id, "goodbye", outcome: null, default);

        Assert.Equal(["booking.resolved", "call.ended"], await following.WaitAsync(TimeSpan.FromSeconds(10)));
        await using var db = _database.CreateDbContext();
        var call = await db.Calls.SingleAsync(row => row.Id == id);
        Assert.Equal(CallOutcomes.Booked, call.Outcome);
        Assert.Equal("goodbye", call.Cause);
        Assert.NotNull(call.EndedAt);
    }

    [Fact]
    public async Task What_the_models_of_a_call_cost_stands_in_its_record_and_counts_today_after_a_restart()
    {
        var (id, journal) = await OpenAsync();
        journal.Record("mind.answered", new { model = "a", inputTokens = 1000, outputTokens = 20, cost = 0.0021m });
        journal.Record("mind.speculated", new { used = false, inputTokens = 900, outputTokens = 0, cost = 0.0018m });
        await _journals.CloseAsync(id, "goodbye", outcome: null, default);
        var (_, torn) = await OpenAsync();
        await torn.RecordDurablyAsync("mind.failed", new { model = "a", inputTokens = 100, outputTokens = 1, cost = 0.0005m }, default);
        using (var next = new CallJournals(_database, _writer, new ThisNode(), TimeProvider.System, NullLogger<CallJournals>.Instance))
            await next.MarkCutOffAsync(default); // the process ended before the second call did

        await using var db = _database.CreateDbContext();
        var call = await db.Calls.SingleAsync(row => row.Id == id);
        Assert.Equal((1900, 20, 3900), (call.TokensIn, call.TokensOut, call.CostMicros));
        var spending = new VoiceBooker.Booking.Minds.Spending(TimeProvider.System);
        await new VoiceBooker.Booking.Minds.SpendingAtStart(_database, spending).StartAsync(default);
        Assert.Equal(0.0044m, spending.Today);
    }

    [Theory]
    [InlineData(CallOutcomes.Transferred, "transfer")]
    [InlineData(CallOutcomes.NoBooking, "transfer", "transfer.failed")]
    [InlineData(CallOutcomes.Transferred, "transfer", "transfer.failed", "transfer")]
    public async Task Only_a_transfer_that_did_not_fail_is_the_calls_outcome(string outcome, params string[] kinds)
    {
        var (id, journal) = await OpenAsync();
        foreach (var kind in kinds)
            journal.Record(kind, new { number = "+12125550100" });
        await _journals.CloseAsync(id, "goodbye", outcome: null, default);
        await using var db = _database.CreateDbContext();
        Assert.Equal(outcome, (await db.Calls.SingleAsync(row => row.Id == id)).Outcome);
    }

    [Fact]
    public async Task Entries_recorded_from_many_sides_keep_one_gapless_order()
    {
        var (id, journal) = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(side => Task.Run(() =>
        {
            for (var number = 0; number < 200; number++)
                journal.Record("turn.timing", new { side, number });
        })));
        await journal.RecordDurablyAsync("caller.said", null, default);

        var entries = await _journals.ReadAsync(id, after: 0, TimeSpan.Zero, default);
        Assert.Equal(Enumerable.Range(1, 1601).Select(number => (long)number), entries.Select(entry => entry.Sequence));
    }

    [Fact, FileOnly]
    public async Task An_entry_that_cannot_be_written_leaves_a_gap_and_costs_no_other_call_its_own()
    {
        var (good, goodJournal) = await OpenAsync();
        var (bad, badJournal) = await OpenAsync();
        await ExecuteAsync("CREATE TRIGGER refuses BEFORE INSERT ON call_events WHEN NEW.\"Kind\" = 'refused' BEGIN SELECT RAISE(ABORT, 'no'); END");

        badJournal.Record("caller.said");
        var refused = badJournal.RecordDurablyAsync("refused", null, default).AsTask();
        var unknown = new OpenJournal(CallId.New(TimeProvider.System.GetUtcNow()), Instant.MinValue, 0, TimeProvider.System, _writer, NullLogger.Instance).RecordDurablyAsync("caller.said", null, default).AsTask();
        var committing = goodJournal.RecordDurablyAsync("booking.committing", null, default).AsTask();
        badJournal.Record("bot.said");

        await committing.WaitAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<IOException>(() => refused.WaitAsync(TimeSpan.FromSeconds(10)));
        await Assert.ThrowsAsync<IOException>(() => unknown.WaitAsync(TimeSpan.FromSeconds(10)));
        await badJournal.RecordDurablyAsync("caller.said", null, default);
        Assert.Equal(["caller.said", "journal.gap", "bot.said", "caller.said"], (await _journals.ReadAsync(bad, after: 0, TimeSpan.Zero, default)).Select(entry => entry.Kind));
        Assert.Equal(["booking.committing"], (await _journals.ReadAsync(good, after: 0, TimeSpan.Zero, default)).Select(entry => entry.Kind));
    }

    [Theory, FileOnly]
    [InlineData("CREATE TRIGGER refuses BEFORE INSERT ON call_events WHEN NEW.\"Kind\" = 'call.ended' BEGIN SELECT RAISE(ABORT, 'no'); END", CallOutcomes.NoBooking)]
    [InlineData("CREATE TRIGGER refuses BEFORE UPDATE ON calls BEGIN SELECT RAISE(ABORT, 'no'); END", CallOutcomes.InProgress)]
    public async Task A_call_whose_end_cannot_be_written_is_over_and_its_own_failure_is_the_one_that_is_told(string broken, string outcome)
    {
        var (id, journal) = await OpenAsync();
        journal.Record("caller.said");
        await ExecuteAsync(broken);

        var told = await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            try
            {
                throw new InvalidDataException("the call's own failure");
            }
            finally
            {
                await _journals.CloseAsync(id, "failed", outcome: null, default);
            }
        });
        Assert.Equal("the call's own failure", told.Message);

        await using var db = _database.CreateDbContext();
        Assert.Equal(outcome, (await db.Calls.SingleAsync(row => row.Id == id)).Outcome);
        Assert.Empty(await _journals.ReadAsync(id, after: 2, TimeSpan.FromMinutes(5), default).WaitAsync(TimeSpan.FromSeconds(10))); // nobody waits for news of it
    }

    [Fact, FileOnly]
    public async Task Killed_at_any_moment_nothing_acknowledged_is_lost_and_the_call_is_marked_cut_off()
    {
        foreach (var after in new[] { 1, 7, 40 })
        {
            var acknowledged = await KillAfterAsync(after);
            Assert.True(acknowledged.Count >= after);
            var (id, last) = acknowledged[^1];

            await using (var db = _database.CreateDbContext())
                Assert.Equal("ok", await db.Database.SqlQueryRaw<string>("SELECT integrity_check AS Value FROM pragma_integrity_check").SingleAsync());

            Assert.Equal(1, await _journals.MarkCutOffAsync(default));
            var entries = await _journals.ReadAsync(id, after: 0, TimeSpan.Zero, default);
            var committed = entries.Where(entry => entry.Kind == "booking.committing").Select(entry => JsonDocument.Parse(entry.Data).RootElement.GetProperty("number").GetInt32()).ToHashSet();
            Assert.Superset(Enumerable.Range(1, last).ToHashSet(), committed);
            Assert.Equal("call.ended", entries[^1].Kind);
            await using (var db = _database.CreateDbContext())
                Assert.Equal(CallOutcomes.CutOff, (await db.Calls.SingleAsync(row => row.Id == id)).Outcome);
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var db = _database.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    private (CallId Id, ICallJournal Journal, Task Opened) Begin(string? callSid = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = CallId.New(now);
        var (journal, opened) = _journals.Begin(new CallRecord { Id = id, CallSid = callSid ?? $"CA{id.Value:N}", StartedAt = Instant.FromDateTimeOffset(now) }, TimeProvider.System, default);
        return (id, journal, opened);
    }

    private async Task<(CallId Id, ICallJournal Journal)> OpenAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = CallId.New(now);
        return (id, await _journals.OpenAsync(new CallRecord { Id = id, CallSid = $"CA{id.Value:N}", StartedAt = Instant.FromDateTimeOffset(now) }, TimeProvider.System, default));
    }

    /// <summary>Lets a process of its own journal, kills it after so many acknowledgements, and gives all that it had acknowledged by then.</summary>
    private async Task<List<(CallId Id, int Number)>> KillAfterAsync(int count)
    {
        using var worker = ChildProcess.Start("journal", _database.Path!);
        var lines = new List<string>();
        try
        {
            while (lines.Count < count && await worker.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
                lines.Add(line);
        }
        finally
        {
            worker.Kill();
        }

        lines.AddRange((await worker.StandardOutput.ReadToEndAsync()).Split('\n').SkipLast(1)); // the last one may be half a line
        await worker.WaitForExitAsync();
        return [.. lines.Select(line => line.Split(' ')).Select(parts => (new CallId(Guid.Parse(parts[0])), int.Parse(parts[1], CultureInfo.InvariantCulture)))];
    }
}
