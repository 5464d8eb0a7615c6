using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Tests.Booking.Languages;

/// <summary>Finds English words in what is said in another language.</summary>
internal static class EnglishWords
{
    private static readonly HashSet<string> Words = new(
        [
            "the", "and", "you", "your", "please", "with", "for", "at", "is", "are", "it", "that", "this", "what", "which", "who", "how", "when", "of", "or", "by", "from", "sorry", "shall", "can", "could", "would", "have", "has", "not", "nothing", "booked", "booking",
            "appointment", "tomorrow", "today", "press", "say", "yes", "time", "name", "address", "telephone", "phone", "thank", "thanks", "goodbye", "hello", "one", "two", "three", "ten", "noon", "monday", "tuesday", "december", "dot", "dash", "as", "i'm", "i'll", "it's", "let",
            "me", "skip", "hash", "key", "number", "spell", "letter", "day", "daylight", "standard", "calendar", "invitation", "note", "person", "message", "call", "text", "move", "cancel", "number", "must", "will", "be", "an", "on", "to", "in", "i", "my", "we", "us", "our",
        ],
        StringComparer.Ordinal);

    /// <summary>Words of the other languages that look like English ones.</summary>
    private static readonly Dictionary<string, string[]> Alike = new(StringComparer.Ordinal)
    {
        ["de"] = ["name", "an", "in", "person"],
        ["es"] = ["me", "a"],
        ["fr"] = ["me", "message", "on", "note", "invitation"],
    };

    /// <summary>The English words in a text; empty for none.</summary>
    public static IReadOnlyList<string> In(string said, Tongue tongue) =>
        [.. said.ToLowerInvariant().Split([' ', ',', '.', '?', '!', ':', ';', '¿', '¡', '-', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => Words.Contains(word) && !Alike[tongue.Code].Contains(word)).Distinct()];
}
