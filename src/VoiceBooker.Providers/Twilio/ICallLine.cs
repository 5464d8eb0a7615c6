using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Providers.Twilio;

/// <summary>A line as it comes through the carrier's doors: with its own clock, and open to being ended from outside the conversation.</summary>
public interface ICallLine : IPhoneLine
{
    /// <summary>The call's clock: real time, or for a typed call one that its caller moves.</summary>
    TimeProvider Time { get; }

    /// <summary>When the line was opened, a time stamp of <see cref="Time"/>; null where nobody waits for a sound (a typed call).</summary>
    long? OpenedAt { get; }

    /// <summary>Something happened on the call that did not come over the line (who answered, what the person typed elsewhere): it reaches the conversation in its order. Nothing happens once the line is over.</summary>
    void Tell(CallEvent happened);

    /// <summary>The conversation is held in this language (a BCP 47 tag): what has to be said for us when it breaks off is said in it, too.</summary>
    void Speaks(string language);

    /// <summary>Ends the call for <paramref name="cause"/>; <see cref="IPhoneLine.Events"/> then ends with it. Idempotent.</summary>
    ValueTask HangUpAsync(HangUpCause cause, CancellationToken cancel);
}
