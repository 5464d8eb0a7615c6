using VoiceBooker.Booking.Reception;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class English
{
    public override string Greeting(string assistant, string business) =>
        assistant.Length > 0 ? $"Hello, this is {assistant}{(business.Length > 0 ? $" at {business}" : "")}." : business.Length > 0 ? $"Hello, this is {business}." : "Hello.";

    public override string HowCanIHelp => "How can I help you?";

    public override string WhatCanIDo => "What can I do for you?";

    public override string AreYouStillThere => "Are you still there?";

    public override string CannotHearYou => "I can't hear you, so I'll hang up now. Please call again.";

    public override string TimeNearlyUp => "I'm sorry, this call has to end soon.";

    public override string TimeUp => "I'm sorry, we have to stop here.";

    public override string OneMoment => "One moment, please.";

    public override string Filler(int times, Waiting waiting) => (times, waiting) switch
    {
        (1, _) => OneMoment,
        (2, Waiting.Commit) => "I'm still waiting for the calendar.",
        (2, _) => "I'm still looking, just a moment.",
        (3, not Waiting.Nothing) => "It takes longer than usual: the calendar hasn't answered yet. I'm still here.",
        (_, not Waiting.Nothing) when times % 2 == 0 => "Thank you for waiting. I'm still here.",
        (_, not Waiting.Nothing) => "The calendar still hasn't answered. Please bear with me.",
        _ => "Thank you for waiting.",
    };

    public override string SomethingFailsPutThrough => "I'm sorry, something isn't working on my side. I'll put you through to a person.";

    public override string SomethingFailsSayAgain => "I'm sorry, something isn't working on my side. Please say that again, or call us a little later.";

    public override string SomethingWentWrong => "I'm sorry, something went wrong on my side.";

    public override string TroubleUnderstanding => "I'm sorry, I'm having trouble understanding.";

    public override string NotUnderstood(bool again) => again ? "I'm sorry, I still didn't get that." : "Sorry, I didn't get that.";

    public override string OnceMore => "Let's try once more.";

    public override string JustToBeSure => "Just to be sure.";

    public override string LetMeFinish => "Let me finish, so that all is right.";

    public override string TakeYourTime => "Of course, take your time.";

    public override string StartingOver => "Of course, let's start over.";

    public override string NoProblem => "No problem.";

    public override string LetGo => "No problem, I've let that go.";

    public override string AllRight => "All right.";

    public override string Gladly => "Gladly.";

    public override string ThankYou => "Thank you.";

    public override string Goodbye(bool nothingBooked) => nothingBooked ? "Nothing has been booked. Thank you for calling. Goodbye!" : "Thank you for calling. Goodbye!";

    public override string PuttingThrough => "I'll put you through to a colleague. One moment, please.";

    public override string CannotPutThrough => "I can't put you through right now, but I can take a message, and someone will call you back.";

    public override string NobodyReached => "I'm sorry, nobody can be reached on this line right now. I can take a message, and someone will call you back.";

    public override string Noted(bool callsBack) => callsBack ? "Thank you, I've noted that. Someone will call you back." : "Thank you, I've noted that.";

    public override string NotNoted => "I'm sorry, I couldn't note that. Please call again a little later.";

    public override string NothingBookedYet(string? when) => when is null ? "To be clear: nothing is booked yet." : $"To be clear: {when} is held for you, but nothing is booked yet.";

    public override string DidTakeMessage => "a message was taken";

    public override string DidLookUp(string when) => $"looked up: {when}";

    public override string DidNoteWish(string title) => $"the wish was noted for a person to get back to the caller: {title}";

    public override string IsAutomated => "Yes, I'm an automated assistant. I can book, move and cancel appointments for you.";

    public override string DoesNotKnow => "I'm sorry, I don't know that. If you like, I can pass you on to a person or take a message.";

    public override string OnlyAppointments => "I'm afraid I can only help with appointments and with questions about us.";

    public override string? SmallTalk(SmallTalkKind kind, string assistant) => kind switch
    {
        SmallTalkKind.Hello => "Hello!",
        SmallTalkKind.HowAreYou => "I'm well, thank you.",
        SmallTalkKind.Thanks => "You're welcome.",
        SmallTalkKind.WhoAreYou => assistant.Length > 0 ? $"I'm {assistant}, an automated assistant." : "I'm an automated assistant.",
        SmallTalkKind.WhatCanYouDo => "I can book, move and cancel appointments, and answer questions about us.",
        SmallTalkKind.AreYouThere => "Yes, I'm here.",
        SmallTalkKind.Sorry => "No problem at all.",
        _ => null,
    };

    public override string BusinessFact(string label, string value) => label.ToLowerInvariant() switch
    {
        "hours" or "opening hours" or "business hours" or "office hours" => $"Our hours are {Ended(value)}",
        "address" or "location" => $"The address is {Ended(value)}",
        "price" => $"The price is {Ended(value)}",
        "prices" => $"The prices are {Ended(value)}",
        _ => base.BusinessFact(label, value),
    };
}
