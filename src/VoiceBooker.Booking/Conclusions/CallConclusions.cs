using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Conclusions;

/// <summary>
/// Gives every call that has ended its disposition, summary and fields, and tells the owner's systems, in one transaction: whatever the server dies of, no call is left without, and none is told twice.
/// A call waits for it while a booking's answer is lost (<see cref="PatienceForBooking"/>) and, when it was put through, while nobody may have taken it (<see cref="PatienceForTransfer"/>).
/// </summary>
public sealed partial class CallConclusions : BackgroundService
{
    private const int BatchSize = 100;

    /// <summary>A call whose booking cannot be told is concluded all the same after this time.</summary>
    internal static readonly Duration PatienceForBooking = Duration.FromMinutes(15);

    /// <summary>A transfer may ring for two minutes before it fails.</summary>
    internal static readonly Duration PatienceForTransfer = Duration.FromMinutes(2.5);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly IDbContextFactory<BookingDbContext> _contexts;
    private readonly HookOutbox _hooks;
    private readonly AttemptReports? _attempts;
    private readonly TimeProvider _time;
    private readonly ILogger<CallConclusions> _log;
    private volatile TaskCompletionSource _ended = NewSignal();

    /// <param name="contexts">The database.</param>
    /// <param name="hooks">Who tells the owner's systems.</param>
    /// <param name="attempts">Who ends the attempt that a call of ours came of; null where nothing is dialled.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">The log.</param>
    internal CallConclusions(IDbContextFactory<BookingDbContext> contexts, HookOutbox hooks, AttemptReports? attempts, TimeProvider time, ILogger<CallConclusions> log) =>
        (_contexts, _hooks, _attempts, _time, _log) = (contexts, hooks, attempts, time, log);

    private Instant Now => Instant.FromDateTimeOffset(_time.GetUtcNow());

    /// <summary>A call has ended: it is looked at now and not at the next round.</summary>
    public void CallEnded() => _ended.TrySetResult();

