using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Booking.Reception;

internal static partial class ScriptRules
{
    private const int FewWords = 8;

    /// <summary>An answer to the event's question is taken before anything else is heard in it: "cancelling my contract" may be why somebody comes.</summary>
    private static ScriptAnswer? InQuestion(ReceptionState state, string said, string words)
    {
        if (state.Asking != Asking.Question || state.Question is not { } question)
            return null;
        if (QuestionAnswer.Refuses(said))
            return Answers(said);
        if (TurnsToTime(said, words))
            return When(YesNo.Read(said) is { Answer: Details.Answer.No, Rest: { Length: > 0 } rest } ? rest : said);

        var read = QuestionAnswer.Read(question, said, state.By, near: null) is not null;
        switch (question.Kind)
        {
            case QuestionKind.Text:
                return IsCommand(words) || said.EndsWith('?') ? null : Answers(said);

            case QuestionKind.Number:
                return read && SpokenNumber.IsOnlyNumber(said) ? Answers(said) : null;

            case QuestionKind.OneOf or QuestionKind.SomeOf:
                return read && !IsCommand(words) ? Answers(said) : null;

            default:
                return read && !said.EndsWith('?') ? Answers(said) : null;
        }
    }

    /// <summary>What no rule for every moment has taken is an answer as well, good or not.</summary>
    private static ScriptAnswer? ToQuestion(ReceptionState state, string said, string words) =>
        SaidWords.OffTopic(words) && QuestionAnswer.Read(state.Question!, said, state.By, near: null) is null ? null : Answers(said);

    private static ScriptAnswer? InWish(ReceptionState state, string said, string words)
    {
        if (state.Asking is not (Asking.Wish or Asking.WishWay) || SaidWords.WantsPerson(words) || SaidWords.WantsRepeat(words))
            return null;
        var reading = YesNo.Read(said);
        if (reading.Answer != Details.Answer.Yes && WhenResolver.MentionsTime(said) && (SaidWords.SeeksTimes(words) || SaidWords.TurnsBack(words)))
            return When(reading.Rest.Length > 0 ? reading.Rest : said);
        return reading.Answer != Details.Answer.Unclear || SaidWords.GetsBack(words) ? Answer(said) : null;
    }

    /// <summary>Which of the changeable answers a caller names; null when none.</summary>
    private static ScriptAnswer? ToChangeable(ReceptionState state, string said)
    {
        if (state.Changeable.Count == 0)
            return null;
        var words = SaidWords.Plain(said);
        return state.Changeable.Any(label => SaidWords.Names(label, words)) ? Call(DeskTools.Correct, ("what", said)) : null;
    }

    private static ScriptAnswer Answers(string said) => Call(DeskTools.AnswerQuestion, ("words", said));

    private static bool TurnsToTime(string said, string words) => SaidWords.TurnsBack(words) && WhenResolver.MentionsTime(said) && SaidWords.TurnsAway(words);

    private static bool IsCommand(string words) =>
        words.Split(' ').Length <= FewWords && (SaidWords.WantsRepeat(words) || SaidWords.WantsSlower(words) || SaidWords.WantsMoment(words) || SaidWords.WantsPerson(words) || SaidWords.StartsOver(words) || SaidWords.NeverMind(words) || SaidWords.SaysGoodbye(words) || SaidWords.ChangesMind(words) || SaidWords.AsksIfRobot(words));
}
