using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Campaigns;

/// <summary>What came of one contact, as a row of the file of results.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Line">The line of the uploaded file it came from; null: it came by the API.</param>
/// <param name="Number">E.164.</param>
/// <param name="Name">The person's name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Disposition">What came of it last; empty before the first attempt ended.</param>
/// <param name="Remark">Why, in a sentence; may be empty.</param>
/// <param name="Attempts">Attempts made at the person.</param>
/// <param name="LastAttemptAt">When the last one began.</param>
/// <param name="LastCallId">The last attempt that came to be a call of ours: its page in the console.</param>
/// <param name="Seconds">How long that call lasted.</param>
/// <param name="Summary">What happened on it, in a sentence.</param>
/// <param name="BookingStart">When the meeting is that was booked on one of its calls and stands; null: none.</param>
/// <param name="BookingReference">The calendar's identity of it; empty: none.</param>
/// <param name="Outcomes">What came of each attempt, in their order, joined by a semicolon and a space.</param>
/// <param name="Variables">The contact's per-call values.</param>
public sealed record ContactResult(
    Guid ContactId,
    int? Line,
    string Number,
    string Name,
    ContactState State,
    string Disposition,
    string Remark,
    int Attempts,
    Instant? LastAttemptAt,
    Guid? LastCallId,
    int? Seconds,
    string Summary,
    Instant? BookingStart,
    string BookingReference,
    string Outcomes,
    IReadOnlyDictionary<string, string> Variables);

/// <summary>What came of a campaign, contact by contact, read in batches.</summary>
public sealed class CampaignResults(IDbContextFactory<BookingDbContext> contexts)
{
    private const int BatchSize = 500;

    /// <summary>One row per contact, in the order of their numbers. Nothing is held but the batch in hand.</summary>
    public async IAsyncEnumerable<ContactResult> ReadAsync(Guid campaign, [EnumeratorCancellation] CancellationToken cancel)
    {
        var last = "";
        while (true)
        {
            var batch = await ReadBatchAsync(campaign, last, cancel);
            foreach (var result in batch)
                yield return result;
            if (batch.Count < BatchSize)
                yield break;
            last = batch[^1].Number;
        }
    }

    private async Task<IReadOnlyList<ContactResult>> ReadBatchAsync(Guid campaign, string after, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var contacts = await db.Contacts.AsNoTracking()
            .Where(contact => contact.CampaignId == campaign && string.Compare(contact.Number, after) > 0)
            .OrderBy(contact => contact.Number)
            .Take(BatchSize)
            .ToListAsync(cancel);
        var ids = contacts.Select(contact => contact.Id).ToList();
        var attempts = (await db.Attempts.AsNoTracking().Where(attempt => ids.Contains(attempt.ContactId)).ToListAsync(cancel)).ToLookup(attempt => attempt.ContactId);
        var calls = await db.Calls.AsNoTracking().Where(call => call.ContactId != null && ids.Contains(call.ContactId.Value)).ToListAsync(cancel);
        var callIds = calls.Select(call => (CallId?)call.Id).ToList();
        var bookings = callIds.Count == 0 ? [] : await db.Bookings.AsNoTracking().Where(booking => callIds.Contains(booking.CallId) && booking.Status == BookingStatus.Confirmed).ToListAsync(cancel);
        var callsOf = calls.ToLookup(call => call.ContactId!.Value);
        var bookingsOf = bookings.ToLookup(booking => booking.CallId!.Value);
        return [.. contacts.Select(contact => ToResult(
            contact,
            [.. attempts[contact.Id].OrderBy(attempt => attempt.Try)],
            callsOf[contact.Id].OrderBy(call => call.StartedAt).LastOrDefault(),
            callsOf[contact.Id].SelectMany(call => bookingsOf[call.Id]).OrderBy(booking => booking.CreatedAt).LastOrDefault()))];
    }

    private static ContactResult ToResult(Contact contact, IReadOnlyList<Attempt> attempts, CallRecord? call, BookingRecord? booking) => new(
        contact.Id,
        contact.Line,
        contact.Number,
        contact.Name,
        contact.State,
        contact.Disposition,
        contact.Remark,
        contact.Attempts,
        attempts.Count > 0 ? attempts[^1].ClaimedAt : null,
        call?.Id.Value,
        call?.DurationMs is { } length ? (int)((length + 500) / 1000) : null,
        call?.Summary ?? "",
        booking?.Start,
        booking?.Reference ?? "",
        string.Join("; ", attempts.Where(attempt => attempt.Disposition.Length > 0).Select(attempt => attempt.Disposition)),
        contact.Variables);
}
