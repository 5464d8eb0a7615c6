using NodaTime;

namespace VoiceBooker.Booking.When;

/// <content>Times of the clock and parts of the day.</content>
internal sealed partial class WhenParser
{
    private static readonly LocalTime Noon = new(12, 0);

    private int TimeOfDay(int i, out TimeMention? time)
    {
        if (Between(i, out time) is > 0 and var between)
            return between;
        if (PartOfDay(i, out time) is > 0 and var part)
            return part;

        var sense = Sense(i, out var at);
        var asked = sense is not null;
        var length = Clock(at, asked || IsInvited(i), out var clock);
        if (length == 0)
            return 0;

        at += length;
        var after = Any(at, "or later", "or after", "onwards", "onward", "and later", "and after", "at the earliest", "or any time after", "on wards");
        var before = Any(at, "or earlier", "or before", "at the latest", "and before");
        var around = Any(at, "ish", "or so", "or thereabouts", "more or less", "give or take");
        var exact = Any(at, "sharp", "on the dot", "exactly");
        time = (sense, after, before, around) switch
        {
            (null or TimeSense.At, > 0, _, _) => new(TimeSense.After, clock),
            (null or TimeSense.At, _, > 0, _) => new(TimeSense.By, clock),
            (null or TimeSense.At, _, _, > 0) => new(TimeSense.Around, clock),
            _ => new(sense ?? TimeSense.At, clock),
        };
        return at - i + after + before + around + exact;
    }

    private TimeSense? Sense(int i, out int at)
    {
        (string[] Phrases, TimeSense Sense)[] senses =
        [
            (["no later than", "not later than", "by", "not after", "no later", "at the latest by", "latest by"], TimeSense.By),
            (["no earlier than", "not earlier than", "not before", "no sooner than", "after", "any time after", "anytime after", "past", "later than", "starting at", "starting from", "beginning at", "from", "as of", "at the earliest at", "sometime after"], TimeSense.After),
            (["before", "earlier than", "prior to", "until", "till", "up to", "up until", "ahead of", "not past", "any time before", "sometime before"], TimeSense.Before),
            (["around", "about", "approximately", "roughly", "close to", "near", "at around", "at about", "circa", "at roughly", "somewhere around", "sometime around", "around about", "more like"], TimeSense.Around),
            (["at", "at exactly", "exactly at", "at like"], TimeSense.At),
        ];
        TimeSense? found = null;
        var longest = 0;
        foreach (var (phrases, sense) in senses)
            if (Any(i, phrases) is var length && length > longest)
                (longest, found) = (length, sense);
        if (found == TimeSense.Around && At(i, "about") && At(i - 1, "how", "what"))
            found = TimeSense.At;
        at = i + longest;
        if (longest > 0 && At(at, "the"))
            at++;
        return found;
    }

    /// <summary>True where a bare number can be a time though no "at" stands before it.</summary>
    private bool IsInvited(int i)
    {
        if (_found is [.., TimeMention] && At(i - 1, "or", "and"))
            return true;
        if (_found is [.., DayMention] && _dayEnd == i)
            return true;
        if (At(i - 1, "the") && context.Offered.Count > 0 && Token(i) is { Kind: TokenKind.Number } && !At(i + 1, "of"))
            return true;
        if (At(i - 1, "say", "lets", "prefer", "want", "it", "do", "take", "sorry", "mean", "meant", "said", "no", "actually", "rather", "instead", "about", "is") && OnlyFillersAfter(i + 1))
            return true;
        if (Any(i + 1, "or later", "or after", "or earlier", "or before", "onwards", "or so", "at the latest", "at the earliest") > 0)
            return true;
        if (At(i + 1, "tomorrow", "today", "tonight", "sharp", "ish") || (At(i + 1, "on") && Token(i + 2) is { } on && Vocabulary.Weekday(on.Text) is not null)
            || (At(i + 1, "in") && At(i + 2, "the") && At(i + 3, "morning", "afternoon", "evening")) || (At(i + 1, "this") && At(i + 2, "morning", "afternoon", "evening"))
            || (At(i + 1, "at") && At(i + 2, "night")))
            return true;
        for (var k = 0; k < i; k++)
            if (!Filler(k))
                return false;
        return OnlyFillersAfter(i + 1);
    }

    private bool OnlyFillersAfter(int i)
    {
        for (; i < words.Count; i++)
            if (!Filler(i) && words[i].Kind is not (TokenKind.Number or TokenKind.Meridiem) && !At(i, "or", "oclock"))
                return false;
        return true;
    }