    /// <summary>Concludes what can be concluded; gives how many calls.</summary>
    internal async Task<int> ConcludeDueAsync(CancellationToken stopping)
    {
        await using var db = await _contexts.CreateDbContextAsync(stopping);
        var now = Now;
        var transfers = now - PatienceForTransfer;
        var late = now - PatienceForBooking;
        var ended = await db.Calls.AsNoTracking()
            .Where(call => call.Disposition == "" && call.EndedAt != null && (call.Cause != "transferred" || call.EndedAt <= transfers))
            .Where(call => call.EndedAt <= late || !db.Intents.Any(intent => intent.CallId == call.Id && (intent.State == IntentState.Committing || intent.State == IntentState.Unknown)))
            .OrderBy(call => call.EndedAt)
            .Take(BatchSize)
            .ToListAsync(stopping);
        if (ended.Count == 0)
            return 0;

        var ids = ended.Select(call => call.Id).ToList();
        var attempts = ended.Where(call => call.ContactId != null).Select(call => call.Id.Value).ToList();
        var contacts = ended.Select(call => call.ContactId).OfType<Guid>().Distinct().ToList();
        var entries = (await db.CallEvents.AsNoTracking().Where(entry => ids.Contains(entry.CallId) && JournalReading.Kinds.Contains(entry.Kind)).OrderBy(entry => entry.Sequence).ToListAsync(stopping)).ToLookup(entry => entry.CallId);
        var answered = await db.Attempts.Where(attempt => attempts.Contains(attempt.Id)).ToDictionaryAsync(attempt => attempt.Id, attempt => attempt.AnsweredBy, stopping);
        var webhooks = await db.Contacts.Where(contact => contacts.Contains(contact.Id) && contact.Webhook != "").ToDictionaryAsync(contact => contact.Id, contact => contact.Webhook, stopping);
        var bookings = (await db.Bookings.Where(booking => booking.CallId != null && ids.Contains(booking.CallId.Value)).Select(booking => new { booking.CallId, booking.Id, booking.Status }).ToListAsync(stopping)).ToLookup(booking => booking.CallId);

        var sids = ended.Where(call => call.Cause == "transferred").Select(call => AttemptCalls.SidOf(call.CallSid)).ToList();
        var abandoned = sids.Count == 0 ? [] : (await db.Transfers.Where(way => sids.Contains(way.CallSid) && (way.State == TransferState.Asked || way.State == TransferState.Told)).Select(way => way.CallSid).ToListAsync(stopping)).ToHashSet(StringComparer.Ordinal);

        var concluded = 0;
        foreach (var call in ended)
        {
            var isAbandoned = call.Cause == "transferred" && abandoned.Contains(AttemptCalls.SidOf(call.CallSid));
            var conclusion = CallConclusion.Of(
                call,
                entries[call.Id].Select(entry => new JournalEntry(entry.Sequence, entry.At, entry.AtMs, entry.Kind, entry.Data)),
                answered.GetValueOrDefault(call.Id.Value, ""),
                isAbandoned);
            (call.Disposition, call.Summary, call.Fields) = (conclusion.Disposition, conclusion.Summary, conclusion.Fields);
            IReadOnlyList<Guid> made = [.. bookings[call.Id].Where(booking => booking.Status != BookingStatus.Moved).Select(booking => booking.Id)];
            if (!await WriteAsync(call, made, call.ContactId is { } contact ? webhooks.GetValueOrDefault(contact, "") : "", isAbandoned, stopping))
                continue;
            concluded++;
            if (call.ContactId is not null && _attempts is not null)
                await _attempts.CallEndedAsync(call.Id, stopping); // what a crash leaves here, the reconciliation ends
        }

        return concluded;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var ended = _ended = NewSignal(); // before looking, so that nothing falls between
            try
            {
                if (await ConcludeDueAsync(stoppingToken) == BatchSize)
                    continue;
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                LogBroken(broken);
            }

            try
            {
                await ended.Task.WaitAsync(Pause, _time, stoppingToken);
            }
            catch (TimeoutException)
            {
                // looked at once more: another node's calls, and what had to wait
            }
        }
    }

    /// <summary>False when another node was faster.</summary>
    private async Task<bool> WriteAsync(CallRecord call, IReadOnlyList<Guid> made, string webhook, bool isAbandoned, CancellationToken stopping)
    {
        await using var db = await _contexts.CreateDbContextAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var (id, disposition, summary, fields) = (call.Id, call.Disposition, call.Summary, call.Fields);
        var written = await db.Calls
            .Where(row => row.Id == id && row.Disposition == "")
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Disposition, disposition).SetProperty(row => row.Summary, summary).SetProperty(row => row.Fields, fields), stopping);
        if (written == 0)
            return false;

        var told = CallEndedData.Of(call, made);
        await _hooks.PutAsync(db, HookKinds.CallEnded, told, stopping);
        if (webhook.Length > 0)
            _hooks.PutTo(db, webhook, HookKinds.CallEnded, told);
        if (isAbandoned)
            db.Tasks.Add(new OperatorTask
            {
                Id = Guid.CreateVersion7(_time.GetUtcNow()),
                Kind = TaskKind.CallBack,
                Title = $"Call {(call.Direction == "outbound" ? call.To : call.From)} back: they hung up before a person took the call",
                Details = $"They wanted to speak to a person and were being put through. {summary}",
                CallId = id,
                CreatedAt = Now,
            });
        await db.SaveChangesAsync(stopping);
        await transaction.CommitAsync(stopping);
        LogConcluded(call.Id, disposition);
        return true;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(LogLevel.Information, "Call {CallId} is concluded: {Disposition}.")]
    private partial void LogConcluded(CallId callId, string disposition);

    [LoggerMessage(LogLevel.Error, "Looking for calls to conclude failed; tried again soon.")]
    private partial void LogBroken(Exception broken);
}
