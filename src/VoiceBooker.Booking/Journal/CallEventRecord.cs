using NodaTime;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Journal;

/// <summary>One entry as it lies on disk; a row of <c>call_events</c>.</summary>
public sealed class CallEventRecord
{
    /// <summary>Which call.</summary>
    public CallId CallId { get; set; }

    /// <summary>Place within the call, from 1.</summary>
    public long Sequence { get; set; }

    /// <summary>When, by the call's own clock.</summary>
    public Instant At { get; set; }

    /// <summary>Milliseconds since the call began.</summary>
    public long AtMs { get; set; }

    /// <summary>What happened.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The payload as a JSON object.</summary>
    public string Data { get; set; } = "{}";
}
