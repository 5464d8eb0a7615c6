using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Voice.Speaking;

/// <summary>What an agent's reply is made of, in the order in which it is to happen.</summary>
public abstract record Speech
{
    private Speech() { }

    /// <summary>Words to be spoken, in pieces as small as the agent likes.</summary>
    /// <param name="Text">Plain text; white space at the edges is kept.</param>
    /// <param name="Tag">Names a passage whose being heard matters (a read-back). Consecutive words with one tag are one passage; see <c>Conversation.WasHeard</c>.</param>
    public sealed record Words(string Text, string? Tag = null) : Speech;

    /// <summary>Words that come with a voice of their own; played as they are. On a line without audio nothing of them is heard.</summary>
    public sealed record Voiced(VoicedPassage Passage) : Speech;

    /// <summary>What the words before it ask for; the last one of a reply stands.</summary>
    public sealed record Asks(Question Question) : Speech;

    /// <summary>Hang up once the words before it were heard.</summary>
    public sealed record HangsUp : Speech;

    /// <summary>Hand the caller to a person once the words before it were heard.</summary>
    /// <param name="Number">E.164 number to connect to.</param>
    /// <param name="Summary">One sentence that the person hears before the caller is connected, in the assistant's language; null: they are connected at once.</param>
    public sealed record Transfers(string Number, string? Summary = null) : Speech;
}
