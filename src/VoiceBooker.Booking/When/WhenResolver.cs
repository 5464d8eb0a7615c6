using System.Text.RegularExpressions;
using NodaTime;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.When;

/// <summary>
/// Understands what callers say about time, as recognised speech ("next tuesday after three") or typed ("Tue 3pm"). Pure: the same words against the same
/// context always mean the same. What has two meanings is asked, what cannot be is said to be so; nothing is guessed and nothing throws.
/// </summary>
/// <remarks>Words → <see cref="Tokens"/> (by way of <see cref="WhenTongue"/> where they are not English) → <see cref="WhenParser"/> (what was said) → <see cref="WhenComposer"/> (what it can mean) → <see cref="WhenJudge"/> (against what was offered, wished and what the clock shows).</remarks>
public static partial class WhenResolver
{
    /// <summary>What <paramref name="words"/> mean for somebody to whom <paramref name="context"/> applies.</summary>
    public static WhenReading Resolve(string words, WhenContext context)
    {
        var tokens = WhenTongue.Read(words, context.Tongue);
        if (tokens.Count == 0)
            return new WhenReading.Nothing();
        var parser = new WhenParser(tokens, context);
        var mentions = Standing(parser.Parse());
        var judge = new WhenJudge(context, parser, mentions);
        if (context.Pending is { } pending && judge.Answer(pending, tokens) is { } answer)
            return answer;
        if (LoneNumber(tokens) is { } number && judge.Chosen(number.Value, number.Typed) is { } chosen)
            return chosen;
        return mentions.Count == 0 ? new WhenReading.Nothing() : judge.Read();
    }

    /// <summary>True when a sentence names a date, a weekday, a time of the clock or a part of a day. Cheap, and rather too often true than too seldom.</summary>
    /// <param name="words">What was said.</param>
    /// <param name="tongue">Its language; null: English.</param>
    public static bool MentionsTime(string words, Tongue? tongue = null)
    {
        if (tongue is not null && tongue != Tongue.English)
            return SpokenTime.In(WhenTongue.Read(words, tongue));
        var said = NoClaim().Replace(words, " ");
        return Mention().IsMatch(said);
    }

    /// <summary>What is left after "no sorry, …": later words replace earlier ones of their kind.</summary>
    private static List<Mention> Standing(IReadOnlyList<Mention> all)
    {
        var standing = new List<Mention>();
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Corrects)
            {
                var group = all.Skip(i).TakeWhile((mention, place) => place == 0 || !mention.Corrects).ToList();
                standing.RemoveAll(before => group.Exists(after => SameKind(before, after) && !after.Negated));
            }

            standing.Add(all[i]);
        }

        return standing;

        static bool SameKind(Mention a, Mention b) => (a, b) switch
        {
            (DayMention, DayMention) or (TimeMention, TimeMention) => true,
            (HintMention, _) => true,
            _ => false,
        };
    }

    private static Token? LoneNumber(List<Token> tokens)
    {
        var rest = tokens.Where(token => !(token.Is("please") || token.Is("um") || token.Is("uh") || token.Is("the") || token.Is("number") || token.Is("option") || token.Is("thanks"))).ToList();
        return rest is [{ Kind: TokenKind.Number, Value: > 0 and < 10 } only] ? only : null;
    }

    [GeneratedRegex(
        @"\b(good|nice|great|lovely|wonderful) (day|morning|afternoon|evening|weekend|night)\b|\b(help|assist|calling|call|do for) (you |us )?today\b|\b(one|a|just a) (moment|second|minute)\b|\bfirst (name|of all|one)\b|\bmay (i|we|you|be|have)\b|\b(i|we|you|it|that) may\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex NoClaim();

    [GeneratedRegex(
        """
        \b(mon|tues|wednes|thurs|fri|satur|sun)days?\b
        |\b(mon|tue|tues|wed|thu|thur|thurs|fri)\b
        |\b(january|february|march|april|may|june|july|august|september|october|november|december)\b
        |\b(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?\s+\d
        |\b(today|tonight|tomorrow|yesterday|weekend|noon|midday|midnight|lunchtime|mornings?|afternoons?|evenings?|christmas|new\ year)\b
        |\b(this|next|following|coming|last)\s+(week|month|year|day)\b|\bweek\ after\b
        |\bin\ (a|an|one|two|three|four|five|six|\d+)\ (hours?|days?|weeks?|months?)\b
        |\b[0-9]{1,2}[:.][0-9]{2}\b|\b[0-9]{1,2}\s?([ap]\.?m\b)|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b|\b[0-9]{1,2}/[0-9]{1,2}\b|\b[0-9]{1,2}(st|nd|rd|th)\b
        |\b[ap]\.\s?m\b|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirty|fifteen|forty|fifty|twenty)\s([ap]\s?m)\b
        |\bo'?clock\b|\bhalf\ past\b|\bquarter\ (past|to|after|of)\b
        |\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s(oh\s\w+|fifteen|thirty|forty(\s|-)?five|ten|twenty|forty|fifty)\b
        |\b(at|after|before|until|till|by|around|from|between)\s(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]{1,2})\b(?!\s(people|persons?|minutes?|hours?|of|times|dollars|or\ more|guests|options?))
        |\bthe\s(twenty[\s-]|thirty[\s-])?(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|twentieth|thirtieth)\b(?!\s(one|option|time|choice|slot|name|letter|part|digit|line|person))
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex Mention();
}
