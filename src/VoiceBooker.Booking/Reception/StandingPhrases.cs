using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Booking.Reception;

/// <summary>
/// What a receptionist says in the same words on every call, in its language, so that it can be kept as audio: the greeting, unless a variable of the call stands in it, prompts, fillers and those sentences of
/// the phrasebook that speak of nothing in particular. Nothing here comes from a caller.
/// </summary>
public static class StandingPhrases
{
    private const int MostFillers = 5;

    /// <summary>Said at the beginning, when somebody waits or is silent, or when something fails: to be ready before the first call.</summary>
    /// <param name="assistant">Who says them.</param>
    /// <param name="options">How the business is called.</param>
    public static FixedPhrases FirstOf(Assistant assistant, ReceptionOptions options) => FixedPhrases.Of(First(assistant, options));

    /// <summary>All of them.</summary>
    /// <param name="assistant">Who says them.</param>
    /// <param name="options">How the business is called.</param>
    public static FixedPhrases Of(Assistant assistant, ReceptionOptions options) => FixedPhrases.Of([.. First(assistant, options), .. SetSentences(BookOf(assistant))]);

    /// <summary>What people say who want no more calls, in the assistant's language: listened for all through a call that we made.</summary>
    /// <param name="assistant">Who made the call.</param>
    public static IReadOnlyList<string> WaysToStopCalls(Assistant assistant) => BookOf(assistant).WaysToStopCalls;

    private static IEnumerable<string> First(Assistant assistant, ReceptionOptions options)
    {
        var say = BookOf(assistant);
        return
        [
            .. Greeting(assistant, options), say.HowCanIHelp,
            .. Enumerable.Range(1, MostFillers).SelectMany(times => Enum.GetValues<Waiting>().Select(waiting => say.Filler(times, waiting))),
            say.OneMoment, say.AreYouStillThere, say.CannotHearYou, say.TimeNearlyUp, say.TimeUp, say.SomethingFailsPutThrough, say.SomethingFailsSayAgain, say.NotUnderstood(again: false),
        ];
    }

    /// <summary>The greeting as <see cref="Receptionist"/> gives it to a caller of whom nothing is known; none where a variable of the call stands in it.</summary>
    private static string[] Greeting(Assistant assistant, ReceptionOptions options) =>
        assistant.Greeting.Contains('{', StringComparison.Ordinal) ? [] : [Receptionist.Greeting(assistant, options, new Dictionary<string, string>(StringComparer.Ordinal))];

    private static string[] SetSentences(Phrasebook say) =>
    [
        say.WhatCanIDo, say.SomethingWentWrong, say.TroubleUnderstanding, say.NotUnderstood(again: true), say.OnceMore, say.JustToBeSure, say.LetMeFinish, say.TakeYourTime, say.StartingOver, say.NoProblem,
        say.LetGo, say.AllRight, say.Gladly, say.ThankYou, say.Goodbye(nothingBooked: true), say.Goodbye(nothingBooked: false), say.PuttingThrough, say.CannotPutThrough, say.NobodyReached, say.NotNoted,
        say.IsAutomated, say.DoesNotKnow, say.OnlyAppointments, say.YesKeys, say.YouCanType, say.HelpWithKeys, say.AnythingElse, say.WhichDayAgain, say.UnderYourNumber, say.EmailNeeded,
        say.WhatPhone, say.PhoneNeeded, say.WithoutPhone, say.ShallPutThrough, say.ShallTakeMessage, say.WhatMessage, say.WhatNumberForMessage, say.AnswerNeeded, say.NothingToBook, say.NoMoreBookings,
        say.WhichSuits, say.ShallTakeIt, say.SomebodyTookIt, say.CannotReachCalendar, say.LetMeReadBack(again: false), say.LetMeReadBack(again: true), say.ShallBook, say.ShallMove, say.TimeTaken,
        say.MoveNotAllowed, say.TimeNotBookable, say.TooManyOfOne, say.DayIsFull, say.OnlyFromBookedNumber, say.NoAppointmentFound, say.DayAloneIsNotEnough, say.FactDoesNotMatch, say.CannotTellWithoutFact,
        say.StillToConfirm, say.CannotMoveThatOne, say.ShallCancel, say.IsGone, say.Stands,
        say.ShallTextLink(forEmail: true), say.ShallTextLink(forEmail: false), say.LinkForEmailSent, say.LinkForNameSent, say.LinkNotSent, say.CannotText, say.WaitingForTyping,
        say.HowToStopCalls, say.ShallStopCalls, say.CallIsRecorded, say.OptedOut, say.OptOutLeftToPerson, say.OptOutNotNoted, say.NotInterestedGoodbye, say.WrongPersonGoodbye, say.WhenToCallAgain, say.WhatTimeToCallAgain, say.WillCallAgain(when: null), say.PersonCallsAgain,
        say.GoodbyeOnOurCall(nothingBooked: true), say.GoodbyeOnOurCall(nothingBooked: false), say.CannotHearYouOnOurCall,
    ];

    private static Phrasebook BookOf(Assistant assistant) => Phrasebook.Of(Tongue.Of(assistant.Language));
}
