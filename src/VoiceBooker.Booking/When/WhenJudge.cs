using NodaTime;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.When;

/// <summary>Weighs what was said against what was offered, wished and asked before, and against the clock.</summary>
internal sealed partial class WhenJudge
{
    private readonly WhenContext _context;
    private readonly WhenParser _parser;
    private readonly List<DayMention> _days;
    private readonly List<TimeMention> _times;
    private readonly List<HintMention> _hints;
    private readonly LocalDate _today;
    private readonly Phrasebook _say;

    public WhenJudge(WhenContext context, WhenParser parser, List<Mention> mentions)
    {
        _context = context;
        _parser = parser;
        _today = context.Now.Date;
        _say = Phrasebook.Of(context.Tongue);
        _days = [.. mentions.OfType<DayMention>()];
        _times = [.. mentions.OfType<TimeMention>()];
        _hints = [.. mentions.OfType<HintMention>().Where(hint => !hint.Negated)];
        Mentions = mentions;
    }

    private List<Mention> Mentions { get; }

    private bool SaidDays => _days.Exists(day => !day.Negated);

    private bool SaidTimes => _times.Exists(time => !time.Negated);

    /// <summary>What the words mean.</summary>
    public WhenReading Read()
    {
        if (_days.Find(day => !day.Negated && day.Impossible is not null) is { } cannot)
            return new WhenReading.Impossible(cannot.Impossible!);
        if (PickedPlace() is { } place)
            return place;
        if (Pairs() is { Count: > 1 } pairs)
            return Concluded(pairs);

        var days = WhenComposer.Days(_days);
        if (Offered(days) is { } pick)
            return pick;
        var times = WhenComposer.Times(_times, everyHour: false);
        if (times.Count > 1 && _context.LastWish is { } last && !_times.Exists(time => time.Sense == TimeSense.Part))
        {
            var fitting = times.Where(time => time.Exactly is { } at && (last with { Exactly = null, From = null, Until = null, Weekdays = [], NotWeekdays = [], NotDates = [] }) is { } hours
                && hours != WhenConstraint.Any && hours.Allows(_today.At(at))).ToList();
            if (fitting.Count == 1)
                times = fitting;
        }

        var hinted = Hinted(days, times);
        if (hinted is WhenReading reading)
            return reading;
        return Concluded(hinted as List<WhenConstraint> ?? Crossed(days, times));
    }

    /// <summary>Days with times; midnight belongs to two days.</summary>
    private List<WhenConstraint> Crossed(List<WhenConstraint> days, List<WhenConstraint> times)
    {
        var midnight = _times.Exists(time => time is { Negated: false, Sense: TimeSense.At, Clock.IsMidnight: true });
        var tonight = _times.Exists(time => time.Name == "at night");
        var crossed = new List<WhenConstraint>();
        foreach (var day in days)
            foreach (var time in times)
            {
                var both = day with
                {
                    Earliest = time.Earliest, Before = time.Before, Exactly = time.Exactly, Around = time.Around, NotTimes = time.NotTimes, Preference = time.Preference,
                };
                if (midnight && time.Exactly == LocalTime.Midnight && day.From is { } date && day.From == day.Until)
                {
                    if (!tonight)
                        crossed.Add(both);
                    crossed.Add(both with { From = date.PlusDays(1), Until = date.PlusDays(1) });
                }
                else
                    crossed.Add(Refined(both));
            }

        return [.. crossed.Distinct()];
    }

    /// <summary>Adds what stands from before: the day when only a time was said, the time when only a day was.</summary>
    private WhenConstraint Refined(WhenConstraint said)
    {
        var last = _context.LastWish ?? WhenConstraint.Any;
        var anyDay = _hints.Exists(hint => hint.Kind == Hint.AnyDay);
        var anyTime = _hints.Exists(hint => hint.Kind == Hint.AnyTime);
        if (!SaidDays && !anyDay)
        {
            said = said with { From = last.From, Until = last.Until, Weekdays = last.Weekdays, NotWeekdays = Joined(last.NotWeekdays, said.NotWeekdays), NotDates = Joined(last.NotDates, said.NotDates) };
            if (said.From is { } only && only == said.Until && (said.NotWeekdays.Contains(only.DayOfWeek) || said.NotDates.Contains(only)))
                said = said with { From = null, Until = null };
            if (said.Weekdays.Count > 0 && said.Weekdays.All(said.NotWeekdays.Contains))
                said = said with { Weekdays = [] };
            if (said is { From: null, Until: null, Weekdays.Count: 0, Exactly: not null } && ImpliedDate() is { } implied)
                said = said with { From = implied, Until = implied };
        }
        else if (SaidDays && said.From != said.Until && said.Weekdays.Count == 0)
        {
            said = said with { NotWeekdays = Joined(last.NotWeekdays, said.NotWeekdays) };
        }

        if (!SaidTimes && !anyTime)
            said = said with { Earliest = last.Earliest, Before = last.Before, Exactly = last.Exactly, Around = last.Around, NotTimes = Joined(last.NotTimes, said.NotTimes) };
        if (said.Exactly is { } at && said.NotTimes.Any(range => range.Contains(at)))
            said = said with { Exactly = null };
        return said;

        static IReadOnlyList<T> Joined<T>(IReadOnlyList<T> a, IReadOnlyList<T> b) => a.Count == 0 ? b : b.Count == 0 ? a : [.. a.Concat(b).Distinct()];
    }

