using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Dialling;

/// <summary>Ends attempts whose call's record has ended, or of which no record came though the carrier says that they were answered and are over.</summary>
internal sealed class AttemptRecords(IDbContextFactory<BookingDbContext> contexts, AttemptReports reports, TimeProvider time)
{
    private const int BatchSize = 2000;

    /// <summary>A record that has ended says so much later what came of it; then its outcome does.</summary>
    private static readonly Duration ConclusionGrace = Duration.FromMinutes(2);

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

        var calls = live.Select(attempt => new CallId(attempt.Id)).ToList();
        var records = await db.Calls.AsNoTracking().Where(call => calls.Contains(call.Id)).ToDictionaryAsync(call => call.Id.Value, stopping);
        foreach (var attempt in live)
        {
            if (FindEnd(attempt, records.GetValueOrDefault(attempt.Id), now) is { } disposition)
                await reports.EndAsync(attempt.Id, disposition, "", stopping);
        }
    }

    /// <summary>What came of it, when that is known by now; null: not yet.</summary>
    internal static string? FindEnd(Attempt attempt, CallRecord? record, Instant now)
    {
        if (record is { EndedAt: { } ended })
            return record.Disposition.Length > 0 ? record.Disposition : now > ended + ConclusionGrace ? OutcomeOf(record) : null;
        if (attempt.CarrierStatus.Length == 0 || attempt.LookAt is not { } due || now < due)
            return null; // it goes on, or its record may still come
        if (record is null)
            return CarrierWords.DispositionOf(attempt.CarrierStatus, attempt.SipCode, attempt.AnsweredBy);
        return now > due + LostGrace ? Dispositions.CutOff : null;
    }

    private static string OutcomeOf(CallRecord record) => record.Outcome switch
    {
        CallOutcomes.Booked => Dispositions.Booked,
        CallOutcomes.Moved => Dispositions.Moved,
        CallOutcomes.Cancelled => Dispositions.Cancelled,
        CallOutcomes.Transferred => Dispositions.Transferred,
        CallOutcomes.NoBooking => Dispositions.NoBooking,
        _ => Dispositions.CutOff,
    };
}
