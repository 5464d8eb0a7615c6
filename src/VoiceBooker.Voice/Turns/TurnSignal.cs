using VoiceBooker.Voice.Dialogue;

namespace VoiceBooker.Voice.Turns;

/// <summary>What an event means for who has the floor.</summary>
public abstract record TurnSignal
{
    private TurnSignal() { }

    /// <summary>Nothing changes.</summary>
    public sealed record None : TurnSignal
    {
        /// <summary>The only one needed.</summary>
        public static readonly None Instance = new();
    }

    /// <summary>A voice over the bot's: fall silent at once, keep what is unsaid. <paramref name="Onset"/> is when the voice began.</summary>
    public sealed record Hush(TimeSpan Onset) : TurnSignal;

    /// <summary>It was no interruption: go on from the phrase the caller last heard.</summary>
    public sealed record Resume : TurnSignal;

    /// <summary>Words (or a key) over the bot's: its turn is over.</summary>
    public sealed record BargeIn : TurnSignal;

    /// <summary>The caller has finished; the bot owes an answer.</summary>
    /// <param name="Said">What was said.</param>
    /// <param name="EndOfSpeech">When the caller fell silent.</param>
    public sealed record TurnTaken(Utterance Said, TimeSpan EndOfSpeech) : TurnSignal;

    /// <summary>The caller has probably finished, having said <paramref name="Said"/>; patience still runs. An answer may be prepared, not given. <see cref="TurnUnlikely"/> takes it back, another of these replaces it.</summary>
    public sealed record TurnLikely(Utterance Said) : TurnSignal;

    /// <summary>The caller goes on after all.</summary>
    public sealed record TurnUnlikely : TurnSignal;

    /// <summary>The caller said something, but no words were understood.</summary>
    public sealed record NotUnderstood(TimeSpan EndOfSpeech) : TurnSignal;
}

/// <summary>Who has the floor.</summary>
public enum TurnState
{
    /// <summary>The caller.</summary>
    Listening,

    /// <summary>The bot: it speaks or is about to.</summary>
    Speaking,

    /// <summary>The bot, but it fell silent because a voice was heard; words decide.</summary>
    Hushed,
}
