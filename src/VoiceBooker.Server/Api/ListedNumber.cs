namespace VoiceBooker.Server.Api;

/// <summary>A number as lists of numbers hold it. Pure.</summary>
internal static class ListedNumber
{
    /// <summary>The number at the beginning of a record, E.164; null when there is none.</summary>
    /// <param name="record">Its values: the first is a number, or the first two are its area and the rest.</param>
    /// <param name="code">The calling code of numbers without one; empty: they are not taken.</param>
    public static string? Read(IReadOnlyList<string> record, string code)
    {
        var cells = record.Take(2).Select(cell => cell.Trim().Trim('\'').Trim()).ToArray();
        var first = Digits(cells[0]);
        if (first is null)
            return null;
        if (cells[0].StartsWith('+'))
            return Whole($"+{first}");
        if (first.StartsWith("00", StringComparison.Ordinal))
            return Whole($"+{first[2..]}");
        if (code.Length == 0)
            return null;
        var national = first.Length <= 4 && cells.Length > 1 && Digits(cells[1]) is { } rest ? first + rest : first;
        return code == "1" && national.Length == 11 && national[0] == '1' ? Whole($"+{national}") : Whole($"+{code}{(code == "39" ? national : national.TrimStart('0'))}"); // Italy keeps its zero
    }

    private static string? Whole(string number) => NumberHint.IsE164(number) ? number : null;

    /// <summary>The digits of a cell that holds nothing but a number; null otherwise.</summary>
    private static string? Digits(string cell)
    {
        var digits = string.Concat(cell.Where(char.IsAsciiDigit));
        return digits.Length > 0 && cell.All(letter => char.IsAsciiDigit(letter) || letter is '+' or ' ' or '-' or '.' or '(' or ')' or '/') ? digits : null;
    }
}
