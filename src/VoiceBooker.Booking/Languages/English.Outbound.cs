using VoiceBooker.Booking.Reception;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class English
{
    public override string Identification(string assistant, string business, string purpose, bool hello) =>
        $"{(hello ? "Hello, this" : "This")} is {(assistant.Length > 0 ? $"{assistant}, " : "")}{(business.Length > 0 ? $"the automated assistant of {business}" : "an automated assistant")}, calling about {purpose}.";

    public override string HowToStopCalls => "Say \"stop calling me\" or press nine at any time if you'd rather not be called.";

    public override string CallIsRecorded => "This call is recorded.";

    public override IReadOnlyList<string> WaysToStopCalls { get; } = ["stop calling me", "please stop calling me", "take me off your list", "don't call me again"];

    public override string AmISpeakingWith(string person) => $"Am I speaking with {person}?";

    public override string ShallStopCalls => "Do you mean you want no more calls from us?";

    public override string OptedOut => "I have taken your number off our list; you will not be called again. Goodbye.";

    public override string OptOutLeftToPerson => "I'm sorry, I couldn't take your number off our list myself. I have left word, and a person will see to it. Goodbye.";

    public override string OptOutNotNoted => "I'm sorry, I couldn't write that down just now. Please tell us once more a little later. Goodbye.";

    public override string NotInterestedGoodbye => "All right. Thank you for your time. Goodbye!";

    public override string WrongPersonGoodbye => "I'm sorry to have disturbed you. Goodbye.";

    public override string WhenToCallAgain => "When may I call again?";

    public override string WhatTimeToCallAgain => "At what time?";

    public override string WillCallAgain(string? when) => when is null ? "All right, I'll call again another time. Goodbye!" : $"All right, I'll call you again {Placed(when)} Goodbye!";

    public override string PersonCallsAgain => "All right, I've noted that. Someone will call you back. Goodbye!";

    public override string DidPromiseCall(string? when) => when is null ? "a call at another time was arranged" : $"a call was arranged {Placed(when).TrimEnd('.')}";

    public override string GoodbyeOnOurCall(bool nothingBooked) => nothingBooked ? "Nothing has been booked. Thank you for your time. Goodbye!" : "Thank you for your time. Goodbye!";

    public override string CannotHearYouOnOurCall => "I can't hear you, so I'll hang up now. Goodbye.";

    public override string WhyWeCall(string business, string purpose) => business.Length > 0 ? $"I'm calling for {business} about {Ended(purpose)}" : $"I'm calling about {Ended(purpose)}";

    public override string ScreeningAnswer(string business, string person, string purpose) =>
        $"This is {(business.Length > 0 ? $"the automated assistant of {business}" : "an automated assistant")}, calling {(person.Length > 0 ? $"for {person} " : "")}about {Ended(purpose)}";

    public override string MessageEnd(string number) => $"You can reach us at {number}. If you'd rather not be called, call that number and say \"stop calling me\".";

    public override string WantsOfPerson(string? name, TransferNeed need, string what, string? when) => $"{name ?? "The caller"} " + need switch
    {
        TransferNeed.Book => $"wants to book {what}{(when is null ? "" : $", {when}")}",
        TransferNeed.Move => when is null ? "wants to move an appointment" : $"wants to move the appointment of {when}",
        TransferNeed.Cancel => when is null ? "wants to cancel an appointment" : $"wants to cancel the appointment of {when}",
        TransferNeed.LookUp => when is null ? "asks about an appointment" : $"asks about the appointment of {when}",
        TransferNeed.Booked => $"has just booked {what}{(when is null ? "" : $", {when}")}, and wants to speak to a person",
        _ => "wants to speak to a person",
    };

    public override string HowFarItCame(TransferProgress progress) => progress switch
    {
        TransferProgress.Identified => "the identity was checked",
        TransferProgress.NotIdentified => "the identity was not checked",
        TransferProgress.NothingBooked => "nothing is booked yet",
        TransferProgress.Held => "the time is held, and nothing is booked yet",
        _ => "",
    };

    /// <summary>"today at…" and "on Tuesday…" stand as they are; a bare date gets its "on".</summary>
    private static string Placed(string when) =>
        Ended(when.StartsWith("to", StringComparison.Ordinal) || when.StartsWith("on ", StringComparison.Ordinal) || when.StartsWith("in ", StringComparison.Ordinal) || when.StartsWith("at ", StringComparison.Ordinal) || when.StartsWith("after ", StringComparison.Ordinal) || when.StartsWith("before ", StringComparison.Ordinal) || when.StartsWith("between ", StringComparison.Ordinal) || when.StartsWith("around ", StringComparison.Ordinal) ? when : $"on {when}");
}
