using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Tasks;

/// <summary>What calls leave for people to do. A note stands on disk before the caller is told of it.</summary>
public interface ICallNotes
{
    /// <summary>Leaves <paramref name="note"/>; throws when it could not be written.</summary>
    Task LeaveAsync(CallNote note, CancellationToken cancel);
}

/// <summary>One thing a call leaves for a person.</summary>
/// <param name="Call">The call.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Title">One line: what is to be done, for whom.</param>
/// <param name="Details">All a person needs to do it.</param>
public sealed record CallNote(CallId Call, TaskKind Kind, string Title, string Details)
{
    /// <summary>The same matter never makes a second open task; null: every time a new one.</summary>
    public string? Matter { get; init; }

    /// <summary>The booking it is about.</summary>
    public Guid? Booking { get; init; }

    /// <summary>The connection it is about.</summary>
    public Guid? Connection { get; init; }
}
