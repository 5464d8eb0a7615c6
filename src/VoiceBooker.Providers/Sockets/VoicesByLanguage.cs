using System.Text.RegularExpressions;

namespace VoiceBooker.Providers.Sockets;

/// <summary>A setting that names a voice for each language: <c>en=one de=another</c>.</summary>
internal static class VoicesByLanguage
{
    /// <summary>What such a setting looks like; it may be empty.</summary>
    public const string Pattern = @"^(\s*[a-z]{2,3}(-[A-Za-z0-9]+)*=[A-Za-z0-9_-]+)*\s*$";

    /// <summary>The voice for a language: the entry of the whole tag, else that of the bare language, else <paramref name="otherwise"/>.</summary>
    public static string Find(string setting, string language, string otherwise) =>
        Entry(setting, language) ?? Entry(setting, Bare(language)) ?? otherwise;

    /// <summary>The language of a BCP 47 tag without its region; "en" for none.</summary>
    public static string Bare(string language) => language.Length == 0 ? "en" : language.Split('-')[0].ToLowerInvariant();

    private static string? Entry(string setting, string language) =>
        Regex.Split(setting, @"\s+", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Select(entry => entry.Split('=', 2))
            .FirstOrDefault(entry => entry.Length == 2 && entry[0].Equals(language, StringComparison.OrdinalIgnoreCase))?[1];
}
