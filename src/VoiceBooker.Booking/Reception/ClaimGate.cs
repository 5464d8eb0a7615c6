using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Booking.Reception;

/// <summary>What a mind may lean on when it speaks of times.</summary>
/// <param name="Instructions">The assistant's instructions, variables filled in; what stands there literally may be said.</param>
/// <param name="Backed">Starts that stand offered, chosen, or in the calendar, as the desk would say them.</param>
/// <param name="Today">The date in the zone in which times are told.</param>
internal sealed record ClaimGround(string Instructions, IReadOnlyList<ZonedDateTime> Backed, LocalDate Today)
{
    /// <summary>The language the mind speaks.</summary>
    public Tongue Tongue { get; init; } = Tongue.English;

    /// <summary>Another call, by us or by a person, is arranged.</summary>
    public bool CallsAgain { get; init; }

    /// <summary>The number stands on the list of those who are not called.</summary>
    public bool OptedOut { get; init; }
}

/// <summary>
/// Stands between a mind's own words and the voice: a sentence with a date, a time or a booking claim that nothing backs does not pass. What the desk says does not come here.
/// Pure, and rather too strict: the truth that takes a sentence's place costs little.
/// </summary>
internal static partial class ClaimGate
{
    /// <summary>True when <paramref name="sentence"/> may be spoken.</summary>
    public static bool Allows(string sentence, ClaimGround ground)
    {
        if (PromiseWords.Unfounded(sentence, ground))
            return false;
        if (ground.Tongue != Tongue.English)
            return AllowsElsewhere(sentence, ground);
        var said = Normal(sentence);
        if (said.Length == 0)
            return true;

        foreach (var line in BusinessKnowledge.Lines(ground.Instructions).SelectMany(Quotable).OrderByDescending(each => each.Length))
            said = Cut(said, line);
        if (Claim().IsMatch(said))
            return false;
        return !SpeaksOfTime(said) || ground.Backed.Any(start => !SpeaksOfTime(Without(said, start, ground.Today)));
    }

    /// <summary>Whole sentences of a growing text; the rest stays for more. "a.m." ends none, nor does "am 1." before its month.</summary>
    public static IEnumerable<string> TakeSentences(StringBuilder text, Tongue? tongue = null)
    {
        var all = text.ToString();
        var from = 0;
        foreach (Match end in (tongue is null || tongue == Tongue.English ? SentenceEnd() : SentenceEndElsewhere()).Matches(all))
        {
            yield return all[from..(end.Index + end.Length)];
            from = end.Index + end.Length;
        }

        text.Remove(0, from);
    }

    /// <summary>The same by the words of another language; what a mind may repeat of a time is how <see cref="Phrasebook"/> tells it.</summary>
    private static bool AllowsElsewhere(string sentence, ClaimGround ground)
    {
        var (tongue, say) = (ground.Tongue, Phrasebook.Of(ground.Tongue));
        var said = sentence.ToLowerInvariant().Replace('’', '\'');
        if (ClaimWords.Plain(said, tongue).Length == 0)
            return true;

        var quoted = BusinessKnowledge.Lines(ground.Instructions).SelectMany(line => Quotes(line, tongue)).OrderByDescending(each => each.Length).ToList();
        var plain = quoted.Aggregate(ClaimWords.Plain(said, tongue), Cut);
        var marked = quoted.Exists(line => line.Length > 1 && $" {ClaimWords.Plain(said, tongue)} ".Contains($" {line} ", StringComparison.Ordinal)) ? plain : said;
        if (ClaimWords.Claims(marked, tongue))
            return false;
        return !ClaimWords.SpeaksOfTime(plain, tongue) || ground.Backed.Any(start => !ClaimWords.SpeaksOfTime(Told(start).Aggregate(plain, Cut), tongue));

        IEnumerable<string> Told(ZonedDateTime start)
        {
            string[] words =
            [
                say.DateAndTime(start, ground.Today), say.On(start.Date, ground.Today), say.Date(start.Date, ground.Today),
                say.On(start.Date, start.Date.PlusDays(-30)), say.Date(start.Date, start.Date.PlusDays(-30)), say.Time(start), say.Time(start.TimeOfDay), say.Zone(start.Zone),
            ];
            return words.Select(each => ClaimWords.Plain(each, tongue)).OrderByDescending(each => each.Length);
        }
    }

