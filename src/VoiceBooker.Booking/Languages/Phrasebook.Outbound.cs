using VoiceBooker.Booking.Reception;

namespace VoiceBooker.Booking.Languages;

/// <content>Calls that we make: who calls and why, stopping the calls, calling again, machines; and what a person of ours is told before a caller is put through.</content>
internal abstract partial class Phrasebook
{
    /// <summary>The first sentence of a call that we made: that it is an automated assistant, of which business, and why. The business stands late in it, so that how to stop the calls follows within two seconds (47 CFR 64.1200(b)(3)).</summary>
    /// <param name="assistant">The assistant's name; may be empty.</param>
    /// <param name="business">The business; may be empty.</param>
    /// <param name="purpose">Why we call, as an object of "about".</param>
    /// <param name="hello">With a greeting; not when it has to be said again.</param>
    public abstract string Identification(string assistant, string business, string purpose, bool hello);

    /// <summary>How to stop the calls, by voice and by key.</summary>
    public abstract string HowToStopCalls { get; }

    /// <summary>That the call is recorded; many places want everybody on the line to know (in the United States eleven or so do, California among them: Penal Code 632).</summary>
    public abstract string CallIsRecorded { get; }

    /// <summary>What people say who want no more calls, for ears that must be told what to listen for.</summary>
    public abstract IReadOnlyList<string> WaysToStopCalls { get; }

    public abstract string AmISpeakingWith(string person);

    /// <summary>Asked when what was said may be the wish to be called no more, or something else.</summary>
    public abstract string ShallStopCalls { get; }

    public abstract string OptedOut { get; }

    /// <summary>The list could not be written; a person has been told.</summary>
    public abstract string OptOutLeftToPerson { get; }

    /// <summary>Neither the list nor the note for a person could be written.</summary>
    public abstract string OptOutNotNoted { get; }

    public abstract string NotInterestedGoodbye { get; }

    public abstract string WrongPersonGoodbye { get; }

    public abstract string WhenToCallAgain { get; }

    public abstract string WhatTimeToCallAgain { get; }

    /// <param name="when">As <see cref="DateAndTime"/> or <see cref="Wish"/> tell it; null: not said.</param>
    public abstract string WillCallAgain(string? when);

    /// <summary>Somebody of ours will call back.</summary>
    public abstract string PersonCallsAgain { get; }

    /// <summary>"call again …", as a thing done on this call.</summary>
    public abstract string DidPromiseCall(string? when);

    public abstract string GoodbyeOnOurCall(bool nothingBooked);

    public abstract string CannotHearYouOnOurCall { get; }

    public abstract string WhyWeCall(string business, string purpose);

    /// <summary>Who calls and why, for an assistant that screens the person's calls.</summary>
    public abstract string ScreeningAnswer(string business, string person, string purpose);

    /// <summary>What a message on an answering machine ends with: our number, and how to stop the calls by it.</summary>
    public abstract string MessageEnd(string number);

    /// <summary>What a caller wants, for the person who takes the call.</summary>
    /// <param name="name">Who; null: not known.</param>
    /// <param name="need">What for.</param>
    /// <param name="what">The event, as <see cref="Named"/> calls it.</param>
    /// <param name="when">The time it is about; null: none yet.</param>
    public abstract string WantsOfPerson(string? name, TransferNeed need, string what, string? when);

    /// <summary>How far it came, as a clause that follows after a semicolon; empty: nothing to tell.</summary>
    public abstract string HowFarItCame(TransferProgress progress);
}