    private bool Filler(int i) => At(i, "um", "uh", "er", "hmm", "well", "so", "ok", "okay", "yes", "yeah", "yep", "sure", "please", "then", "the", "ill", "id", "i", "will", "would", "take", "like", "prefer", "works", "work",
        "is", "fine", "good", "great", "perfect", "better", "best", "thanks", "thank", "you", "lets", "say", "do", "how", "what", "about", "make", "it", "that", "thats", "for", "me", "maybe", "perhaps", "no", "sorry",
        "actually", "instead", "go", "with", "can", "could", "we", "be", "and", "rather", "want", "ideal", "suits", "said", "mean", "at", "one", "slot", "with", "free", "available", "open");

    private int Between(int i, out TimeMention? time)
    {
        time = null;
        var at = i;
        var opened = Any(i, "between", "from", "anywhere between", "any time between", "sometime between", "anywhere from", "anytime between");
        at += opened;
        var first = Clock(at, opened > 0 || IsInvited(i) || At(at + 1, "to", "til", "until", "till") || _found is [.., DayMention], out var from);
        if (first == 0)
            return 0;
        at += first;
        if (!At(at, "and", "to", "til", "till", "until", "through") || (opened == 0 && At(at, "and")) || (At(at, "to", "till", "until") && opened == 0 && !Bound(at - 1)))
            return 0;
        at++;
        var second = Clock(at, true, out var until);
        if (second == 0)
            return 0;
        time = new(TimeSense.Between, from, until);
        return at + second - i;

        bool Bound(int k) => words[k].Kind is TokenKind.Number or TokenKind.Clock or TokenKind.Meridiem || At(k, "noon", "oclock", "midnight", "midday");
    }

    /// <summary>A time of the clock. A lone number counts only when <paramref name="invited"/>.</summary>
    private int Clock(int i, bool invited, out ClockWords clock)
    {
        clock = default;
        if (Any(i, "noon", "midday", "twelve noon", "high noon", "mid day") is > 0 and var noon)
            return Reading(out clock, new(12, 0, "pm", false), noon);
        if (Any(i, "midnight", "twelve midnight", "mid night") is > 0 and var midnight)
            return Reading(out clock, new(0, 0, "am", true) { IsMidnight = true }, midnight);
        if (PastOrTo(i, out clock) is > 0 and var past)
            return past;
        if (Token(i) is not { } word)
            return 0;
        if (word.Kind == TokenKind.Clock)
        {
            var hour = word.Value / 60;
            var zero = word.Text[0] == '0' || hour is 0 or > 12;
            var length = WithMeridiem(i + 1, out var typed);
            return Reading(out clock, new(hour, word.Value % 60, typed, zero && typed.Length == 0), 1 + length);
        }

        if (word.Kind != TokenKind.Number)
            return 0;
        return Numbers(i, word, invited, out clock);
    }

    private int Numbers(int i, Token word, bool invited, out ClockWords clock)
    {
        clock = default;
        var at = i;
        var leadingOh = word.Text == "oh" || (word.Value == 0 && word.Text == "zero");
        if (leadingOh)
        {
            if (Token(++at) is not { Kind: TokenKind.Number, AfterBreak: false } next || next.Value > 9 || next.Text == "oh")
                return 0;
            word = next;
        }

        if (word.Typed && word.Text.Length == 4 && word.Value % 100 < 60 && word.Value / 100 < 24 && (invited && At(i - 1, "at")) && word.Value is not (>= 2020 and <= 2040))
            return Reading(out clock, new(word.Value / 100, word.Value % 100, "", true), 1 + WithMeridiem(i + 1, out _));
        if (word.Value > 24)
            return 0;
        at++;
        if (At(at, "hundred"))
        {
            if (!(leadingOh || word.Value >= 10) || At(at + 1, "people", "dollars", "and") || !(invited || At(at + 1, "hours")))
                return 0;
            return Reading(out clock, new(word.Value, 0, "", true), at - i + 1 + (At(at + 1, "hours") ? 1 : 0));
        }

        var minute = -1;
        if (Token(at) is { Kind: TokenKind.Number, AfterBreak: false } minutes)
        {
            if (minutes.Text == "oh" && Token(at + 1) is { Kind: TokenKind.Number, Value: > 0 and < 10, AfterBreak: false } ones)
                (minute, at) = (ones.Value, at + 2);
            else if (minutes.Value is >= 10 and < 60 || (minutes.Typed && minutes.Text.Length == 2 && minutes.Value < 60))
                (minute, at) = (minutes.Value, at + 1);
            else
                return 0;
        }

        var oclock = At(at, "oclock") ? 1 : At(at, "o") && At(at + 1, "clock") ? 2 : 0;
        at += oclock;
        at += WithMeridiem(at, out var meridiem);
        var strong = minute >= 0 || oclock > 0 || meridiem.Length > 0 || leadingOh;
        if (meridiem.Length == 0 && Token(at) is { AfterBreak: false } follower && follower.Kind is TokenKind.Word && Vocabulary.IsCounted(follower.Text))
            return 0;
        if (!strong && (!invited || (word.Value == 1 && (At(i - 1, "that", "this", "which", "another", "other", "no", "any", "every", "some", "last", "next", "earlier", "later") || At(at, "of")))))
            return 0;
        if (!strong && (word.Value == 0 || (word.Value > 12 && !At(i - 1, "at", "after", "before", "by", "until", "from", "between"))))
            return 0;
        if (minute >= 0 && word.Value == 0 && !leadingOh && meridiem.Length == 0)
            return 0;
        return Reading(out clock, new(word.Value, Math.Max(0, minute), meridiem, meridiem.Length == 0 && (leadingOh || (word.Typed && word.Text[0] == '0') || word.Value > 12)), at - i);
    }

