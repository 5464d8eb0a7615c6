using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling.Gate;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling;

/// <summary>
/// Takes back calls that must not ring, or not any more: one that still waits at the carrier when its hour is over or its campaign was stopped, one to a number that opted out meanwhile, and one that came to be after it was given up.
/// Somebody who has answered is never cut off.
/// </summary>
internal sealed partial class CallsTakenBack(IDbContextFactory<BookingDbContext> contexts, IDialer dialer, AttemptReports reports, IOptions<DiallingOptions> options, TimeProvider time, ILogger<CallsTakenBack> log)
{
    private const int BatchSize = 2000;

    private readonly DialGate _gate = new(options.Value);

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>One round.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        foreach (var (attempt, because) in await FindAsync(stopping))
        {
            LogTakenBack(attempt.Id, because);
            if (await dialer.CancelAsync(attempt.CallSid!, stopping))
                await CloseAsync(attempt, because, stopping);
        }
    }

    /// <summary>Takes one back, for whoever asks; false when it goes on.</summary>
    public async Task<bool> TakeBackAsync(Attempt attempt, string because, CancellationToken cancel)
    {
        if (attempt.CallSid is not { } callSid || !await dialer.CancelAsync(callSid, cancel))
            return false;
        await CloseAsync(attempt, because, cancel);
        return true;
    }

    private async Task<IReadOnlyList<(Attempt Attempt, string Because)>> FindAsync(CancellationToken stopping)
    {
        var now = Now;
        await using var db = await contexts.CreateDbContextAsync(stopping);
        var open = await db.Attempts.AsNoTracking()
            .Where(attempt => attempt.CallSid != null && attempt.CarrierStatus == "" && (attempt.State == AttemptState.Accepted || attempt.State == AttemptState.Ringing || (attempt.State == AttemptState.Ended && attempt.LookAt <= now)))
            .OrderBy(attempt => attempt.ClaimedAt)
            .Take(BatchSize)
            .ToListAsync(stopping);
        if (open.Count == 0)
            return [];

        var numbers = open.Select(attempt => attempt.Number).Distinct(StringComparer.Ordinal).ToList();
        var ids = open.Select(attempt => attempt.ContactId).Distinct().ToList();
        var listed = await GateReading.FindListedAsync(db, numbers, stopping);
        var contacts = await db.Contacts.AsNoTracking().Where(contact => ids.Contains(contact.Id)).ToDictionaryAsync(contact => contact.Id, stopping);
        var campaignIds = contacts.Values.Select(contact => contact.CampaignId).OfType<Guid>().Distinct().ToList();
        var campaigns = await db.Campaigns.AsNoTracking().Where(campaign => campaignIds.Contains(campaign.Id)).ToDictionaryAsync(campaign => campaign.Id, stopping);
        return [.. open
            .Select(attempt => (Attempt: attempt, Because: FindReason(attempt, contacts[attempt.ContactId], contacts[attempt.ContactId].CampaignId is { } id ? campaigns.GetValueOrDefault(id) : null, listed, now)))
            .Where(each => each.Because is not null)
            .Select(each => (each.Attempt, each.Because!))];
    }

    private string? FindReason(Attempt attempt, Contact contact, Campaign? campaign, IReadOnlyList<DoNotCallEntry> listed, Instant now)
    {
        if (attempt.State == AttemptState.Ended)
            return "The call came to be after it was given up.";
        if (GateReading.Holding(listed, contact) is not null)
            return "The number is on the do-not-call list.";
        if (attempt.State != AttemptState.Accepted)
            return null; // it rings
        if (campaign?.State is CampaignState.Stopped or CampaignState.Archived || contact.State == ContactState.Cancelled)
            return "The call is not wanted any more.";
        return _gate.MayRing(contact, RetryPlan.RulesOf(campaign), now) ? null : "It waited at the carrier until the hours for calls were over.";
    }

    /// <summary>A call that was cancelled before it rang has no callback: its end is written here. One that was over already ends as the carrier says.</summary>
    private async Task CloseAsync(Attempt attempt, string because, CancellationToken cancel)
    {
        if (attempt.State == AttemptState.Ended)
        {
            await reports.ChangeAsync(attempt.Id, "", (_, found, _) =>
            {
                (found.LookAt, found.CarrierStatus) = (null, "canceled");
                return Task.FromResult<Guid?>(null);
            }, cancel);
            return;
        }

        if (await dialer.ReadAsync(attempt.CallSid!, cancel) is CallLookUp.Found({ IsFinal: true, Status: not "canceled" } over))
            await reports.ReportAsync(attempt.Id, over.CallSid, over.Status, isFinal: true, over.Seconds, null, null, Now, cancel);
        else
            await reports.EndAsync(attempt.Id, Dispositions.Canceled, because, cancel);
    }

    [LoggerMessage(LogLevel.Information, "Attempt {Attempt} is taken back: {Because}")]
    private partial void LogTakenBack(Guid attempt, string because);
}
