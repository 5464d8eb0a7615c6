using VoiceBooker.Booking.Reception;

namespace VoiceBooker.Booking.Languages;

/// <content>Greeting, waiting, trouble, persons, messages, small talk, goodbye.</content>
internal abstract partial class Phrasebook
{
    public abstract string Greeting(string assistant, string business);

    public abstract string HowCanIHelp { get; }

    public abstract string WhatCanIDo { get; }

    public abstract string AreYouStillThere { get; }

    public abstract string CannotHearYou { get; }

    public abstract string TimeNearlyUp { get; }

    public abstract string TimeUp { get; }

    public abstract string OneMoment { get; }

    /// <summary>What keeps a caller company while something is waited for.</summary>
    /// <param name="times">How often it was said already, with this time; from 1.</param>
    /// <param name="waiting">For what.</param>
    public abstract string Filler(int times, Waiting waiting);

    public abstract string SomethingFailsPutThrough { get; }

    public abstract string SomethingFailsSayAgain { get; }

    public abstract string SomethingWentWrong { get; }

    public abstract string TroubleUnderstanding { get; }

    public abstract string NotUnderstood(bool again);

    public abstract string OnceMore { get; }

    public abstract string JustToBeSure { get; }

    public abstract string LetMeFinish { get; }

    public abstract string TakeYourTime { get; }

    public abstract string StartingOver { get; }

    public abstract string NoProblem { get; }

    public abstract string LetGo { get; }

    public abstract string AllRight { get; }

    public abstract string Gladly { get; }

    public abstract string ThankYou { get; }

    public abstract string Goodbye(bool nothingBooked);

    public abstract string PuttingThrough { get; }

    public abstract string CannotPutThrough { get; }

    public abstract string NobodyReached { get; }

    public abstract string Noted(bool callsBack);

    public abstract string NotNoted { get; }

    /// <summary>What a mind's unfounded claim is replaced by while <paramref name="when"/> is held; null: nothing is.</summary>
    public abstract string NothingBookedYet(string? when);

    /// <summary>"a message was taken", as a thing done on this call.</summary>
    public abstract string DidTakeMessage { get; }

    /// <summary>"looked up: …", as a thing done on this call.</summary>
    public abstract string DidLookUp(string when);

    /// <summary>"the wish was noted …", as a thing done on this call.</summary>
    public abstract string DidNoteWish(string title);

    public abstract string IsAutomated { get; }

    public abstract string DoesNotKnow { get; }

    public abstract string OnlyAppointments { get; }

    /// <summary>What small talk is answered with; null for <see cref="SmallTalkKind.None"/>.</summary>
    public abstract string? SmallTalk(SmallTalkKind kind, string assistant);

    /// <summary>A fact of the business, labelled by its owner: "Hours" and "nine to five" make a sentence.</summary>
    public virtual string BusinessFact(string label, string value) => $"{label}: {Ended(value)}";
}
