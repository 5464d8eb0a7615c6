using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Dialling;

/// <summary>
/// Takes what the carrier tells of calls that we made: it repeats itself, comes late and out of order, and may come before the answer to our own request. An attempt only ever goes forward, and what has ended stays ended.
/// A call that we took part in ends with its record, which says what came of it; any other by the carrier's last word.
/// </summary>
public sealed partial class AttemptReports(IDbContextFactory<BookingDbContext> contexts, HookOutbox hooks, IOptions<DiallingOptions> options, TimeProvider time, ILogger<AttemptReports> log)
{
    private const int MostConflicts = 10;

    /// <summary>After the carrier's last word on an answered call, its record may come or end so much later.</summary>
    internal static readonly Duration RecordGrace = Duration.FromSeconds(10);

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>A status of a call.</summary>
    /// <param name="attempt">The attempt, as the callback carries it; null: found by the call's identity.</param>
    /// <param name="callSid">The carrier's identity of the call.</param>
    /// <param name="status">The carrier's word: "queued", "initiated", "ringing", "in-progress", or a last word.</param>
    /// <param name="isFinal">True for a last word.</param>
    /// <param name="seconds">How long it lasted.</param>
    /// <param name="sipCode">The network's response code.</param>
    /// <param name="queuedMs">How long the carrier kept it waiting.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="cancel">Gives up.</param>
    public Task ReportAsync(Guid? attempt, string callSid, string status, bool isFinal, int? seconds, int? sipCode, int? queuedMs, Instant at, CancellationToken cancel) =>
        ChangeAsync(attempt, callSid, (db, found, stopping) => TakeAsync(db, found, new Report(callSid, status, isFinal, seconds, sipCode, queuedMs, at), stopping), cancel);

    /// <summary>Who or what answered; a later verdict replaces an earlier one.</summary>
    public Task FarSideAsync(Guid? attempt, string callSid, FarSide who, CancellationToken cancel) => ChangeAsync(attempt, callSid, (_, found, _) =>
    {
        if (found.CallSid is null || found.CallSid == callSid)
            found.AnsweredBy = CarrierWords.WordOf(who);
        return Task.FromResult<Guid?>(null);
    }, cancel);

    /// <summary>
    /// The record of a call of ours has ended and says what came of it: the attempt and its contact end, too, when no other conversation of the same call goes on or may still come. Nothing happens when the call is nobody's attempt, or the
    /// record does not say it yet.
    /// </summary>
    public async Task CallEndedAsync(CallId call, CancellationToken cancel)
    {
        string? callSid;
        await using (var db = await contexts.CreateDbContextAsync(cancel))
            callSid = await db.Calls.Where(each => each.Id == call).Select(each => each.CallSid).FirstOrDefaultAsync(cancel);
        await ChangeAsync(call.Value, AttemptCalls.SidOf(callSid ?? ""), async (db, found, stopping) =>
        {
            var records = await FindRecordsAsync(db, found, stopping);
            return AttemptRecords.FindConclusion(found, records, Now) is { } disposition ? await EndAsync(db, found, disposition, "", records, stopping) : null;
        }, cancel);
    }

    /// <summary>The attempt is over as the carrier said, or was told to be; its record, if there is one, does not say what came of it.</summary>
    internal Task EndAsync(Guid attempt, string disposition, string remark, CancellationToken cancel) =>
        ChangeAsync(attempt, "", async (db, found, stopping) => await EndAsync(db, found, disposition, remark, await FindRecordsAsync(db, found, stopping), stopping), cancel);

    /// <summary>Looked up and never found: nobody was called. The contact waits again.</summary>
    internal Task NeverDialledAsync(Guid attempt, CancellationToken cancel) => ChangeAsync(attempt, "", async (db, found, stopping) =>
    {
        if (found.State != AttemptState.Unknown)
            return null;
        var (contact, campaign) = await FindContactAsync(db, found, stopping);
        AttemptEnding.NeverDialled(found, contact, campaign, Now, Now);
        if (contact.State != ContactState.Waiting)
            await CallsWithoutRecord.TellAsync(db, hooks, [(found, contact)], stopping);
        return campaign?.Id;
    }, cancel);

