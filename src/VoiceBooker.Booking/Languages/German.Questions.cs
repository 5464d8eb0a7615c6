using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class German
{
    public override string YesKeys => "Sagen Sie Ja oder drücken Sie die 1, oder sagen Sie Nein oder drücken Sie die 2.";

    public override string YouCanType => "Sie können es auch eintippen.";

    public override string HelpWithKeys => "Sagen Sie zum Beispiel: Ich möchte einen Termin vereinbaren. Oder drücken Sie die 1 für einen neuen Termin, die 2, um einen Termin zu verschieben, die 3, um einen abzusagen, oder die 0 für einen Menschen.";

    public override string AnythingElse => "Kann ich sonst noch etwas für Sie tun?";

    public override string WhichEvent(IReadOnlyList<string> names, bool keys) => keys
        ? $"Buchen können Sie: {string.Join("; ", names.Select((name, i) => $"{name}, Taste {i + 1}"))}. Was davon?"
        : $"Was möchten Sie buchen: {Or(names)}?";

    public override string WhichDay(bool moving, bool other) => moving ? "Welcher Tag und welche Uhrzeit passen Ihnen besser?" : other ? "Welcher andere Tag oder welche andere Uhrzeit passt Ihnen?" : "Welcher Tag und welche Uhrzeit passen Ihnen?";

    public override string WhichDayAgain => "Bitte nennen Sie einen Tag oder eine Uhrzeit, zum Beispiel Dienstagvormittag, oder drücken Sie die 1 für die nächsten freien Termine.";

    public override string WhichCity(bool again) => again ? "In welcher Stadt sind Sie? Eine größere Stadt in Ihrer Nähe genügt." : "In welcher Stadt oder Zeitzone sind Sie?";

    public override string ShallUseZone(string zone) => $"Soll ich die Zeiten in {zone} nennen?";

    public override string WhichZone(IReadOnlyList<string> zones) => $"Meinen Sie {Or(zones)}?";

    public override string UnknownPlace(IReadOnlyList<string> suggestions) => $"Diesen Ort kenne ich nicht. Meinten Sie {Or(suggestions)}?";

    public override string TimesIn(string zone) => $"Gut, dann nenne ich die Zeiten in {zone}.";

    public override string WhatName(int trouble) => trouble switch
    {
        0 => "Wie ist bitte Ihr Name?",
        1 => "Bitte nennen Sie Ihren Vor- und Nachnamen, oder buchstabieren Sie ihn.",
        _ => "Bitte buchstabieren Sie Ihren Namen, oder drücken Sie die Rautetaste, um ohne ihn fortzufahren.",
    };

    public override string ThankYouName(string name) => $"Danke, {name}.";

    public override string UnderYourNumber => "Das macht nichts, ich trage es unter Ihrer Telefonnummer ein.";

    public override string NameRight(string name, string letters) => $"Ich habe verstanden: {name}, {letters}. Ist das richtig?";

    public override string IsItRight(string told) => $"Ich habe verstanden: {told}. Ist das richtig?";

    public override string IsItFor(string name) => $"Ist der Termin für {name}? Unter diesem Namen wurde von Ihrer Nummer schon einmal gebucht.";

    public override string WhatEmail(bool forInvitation) => forInvitation ? "An welche E-Mail-Adresse soll die Einladung gehen? Sie können sie buchstabieren." : "Wie lautet Ihre E-Mail-Adresse?";

    public override string SpellEmail(bool optional) => $"Bitte buchstabieren Sie Ihre E-Mail-Adresse, zum Beispiel a wie Anton.{(optional ? " Oder sagen Sie: überspringen." : "")}";

    public override string TypeEmail(bool optional) => $"Sie können Ihre E-Mail-Adresse eintippen{OrWithout(optional)}.";

    public override string SpellEmailSlowly(bool optional) => $"Bitte buchstabieren Sie Ihre E-Mail-Adresse langsam, Buchstabe für Buchstabe{OrWithout(optional)}.";

    public override string PartOfEmail(bool afterAt, bool goOn) => (afterAt, goOn) switch
    {
        (true, true) => "Ja, bitte weiter. Und der Teil nach dem ät-Zeichen?",
        (false, true) => "Und der Teil vor dem ät-Zeichen?",
        (true, false) => "Was kommt nach dem ät-Zeichen?",
        (false, false) => "Was kommt vor dem ät-Zeichen?",
    };

    public override string ShallUseEmail(string domain) => $"Soll ich die E-Mail-Adresse verwenden, die auf {domain} endet?";

    public override string WithEmail(string? told) => told is null ? "mit der E-Mail-Adresse, die wir schon haben" : $"E-Mail {told}";

    public override string EmailNeeded => "Ohne E-Mail-Adresse kann ich den Termin leider nicht buchen.";

    public override string WithoutEmail(bool noInvitation) => noInvitation ? "In Ordnung, ohne E-Mail-Adresse. Dann kann ich Ihnen keine Einladung schicken." : "In Ordnung, ohne E-Mail-Adresse.";

    public override string WhatPhone => "Unter welcher Telefonnummer erreichen wir Sie? Sie können sie sagen, oder eingeben und mit der Rautetaste abschließen.";

    public override string WhatPhoneAgain(bool optional) => $"Bitte geben Sie Ihre Telefonnummer ein und schließen Sie mit der Rautetaste ab{(optional ? ", oder sagen Sie: überspringen" : "")}.";

    public override string PhoneNeeded => "Ohne Telefonnummer kann ich den Termin leider nicht buchen.";

    public override string WithoutPhone => "In Ordnung, ohne Telefonnummer.";

    public override string WhatToChange(IReadOnlyList<string> labels, bool keys)
    {
        var list = Or(["die Uhrzeit", "den Namen", .. labels, "die E-Mail-Adresse"]);
        return keys ? $"Was soll ich ändern? Sagen Sie {list}. Oder drücken Sie die 1 für die Uhrzeit, die 2 für den Namen, die 3 für die E-Mail-Adresse{string.Concat(labels.Take(MostKeyed).Select((each, i) => $", die {i + 4} für {each}"))}." : $"Was soll ich ändern: {list}?";
    }

    public override string ShallNoteWish(bool personByKey) => $"Soll ich Ihren Wunsch notieren, damit Sie jemand zurückruft oder Ihnen eine SMS schreibt? {YesKeys}{(personByKey ? " Für einen Menschen drücken Sie die 0." : "")}";

    public override string CallOrText => "Möchten Sie zurückgerufen werden oder lieber eine SMS? Sagen Sie Anruf oder drücken Sie die 1, oder sagen Sie SMS oder drücken Sie die 2.";

    public override string WhichFact(bool nameGivenAway, bool again)
    {
        var facts = nameGivenAway ? "die E-Mail-Adresse der Buchung, oder Tag und Uhrzeit des Termins" : "den vollen Namen der Buchung, die E-Mail-Adresse, oder Tag und Uhrzeit des Termins";
        return again ? $"Bitte nennen Sie mir {facts}." : $"Damit ich sicher bin, mit wem ich spreche: Nennen Sie mir bitte {facts}.";
    }

    public override string WhichAppointment(IReadOnlyList<string> times, bool keys) =>
        $"Sie haben {Number(times.Count)} Termine: {string.Join("; ", times.SkipLast(1).Select((time, i) => Keyed(time, i, keys)))}; und {Ended(Keyed(times[^1], times.Count - 1, keys))} Welchen meinen Sie?";

    public override string ShallPutThrough => $"Soll ich Sie mit einem Menschen verbinden? {YesKeys}";

    public override string ShallTakeMessage => $"Soll ich eine Nachricht aufnehmen, damit Sie jemand zurückruft? {YesKeys}";

    public override string WhatMessage => "Was darf ich ausrichten?";

    public override string WhatNumberForMessage => "Und unter welcher Nummer können wir Sie zurückrufen? Sie können sie sagen, oder eingeben und mit der Rautetaste abschließen.";

    public override string NeedToKnow(string label) => $"Für die Buchung brauche ich noch eine Angabe: {label}.";

    public override string AnswerNeeded => "Ohne diese Angabe kann ich den Termin leider nicht buchen.";

    public override string IsThatSo => "Trifft das zu?";

    public override string Options(IReadOnlyList<string> options, bool several, bool keys)
    {
        if (!keys)
            return Ended(several ? $"Sie können eines oder mehrere nennen: {And(options)}" : $"Zur Wahl stehen: {Or(options)}");
        var keyed = Ended(string.Join("; ", options.Select((option, i) => $"{(i == 0 ? "Für" : "für")} {option} die {i + 1}")));
        return several ? $"{keyed} Sie können mehrere drücken, und dann die Rautetaste." : keyed;
    }

    public override string HowToAnswer(QuestionKind kind, bool again) => (kind, again) switch
    {
        (QuestionKind.Number, true) => "Bitte nennen Sie eine Zahl, oder geben Sie sie ein und drücken Sie die Rautetaste.",
        (QuestionKind.Phone, true) => "Bitte geben Sie die Telefonnummer ein und drücken Sie die Rautetaste.",
        (QuestionKind.Phone, false) => "Sie können sie sagen, oder eingeben und mit der Rautetaste abschließen.",
        (QuestionKind.Text, true) => "Bitte sagen Sie es in wenigen Worten.",
        _ => "",
    };

    public override string YesOrNo(bool yes) => yes ? "ja" : "nein";

    public override string AsYouToldMe => "wie Sie es mir gesagt haben";

    public override LikelyWords Likely { get; } = new(
        Help: ["ich möchte einen Termin vereinbaren", "Termin verschieben", "Termin absagen", "nein danke"],
        When: ["morgen", "nächste Woche", "so bald wie möglich", "vormittags", "nachmittags"],
        Places: ["der erste", "der zweite", "der dritte"],
        LastPlace: "der letzte",
        AllOfThem: "alle",
        AnotherDay: "ein anderer Tag",
        Change: ["die Uhrzeit", "den Namen", "die E-Mail-Adresse"],
        Wish: ["ja bitte", "nein danke", "rufen Sie mich zurück", "per SMS"],
        CallOrText: ["Anruf", "anrufen", "SMS", "eine SMS bitte"]);

    private static string Keyed(string told, int place, bool keys) => keys ? $"{told}, Taste {place + 1}" : told;

    private static string OrWithout(bool optional) => optional ? ", oder sagen Sie überspringen oder drücken Sie die Rautetaste, um ohne sie fortzufahren" : "";
}
