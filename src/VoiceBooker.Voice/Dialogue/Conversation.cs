namespace VoiceBooker.Voice.Dialogue;

/// <summary>Who said something.</summary>
public enum Speaker
{
    /// <summary>The person on the phone.</summary>
    Caller,

    /// <summary>The receptionist.</summary>
    Bot,
}

/// <summary>How an utterance of the caller came in.</summary>
public enum SaidBy
{
    /// <summary>Spoken and transcribed.</summary>
    Voice,

    /// <summary>Typed.</summary>
    Typing,

    /// <summary>Keys of the telephone; the text is the digits.</summary>
    Keys,
}

/// <summary>One turn's words. For the bot: <see cref="Text"/> is what was <em>heard</em>, <see cref="Unheard"/> what was cut off.</summary>
/// <param name="Speaker">Who spoke.</param>
/// <param name="Text">What was said (caller) or heard (bot).</param>
/// <param name="At">When it began, since the call began.</param>
public sealed record Utterance(Speaker Speaker, string Text, TimeSpan At)
{
    /// <summary>How the caller said it.</summary>
    public SaidBy By { get; init; } = SaidBy.Voice;

    /// <summary>0 to 1; how sure the transcriber was.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>What the bot would have gone on to say when it was interrupted; empty when all was heard.</summary>
    public string Unheard { get; init; } = "";

    /// <summary>Tags of the passages that were heard to their end.</summary>
    public IReadOnlyList<string> HeardTags { get; init; } = [];

    /// <summary>True when the bot was interrupted in this utterance.</summary>
    public bool CutOff => Unheard.Length > 0;
}

/// <summary>What was said and heard on one call, in order. Written by the call's one loop; readers get a list that never changes under them.</summary>
public sealed class Conversation
{
    private volatile Utterance[] _utterances = [];

    /// <summary>All turns so far.</summary>
    public IReadOnlyList<Utterance> Utterances => _utterances;

    /// <summary>What the caller said last; null before the first words.</summary>
    public Utterance? LastOfCaller => Array.FindLast(_utterances, utterance => utterance.Speaker == Speaker.Caller);

    /// <summary>What the bot said last; null before the greeting.</summary>
    public Utterance? LastOfBot => Array.FindLast(_utterances, utterance => utterance.Speaker == Speaker.Bot);

    /// <summary>Adds a turn.</summary>
    public void Add(Utterance utterance) => _utterances = [.. _utterances, utterance];

    /// <summary>Replaces the last turn of the bot (it went on speaking after a false interruption).</summary>
    public void ReplaceLastOfBot(Utterance utterance)
    {
        var last = Array.FindLastIndex(_utterances, each => each.Speaker == Speaker.Bot);
        if (last < 0)
            Add(utterance);
        else
            _utterances = [.. _utterances[..last], utterance, .. _utterances[(last + 1)..]];
    }

    /// <summary>Whether the passage named <paramref name="tag"/> reached the caller's ear to its end.</summary>
    public bool WasHeard(string tag) => Array.Exists(_utterances, utterance => utterance.HeardTags.Contains(tag, StringComparer.Ordinal));
}
