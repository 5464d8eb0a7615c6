using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling.Gate;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling;

/// <summary>Single calls that somebody asks for, and the taking back of anything that was to be called.</summary>
public sealed class CallRequests
{
    private static readonly AttemptState[] NotRinging = [AttemptState.Claimed, AttemptState.Submitting, AttemptState.Unknown, AttemptState.Accepted];

    private readonly IDbContextFactory<BookingDbContext> _contexts;
    private readonly CallsTakenBack _takenBack;
    private readonly HookOutbox _hooks;
    private readonly ReceptionOptions _reception;
    private readonly TimeProvider _time;

    internal CallRequests(IDbContextFactory<BookingDbContext> contexts, CallsTakenBack takenBack, HookOutbox hooks, IOptions<ReceptionOptions> reception, TimeProvider time) =>
        (_contexts, _takenBack, _hooks, _reception, _time) = (contexts, takenBack, hooks, reception.Value, time);

    private Instant Now => Instant.FromDateTimeOffset(_time.GetUtcNow());

    /// <summary>What the server lacks before anybody can be called, in a sentence that says what to do; null: nothing. Looked at before <see cref="AddAsync"/>.</summary>
    public string? Missing => BusinessIdentity.FindMissing(_reception);

    /// <summary>Puts a call on the list of those to be made, in its own time and as far as the gate allows. Fills in the identity, the times and, where it is not given, the zone that the number's area tells.</summary>
    public async Task<Contact> AddAsync(Contact contact, CancellationToken cancel)
    {
        var now = Now;
        contact.Id = contact.Id == Guid.Empty ? Guid.CreateVersion7(now.ToDateTimeOffset()) : contact.Id;
        (contact.CampaignId, contact.State, contact.CreatedAt) = (null, ContactState.Waiting, now);
        contact.NextAt = Instant.Max(now, contact.NotBefore ?? now);
        NumberPlaces.Place(contact);
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        db.Contacts.Add(contact);
        await db.SaveChangesAsync(cancel);
        return contact;
    }

    /// <summary>
    /// Takes the request back, also of a campaign's contact; false: too late (it rings, or somebody has answered) or unknown. What waits at the carrier is taken back there; where the carrier has not said yet whether it has the call, as soon as it does.
    /// </summary>
    public async Task<bool> CancelAsync(Guid contact, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        if (await CancelWaitingAsync(db, contact, cancel))
            return true;
        var waiting = await db.Attempts.AsNoTracking().FirstOrDefaultAsync(attempt => attempt.ContactId == contact && NotRinging.Contains(attempt.State), cancel);
        if (waiting is null || !await TurnAsync(db, contact, ContactState.Calling, ContactState.Cancelled, cancel))
            return false;
        if (waiting.CallSid is null)
            return true; // whoever learns its identity takes it back, and without one nobody is called again
        if (await _takenBack.TakeBackAsync(waiting, "The call was cancelled.", cancel))
            return true;
        return !await TurnBackAsync(db, waiting, cancel);
    }

    /// <summary>It rings by now and goes on, or is over: then its end found a contact that was cancelled, and nothing follows. False when the contact stays cancelled and nobody was reached.</summary>
    private async Task<bool> TurnBackAsync(BookingDbContext db, Attempt attempt, CancellationToken cancel)
    {
        var (id, contact) = (attempt.Id, attempt.ContactId);
        var goesOn = await db.Contacts
            .Where(each => each.Id == contact && each.State == ContactState.Cancelled && db.Attempts.Any(other => other.ContactId == contact && AttemptEnding.Live.Contains(other.State)))
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.State, ContactState.Calling).SetProperty(each => each.EndedAt, (Instant?)null), cancel);
        return goesOn > 0 || (await db.Attempts.AnyAsync(each => each.Id == id && each.AnsweredAt != null, cancel) && await TurnAsync(db, contact, ContactState.Cancelled, ContactState.Done, cancel));
    }

    private async Task<bool> CancelWaitingAsync(BookingDbContext db, Guid contact, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await TurnAsync(db, contact, ContactState.Waiting, ContactState.Cancelled, cancel))
            return false;
        var cancelled = await db.Contacts.AsNoTracking().FirstAsync(each => each.Id == contact, cancel);
        await CallsWithoutRecord.TellAsync(db, _hooks, [cancelled], cancel);
        await db.SaveChangesAsync(cancel);
        await AttemptEnding.FinishCampaignsAsync(db, cancelled.CampaignId is { } id ? [id] : [], Now, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private async Task<bool> TurnAsync(BookingDbContext db, Guid contact, ContactState from, ContactState to, CancellationToken cancel)
    {
        var ended = Now;
        return await db.Contacts
            .Where(each => each.Id == contact && each.State == from)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.State, to).SetProperty(each => each.EndedAt, (Instant?)ended), cancel) > 0;
    }
}
