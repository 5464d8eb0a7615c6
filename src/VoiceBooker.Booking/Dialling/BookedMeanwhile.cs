using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling;

/// <summary>People who wait for a call about a meeting and have it by now: they called us, were called for another campaign, or somebody here booked it. They are not called for it any more.</summary>
internal static class BookedMeanwhile
{
    private const string Remark = "A meeting was booked for this number before it was called.";

    /// <summary>Ends those who wait with the booking's number for its event, be it their own or their campaign's; in the transaction in which the booking is written down.</summary>
    public static async Task EndAsync(BookingDbContext db, HookOutbox hooks, BookingRecord booking, CancellationToken cancel)
    {
        if (!PhoneNumber.TryParse(booking.Phone, out var number))
            return;
        var (phone, meeting, at) = (number.E164, booking.EventId, booking.UpdatedAt);
        var contacts = await db.Contacts.AsNoTracking()
            .Where(contact => contact.Number == phone && (contact.EventId == meeting || (contact.EventId == null && db.Campaigns.Any(campaign => campaign.Id == contact.CampaignId && campaign.EventId == meeting))))
            .ToListAsync(cancel);
        contacts.RemoveAll(contact => contact.State != ContactState.Waiting);
        if (contacts.Count == 0)
            return;

        var ids = contacts.ConvertAll(contact => contact.Id);
        await DialClaims.StillWaiting(db, ids).ExecuteUpdateAsync(
            set => set.SetProperty(contact => contact.State, ContactState.Done).SetProperty(contact => contact.EndedAt, at).SetProperty(contact => contact.Disposition, Dispositions.Booked).SetProperty(contact => contact.Remark, Remark),
            cancel);
        var ended = (await db.Contacts.AsNoTracking().Where(contact => ids.Contains(contact.Id)).ToListAsync(cancel)).FindAll(contact => contact.State == ContactState.Done && contact.EndedAt == at);
        await CallsWithoutRecord.TellAsync(db, hooks, ended, cancel);
        await AttemptEnding.FinishCampaignsAsync(db, [.. ended.Select(contact => contact.CampaignId).OfType<Guid>().Distinct()], at, cancel);
    }
}
