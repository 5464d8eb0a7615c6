using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Details;

/// <summary>Which of a few named options somebody means: by its words, or by its place ("the second one").</summary>
public static class SpokenOption
{
    private const int MostKeys = 9;

    private static readonly HashSet<string> Idle = new(
        ["a", "an", "the", "for", "of", "to", "with", "and", "or", "in", "on", "at", "i", "i'd", "would", "like", "want", "one", "please", "it", "it's", "is", "that", "that's", "my", "me", "need", "have", "be", "by", "just", "think", "um", "uh", "then", "take", "option", "number"],
        StringComparer.Ordinal);

    private static readonly string[] Joints = [" and ", " And ", " as well as ", " plus ", " also ", ",", ";", "&", "\n"];

    private static readonly string[] Places = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"];

    /// <summary>The one meant; null when none is, or two alike.</summary>
    /// <param name="options">As they are spelled.</param>
    /// <param name="words">What was said or typed.</param>
    /// <param name="tongue">Its language; null: English.</param>
    public static string? Find(IReadOnlyList<string> options, string words, Tongue? tongue = null)
    {
        var other = SpokenTongue.Of(tongue);
        if (other is not null)
        {
            // folded on both sides: "groesse m" is "Größe M"
            var folded = (IReadOnlyList<string>)[.. options.Select(other.Folded)];
            if (Folded(folded, words, other) is { } at)
                return options[at];
            return null;
        }

        var plain = Plain(words);
        if (plain.Length == 0)
            return null;
        if (options.FirstOrDefault(each => Plain(each) == plain) is { } same)
            return same;
        if (NamedIn(options, plain) is [var named])
            return named;
        if (SpokenNumber.IsOnlyNumber(words) && SpokenNumber.TryRead(words, out var number) && options.Where(each => SpokenNumber.TryRead(each, out var its) && its == number).ToList() is [var counted])
            return counted;
        if (Place(plain, options.Count) is { } place)
            return options[place];

        var said = Words(plain);
        var scored = options
            .Select(each => (Option: each, Words: Words(Plain(each))))
            .Select(each => (each.Option, Score: each.Words.Count == 0 ? 0 : (double)each.Words.Count(said.Contains) / each.Words.Count))
            .OrderByDescending(each => each.Score)
            .ToList();
        return scored is [{ Score: > 0 } best, ..] && (scored.Count == 1 || scored[1].Score < best.Score) ? best.Option : null;
    }

    private static int? Folded(IReadOnlyList<string> options, string words, SpokenTongue tongue)
    {
        var plain = Plain(tongue.Folded(words));
        if (plain.Length == 0)
            return null;
        var places = Enumerable.Range(0, options.Count).ToList();
        if (places.FindIndex(place => Plain(options[place]) == plain) is >= 0 and var same)
            return same;
        if (NamedIn(options, plain) is [var named])
            return places.Find(place => options[place] == named);
        if (tongue.IsOnlyNumber(words) && tongue.TryReadNumber(words, out var number) && places.FindAll(place => tongue.TryReadNumber(options[place], out var its) && its == number) is [var counted])
            return counted;
        if (tongue.Place(words, options.Count) is { } placed)
            return placed;

        var said = Words(plain);
        var scored = places
            .Select(place => (Place: place, Words: Words(Plain(options[place])).Where(word => !tongue.NumberIdle.Contains(word) && !tongue.PhoneIdle.Contains(word)).ToList()))
            .Select(each => (each.Place, Score: each.Words.Count == 0 ? 0 : (double)each.Words.Count(said.Contains) / each.Words.Count))
            .OrderByDescending(each => each.Score)
            .ToList();
        return scored is [{ Score: > 0 } best, ..] && (scored.Count == 1 || scored[1].Score < best.Score) ? best.Place : null;
    }

    /// <summary>True when the words are one option and nothing else.</summary>
    public static bool IsExactly(IReadOnlyList<string> options, string words) => Plain(words) is { Length: > 0 } plain && options.Any(each => Plain(each) == plain);

