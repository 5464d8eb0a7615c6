using VoiceBooker.Booking.Campaigns.Upload;

namespace VoiceBooker.Server.Api;

/// <summary>A number as lists of numbers hold it, read as everywhere else (<see cref="NationalNumber"/>). Pure.</summary>
internal static class ListedNumber
{
    /// <summary>The number at the beginning of a record, or why there is none.</summary>
    /// <param name="record">Its values: the first is a number, or the first two are its area and the rest.</param>
    /// <param name="country">The country of numbers without one, two letters; empty: they are not taken.</param>
    public static NumberReading Read(IReadOnlyList<string> record, string country)
    {
        var cells = record.Take(2).Select(cell => cell.Trim().Trim('\'').Trim()).ToArray();
        var first = cells.Length > 0 ? cells[0] : "";
        if (country.Length == 0 && first.StartsWith("00", StringComparison.Ordinal))
            first = $"+{first[2..]}";
        if (country.Length == 0 && first.Length > 0 && first[0] != '+' && Digits(first).Length > 0)
            return new NumberReading.Wrong($"“{(first.Length > 40 ? first[..40] + "…" : first)}” has no country: write it as +15551234567, or give country.");
        if (first.Length is > 0 and <= 4 && Digits(first) == first && cells.Length > 1 && Digits(cells[1]).Length > 0)
            first += cells[1];
        return NationalNumber.Read(first, country);
    }

    /// <summary>The country that is meant: two letters or a calling code; empty: none is given. Null: it is none that is known.</summary>
    public static string? CountryOf(string? given)
    {
        var country = given?.Trim().TrimStart('+').ToUpperInvariant() ?? "";
        return country.Length == 0 ? "" : country == "1" ? "US" : CallingCountry.All.FirstOrDefault(each => each.Iso == country || each.Code == country)?.Iso;
    }

    private static string Digits(string cell) => string.Concat(cell.Where(char.IsAsciiDigit));
}
