using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class English
{
    public override string YesKeys => "Say yes or press 1, or say no or press 2.";

    public override string YouCanType => "You can also type it.";

    public override string HelpWithKeys => "You can say, for example, I'd like to book an appointment. Or press 1 to book, 2 to move an appointment, 3 to cancel one, or 0 for a person.";

    public override string AnythingElse => "Is there anything else I can do for you?";

    public override string WhichEvent(IReadOnlyList<string> names, bool keys) => keys
        ? $"You can book {string.Join(", ", names.Select((name, i) => $"{name}, press {i + 1}"))}. Which one?"
        : $"What would you like to book: {Or(names)}?";

    public override string WhichDay(bool moving, bool other) => moving ? "What day and time would suit you better?" : other ? "What other day or time would suit you?" : "What day and time would suit you?";

    public override string WhichDayAgain => "Please say a day or a time, for example Tuesday morning, or press 1 to hear the next free times.";

    public override string WhichCity(bool again) => again ? "Which city are you in? A big city nearby will do." : "Which city or time zone are you in?";

    public override string ShallUseZone(string zone) => $"Shall I use {zone} for you?";

    public override string WhichZone(IReadOnlyList<string> zones) => $"Do you mean {Or(zones)}?";

    public override string UnknownPlace(IReadOnlyList<string> suggestions) => $"I don't know that place. Did you mean {Or(suggestions)}?";

    public override string TimesIn(string zone) => $"All right, I'll give times in {zone}.";

    public override string WhatName(int trouble) => trouble switch
    {
        0 => "What is your name, please?",
        1 => "Please say your first and last name, or spell it letter by letter.",
        _ => "Please spell your name letter by letter, or press the hash key to go on without it.",
    };

    public override string ThankYouName(string name) => $"Thank you, {name}.";

    public override string UnderYourNumber => "That's all right, I'll put it under your telephone number.";

    public override string NameRight(string name, string letters) => $"I have {name}, {letters}. Is that right?";

    public override string IsItRight(string told) => $"I have {told}. Is that right?";

    public override string IsItFor(string name) => $"Is this for {name}, who called from this number before?";

    public override string WhatEmail(bool forInvitation) => forInvitation ? "What e-mail address should the invitation go to? You can spell it." : "What is your e-mail address?";

    public override string SpellEmail(bool optional) => $"Please spell your e-mail address letter by letter, like a as in alpha.{(optional ? " Or say skip." : "")}";

    public override string TypeEmail(bool optional) => $"You can type your e-mail address{OrWithout(optional)}.";

    public override string SpellEmailSlowly(bool optional) => $"Please spell your e-mail address slowly, letter by letter{OrWithout(optional)}.";

    public override string PartOfEmail(bool afterAt, bool goOn) => (afterAt, goOn) switch
    {
        (true, true) => "Yes, go on. And the part after the at sign?",
        (false, true) => "And the part before the at sign?",
        (true, false) => "Which part comes after the at sign?",
        (false, false) => "Which part comes before the at sign?",
    };

    public override string ShallUseEmail(string domain) => $"Shall I use the e-mail address ending in {domain}?";

    public override string WithEmail(string? told) => $"with the e-mail {told ?? "address I have for you"}";

    public override string EmailNeeded => "I'm sorry, it can't be booked without an e-mail address.";

    public override string WithoutEmail(bool noInvitation) => noInvitation ? "All right, without an e-mail address. Then I can't send an invitation by mail." : "All right, without an e-mail address.";

    public override string WhatPhone => "What telephone number can we reach you at? You can say it or key it in, then press the hash key.";

    public override string WhatPhoneAgain(bool optional) => $"Please key in your telephone number and press the hash key{(optional ? ", or say skip" : "")}.";

    public override string PhoneNeeded => "I'm sorry, it can't be booked without a telephone number.";

    public override string WithoutPhone => "All right, without a telephone number.";

    public override string WhatToChange(IReadOnlyList<string> labels, bool keys)
    {
        var own = labels.Select(label => $"the {label}").ToList();
        var list = Or(["the time", "the name", .. own, "the e-mail"]);
        return keys ? $"What should I change? Say {list}. Or press 1 for the time, 2 for the name, 3 for the e-mail{string.Concat(own.Take(MostKeyed).Select((each, i) => $", {i + 4} for {each}"))}." : $"What should I change: {list}?";
    }

    public override string ShallNoteWish(bool personByKey) => $"Shall I note your wish, so that somebody calls you back or texts you? {YesKeys}{(personByKey ? " For a person press 0." : "")}";

    public override string CallOrText => "Should somebody call you, or send you a text message? Say call or press 1, or say text or press 2.";

    public override string WhichFact(bool nameGivenAway, bool again)
    {
        var facts = nameGivenAway ? "its e-mail, or the date and hour of the appointment" : "the full name on the booking, its e-mail, or the date and hour of the appointment";
        return again ? $"Please tell me {facts}." : $"So that I know it's you: what is {facts}?";
    }

    public override string WhichAppointment(IReadOnlyList<string> times, bool keys)
    {
        var mine = times.Select((time, i) => $"{time}{(keys ? $", press {i + 1}" : "")}").ToList();
        return $"You have {mine.Count} appointments: {string.Join("; ", mine[..^1])}; and {Ended(mine[^1])} Which one do you mean?";
    }

    public override string ShallPutThrough => $"Shall I put you through to a person? {YesKeys}";

    public override string ShallTakeMessage => $"Shall I take a message, so that someone calls you back? {YesKeys}";

    public override string WhatMessage => "What may I pass on?";

    public override string WhatNumberForMessage => "And what number can we call you back at? You can say it or key it in, then press the hash key.";

    public override string NeedToKnow(string label) => $"For the booking I need to know: {label}.";

    public override string AnswerNeeded => "I'm sorry, it can't be booked without that.";

    public override string IsThatSo => "Is that so?";

    public override string Options(IReadOnlyList<string> options, bool several, bool keys)
    {
        if (!keys)
            return Ended(several ? $"You can name one or more of these: {And(options)}" : $"You can say {Or(options)}");
        var keyed = Ended(string.Join("; ", options.Select((option, i) => $"{(i == 0 ? "For" : "for")} {option}, press {i + 1}")));
        return several ? $"{keyed} You can press several, and then the hash key." : keyed;
    }

    public override string HowToAnswer(QuestionKind kind, bool again) => (kind, again) switch
    {
        (QuestionKind.Number, true) => "Please say a number, or key it in and press the hash key.",
        (QuestionKind.Phone, true) => "Please key in the telephone number and press the hash key.",
        (QuestionKind.Phone, false) => "You can say it or key it in, then press the hash key.",
        (QuestionKind.Text, true) => "Please say it in a few words.",
        _ => "",
    };

    public override string YesOrNo(bool yes) => yes ? "yes" : "no";

    public override string AsYouToldMe => "as you told me";

    public override LikelyWords Likely { get; } = new(
        Help: ["book an appointment", "reschedule", "cancel my appointment", "no thank you"],
        When: ["tomorrow", "next week", "as soon as possible", "in the morning", "in the afternoon"],
        Places: ["the first one", "the second one", "the third one"],
        LastPlace: "the last one",
        AllOfThem: "all of them",
        AnotherDay: "another day",
        Change: ["the time", "the name", "the e-mail"],
        Wish: ["yes please", "no thank you", "call me back", "text me"],
        CallOrText: ["call me", "a call", "text me", "a text message"]);

    private static string OrWithout(bool optional) => optional ? ", or say skip or press the hash key to go on without one" : "";
}
