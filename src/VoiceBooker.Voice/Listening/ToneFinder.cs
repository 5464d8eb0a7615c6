using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Voice.Listening;

/// <summary>
/// Hears the single tones of machines: the beep after an answering machine's greeting (400 to 2100 Hz, a tenth of a second to three seconds) and a fax (its answer at 2100 Hz, or two of its calls at 1100 Hz, ITU-T T.30).
/// Nearly all of a frame's energy must lie in one frequency (Goertzel's filter), steady in pitch and level: voices, music and the pairs of tones of keys and of a ringing line never do for so long. Frame in, verdict out: no clock, no allocation.
/// </summary>
public sealed class ToneFinder
{
    private const int Lowest = 400;
    private const int Step = 25;
    private const int Bins = 69;
    private const double Fine = 6.25;
    private const double PureEnough = 0.9;
    private const double Quietest = -50;
    private const double MostDrift = 15;
    private const double MostUnevenness = 3;
    private const int ShortestBeep = 4;
    private const int LongestBeep = 150;
    private const int FaxAnswer = 50;
    private const int ShortestFaxCall = 20;
    private const int LongestFaxCall = 30;
    private const int FaxPause = 200;

    private static readonly float[] _coefficients = [.. Enumerable.Range(0, Bins).Select(bin => Coefficient(Lowest + (bin * Step)))];
    private readonly float[] _samples = new float[AudioFrame.Size];
    private readonly byte[] _frame = new byte[AudioFrame.Size];
    private int _filled;
    private int _run;
    private double _pitch;
    private double _quietest;
    private double _loudest;
    private int _sinceFaxCall = int.MaxValue;

    /// <summary>Hears what comes next. <see cref="FarSide.Beep"/> or <see cref="FarSide.Fax"/> when a tone has just shown to be that, else <see cref="FarSide.Unknown"/>.</summary>
    /// <param name="muLaw">The far side's audio, in pieces of any length.</param>
    public FarSide Hear(ReadOnlySpan<byte> muLaw)
    {
        var found = FarSide.Unknown;
        while (muLaw.Length > 0)
        {
            var part = muLaw[..Math.Min(muLaw.Length, _frame.Length - _filled)];
            part.CopyTo(_frame.AsSpan(_filled));
            muLaw = muLaw[part.Length..];
            _filled += part.Length;
            if (_filled < _frame.Length)
                break;
            _filled = 0;
            if (Observe(_frame) is not FarSide.Unknown and var here)
                found = here;
        }

        return found;
    }

    private FarSide Observe(ReadOnlySpan<byte> frame)
    {
        if (_sinceFaxCall < int.MaxValue)
            _sinceFaxCall++;
        var level = G711.Level(frame);
        if (level < Quietest || PitchOf(frame) is not { } pitch)
            return EndRun();
        if (_run > 0 && (Math.Abs(pitch - _pitch) > MostDrift || Math.Max(_loudest, level) - Math.Min(_quietest, level) > MostUnevenness))
        {
            var ended = EndRun();
            Begin(pitch, level);
            return ended;
        }

        if (_run == 0)
            Begin(pitch, level);
        else
            (_run, _quietest, _loudest) = (_run + 1, Math.Min(_quietest, level), Math.Max(_loudest, level));
        return _run == FaxAnswer && Math.Abs(_pitch - 2100) <= 25 ? FarSide.Fax : FarSide.Unknown;
    }

    private void Begin(double pitch, double level) => (_run, _pitch, _quietest, _loudest) = (1, pitch, level, level);

    /// <summary>What the tone that ends here was.</summary>
    private FarSide EndRun()
    {
        var run = _run;
        _run = 0;
        if (run is < ShortestBeep or > LongestBeep || (run >= FaxAnswer && Math.Abs(_pitch - 2100) <= 25))
            return FarSide.Unknown;
        if (run is < ShortestFaxCall or > LongestFaxCall || Math.Abs(_pitch - 1100) > 38)
            return FarSide.Beep;

        var again = _sinceFaxCall <= FaxPause;
        _sinceFaxCall = 0;
        return again ? FarSide.Fax : FarSide.Beep;
    }

    /// <summary>The one frequency of a frame, in Hz; null when there is more in it.</summary>
    private double? PitchOf(ReadOnlySpan<byte> frame)
    {
        var energy = 0f;
        for (var i = 0; i < frame.Length; i++)
        {
            var sample = (float)G711.Decode(frame[i]);
            _samples[i] = sample;
            energy += sample * sample;
        }

        var (best, most) = (0, 0f);
        for (var bin = 0; bin < Bins; bin++)
        {
            var power = Power(_coefficients[bin]);
            if (power > most)
                (best, most) = (bin, power);
        }

        var scale = 2f / (frame.Length * energy);
        if (most * scale < PureEnough - 0.2)
            return null;
        double pitch = Lowest + (best * Step);
        var centre = pitch;
        for (var side = -2; side <= 2; side++)
        {
            var near = centre + (side * Fine);
            if (side != 0 && Power(Coefficient(near)) is var power && power > most)
                (pitch, most) = (near, power);
        }

        return most * scale >= PureEnough ? pitch : null;
    }

    private float Power(float coefficient)
    {
        float one = 0, two = 0;
        foreach (var sample in _samples)
            (two, one) = (one, sample + (coefficient * one) - two);
        return (one * one) + (two * two) - (coefficient * one * two);
    }

    private static float Coefficient(double frequency) => (float)(2 * Math.Cos(2 * Math.PI * frequency / 8000));
}
