using System.Globalization;
using NodaTime;
using VoiceBooker.Booking.Campaigns;

namespace VoiceBooker.Booking.Dialling.Gate;

/// <summary>When a person may be called: hours, weekdays, holidays and free days by the clocks of every place where the person may be. Pure.</summary>
/// <param name="rules">The campaign's rules.</param>
/// <param name="options">The hours in which this server calls anybody, and the distance kept from both ends.</param>
/// <param name="zones">Where the person may be; at least one.</param>
/// <param name="country">Whose public holidays count; null: none is known.</param>
internal sealed class CallingHours(CampaignRules rules, DiallingOptions options, IReadOnlyList<DateTimeZone> zones, string? country)
{
    /// <summary>How far ahead an opening is looked for.</summary>
    public static readonly Duration Horizon = Duration.FromDays(60);

    private readonly long _from = Math.Max(rules.From.TickOfDay, options.EarliestHour.Ticks);
    private readonly long _until = Math.Min(EndOf(rules), options.LatestHour.Ticks);

    /// <summary>The hours in words: the campaign's, as far as the server calls anybody in them.</summary>
    public string Told => _from == rules.From.TickOfDay && _until == EndOf(rules)
        ? $"{Clock(_from)} to {Clock(_until)}"
        : $"{Clock(_from)} to {Clock(_until)} (the campaign's hours are {rules.From:HH:mm} to {Clock(EndOf(rules))}, but nobody is called before {Clock(options.EarliestHour.Ticks)} or after {Clock(options.LatestHour.Ticks)})";

    private bool AllDay => _from == 0 && _until == NodaConstants.TicksPerDay;

    private long Opens => AllDay ? 0 : _from + options.WindowMargin.Ticks;

    private long Closes => AllDay ? NodaConstants.TicksPerDay : _until - options.WindowMargin.Ticks;

    /// <summary>Whether there is an hour at all.</summary>
    public bool HasHours => Opens < Closes;

    /// <summary>Whether a campaign's hours go beyond those in which this server calls anybody.</summary>
    public static bool IsBeyond(CampaignRules rules, DiallingOptions options) => rules.From.TickOfDay < options.EarliestHour.Ticks || EndOf(rules) > options.LatestHour.Ticks;

    /// <summary>The end of a campaign's hours, as ticks of the day: midnight is the day's end.</summary>
    public static long EndOf(CampaignRules rules) => rules.Until == LocalTime.Midnight ? NodaConstants.TicksPerDay : rules.Until.TickOfDay;

    /// <summary>Ticks of the day on the clock; 24:00 is the day's end.</summary>
    public static string Clock(long ticks) => string.Create(CultureInfo.InvariantCulture, $"{ticks / NodaConstants.TicksPerHour:00}:{ticks / NodaConstants.TicksPerMinute % 60:00}");

    /// <summary>A zone where the hour is wrong; null: it is right everywhere.</summary>
    public DateTimeZone? FindWrongHour(Instant at) => Find(at, local => !IsHour(local.TimeOfDay));

    /// <summary>A zone where the weekday is wrong; null: it is right everywhere.</summary>
    public DateTimeZone? FindWrongWeekday(Instant at) => Find(at, local => !rules.Days.Contains(local.DayOfWeek));

    /// <summary>The first day off somewhere, with its name; null: there is none.</summary>
    public (DateTimeZone Zone, string Name)? FindDayOff(Instant at)
    {
        foreach (var zone in zones)
        {
            if (DayOff(at.InZone(zone).Date) is { } name)
                return (zone, name);
        }

        return null;
    }

    /// <summary>The first moment from <paramref name="from"/> on at which hour and day are right everywhere; null: there is none within <see cref="Horizon"/>.</summary>
    public Instant? NextOpening(Instant from)
    {
        if (!HasHours || rules.Days.Count == 0)
            return null;
        var at = from;
        while (at <= from + Horizon)
        {
            Instant? later = null;
            foreach (var zone in zones)
            {
                if (IsOpen(at.InZone(zone).LocalDateTime))
                    continue;
                if (NextOpeningIn(zone, at) is not { } opens)
                    return null;
                later = later is { } other ? Instant.Max(other, opens) : opens;
            }

            if (later is not { } next)
                return at;
            at = next;
        }

        return null;
    }

    private DateTimeZone? Find(Instant at, Func<LocalDateTime, bool> wrong)
    {
        foreach (var zone in zones)
        {
            if (wrong(at.InZone(zone).LocalDateTime))
                return zone;
        }

        return null;
    }

    private bool IsOpen(LocalDateTime local) => IsHour(local.TimeOfDay) && rules.Days.Contains(local.DayOfWeek) && DayOff(local.Date) is null;

    private bool IsHour(LocalTime time) => time.TickOfDay >= Opens && time.TickOfDay < Closes;

    private string? DayOff(LocalDate date) =>
        rules.FreeDays.Contains(date) ? "a day without calls of this campaign"
        : rules.SkipHolidays && country is not null ? PublicHolidays.On(country, date)
        : null;

    /// <summary>Clocks that are put back pass the opening twice, those put forward may pass over it.</summary>
    private Instant? NextOpeningIn(DateTimeZone zone, Instant after)
    {
        var date = after.InZone(zone).Date;
        for (var day = 0; day <= Horizon.Days + 7; day++, date = date.PlusDays(1))
        {
            var mapping = zone.MapLocal(date.At(LocalTime.FromTicksSinceMidnight(Opens)));
            Instant[] candidates = mapping.Count == 0
                ? [mapping.LateInterval.Start]
                : [mapping.First().ToInstant(), mapping.Last().ToInstant()];
            foreach (var candidate in candidates)
            {
                if (candidate > after && IsOpen(candidate.InZone(zone).LocalDateTime))
                    return candidate;
            }
        }

        return null;
    }
}
