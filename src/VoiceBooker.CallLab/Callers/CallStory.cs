using System.Text;
using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.CallLab.Callers;

/// <summary>What happened on one call, as the caller lived it.</summary>
internal sealed class CallStory(Action<string>? watch)
{
    private readonly StringBuilder _heard = new();
    private readonly Lock _gate = new();

    /// <summary>The call's identity at the carrier.</summary>
    public string CallSid { get; set; } = "";

    /// <summary>All lines in order: "bot: …", "caller: …", "carrier: …".</summary>
    public List<string> Lines { get; } = [];

    /// <summary>What the caller said, typed and keyed, in order (typed calls).</summary>
    public List<string> Said { get; } = [];

    /// <summary>What reached the caller's ear.</summary>
    public string Heard
    {
        get
        {
            lock (_gate)
                return _heard.ToString();
        }
    }

    /// <summary>Answers of the caller.</summary>
    public int Turns { get; set; }

    /// <summary>From the start of each media stream to the first audio that came, ms.</summary>
    public List<double> Greetings { get; } = [];

    /// <summary>From the caller's last word to the first of the answer, ms.</summary>
    public List<double> Replies { get; } = [];

    /// <summary>How long the caller heard nothing while it was the bot's turn, ms, each time (typed calls).</summary>
    public List<double> Waits { get; } = [];

    /// <summary>What went wrong on the caller's side: violations of the protocol, a call that never ended.</summary>
    public List<string> Troubles { get; } = [];

    /// <summary>Why the caller lost patience and left; null: they did not.</summary>
    public string? GivesUp { get; set; }

    /// <summary>Entries of the carrier's debugger.</summary>
    public IReadOnlyCollection<CarrierNotice> Notices { get; set; } = [];

    /// <summary>What the carrier did.</summary>
    public IReadOnlyCollection<string> Steps { get; set; } = [];

    /// <summary>Who ended the call: "bot" or "caller".</summary>
    public string EndedBy { get; set; } = "bot";

    /// <summary>How long it lasted in real time.</summary>
    public TimeSpan Took { get; set; }

    /// <summary>From the first sound of an interruption to <c>clear</c>, ms.</summary>
    public IReadOnlyList<double> OnsetToClear { get; set; } = [];

    /// <summary>Times the playout ran dry inside a phrase.</summary>
    public int Underruns { get; set; }

    /// <summary>Stereo WAV of a spoken call; null for a typed one.</summary>
    public byte[]? Recording { get; set; }

    /// <summary>Writes a line of the story.</summary>
    public void Tell(string line)
    {
        lock (_gate)
            Lines.Add(line);
        watch?.Invoke(line);
    }

    /// <summary>The caller heard this.</summary>
    public void Hear(string text)
    {
        lock (_gate)
            _heard.Append(text.Trim()).Append('\n');
    }
}
