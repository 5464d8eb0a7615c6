namespace VoiceBooker.Tests.Providers.Local;

/// <summary>The words a booking hangs on, those that mean the same taken together: two sentences with the same of them would be booked alike.</summary>
internal static class Meaning
{
    private static readonly Dictionary<string, string> Bearing = Words();

    /// <summary>What bears meaning in a sentence, in order.</summary>
    public static string Of(string sentence) =>
        string.Join(' ', sentence.Split(' ').Select(word => Bearing.GetValueOrDefault(word, "")).Where(word => word.Length > 0));

    private static Dictionary<string, string> Words()
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        const string themselves =
            "monday tuesday wednesday thursday friday saturday sunday today tomorrow morning afternoon evening noon one two three four five six seven eight nine ten eleven twelve oh zero "
            + "fifteen twenty thirty forty fifty half quarter past to a.m. p.m. first second third fourth fourteenth nineteenth last january february march april may june july august "
            + "september october november december week after before later earlier another cancel reschedule change help stop hold available mind";
        foreach (var word in themselves.Split(' '))
            words[word] = word;
        foreach (var (meaning, ways) in new[]
        {
            ("yes", "yes yeah yep sure correct okay absolutely good ahead works"),
            ("no", "no nope not wrong don't doesn't"),
            ("none", "none neither"),
            ("human", "human person agent someone somebody operator sales"),
            ("repeat", "repeat again say"),
            ("book", "book schedule"),
            ("meeting", "appointment meeting demo slot"),
            ("bye", "goodbye bye"),
        })
        {
            foreach (var way in ways.Split(' '))
                words[way] = meaning;
        }

        return words;
    }
}
