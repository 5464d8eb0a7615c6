using System.Collections.Frozen;

namespace VoiceBooker.Providers.Twilio;

/// <summary>Text messages that say "never again": the words that carriers know, alone in a message, in any case and with any marks around them.</summary>
internal static class OptOutWords
{
    private const int LongestWord = 40;

    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"], StringComparer.Ordinal);

    /// <summary>Whether a message is an opt-out.</summary>
    /// <param name="body">The message.</param>
    /// <param name="verdict">What the carrier itself makes of it ("STOP", "START", "HELP"); empty where it judges nothing. It knows words of other languages, too.</param>
    public static bool Mean(string body, string verdict) =>
        string.Equals(verdict, "STOP", StringComparison.OrdinalIgnoreCase)
        || (body.Length <= LongestWord && Words.Contains(new string([.. body.Where(char.IsLetter)]).ToUpperInvariant()));
}
