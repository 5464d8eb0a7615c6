using System.Text.RegularExpressions;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>Values in files that people open with a spreadsheet program.</summary>
public static partial class SpreadsheetCell
{
    /// <summary>The value so that no spreadsheet takes it for a formula: one that begins like a formula gets an apostrophe in front. Telephone numbers and other plain numbers stay as they are.</summary>
    public static string Safe(string value) => value is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] && !Plain().IsMatch(value) ? "'" + value : value;

    [GeneratedRegex(@"^[+\-][\d .()/\-]*\d$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Plain();
}
