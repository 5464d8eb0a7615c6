using NodaTime;

namespace VoiceBooker.Booking.When;

/// <content>Against what was offered, chosen and asked.</content>
internal sealed partial class WhenJudge
{
    private IReadOnlyList<ZonedDateTime> Times => _context.Offered;

    /// <summary>The answer to a question this class asked before; null when the words are about something else.</summary>
    public WhenReading? Answer(WhenReading.Ambiguous pending, List<Token> tokens)
    {
        var meanings = pending.Meanings;
        var all = Enumerable.Range(0, meanings.Count).ToList();
        List<int>? left = null;
        if (_hints.Find(hint => hint.Kind is Hint.Pick or Hint.PickLast or Hint.LaterSlot or Hint.EarlierSlot or Hint.Later or Hint.Earlier or Hint.Either) is { } hint && !SaidDays && !SaidTimes)
            left = hint.Kind switch
            {
                Hint.Pick when hint.Value <= meanings.Count => [hint.Value - 1],
                Hint.Pick => null,
                Hint.PickLast or Hint.LaterSlot or Hint.Later => [meanings.Count - 1],
                _ => [0],
            };
        else if (_days is [{ Ordinal: { } number }] && !SaidTimes)
        {
            left = all.FindAll(place => meanings[place].From is { } date && date == meanings[place].Until && date.Day == number);
            if (number <= meanings.Count && (left.Count == 0 || left.Count == meanings.Count))
                left = [number - 1];
            else if (number <= meanings.Count && !left.Contains(number - 1))
                left.Add(number - 1);
        }
        else if (tokens.Find(token => token.Kind == TokenKind.Ordinal) is { Kind: TokenKind.Ordinal } ordinal && !SaidDays && !SaidTimes && ordinal.Value <= meanings.Count && tokens.Count <= 4)
            left = [ordinal.Value - 1];
        else if (_parser.Daylight is { } daylight && meanings.All(meaning => meaning.Offset is not null))
            left = [daylight ? 0 : meanings.Count - 1];
        else if ((SaidDays || SaidTimes) && !_days.Exists(day => day.Impossible is not null))
        {
            var said = WhenComposer.Days([.. _days.Where(day => !day.Negated)]).SelectMany(day => WhenComposer.Times([.. _times.Where(time => !time.Negated)], everyHour: true), (day, time) => (day, time)).ToList();
            left = all.FindAll(place => said.Exists(each => Fits(meanings[place], each.day, each.time)));
            if (left.Count > 1 && _times.Count > 0 && _times.TrueForAll(time => time.Sense != TimeSense.Part) && meanings.Any(meaning => meaning.Exactly is null && meaning.Earliest is null))
                left = [];
        }

        if (left is null or [] || (left.Count == meanings.Count && meanings.Count > 1))
            return null;
        var chosen = left.ConvertAll(place => meanings[place]);
        if (chosen is not [var only])
            return Asked(chosen);
        if (SaidTimes && only is { Exactly: null, Earliest: null, Before: null } && WhenComposer.Times(_times, everyHour: false) is [var time])
            only = only with { Exactly = time.Exactly, Earliest = time.Earliest, Before = time.Before, Around = time.Around, NotTimes = time.NotTimes };
        var same = only.Exactly is null ? [] : Matching([only]);
        return same is [var offered] ? new WhenReading.Pick(offered) : Concluded([only]);
    }

    private static bool Fits(WhenConstraint meaning, WhenConstraint day, WhenConstraint time)
    {
        if (day != WhenConstraint.Any)
        {
            if (meaning.From is not { } from || from < day.From || from > day.Until || (day.Weekdays.Count > 0 && !day.Weekdays.Contains(from.DayOfWeek)))
                return false;
        }

        if (time == WhenConstraint.Any || meaning is { Exactly: null, Earliest: null, Before: null })
            return day != WhenConstraint.Any;
        if (meaning.Exactly is { } at)
            return time.Allows(new LocalDate(2000, 1, 1).At(at));
        if (time.Exactly is { } said)
            return meaning.Earliest == said || meaning.Before == said;
        return time.Earliest is not { } earliest || (meaning.Earliest ?? LocalTime.Midnight) >= earliest ? time.Before is not { } before || (meaning.Earliest ?? meaning.Before!.Value) < before : false;
    }

