using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling.Gate;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling;

/// <summary>
/// Writes down who is called, before the carrier hears of it: the decision, the attempt under its unique key, and the contact that changes from waiting to calling only if it still waits.
/// What the gate was told is checked again in the same transaction where it may have changed: the do-not-call list, and that the campaign runs. That nobody else calls the number at this moment is a unique key's to say: a process that
/// stood still and goes on does not know of what others have begun meanwhile.
/// </summary>
internal sealed class DialClaims(IDbContextFactory<BookingDbContext> contexts, HookOutbox hooks)
{
    /// <summary>Claims them; gives those that are ours. One that is not, or not any more, is left to the next round.</summary>
    public async Task<IReadOnlyList<DialClaim>> TakeAsync(IReadOnlyList<DialClaim> claims, Instant now, CancellationToken cancel)
    {
        if (claims.Count == 0 || await TryAsync(claims, now, cancel))
            return claims;
        if (claims.Count == 1)
            return [];

        List<DialClaim> ours = []; // somebody else was quicker with one of them: each by itself
        foreach (var claim in claims)
        {
            if (await TryAsync([claim], now, cancel))
                ours.Add(claim);
        }

        return ours;
    }

    /// <summary>Writes down who was refused, and when to ask again.</summary>
    public async Task RefuseAsync(IReadOnlyList<DialRefused> refused, Instant now, CancellationToken cancel)
    {
        if (refused.Count == 0)
            return;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var alike in refused.GroupBy(each => (each.Answer.EndsAs, each.Answer.Remark, each.Answer.Decision.AgainAt)))
        {
            var (endsAs, remark, again) = alike.Key;
            var contacts = alike.Select(each => each.Contact.Id).ToList();
            var waiting = StillWaiting(db, contacts);
            if (again is { } at)
                await waiting.ExecuteUpdateAsync(set => set.SetProperty(contact => contact.NextAt, at).SetProperty(contact => contact.Remark, remark), cancel);
            else
                await waiting.ExecuteUpdateAsync(
                    set => set.SetProperty(contact => contact.State, ContactState.Done).SetProperty(contact => contact.EndedAt, now).SetProperty(contact => contact.Disposition, endsAs).SetProperty(contact => contact.Remark, remark),
                    cancel);
        }

        var single = refused.Where(each => each.Answer.EndsAs.Length > 0 && each.Contact.CampaignId is null).Select(each => each.Contact.Id).ToList();
        if (single.Count > 0)
            await CallsWithoutRecord.TellAsync(db, hooks, await db.Contacts.AsNoTracking().Where(contact => single.Contains(contact.Id) && contact.State == ContactState.Done && contact.EndedAt == now).ToListAsync(cancel), cancel);
        db.DialDecisions.AddRange(refused.Select(each => each.Answer.Decision));
        await db.SaveChangesAsync(cancel);
        await AttemptEnding.FinishCampaignsAsync(db, [.. refused.Where(each => each.Answer.EndsAs.Length > 0).Select(each => each.Contact.CampaignId).OfType<Guid>().Distinct()], now, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<bool> TryAsync(IReadOnlyList<DialClaim> claims, Instant now, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var contacts = claims.Select(claim => claim.Contact.Id).ToList();
        var taken = await StillWaiting(db, contacts)
            .ExecuteUpdateAsync(
                set => set.SetProperty(contact => contact.State, ContactState.Calling).SetProperty(contact => contact.Attempts, contact => contact.Attempts + 1).SetProperty(contact => contact.NextAt, now),
                cancel);
        if (taken != claims.Count || !await StillAllowedAsync(db, claims, cancel))
            return false;

        db.Attempts.AddRange(claims.Select(claim => claim.Attempt));
        db.DialDecisions.AddRange(claims.Select(claim => claim.Decision));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException refused) when (refused.IsTakenKey())
        {
            return false; // another process made this attempt already, or calls the number just now
        }

        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Those of them that wait. Told by what they are not: told by what they are, SQLite goes through all who wait instead of looking these up.</summary>
    internal static IQueryable<Contact> StillWaiting(BookingDbContext db, List<Guid> contacts) =>
        db.Contacts.Where(contact => contacts.Contains(contact.Id) && contact.State != ContactState.Calling && contact.State != ContactState.Done && contact.State != ContactState.Cancelled);

    private static async Task<bool> StillAllowedAsync(BookingDbContext db, IReadOnlyList<DialClaim> claims, CancellationToken cancel)
    {
        var numbers = claims.Select(claim => claim.Contact.Number).Distinct(StringComparer.Ordinal).ToList();
        var listed = await GateReading.FindListedAsync(db, numbers, cancel);
        if (listed.Count > 0 && claims.Any(claim => GateReading.Holding(listed, claim.Contact) is not null))
            return false;
        var campaigns = claims.Select(claim => claim.Contact.CampaignId).OfType<Guid>().Distinct().ToList();
        return campaigns.Count == 0 || await db.Campaigns.CountAsync(campaign => campaigns.Contains(campaign.Id) && campaign.State == CampaignState.Running, cancel) == campaigns.Count;
    }
}