    private LocalDate? ImpliedDate()
    {
        if (_context.Offered.Count > 0)
            return _context.Offered.All(time => time.Date == _context.Offered[0].Date) ? _context.Offered[0].Date : null;
        return _context.Chosen?.Date;
    }

    /// <summary>"Tuesday at ten or Wednesday at two": each day with its own time.</summary>
    private List<WhenConstraint>? Pairs()
    {
        var said = Mentions.Where(mention => mention is not HintMention && !mention.Negated).ToList();
        if (said.Count < 4 || said.Count % 2 != 0 || !said.Exists(mention => mention.Or))
            return null;
        var pairs = said.Chunk(2).ToList();
        if (!pairs.TrueForAll(pair => pair[0] is DayMention != pair[1] is DayMention) || pairs.Skip(1).Any(pair => !pair[0].Or))
            return null;
        return [.. pairs.SelectMany(pair => Crossed(WhenComposer.Days([.. pair.OfType<DayMention>()]), WhenComposer.Times([.. pair.OfType<TimeMention>()], everyHour: false))).Distinct()];
    }

    /// <summary>Drops what cannot be; one meaning is a wish, several are asked.</summary>
    private WhenReading Concluded(List<WhenConstraint> meanings)
    {
        string? reason = null;
        var possible = new List<WhenConstraint>();
        foreach (var meaning in meanings)
        {
            if (Obstacle(meaning) is { } obstacle)
                reason ??= obstacle;
            else
                possible.AddRange(InBothHours(meaning));
        }

        possible = [.. possible.Distinct()];
        return possible switch
        {
            [] => new WhenReading.Impossible(reason ?? _say.CannotBe),
            [var wish] => new WhenReading.Wish(wish),
            _ => Asked(possible),
        };
    }

    private string? Obstacle(WhenConstraint wish)
    {
        if (wish.Until < _today)
            return _say.IsPast(wish.From == wish.Until ? wish.Until : null, _today);
        if (wish.From > wish.Until)
            return _say.DaysDoNotFit;
        if (wish.From is not { } date || date != wish.Until)
            return null;
        var now = _context.Now.TimeOfDay;
        if (date == _today && wish.Exactly is { } at && at <= now && !(wish.Offset is not null))
            return _say.IsPastToday(at);
        if (date == _today && wish.Before is { } before && before != LocalTime.MaxValue && before <= now)
            return _say.PartOfTodayIsOver;
        if (wish.Exactly is { } exact && _context.Now.Zone.MapLocal(date.At(exact)).Count == 0)
            return _say.HourLeftOut(exact, date, _today);
        return null;
    }

    private IEnumerable<WhenConstraint> InBothHours(WhenConstraint wish)
    {
        if (wish is not { From: { } date, Exactly: { } at, Offset: null } || date != wish.Until || _context.Now.Zone.MapLocal(date.At(at)) is not { Count: 2 } twice)
            return [wish];
        var first = wish with { Offset = twice.First().Offset };
        var second = wish with { Offset = twice.Last().Offset };
        return _parser.Daylight switch { true => [first], false => [second], _ => [first, second] };
    }

    private WhenReading Asked(List<WhenConstraint> meanings)
    {
        var (first, rest) = (meanings[0], meanings.Skip(1));
        string question;
        if (rest.All(each => each with { Offset = null } == first with { Offset = null }))
            question = _say.HourComesTwice(first.Exactly!.Value, first.From!.Value, _today);
        else if (rest.All(each => SameDays(each, first)))
            question = _say.DoYouMean([.. meanings.Select(Hours).Distinct()], days: false);
        else if (rest.All(each => SameHours(each, first)))
            question = _say.DoYouMean([.. meanings.Select(each => _say.Wish(DaysOf(each), _today)).Distinct()], days: true);
        else
            question = _say.DoYouMean([.. meanings.Select(each => _say.Wish(each, _today)).Distinct()], days: true);
        return new WhenReading.Ambiguous(question, meanings);

        string Hours(WhenConstraint wish) => wish is { Exactly: { } at } ? _say.Time(at) : _say.Wish(HoursOf(wish), default);
    }

    private static bool SameDays(WhenConstraint a, WhenConstraint b) => DaysOf(a) == DaysOf(b);

    private static bool SameHours(WhenConstraint a, WhenConstraint b) => HoursOf(a) == HoursOf(b);

    private static WhenConstraint DaysOf(WhenConstraint wish) =>
        new() { From = wish.From, Until = wish.Until, Weekdays = wish.Weekdays, NotWeekdays = wish.NotWeekdays, NotDates = wish.NotDates };

    private static WhenConstraint HoursOf(WhenConstraint wish) =>
        new() { Earliest = wish.Earliest, Before = wish.Before, Exactly = wish.Exactly, Around = wish.Around, NotTimes = wish.NotTimes, Offset = wish.Offset };
}
