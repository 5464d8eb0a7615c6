using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Dialling.Gate;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Dialling;

/// <summary>The numbers that must not be called: everywhere, or in one campaign. An entry holds from the moment it stands on disk: the claim of every call looks here in its own transaction.</summary>
public sealed partial class DoNotCallList(IDbContextFactory<BookingDbContext> contexts, HookOutbox hooks, IOptions<DiallingOptions> options, TimeProvider time) : ICallWishes
{
    private const int MostRaces = 3;

    private readonly OperatorTasks _tasks = new(contexts, time);
    private readonly DialGate _gate = new(options.Value);

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Puts a number on the list; repeating it changes nothing. People who wait under it are not called any more.</summary>
    public async Task AddAsync(string number, string scope, string source, string reason, CallId? call, CancellationToken cancel)
    {
        for (var races = 0; ; races++)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await PutAsync(db, hooks, new DoNotCallEntry { Number = number, Scope = scope, Source = source, Reason = reason, CallId = call, At = Now }, cancel);
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

    /// <inheritdoc/>
    public Task StopCallingAsync(string number, CallId? call, string source, string words, CancellationToken cancel) => AddAsync(number, DoNotCallEntry.Everywhere, source, words, call, cancel);

    /// <inheritdoc/>
    public async Task<bool> TakeBackAsync(string number, string words, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var now = Now;
        var texted = db.DoNotCall.Where(entry => entry.Number == number && entry.Scope == DoNotCallEntry.Everywhere && entry.Source == DoNotCallEntry.ByText);
        var taken = await texted.Where(entry => entry.Besides == null).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.TakenBackAt, now).SetProperty(entry => entry.TakenBackBy, words), cancel) > 0;
        if (taken)
            await hooks.PutAsync(db, HookKinds.OptedIn, new OptedInData(number, DoNotCallEntry.ByText, words), cancel);
        else if (await texted.AsNoTracking().FirstOrDefaultAsync(cancel) is { } listed)
            await LeaveToListsAsync(db, listed, DoNotCallPeriod.Of(listed, now, words, why: null), cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return taken;
    }

    public Task LeaveToPersonAsync(string number, CallId? call, string source, string words, CancellationToken cancel) => _tasks.AddAsync(
        TaskKind.CallBack,
        $"Does {number} want no more calls? Put the number on the do-not-call list, or let it be",
        $"Telephone: {number}\n{(source == "sms" ? "They wrote" : "They said")}: {words}\nIt is not sure what was meant, and nobody could be asked. Until you decide, the number is called as before.",
        $"opt-out:{number}",
        call,
        booking: null,
        connection: null,
        cancel);

    /// <inheritdoc/>
    public async Task<bool> CallBackAsync(CallId call, Instant? at, string words, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var talk = await db.Calls.Where(each => each.Id == call).Select(each => new { each.ContactId, each.CallSid }).FirstOrDefaultAsync(cancel);
        var (person, callSid) = (talk?.ContactId, AttemptCalls.SidOf(talk?.CallSid ?? "")); // who came back after a transfer talks on another record
        var found = await (
            from attempt in db.Attempts.AsNoTracking()
            where (attempt.Id == call.Value || (attempt.ContactId == person && attempt.CallSid == callSid)) && attempt.State != AttemptState.Ended
            join contact in db.Contacts.AsNoTracking() on attempt.ContactId equals contact.Id
            where contact.State == ContactState.Calling
            select new { Attempt = attempt, Contact = contact }).FirstOrDefaultAsync(cancel);
        if (found is null)
            return false;

        var campaign = found.Contact.CampaignId is { } id ? await db.Campaigns.AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, cancel) : null;
        var asked = found.Contact;
        asked.Outcomes[Dispositions.CallBack] = asked.Outcomes.GetValueOrDefault(Dispositions.CallBack) + 1;
        asked.Disposition = Dispositions.CallBack;
        if (campaign?.State is CampaignState.Stopped or CampaignState.Archived || RetryPlan.Next(asked, RetryPlan.RulesOf(asked, campaign), Dispositions.CallBack, at, Now) is not RetryStep.Again(var again))
            return false; // nobody would call: a person must

