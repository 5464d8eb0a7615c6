using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Journal;

/// <summary>
/// Writes the entries of all calls, in order, one transaction for many: at once when somebody waits for the disk, else about every 200 ms. The only writer of <c>call_events</c> while calls run.
/// </summary>
internal sealed partial class JournalWriter(IDbContextFactory<BookingDbContext> contexts, TimeProvider time, ILogger<JournalWriter> log) : BackgroundService
{
    private const int Capacity = 16_384;
    private const int BatchSize = 512;
    private const int Attempts = 5;

    /// <summary>The sequence of an entry that gets the next number of its call when it is written.</summary>
    public const long NotNumbered = 0;

    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(200);

    private readonly Channel<JournalWrite> _writes = Channel.CreateBounded<JournalWrite>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly ConcurrentDictionary<CallId, TaskCompletionSource> _pulses = new();

    /// <summary>Takes an entry to be written soon; false when the disk is so far behind that nothing more is taken.</summary>
    public bool TryEnqueue(CallEventRecord entry) => _writes.Writer.TryWrite(new JournalWrite(entry, Written: null));

    /// <summary>Takes an entry and returns once it, and all before it, are on disk.</summary>
    public async ValueTask WriteAsync(CallEventRecord entry, CancellationToken cancel)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _writes.Writer.WriteAsync(new JournalWrite(entry, written), cancel);
        await written.Task.WaitAsync(cancel);
    }

    /// <summary>Completes when entries of the call have been written after this was asked for.</summary>
    public Task NextOf(CallId call) => _pulses.GetOrAdd(call, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Wakes whoever waits for news of the call.</summary>
    public void Pulse(CallId call)
    {
        if (_pulses.TryRemove(call, out var waiting))
            waiting.TrySetResult();
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _writes.Writer.TryComplete(); // what was taken is still written; nothing more is taken
        if (ExecuteTask is { } writing)
            await writing.WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<JournalWrite>(BatchSize);
        while (await _writes.Reader.WaitToReadAsync(CancellationToken.None))
        {
            await GatherAsync(batch);
            var late = batch.FindAll(write => write.Entry.Sequence == NotNumbered);
            if (late.Count > 0)
                batch.RemoveAll(late.Contains);
            if (batch.Count > 0)
                await WriteBatchAsync(batch);
            foreach (var write in late)
                await WriteBatchAsync([write]);
            batch.Clear();
        }
    }

    /// <summary>Takes what is there and lingers for more, unless somebody waits.</summary>
    private async Task GatherAsync(List<JournalWrite> batch)
    {
        using var lingering = new CancellationTokenSource(Linger, time);
        try
        {
            do
            {
                while (batch.Count < BatchSize && _writes.Reader.TryRead(out var write))
                    batch.Add(write);
            }
            while (batch.Count < BatchSize && !batch.Exists(write => write.Written is not null) && await _writes.Reader.WaitToReadAsync(lingering.Token));
        }
        catch (OperationCanceledException) when (lingering.IsCancellationRequested)
        {
            // Lingered long enough.
        }
    }

    private async Task WriteBatchAsync(List<JournalWrite> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await SaveAsync(batch.ConvertAll(write => write.Entry));
                break;
            }
            catch (Exception broken) when (attempt < Attempts && !LostRaces.IsTheRowsFault(broken))
            {
                LogRetrying(broken, attempt, batch.Count);
                await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt), time, CancellationToken.None);
            }
            catch (Exception broken)
            {
                LogOneByOne(broken, batch.Count);
                await WriteOneByOneAsync(batch);
                return;
            }
        }

        foreach (var write in batch)
            write.Written?.TrySetResult();
        PulseAll(batch);
    }

    /// <summary>The last attempt: only what cannot be written is lost, and the other calls go on. A disk that refuses an entry for its own reasons would refuse the rest, too.</summary>
    private async Task WriteOneByOneAsync(List<JournalWrite> batch)
    {
        for (var at = 0; at < batch.Count; at++)
        {
            var (entry, written) = batch[at];
            try
            {
                await SaveAsync([entry]);
                written?.TrySetResult();
            }
            catch (DbUpdateException refused) when (refused.IsTakenKey() && PostgresDatabase.IsBehind(contexts))
            {
                await SaveAnewAsync(entry, written);
            }
            catch (Exception broken) when (LostRaces.IsTheRowsFault(broken))
            {
                LogLost(broken, entry.Kind, entry.Sequence, entry.CallId);
                await LeaveGapAsync(entry);
                written?.TrySetException(NotWritten(broken));
            }
            catch (Exception broken)
            {
                LogAllLost(broken, batch.Count - at);
                foreach (var lost in batch.Skip(at))
                    lost.Written?.TrySetException(NotWritten(broken));
                break;
            }
        }

        PulseAll(batch);
    }

    /// <summary>The number is another server's, which took the call for over just before its end was written: the entry gets the next one. Nothing is to be done when it stands there itself, written by a try of which no answer came.</summary>
    private async Task SaveAnewAsync(CallEventRecord entry, TaskCompletionSource? written)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
            if (!await db.CallEvents.AnyAsync(row => row.CallId == entry.CallId && row.Sequence == entry.Sequence && row.At == entry.At && row.Kind == entry.Kind && row.Data == entry.Data))
                await SaveLateAsync(db, entry);
            written?.TrySetResult();
        }
        catch (Exception broken)
        {
            LogLost(broken, entry.Kind, entry.Sequence, entry.CallId);
            written?.TrySetException(NotWritten(broken));
        }
    }

    /// <summary>Says in the entry's place that one is missing, where that can be said: not when the place is taken, or there is no such call.</summary>
    private async Task LeaveGapAsync(CallEventRecord lost)
    {
        try
        {
            await SaveAsync([new CallEventRecord { CallId = lost.CallId, Sequence = lost.Sequence, At = lost.At, AtMs = lost.AtMs, Kind = "journal.gap", Data = """{"lost":1}""" }]);
        }
        catch (Exception broken)
        {
            LogNoGap(broken, lost.Sequence, lost.CallId);
        }
    }

    private async Task SaveAsync(IReadOnlyList<CallEventRecord> entries)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        if (entries is [{ Sequence: NotNumbered } late])
        {
            await SaveLateAsync(db, late);
            return;
        }

        db.CallEvents.AddRange(entries);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>Gives an entry the next number of its call, while nobody else does.</summary>
    private static async Task SaveLateAsync(BookingDbContext db, CallEventRecord entry)
    {
        await using var transaction = await db.BeginAloneAsync($"journal {entry.CallId}", CancellationToken.None);
        var last = await db.CallEvents.Where(other => other.CallId == entry.CallId).MaxAsync(other => (long?)other.Sequence) ?? 0;
        db.CallEvents.Add(new CallEventRecord { CallId = entry.CallId, Sequence = last + 1, At = entry.At, AtMs = entry.AtMs, Kind = entry.Kind, Data = entry.Data });
        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static IOException NotWritten(Exception broken) => new("The call's journal could not be written.", broken);

    private void PulseAll(List<JournalWrite> batch)
    {
        foreach (var call in batch.Select(write => write.Entry.CallId).Distinct())
            Pulse(call);
    }

    [LoggerMessage(LogLevel.Warning, "Writing the journal failed at attempt {Attempt}; {Count} entries wait.")]
    private partial void LogRetrying(Exception broken, int attempt, int count);

    [LoggerMessage(LogLevel.Warning, "Writing {Count} entries of the journal at once failed; they are written one by one.")]
    private partial void LogOneByOne(Exception broken, int count);

    [LoggerMessage(LogLevel.Critical, "Call {CallId}: entry {Sequence} ('{Kind}') cannot be written; it is lost.")]
    private partial void LogLost(Exception broken, string kind, long sequence, CallId callId);

    [LoggerMessage(LogLevel.Error, "Call {CallId}: that entry {Sequence} is missing cannot be written either.")]
    private partial void LogNoGap(Exception broken, long sequence, CallId callId);

    [LoggerMessage(LogLevel.Critical, "Writing the journal failed for good; {Count} entries are lost.")]
    private partial void LogAllLost(Exception broken, int count);

    private sealed record JournalWrite(CallEventRecord Entry, TaskCompletionSource? Written);
}
