using NodaTime;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Tasks;

/// <summary>What a task is about.</summary>
public enum TaskKind
{
    /// <summary>Somebody waits to be called back: a message, or a wish that could not be booked.</summary>
    CallBack,

    /// <summary>A booking may stand or not, or could not be undone: a person must look.</summary>
    CheckBooking,

    /// <summary>What we promised differs from what the calendar holds.</summary>
    Difference,

    /// <summary>A connection's credential is dead.</summary>
    Reconnect,

    /// <summary>Calls cannot be made, or not for a campaign, until somebody sees to it.</summary>
    Dialling,
}

/// <summary>Something a person must do; a row of <c>operator_tasks</c>.</summary>
public sealed class OperatorTask
{
    /// <summary>Identity.</summary>
    public Guid Id { get; set; }

    /// <summary>What it is about.</summary>
    public TaskKind Kind { get; set; }

    /// <summary>One line: what is to be done, for whom.</summary>
    public string Title { get; set; } = "";

    /// <summary>All a person needs to do it.</summary>
    public string Details { get; set; } = "";

    /// <summary>The same matter never makes a second open task; null: every time a new one.</summary>
    public string? Matter { get; set; }

    /// <summary>The call it came from.</summary>
    public CallId? CallId { get; set; }

    /// <summary>The booking it is about.</summary>
    public Guid? BookingId { get; set; }

    /// <summary>The connection it is about.</summary>
    public Guid? ConnectionId { get; set; }

    /// <summary>When it came up.</summary>
    public Instant CreatedAt { get; set; }

    /// <summary>When it was done; null while open.</summary>
    public Instant? DoneAt { get; set; }

    /// <summary>Who did it: a person's name, or "VoiceBooker" when the matter settled itself.</summary>
    public string DoneBy { get; set; } = "";
}
