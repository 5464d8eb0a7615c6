using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Messages;

namespace VoiceBooker.Booking.Reception;

internal static partial class ScriptRules
{
    /// <summary>Somebody who is asked for a name or an address would rather type it.</summary>
    private static ScriptAnswer? InTexting(ReceptionState state, string words) =>
        state.Asking is Asking.Name or Asking.NameRight or Asking.KnownName or Asking.Email or Asking.EmailRight or Asking.KnownEmail or Asking.TextOffer
        && TextingWords.WantsLink(words, state.Language) && YesNo.Read(state.Said, state.Language).Answer != Details.Answer.No
            ? Call(DeskTools.TextMe)
            : null;

    /// <summary>To the offer of a link: yes, no, or the thing itself after all.</summary>
    private static ScriptAnswer ToTextOffer(ReceptionState state, string said, YesNoReading yesNo, bool plain) =>
        plain || (yesNo.Answer == Details.Answer.Yes && yesNo.Rest.Length > 0 && !SpokenEmail.IsComplete(yesNo.Rest, state.Language)) ? Answer(said)
        : Detail(state.Texts ?? TextLinks.Name, yesNo.Rest.Length > 0 ? yesNo.Rest : said);
}
