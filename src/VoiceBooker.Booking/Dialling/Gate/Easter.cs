using NodaTime;

namespace VoiceBooker.Booking.Dialling.Gate;

/// <summary>Easter Sunday of the Gregorian calendar.</summary>
internal static class Easter
{
    /// <summary>Meeus, Jones and Butcher's rule; for any year from 1583.</summary>
    public static LocalDate Of(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var days = h + l - 7 * m + 114;
        return new LocalDate(year, days / 31, days % 31 + 1);
    }
}
