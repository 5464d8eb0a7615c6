using Microsoft.Extensions.Options;
using VoiceBooker.Providers.Local;

namespace VoiceBooker.Server.Tests.Console;

/// <summary>Speech for the browser's fake microphone: words of the local voice after a silence, as a WAV file.</summary>
internal static class RecordedWords
{
    private const int Rate = 8000;

    /// <summary>Whether the local voice and ears are installed.</summary>
    public static LocalSpeechCheck Check => new(Options.Create(new LocalSpeechOptions()));

    /// <summary>Writes the file: seven seconds of silence, the words, and silence until <paramref name="every"/> is over. The browser plays it again and again.</summary>
    public static async Task<string> WriteAsync(string words, TimeSpan every)
    {
        using var voice = new LocalTextToSpeech(Options.Create(new LocalSpeechOptions()));
        var samples = new List<short>(Enumerable.Repeat((short)0, 7 * Rate));
        await foreach (var piece in voice.SynthesizeAsync(words, "rms", CancellationToken.None))
            samples.AddRange(piece.ToArray().Select(Linear));
        samples.AddRange(Enumerable.Repeat((short)0, Math.Max(0, (int)(every.TotalSeconds * Rate) - samples.Count)));

        var path = Path.Combine(Path.GetTempPath(), $"voicebooker-words-{Guid.NewGuid():N}.wav");
        await using var file = File.Create(path);
        await using var writer = new BinaryWriter(file);
        writer.Write("RIFF"u8);
        writer.Write(36 + (samples.Count * 2));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(Rate);
        writer.Write(Rate * 2);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(samples.Count * 2);
        foreach (var sample in samples)
            writer.Write(sample);
        return path;
    }

    private static short Linear(byte muLaw)
    {
        var bits = ~muLaw & 0xFF;
        var magnitude = ((((bits & 0x0F) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
        return (short)((bits & 0x80) != 0 ? -magnitude : magnitude);
    }
}
