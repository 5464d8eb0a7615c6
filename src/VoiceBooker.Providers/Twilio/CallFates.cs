using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Providers.Twilio;

/// <summary>How the conversation of a call ended, for the moment when the carrier asks what comes next.</summary>
internal abstract record CallFate
{
    private CallFate() { }

    /// <summary>The stream is open, as far as we know: when the carrier asks all the same, it broke.</summary>
    public sealed record Talking : CallFate
    {
        /// <summary>The language it is held in, a BCP 47 tag; null: nobody has said yet.</summary>
        public string? Language { get; init; }
    }

    /// <summary>Everything was said.</summary>
    public sealed record Over : CallFate;

    /// <summary>The caller is to be put through.</summary>
    /// <param name="To">To whom, and what that person is told first.</param>
    public sealed record PutThrough(Transfer To) : CallFate;
}

/// <summary>Remembers the fates of the last <see cref="Capacity"/> calls. What another server must know of a call stands in <see cref="Transfers"/>.</summary>
internal sealed class CallFates
{
    /// <summary>Calls that are remembered.</summary>
    public const int Capacity = 20_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, CallFate> _fates = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>What is known of the call; null: its stream never began, or it was long ago.</summary>
    public CallFate? Find(string callSid)
    {
        lock (_gate)
            return _fates.GetValueOrDefault(callSid);
    }

    /// <summary>The language of a call's conversation; null where it is not known.</summary>
    public string? LanguageOf(string callSid) => Find(callSid) switch
    {
        CallFate.Talking talking => talking.Language,
        CallFate.PutThrough { To: var transfer } => transfer.Language,
        _ => null,
    };

    /// <summary>The conversation is held in this language; of a call that is not under way nothing is noted.</summary>
    public void NoteLanguage(string callSid, string language)
    {
        lock (_gate)
        {
            if (_fates.GetValueOrDefault(callSid) is CallFate.Talking)
                _fates[callSid] = new CallFate.Talking { Language = language };
        }
    }

    /// <summary>Notes how things stand; a transfer that was asked for stays, since its stream ends by it.</summary>
    public void Note(string callSid, CallFate fate)
    {
        lock (_gate)
        {
            if (!_fates.TryGetValue(callSid, out var before))
                _order.Enqueue(callSid);
            else if (before is CallFate.PutThrough && fate is CallFate.Over)
                return;

            _fates[callSid] = fate;
            if (_order.Count > Capacity)
                _fates.Remove(_order.Dequeue());
        }
    }
}
