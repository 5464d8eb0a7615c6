using System.ComponentModel.DataAnnotations;

namespace VoiceBooker.Server.Calls;

/// <summary>How many calls the server takes and how it lets go of them; section <c>Calls</c>.</summary>
public sealed class CallsOptions
{
    /// <summary>Calls at once; the next one hears the busy tone.</summary>
    [Range(1, 10_000)]
    public int AtOnce { get; init; } = 50;

    /// <summary>How long running calls may go on when the server is stopped.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:30:00")]
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether both sides of a call are recorded.</summary>
    public bool Record { get; init; } = true;

    /// <summary>Whether calls that we make are recorded too, where calls are. The person is told in the first sentences; people who call in are told by the assistant's greeting.</summary>
    public bool RecordOurs { get; init; } = true;

    /// <summary>Lets a typed call begin at a time of its own, and the business's clock be set: for rehearsals, never for a server that callers reach.</summary>
    public bool AllowRehearsalClock { get; init; }
}
