namespace VoiceBooker.CallLab.StandIns.Minds;

/// <summary>Answers from the notes of the business: a line that stands there, word for word.</summary>
internal static class BusinessFacts
{
    private static readonly IReadOnlyList<(Cue Asked, Cue Told)> Topics =
    [
        (new Cue("open|opening|hours|close|closed|closing"), new Cue("open|opening|hours|closed")),
        (new Cue("where|address|located|location|directions|street", "find|reach you"), new Cue("address|location|located|street|directions")),
        (new Cue("price|prices|cost|costs|charge|charges|fee|fees|expensive|rates|rate", "how much"), new Cue("price|prices|cost|costs|fee|fees|euros|dollars")),
        (new Cue("parking|park"), new Cue("parking|park")),
        (new Cue("pay|payment|card|cash"), new Cue("pay|payment|card|cash")),
        (new Cue("insurance|insured"), new Cue("insurance")),
    ];

    /// <summary>True when the words ask about something a business tells of itself.</summary>
    public static bool AsksAbout(IReadOnlyList<string> words) => Topics.Any(topic => topic.Asked.In(words));

    /// <summary>The fact that answers; null when none does.</summary>
    public static string? Find(IReadOnlyList<string> facts, IReadOnlyList<string> words)
    {
        foreach (var topic in Topics.Where(topic => topic.Asked.In(words)))
        {
            if (facts.FirstOrDefault(fact => topic.Told.In(Heard.Of(fact).Words)) is { } fact)
                return Said(fact);
        }

        return null;
    }

    /// <summary>"Prices: a consultation costs eighty euros." is said without its label.</summary>
    private static string Said(string fact)
    {
        var parts = fact.Split(':', 2, StringSplitOptions.TrimEntries);
        var value = parts.Length == 2 && parts[0].Length < 30 && parts[1].Length > 0 ? parts[1] : fact;
        return $"{char.ToUpperInvariant(value[0])}{value[1..].TrimEnd('.')}.";
    }
}
