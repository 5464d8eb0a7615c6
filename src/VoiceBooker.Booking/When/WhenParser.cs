using NodaTime;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.When;

/// <summary>Finds everything in a sentence that speaks of time. Knows days (this file's sibling), clocks, and what joins or negates them.</summary>
internal sealed partial class WhenParser(List<Token> words, WhenContext context)
{
    private readonly List<Mention> _found = [];
    private readonly LocalDate _today = context.Now.Date;
    private readonly Phrasebook _say = Phrasebook.Of(context.Tongue);

    /// <summary>True when the sentence asks for something other than what was offered ("do you have anything …").</summary>
    public bool Searches { get; private set; }

    /// <summary>True when "daylight" or "summer time" was said; false for "standard" or "winter"; null otherwise.</summary>
    public bool? Daylight { get; private set; }

    /// <summary>True when the sentence asks what there is ("do you have an earlier one") rather than taking one.</summary>
    public bool Seeks => words.Exists(word => word.Is("anything") || word.Is("something") || word.Is("have") || word.Is("an") || word.Is("else") || word.Is("got") || word.Is("other") || word.Is("more"));

    /// <summary>True when the sentence refuses ("neither", "not either").</summary>
    public bool Negates => words.Exists(word => word.Is("neither") || word.Is("none") || word.Is("not"));

    /// <summary>True when "on" stands in the sentence, as it does before a date.</summary>
    public bool SaysOn => words.Exists(word => word.Is("on"));

    /// <summary>All that was found, in order.</summary>
    public IReadOnlyList<Mention> Parse()
    {
        bool negating = false, or = false, corrects = false;
        for (var i = 0; i < words.Count;)
        {
            Note(i);
            if (Skipped(i) is > 0 and var skip)
                i += skip;
            else if (PostNegation(i) is > 0 and var denied)
            {
                for (var k = _found.Count - 1; k >= 0 && !BreaksBetween(_found[k].At, i); k--)
                    _found[k].Negated = true;
                i += denied;
            }
            else if (Mentioned(i, out var mention) is > 0 and var length)
            {
                mention!.At = i;
                mention.Or = or;
                mention.Corrects = corrects;
                mention.Negated ^= negating || (or && _found is [.., { Negated: true }]);
                _found.Add(mention);
                i += length;
                or = corrects = false;
                if (!At(i, "morning", "afternoon", "evening", "at", "or", "nor", "and"))
                    negating = false;
                else if (At(i, "at", "morning", "afternoon", "evening"))
                    negating = negating && mention is DayMention;
            }
            else if (Negation(i) is > 0 and var not)
            {
                negating = true;
                i += not;
            }
            else if (Correction(i) is > 0 and var sorry)
            {
                corrects |= _found.Count > 0;
                negating = false;
                i += sorry;
            }
            else
            {
                if (At(i, "or", "and", "nor", "otherwise", "alternatively"))
                    or = true;
                else if (At(i, "but", "though", "however", "so"))
                    (negating, or) = (false, false);
                i++;
            }
        }

        return _found;
    }

    private int Mentioned(int i, out Mention? mention)
    {
        mention = null;
        if (Hinted(i, out var hint) is > 0 and var hinted)
        {
            mention = hint;
            return hinted;
        }

        if (Any(i, "tonight", "to night", "this morning", "this afternoon", "this evening") is > 0 and var part)
        {
            _found.Add(new DayMention([DateRange.On(_today)]) { At = i });
            _dayEnd = i + part;
            var evening = At(i, "tonight", "to") || At(i + 1, "evening");
            mention = new TimeMention(TimeSense.Part, Part: evening ? Range(17, 0, 24, 0) : At(i + 1, "morning") ? Range(5, 0, 12, 0) : Range(12, 0, 18, 0))
            {
                Name = At(i, "tonight", "to") ? "at night" : $"in the {words[i + 1].Text}",
            };
            return part;
        }

        if (DayOrBound(i, out var day) is > 0 and var days)
        {
            mention = day;
            return days;
        }

        if (TimeOfDay(i, out var time) is > 0 and var times)
        {
            mention = time;
            return times;
        }

        return 0;
    }

    private void Note(int i)
    {
        if (At(i, "anything", "something", "else", "available", "availability", "open", "openings", "any", "other", "another", "different", "more", "anytime", "prefer", "rather"))
            Searches = true;
        if (At(i, "daylight") || (At(i, "summer") && At(i + 1, "time")))
            Daylight = true;
        else if ((At(i, "standard") || At(i, "winter")) && At(i + 1, "time"))
            Daylight = false;
    }

