using NodaTime;
using NodaTime.Text;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Tests.Booking.When;

/// <summary>A context with a fixed clock, and a short way to write what is expected: "2026-11-24 15:00", "mon tue", "&gt;=15:00".</summary>
internal static class WhenClock
{
    public static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    /// <summary>Wednesday, November 25th 2026, ten in the morning.</summary>
    public static WhenContext Wednesday { get; } = At("2026-11-25T10:00");

    public static WhenContext At(string local, string zone = "America/New_York") =>
        new(DateTimeZoneProviders.Tzdb[zone].AtLeniently(LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value), [], null, null, null);

    public static WhenContext Offering(this WhenContext context, params string[] times) => context with { Offered = [.. times.Select(time => At(time.Replace(' ', 'T'), context.Now.Zone.Id).Now)] };

    public static WhenContext Having(this WhenContext context, string time) => context with { Chosen = At(time.Replace(' ', 'T'), context.Now.Zone.Id).Now };

    public static string Told(WhenReading reading) => reading switch
    {
        WhenReading.Wish(var wish) => Told(wish),
        WhenReading.Pick(var place) => $"pick {place}",
        WhenReading.Ambiguous(_, var meanings) => "ask " + string.Join(" | ", meanings.Select(Told)),
        WhenReading.Impossible => "impossible",
        _ => "nothing",
    };

    public static string Told(WhenConstraint wish)
    {
        var told = new List<string>();
        if (wish.From is { } from && from == wish.Until)
            told.Add(Date(from));
        else if (wish.From is not null || wish.Until is not null)
            told.Add($"{(wish.From is { } first ? Date(first) : "")}..{(wish.Until is { } last ? Date(last) : "")}");
        if (wish.Weekdays.Count > 0)
            told.Add(string.Join('+', wish.Weekdays.Select(Day)));
        if (wish.NotWeekdays.Count > 0)
            told.Add("not " + string.Join('+', wish.NotWeekdays.Select(Day)));
        if (wish.NotDates.Count > 0)
            told.Add("not " + string.Join('+', wish.NotDates.Select(Date)));
        if (wish.Exactly is { } at)
            told.Add($"={Time(at)}");
        if (wish.Around is { } near)
            told.Add($"~{Time(near)}");
        else
        {
            if (wish.Earliest is { } earliest)
                told.Add($">={Time(earliest)}");
            if (wish.Before is { } before)
                told.Add(before == LocalTime.MaxValue ? "<24:00" : $"<{Time(before)}");
        }

        foreach (var range in wish.NotTimes)
            told.Add($"not {Time(range.From)}-{(range.Before == LocalTime.MaxValue ? "24:00" : Time(range.Before))}");
        if (wish.Offset is { } offset)
            told.Add(offset.ToString("g", null));
        if (wish.Preference != WhenPreference.None)
            told.Add(wish.Preference.ToString().ToLowerInvariant());
        return told.Count == 0 ? "any" : string.Join(' ', told);
    }

    private static string Day(IsoDayOfWeek day) => day.ToString()[..3].ToLowerInvariant();

    private static string Date(LocalDate date) => LocalDatePattern.Iso.Format(date);

    private static string Time(LocalTime time) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(time);
}
