using VoiceBooker.CallLab.StandIns.Minds;

namespace VoiceBooker.CallLab.StandIns.Realtime;

/// <summary>A mind that says a word before it does something, as models do that speak.</summary>
internal sealed class TalkativeMind(IPracticeMind mind) : IPracticeMind
{
    /// <inheritdoc/>
    public MindAnswer Answer(MindRequest request)
    {
        var answer = mind.Answer(request);
        return answer is { Text.Length: 0, Calls.Count: > 0 } && request.Messages[^1].Role == "user" ? answer with { Text = "Let me see." } : answer;
    }
}
