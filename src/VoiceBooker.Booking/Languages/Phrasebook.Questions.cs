using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Languages;

/// <content>Questions, and what they are asked again with after trouble.</content>
internal abstract partial class Phrasebook
{
    /// <summary>"Say yes or press 1, or say no or press 2."</summary>
    public abstract string YesKeys { get; }

    public abstract string YouCanType { get; }

    public abstract string HelpWithKeys { get; }

    public abstract string AnythingElse { get; }

    public abstract string WhichEvent(IReadOnlyList<string> names, bool keys);

    public abstract string WhichDay(bool moving, bool other);

    public abstract string WhichDayAgain { get; }

    public abstract string WhichCity(bool again);

    public abstract string ShallUseZone(string zone);

    /// <summary>Which of several zones; the names are as <see cref="Zone"/> writes them.</summary>
    public abstract string WhichZone(IReadOnlyList<string> zones);

    public abstract string UnknownPlace(IReadOnlyList<string> suggestions);

    public abstract string TimesIn(string zone);

    /// <summary>The name: 0 for the first time, 1 and 2 after trouble.</summary>
    public abstract string WhatName(int trouble);

    public abstract string ThankYouName(string name);

    public abstract string UnderYourNumber { get; }

    public abstract string NameRight(string name, string letters);

    /// <summary>What was understood, and whether it is right.</summary>
    public abstract string IsItRight(string told);

    public abstract string IsItFor(string name);

    public abstract string WhatEmail(bool forInvitation);

    public abstract string SpellEmail(bool optional);

    public abstract string TypeEmail(bool optional);

    public abstract string SpellEmailSlowly(bool optional);

    /// <summary>The missing part of an address; <paramref name="goOn"/>: right after a part was told.</summary>
    public abstract string PartOfEmail(bool afterAt, bool goOn);

    public abstract string ShallUseEmail(string domain);

    /// <summary>In a read-back: the address, as it is told; null: the one that is known, which the caller did not tell.</summary>
    public abstract string WithEmail(string? told);

    public abstract string EmailNeeded { get; }

    public abstract string WithoutEmail(bool noInvitation);

    public abstract string WhatPhone { get; }

    public abstract string WhatPhoneAgain(bool optional);

    public abstract string PhoneNeeded { get; }

    public abstract string WithoutPhone { get; }

    /// <summary>What is to be changed; <paramref name="labels"/> are those of the event's own questions.</summary>
    public abstract string WhatToChange(IReadOnlyList<string> labels, bool keys);

    public abstract string ShallNoteWish(bool personByKey);

    public abstract string CallOrText { get; }

    public abstract string WhichFact(bool nameGivenAway, bool again);

    public abstract string WhichAppointment(IReadOnlyList<string> times, bool keys);

    public abstract string ShallPutThrough { get; }

    public abstract string ShallTakeMessage { get; }

    public abstract string WhatMessage { get; }

    public abstract string WhatNumberForMessage { get; }

    /// <summary>The event's own question in a sentence made around its label.</summary>
    public abstract string NeedToKnow(string label);

    public abstract string AnswerNeeded { get; }

    public abstract string IsThatSo { get; }

    /// <summary>The options of a question: named, or with their keys.</summary>
    public abstract string Options(IReadOnlyList<string> options, bool several, bool keys);

    /// <summary>How a question of this kind may be answered; empty when nothing needs saying.</summary>
    public abstract string HowToAnswer(QuestionKind kind, bool again);

    public abstract string YesOrNo(bool yes);

    public abstract string AsYouToldMe { get; }

    /// <summary>Words that a caller is likely to answer with, for the ears.</summary>
    public abstract LikelyWords Likely { get; }
}

/// <summary>What callers are likely to say to the standing questions.</summary>
/// <param name="Help">To "how can I help?".</param>
/// <param name="When">To "what day and time?".</param>
/// <param name="Places">"the first one", "the second one", "the third one".</param>
/// <param name="LastPlace">"the last one".</param>
/// <param name="AllOfThem">"all of them".</param>
/// <param name="AnotherDay">"another day".</param>
/// <param name="Change">"the time", "the name", "the e-mail".</param>
/// <param name="Wish">To "shall I note your wish?".</param>
/// <param name="CallOrText">To "call or text?".</param>
internal sealed record LikelyWords(string[] Help, string[] When, string[] Places, string LastPlace, string AllOfThem, string AnotherDay, string[] Change, string[] Wish, string[] CallOrText);
