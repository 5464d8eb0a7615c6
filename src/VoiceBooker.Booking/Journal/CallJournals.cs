using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Journal;

namespace VoiceBooker.Booking.Journal;

/// <summary>The journals of all calls: opens one for a call that begins, closes it, and reads it, also while the call runs. One for the server.</summary>
public sealed partial class CallJournals : IDisposable
{
    private const int KeptAfterwards = 1000;

    private static readonly TimeSpan ElsewherePoll = TimeSpan.FromSeconds(1);

    private readonly IDbContextFactory<BookingDbContext> _contexts;
    private readonly JournalWriter _writer;
    private readonly ThisNode _node;
    private readonly TimeProvider _time;
    private readonly ILogger<CallJournals> _log;
    private readonly ConcurrentDictionary<CallId, OpenJournal> _open = new();
    private readonly ConcurrentDictionary<CallId, byte> _endNotWritten = new(); // over, though their record says that they run
    private readonly ConcurrentDictionary<CallId, OpenJournal> _over = new();
    private readonly ConcurrentQueue<CallId> _overInOrder = new();
    private readonly SemaphoreSlim _looking = new(1, 1);
    private readonly NodeWire? _wire;

    internal CallJournals(IDbContextFactory<BookingDbContext> contexts, JournalWriter writer, ThisNode node, TimeProvider time, ILogger<CallJournals> log, NodeWire? wire = null)
    {
        _contexts = contexts;
        _writer = writer;
        _node = node;
        _time = time;
        _log = log;
        _wire = wire;
    }

    /// <summary>Puts the call on record, durably, and gives its journal.</summary>
    /// <param name="call">The call as it begins; its identity must be new.</param>
    /// <param name="clock">The call's own clock; it dates the entries.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task<ICallJournal> OpenAsync(CallRecord call, TimeProvider clock, CancellationToken cancel)
    {
        var (journal, opened) = Begin(call, clock, cancel);
        await opened;
        return journal;
    }

    /// <summary>
    /// Writes how the call ended, durably, after all its entries; adds <c>call.ended</c> when the call itself did not. Closing twice changes nothing.
    /// A disk that fails is logged and not thrown: the call is over all the same, and whoever ends it may have a failure of their own to tell. The next start marks such a call as cut off.
    /// </summary>
    /// <param name="call">Which call.</param>
    /// <param name="cause">Why it ended.</param>
    /// <param name="outcome">One of <see cref="CallOutcomes"/>; null: read from the journal (a booking, a move, a cancellation, a transfer, or none).</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task CloseAsync(CallId call, string cause, string? outcome, CancellationToken cancel)
    {
        if (!_open.TryGetValue(call, out var journal))
            return;

        var ended = journal.Now;
        var duration = Math.Max(0, (long)(ended - journal.StartedAt).TotalMilliseconds);
        try
        {
            await EndJournalAsync(journal, cause, duration, cancel);
            await EndRecordAsync(call, cause, outcome, ended, duration, cancel);
        }
        catch (Exception broken) when (!cancel.IsCancellationRequested)
        {
            _endNotWritten.TryAdd(call, 0);
            LogEndNotWritten(broken, call);
        }
        finally
        {
            Keep(journal);
            _open.TryRemove(call, out _);
            _writer.Pulse(call);
        }
    }

    /// <summary>Entries after <paramref name="after"/>, oldest first; waits up to <paramref name="wait"/> for the first one when there is none yet and the call still runs.</summary>
    public async Task<IReadOnlyList<JournalEntry>> ReadAsync(CallId call, long after, TimeSpan wait, CancellationToken cancel)
    {
        var (entries, _) = await ReadOnceOrWaitAsync(call, after, wait, cancel);
        return entries;
    }

