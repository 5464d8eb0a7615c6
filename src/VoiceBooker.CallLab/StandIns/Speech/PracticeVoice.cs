using System.Collections.Concurrent;
using VoiceBooker.CallLab.Audio;

namespace VoiceBooker.CallLab.StandIns.Speech;

/// <summary>What a stand-in of a speech service says things with: a hum as long as the words would take, or a real voice. Each text is made once.</summary>
/// <param name="real">True: words that can be understood (flite, some milliseconds of work for each); false: a hum, cheap enough for a load run.</param>
internal sealed class PracticeVoice(bool real)
{
    private const int BytesPerCharacter = 500; // 16 characters a second
    private const int Shortest = 8 * 200;

    private readonly ConcurrentDictionary<string, byte[]> _made = new(StringComparer.Ordinal);

    /// <summary>Telephone audio of <paramref name="text"/>: 8 kHz mu-law; empty for nothing.</summary>
    public byte[] Speak(string text)
    {
        var words = text.Trim();
        return words.Length == 0 ? [] : _made.GetOrAdd(words, each => real ? SpeakReally(each) : Hum(each.Length));
    }

    private static byte[] SpeakReally(string words)
    {
        var audio = new CallerVoice("slt", 0).Speak(words);
        SaidBook.Voices.SaidAll(audio, words);
        return audio;
    }

    private static byte[] Hum(int characters)
    {
        var audio = new byte[Math.Max(Shortest, characters * BytesPerCharacter)];
        for (var at = 0; at < audio.Length; at++)
            audio[at] = MuLaw.Encode((int)(4000 * Math.Sin(2 * Math.PI * 220 * at / 8000) * (0.6 + (0.4 * Math.Sin(2 * Math.PI * 4 * at / 8000)))));
        return audio;
    }
}
