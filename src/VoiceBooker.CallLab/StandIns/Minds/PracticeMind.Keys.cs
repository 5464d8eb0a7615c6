namespace VoiceBooker.CallLab.StandIns.Minds;

internal sealed partial class PracticeMind
{
    /// <summary>Keys: what each means hangs on the question alone.</summary>
    private static MindAnswer Keys(DeskNotes notes, string keys)
    {
        var digits = keys.Trim('#');
        var only = digits.Length == 1 && char.IsAsciiDigit(digits[0]) ? digits[0] - '0' : -1;
        return (keys, notes.Asked) switch
        {
            ("0", _) => Calls("transfer_to_person"),
            ("*", _) => Calls("repeat", ("how", "")),
            (_, "Question") => Calls("answer_question", ("words", keys)),
            ("#", "Name") => Detail("name", "skip"),
            ("#", "Email") => Detail("email", "skip"),
            ("#", "Phone") => Detail("phone", "skip"),
            (_, "Phone" or "PhoneRight") when digits.Length > 1 => Detail("phone", digits),
            (_, "MessageNumber") when digits.Length > 1 => Calls("take_message", ("message", digits)),
            ("1", "Help") => Calls("choose_event", ("event", "")),
            ("2", "Help") => Calls("move_appointment", ("when", "")),
            ("3", "Help") => Calls("cancel_appointment", ("which", "")),
            (_, "Event") => Calls("choose_event", ("event", digits)),
            (_, "Time") when notes.Offered.Count > 1 => Calls("choose_time", ("choice", only > 0 && only <= notes.Offered.Count ? notes.Offered[only - 1].Handle : digits)),
            (_, "When" or "WhenMeaning") when only > 0 => Times(digits),
            (_, "Appointment") => Calls("identify", ("fact", digits)),
            ("1", "Change") => Calls("correct", ("what", "time")),
            ("2", "Change") => Calls("correct", ("what", "name")),
            ("3", "Change") => Calls("correct", ("what", "email")),
            (_, "Change") when only > 3 => Calls("correct", ("what", $"question {only - 3}")),
            ("1" or "2", "Time" or "NumberZone" or "NameRight" or "KnownName" or "EmailRight" or "KnownEmail" or "PhoneRight" or "ReadBack" or "CancelReadBack" or "Person" or "AnythingElse" or "QuestionRight" or "Wish" or "WishWay") => Calls("answer", ("words", digits)),
            _ => Calls("not_understood"),
        };
    }
}