    /// <summary>"half past ten", "a quarter to six", "ten minutes past four", "twenty to three".</summary>
    private int PastOrTo(int i, out ClockWords clock)
    {
        clock = default;
        var at = At(i, "a") ? i + 1 : i;
        int minutes;
        if (At(at, "half"))
            minutes = 30;
        else if (At(at, "quarter"))
            minutes = 15;
        else if (Token(at) is { Kind: TokenKind.Number, Value: > 0 and < 60 } number && (number.Value % 5 == 0 || At(at + 1, "minutes", "minute")))
            minutes = number.Value;
        else
            return 0;
        at++;
        if (At(at, "minutes", "minute"))
            at++;
        var past = At(at, "past") || (At(at, "after") && minutes != 30);
        var to = minutes != 30 && (At(at, "til", "till", "of", "before") || (At(at, "to") && minutes < 31 && (words[at - 1].Kind != TokenKind.Number || minutes is 5 or 10 or 20 or 25)));
        if (minutes == 30 && words[at - 1].Is("half") && Token(at) is { Kind: TokenKind.Number, Value: > 0 and <= 12 } && !Vocabulary.IsCounted(Token(at + 1)?.Text ?? ""))
            at--; // "half ten"
        else if (!past && !to)
            return 0;
        if (to && minutes is 5 or 10 && words[at - 1].Kind == TokenKind.Number && (At(at, "to", "of", "before", "til", "till") && (At(i - 1, "from", "between", "at") || _found is [.., DayMention])))
            return 0; // "from ten to twelve" is a stretch, not a time
        at++;
        var hour = 0;
        if (At(at, "noon", "midday", "midnight"))
            hour = At(at, "midnight") ? 24 : 12;
        else if (Token(at) is { Kind: TokenKind.Number, Value: > 0 and <= 12 } spoken)
            hour = spoken.Value;
        if (hour == 0)
            return 0;
        var named = words[at].Kind == TokenKind.Word;
        var noon = named && hour == 12;
        at++;
        at += At(at, "oclock") ? 1 : 0;
        at += WithMeridiem(at, out var meridiem);
        if (to)
        {
            (hour, minutes) = (hour == 1 ? 12 : hour - 1, 60 - minutes);
            if (noon)
                meridiem = "am";
            else if (named)
                (hour, meridiem) = (11, "pm");
            else if (meridiem.Length > 0 && hour == 11)
                meridiem = meridiem == "am" ? "pm" : "am";
        }
        else if (named)
        {
            (hour, meridiem) = (12, hour == 24 ? "am" : "pm");
        }

        clock = new(hour, minutes, meridiem, false);
        return at - i;
    }

    private int WithMeridiem(int i, out string meridiem)
    {
        meridiem = Token(i) is { Kind: TokenKind.Meridiem } word ? word.Text : "";
        return meridiem.Length > 0 ? 1 : 0;
    }

