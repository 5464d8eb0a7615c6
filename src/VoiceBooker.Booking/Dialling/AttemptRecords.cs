using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Conclusions;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling;

/// <summary>Ends attempts whose call's conversations have ended, or of which no record came though the carrier says that they were answered and are over. Most are ended before, with the call's conclusion.</summary>
internal sealed class AttemptRecords(IDbContextFactory<BookingDbContext> contexts, AttemptReports reports, TimeProvider time)
{
    private const int BatchSize = 2000;

    /// <summary>A record that has ended says so much later what came of it, longer than a conclusion ever waits; then its outcome does.</summary>
    private static readonly Duration ConclusionGrace = CallConclusions.PatienceForBooking + Duration.FromMinutes(5);

    /// <summary>The carrier lets nobody talk longer than this to whom we put them through.</summary>
    private static readonly Duration LongestTransfer = Duration.FromHours(4);

    /// <summary>A record that does not end so long after the carrier's last word will not.</summary>
    private static readonly Duration LostGrace = Duration.FromMinutes(10);

    /// <summary>One round.</summary>
    public async Task SettleAsync(CancellationToken stopping)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(stopping);
        var live = await db.Attempts.AsNoTracking()
            .Where(attempt => AttemptEnding.Live.Contains(attempt.State) && attempt.State != AttemptState.Submitting && attempt.State != AttemptState.Claimed)
            .OrderBy(attempt => attempt.LookAt)
            .Take(BatchSize)
            .ToListAsync(stopping);
        if (live.Count == 0)
            return;

        var records = await AttemptCalls.FindAsync(db, live, stopping);
        foreach (var attempt in live)
        {
            if (FindEnd(attempt, [.. records[attempt.Id]], now) is { } disposition)
                await reports.EndAsync(attempt.Id, disposition, "", stopping);
        }
    }

    /// <summary>What came of it, when that is known by now; null: not yet.</summary>
    internal static string? FindEnd(Attempt attempt, IReadOnlyList<CallRecord> records, Instant now)
    {
        if (FindConclusion(attempt, records, now) is { } concluded)
            return concluded;
        if (records.Count > 0 && records.All(record => record.EndedAt is not null))
            return now > records.Max(record => record.EndedAt!.Value) + ConclusionGrace && !MayComeBack(attempt, records[^1], now) ? AttemptCalls.BestOf([.. records.Select(OutcomeOf)]) : null;
        if (attempt.CarrierStatus.Length == 0 || attempt.LookAt is not { } due || now < due)
            return null; // it goes on, or its record may still come
        if (records.Count == 0)
            return CarrierWords.DispositionOf(attempt.CarrierStatus, attempt.SipCode, attempt.AnsweredBy);
        return now > due + LostGrace ? Dispositions.CutOff : null;
    }

    /// <summary>What came of it, once every conversation of it has ended and is concluded; null: not yet.</summary>
    internal static string? FindConclusion(Attempt attempt, IReadOnlyList<CallRecord> records, Instant now) =>
        records.Count > 0 && records.All(record => record is { EndedAt: not null, Disposition.Length: > 0 }) && !MayComeBack(attempt, records[^1], now)
            ? AttemptCalls.BestOf([.. records.Select(record => record.Disposition)])
            : null;

    /// <summary>Who was put through is still on the line with the carrier, and comes back to us should nobody take them.</summary>
    private static bool MayComeBack(Attempt attempt, CallRecord last, Instant now) =>
        last.Cause == "transferred" && attempt.CarrierStatus.Length == 0 && now <= last.EndedAt + LongestTransfer;

    private static string OutcomeOf(CallRecord record) => record.Disposition.Length > 0 ? record.Disposition : record.Outcome switch
    {
        CallOutcomes.Booked => Dispositions.Booked,
        CallOutcomes.Moved => Dispositions.Moved,
        CallOutcomes.Cancelled => Dispositions.Cancelled,
        CallOutcomes.Transferred => Dispositions.Transferred,
        CallOutcomes.NoBooking => Dispositions.NoBooking,
        _ => Dispositions.CutOff,
    };
}
