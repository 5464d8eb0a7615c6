using System.IO.Hashing;
using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.CallLab.StandIns.Speech;

/// <summary>One utterance on its way out of a handset.</summary>
/// <param name="Text">What was given to say.</param>
/// <param name="LoudFrames">How many of its frames are loud: which of them have been heard tells how much of the text has been said.</param>
internal sealed record SpokenWords(string Text, int LoudFrames);

/// <summary>A frame of telephone audio that a simulated caller is known to have sent.</summary>
/// <param name="Words">What it is part of.</param>
/// <param name="Loud">Which of the utterance's loud frames it is, from 1; 0: a quiet one.</param>
internal readonly record struct SaidFrame(SpokenWords Words, int Loud);

/// <summary>
/// What simulated callers said lately, by the very frames that left their handsets: how a stand-in recogniser listens without errors, noise or not. It knows audio only, so it needs no telling which
/// connection serves which call. Frames of one wording in one voice are the same in every call, and mean the same.
/// </summary>
internal sealed class SaidBook
{
    /// <summary>Bytes of a frame.</summary>
    public const int FrameSize = Handset.FrameSize;

    private const int Remembered = 400_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, SaidFrame> _frames = [];
    private readonly Queue<ulong> _order = new();

    /// <summary>The book of this process: handsets write it, recognisers read it.</summary>
    public static SaidBook Shared { get; } = new();

    /// <summary>What stand-ins of voices said lately (<see cref="PracticeVoice"/>, real ones only: a hum is the same whatever it stands for): how an answering machine's recording is put into words.</summary>
    public static SaidBook Voices { get; } = new();

    /// <summary>Notes all of an utterance, cut into frames from its beginning.</summary>
    public void SaidAll(ReadOnlySpan<byte> muLaw, string text)
    {
        var loud = 0;
        for (var at = 0; at + FrameSize <= muLaw.Length; at += FrameSize)
            loud += MuLaw.IsLoud(muLaw.Slice(at, FrameSize)) ? 1 : 0;
        var words = new SpokenWords(text, loud);
        loud = 0;
        for (var at = 0; at + FrameSize <= muLaw.Length; at += FrameSize)
        {
            var frame = muLaw.Slice(at, FrameSize);
            if (MuLaw.IsLoud(frame))
                Said(frame, words, ++loud);
        }
    }

    /// <summary>Notes a frame that leaves a handset.</summary>
    /// <param name="frame">160 bytes of mu-law, as they are sent: with whatever noise lies beneath.</param>
    /// <param name="words">The utterance.</param>
    /// <param name="loud">Which of its loud frames this is, from 1; 0 for a quiet one.</param>
    public void Said(ReadOnlySpan<byte> frame, SpokenWords words, int loud)
    {
        if (loud == 0)
            return; // silence is everybody's
        var key = Key(frame);
        lock (_gate)
        {
            if (!_frames.ContainsKey(key))
                _order.Enqueue(key);
            _frames[key] = new SaidFrame(words, loud);
            while (_order.Count > Remembered)
                _frames.Remove(_order.Dequeue());
        }
    }

    /// <summary>Whose frame it is; null: nobody's.</summary>
    /// <param name="frame">160 bytes of mu-law.</param>
    public SaidFrame? Find(ReadOnlySpan<byte> frame)
    {
        var key = Key(frame);
        lock (_gate)
            return _frames.TryGetValue(key, out var said) ? said : null;
    }

    /// <summary>Mu-law has two zeros; a decoder and encoder in between may turn one into the other.</summary>
    private static ulong Key(ReadOnlySpan<byte> frame)
    {
        Span<byte> one = stackalloc byte[FrameSize];
        for (var at = 0; at < FrameSize; at++)
            one[at] = frame[at] == 0x7F ? (byte)0xFF : frame[at];
        return XxHash3.HashToUInt64(one);
    }
}