    /// <summary>A number on its own: an hour that was offered, or the place of an offer.</summary>
    public WhenReading? Chosen(int number, bool typed)
    {
        if (Times.Count == 0)
            return null;
        var hours = Enumerable.Range(0, Times.Count).Where(place => Times[place].Minute == 0 && Times[place].Hour % 12 == number % 12).ToList();
        if (hours is [var hour])
            return !typed || hour == number - 1 || number > Times.Count ? new WhenReading.Pick(hour) : Asked([Exact(Times[number - 1]), Exact(Times[hour])]);
        if (hours.Count > 1)
            return Asked([.. hours.Select(place => Exact(Times[place]))]);
        return number <= Times.Count ? new WhenReading.Pick(number - 1) : null;
    }

    private static WhenConstraint Exact(ZonedDateTime time) => new() { From = time.Date, Until = time.Date, Exactly = time.TimeOfDay };

    private WhenReading? PickedPlace()
    {
        if (_hints.Find(hint => hint.Kind is Hint.Pick or Hint.PickLast or Hint.PickMiddle or Hint.Either or Hint.LaterSlot or Hint.EarlierSlot) is not { } hint)
            return OrdinalPlace();
        if (Times.Count == 0)
            return hint.Kind is Hint.LaterSlot or Hint.EarlierSlot || Mentions.Count > 1 ? null : new WhenReading.Nothing();
        var among = Enumerable.Range(0, Times.Count).ToList();
        if (SaidDays && WhenComposer.Days(_days) is var days && among.FindAll(place => days.Exists(day => day.Allows(Times[place].Date.AtMidnight()))) is { Count: > 0 } onDay)
            among = onDay;
        var ordered = among.OrderBy(place => Times[place].ToInstant()).ToList();
        switch (hint.Kind)
        {
            case Hint.Pick:
                return hint.Value > among.Count
                    ? new WhenReading.Impossible(_say.OnlyNamed(among.Count))
                    : new WhenReading.Pick(among[hint.Value - 1]);
            case Hint.PickLast:
                return new WhenReading.Pick(among[^1]);
            case Hint.PickMiddle:
                return among.Count == 3 ? new WhenReading.Pick(among[1]) : Asked([.. among.Select(place => Exact(Times[place]))]);
            case Hint.Either:
                return SaidDays || SaidTimes || _parser.Negates ? null : new WhenReading.Pick(among[0]);
            case Hint.EarlierSlot when !_parser.Seeks && among.Count > 1:
                return new WhenReading.Pick(ordered[0]);
            case Hint.LaterSlot when !_parser.Seeks && among.Count == 2:
                return new WhenReading.Pick(ordered[^1]);
            case Hint.LaterSlot when !_parser.Seeks && among.Count > 2:
                return Asked([.. ordered.Skip(1).Select(place => Exact(Times[place]))]);
            default:
                return null;
        }
    }

    /// <summary>"the second": the second offer, or the second of the month.</summary>
    private WhenReading? OrdinalPlace()
    {
        if (Times.Count == 0 || _days is not [{ Ordinal: { } number, Negated: false }] || SaidTimes || number > Times.Count || _parser.SaysOn)
            return null;
        var dates = Enumerable.Range(0, Times.Count).Where(place => Times[place].Day == number).ToList();
        if (dates.Count == 0 || dates is [var only] && only == number - 1)
            return new WhenReading.Pick(number - 1);
        return Asked([Exact(Times[number - 1]), .. dates.Where(place => place != number - 1).Select(place => Exact(Times[place]))]);
    }