    /// <summary>Changes an attempt in one transaction, again when somebody else was quicker. The change gives the campaign of a contact that ended.</summary>
    internal async Task ChangeAsync(Guid? attempt, string callSid, Func<BookingDbContext, Attempt, CancellationToken, Task<Guid?>> change, CancellationToken cancel)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var found = attempt is { } id ? await db.Attempts.FirstOrDefaultAsync(each => each.Id == id, cancel) : null;
            found ??= callSid.Length > 0 ? await db.Attempts.FirstOrDefaultAsync(each => each.CallSid == callSid, cancel) : null;
            if (found is null)
                return; // a call that came in, or of another system on the same account
            var campaign = await change(db, found, cancel);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateConcurrencyException) when (conflicts < MostConflicts)
            {
                continue;
            }
            catch (DbUpdateException taken) when (taken.IsTakenKey())
            {
                LogTaken(found.Id, callSid);
                return;
            }

            if (campaign is { } finished)
                await AttemptEnding.FinishCampaignsAsync(db, [finished], Now, cancel);
            await transaction.CommitAsync(cancel);
            return;
        }
    }

    private async Task<Guid?> TakeAsync(BookingDbContext db, Attempt attempt, Report report, CancellationToken cancel)
    {
        if (attempt.CallSid is { } known && known != report.CallSid)
        {
            LogSecondCall(attempt.Id, known, report.CallSid);
            return null;
        }

        attempt.QueuedMs = WaitedSoFar(attempt, report) ?? attempt.QueuedMs;
        attempt.SipCode = report.SipCode ?? attempt.SipCode;
        if (attempt.State == AttemptState.Ended)
            return await TakeLateAsync(db, attempt, report, cancel);

        attempt.CallSid ??= report.CallSid;
        if (!report.IsFinal)
        {
            Advance(attempt, CarrierWords.StateOf(report.Status), report.At);
            if (attempt.CarrierStatus.Length == 0)
                attempt.LookAt = Now + Duration.FromTimeSpan(options.Value.SilentAfter);
            return null;
        }

        attempt.CarrierStatus = report.Status;
        var records = await FindRecordsAsync(db, attempt, cancel);
        if (AttemptRecords.FindConclusion(attempt, records, Now) is { } disposition)
            return await EndAsync(db, attempt, disposition, "", records, cancel);
        if (records.Count > 0 || report.Status == "completed")
        {
            // Answered: what came of it stands in its record soon; the reconciliation looks whether it does.
            Advance(attempt, AttemptState.InProgress, report.At);
            attempt.LookAt = Now + RecordGrace;
            return null;
        }

        return await EndAsync(db, attempt, CarrierWords.DispositionOf(report.Status, attempt.SipCode, attempt.AnsweredBy), "", records, cancel);
    }

    /// <summary>A word on what has ended: when it was given up as never dialled, the call there is now is taken up again while its contact waits and nobody else calls the number, else taken back.</summary>
    private async Task<Guid?> TakeLateAsync(BookingDbContext db, Attempt attempt, Report report, CancellationToken cancel)
    {
        if (attempt.CarrierStatus.Length == 0 && report.IsFinal)
            attempt.CarrierStatus = report.Status;
        if (attempt.CallSid is not null || attempt.Disposition != Dispositions.NeverDialled)
            return null;

        attempt.CallSid = report.CallSid;
        LogCameLate(attempt.Id);
        var (contact, campaign) = await FindContactAsync(db, attempt, cancel);
        if (contact.State != ContactState.Waiting
            || await db.Attempts.AnyAsync(other => other.ContactId == contact.Id && other.Try > attempt.Try, cancel)
            || await db.Attempts.AnyAsync(other => other.Number == attempt.Number && other.Id != attempt.Id && other.State != AttemptState.Ended && other.CarrierStatus == "", cancel))
        {
            attempt.LookAt = report.IsFinal ? null : Now;
            return null;
        }

        (contact.State, contact.NextAt, contact.Attempts) = (ContactState.Calling, attempt.ClaimedAt, contact.Attempts + 1);
        (attempt.State, attempt.Disposition, attempt.EndedAt, attempt.CarrierStatus) = (AttemptState.Unknown, "", null, "");
        return await TakeAsync(db, attempt, report, cancel) ?? campaign?.Id;
    }

    /// <summary>How long the call has waited at the carrier: what it says itself, which it does only when it is asked; else, while the call waits and when it leaves the queue, what we see by our own clock.</summary>
    private static int? WaitedSoFar(Attempt attempt, Report report)
    {
        int? seen = attempt is { State: < AttemptState.Ringing, SubmittedAt: { } asked } ? (int)Math.Clamp((report.At - asked).TotalMilliseconds, 0, int.MaxValue) : null;
        return report.Status switch
        {
            "queued" => seen,
            "initiated" when report.QueuedMs is null => attempt.QueuedMs ?? seen,
            _ => report.QueuedMs,
        };
    }

    private static void Advance(Attempt attempt, AttemptState state, Instant at)
    {
        if (state == AttemptState.InProgress)
            attempt.AnsweredAt ??= at;
        if (attempt.State is AttemptState.Claimed or AttemptState.Submitting or AttemptState.Unknown || state > attempt.State)
            attempt.State = state;
    }

    private async Task<Guid?> EndAsync(BookingDbContext db, Attempt attempt, string disposition, string remark, IReadOnlyList<CallRecord> records, CancellationToken cancel)
    {
        if (attempt.State == AttemptState.Ended)
            return null;
        if (records.Count > 0)
            attempt.AnsweredAt ??= records[0].StartedAt;
        var (contact, campaign) = await FindContactAsync(db, attempt, cancel);
        AttemptEnding.End(attempt, contact, campaign, disposition, remark, Now);
        if (records.Count == 0)
            await CallsWithoutRecord.TellAsync(db, hooks, [(attempt, contact)], cancel); // else with the record's conclusion
        return campaign?.Id;
    }

    private static async Task<(Contact Contact, Campaign? Campaign)> FindContactAsync(BookingDbContext db, Attempt attempt, CancellationToken cancel)
    {
        var contact = await db.Contacts.FirstAsync(each => each.Id == attempt.ContactId, cancel);
        return (contact, contact.CampaignId is { } id ? await db.Campaigns.AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, cancel) : null);
    }

    private static async Task<IReadOnlyList<CallRecord>> FindRecordsAsync(BookingDbContext db, Attempt attempt, CancellationToken cancel) => [.. (await AttemptCalls.FindAsync(db, [attempt], cancel))[attempt.Id]];

    private sealed record Report(string CallSid, string Status, bool IsFinal, int? Seconds, int? SipCode, int? QueuedMs, Instant At);

    [LoggerMessage(LogLevel.Error, "Attempt {Attempt} is call {Known} at the carrier, but a callback names it for {Other} too: that call is not ours to follow.")]
    private partial void LogSecondCall(Guid attempt, string known, string other);

    [LoggerMessage(LogLevel.Warning, "Attempt {Attempt} was given up as never dialled; its call came to be all the same.")]
    private partial void LogCameLate(Guid attempt);

    [LoggerMessage(LogLevel.Error, "Attempt {Attempt}: call {CallSid} belongs to another attempt already.")]
    private partial void LogTaken(Guid attempt, string callSid);
}
