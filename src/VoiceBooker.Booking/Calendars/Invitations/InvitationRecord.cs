using NodaTime;

namespace VoiceBooker.Booking.Calendars.Invitations;

/// <summary>An invitation as it was written, kept for sending and for download.</summary>
public sealed class InvitationRecord
{
    /// <summary>Identity.</summary>
    public Guid Id { get; set; }

    /// <summary>The booking (<c>BookingRecord.Id</c>) it belongs to.</summary>
    public Guid BookingId { get; set; }

    /// <summary>Revision of the meeting, from 0.</summary>
    public int Sequence { get; set; }

    /// <summary>"REQUEST" or "CANCEL".</summary>
    public string Method { get; set; } = "";

    /// <summary>The whole file.</summary>
    public string Text { get; set; } = "";

    /// <summary>When it was written.</summary>
    public Instant CreatedAt { get; set; }
}
