using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling.Gate;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling;

/// <summary>Single calls that somebody asks for, and the taking back of anything that was to be called.</summary>
public sealed class CallRequests
{
    private readonly IDbContextFactory<BookingDbContext> _contexts;
    private readonly CallsTakenBack _takenBack;
    private readonly TimeProvider _time;

    internal CallRequests(IDbContextFactory<BookingDbContext> contexts, CallsTakenBack takenBack, TimeProvider time) => (_contexts, _takenBack, _time) = (contexts, takenBack, time);

    private Instant Now => Instant.FromDateTimeOffset(_time.GetUtcNow());

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

    /// <summary>Takes the request back, also of a campaign's contact; false: too late or unknown. What waits at the carrier is taken back there.</summary>
    public async Task<bool> CancelAsync(Guid contact, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        if (await TurnAsync(db, contact, ContactState.Waiting, ContactState.Cancelled, cancel))
        {
            var campaign = await db.Contacts.Where(each => each.Id == contact).Select(each => each.CampaignId).FirstAsync(cancel);
            await AttemptEnding.FinishCampaignsAsync(db, campaign is { } id ? [id] : [], Now, cancel);
            return true;
        }

        var waiting = await db.Attempts.AsNoTracking().FirstOrDefaultAsync(attempt => attempt.ContactId == contact && attempt.State == AttemptState.Accepted && attempt.CallSid != null, cancel);
        if (waiting is null || !await TurnAsync(db, contact, ContactState.Calling, ContactState.Cancelled, cancel))
            return false;
        if (await _takenBack.TakeBackAsync(waiting, "The call was cancelled.", cancel))
            return true;
        await TurnAsync(db, contact, ContactState.Cancelled, ContactState.Calling, cancel); // it rings by now, and goes on
        return false;
    }

    private async Task<bool> TurnAsync(BookingDbContext db, Guid contact, ContactState from, ContactState to, CancellationToken cancel)
    {
        Instant? ended = to == ContactState.Cancelled ? Now : null;
        return await db.Contacts
            .Where(each => each.Id == contact && each.State == from)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.State, to).SetProperty(each => each.EndedAt, ended), cancel) > 0;
    }
}
