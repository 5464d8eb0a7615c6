using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Voice.Listening;

/// <summary>What a frame changed.</summary>
public enum VoiceChange
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Somebody began to speak, <see cref="SpeechDetector.SinceOnset"/> ago.</summary>
    Started,

    /// <summary>The voice stopped, <see cref="SpeechDetector.SinceVoice"/> ago.</summary>
    Stopped,
}

/// <summary>
/// Hears that somebody speaks, by energy that stands out from the line's own noise: the floor is a low quantile of what was heard lately, in dB, and the noise's
/// own spread says how far above it a voice must lie. Frame in, state out: no clock, no allocation; one for each line.
/// </summary>
/// <remarks>Frames are 20 ms. Speech-like noise (babble) fools it; the words of the transcriber are the second opinion.</remarks>
public sealed class SpeechDetector(SpeechDetectorOptions options)
{
    private const int Window = 200;
    private const int WarmUp = 8;
    private const int Bins = 192;
    private const int SuspiciouslyLong = 150;
    private const double LeastSpread = 1.5;

    private readonly int _hangOver = Math.Max(1, (int)Math.Ceiling(options.HangOver / AudioFrame.Length));
    private readonly byte[] _recent = new byte[Window];
    private readonly int[] _histogram = new int[Bins];
    private int _count;
    private int _next;
    private int _loud;
    private int _sinceOnset;
    private int _sinceVoice;

    /// <summary>Whether a voice is on the line.</summary>
    public bool IsVoice { get; private set; }

    /// <summary>The last frame's level, dBFS.</summary>
    public double Level { get; private set; } = -96;

    /// <summary>The noise floor, dBFS.</summary>
    public double Floor { get; private set; } = -96;

    /// <summary>What a frame must exceed to count as voice, dBFS.</summary>
    public double Threshold { get; private set; } = options.QuietestVoice;

    /// <summary>From the voice's first frame to the end of the last frame seen.</summary>
    public TimeSpan SinceOnset => _sinceOnset * AudioFrame.Length;

    /// <summary>From the end of the voice's last frame to the end of the last frame seen; zero while it goes on.</summary>
    public TimeSpan SinceVoice => _sinceVoice * AudioFrame.Length;

    /// <summary>Hears the next frame.</summary>
    /// <param name="muLaw">20 ms of the caller's side.</param>
    /// <param name="played">The level of what we are playing at the same time, dBFS; it comes back as echo and must be outdone.</param>
    public VoiceChange Observe(ReadOnlySpan<byte> muLaw, double played = double.NegativeInfinity)
    {
        Level = G711.Level(muLaw);
        var echo = played - options.EchoLoss;
        var above = Level > Math.Max(Threshold, echo);
        _loud = ((_loud << 1) | (above ? 1 : 0)) & 0b1111;

        var change = IsVoice ? WhileVoice(Level > Math.Max(Lower, echo)) : WhileQuiet(above);
        if (!IsVoice || _sinceOnset > SuspiciouslyLong || _count < WarmUp)
            Learn(Level);
        return change;
    }

    private double Lower => Math.Max(options.QuietestVoice, (Floor + Threshold) / 2);

    private VoiceChange WhileQuiet(bool above)
    {
        if (!above || _count < WarmUp || System.Numerics.BitOperations.PopCount((uint)_loud) < options.FramesOfFour)
            return VoiceChange.None;

        IsVoice = true;
        _sinceVoice = 0;
        _sinceOnset = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)_loud);
        return VoiceChange.Started;
    }

    private VoiceChange WhileVoice(bool goesOn)
    {
        _sinceOnset++;
        _sinceVoice = goesOn ? 0 : _sinceVoice + 1;
        if (_sinceVoice < _hangOver)
            return VoiceChange.None;

        IsVoice = false;
        _loud = 0;
        return VoiceChange.Stopped;
    }

    private void Learn(double level)
    {
        var bin = (byte)Math.Clamp((int)((level + 96) * 2), 0, Bins - 1);
        if (_count == Window)
            _histogram[_recent[_next]]--;
        else
            _count++;
        _histogram[bin]++;
        _recent[_next] = bin;
        _next = (_next + 1) % Window;

        Floor = Quantile(0.2);
        var spread = Math.Max(LeastSpread, (Quantile(0.5) - Floor) / 0.84);
        Threshold = Math.Max(options.QuietestVoice, Floor + (options.Spreads * spread));
    }

    private double Quantile(double share)
    {
        var left = (int)(share * (_count - 1));
        for (var bin = 0; bin < Bins; bin++)
        {
            left -= _histogram[bin];
            if (left < 0)
                return ((bin + 0.5) / 2) - 96;
        }

        return 0;
    }
}
