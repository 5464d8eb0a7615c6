using System.Text.RegularExpressions;
using NodaTime;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Booking.Reception;

/// <summary>When somebody wants to be called again, from their words. Pure.</summary>
internal static partial class CallBackTime
{
    private const int MostNumber = 90;
    private static readonly LocalTime EarliestByDefault = new(9, 0);

    /// <summary>"In half an hour", "in thirty seconds", "in twenty minutes", "in two hours": a moment from now; null when the words say nothing of the kind.</summary>
    public static Instant? FromNow(string said, Instant now, Phrasebook say)
    {
        var words = SaidWords.Of(say.Tongue).Plain(said);
        if (HalfHour().IsMatch(words))
            return now + Duration.FromMinutes(30);
        if (FromNowWords().Match(words) is not { Success: true } match)
            return null;
        var many = match.Groups["many"].Value;
        var number = match.Groups["one"].Success ? 1 : int.TryParse(many, System.Globalization.CultureInfo.InvariantCulture, out var digits) ? digits : Spelled(many, say);
        if (number is < 1 or > MostNumber)
            return null;
        return now + (match.Groups["hours"].Success ? Duration.FromHours(number) : match.Groups["seconds"].Success ? Duration.FromSeconds(number) : Duration.FromMinutes(number));
    }

    /// <summary>The day a wish names, and its time where it names one; both null when it names neither.</summary>
    /// <param name="wish">The wish.</param>
    /// <param name="now">The clock where the person is.</param>
    public static (LocalDate? Day, LocalTime? Time) Read(WhenConstraint wish, ZonedDateTime now)
    {
        LocalTime? time = wish.Exactly ?? wish.Around ?? (wish.Earliest, wish.Before) switch
        {
            ({ } earliest, { } before) when earliest < EarliestByDefault && before > EarliestByDefault => EarliestByDefault, // "in the morning" is not five o'clock
            ({ } earliest, _) => earliest,
            (null, { } before) when before != LocalTime.MaxValue && before > EarliestByDefault => EarliestByDefault,
            _ => null,
        };
        var day = wish.From;
        if (day is null && wish.Weekdays.Count > 0)
        {
            day = now.Date;
            while (!wish.Weekdays.Contains(day.Value.DayOfWeek) || (day == now.Date && time <= now.TimeOfDay))
                day = day.Value.PlusDays(1);
        }
        else if (day is { } first && wish.Weekdays.Count > 0)
        {
            while (!wish.Weekdays.Contains(first.DayOfWeek))
                first = first.PlusDays(1);
            day = first;
        }

        if (day is null && time is { } clock)
            day = clock > now.TimeOfDay ? now.Date : now.Date.PlusDays(1);
        return (day, time);
    }

    private static int Spelled(string word, Phrasebook say)
    {
        for (var number = 1; number <= MostNumber; number++)
            if (SaidWords.Of(say.Tongue).Plain(say.Number(number)).Replace('-', ' ') == word.Replace('-', ' '))
                return number;
        return 0;
    }

    [GeneratedRegex(@"\b(in half an hour|in (einer|ner) halben stunde|(en|dentro de) media hora|dans une demi[- ]?heure)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HalfHour();

    [GeneratedRegex(@"\b(in|en|dentro de|dans) (about |etwa |ungefaehr |unos |unas |environ )?((?<one>an?|einer?|ner|una?|une)|(?<many>[\p{L}\p{N}-]+( [\p{L}]+)?)) ((?<hours>hours?|stunden?|horas?|heures?)|(?<seconds>seconds|sekunden|segundos|secondes)|(minutes?|mins?|minuten?|minutos?))\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FromNowWords();
}
