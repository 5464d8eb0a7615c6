using NodaTime;

namespace VoiceBooker.Booking.Messages;

/// <summary>When something may be written to a person: never in the quiet hours where they are. Pure.</summary>
/// <param name="From">From this time of the day on it is quiet.</param>
/// <param name="Until">Until this time; the same as <paramref name="From"/>: it never is.</param>
internal readonly record struct SendingTimes(LocalTime From, LocalTime Until)
{
    /// <summary>Distance kept from the beginning of the quiet hours, when something is sent earlier because of them.</summary>
    private const int EveningMinutes = 30;

    /// <summary>A reminder this close to the meeting is of no use.</summary>
    private static readonly Duration Shortest = Duration.FromMinutes(15);

    /// <summary>Somebody who was told of the meeting so short a time ago needs no reminder.</summary>
    private static readonly Duration Fresh = Duration.FromMinutes(30);

    /// <summary>Whether it is quiet there and then.</summary>
    public bool IsQuiet(Instant at, DateTimeZone zone)
    {
        var time = at.InZone(zone).TimeOfDay;
        return From < Until ? time >= From && time < Until : From > Until && (time >= From || time < Until);
    }

    /// <summary>The first moment from <paramref name="now"/> on when it is not quiet; null when that is too late for <paramref name="before"/>.</summary>
    public Instant? Next(Instant now, Instant before, DateTimeZone zone)
    {
        var at = IsQuiet(now, zone) ? MorningAfter(now, zone) : now;
        return at < before ? at : null;
    }

    /// <summary>
    /// When to remind of a meeting: <paramref name="ahead"/> before it; in the quiet hours in the morning after them when that is early enough (at least half of the distance is left), else in the evening before them.
    /// Null when it is too late for that, or the person has just been told.
    /// </summary>
    public Instant? Reminder(Instant start, Duration ahead, Instant now, DateTimeZone zone)
    {
        var at = start - ahead;
        if (IsQuiet(at, zone))
        {
            var morning = MorningAfter(at, zone);
            at = start - morning >= Duration.Max(Shortest, ahead / 2) ? morning : EveningBefore(at, zone);
        }

        return at >= now + Fresh && start - at >= Shortest ? at : null;
    }

    private Instant MorningAfter(Instant quiet, DateTimeZone zone)
    {
        var local = quiet.InZone(zone);
        var day = local.TimeOfDay < Until ? local.Date : local.Date.PlusDays(1);
        return day.At(Until).InZoneLeniently(zone).ToInstant();
    }

    private Instant EveningBefore(Instant quiet, DateTimeZone zone)
    {
        var local = quiet.InZone(zone);
        var day = From > Until && local.TimeOfDay < Until ? local.Date.PlusDays(-1) : local.Date;
        return day.At(From).InZoneLeniently(zone).ToInstant() - Duration.FromMinutes(EveningMinutes);
    }
}
