using VoiceBooker.Voice.Dialogue;

namespace VoiceBooker.Voice.Calls;

/// <summary>One phone call from the first word to the last: one loop, one writer.</summary>
public sealed class CallSession(CallParts parts)
{
    /// <summary>What was said and heard so far.</summary>
    public Conversation Conversation { get; } = new();

    /// <summary>Runs the call until the line is gone and everything it started has ended; tells why it ended.</summary>
    public Task<HangUpCause> RunAsync(CancellationToken stopping) => throw new NotImplementedException(parts.Id.ToString());
}