    /// <summary>The offered time the words point to, when they point to exactly one.</summary>
    private WhenReading? Offered(List<WhenConstraint> days)
    {
        if (Times.Count == 0 || _hints.Count > 0 || Mentions.Exists(mention => mention.Negated && mention is TimeMention))
            return null;
        var clocks = _times.Exists(time => time is { Negated: false, Sense: TimeSense.At });
        var bounds = _times.Exists(time => !time.Negated && time.Sense is not (TimeSense.At or TimeSense.Part)) || _days.Exists(day => !day.Negated && (day.IsBound || day.Every || day.Only.Count > 0));
        if (bounds || (!SaidDays && !SaidTimes))
            return null;
        if (!clocks && (_parser.Searches || Times.Count < 2 || days.Exists(day => day.From != day.Until)))
            return null;

        var matching = Matching([.. days.SelectMany(day => WhenComposer.Times(_times, everyHour: true),
            (day, time) => day with { Exactly = time.Exactly, Earliest = time.Earliest, Before = time.Before, NotTimes = time.NotTimes, Offset = null })]);
        if (matching is [var one])
            return new WhenReading.Pick(one);
        if (matching.Count > 1 && matching.Count == Times.Count && !clocks)
            return null;
        return clocks && matching.Count > 1 ? AskedAmong(matching) : null;
    }

    private WhenReading AskedAmong(List<int> places)
    {
        var twice = places.GroupBy(place => Times[place].LocalDateTime).Any(group => group.Count() > 1);
        if (!twice)
            return Asked([.. places.Select(place => Exact(Times[place]))]);
        if (_parser.Daylight is { } daylight)
            return new WhenReading.Pick(daylight ? places[0] : places[^1]);
        return Asked([.. places.Select(place => Exact(Times[place]) with { Offset = Times[place].Offset })]);
    }

    private List<int> Matching(List<WhenConstraint> wishes) => [.. Enumerable.Range(0, Times.Count).Where(place => wishes.Exists(wish => wish.Allows(Times[place])))];

    /// <summary>Wishes that refer to what was offered or chosen; null when the words say it all by themselves.</summary>
    private object? Hinted(List<WhenConstraint> days, List<WhenConstraint> times)
    {
        foreach (var hint in _hints)
        {
            object? read = hint.Kind switch
            {
                Hint.SameTime => SameTime(days),
                Hint.Soonest or Hint.Latest => Preferred(hint.Kind == Hint.Soonest ? WhenPreference.Soonest : WhenPreference.Latest, days, times),
                Hint.By => By(hint.Value),
                Hint.Later or Hint.LaterSlot => SaidTimes ? null : Moved(days, later: true),
                Hint.Earlier or Hint.EarlierSlot => SaidTimes ? null : Moved(days, later: false),
                Hint.LaterDay or Hint.EarlierDay => SaidDays ? null : OtherDay(hint.Kind == Hint.LaterDay, times),
                Hint.AnotherDay => SaidDays ? null : AnotherDay(times),
                Hint.AnotherTime => SaidDays || SaidTimes ? null : AnotherTime(),
                Hint.AnyTime when !SaidDays && !SaidTimes && _hints.Count == 1 && Times.Count > 0 && !_parser.Seeks => new WhenReading.Pick(0),
                _ => null,
            };
            if (read is not null)
                return read;
        }

        if (!SaidDays && !SaidTimes && _hints.Count > 0 && _hints.TrueForAll(hint => hint.Kind is not (Hint.AnyTime or Hint.AnyDay)) && !Mentions.Exists(mention => mention.Negated && mention is not HintMention))
            return new WhenReading.Nothing();
        return null;
    }

    private List<WhenConstraint> Preferred(WhenPreference preference, List<WhenConstraint> days, List<WhenConstraint> times)
    {
        if (!SaidDays && !SaidTimes && !Mentions.Exists(mention => mention.Negated))
            return [new() { Preference = preference }];
        return [.. Crossed(days, times).Select(wish => wish with { Preference = preference })];
    }

    private object? SameTime(List<WhenConstraint> days)
    {
        var hours = _context.Chosen is { } chosen ? [chosen.TimeOfDay]
            : _context.LastWish?.Exactly is { } exact ? [exact]
            : Times.Select(time => time.TimeOfDay).Distinct().ToList();
        if (hours.Count == 0)
            return null;
        return days.SelectMany(day => hours, (day, at) => (SaidDays ? day : Refined(day)) with { Exactly = at, Earliest = null, Before = null, Around = null }).Distinct().ToList();
    }

