using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.Tests.Providers.Sockets;

/// <summary>Audio of simulated callers, known to the stand-ins' recognisers by what was given to say. A burst of noise stands for a voice; each utterance has its own.</summary>
internal static class CallerAudio
{
    private static int _seed = 7_000;

    /// <summary>Words as they leave a handset.</summary>
    public static byte[] Said(string words, int milliseconds)
    {
        using var handset = new Handset(TimeProvider.System);
        var dice = new Random(Interlocked.Increment(ref _seed));
        var loud = new byte[8 * milliseconds];
        for (var at = 0; at < loud.Length; at++)
            loud[at] = VoiceBooker.CallLab.Audio.MuLaw.Encode(dice.Next(-9_000, 9_000));
        _ = handset.SayAsync(loud, words);
        var audio = new byte[loud.Length];
        for (var at = 0; at + Handset.FrameSize <= audio.Length; at += Handset.FrameSize)
            handset.NextFrame(audio.AsSpan(at, Handset.FrameSize));
        return audio;
    }

    /// <summary>Nobody speaks.</summary>
    public static byte[] Silence(int milliseconds) => [.. Enumerable.Repeat((byte)0xFF, 8 * milliseconds)];

    /// <summary>Waits for something that another task brings about; fails after ten seconds.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!isSo())
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, late.Token);
    }
}