    /// <summary>Greetings, phrases with "second" and "moment", and rows of digits that are no times.</summary>
    private int Skipped(int i)
    {
        var greeting = Any(i, "good morning", "good afternoon", "good evening", "good night", "have a good day", "have a nice day", "have a great day", "have a good weekend",
            "have a nice weekend", "have a good evening", "have a nice evening", "have a good one", "one of", "one moment", "one second", "one sec", "one minute", "a second", "a sec",
            "a minute", "a moment", "just a second", "at first", "first of all", "second of all", "the first time", "second thoughts", "second thought", "at last", "at least",
            "to may", "this time", "that time", "last time", "every time", "on time", "in time", "one more time", "first name", "last name", "first time", "some day", "one day",
            "the other day", "these days", "all day long", "sun is", "how are you today", "help you today", "calling today", "i may", "we may", "you may", "it may", "that may",
            "may i", "may we", "may be", "may have", "the time", "at the moment", "at once");
        if (greeting > 0 && !(At(i, "first") && Any(i, "first time") > 0 && context.Offered.Count > 0))
            return greeting;

        var run = 0;
        while (i + run < words.Count && words[i + run].Kind == TokenKind.Number && (run == 0 || !words[i + run].AfterBreak))
            run++;
        var oh = words.Skip(i).Take(run).Count(word => word.Text == "oh");
        if (run - oh >= 3 || (run >= 3 && oh > 1))
            return run;
        return run > 0 && words[i].Value > 2400 ? 1 : 0;
    }

    private int Negation(int i)
    {
        var length = Any(i, "not", "anything but", "any day but", "any time but", "any day except", "any time except", "anything except", "every day but", "every day except", "except", "except for",
            "excluding", "other than", "apart from", "aside from", "but not", "rather not", "cannot do", "cannot make", "cant do", "cant make", "cant", "cannot", "can not do", "can not make", "wont do", "never",
            "dont want", "dont like", "no good", "not on", "not in", "not at", "instead of", "rather than", "avoid", "without", "im busy", "im not free", "im unavailable", "im away", "im out", "i am busy",
            "i am away", "im not available", "i am not available", "i am not free", "any other day than", "anything other than", "isnt", "doesnt have to be", "dont do", "i dont have", "anywhere but");
        if (length > 0 && At(i, "not") && At(i + 1, "really", "sure", "yet", "necessarily", "bad"))
            return 0;
        if (length == 0 && At(i, "no") && i + 1 < words.Count && !words[i + 1].AfterBreak
            && (Vocabulary.PluralWeekday(words[i + 1].Text) is not null || At(i + 1, "mornings", "afternoons", "evenings", "weekends", "nights")))
            return 1;
        return length;
    }

    private int PostNegation(int i) => _found.Count == 0 || _found[^1].Negated
        ? 0
        : Any(i, "doesnt work", "does not work", "wont work", "will not work", "isnt good", "is not good", "is no good", "is bad", "are bad", "dont work", "do not work", "is not possible", "isnt possible",
            "is impossible", "is out", "are out", "is not an option", "isnt an option", "is too early", "is too late", "isnt going to work", "is not going to work", "is not great", "isnt great", "is not ideal",
            "doesnt suit", "does not suit", "im busy", "im not available", "im not free", "i cant", "i cannot", "i wont", "im away", "wouldnt work", "would not work", "isnt free", "not possible", "no good");

    private int Correction(int i)
    {
        var length = Any(i, "no sorry", "sorry", "no i said", "i said", "i mean", "i meant", "no wait", "wait no", "wait", "scratch that", "actually", "make that", "make it", "or rather",
            "correction", "no no", "instead", "lets say", "i changed my mind", "better", "nope", "oops", "excuse me", "pardon", "change that to", "change it to", "no");
        return length > 0 && At(i, "sorry") && Any(i + 1, "i cant", "i cannot", "but") > 0 ? 1 : length;
    }

    private bool BreaksBetween(int from, int to)
    {
        for (var i = from + 1; i <= to; i++)
            if (At(i, "but", "however") || (words[i].AfterBreak && i < to && words[i].Kind == TokenKind.Word && At(i, "how", "what", "so", "then")))
                return true;
        return false;
    }

    private bool At(int i, params ReadOnlySpan<string> any)
    {
        if (i < 0 || i >= words.Count || words[i].Kind is not (TokenKind.Word or TokenKind.Meridiem))
            return false;
        foreach (var word in any)
            if (words[i].Text == word)
                return true;
        return false;
    }

    /// <summary>The length of the longest of the phrases that stands at a place; 0 for none. Number words match by how they were said.</summary>
    private int Any(int i, params ReadOnlySpan<string> phrases)
    {
        var longest = 0;
        foreach (var phrase in phrases)
        {
            var length = 0;
            var matches = true;
            foreach (var range in phrase.AsSpan().Split(' '))
            {
                if (i + length >= words.Count || !words[i + length].Text.AsSpan().SequenceEqual(phrase.AsSpan(range)))
                {
                    matches = false;
                    break;
                }

                length++;
            }

            if (matches && length > longest)
                longest = length;
        }

        return longest;
    }

    private Token? Token(int i) => i >= 0 && i < words.Count ? words[i] : null;
}
