using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling;

/// <summary>Contacts that nobody would ever call or be done with: on the line without an attempt that lives, waiting in a campaign that was ended, and those who came while their campaign finished.</summary>
internal sealed partial class StrandedContacts(IDbContextFactory<BookingDbContext> contexts, PromisedCalls promised, TimeProvider time, ILogger<StrandedContacts> log)
{
    private const int BatchSize = 100;

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>One round.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await using var db = await contexts.CreateDbContextAsync(stopping);
        await FreeAsync(db, stopping);
        await CancelAsync(db, stopping);
        await GoOnAsync(db, stopping);
        await promised.TellOverdueAsync(stopping);
    }

    /// <summary>What follows the last attempt, as if it had ended just now. A claim and an end change contact and attempt at once, so there is nothing to wait for.</summary>
    internal static RetryStep FindStep(Contact contact, Attempt? last, Campaign? campaign, Instant now)
    {
        if (last is null || contact.Disposition.Length == 0 || last.Disposition is Dispositions.NeverDialled or Dispositions.Canceled)
            return contact.NotAfter < now ? new RetryStep.Done() : new RetryStep.Again(now);
        return RetryPlan.Next(contact, RetryPlan.RulesOf(contact, campaign), contact.Disposition, contact.NextAt > last.ClaimedAt ? contact.NextAt : null, now);
    }

    private async Task FreeAsync(BookingDbContext db, CancellationToken stopping)
    {
        var now = Now;
        var stranded = await Stranded(db).OrderBy(contact => contact.NextAt).Take(BatchSize).AsNoTracking().ToListAsync(stopping);
        if (stranded.Count == 0)
            return;

        var ids = stranded.Select(contact => contact.Id).ToList();
        var campaignIds = stranded.Select(contact => contact.CampaignId).OfType<Guid>().Distinct().ToList();
        var attempts = (await db.Attempts.AsNoTracking().Where(attempt => ids.Contains(attempt.ContactId)).ToListAsync(stopping)).ToLookup(attempt => attempt.ContactId);
        var campaigns = await db.Campaigns.AsNoTracking().Where(campaign => campaignIds.Contains(campaign.Id)).ToDictionaryAsync(campaign => campaign.Id, stopping);
        foreach (var contact in stranded)
        {
            var campaign = contact.CampaignId is { } of ? campaigns.GetValueOrDefault(of) : null;
            AttemptEnding.Follow(contact, campaign, FindStep(contact, attempts[contact.Id].MaxBy(attempt => attempt.Try), campaign, now), now);
            var (id, state, next, ended) = (contact.Id, contact.State, contact.NextAt, contact.EndedAt);
            LogFreed(id, state);
            await Stranded(db)
                .Where(each => each.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(each => each.State, state).SetProperty(each => each.NextAt, next).SetProperty(each => each.EndedAt, ended), stopping);
        }
    }

    private async Task CancelAsync(BookingDbContext db, CancellationToken stopping)
    {
        var now = Now;
        var over = await db.Campaigns
            .Where(campaign => (campaign.State == CampaignState.Stopped || campaign.State == CampaignState.Archived) && db.Contacts.Any(contact => contact.CampaignId == campaign.Id && contact.State == ContactState.Waiting))
            .Select(campaign => (Guid?)campaign.Id)
            .ToListAsync(stopping);
        if (over.Count == 0)
            return;
        var cancelled = await db.Contacts
            .Where(contact => over.Contains(contact.CampaignId) && contact.State == ContactState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(contact => contact.State, ContactState.Cancelled).SetProperty(contact => contact.EndedAt, (Instant?)now), stopping);
        LogCancelled(cancelled);
    }

    /// <summary>A campaign finished while people were being added to it: they were told to be called, so it goes on. People who came later, also with a file that was begun before and gone on with afterwards, wait until somebody starts it again.</summary>
    private async Task GoOnAsync(BookingDbContext db, CancellationToken stopping)
    {
        var revived = await db.Campaigns
            .Where(campaign => campaign.State == CampaignState.Finished && db.Contacts.Any(contact => contact.CampaignId == campaign.Id && contact.State == ContactState.Waiting && contact.CreatedAt <= campaign.EndedAt && (contact.Line == null || contact.NextAt <= campaign.EndedAt)))
            .ExecuteUpdateAsync(set => set.SetProperty(campaign => campaign.State, CampaignState.Running).SetProperty(campaign => campaign.EndedAt, (Instant?)null), stopping);
        if (revived > 0)
            LogGoesOn(revived);
    }

    private static IQueryable<Contact> Stranded(BookingDbContext db) =>
        db.Contacts.Where(contact => contact.State == ContactState.Calling && !db.Attempts.Any(attempt => attempt.ContactId == contact.Id && AttemptEnding.Live.Contains(attempt.State)));

    [LoggerMessage(LogLevel.Warning, "Contact {Contact} was on the line without a call; it is {State} now.")]
    private partial void LogFreed(Guid contact, ContactState state);

    [LoggerMessage(LogLevel.Information, "{Count} campaigns finished while people were being added to them; they go on.")]
    private partial void LogGoesOn(int count);

    [LoggerMessage(LogLevel.Information, "{Count} contacts waited in campaigns that were ended; they are cancelled.")]
    private partial void LogCancelled(int count);
}
