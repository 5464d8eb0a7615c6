using System.Collections.Frozen;

namespace VoiceBooker.Booking.When;

/// <summary>Whether words of the grammar speak of a time at all. Rather too often true than too seldom.</summary>
internal static class SpokenTime
{
    private static readonly FrozenSet<string> Named = FrozenSet.Create(
        "today", "tonight", "tomorrow", "yesterday", "weekend", "weekends", "weekdays", "noon", "midnight", "midday", "morning", "afternoon", "evening", "night", "lunch", "christmas", "silvester", "valentines", "halloween", "week", "weeks", "month", "months", "eve", "year");

    private static readonly FrozenSet<string> Joints = FrozenSet.Create("at", "after", "before", "by", "until", "around", "from", "between", "than", "to");

    private static readonly FrozenSet<string> Places = FrozenSet.Create("slot", "one", "option", "choice", "opening", "appointment");

    /// <summary>True for a date, a weekday, a time of the clock, a part of a day; not for a number that may count anything, nor for "the second one".</summary>
    public static bool In(List<Token> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var speaks = word.Kind switch
            {
                TokenKind.Clock or TokenKind.Date or TokenKind.Slash or TokenKind.Meridiem => true,
                TokenKind.Ordinal => i > 0 && (words[i - 1].Is("the") || words[i - 1].Is("on")) && !(i + 1 < words.Count && Places.Contains(words[i + 1].Text)),
                TokenKind.Number => (i > 0 && words[i - 1].Kind == TokenKind.Word && Joints.Contains(words[i - 1].Text) && !(i + 1 < words.Count && Vocabulary.IsCounted(words[i + 1].Text)))
                    || (i + 1 < words.Count && words[i + 1] is { Kind: TokenKind.Number, AfterBreak: false, Value: 15 or 30 or 45 } && word.Value is > 6 and < 24 && !(i + 2 < words.Count && words[i + 2].Kind == TokenKind.Number) && !(i > 0 && words[i - 1].Kind == TokenKind.Number)),
                _ => Named.Contains(word.Text) || Vocabulary.Weekday(word.Text) is not null || Vocabulary.PluralWeekday(word.Text) is not null || Vocabulary.Month(word.Text) is not null,
            };
            if (speaks)
                return true;
        }

        return false;
    }
}
