using Microsoft.Extensions.AI;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Booking.Minds;

/// <summary>A model that hears the caller and speaks by itself. One object serves all calls.</summary>
public interface ISpeechModel
{
    /// <summary>What the settings, the assistant and the journal call it.</summary>
    string Name { get; }

    /// <summary>How long an answer may take.</summary>
    ModelDeadlines Deadlines { get; }

    /// <summary>What it costs.</summary>
    ModelPrices Prices { get; }

    /// <summary>A session for one call. Returns at once and begins to connect; whoever opens it disposes it.</summary>
    /// <param name="language">BCP 47 tag of what is spoken on the call.</param>
    ISpeechModelCall Open(string language);
}

/// <summary>
/// One call's session with a speech-to-speech model. The same session is the call's ears and its mind: what the ears are given, the mind has heard. Its answers carry <see cref="VoicedContent"/>; tools, deadlines and the rest are as
/// with any model, so the receptionist, its tools and its state machine are the same.
/// </summary>
public interface ISpeechModelCall : IAsyncDisposable
{
    /// <summary>Hears the caller: transcripts for the record, the tools and the claim gate.</summary>
    ISpeechToText Ears { get; }

    /// <summary>Answers. What the caller said by voice since the last answer it has heard itself; the rest (typing, keys, what our own voice said) it is told.</summary>
    IChatClient Mind { get; }
}

/// <summary>In an answer: from here on the model speaks itself. The <see cref="TextContent"/> behind it is the transcript of <see cref="Passage"/>, for the claim gate; it is not to be spoken again.</summary>
public sealed class VoicedContent(VoicedPassage passage) : AIContent
{
    /// <summary>What is heard.</summary>
    public VoicedPassage Passage => passage;
}
