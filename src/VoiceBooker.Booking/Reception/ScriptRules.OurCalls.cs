using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Booking.Reception;

internal static partial class ScriptRules
{
    /// <summary>What people say to a call that they did not make. "Stop calling me" never gets here: it is heard before any mind is asked.</summary>
    private static ScriptAnswer? OnOurCall(ReceptionState state, OurCall ours, string said, string words)
    {
        if (state.Asking is Asking.Message or Asking.MessageNumber or Asking.Question or Asking.ReadBack or Asking.CancelReadBack or Asking.Email)
            return null;
        var tongue = state.Language;
        if (OutboundWords.AsksWho(words, tongue))
            return new ScriptAnswer(Say(state).Identification(state.AssistantName, ours.Business, ours.Purpose, hello: false));
        if (OutboundWords.AsksWhy(words, tongue))
            return new ScriptAnswer(Say(state).WhyWeCall(ours.Business, ours.Purpose));

        var early = state.Asking is Asking.RightPerson or Asking.When or Asking.Time or Asking.Help or Asking.Event or Asking.CallBackTime;
        var reading = YesNo.Read(said, tongue);
        var plainNo = reading is { Answer: Details.Answer.No, Rest.Length: 0 };
        if (OutboundWords.NotInterested(words, tongue) || (early && OutboundWords.NoThanks(words, tongue)))
            return Call(DeskTools.NotInterested);
        if (state.Asking == Asking.When && plainNo && state.Offered.Count == 0)
            return Call(DeskTools.NotInterested);
        if (Hear(state).WantsPerson(words))
            return null;
        if (OutboundWords.CallsLater(words, tongue) && !(state.Asking == Asking.Time && !Hear(state).WantsMessage(words)))
            return Call(DeskTools.CallBack, ("when", said));
        if (state.Asking == Asking.RightPerson)
            return ToRightPerson(state, ours, said, words, reading);
        if (OutboundWords.WrongPerson(words, tongue))
            return Call(DeskTools.WrongPerson);
        if (state.Asking != Asking.CallBackTime || Hear(state).WantsRepeat(words) || Hear(state).AsksIfRobot(words))
            return null;
        return plainNo ? Call(DeskTools.NotInterested) : Call(DeskTools.CallBack, ("when", said));
    }

    private static ScriptAnswer? ToRightPerson(ReceptionState state, OurCall ours, string said, string words, YesNoReading reading)
    {
        var tongue = state.Language;
        if (OutboundWords.WrongPerson(words, tongue))
            return Call(DeskTools.WrongPerson);
        if (OutboundWords.NotThere(words, tongue))
            return Call(DeskTools.CallBack, ("when", WhenResolver.MentionsTime(said, tongue) ? said : ""));
        if (OutboundWords.IsSelf(words, tongue) || (OutboundWords.IsNamed(said, ours.Person, tongue) is not null && !said.EndsWith('?')))
            return Answer(said);
        return reading.Answer != Details.Answer.Unclear && !WhenResolver.MentionsTime(said, tongue) ? Answer(said) : null;
    }
}
