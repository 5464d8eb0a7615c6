namespace VoiceBooker.CallLab.Audio;

/// <summary>Tones of machines on the line.</summary>
internal static class Tones
{
    /// <summary>What an answering machine sounds when it begins to record: 1 kHz, 0.4 s.</summary>
    public static readonly byte[] Beep = Make(1000, TimeSpan.FromMilliseconds(400));

    /// <summary>What a fax answers with: 2100 Hz, 3 s, with a second of silence after it.</summary>
    public static readonly byte[] FaxAnswer = [.. Make(2100, TimeSpan.FromSeconds(3)), .. Silence(TimeSpan.FromSeconds(1))];

    /// <summary>A sine at about -12 dBFS, faded in and out over 5 ms.</summary>
    public static byte[] Make(double hertz, TimeSpan length)
    {
        var tone = new byte[(int)(length.TotalMilliseconds * 8)];
        for (var at = 0; at < tone.Length; at++)
        {
            var fade = Math.Min(1, Math.Min(at, tone.Length - 1 - at) / 40.0);
            tone[at] = MuLaw.Encode((int)(8000 * fade * Math.Sin(2 * Math.PI * hertz * at / 8000)));
        }

        return tone;
    }

    /// <summary>Nothing at all.</summary>
    public static byte[] Silence(TimeSpan length) => [.. Enumerable.Repeat((byte)0xFF, (int)(length.TotalMilliseconds * 8))];
}
