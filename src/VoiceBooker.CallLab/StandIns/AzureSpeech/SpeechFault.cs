namespace VoiceBooker.CallLab.StandIns.AzureSpeech;

/// <summary>What goes wrong.</summary>
internal enum SpeechFaultKind
{
    /// <summary>The upgrade, or the request, is answered with <see cref="SpeechFault.Code"/>.</summary>
    Refuse,

    /// <summary>The connection breaks without a word.</summary>
    Tear,

    /// <summary>The connection is closed with <see cref="SpeechFault.Code"/>.</summary>
    Close,

    /// <summary>The service ends the turn (recognition only).</summary>
    EndTurn,

    /// <summary>A result with the status <see cref="SpeechFault.Words"/> comes instead of the next one (recognition only).</summary>
    Status,

    /// <summary>The service says nothing any more.</summary>
    Silence,

    /// <summary>Everything comes later by <see cref="SpeechFault.Delay"/>, for the whole connection.</summary>
    Slow,
}

/// <summary>When it goes wrong.</summary>
internal enum SpeechFaultMoment
{
    /// <summary>With the first audio or the first text.</summary>
    AtOnce,

    /// <summary>With the first partial result, or the first piece of speech.</summary>
    MidPhrase,

    /// <summary>Behind the first final result, or a whole phrase of speech.</summary>
    AfterPhrase,

    /// <summary>After <see cref="SpeechFault.After"/> of the connection's audio, heard or spoken.</summary>
    AfterAudio,
}

/// <summary>Which door a fault waits behind.</summary>
internal enum SpeechDoor
{
    /// <summary>Speech to text.</summary>
    Recognition,

    /// <summary>Text to speech.</summary>
    Synthesis,
}

/// <summary>One thing that goes wrong on the next connections (or requests) of one door.</summary>
/// <param name="Door">Which door.</param>
/// <param name="Kind">What.</param>
internal sealed record SpeechFault(SpeechDoor Door, SpeechFaultKind Kind)
{
    /// <summary>When; refusing and slowness have no moment.</summary>
    public SpeechFaultMoment When { get; init; } = SpeechFaultMoment.MidPhrase;

    /// <summary>For <see cref="SpeechFaultMoment.AfterAudio"/>.</summary>
    public TimeSpan After { get; init; }

    /// <summary>The HTTP status or the close code.</summary>
    public int Code { get; init; } = 503;

    /// <summary>What is said with a close code, or the status of a result.</summary>
    public string Words { get; init; } = "";

    /// <summary>For <see cref="SpeechFaultKind.Slow"/>.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Retry-After of a refusal, in seconds; null: none.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>On how many connections it happens.</summary>
    public int Times { get; init; } = 1;
}

/// <summary>The faults that are due; each connection takes one at most.</summary>
internal sealed class SpeechFaultBook
{
    private readonly Lock _gate = new();
    private readonly List<(SpeechFault Fault, int Left)> _due = [];

    /// <summary>Lets it happen.</summary>
    public void Add(SpeechFault fault)
    {
        lock (_gate)
            _due.Add((fault, fault.Times));
    }

    /// <summary>Nothing goes wrong any more.</summary>
    public void Clear()
    {
        lock (_gate)
            _due.Clear();
    }

    /// <summary>The next fault of that door.</summary>
    public SpeechFault? Take(SpeechDoor door)
    {
        lock (_gate)
        {
            var at = _due.FindIndex(each => each.Fault.Door == door);
            if (at < 0)
                return null;
            var (fault, left) = _due[at];
            if (left > 1)
                _due[at] = (fault, left - 1);
            else
                _due.RemoveAt(at);
            return fault;
        }
    }
}
