using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Voice.Listening;

/// <summary>What the bot is asking right now, for the transcriber to listen with. The session writes it, the transcriber reads it.</summary>
public sealed class ExpectedAnswer
{
    private volatile Question _now = Question.Open;

    /// <summary>The question that stands.</summary>
    public Question Now
    {
        get => _now;
        set => _now = value;
    }
}
