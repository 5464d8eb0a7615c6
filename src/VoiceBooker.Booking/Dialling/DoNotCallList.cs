using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Dialling;

/// <summary>The numbers that must not be called: everywhere, or in one campaign. An entry holds from the moment it stands on disk: the claim of every call looks here in its own transaction.</summary>
public sealed class DoNotCallList(IDbContextFactory<BookingDbContext> contexts, HookOutbox hooks, TimeProvider time) : ICallWishes
{
    private const int BatchSize = 1000;
    private const int MostRaces = 3;

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Puts a number on the list; repeating it changes nothing. People who wait under it are not called any more.</summary>
    public async Task AddAsync(string number, string scope, string source, string reason, CallId? call, CancellationToken cancel)
    {
        for (var races = 0; ; races++)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            if (!await PutAsync(db, hooks, new DoNotCallEntry { Number = number, Scope = scope, Source = source, Reason = reason, CallId = call, At = Now }, cancel))
                return; // it stands there already
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException refused) when (races < MostRaces && refused.IsTakenKey())
            {
                continue; // somebody has just added the same
            }

            await transaction.CommitAsync(cancel);
            return;
        }
    }

    /// <summary>Takes a number off the list; false when it is not there.</summary>
    public async Task<bool> RemoveAsync(string number, string scope, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.DoNotCall.Where(entry => entry.Number == number && entry.Scope == scope).ExecuteDeleteAsync(cancel) > 0;
    }

    /// <summary>Takes over a list; gives how many numbers are new. What is no number in E.164 is left out, repetitions do no harm. People who wait under its numbers are refused when they fall due.</summary>
    public async Task<int> ImportAsync(string list, string scope, IAsyncEnumerable<string> numbers, CancellationToken cancel)
    {
        var added = 0;
        var batch = new HashSet<string>(BatchSize, StringComparer.Ordinal);
        await foreach (var text in numbers.WithCancellation(cancel))
        {
            if (PhoneNumber.TryParse(text, out var number))
                batch.Add(number.E164);
            if (batch.Count == BatchSize)
                added += await AddBatchAsync(batch, list, scope, cancel);
        }

        return added + await AddBatchAsync(batch, list, scope, cancel);
    }

    /// <inheritdoc/>
    public Task StopCallingAsync(string number, CallId? call, string source, string words, CancellationToken cancel) => AddAsync(number, DoNotCallEntry.Everywhere, source, words, call, cancel);

    /// <inheritdoc/>
    public async Task<bool> CallBackAsync(CallId call, Instant? at, string words, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var found = await (
            from attempt in db.Attempts.AsNoTracking()
            where attempt.Id == call.Value && attempt.State != AttemptState.Ended
            join contact in db.Contacts.AsNoTracking() on attempt.ContactId equals contact.Id
            where contact.State == ContactState.Calling
            select new { Attempt = attempt, Contact = contact }).FirstOrDefaultAsync(cancel);
        if (found is null)
            return false;

        var campaign = found.Contact.CampaignId is { } id ? await db.Campaigns.AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, cancel) : null;
        var asked = found.Contact;
        asked.Outcomes[Dispositions.CallBack] = asked.Outcomes.GetValueOrDefault(Dispositions.CallBack) + 1;
        if (campaign?.State is CampaignState.Stopped or CampaignState.Archived || RetryPlan.Next(asked, RetryPlan.RulesOf(campaign), Dispositions.CallBack, at, Now) is not RetryStep.Again(var again))
            return false; // nobody would call: a person must

        // A time after the claim marks the wish; the attempt's end makes it the next attempt.
        var next = Instant.Max(again, found.Attempt.ClaimedAt + Duration.FromSeconds(1));
        return await db.Contacts
            .Where(contact => contact.Id == asked.Id && contact.State == ContactState.Calling)
            .ExecuteUpdateAsync(set => set.SetProperty(contact => contact.NextAt, next), cancel) > 0;
    }

    /// <summary>
    /// Adds the entry, if it is new, to what <paramref name="db"/> is about to save, ends the contacts that wait under its number, and tells the owner's systems of one that holds everywhere; within a transaction. False when the entry is there already.
    /// </summary>
    internal static async Task<bool> PutAsync(BookingDbContext db, HookOutbox hooks, DoNotCallEntry entry, CancellationToken cancel)
    {
        if (db.DoNotCall.Local.Any(each => each.Number == entry.Number && each.Scope == entry.Scope) || await db.DoNotCall.AnyAsync(each => each.Number == entry.Number && each.Scope == entry.Scope, cancel))
            return false;
        entry.Id = Guid.CreateVersion7(entry.At.ToDateTimeOffset());
        db.DoNotCall.Add(entry);
        if (entry.Scope == DoNotCallEntry.Everywhere)
            await hooks.PutAsync(db, HookKinds.OptedOut, new OptedOutData(entry.Number, entry.Source, entry.Reason, entry.CallId?.ToString()), cancel);

        var waiting = db.Contacts.Where(contact => contact.Number == entry.Number && contact.State == ContactState.Waiting);
        if (entry.Scope != DoNotCallEntry.Everywhere)
        {
            if (!Guid.TryParse(entry.Scope, out var scope))
                return true;
            waiting = waiting.Where(contact => contact.CampaignId == scope);
        }

        var campaigns = await waiting.Where(contact => contact.CampaignId != null).Select(contact => contact.CampaignId!.Value).Distinct().ToListAsync(cancel);
        var (own, at) = (entry.Source is "call" or "key" or "sms" or "page" or "carrier", entry.At);
        var (endsAs, remark) = (own ? Dispositions.OptedOut : Dispositions.Refused, own ? "The person asked not to be called." : "The number is on the do-not-call list.");
        await waiting.ExecuteUpdateAsync(
            set => set.SetProperty(contact => contact.State, ContactState.Done).SetProperty(contact => contact.EndedAt, at).SetProperty(contact => contact.Disposition, endsAs).SetProperty(contact => contact.Remark, remark),
            cancel);
        await AttemptEnding.FinishCampaignsAsync(db, campaigns, at, cancel);
        return true;
    }

    private async Task<int> AddBatchAsync(HashSet<string> batch, string list, string scope, CancellationToken cancel)
    {
        if (batch.Count == 0)
            return 0;
        var numbers = batch.ToList();
        batch.Clear();
        for (var races = 0; ; races++)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            var known = (await db.DoNotCall.Where(entry => entry.Scope == scope && numbers.Contains(entry.Number)).Select(entry => entry.Number).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
            var now = Now;
            var fresh = numbers.Where(number => !known.Contains(number)).ToList();
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            db.DoNotCall.AddRange(fresh.Select(number => new DoNotCallEntry { Id = Guid.CreateVersion7(now.ToDateTimeOffset()), Number = number, Scope = scope, Source = $"list:{list}", At = now }));
            try
            {
                await db.SaveChangesAsync(cancel);
                return fresh.Count;
            }
            catch (DbUpdateException refused) when (races < MostRaces && refused.IsTakenKey())
            {
                // The same list is being taken over twice at once: what the other has added is left out.
            }
        }
    }
}
