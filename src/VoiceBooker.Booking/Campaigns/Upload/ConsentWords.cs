using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>What columns about consent say.</summary>
internal static partial class ConsentWords
{
    private static readonly Dictionary<string, ConsentKind> Kinds = new(StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Yes = new(["yes", "y", "true", "1", "x", "given", "granted", "opt-in", "opted in", "ok", "ja", "si", "sí", "oui"], StringComparer.OrdinalIgnoreCase);

    static ConsentWords()
    {
        foreach (var word in (string[])["express", "verbal", "oral", "prior express", "expressed"])
            Kinds[word] = ConsentKind.Express;
        foreach (var word in (string[])["written", "in writing", "signed", "prior express written", "express written", "schriftlich", "por escrito", "écrit", "ecrit"])
            Kinds[word] = ConsentKind.Written;
        foreach (var word in (string[])["none", "no", "n", "false", "0", "-", "withdrawn", "revoked", "opt-out", "opted out", "nein", "non"])
            Kinds[word] = ConsentKind.None;
    }

    /// <summary>The kind of consent a cell names; null when the word is not known.</summary>
    public static ConsentKind? Kind(string cell) => Kinds.TryGetValue(cell.Trim(), out var kind) ? kind : null;

    /// <summary>Whether a cell says that somebody agreed and not how: only whoever made the list knows what the box was for.</summary>
    public static bool IsYes(string cell) => Yes.Contains(cell.Trim());

    /// <summary>When a consent was given; null when it is no date. A date alone counts from its beginning in UTC.</summary>
    public static Instant? Date(string cell, bool dayFirst)
    {
        var text = cell.Trim();
        if (OffsetDateTimePattern.ExtendedIso.Parse(text.Replace(' ', 'T')) is { Success: true, Value: var exact })
            return exact.ToInstant();
        if (Iso().Match(text) is { Success: true } iso)
            return At(iso.Groups["y"].Value, iso.Groups["m"].Value, iso.Groups["d"].Value, iso.Groups["t"].Value);
        if (Dotted().Match(text) is { Success: true } dotted)
            return At(dotted.Groups["y"].Value, dotted.Groups["m"].Value, dotted.Groups["d"].Value, dotted.Groups["t"].Value);
        if (Slashed().Match(text) is not { Success: true } slashed)
            return null;
        var (one, two) = (slashed.Groups["a"].Value, slashed.Groups["b"].Value);
        return At(slashed.Groups["y"].Value, dayFirst ? two : one, dayFirst ? one : two, slashed.Groups["t"].Value);
    }

    /// <summary>Whether 25/03/2026 shows that the day comes first; null: it does not show.</summary>
    public static bool? DayFirst(string cell) => Slashed().Match(cell.Trim()) is not { Success: true } match ? null
        : int.Parse(match.Groups["a"].Value) > 12 ? true
        : int.Parse(match.Groups["b"].Value) > 12 ? false
        : null;

    private static Instant? At(string year, string month, string day, string time)
    {
        var (y, m, d) = (int.Parse(year), int.Parse(month), int.Parse(day));
        if (y < 1990 || m is < 1 or > 12 || d < 1 || d > CalendarSystem.Iso.GetDaysInMonth(y, m))
            return null;
        var clock = time.Length == 0 ? LocalTime.Midnight
            : LocalTimePattern.CreateWithInvariantCulture(time.Count(letter => letter == ':') == 2 ? "H:mm:ss" : "H:mm").Parse(time) is { Success: true, Value: var read } ? read
            : (LocalTime?)null;
        return clock is { } hour ? new LocalDate(y, m, d).At(hour).InUtc().ToInstant() : null;
    }

    [GeneratedRegex(@"^(?<y>\d{4})[-/](?<m>\d{1,2})[-/](?<d>\d{1,2})([ T](?<t>\d{1,2}:\d{2}(:\d{2})?)(\.\d+)?)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(?<d>\d{1,2})\.\s?(?<m>\d{1,2})\.\s?(?<y>\d{4})( (?<t>\d{1,2}:\d{2}(:\d{2})?))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Dotted();

    [GeneratedRegex(@"^(?<a>\d{1,2})[/-](?<b>\d{1,2})[/-](?<y>\d{4})( (?<t>\d{1,2}:\d{2}(:\d{2})?))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Slashed();
}