    private ZonedDateTime? Last => _context.Chosen is { } chosen && Times.Count == 0 ? chosen : Times.Count > 0 ? Times.MaxBy(time => time.ToInstant()) : null;

    private ZonedDateTime? First => _context.Chosen is { } chosen && Times.Count == 0 ? chosen : Times.Count > 0 ? Times.MinBy(time => time.ToInstant()) : null;

    private List<WhenConstraint>? By(int minutes)
    {
        var from = minutes > 0 ? Last : First;
        if (from is not { } reference)
            return null;
        var moved = reference.LocalDateTime.PlusMinutes(minutes);
        return [new() { From = moved.Date, Until = moved.Date, Exactly = moved.TimeOfDay }];
    }

    private List<WhenConstraint>? Moved(List<WhenConstraint> days, bool later)
    {
        var at = later ? Last : First;
        var (date, time) = at is { } reference ? (reference.Date, reference.TimeOfDay)
            : _context.LastWish is { Exactly: { } exact } wish ? (wish.From == wish.Until ? wish.From : null, exact)
            : ((LocalDate?)null, (LocalTime?)null);
        if (time is not { } hour)
        {
            if (SaidDays || _context.LastWish is null)
                return null;
            return [_context.LastWish with { Preference = later ? WhenPreference.Latest : WhenPreference.Soonest }];
        }

        if (SaidDays && !days.TrueForAll(day => day.From == day.Until && day.From == date))
            return null;
        var wished = new WhenConstraint { From = date, Until = date };
        return [later ? wished with { Earliest = WhenComposer.Next(hour) } : wished with { Before = hour }];
    }

    private List<WhenConstraint>? OtherDay(bool later, List<WhenConstraint> times)
    {
        var reference = (later ? Last : First)?.Date ?? (later ? _context.LastWish?.Until : _context.LastWish?.From);
        if (reference is not { } date)
            return null;
        return [.. times.Select(time => (SaidTimes ? time : Hours()) with { From = later ? date.PlusDays(1) : _today, Until = later ? null : date.PlusDays(-1) })];
    }

    private List<WhenConstraint>? AnotherDay(List<WhenConstraint> times)
    {
        var last = _context.LastWish ?? WhenConstraint.Any;
        List<LocalDate> out_ = [.. Times.Select(time => time.Date).Concat(_context.Chosen is { } chosen ? [chosen.Date] : []).Distinct()];
        if (last.From == last.Until && last.From is { } single)
        {
            out_.Add(single);
            last = last with { From = null, Until = null };
        }

        if (last.From is { } from && last.Until is { } until && Period.DaysBetween(from, until) is >= 0 and < 62 && Enumerable.Range(0, Period.DaysBetween(from, until) + 1).All(day => out_.Contains(from.PlusDays(day))))
            last = last with { From = null, Until = null };
        if (last.Weekdays.Count == 1)
            last = last with { Weekdays = [] };
        var hours = SaidTimes ? times : [Hours()];
        return [.. hours.Select(time => time with { From = last.From, Until = last.Until, Weekdays = last.Weekdays, NotWeekdays = last.NotWeekdays, NotDates = [.. last.NotDates.Concat(out_).Distinct()] })];
    }

    private WhenConstraint Hours() => _context.LastWish is { } last
        ? new() { Earliest = last.Earliest, Before = last.Before, Exactly = last.Exactly, Around = last.Around, NotTimes = last.NotTimes }
        : WhenConstraint.Any;

    private List<WhenConstraint> AnotherTime()
    {
        var last = (_context.LastWish ?? WhenConstraint.Any) with { Exactly = null, Around = null, Preference = WhenPreference.None };
        if (_context.LastWish is { Around: not null })
            last = last with { Earliest = null, Before = null };
        if (Times.Count == 0 || Times.Any(time => time.Date != Times[0].Date))
            return [last];
        var refused = Times.Select(time => new TimeRange(time.TimeOfDay, WhenComposer.Next(time.TimeOfDay)));
        return [last with { From = Times[0].Date, Until = Times[0].Date, NotTimes = [.. last.NotTimes.Concat(refused).Distinct()] }];
    }
}
