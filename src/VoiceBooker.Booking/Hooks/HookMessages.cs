using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Journal;

namespace VoiceBooker.Booking.Hooks;

/// <summary>What stands in every delivery's body: JSON, <c>{"type": …, "timestamp": …, "data": …}</c>; names in camel case, instants in UTC as ISO 8601. Names are never taken away or given another meaning; new ones may come.</summary>
internal static class HookMessages
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body.</summary>
    /// <param name="kind">One of <see cref="HookKinds"/>.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="data">What happened.</param>
    public static string Write(string kind, Instant at, object data) => JsonSerializer.Serialize(new { type = kind, timestamp = Text(at), data }, Json);

    /// <summary>An instant as ISO 8601 in UTC.</summary>
    public static string Text(Instant at) => InstantPattern.ExtendedIso.Format(at);
}

/// <summary>
/// The data of <c>call.ended</c>, sent once the call's outcome is known (some seconds after its end; some minutes when a booking or a transfer was still open). Calls that nobody answered are told of, too, each attempt by itself; and so is a single
/// call that was given up before any attempt (refused, expired, taken back), under the identity that its request was answered with. Who comes back to us after a transfer that nobody took has another conversation, told of by itself under the same <c>contactId</c>.
/// </summary>
/// <param name="CallId">Our identity of the call; of a call that we made, also that of its attempt.</param>
/// <param name="CallSid">The carrier's identity; empty when it got no such call.</param>
/// <param name="Direction">"inbound" or "outbound".</param>
/// <param name="Kind">"phone", "softphone" or "text".</param>
/// <param name="From">Who called, E.164; empty when withheld.</param>
/// <param name="To">Which number was called.</param>
/// <param name="Assistant">Who spoke; empty when nobody answered.</param>
/// <param name="ContactId">Whom we called; null for a call that came in.</param>
/// <param name="CampaignId">The contact's campaign; null: none.</param>
/// <param name="StartedAt">When it began; empty when nobody was called.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="DurationMs">How long it lasted.</param>
/// <param name="Disposition">What came of it, one of <see cref="Dialling.Dispositions"/>.</param>
/// <param name="Summary">One to three sentences in English.</param>
/// <param name="Fields">What the person told: "name", "email", "phone", "zone", "event", and each answer to an event's question under its label.</param>
/// <param name="Bookings">The bookings made on it, moved ones with their new identity.</param>
/// <param name="HasRecording">Whether it can be listened to at <c>/api/calls/{id}/recording.wav</c>.</param>
public sealed record CallEndedData(
    string CallId,
    string CallSid,
    string Direction,
    string Kind,
    string From,
    string To,
    string Assistant,
    Guid? ContactId,
    Guid? CampaignId,
    string StartedAt,
    string EndedAt,
    long DurationMs,
    string Disposition,
    string Summary,
    IReadOnlyDictionary<string, string> Fields,
    IReadOnlyList<Guid> Bookings,
    bool HasRecording)
{
    internal static CallEndedData Of(CallRecord call, IReadOnlyList<Guid> bookings) => new(
        call.Id.ToString(),
        call.CallSid,
        call.Direction,
        call.Kind,
        call.From,
        call.To,
        call.Assistant,
        call.ContactId,
        call.CampaignId,
        HookMessages.Text(call.StartedAt),
        HookMessages.Text(call.EndedAt ?? call.StartedAt),
        call.DurationMs ?? 0,
        call.Disposition,
        call.Summary,
        call.Fields,
        bookings,
        call.Recording is not null);
}

/// <summary>The data of <c>booking.made</c>, <c>booking.moved</c> and <c>booking.cancelled</c>. A booking somebody must still agree to is told with <c>awaitsConfirmation</c>; once agreed to, <c>booking.made</c> comes again with the same <c>bookingId</c>.</summary>
/// <param name="BookingId">Our identity. A moved booking has a new one; see <paramref name="MovedFrom"/>.</param>
/// <param name="EventId">What was booked.</param>
/// <param name="Event">Its name.</param>
/// <param name="Provider">Which calendar holds it.</param>
/// <param name="Reference">The calendar's identity of it.</param>
/// <param name="Status">"confirmed" or "cancelled".</param>
/// <param name="AwaitsConfirmation">True while a person at the calendar's side must still agree.</param>
/// <param name="Start">When it begins.</param>
/// <param name="End">When it ends.</param>
/// <param name="Zone">The attendee's IANA zone.</param>
/// <param name="Name">For whom.</param>
/// <param name="Email">Their address; null: none.</param>
/// <param name="Phone">Their number, E.164; null: none.</param>
/// <param name="Answers">What was answered to the event's questions, by the question's identity.</param>
/// <param name="MeetingPlace">Link or place; empty when not known.</param>
/// <param name="MovedFrom">The booking it took the place of; null: none.</param>
/// <param name="PreviousStart">When it was before it was moved; null: it was not, or that is not known.</param>
/// <param name="CancelReason">Why it was cancelled; empty while it stands.</param>
/// <param name="CallId">The call it was made on; null: by an operator.</param>
public sealed record BookingData(
    Guid BookingId,
    Guid EventId,
    string Event,
    string Provider,
    string Reference,
    string Status,
    bool AwaitsConfirmation,
    string Start,
    string End,
    string Zone,
    string Name,
    string? Email,
    string? Phone,
    IReadOnlyDictionary<string, string> Answers,
    string MeetingPlace,
    Guid? MovedFrom,
    string? PreviousStart,
    string CancelReason,
    string? CallId)
{
    internal static BookingData Of(BookingRecord booking, string eventName, Instant? previousStart) => new(
        booking.Id,
        booking.EventId,
        eventName,
        booking.Provider,
        booking.Reference,
        booking.Status == BookingStatus.Cancelled ? "cancelled" : "confirmed",
        booking.AwaitsConfirmation,
        HookMessages.Text(booking.Start),
        HookMessages.Text(booking.End),
        booking.Zone,
        booking.Name,
        booking.Email,
        booking.Phone,
        booking.Answers.GroupBy(answer => answer.Question, StringComparer.Ordinal).ToDictionary(answers => answers.Key, answers => answers.Last().Answer, StringComparer.Ordinal),
        booking.MeetingPlace,
        booking.MovedFrom,
        previousStart is { } before ? HookMessages.Text(before) : null,
        booking.CancelReason,
        booking.CallId?.ToString());
}

/// <summary>The data of <c>contact.opted-out</c>.</summary>
/// <param name="Number">Who must not be called any more, E.164.</param>
/// <param name="Source">How it was told: "call", "key", "page", "sms", "api", "console" or "carrier".</param>
/// <param name="Words">The person's words; may be empty.</param>
/// <param name="CallId">The call it was said on; null: none.</param>
public sealed record OptedOutData(string Number, string Source, string Words, string? CallId);

/// <summary>The data of <c>contact.opted-in</c>: an opt-out by text message was taken back by one. Nobody is called by it: a call needs consent that is younger than the opt-out.</summary>
/// <param name="Number">Who may be written to again, E.164.</param>
/// <param name="Source">How it was told: "sms".</param>
/// <param name="Words">The person's words.</param>
public sealed record OptedInData(string Number, string Source, string Words);
