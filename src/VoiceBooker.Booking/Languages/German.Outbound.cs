using VoiceBooker.Booking.Reception;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class German
{
    public override string Identification(string assistant, string business, string purpose, bool hello) =>
        $"{(hello ? "Guten Tag, hier" : "Hier")} ist {(assistant.Length > 0 ? $"{assistant}, " : "")}{(business.Length > 0 ? $"der automatische Assistent von {business}" : "ein automatischer Assistent")}, es geht um {purpose}.";

    public override string HowToStopCalls => "Möchten Sie nicht angerufen werden, sagen Sie jederzeit \"nicht mehr anrufen\" oder drücken Sie die Neun.";

    public override string CallIsRecorded => "Dieses Gespräch wird aufgezeichnet.";

    public override IReadOnlyList<string> WaysToStopCalls { get; } = ["nicht mehr anrufen", "rufen Sie mich nicht mehr an", "streichen Sie mich von der Liste"];

    public override string AmISpeakingWith(string person) => $"Spreche ich mit {person}?";

    public override string ShallStopCalls => "Meinen Sie, dass wir Sie nicht mehr anrufen sollen?";

    public override string OptedOut => "Ich habe Ihre Nummer von unserer Liste genommen; Sie werden nicht mehr angerufen. Auf Wiederhören.";

    public override string OptOutLeftToPerson => "Es tut mir leid, ich konnte Ihre Nummer nicht selbst von der Liste nehmen. Ich habe Bescheid gegeben, und ein Mensch kümmert sich darum. Auf Wiederhören.";

    public override string OptOutNotNoted => "Es tut mir leid, das konnte ich gerade nicht aufschreiben. Bitte sagen Sie es uns etwas später noch einmal. Auf Wiederhören.";

    public override string NotInterestedGoodbye => "In Ordnung. Vielen Dank für Ihre Zeit. Auf Wiederhören!";

    public override string WrongPersonGoodbye => "Entschuldigen Sie bitte die Störung. Auf Wiederhören.";

    public override string WhenToCallAgain => "Wann darf ich noch einmal anrufen?";

    public override string WhatTimeToCallAgain => "Um wie viel Uhr?";

    public override string WillCallAgain(string? when) => when is null ? "In Ordnung, ich rufe ein andermal wieder an. Auf Wiederhören!" : $"In Ordnung, ich rufe Sie wieder an: {Ended(when)} Auf Wiederhören!";

    public override string PersonCallsAgain => "In Ordnung, das habe ich notiert. Jemand ruft Sie zurück. Auf Wiederhören!";

    public override string DidPromiseCall(string? when) => when is null ? "Ein neuer Anruf ist vorgesehen." : $"Ein neuer Anruf ist vorgesehen: {Ended(when)}";

    public override string GoodbyeOnOurCall(bool nothingBooked) => nothingBooked ? "Es ist nichts gebucht. Vielen Dank für Ihre Zeit. Auf Wiederhören!" : "Vielen Dank für Ihre Zeit. Auf Wiederhören!";

    public override string CannotHearYouOnOurCall => "Ich kann Sie leider nicht hören und lege jetzt auf. Auf Wiederhören.";

    public override string WhyWeCall(string business, string purpose) => business.Length > 0 ? $"Ich rufe für {business} an, es geht um {Ended(purpose)}" : $"Es geht um {Ended(purpose)}";

    public override string ScreeningAnswer(string business, string person, string purpose) =>
        $"Hier ist {(business.Length > 0 ? $"der automatische Assistent von {business}" : "ein automatischer Assistent")}, {(person.Length > 0 ? $"der Anruf ist für {person}, " : "")}es geht um {Ended(purpose)}";

    public override string MessageEnd(string number) => $"Sie erreichen uns unter {number}. Möchten Sie nicht mehr angerufen werden, rufen Sie diese Nummer an und sagen Sie \"nicht mehr anrufen\".";

    public override string WantsOfPerson(string? name, TransferNeed need, string what, string? when) => $"{name ?? "Jemand am Telefon"} " + need switch
    {
        TransferNeed.Book => $"möchte einen Termin buchen: {what}{(when is null ? "" : $", {when}")}",
        TransferNeed.Move => when is null ? "möchte einen Termin verschieben" : $"möchte einen Termin verschieben, der so eingetragen ist: {when}",
        TransferNeed.Cancel => when is null ? "möchte einen Termin absagen" : $"möchte einen Termin absagen, der so eingetragen ist: {when}",
        TransferNeed.LookUp => when is null ? "hat eine Frage zu einem Termin" : $"hat eine Frage zu einem Termin, der so eingetragen ist: {when}",
        TransferNeed.Booked => $"hat eben einen Termin gebucht, {what}{(when is null ? "" : $", {when}")}, und möchte mit einem Menschen sprechen",
        _ => "möchte mit einem Menschen sprechen",
    };

    public override string HowFarItCame(TransferProgress progress) => progress switch
    {
        TransferProgress.Identified => "wer es ist, wurde geprüft",
        TransferProgress.NotIdentified => "wer es ist, wurde nicht geprüft",
        TransferProgress.NothingBooked => "gebucht ist noch nichts",
        TransferProgress.Held => "die Zeit ist vorgemerkt, gebucht ist noch nichts",
        _ => "",
    };
}
