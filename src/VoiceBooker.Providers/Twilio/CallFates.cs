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
    /// <param name="Caller">The call until then: it comes back when nobody takes it.</param>
    public sealed record PutThrough(Transfer To, CallTicket Caller) : CallFate
    {
        /// <summary>How far the person has come who is told a summary first.</summary>
        public Whispered Whispered { get; init; }
    }
}

/// <summary>How far a person has come who is told something before the caller is connected.</summary>
internal enum Whispered
{
    /// <summary>They were not told yet, or there is nothing to tell.</summary>
    Nothing,

    /// <summary>They are being told; it may be an answering machine.</summary>
    Summary,

    /// <summary>They pressed the key: they take the call.</summary>
    Taken,
}

/// <summary>Remembers the fates of the last <see cref="Capacity"/> calls.</summary>
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

    /// <summary>The person who is to take the call has come so far. Gives the transfer; null when none is known of the call (another node has it, or it is long over).</summary>
    public Transfer? Whisper(string callSid, Whispered whispered)
    {
        lock (_gate)
        {
            if (_fates.GetValueOrDefault(callSid) is not CallFate.PutThrough transfer)
                return null;
            _fates[callSid] = transfer with { Whispered = whispered };
            return transfer.To;
        }
    }
}
