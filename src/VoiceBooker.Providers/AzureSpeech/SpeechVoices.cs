using System.Text.RegularExpressions;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Providers.AzureSpeech;

/// <summary>Which of the service's voices speaks.</summary>
/// <param name="Name">Its short name, such as "de-DE-KatjaNeural".</param>
/// <param name="Language">BCP 47 tag of what it speaks.</param>
internal sealed partial record SpeechVoices(string Name, string Language)
{
    /// <summary>True for what looks like one of the service's names.</summary>
    public static bool IsOne(string name) => Shape().IsMatch(name);

    /// <summary>The assistant's voice if it is one of the service's, otherwise the first of <paramref name="defaults"/> in its language, otherwise the first.</summary>
    /// <param name="wished">What the assistant wishes.</param>
    /// <param name="defaults">Names of voices, separated by blanks.</param>
    public static SpeechVoices Choose(SpokenVoice wished, string defaults)
    {
        var language = string.IsNullOrEmpty(wished.Language) ? "en-US" : wished.Language;
        if (wished.Name is { Length: > 0 } name && IsOne(name))
            return new SpeechVoices(name, language);
        var voices = defaults.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var chosen = Array.Find(voices, voice => voice.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase))
            ?? Array.Find(voices, voice => voice.StartsWith(language.Split('-')[0] + "-", StringComparison.OrdinalIgnoreCase));
        return chosen is null ? new SpeechVoices(voices[0], LocaleOf(voices[0])) : new SpeechVoices(chosen, LocaleOf(chosen));
    }

    private static string LocaleOf(string voice) => string.Join('-', voice.Split('-')[..2]);

    [GeneratedRegex("^[a-z]{2,3}-[A-Z][A-Za-z]{1,3}(-[A-Za-z]+)?-[A-Za-z0-9]+(:[A-Za-z0-9]+)?Neural$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
