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
        if (Hear(state).Refuses(said))
            return Answers(said);
        if (TurnsToTime(state, said, words))
            return When(YesNo.Read(said, state.Language) is { Answer: Details.Answer.No, Rest: { Length: > 0 } rest } ? rest : said);

        var read = QuestionAnswer.Read(question, said, state.By, near: null, state.Language) is not null;
        switch (question.Kind)
        {
            case QuestionKind.Text:
                return IsCommand(state, words) || said.EndsWith('?') ? null : Answers(said);

            case QuestionKind.Number:
                return read && SpokenNumber.IsOnlyNumber(said, state.Language) ? Answers(said) : null;

            case QuestionKind.OneOf or QuestionKind.SomeOf:
                return read && !IsCommand(state, words) ? Answers(said) : null;

            default:
                return read && !said.EndsWith('?') ? Answers(said) : null;
        }
    }

    /// <summary>What no rule for every moment has taken is an answer as well, good or not.</summary>
    private static ScriptAnswer? ToQuestion(ReceptionState state, string said, string words) =>
        Hear(state).OffTopic(words) && QuestionAnswer.Read(state.Question!, said, state.By, near: null, state.Language) is null ? null : Answers(said);

    private static ScriptAnswer? InWish(ReceptionState state, string said, string words)
    {
        if (state.Asking is not (Asking.Wish or Asking.WishWay) || Hear(state).WantsPerson(words) || Hear(state).WantsRepeat(words))
            return null;
        var reading = YesNo.Read(said, state.Language);
        if (reading.Answer != Details.Answer.Yes && WhenResolver.MentionsTime(said, state.Language) && (Hear(state).SeeksTimes(words) || Hear(state).TurnsBack(words)))
            return When(reading.Rest.Length > 0 ? reading.Rest : said);
        return reading.Answer != Details.Answer.Unclear || Hear(state).GetsBack(words) ? Answer(said) : null;
    }

    /// <summary>Which of the changeable answers a caller names; null when none.</summary>
    private static ScriptAnswer? ToChangeable(ReceptionState state, string said)
    {
        if (state.Changeable.Count == 0)
            return null;
        var words = Hear(state).Plain(said);
        return state.Changeable.Any(label => Hear(state).Names(label, words)) ? Call(DeskTools.Correct, ("what", said)) : null;
    }

    private static ScriptAnswer Answers(string said) => Call(DeskTools.AnswerQuestion, ("words", said));

    private static bool TurnsToTime(ReceptionState state, string said, string words) => Hear(state).TurnsBack(words) && WhenResolver.MentionsTime(said, state.Language) && Hear(state).TurnsAway(words);

    private static bool IsCommand(ReceptionState state, string words) =>
        words.Split(' ').Length <= FewWords && (Hear(state).WantsRepeat(words) || Hear(state).WantsSlower(words) || Hear(state).WantsMoment(words) || Hear(state).WantsPerson(words) || Hear(state).StartsOver(words) || Hear(state).NeverMind(words) || Hear(state).SaysGoodbye(words) || Hear(state).ChangesMind(words) || Hear(state).AsksIfRobot(words));
}