    private static IEnumerable<string> Quotes(string line, Tongue tongue)
    {
        yield return ClaimWords.Plain(line, tongue);
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon is > 0 and < 32)
            yield return ClaimWords.Plain(line[(colon + 1)..], tongue);
    }

    private static bool SpeaksOfTime(string said)
    {
        var bare = Greeting().Replace(said, " ");
        return Digits().IsMatch(bare) || TimeWords().IsMatch(bare) || WhenResolver.MentionsTime(bare.Trim());
    }

    private static string Without(string said, ZonedDateTime start, LocalDate today)
    {
        foreach (var words in (string[])[SpokenEnglish.DateAndTime(start, today), SpokenEnglish.Date(start.Date, today), SpokenEnglish.Time(start), SpokenEnglish.Time(start.TimeOfDay), SpokenEnglish.Zone(start.Zone)])
            said = Cut(said, Normal(words));
        return said;
    }

    private static IEnumerable<string> Quotable(string line)
    {
        yield return Normal(line);
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon is > 0 and < 32)
            yield return Normal(line[(colon + 1)..]);
    }

    private static string Cut(string said, string words) => words.Length < 2 ? said : $" {said} ".Replace($" {words} ", " ", StringComparison.Ordinal).Trim();

    private static string Normal(string text) => Other().Replace(text.ToLowerInvariant().Replace('’', '\''), " ").Trim();

    [GeneratedRegex(@"[^a-z0-9$€%']+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Other();

    [GeneratedRegex(@"(?<![ .][A-Za-z])[.!?]+[""')]*(?:\s+|$)(?=[A-Z""]|$)|\n+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"(?<![ .]\p{L})(?<!\b\d{1,2})[.!?…]+[""')»]*(?:\s+|$)(?=[\p{Lu}""¿¡«„]|$)|\n+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SentenceEndElsewhere();

    [GeneratedRegex(@"\b(booked|book(ing)? (is|was|has been)|rebooked|confirmed|confirmation (is|was|has)|scheduled|rescheduled|reserved|cancell?ed|moved|postponed|arranged|all set|good to go|locked in|(you are|you're|you're all|we are|we're) set|(put|got|have|pencil+ed|penciled) you (in|down)|down for|signed you up|in the calendar|on the calendar|on your calendar|in the diary|invitation (is|was|has|will)|invite (is|was|has)|sent you|(appointment|meeting|booking|reservation|slot|spot|time) (is|was|has been|'s) (made|set|done|yours|secured|fixed|complete|final|taken care)|it's done|it is done|that's done|taken care of|see you (then|on|at|there|soon|tomorrow|next)|looking forward to (seeing|meeting)|secured|finali[sz]ed|yours now|expect(ing)? you|made the (booking|appointment|reservation))\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Claim();

    [GeneratedRegex(@"\bgood (morning|afternoon|evening)\b|\b(have a|enjoy your) \w+ (day|evening|weekend|week)\b|\bhelp you today\b|\b(calling|call|called) (us )?today\b|\b(one|just a|a|any) (moment|second|minute)\b|\bany ?time\b|\bof the day\b|\bone (of|more|thing|else)\b|\bfirst of all\b|\bat the moment\b|\bright now\b|\bthis one\b|\bthat one\b|\bwhich one\b|\bno one\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Greeting();

    [GeneratedRegex(@"\b\d{1,2}(\s*(am|pm|a m|p m|o'clock|h|uhr)|\s+\d{2})?\b|\b\d{4}\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\b(mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(today|tonight|tomorrow|yesterday|o'clock|noon|midnight|half past|quarter (past|to))\b|\b(january|february|march|april|june|july|august|september|october|november|december)\b|\b(at|by|around|before|after|until|from) (one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)( \w+)? (a m|p m|am|pm)\b|\bnext week\b|\bin the (morning|afternoon|evening)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TimeWords();
}
