using System.Text.RegularExpressions;

namespace VoiceBooker.CallLab.Audio;

/// <summary>How one caller sounds on the telephone.</summary>
/// <param name="Voice">One of <see cref="FliteVoice.Names"/>.</param>
/// <param name="LevelDb">0 (normal, about -24 dBFS r.m.s.) down to -10 dB.</param>
internal sealed partial record CallerVoice(string Voice, double LevelDb)
{
    private const float SpeechLevel = 0.0625f; // -24 dBFS

    /// <summary>R.m.s. of the speech, of 1.</summary>
    public float Rms => SpeechLevel * (float)Math.Pow(10, LevelDb / 20);

    /// <summary>Speaks <paramref name="text"/> as telephone audio: clause by clause with a breath between them, band-limited, levelled, mu-law at 8 kHz.</summary>
    public byte[] Speak(string text)
    {
        var voice = FliteVoice.Find(Voice);
        var speech = new List<float>();
        foreach (var clause in Clauses().Split(text).Where(each => each.Trim().Length > 0))
        {
            if (speech.Count > 0)
                speech.AddRange(new float[8000 * 18 / 100]);
            var (samples, rate) = voice.Speak(clause.Trim());
            speech.AddRange(Trim(Band.ToTelephone(samples, rate)));
        }

        var whole = speech.ToArray();
        var loud = whole.Where(each => Math.Abs(each) > 0.01f).ToArray();
        var gain = loud.Length == 0 ? 1 : Rms / Noise.Rms(loud);
        for (var at = 0; at < whole.Length; at++)
            whole[at] = Math.Clamp(whole[at] * gain, -0.95f, 0.95f);
        return [.. MuLaw.Encode(whole), .. Enumerable.Repeat((byte)0xFF, 320)];
    }

    /// <summary>Cuts the synthesiser's silence before and after.</summary>
    private static ReadOnlySpan<float> Trim(float[] samples)
    {
        var first = Array.FindIndex(samples, each => Math.Abs(each) > 0.01f);
        var last = Array.FindLastIndex(samples, each => Math.Abs(each) > 0.01f);
        if (first < 0)
            return [];
        first = Math.Max(0, first - 160);
        last = Math.Min(samples.Length - 1, last + 400);
        return samples.AsSpan(first, last - first + 1);
    }

    [GeneratedRegex(@"(?<=[.,;!?])\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Clauses();
}
