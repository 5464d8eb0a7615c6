namespace VoiceBooker.Voice.Calls;

/// <summary>Anything that happens on a call. The line, the listener and the operator write these; the one loop of <c>CallSession</c> reads them.</summary>
/// <remarks>Times named <c>At</c> are positions on the call's sample clock: the time since the line's first frame.</remarks>
public abstract record CallEvent
{
    private CallEvent() { }

    /// <summary>The local detector found that somebody began to speak at <paramref name="At"/>.</summary>
    public sealed record VoiceStarted(TimeSpan At) : CallEvent;

    /// <summary>The local detector found that the voice stopped at <paramref name="At"/>.</summary>
    public sealed record VoiceStopped(TimeSpan At) : CallEvent;

    /// <summary>What the transcriber believes so far; replaces the previous partial of the same utterance.</summary>
    public sealed record PartialTranscript(string Text) : CallEvent;

    /// <summary>A finished piece of what the caller said. Empty text: sound was heard, but no words were understood.</summary>
    /// <param name="Text">The words, lower case, without punctuation where the engine gives none.</param>
    /// <param name="Confidence">0 to 1; 1 when the engine does not say.</param>
    public sealed record FinalTranscript(string Text, double Confidence = 1) : CallEvent
    {
        /// <summary>Where on the line's sample clock these words end, if the engine tells; null: not known. When another engine takes over, it is given the audio from here on.</summary>
        public TimeSpan? Until { get; init; }
    }

    /// <summary>The transcriber itself says that the caller has finished (engines with end-of-turn models).</summary>
    public sealed record EndOfTurn : CallEvent;

    /// <summary>The transcriber believes that the caller has probably finished, having said <paramref name="Text"/>: an answer may be prepared, not given. <see cref="TurnResumed"/> takes it back.</summary>
    public sealed record EagerEndOfTurn(string Text) : CallEvent;

    /// <summary>The caller goes on after an <see cref="EagerEndOfTurn"/>.</summary>
    public sealed record TurnResumed : CallEvent;

    /// <summary>A part of the call goes on with another engine.</summary>
    /// <param name="Part">"ears" or "voice".</param>
    /// <param name="From">The engine that failed.</param>
    /// <param name="To">The engine that took over.</param>
    /// <param name="Reason">What the exception said.</param>
    public sealed record FailedOver(string Part, string From, string To, string Reason) : CallEvent;

    /// <summary>The caller typed words (softphone, text call): complete and certain, treated as a turn of their own.</summary>
    public sealed record Typed(string Text) : CallEvent;

    /// <summary>One key of the telephone: 0-9, * or #.</summary>
    public sealed record DigitPressed(char Digit) : CallEvent;

    /// <summary>The line has played everything that was sent before the mark <paramref name="Name"/>. Marks given back because of a clear never get here.</summary>
    public sealed record MarkReached(string Name) : CallEvent;

    /// <summary>The line is gone; the last event of a call.</summary>
    public sealed record HungUp(HangUpCause Cause) : CallEvent;

    /// <summary>A timer of the session fired. <paramref name="Name"/> tells which; stale ones are ignored by their number.</summary>
    public sealed record Elapsed(string Name, long Number) : CallEvent;

    /// <summary>The spoken turn <paramref name="Number"/> has ended: played to its end, or stopped.</summary>
    public sealed record TurnEnded(long Number) : CallEvent;

    /// <summary>The transcriber is gone for good; keys and typing still work.</summary>
    public sealed record ListeningFailed(string Reason) : CallEvent;

    /// <summary>The first audio (on a typed line: the first caption) of the spoken turn <paramref name="Turn"/> went out at <paramref name="At"/>.</summary>
    public sealed record SpeechStarted(long Turn, TimeSpan At) : CallEvent;

    /// <summary>All words of the spoken turn <paramref name="Turn"/> have been handed to the voice.</summary>
    public sealed record SpeechPrepared(long Turn) : CallEvent;

    /// <summary>What was not yet played of the spoken turn <paramref name="Turn"/> was thrown away at <paramref name="At"/>.</summary>
    public sealed record LineCleared(long Turn, TimeSpan At) : CallEvent;

    /// <summary>The spoken turn <paramref name="Turn"/> plays no more; what was heard of it is known. It may still finish work.</summary>
    public sealed record SpeechEnded(long Turn) : CallEvent;

    /// <summary>Somebody has an opinion on who answered the call that we made; the last one stands.</summary>
    /// <param name="Who">Who or what.</param>
    /// <param name="By">Whose opinion: "carrier", "words", "sound".</param>
    public sealed record FarSideJudged(FarSide Who, string By) : CallEvent;

    /// <summary>A part of the call failed and the call goes on without it.</summary>
    /// <param name="Part">"agent", "voice", "transfer", "recording".</param>
    /// <param name="Message">What the exception said.</param>
    public sealed record PartFailed(string Part, string Message) : CallEvent;
}

/// <summary>Who or what ended a call.</summary>
public enum HangUpCause
{
    /// <summary>The caller hung up.</summary>
    Caller,

    /// <summary>We hung up after the goodbye.</summary>
    Us,

    /// <summary>The line broke without a farewell.</summary>
    LineLost,

    /// <summary>An operator ended it.</summary>
    Operator,

    /// <summary>The call went to a person.</summary>
    Transferred,

    /// <summary>The server is stopping.</summary>
    Stopping,
}