    private int PartOfDay(int i, out TimeMention? part)
    {
        part = null;
        var at = i + Any(i, "in the", "during the", "at the", "the", "at", "in", "over", "for", "around", "on the", "sometime in the", "early in the", "late in the", "later in the", "this");
        if (At(i, "this") && At(i + 1, "morning", "afternoon", "evening"))
            return 0; // a day as well; the days read it
        var early = Any(i, "early in the") > 0 || At(at, "early");
        var late = Any(i, "late in the", "later in the") > 0 || (At(at, "late") && Any(at, "late as") == 0);
        var middle = At(at, "mid", "middle");
        if (At(at, "early", "late", "mid"))
            at++;
        else if (Any(at, "middle of the") is > 0 and var of)
            at += of;

        (string Name, TimeRange Range, WhenPreference Preference, int Length) read = this switch
        {
            _ when Any(at, "first thing in the morning", "first thing") is > 0 and var n => ("first thing in the morning", Range(5, 0, 10, 0), WhenPreference.Soonest, n),
            _ when Any(at, "morning", "mornings", "forenoon", "midmorning", "midmornings") is > 0 and var n => early ? ("early in the morning", Range(5, 0, 10, 0), default, n)
                : late ? ("late in the morning", Range(10, 0, 12, 0), default, n) : middle || At(at, "midmorning") ? ("in mid morning", Range(9, 30, 11, 30), default, n) : ("in the morning", Range(5, 0, 12, 0), default, n),
            _ when Any(at, "afternoon", "afternoons", "midafternoon") is > 0 and var n => early ? ("early in the afternoon", Range(12, 0, 15, 0), default, n)
                : late ? ("late in the afternoon", Range(15, 0, 18, 30), default, n) : middle || At(at, "midafternoon") ? ("in mid afternoon", Range(13, 30, 16, 30), default, n) : ("in the afternoon", Range(12, 0, 18, 0), default, n),
            _ when Any(at, "evening", "evenings") is > 0 and var n => early ? ("early in the evening", Range(17, 0, 19, 0), default, n)
                : late ? ("late in the evening", Range(19, 0, 24, 0), default, n) : ("in the evening", Range(17, 0, 24, 0), default, n),
            _ when Any(at, "night", "nights", "nighttime") is > 0 and var n && (at > i || At(i, "nights")) && !At(at + 1, "before") => ("at night", Range(18, 0, 24, 0), default, n),
            _ when Any(i, "after lunch", "after lunchtime") is > 0 and var n => ("after lunch", Range(13, 0, 18, 0), default, n + i - at),
            _ when Any(i, "before lunch", "before lunchtime") is > 0 and var n => ("before lunch", Range(5, 0, 12, 0), default, n + i - at),
            _ when Any(i, "after work", "after hours", "after school") is > 0 and var n => ("after work", Range(17, 0, 24, 0), default, n + i - at),
            _ when Any(i, "before work", "before school") is > 0 and var n => ("before work", Range(5, 0, 9, 0), default, n + i - at),
            _ when Any(at, "lunchtime", "lunch time", "lunch", "lunch hour", "lunch break") is > 0 and var n && !At(i, "for") => ("around lunch", Range(11, 30, 14, 0), default, n),
            _ when Any(at, "end of the day", "end of day", "close of business", "eod", "end of the work day", "end of business") is > 0 and var n => ("at the end of the day", Range(15, 30, 24, 0), default, n),
            _ when Any(at, "start of the day", "beginning of the day", "start of day") is > 0 and var n => ("at the start of the day", Range(5, 0, 10, 0), default, n),
            _ when Any(i, "late in the day", "later in the day", "late on") is > 0 and var n && !Any(i, "late on").Equals(n) => ("late in the day", Range(15, 30, 24, 0), default, n + i - at),
            _ when Any(i, "early in the day", "early on", "very early") is > 0 and var n && n != 2 => ("early in the day", Range(5, 0, 10, 0), default, n + i - at),
            _ when At(i, "pm") && MeridiemAlone(i) => ("in the afternoon", Range(12, 0, 24, 0), default, 1 + i - at),
            _ when At(i, "am") && MeridiemAlone(i) => ("in the morning", Range(0, 0, 12, 0), default, 1 + i - at),
            _ when (Any(i, "a m") > 0 || Any(i, "p m") > 0) && MeridiemAlone(i) && MeridiemAlone(i + 1) => At(i, "p") ? ("in the afternoon", Range(12, 0, 24, 0), default, 2 + i - at) : ("in the morning", Range(0, 0, 12, 0), default, 2 + i - at),
            _ => ("", default, default, 0),
        };
        if (read.Name.Length == 0)
            return 0;
        part = new(TimeSense.Part, Part: read.Range) { Name = read.Name, Preference = read.Preference };
        return at - i + read.Length;

        bool MeridiemAlone(int k) => (k == 0 || At(k - 1, "the", "in", "an", "a", "p", "please", "uh", "um", "yes", "no", "its", "sorry", "said") || _found is [.., DayMention]) && (k + 1 >= words.Count || Filler(k + 1) || At(k + 1, "m"));
    }

    private static TimeRange Range(int fromHour, int fromMinute, int toHour, int toMinute) =>
        new(new(fromHour, fromMinute), toHour == 24 ? LocalTime.MaxValue : new(toHour, toMinute));

    private static int Reading(out ClockWords clock, ClockWords read, int length)
    {
        clock = read;
        return length;
    }
}
