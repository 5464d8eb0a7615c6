using VoiceBooker.Booking.Calendars;

namespace VoiceBooker.Providers.Calendly;

/// <summary>How a booking stands at Calendly; closed.</summary>
internal abstract record HeldBooking
{
    private HeldBooking() { }

    /// <summary>It stands.</summary>
    /// <param name="Reference">As it was asked for; another one when the meeting was moved at Calendly.</param>
    /// <param name="Event">Last segment of the meeting's URI.</param>
    /// <param name="Slot">When.</param>
    /// <param name="Place">Link or place; empty when not known yet.</param>
    /// <param name="OthersCome">True when further people come to the same meeting: cancelling it would cancel theirs.</param>
    public sealed record Stands(string Reference, string Event, Slot Slot, string Place, bool OthersCome) : HeldBooking;

    /// <summary>It does not stand.</summary>
    /// <param name="Reason">Why not, for the owner.</param>
    /// <param name="Known">False when Calendly knows no such booking.</param>
    public sealed record Gone(string Reason, bool Known) : HeldBooking;

    /// <summary>Cannot be told now.</summary>
    public sealed record Untold(string Reason) : HeldBooking;

    /// <summary>The meeting's time; null when it has none that can be read.</summary>
    public static Slot? SlotOf(WireEvent? held) =>
        WireInstant.Read(held?.StartTime) is { } start && WireInstant.Read(held?.EndTime) is { } end && end > start ? new Slot(start, end) : null;
}
