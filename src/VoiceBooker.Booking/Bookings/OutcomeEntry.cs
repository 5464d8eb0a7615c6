using NodaTime;
using VoiceBooker.Booking.Calendars;

namespace VoiceBooker.Booking.Bookings;

/// <summary>The payload of <c>booking.resolved</c>.</summary>
/// <param name="Intent">Which wish.</param>
/// <param name="Outcome">"booked", "moved", "pending", "taken", "out-of-bounds", "limit-reached", "field-invalid", "throttled", "credential-dead", "provider-down" or "unknown".</param>
/// <param name="Reference">The calendar's identity of the booking.</param>
/// <param name="Start">When it begins.</param>
/// <param name="End">When it ends.</param>
/// <param name="MeetingPlace">Link or place.</param>
/// <param name="Reason">Why not.</param>
internal sealed record OutcomeEntry(Guid Intent, string Outcome, string? Reference = null, Instant? Start = null, Instant? End = null, string? MeetingPlace = null, string? Reason = null)
{
    public static OutcomeEntry Of(Guid intent, BookingOutcome outcome, bool moved) => outcome switch
    {
        BookingOutcome.Booked(var reference, var slot, var place) => new(intent, moved ? "moved" : "booked", reference, slot.Start, slot.End, place),
        BookingOutcome.PendingConfirmation(var reference, var slot) => new(intent, "pending", reference, slot.Start, slot.End),
        BookingOutcome.Taken => new(intent, "taken"),
        BookingOutcome.OutOfBounds(var reason) => new(intent, "out-of-bounds", Reason: reason),
        BookingOutcome.LimitReached(var reason) => new(intent, "limit-reached", Reason: reason),
        BookingOutcome.FieldInvalid(var field, var reason) => new(intent, "field-invalid", Reason: $"{field}: {reason}"),
        BookingOutcome.Throttled => new(intent, "throttled"),
        BookingOutcome.CredentialDead(var reason) => new(intent, "credential-dead", Reason: reason),
        BookingOutcome.ProviderDown(var reason) => new(intent, "provider-down", Reason: reason),
        BookingOutcome.Unknown(var reason) => new(intent, "unknown", Reason: reason),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