    /// <summary>All that are meant, in the order in which they are listed; empty when none is.</summary>
    /// <param name="options">As they are spelled.</param>
    /// <param name="words">What was said or typed.</param>
    /// <param name="tongue">Its language; null: English.</param>
    public static IReadOnlyList<string> FindSome(IReadOnlyList<string> options, string words, Tongue? tongue = null)
    {
        if (SpokenTongue.Of(tongue) is { } other)
        {
            if (Plain(other.Folded(words)) is "alle" or "alle davon" or "alles" or "beide" or "beides" or "alle beide" or "todas" or "todos" or "todo" or "todas ellas" or "ambas" or "ambos" or "las dos" or "los dos" or "tous" or "toutes" or "tout" or "les deux" or "toutes les deux" or "tous les deux")
                return options;
            var every = words.Split([" und ", " sowie ", " y ", " e ", " et ", " plus ", " más ", " ainsi que ", ",", ";", "&", "\n"], StringSplitOptions.RemoveEmptyEntries).Select(part => Find(options, part, tongue)).OfType<string>().ToHashSet(StringComparer.Ordinal);
            return [.. options.Where(every.Contains)];
        }

        var plain = Plain(words);
        if (plain is "all" or "all of them" or "all of those" or "all of these" or "everything" or "both" or "both of them")
            return options;
        if (NamedIn(options, plain) is { Count: > 1 } named)
            return named;

        var meant = words.Split(Joints, StringSplitOptions.RemoveEmptyEntries).Select(part => Find(options, part)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return [.. options.Where(meant.Contains)];
    }

    /// <summary>The one whose key was pressed: the first is 1. An option that is that very number comes before its place.</summary>
    public static string? FindByKey(IReadOnlyList<string> options, string keys)
    {
        var digits = keys.Trim('#');
        if (options.FirstOrDefault(each => each.Trim() == digits) is { } itself && options.All(each => each.Length > 0 && each.Trim().All(char.IsAsciiDigit)))
            return itself;
        return digits is [>= '1' and <= '9'] && digits[0] - '1' < Math.Min(options.Count, MostKeys) ? options[digits[0] - '1'] : null;
    }

    /// <summary>Those whose keys were pressed, "13#"; empty when a key names none.</summary>
    public static IReadOnlyList<string> FindSomeByKeys(IReadOnlyList<string> options, string keys)
    {
        var digits = keys.Trim('#');
        if (digits.Length == 0 || !digits.All(digit => digit is >= '1' and <= '9' && digit - '1' < options.Count))
            return [];
        return [.. options.Where((_, i) => digits.Contains((char)('1' + i), StringComparison.Ordinal))];
    }

    /// <summary>Options whose whole text stands in the words; one within another ("check-up" in "full check-up") gives way to the longer.</summary>
    private static List<string> NamedIn(IReadOnlyList<string> options, string plain)
    {
        var within = options.Where(each => Plain(each) is { Length: > 0 } text && $" {plain} ".Contains($" {text} ", StringComparison.Ordinal)).ToList();
        return [.. within.Where(each => !within.Exists(other => other != each && $" {Plain(other)} ".Contains($" {Plain(each)} ", StringComparison.Ordinal)))];
    }

    private static int? Place(string plain, int count)
    {
        var text = plain.StartsWith("the ", StringComparison.Ordinal) ? plain[4..] : plain;
        foreach (var lead in (string[])["number ", "option "])
            text = text.StartsWith(lead, StringComparison.Ordinal) ? text[lead.Length..] : text;
        foreach (var tail in (string[])[" please", " one", " option"])
            text = text.EndsWith(tail, StringComparison.Ordinal) ? text[..^tail.Length] : text;
        if (text is "last" or "last one")
            return count - 1;
        if (Array.IndexOf(Places, text) is >= 0 and var at)
            return at < count ? at : null;
        return SpokenNumber.TryRead(text, out var number) && !text.Contains(' ', StringComparison.Ordinal) && number >= 1 && number <= count && decimal.Truncate(number) == number ? (int)number - 1 : null;
    }

    private static HashSet<string> Words(string plain) =>
        [.. plain.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !Idle.Contains(word)).Select(word => word.Length > 3 ? word.TrimEnd('s') : word)];

    private static string Plain(string text)
    {
        var letters = text.ToLowerInvariant().Replace('’', '\'').Select(letter => char.IsLetterOrDigit(letter) || letter == '\'' ? letter : ' ').ToArray();
        return string.Join(' ', new string(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
