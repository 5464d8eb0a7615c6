using VoiceBooker.Providers.Audio;
using VoiceBooker.Providers.Local.Native;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Providers.Local.Speaking;

/// <summary>One voice as the telephone carries it: 8 kHz mu-law, all voices equally loud, 3 dB below full scale at the most.</summary>
internal sealed class TelephoneVoice
{
    private const int SamplesPerMillisecond = 8;

    /// <summary>About -20 dBFS while speaking, the loudness telephone prompts are usually made with.</summary>
    private const double Loudness = 3300;

    /// <summary>3 dB below full scale.</summary>
    private const float Ceiling = 23197;

    /// <summary>Quieter than this (about -50 dBFS) is the engine's silence.</summary>
    private const float Quiet = 100;

    private const int LeadMilliseconds = 10;
    private const int ClausePauseMilliseconds = 120;
    private const int SentencePauseMilliseconds = 240;

    private readonly FliteVoice _voice;
    private readonly float _gain;

    public TelephoneVoice(string name)
    {
        _voice = FliteVoice.Load(name);
        _gain = (float)(Loudness / Active(Narrow("The quick brown fox jumps over the lazy dog.")));
    }

    /// <summary>Speaks one clause; blocks for about a hundredth of its length.</summary>
    public byte[] Speak(Clause clause)
    {
        var samples = Narrow(clause.Text);
        var (first, end) = Voiced(samples);
        if (end <= first)
            return [];

        first = Math.Max(0, first - (LeadMilliseconds * SamplesPerMillisecond));
        var pause = (clause.EndsSentence ? SentencePauseMilliseconds : ClausePauseMilliseconds) * SamplesPerMillisecond;
        var gain = _gain;
        var peak = 0f;
        foreach (var sample in samples.AsSpan(first, end - first))
            peak = Math.Max(peak, Math.Abs(sample));
        if (peak * gain > Ceiling)
            gain = Ceiling / peak;

        var audio = new byte[end - first + pause];
        for (var i = 0; i < audio.Length; i++)
            audio[i] = first + i < samples.Length && first + i < end + (SamplesPerMillisecond * LeadMilliseconds) ? G711.Encode((short)(samples[first + i] * gain)) : AudioFrame.Silence;
        return audio;
    }

    private float[] Narrow(string text)
    {
        var (samples, rate) = _voice.Speak(text);
        return rate switch
        {
            16000 => Resampler.Convert(samples, 16000, 8000),
            8000 => [.. samples.Select(sample => (float)sample)],
            _ => throw new InvalidOperationException($"flite's voice '{_voice.Name}' speaks at {rate} Hz; 16000 or 8000 is awaited."),
        };
    }

    /// <summary>From the first to behind the last 5 ms that are not silence.</summary>
    private static (int First, int End) Voiced(ReadOnlySpan<float> samples)
    {
        const int step = 5 * SamplesPerMillisecond;
        int first = -1, end = 0;
        for (var at = 0; at < samples.Length; at += step)
        {
            var piece = samples.Slice(at, Math.Min(step, samples.Length - at));
            if (Rms(piece) < Quiet)
                continue;
            if (first < 0)
                first = at;
            end = at + piece.Length;
        }

        return (Math.Max(0, first), end);
    }

    /// <summary>Root mean square of the passages within 30 dB of the loudest.</summary>
    private static double Active(float[] samples)
    {
        var frames = samples.Chunk(20 * SamplesPerMillisecond).Select(frame => (double)Rms(frame)).ToArray();
        var floor = frames.Max() / 31.6;
        return Math.Max(1, Math.Sqrt(frames.Where(rms => rms > floor).Average(rms => rms * rms)));
    }

    private static float Rms(ReadOnlySpan<float> samples)
    {
        var sum = 0f;
        foreach (var sample in samples)
            sum += sample * sample;
        return MathF.Sqrt(sum / Math.Max(1, samples.Length));
    }
}
