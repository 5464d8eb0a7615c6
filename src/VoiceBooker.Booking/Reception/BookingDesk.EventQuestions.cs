using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    /// <summary>Time, name and address have the first keys when something is to be changed.</summary>
    private const int KeysOfDetails = 3;

    private const int WordsOfWholeSentence = 5;

    private static readonly HashSet<string> QuestionWords = new(
        ["what", "what's", "which", "how", "who", "whom", "where", "when", "why", "do", "does", "did", "are", "is", "have", "has", "will", "would", "can", "could", "should"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Nine says something else on a call that we made.</summary>
    private int KeysForOptions => brief.Outbound is null ? 9 : 8;

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
            var reading = YesNo.Read(Said, Tongue);
            if (reading is { Answer: Answer.Yes, Rest.Length: 0 })
            {
                _answers.Tell(question, waiting.Number.E164);
                return new ToolAnswer("The number stands.");
            }

            _answers.ToConfirm = null;
            if (reading is { Answer: Answer.No, Rest.Length: 0 })
                return QuestionMissed();
        }

        if (_hear.Refuses(words))
        {
            _answers.Misses++;
            return Miss(_say.AnswerNeeded);
        }

        if (question.Kind == QuestionKind.Phone && SpokenPhone.TryRead(words, OwnNumber(brief), out var number, Tongue))
        {
            _answers.ToConfirm = (question, number);
            return new ToolAnswer("The number is read back.");
        }

        if (QuestionAnswer.Read(question, words, By, OwnNumber(brief), Tongue) is not { } answer)
            return QuestionMissed();

        _answers.Tell(question, answer);
        if (Missing is not null)
            Say(_say.ThankYou);
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
        var value = _answers.WithoutLabel(question, what);
        if (question.Kind is QuestionKind.Text or QuestionKind.Phone || QuestionAnswer.Read(question, value, Voice.Dialogue.SaidBy.Voice, OwnNumber(brief), Tongue) is not { } answer)
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
                return YesKeys(lead.EndsWith('?') ? lead : $"{lead} {_say.IsThatSo}", again);

            case QuestionKind.OneOf or QuestionKind.SomeOf:
                return $"{lead} {_say.Options(question.Options, several: question.Kind == QuestionKind.SomeOf, keys: again && question.Options.Count <= KeysForOptions)}";

            default:
                return $"{lead} {_say.HowToAnswer(question.Kind, again)}".TrimEnd();
        }
    }

    /// <summary>The question in a sentence: the owner's own wording, the label where it is a question or a sentence, or one made around it.</summary>
    private string Lead(EventQuestion question)
    {
        var ask = question.Ask.Trim();
        if (ask.Length > 0)
            return ask[^1] is '?' or '.' or '!' ? ask : ask + "?";

        var label = question.Label.Trim().TrimEnd('*', ':', ' ');
        var words = label.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (label.EndsWith('?') || (words.Length > 1 && QuestionWords.Contains(words[0])))
            return Phrasebook.Capital(label.TrimEnd('?', '.')) + "?";
        return words.Length >= WordsOfWholeSentence ? Phrasebook.Ended(Phrasebook.Capital(label)) : _say.NeedToKnow(QuestionAnswer.Named(question));
    }

    private Question QuestionOfEvent(EventQuestion question, PhoneNumber? near) => question.Kind switch
    {
        QuestionKind.YesNo => new Question(AnswerKind.YesNo, [], words => YesNo.IsComplete(words, Tongue)),
        QuestionKind.Phone => new Question(AnswerKind.Digits, [], words => SpokenPhone.IsComplete(words, near, Tongue), DigitCount: 0),
        QuestionKind.Number => new Question(AnswerKind.Choice, [.. Enumerable.Range(1, 20).Concat([30, 40, 50, 100]).Select(_say.Number)], DigitCount: 0),
        QuestionKind.OneOf => new Question(AnswerKind.Choice, [.. question.Options, .. _say.Likely.Places[..2], _say.Likely.LastPlace], words => SpokenOption.IsExactly(question.Options, words), DigitCount: 1),
        QuestionKind.SomeOf => new Question(AnswerKind.Choice, [.. question.Options, _say.Likely.AllOfThem], DigitCount: 0),
        _ => new Question(AnswerKind.FreeText, []),
    };

    [System.Text.RegularExpressions.GeneratedRegex(@"^question (\d+)$", System.Text.RegularExpressions.RegexOptions.CultureInvariant, 1000)]
    private static partial System.Text.RegularExpressions.Regex What();
}
