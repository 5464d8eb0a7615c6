namespace VoiceBooker.Booking.When;

/// <content>Words that refer to what was offered or chosen: "the second one", "later", "another day", "same time".</content>
internal sealed partial class WhenParser
{
    private int Hinted(int i, out HintMention? hint)
    {
        hint = null;
        if (Picked(i, out hint) is > 0 and var picked)
            return picked;

        if (Any(i, "as soon as possible", "asap", "as soon as you can", "first available", "next available", "earliest available", "soonest", "whatever is earliest", "whatever is soonest", "earliest possible",
            "the earliest you have", "earliest you have", "as early as possible", "right away", "immediately", "soon as possible", "very next", "first opening", "next opening", "first free", "next free",
            "the first thing you have", "first you have", "earliest time", "earliest appointment", "first appointment", "next appointment", "earliest date", "earliest", "sooner the better", "quickest", "as soon as") is > 0 and var soon)
            return Hinting(out hint, Hint.Soonest, soon);
        if (Any(i, "as late as possible", "the latest you have", "latest possible", "latest you have", "latest available", "last available", "last appointment") is > 0 and var late)
            return Hinting(out hint, Hint.Latest, late);
        if (Any(i, "same time", "the same time", "that same time") is > 0 and var same)
            return Hinting(out hint, Hint.SameTime, same);
        if (Any(i, "another day", "a different day", "different day", "some other day", "other day", "other days", "another date", "different date", "other dates", "another weekday", "different days", "some other date") is > 0 and var day)
            return Hinting(out hint, Hint.AnotherDay, day);
        if (Any(i, "another time", "a different time", "different time", "other times", "other time", "some other time", "something else", "anything else", "another slot", "other slots", "more times",
            "other options", "another option", "more options", "different times", "another one", "any others", "different slot") is > 0 and var other)
            return Hinting(out hint, Hint.AnotherTime, other);
        if (context.Offered.Count > 0
            && Any(i, "either", "either one", "any of those", "any of them", "any of these", "whichever", "doesnt matter", "does not matter", "you choose", "you pick", "both work", "both are fine", "all of them work",
                "they all work", "dont mind", "do not mind", "dont care", "any is fine", "any works", "any one", "up to you", "both are good") is > 0 and var either && !At(i - 1, "neither"))
            return Hinting(out hint, Hint.Either, either);
        if (Any(i, "any time", "anytime", "whenever", "any hour", "all day", "any times") is > 0 and var any && !At(i + any, "but", "except", "other"))
            return Hinting(out hint, Hint.AnyTime, any);
        if (Any(i, "any day", "any date", "every day", "any weekday at all") is > 0 and var anyDay && !At(i + anyDay, "but", "except", "other"))
            return Hinting(out hint, Hint.AnyDay, anyDay);
        return Moved(i, out hint);
    }

    private int Moved(int i, out HintMention? hint)
    {
        hint = null;
        if (By(i, out var minutes) is > 0 and var by)
            return Hinting(out hint, Hint.By, by, minutes);
        if (Any(i, "the later one", "the later slot", "the later time", "later one", "later slot", "the later", "the later option") is > 0 and var laterSlot)
            return Hinting(out hint, Hint.LaterSlot, laterSlot);
        if (Any(i, "the earlier one", "the earlier slot", "the earlier time", "earlier one", "earlier slot", "the earlier", "the earlier option") is > 0 and var earlierSlot)
            return Hinting(out hint, Hint.EarlierSlot, earlierSlot);
        if (Any(i, "a later day", "later day", "a later date", "later date", "later in the week", "later in the month", "further out", "a few days later", "some days later") is > 0 and var laterDay)
            return Hinting(out hint, Hint.LaterDay, laterDay);
        if (Any(i, "an earlier day", "earlier day", "an earlier date", "earlier date", "earlier in the week", "sooner", "any sooner", "some days earlier") is > 0 and var earlierDay)
            return Hinting(out hint, Hint.EarlierDay, earlierDay);
        if (At(i, "later") && !At(i - 1, "or", "see", "and", "talk") && !At(i + 1, "than"))
            return Hinting(out hint, Hint.Later, Any(i + 1, "that day", "on that day", "the same day", "that same day", "in the day") + 1);
        if (At(i, "earlier") && !At(i - 1, "or", "said", "and") && !At(i + 1, "than", "i", "you", "we", "today"))
            return Hinting(out hint, Hint.Earlier, Any(i + 1, "that day", "on that day", "the same day", "that same day", "in the day") + 1);
        return 0;
    }

    /// <summary>"an hour later", "thirty minutes earlier".</summary>
    private int By(int i, out int minutes)
    {
        minutes = 0;
        var length = Any(i, "half an hour");
        if (length > 0)
            minutes = 30;
        else if (Any(i, "an hour", "one hour", "a hour") is > 0 and var hour)
            (minutes, length) = (60, hour);
        else if (Token(i) is { Kind: TokenKind.Number } number && number.Value is > 0 and < 600 && At(i + 1, "hour", "hours", "minutes", "minute"))
            (minutes, length) = (At(i + 1, "hour", "hours") ? number.Value * 60 : number.Value, 2);
        if (length == 0)
            return 0;
        if (At(i + length, "later"))
            return length + 1;
        minutes = -minutes;
        return At(i + length, "earlier", "sooner") ? length + 1 : 0;
    }

    private int Picked(int i, out HintMention? hint)
    {
        hint = null;
        var at = At(i, "the") ? i + 1 : i;
        if (Token(at) is { Kind: TokenKind.Ordinal } ordinal && Any(at + 1, "one", "option", "choice", "slot", "of those", "of these", "of the two", "of them", "suggestion", "of the three") is > 0 and var noun
            && Vocabulary.Month(Token(at - 2)?.Text ?? "") is null)
            return Hinting(out hint, Hint.Pick, at - i + 1 + noun, ordinal.Value);
        if (context.Offered.Count > 0 && Token(at) is { Kind: TokenKind.Ordinal, Value: <= 3 } time && At(at + 1, "time") && !At(at + 2, "i", "that"))
            return Hinting(out hint, Hint.Pick, at - i + 2, time.Value);
        if (At(i, "option", "number", "choice", "slot") && Token(i + 1) is { Kind: TokenKind.Number, Value: > 0 and < 10 } number && Token(i + 2)?.Kind != TokenKind.Number)
            return Hinting(out hint, Hint.Pick, 2, number.Value);
        if (Any(i, "the last one", "last one", "the last option", "last option", "the last slot", "the last of those", "the latter", "the latest one", "latest one", "the latest", "the last") is > 0 and var last
            && Vocabulary.Weekday(Token(i + last)?.Text ?? "") is null && !At(i + last, "week", "day", "month", "time", "weekend", "few", "name", "of", "available", "you", "possible", "appointment"))
            return Hinting(out hint, Hint.PickLast, last);
        if (Any(i, "the former") is > 0 and var former)
            return Hinting(out hint, Hint.Pick, former, 1);
        if (Any(i, "the earliest one", "earliest one") is > 0 and var early)
            return Hinting(out hint, Hint.EarlierSlot, early);
        if (Any(i, "the middle one", "the one in the middle", "middle one", "the middle option") is > 0 and var middle)
            return Hinting(out hint, Hint.PickMiddle, middle);
        return 0;
    }

    private static int Hinting(out HintMention? hint, Hint kind, int length, int value = 0)
    {
        hint = new(kind, value);
        return length;
    }
}
