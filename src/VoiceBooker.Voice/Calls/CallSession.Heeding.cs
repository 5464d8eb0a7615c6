using VoiceBooker.Voice.Dialogue;

namespace VoiceBooker.Voice.Calls;

/// <content>Words that count at any moment.</content>
public sealed partial class CallSession
{
    /// <summary>
    /// The agent writes down at once what cannot wait for the turn that may still be finishing something. The wish alone: what is said to it is a turn like others, one after the other. Awaited at the call's end with the other errands.
    /// </summary>
    private void Heed(Utterance said)
    {
        if (IsHeeded(said))
            _errands.Add(HeedAsync(said));
        else if (said.By is not SaidBy.Keys && _unanswered.Count > 0 && (said with { Text = $"{string.Join(' ', _unanswered.Where(each => each.By is not SaidBy.Keys).Select(each => each.Text))} {said.Text}" }) is var together && IsHeeded(together))
            _errands.Add(HeedAsync(together));
    }

    private async Task HeedAsync(Utterance said)
    {
        try
        {
            await _parts.Agent.HeedAsync(said);
        }
        catch (Exception failure)
        {
            _events.Writer.TryWrite(new CallEvent.PartFailed("agent", failure.Message));
            LogAgentFailed(_parts.Id, failure);
        }
    }
}
