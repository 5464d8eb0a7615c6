using Microsoft.Extensions.Logging;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Engines;
using VoiceBooker.Voice.Journal;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Voice.Calls;

/// <summary>All that one call is made of.</summary>
public sealed record CallParts
{
    /// <summary>Which call.</summary>
    public required CallId Id { get; init; }

    /// <summary>The line to the caller; the session disposes it.</summary>
    public required IPhoneLine Line { get; init; }

    /// <summary>Who answers; the session disposes it.</summary>
    public required IAgent Agent { get; init; }

    /// <summary>Who listens, and who listens when that one fails, in order; none on a typed line.</summary>
    public IReadOnlyList<ISpeechToText> Ears { get; init; } = [];

    /// <summary>Who speaks, and who speaks when that one fails, in order; none on a typed line.</summary>
    public IReadOnlyList<ITextToSpeech> Voices { get; init; } = [];

    /// <summary>The assistant's voice and language.</summary>
    public SpokenVoice Voice { get; init; }

    /// <summary>Names and words that are likely on this call whatever is asked.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];

    /// <summary>What may be said at any moment instead of an answer (<see cref="ListeningBrief.Asides"/>).</summary>
    public IReadOnlyList<string> Asides { get; init; } = [];

    /// <summary>When the next of the ears or voices takes over.</summary>
    public SpeechOptions Speech { get; init; } = new();

    /// <summary>What all calls know of the engines; null: this call remembers for itself.</summary>
    public EngineHealth? Health { get; init; }

    /// <summary>Fixed phrases that were spoken before; null: none are kept.</summary>
    public PhraseStore? Store { get; init; }

    /// <summary>The phrases of this call that hold nothing of any caller and may be kept in <see cref="Store"/>.</summary>
    public FixedPhrases Fixed { get; init; } = FixedPhrases.None;

    /// <summary>Time stamp, by <see cref="Time"/>, of the moment the line was opened; null: not known, and how long the caller waited for the greeting is not measured.</summary>
    public long? LineOpenedAt { get; init; }

    /// <summary>Timing and limits.</summary>
    public CallSessionOptions Options { get; init; } = new();

    /// <summary>Set for a call that we made: the far side speaks first and may be a machine. Null: the call came in, and is greeted at once.</summary>
    public OutboundOptions? Outbound { get; init; }

    /// <summary>How the caller's turns are told apart.</summary>
    public TurnOptions Turns { get; init; } = new();

    /// <summary>When sound counts as a voice.</summary>
    public SpeechDetectorOptions Detector { get; init; } = new();

    /// <summary>The call's record.</summary>
    public required ICallJournal Journal { get; init; }

    /// <summary>Where both sides are recorded, as a stereo mu-law WAV (left: caller, right: what was played to the caller); null: no recording. The session disposes it.</summary>
    public Stream? Recording { get; init; }

    /// <summary>All waiting and all clocks of the call.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The log.</summary>
    public required ILogger Log { get; init; }
}
