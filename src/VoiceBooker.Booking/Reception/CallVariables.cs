namespace VoiceBooker.Booking.Reception;

/// <summary>The <c>{variables}</c> that texts use and a call must bring along.</summary>
public static class CallVariables
{
    /// <summary>The names the texts use, each once, in their order.</summary>
    public static IReadOnlyList<string> UsedIn(params IEnumerable<string> texts) =>
        [.. texts.SelectMany(text => BusinessKnowledge.Variable().Matches(text)).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>Which of them have no value.</summary>
    public static IReadOnlyList<string> Missing(IReadOnlyList<string> used, IReadOnlyDictionary<string, string> given) =>
        [.. used.Where(name => string.IsNullOrWhiteSpace(given.GetValueOrDefault(name)))];
}
