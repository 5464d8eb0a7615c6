using NodaTime;

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
public sealed class CampaignResults
{
    /// <summary>One row per contact, in the order they were made. Nothing is held but the batch in hand.</summary>
    public IAsyncEnumerable<ContactResult> ReadAsync(Guid campaign, CancellationToken cancel) => throw new NotSupportedException();
}
