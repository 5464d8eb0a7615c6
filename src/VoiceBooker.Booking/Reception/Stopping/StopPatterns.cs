using System.Text.RegularExpressions;

namespace VoiceBooker.Booking.Reception.Stopping;

/// <summary>Patterns of one kind. None looks back or ahead or remembers what it matched, and no row of words can be read in two ways by a loop of theirs, so that none can be made to take long.</summary>
internal sealed class StopPatterns(params string[] patterns)
{
    /// <summary>Without a limit of time: a machine that is busy must not make a wish unheard.</summary>
    private readonly Regex[] _patterns = [.. patterns.Select(pattern => new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Regex.InfiniteMatchTimeout))];

    /// <summary>True when one of them is found in the words.</summary>
    public bool Match(string words) => Array.Exists(_patterns, pattern => pattern.IsMatch(words));

    /// <summary>The words with a mark, which is part of no word, in the place of all that is found.</summary>
    public string CrossOut(string words) => Array.FindIndex(_patterns, pattern => pattern.IsMatch(words)) < 0 ? words : _patterns.Aggregate(words, (rest, pattern) => pattern.Replace(rest, " ¤ "));
}
