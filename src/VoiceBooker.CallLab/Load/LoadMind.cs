using VoiceBooker.CallLab.StandIns.Minds;

namespace VoiceBooker.CallLab.Load;

/// <summary>A model for load: it answers whatever is asked with the business's hours.</summary>
internal sealed class LoadMind : IPracticeMind
{
    /// <summary>What stands in the notes, and is said.</summary>
    public const string Hours = "We are open Monday to Friday from nine to five.";

    /// <inheritdoc/>
    public MindAnswer Answer(MindRequest request) => new(Hours, []);
}
