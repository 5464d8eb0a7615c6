namespace VoiceBooker.Booking.Reception;

internal static partial class ScriptRules
{
    private static ScriptAnswer ByKeys(ReceptionState state, string keys)
    {
        var row = state.Asking is Asking.Phone or Asking.MessageNumber;
        if (keys == "0")
            return Call(DeskTools.TransferToPerson);
        if (keys == "*")
            return Call(DeskTools.Repeat, ("how", ""));
        var digits = keys.Trim('#');
        if (state.Asking == Asking.Question)
            return Answers(keys);
        switch (state.Asking)
        {
            case Asking.MessageNumber when digits.Length > 1:
                return Call(DeskTools.TakeMessage, ("message", digits));

            case Asking.Phone or Asking.PhoneRight when digits.Length > 1 || (row && keys == "#"):
                return Detail("phone", keys == "#" ? "skip" : digits);

            case Asking.Name or Asking.Email when keys == "#":
                return Detail(state.Asking == Asking.Name ? "name" : "email", "skip");

            case Asking.Help when digits is "1" or "2" or "3":
                return Call(digits == "1" ? DeskTools.ChooseEvent : digits == "2" ? DeskTools.MoveAppointment : DeskTools.CancelAppointment, (digits == "1" ? "event" : digits == "2" ? "when" : "which", ""));

            case Asking.Event:
                return Call(DeskTools.ChooseEvent, ("event", digits));

            case Asking.Time when state.Offered.Count > 1:
                return Call(DeskTools.ChooseTime, ("choice", digits));

            case Asking.When or Asking.WhenMeaning when digits.Length == 1:
                return When(digits);

            case Asking.Appointment:
                return Call(DeskTools.Identify, ("fact", digits));

            case Asking.Change when digits.Length == 1 && digits[0] - '3' is > 0 and var place && place <= state.Changeable.Count:
                return Call(DeskTools.Correct, ("what", $"question {place}"));

            case Asking.Change when digits is "1" or "2" or "3":
                return Call(DeskTools.Correct, ("what", digits == "1" ? "time" : digits == "2" ? "name" : "email"));

            case Asking.Time or Asking.NumberZone or Asking.NameRight or Asking.KnownName or Asking.EmailRight or Asking.KnownEmail or Asking.PhoneRight or Asking.ReadBack or Asking.CancelReadBack or Asking.Person or Asking.AnythingElse or Asking.QuestionRight or Asking.Wish or Asking.WishWay or Asking.TextOffer or Asking.RightPerson
                when digits is "1" or "2":
                return Answer(digits);

            default:
                return Call(DeskTools.NotUnderstood);
        }
    }
}
