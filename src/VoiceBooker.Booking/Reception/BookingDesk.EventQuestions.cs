using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    private const int KeysForOptions = 9;
    private const int WordsOfWholeSentence = 5;

    private static readonly HashSet<string> QuestionWords = new(
        ["what", "what's", "which", "how", "who", "whom", "where", "when", "why", "do", "does", "did", "are", "is", "have", "has", "will", "would", "can", "could", "should"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The event's question that is asked next; null when none is open.</summary>
    private EventQuestion? StandingQuestion => _answers.ToConfirm?.Question ?? _answers.Next(_details.Phone);

    private Asking? MissingAnswer => _answers.ToConfirm is not null ? Asking.QuestionRight : _answers.Next(_details.Phone) is not null ? Asking.Question : null;

    /// <summary>The caller's answer to the event's question, in the caller's own words.</summary>
    private ToolAnswer AnswerQuestion(string words)
    {
        if (Asking is not (Asking.Question or Asking.QuestionRight) || StandingQuestion is not { } question)
            return new ToolAnswer("No such question is being asked.", Refused: true);
        if (question.Id != _lastQuestion)
            return new ToolAnswer("The next question has not been asked yet: what the caller said answers nothing of it.", Refused: true);

        if (_answers.ToConfirm is { } waiting)
        {
            var reading = YesNo.Read(Said);
            if (reading is { Answer: Answer.Yes, Rest.Length: 0 })
            {
                _answers.Tell(question, waiting.Number.E164);
                return new ToolAnswer("The number stands.");
            }

            _answers.ToConfirm = null;
            if (reading is { Answer: Answer.No, Rest.Length: 0 })
                return QuestionMissed();
        }

        if (QuestionAnswer.Refuses(words))
        {
            _answers.Misses++;
            return Miss("I'm sorry, it can't be booked without that.");
        }

        if (question.Kind == QuestionKind.Phone && SpokenPhone.TryRead(words, OwnNumber(brief), out var number))
        {
            _answers.ToConfirm = (question, number);
            return new ToolAnswer("The number is read back.");
        }

        if (QuestionAnswer.Read(question, words, By, OwnNumber(brief)) is not { } answer)
            return QuestionMissed();

        _answers.Tell(question, answer);
        if (Missing is not null)
            Say("Thank you.");
        return new ToolAnswer($"Answered: {question.Label}: {answer}");
    }

    private ToolAnswer QuestionMissed()
    {
        _answers.Misses++;
        return Miss();
    }

    /// <summary>An answer is put right ("no, the number of guests is four"), or asked again; null when the words name none.</summary>
    private ToolAnswer? CorrectAnswer(BookingIntent intent, string what)
    {
        var place = What().Match(what) is { Success: true } keyed ? int.Parse(keyed.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : 0;
        var named = place > 0 && place <= _answers.Told.Count ? _answers.Told[place - 1].Question : _answers.Named(what);
        if (named is not { } question)
            return null;

        intent.CorrectDetails();
        _changing = false;
        _answers.Forget(question);
        var value = EventAnswers.WithoutLabel(question, what);
        if (question.Kind is QuestionKind.Text or QuestionKind.Phone || QuestionAnswer.Read(question, value, Voice.Dialogue.SaidBy.Voice, OwnNumber(brief)) is not { } answer)
            return new ToolAnswer($"{question.Label} is asked again.");

        _answers.Tell(question, answer);
        return new ToolAnswer($"Corrected: {question.Label}: {answer}");
    }

    private string WordQuestion(EventQuestion question, bool trouble)
    {
        var again = trouble || _answers.Misses > 0;
        var lead = Lead(question);
        switch (question.Kind)
        {
            case QuestionKind.YesNo:
                return YesKeys(lead.EndsWith('?') ? lead : $"{lead} Is that so?", again);

            case QuestionKind.OneOf or QuestionKind.SomeOf when again && question.Options.Count <= KeysForOptions:
                var keyed = string.Join("; ", question.Options.Select((option, i) => $"{(i == 0 ? "For" : "for")} {option}, press {i + 1}"));
                return question.Kind == QuestionKind.OneOf ? Sentences.Ended($"{lead} {keyed}") : $"{lead} {Sentences.Ended(keyed)} You can press several, and then the hash key.";

            case QuestionKind.OneOf:
                return Sentences.Ended($"{lead} You can say {SpokenEnglish.List(question.Options)}");

            case QuestionKind.SomeOf:
                return Sentences.Ended($"{lead} You can name one or more of these: {SpokenEnglish.List(question.Options, "and")}");

            case QuestionKind.Number:
                return again ? $"{lead} Please say a number, or key it in and press the hash key." : lead;

            case QuestionKind.Phone:
                return again ? $"{lead} Please key in the telephone number and press the hash key." : $"{lead} You can say it or key it in, then press the hash key.";

            default:
                return again ? $"{lead} Please say it in a few words." : lead;
        }
    }

    /// <summary>The question in a sentence: the owner's own wording, the label where it is a question or a sentence, or one made around it.</summary>
    private static string Lead(EventQuestion question)
    {
        var ask = question.Ask.Trim();
        if (ask.Length > 0)
            return ask[^1] is '?' or '.' or '!' ? ask : ask + "?";

        var label = question.Label.Trim().TrimEnd('*', ':', ' ');
        var words = label.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (label.EndsWith('?') || (words.Length > 1 && QuestionWords.Contains(words[0])))
            return Sentences.Capital(label.TrimEnd('?', '.')) + "?";
        return words.Length >= WordsOfWholeSentence ? Sentences.Ended(Sentences.Capital(label)) : $"For the booking I need to know: {QuestionAnswer.Named(question)}.";
    }

    private string WordChange(bool trouble)
    {
        var asked = _answers.Told.Select(each => $"the {QuestionAnswer.Named(each.Question)}").ToList();
        if (!trouble)
            return $"What should I change: {SpokenEnglish.List(["the time", "the name", .. asked, "the e-mail"])}?";

        var keyed = asked.Take(KeysForOptions - 3).Select((each, i) => $", {i + 4} for {each}");
        return $"What should I change? Say {SpokenEnglish.List(["the time", "the name", .. asked, "the e-mail"])}. Or press 1 for the time, 2 for the name, 3 for the e-mail{string.Concat(keyed)}.";
    }

    private static Question QuestionOfEvent(EventQuestion question, PhoneNumber? near) => question.Kind switch
    {
        QuestionKind.YesNo => new Question(AnswerKind.YesNo, [], YesNo.IsComplete),
        QuestionKind.Phone => new Question(AnswerKind.Digits, [], words => SpokenPhone.IsComplete(words, near), DigitCount: 0),
        QuestionKind.Number => new Question(AnswerKind.Choice, [.. Enumerable.Range(1, 20).Concat([30, 40, 50, 100]).Select(SpokenEnglish.Number)], DigitCount: 0),
        QuestionKind.OneOf => new Question(AnswerKind.Choice, [.. question.Options, "the first one", "the second one", "the last one"], words => SpokenOption.IsExactly(question.Options, words), DigitCount: 1),
        QuestionKind.SomeOf => new Question(AnswerKind.Choice, [.. question.Options, "all of them"], DigitCount: 0),
        _ => new Question(AnswerKind.FreeText, []),
    };

    [System.Text.RegularExpressions.GeneratedRegex(@"^question (\d+)$", System.Text.RegularExpressions.RegexOptions.CultureInvariant, 1000)]
    private static partial System.Text.RegularExpressions.Regex What();
}