    /// <summary>All entries after <paramref name="after"/>, live, until the call has ended.</summary>
    public async IAsyncEnumerable<JournalEntry> FollowAsync(CallId call, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            var (entries, runs) = await ReadOnceOrWaitAsync(call, after, TimeSpan.FromSeconds(20), cancel);
            foreach (var entry in entries)
            {
                after = entry.Sequence;
                yield return entry;
            }

            if (!runs && entries.Count == 0)
                yield break;
        }
    }

    /// <summary>Records, durably, what the world outside tells of a call later, which may be over by then. A transfer that failed after all no longer counts as the call's outcome.</summary>
    public async Task RecordLaterAsync(CallId call, string kind, object payload, CancellationToken cancel)
    {
        await (await AfterwardsAsync(call, cancel)).RecordDurablyAsync(kind, payload, cancel);
        if (kind != "transfer.failed")
            return;

        await using var db = await _contexts.CreateDbContextAsync(cancel);
        var outcome = await ReadOutcomeAsync(db, call, cancel);
        await db.Calls
            .Where(record => record.Id == call && record.Outcome == CallOutcomes.Transferred)
            .ExecuteUpdateAsync(set => set.SetProperty(record => record.Outcome, outcome), cancel);
    }

    /// <summary>Where to record what concerns a call that may be over: its open journal, or one that goes on after its last entry.</summary>
    internal async Task<ICallJournal> AfterwardsAsync(CallId call, CancellationToken cancel)
    {
        if (_open.TryGetValue(call, out var journal))
            return journal;

        await _looking.WaitAsync(cancel);
        try
        {
            return _over.TryGetValue(call, out var before) ? before : await ContinueAsync(call, cancel);
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>The journal of a call that is over, kept for a while, so that two who record in it do not give the same number twice.</summary>
    private async Task<ICallJournal> ContinueAsync(CallId call, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        if (await db.Calls.AsNoTracking().FirstOrDefaultAsync(each => each.Id == call, cancel) is not { } record)
            return NoJournal.Instance;
        if (IsShared)
            return await ElsewhereAsync(db, record, cancel);

        var last = await db.CallEvents.Where(entry => entry.CallId == call).MaxAsync(entry => (long?)entry.Sequence, cancel) ?? 0;
        var journal = new OpenJournal(call, record.StartedAt, last, _time, _writer, _log);
        Keep(journal);
        return journal;
    }

    private void Keep(OpenJournal journal)
    {
        if (IsShared)
            return; // from here on any server may add to it
        if (_over.TryAdd(journal.Call, journal))
            _overInOrder.Enqueue(journal.Call);
        if (_over.Count > KeptAfterwards && _overInOrder.TryDequeue(out var oldest))
            _over.TryRemove(oldest, out _);
    }

    private async Task EndJournalAsync(OpenJournal journal, string cause, long duration, CancellationToken cancel)
    {
        try
        {
            if (journal.Ended)
                await journal.RecordDurablyAsync("call.closed", null, cancel);
            else
                await journal.RecordDurablyAsync("call.ended", new { cause, durationMs = duration }, cancel);
        }
        catch (Exception broken) when (!cancel.IsCancellationRequested)
        {
            LogEndNotWritten(broken, journal.Call); // the list of calls may still be told
        }
    }

    private async Task EndRecordAsync(CallId call, string cause, string? outcome, Instant ended, long duration, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        outcome ??= await ReadOutcomeAsync(db, call, cancel);
        var cost = await ReadCostAsync(db, call, cancel);
        await db.Calls
            .Where(record => record.Id == call && record.EndedAt == null)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(record => record.EndedAt, ended)
                    .SetProperty(record => record.DurationMs, duration)
                    .SetProperty(record => record.Cause, cause)
                    .SetProperty(record => record.Outcome, outcome)
                    .SetProperty(record => record.TokensIn, cost.TokensIn)
                    .SetProperty(record => record.TokensOut, cost.TokensOut)
                    .SetProperty(record => record.CostMicros, cost.CostMicros),
                cancel);
    }

    private static async Task<CallCost> ReadCostAsync(BookingDbContext db, CallId call, CancellationToken cancel) =>
        CallCost.Of(await db.CallEvents.Where(entry => entry.CallId == call && CallCost.Kinds.Contains(entry.Kind)).Select(entry => entry.Data).ToListAsync(cancel));

    private static async Task<string> ReadOutcomeAsync(BookingDbContext db, CallId call, CancellationToken cancel)
    {
        var told = await db.CallEvents
            .Where(entry => entry.CallId == call && (entry.Kind == "booking.resolved" || entry.Kind == "transfer" || entry.Kind == "transfer.failed"))
            .OrderBy(entry => entry.Sequence)
            .Select(entry => new { entry.Kind, entry.Data })
            .ToListAsync(cancel);
        var outcomes = told.Where(entry => entry.Kind == "booking.resolved").Select(entry => OutcomeOf(entry.Data)).ToHashSet();
        if (told.LastOrDefault(entry => entry.Kind is "transfer" or "transfer.failed")?.Kind == "transfer")
            outcomes.Add(CallOutcomes.Transferred);
        return outcomes switch
        {
            _ when outcomes.Contains(CallOutcomes.Booked) || outcomes.Contains("pending") => CallOutcomes.Booked,
            _ when outcomes.Contains(CallOutcomes.Moved) => CallOutcomes.Moved,
            _ when outcomes.Contains(CallOutcomes.Cancelled) => CallOutcomes.Cancelled,
            _ when outcomes.Contains(CallOutcomes.Transferred) => CallOutcomes.Transferred,
            _ => CallOutcomes.NoBooking,
        };
    }

    private static string OutcomeOf(string data)
    {
        using var payload = JsonDocument.Parse(data);
        return payload.RootElement.TryGetProperty("outcome", out var outcome) ? outcome.GetString() ?? "" : "";
    }

    private async Task<(IReadOnlyList<JournalEntry> Entries, bool Runs)> ReadOnceOrWaitAsync(CallId call, long after, TimeSpan wait, CancellationToken cancel)
    {
        var until = _time.GetUtcNow() + wait;
        while (true)
        {
            var news = _writer.NextOf(call); // asked for before the table is read, so that nothing falls between
            var here = _open.ContainsKey(call);

            await using (var db = await _contexts.CreateDbContextAsync(cancel))
            {
                var runs = here || (!_endNotWritten.ContainsKey(call) && await db.Calls.AnyAsync(record => record.Id == call && record.EndedAt == null, cancel));
                var entries = await db.CallEvents
                    .Where(entry => entry.CallId == call && entry.Sequence > after)
                    .OrderBy(entry => entry.Sequence)
                    .Select(entry => new JournalEntry(entry.Sequence, entry.At, entry.AtMs, entry.Kind, entry.Data))
                    .ToListAsync(cancel);

                var left = until - _time.GetUtcNow();
                if (entries.Count > 0 || !runs || left <= TimeSpan.Zero)
                {
                    if (!runs)
                        _writer.Pulse(call); // nobody will; do not keep the waiting point
                    return (entries, runs);
                }

                wait = here || left < ElsewherePoll ? left : ElsewherePoll; // a call on another node does not pulse here
            }

            try
            {
                await news.WaitAsync(wait, _time, cancel);
            }
            catch (TimeoutException)
            {
                // Looked at once more above.
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Call {CallId} has ended, but its end could not be written.")]
    private partial void LogEndNotWritten(Exception broken, CallId callId);

    /// <inheritdoc/>
    public void Dispose() => _looking.Dispose();

    private sealed class NoJournal : ICallJournal
    {
        public static readonly NoJournal Instance = new();

        public void Record(string kind, object? payload = null)
        {
        }

        public ValueTask RecordDurablyAsync(string kind, object? payload, CancellationToken cancel) => ValueTask.CompletedTask;
    }
}
