using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Voice.Dialogue;

namespace VoiceBooker.Booking.Reception;

/// <summary>An event's question and the caller's words: what they come to in the form the question wants, and how that is said back. Pure.</summary>
internal static class QuestionAnswer
{
    private const int LongestText = 500;
    private const int LongestReadBack = 80;

    /// <summary>The answer in the form <see cref="EventQuestion.Kind"/> wants; null when the words give none.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="words">What was said, typed or keyed.</param>
    /// <param name="by">How it came in.</param>
    /// <param name="near">The caller's own number, whose country a number without a calling code belongs to.</param>
    /// <param name="tongue">The language of the words; null: English.</param>
    public static string? Read(EventQuestion question, string words, SaidBy by, PhoneNumber? near, Tongue? tongue = null)
    {
        var said = words.Trim();
        if (said.Length == 0)
            return null;
        var keys = by == SaidBy.Keys;
        switch (question.Kind)
        {
            case QuestionKind.Number:
                return SpokenNumber.TryRead(said, out var number, tongue) ? SpokenNumber.Written(number) : null;

            case QuestionKind.Phone:
                return SpokenPhone.TryRead(said, near, out var phone, tongue) ? phone.E164 : null;

            case QuestionKind.YesNo:
                return (said.ToLowerInvariant(), YesNo.Read(said, tongue).Answer) switch
                {
                    ("true", _) or (_, Answer.Yes) => "true",
                    ("false", _) or (_, Answer.No) => "false",
                    _ => null,
                };

            case QuestionKind.OneOf:
                return keys ? SpokenOption.FindByKey(question.Options, said) : SpokenOption.Find(question.Options, said, tongue);

            case QuestionKind.SomeOf:
                return (keys ? SpokenOption.FindSomeByKeys(question.Options, said) : SpokenOption.FindSome(question.Options, said, tongue)) is { Count: > 0 } some ? string.Join('\n', some) : null;

            default:
                return keys || !said.Any(char.IsLetterOrDigit) ? null : said.Length > LongestText ? said[..LongestText] : said;
        }
    }

    /// <summary>The answer for the ear; short.</summary>
    public static string Spoken(EventQuestion question, string answer, Phrasebook say) => question.Kind switch
    {
        QuestionKind.YesNo => say.YesOrNo(answer == "true"),
        QuestionKind.Number when decimal.TryParse(answer, System.Globalization.CultureInfo.InvariantCulture, out var number) => say.Number(number),
        QuestionKind.Phone when PhoneNumber.TryParse(answer, out var phone) => say.Phone(phone),
        QuestionKind.SomeOf => say.And(answer.Split('\n')),
        QuestionKind.Text when answer.Length > LongestReadBack => say.AsYouToldMe,
        _ => answer.TrimEnd('.', '!', ' '),
    };

    /// <summary>The label as it is named in a sentence: "number of guests".</summary>
    public static string Named(EventQuestion question)
    {
        var label = question.Label.Trim().TrimEnd('?', ':', '*', '.', ' ');
        return label.Length > 1 && char.IsUpper(label[0]) && !char.IsUpper(label[1]) && !label.StartsWith("I ", StringComparison.Ordinal) && !label.StartsWith("I'", StringComparison.Ordinal) ? char.ToLowerInvariant(label[0]) + label[1..] : label;
    }

    /// <summary>True when a telephone number asked for is the one at which the caller can be reached.</summary>
    public static bool IsOwnNumber(EventQuestion question) =>
        question.Kind == QuestionKind.Phone
        && SaidWords.English.Plain(question.Label).Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words
        && Array.TrueForAll(words, word => word is "phone" or "telephone" or "number" or "mobile" or "cell" or "your" or "contact" or "the" or "best" or "to" or "reach" or "you" or "at" or "on" or "we" or "can" or "call" or "a" or "attendee" or "for" or "what" or "what's" or "is" or "send" or "text" or "sms" or "reminders" or "reminder" or "messages"
            or "telefon" or "telefonnummer" or "nummer" or "handy" or "handynummer" or "mobilnummer" or "ihre" or "teléfono" or "número" or "móvil" or "su" or "de" or "téléphone" or "numéro" or "portable" or "votre");
}
