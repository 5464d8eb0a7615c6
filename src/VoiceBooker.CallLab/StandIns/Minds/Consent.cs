namespace VoiceBooker.CallLab.StandIns.Minds;

/// <summary>Yes and no. Whether it counts is not for a model to say: it only passes the words on.</summary>
internal static class Consent
{
    private static readonly HashSet<string> Yes = new(
        ["yes", "yeah", "yep", "yup", "sure", "right", "correct", "exactly", "okay", "ok", "fine", "perfect", "great", "good", "absolutely", "definitely", "certainly", "confirm", "confirmed", "agreed", "alright", "mhm", "true", "lovely", "wonderful", "works", "got", "course", "sounds", "go", "ahead"], StringComparer.Ordinal);

    private static readonly HashSet<string> No = new(
        ["no", "nope", "nah", "not", "none", "neither", "never", "wrong", "incorrect", "don't", "doesn't", "won't", "isn't", "can't", "negative", "rather", "keep"], StringComparer.Ordinal);

    private static readonly HashSet<string> Around = new(
        ["please", "thanks", "thank", "you", "it", "it's", "that", "that's", "this", "is", "of", "those", "them", "these", "one", "i", "do", "me", "for", "very", "much", "so", "all", "oh", "well", "um", "uh", "really", "quite", "any", "to", "would", "book", "a", "the", "them", "leave", "work", "works", "with", "just", "let's"], StringComparer.Ordinal);

    /// <summary>A yes and nothing beside it.</summary>
    public static bool IsPlainYes(IReadOnlyList<string> words) => Plain(words, Yes) && !words.Any(No.Contains);

    /// <summary>A no and nothing beside it.</summary>
    public static bool IsPlainNo(IReadOnlyList<string> words) => words.Any(No.Contains) && words.All(word => No.Contains(word) || Yes.Contains(word) || Around.Contains(word));

    /// <summary>A yes or no and nothing beside it.</summary>
    public static bool IsPlain(IReadOnlyList<string> words) => IsPlainYes(words) || IsPlainNo(words);

    /// <summary>It begins with yes or no.</summary>
    public static bool Begins(IReadOnlyList<string> words) => words.Count > 0 && IsLead(words[0]);

    /// <summary>A word that answers before the rest is said: "no, Wednesday".</summary>
    public static bool IsLead(string word) => word is "yes" or "yeah" or "yep" or "yup" or "no" or "nope" or "nah" or "okay" or "ok" or "sure";

    /// <summary>A word that goes with such a one.</summary>
    public static bool IsPolite(string word) => word is "please" or "thanks" or "thank" or "you" or "sorry" or "well";

    private static bool Plain(IReadOnlyList<string> words, HashSet<string> answer) => words.Any(answer.Contains) && words.All(word => answer.Contains(word) || Around.Contains(word));
}