        // A time after the claim marks the wish; the attempt's end makes it the next attempt.
        var next = Instant.Max(again, found.Attempt.ClaimedAt + Duration.FromSeconds(1));
        var answer = await AskGateAsync(db, found.Attempt, asked, RetryPlan.RulesOf(asked, campaign), next, cancel);
        if (!answer.Decision.Allowed && (at is not null || answer.Decision.AgainAt is null))
            return false; // the gate would refuse at the time the person named: what is promised must be kept
        return await db.Contacts
            .Where(contact => contact.Id == asked.Id && contact.State == ContactState.Calling)
            .ExecuteUpdateAsync(set => set.SetProperty(contact => contact.NextAt, next), cancel) > 0;
    }

    /// <summary>What the gate will say of the call-back then, as far as that is known now: everything but whether the number is on the line.</summary>
    private async Task<GateAnswer> AskGateAsync(BookingDbContext db, Attempt attempt, Contact contact, CampaignRules rules, Instant at, CancellationToken cancel)
    {
        var own = new HashSet<string>(StringComparer.Ordinal) { attempt.From };
        var reading = await GateReading.ReadAsync(db, [contact], own, options.Value, rules.IsTest, at, cancel);
        return _gate.Decide(contact, rules, reading.FactsOf(contact, attempt.From) with { OnTheLine = false, Countries = AllowedCountries.All }, at); // it was called just now
    }

    /// <summary>
    /// Adds the entry, if it is new, to what <paramref name="db"/> is about to save, ends the contacts that wait under its number, and tells the owner's systems of one that holds everywhere; within a transaction. What a person or an operator says takes the
    /// place of an imported list's, which is kept besides; what a person says on a call takes an operator's place; and what anybody else says after a text message of theirs takes the place of that, so that another text message does not undo it.
    /// False when the number is on the list already.
    /// </summary>
    internal static async Task<bool> PutAsync(BookingDbContext db, HookOutbox hooks, DoNotCallEntry entry, CancellationToken cancel)
    {
        var own = DoNotCallEntry.IsOwnWish(entry.Source);
        if (db.DoNotCall.Local.Any(each => each.Number == entry.Number && each.Scope == entry.Scope))
            return false;
        var there = db.DoNotCall.IgnoreQueryFilters().Where(each => each.Number == entry.Number && each.Scope == entry.Scope);
        if (await there.AnyAsync(cancel))
        {
            if (own)
                await there.ExecuteUpdateAsync(set => set.SetProperty(each => each.OptedOutAt, entry.At), cancel);
            var holds = there.Where(each => each.TakenBackAt == null);
            string[] weaker = own ? [DoNotCallEntry.ByText, "console", "api"] : [DoNotCallEntry.ByText];
            if (entry.Source != DoNotCallEntry.ByText && await holds.Where(each => each.Source != entry.Source && weaker.Contains(each.Source)).ExecuteUpdateAsync(
                set => set.SetProperty(each => each.Source, entry.Source).SetProperty(each => each.Reason, entry.Reason).SetProperty(each => each.CallId, entry.CallId), cancel) > 0)
                return false; // told of already, and firmer now

            // A list had the number already; a person's word is more, and is kept. Whoever is first tells of it.
            var took = await holds.Where(each => each.Source.StartsWith(DoNotCallEntry.ListSource)).ExecuteUpdateAsync(
                set => set
                    .SetProperty(each => each.Besides, each => each.Besides == null ? each.Source : each.Source + "\n" + each.Besides)
                    .SetProperty(each => each.Source, entry.Source)
                    .SetProperty(each => each.Reason, entry.Reason)
                    .SetProperty(each => each.CallId, entry.CallId)
                    .SetProperty(each => each.At, entry.At),
                cancel) > 0;
            if (!took && await RenewAsync(db, there, entry, cancel) == 0)
                return false;
        }
        else
        {
            entry.Id = Guid.CreateVersion7(entry.At.ToDateTimeOffset());
            entry.OptedOutAt = own ? entry.At : null;
            db.DoNotCall.Add(entry);
        }

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
        var at = entry.At;
        var (endsAs, remark) = (own ? Dispositions.OptedOut : Dispositions.Refused, own ? "The person asked not to be called." : $"{DialGate.OnTheList}.");
        await waiting.ExecuteUpdateAsync(
            set => set.SetProperty(contact => contact.State, ContactState.Done).SetProperty(contact => contact.EndedAt, at).SetProperty(contact => contact.Disposition, endsAs).SetProperty(contact => contact.Remark, remark),
            cancel);
        var single = db.Contacts.AsNoTracking().Where(contact => contact.Number == entry.Number && contact.CampaignId == null && contact.State == ContactState.Done && contact.EndedAt == at);
        await CallsWithoutRecord.TellAsync(db, hooks, await single.ToListAsync(cancel), cancel);
        await AttemptEnding.FinishCampaignsAsync(db, campaigns, at, cancel);
        return true;
    }

    /// <summary>Entries that were taken back hold again, for another reason and from another day on; what they were is kept with what <paramref name="db"/> is about to save.</summary>
    private static async Task<int> RenewAsync(BookingDbContext db, IQueryable<DoNotCallEntry> there, DoNotCallEntry entry, CancellationToken cancel)
    {
        await KeepPastAsync(db, there, cancel);
        return await there.Where(each => each.TakenBackAt != null).ExecuteUpdateAsync(
            set => set
                .SetProperty(each => each.Source, entry.Source)
                .SetProperty(each => each.Reason, entry.Reason)
                .SetProperty(each => each.CallId, entry.CallId)
                .SetProperty(each => each.At, entry.At)
                .SetProperty(each => each.Besides, (string?)null)
                .SetProperty(each => each.TakenBackAt, (Instant?)null)
                .SetProperty(each => each.TakenBackBy, (string?)null)
                .SetProperty(each => each.TakenBackWhy, (string?)null),
            cancel);
    }

    private static async Task KeepPastAsync(BookingDbContext db, IQueryable<DoNotCallEntry> there, CancellationToken cancel)
    {
        foreach (var entry in await there.AsNoTracking().Where(each => each.TakenBackAt != null).ToListAsync(cancel))
            db.DoNotCallPast.Add(DoNotCallPeriod.Of(entry, entry.TakenBackAt!.Value, entry.TakenBackBy ?? "", entry.TakenBackWhy));
    }
}
