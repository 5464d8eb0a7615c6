namespace VoiceBooker.Booking.Reception.Stopping;

internal sealed partial record StopRules
{
    private static class GermanParts
    {
        public const string RingImperative = "ruf(en|t|e)?";
        public const string Here = "((sie|ihr|bloss|ja|blos|bitte|doch|mich|uns|hier|diese nummer|unter dieser nummer|auf dieser nummer|bei mir|bei uns|meine nummer|jetzt|endlich|einfach|gefaelligst|also) )*";
        public const string Never = "(nie|niemals|nicht|nimmer|keinesfalls|auf keinen fall|nie im leben)";
        public const string More = "(mehr|wieder|noch ?mal|noch einmal|laenger|weiter)";
        public const string Ring = "(an(zu)?rufen|zurueck(zu)?rufen|kontaktieren|zu kontaktieren|belaestigen|zu belaestigen|stoeren|zu stoeren|nerven|zu nerven|an(zu)?klingeln|telefonieren)";
        public const string Rung = "(angerufen|kontaktiert|belaestigt|gestoert|zurueckgerufen|angeklingelt|telefonisch kontaktiert)";
        public const string Calls = "(werbe|telefon|spam|robo)?anruf(e|en)?";
        public const string Polite = "( (bitte|danke|ja|okay|verstanden|jetzt|sofort|ab sofort|ab jetzt|mehr|klar|wiederhoeren|auf wiederhoeren|tschuess))*$";
        public const string Strike = "(streich\\w*|gestrichen|loesch\\w*|geloescht|nehm\\w*|nimm|genommen|entfern\\w*|trag\\w*|setz\\w*|hol\\w*|werf\\w*|schmeiss\\w*|raus\\w*|rausnehmen|austragen|ausgetragen|herausnehmen)";
        public const string Who = "(mich|uns|meine (\\w*nummer|daten|kontaktdaten|telefonnummer)|meinen namen|diese \\w*nummer|unsere \\w*nummer|die \\w*nummer)";
        public const string CallList = "(ihre[rmn]?|eure[rmn]?|deine[rmn]?|anruf\\w*|telefon\\w*) ?(\\w+ )?(\\w*liste\\w*|verteiler\\w*)|(der|die|dieser|dem|diesem|aller|allen) (\\w+ )?(anrufliste\\w*|telefonliste\\w*|anruflisten|anrufverteiler)";
        public const string AnyList = "(\\w*liste\\w*|verteiler\\w*|\\w*datenbank\\w*|\\w*kartei\\w*|system\\w*|datei\\w*|register\\w*|verzeichnis\\w*|kontakte\\w*|computer)";
        public const string Time = "(vor|nach|am|bis|heute|morgen|uebermorgen|morgens|abends|nachts|mittags|zwischen|waehrend|wenn|in der (nacht|frueh|mittagspause)|bei der arbeit|auf der arbeit|so (frueh|spaet)|um (\\w+) uhr|gegen|im moment|sondern|lieber|am wochenende|auf (dem|meinem) (handy|festnetz))";
        public const string TimeFirst = "(vor|nach|am|bis|heute|morgens|abends|nachts|mittags|zwischen|waehrend|in der nacht|bei der arbeit|so frueh|so spaet|im moment|am wochenende)";
        public const string Elsewhere = "(termin\\w*|kalender\\w*|warteliste\\w*|zeitplan\\w*|terminplan\\w*|lautsprecher\\w*|versicherung\\w*|newsletter\\w*|mailingliste|rezept\\w*|gruppe|kurs\\w*|plan|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)";
    }

    /// <summary>German.</summary>
    public static readonly StopRules German = new()
    {
        Hints = ["ruf", "kontakt", "belaest", "stoer", "nerv", "kling", "telefon", "liste", "verteiler", "datenbank", "kartei", "system", "datei", "verzeichnis", "nummer", "daten", "ruhe", "frieden", "einwilligung", "zustimmung", "erlaubnis", "zugestimmt", "eingewilligt", "nehm", "nimm", "streich", "gestrichen", "loesch", "geloescht", "entfern", "trag", "anwalt", "verbraucher", "netzagentur", "anzeig", "blockier", "sms", "nachricht", "werbung", "schreib", "schick", "send", "meld", "hoer"],

        Limits = Any(
            $@"\b{GermanParts.Never} {GermanParts.TimeFirst} (\w+ ){{0,3}}{GermanParts.Ring}\b",
            $@"\b{GermanParts.RingImperative} {GermanParts.Here}{GermanParts.Never} ({GermanParts.More} )?(an )?{GermanParts.Time}\b",
            $@"\b({GermanParts.Never}|keine) ({GermanParts.More} )?({GermanParts.Ring}|{GermanParts.Rung}|{GermanParts.Calls}) (mehr )?(werden )?{GermanParts.Time}\b",
            $@"\b{GermanParts.TimeFirst} (\w+ ){{0,3}}{GermanParts.Never} ({GermanParts.More} )?({GermanParts.Ring}|{GermanParts.Rung})\b",
            $@"\b(aus|von|vom) (\w+ ){{0,2}}{GermanParts.Elsewhere}\b",
            @"\b(den|meinen|diesen) termin (\w+ ){0,3}(streich\w*|loesch\w*|absag\w*)\b|\b(streich\w*|loesch\w*) (sie )?(bitte )?(den|meinen|diesen) termin\b"),

        Meant = Any(
            $@"\b(gesagt|gebeten|aufgefordert|wiederhole|sage ihnen|bitte sie|schon (\w+ )?mal) (\w+ ){{0,6}}({GermanParts.Never}) ({GermanParts.More} )?{GermanParts.Ring}\b"),

        Denials = Any(
            @"\b(ich|wir) (habe|haben|hatte|hatten) (\w+ )?(nicht|nie) (\w+ )?(angerufen|kontaktiert)\b",
            $@"\b(er|die|ihr|warum|wieso|weshalb|wenn|man|wir|ich|dass die) {GermanParts.RingImperative} {GermanParts.Here}{GermanParts.Never} ?({GermanParts.More})?( an)?\b",
            @"\bnicht (auf(zu)?hoeren|loeschen|streichen|entfernen|austragen|gestrichen|geloescht)\b",
            @"\b(loeschen|streichen|entfernen|nehmen|tragen) sie (mich |uns |bitte |meine \w+ |diese \w+ )*(nicht|auf keinen fall)\b",
            $@"\b(habe?|hatte|haben|gibt|bekomme|bekommen|erhalte|kamen|sind|waren|hab) (\w+ ){{0,3}}keine ({GermanParts.More} |weiteren )?{GermanParts.Calls}\b",
            $@"\b(ich|wir|man) (kann|konnte|konnten|koennen|werde|werden|darf|muss|mag|wollte) ((sie|euch|dort|da|bei ihnen|jetzt|heute|leider|dann|ihn|sie) )*{GermanParts.Never} ({GermanParts.More} )?{GermanParts.Ring}\b"),

        Reports = Any(
            $@"\bsie {GermanParts.RingImperative} {GermanParts.Here}{GermanParts.Never} ?({GermanParts.More})?( an)?\b",
            @"\b(sagen|sag|richten|sagt) (sie )?(ihm|ihr|ihnen|dem \w+|der \w+|meine[rm] \w+|herrn \w+|frau \w+) (\w+ ){0,5}(an(zu)?rufen|aufhoeren)\b"),

        NamesCalls = Any(
            $@"\baufhoeren (\w+ ){{0,4}}(anzurufen|anrufen|mit (den|diesen|ihren) anrufen)\b",
            $@"\b(keine lust|kein interesse|nichts) (\w+ ){{0,3}}(auf|an|von) (ihre|ihren|diese|diesen|solche|eure) (\w+ )?{GermanParts.Calls}\b",
            $@"\b{GermanParts.RingImperative} {GermanParts.Here}{GermanParts.Never} {GermanParts.More}( (hier|bei mir|bei uns))?( an)?\b",
            $@"\b{GermanParts.RingImperative} {GermanParts.Here}{GermanParts.Never} an{GermanParts.Polite}",
            $@"\b((bitte|mich|uns|hier|diese nummer|unter dieser nummer|bei mir|bei uns|sie|dass sie|ab sofort|ab jetzt) )+(bitte )?(\w+ )?{GermanParts.Never} {GermanParts.More} (anrufen|zurueckrufen|kontaktieren|anklingeln|telefonieren)\b",
            $@"^((bitte|nein|ja|also|ich sagte|danke|und|ab sofort) )*{GermanParts.Never} ({GermanParts.More} )?(anrufen|kontaktieren){GermanParts.Polite}",
            $@"\b(moechte|will|wollen|moechten|wuensche|wuenschen) (\w+ ){{0,4}}nicht (mehr )?dass (sie|ihr|du|man|jemand) (\w+ ){{0,3}}(anruf\w*|kontaktier\w*|belaestig\w*)\b",
            $@"\b(moechte|will|wollen|moechten|wuensche) (\w+ ){{0,3}}dass (sie|ihr|du|man) (\w+ ){{0,3}}{GermanParts.Never} ({GermanParts.More} )?(anruf\w*|kontaktier\w*|belaestig\w*)\b",
            $@"\b({GermanParts.Never}|ungern|lieber nicht) ({GermanParts.More} )*(\w+ ){{0,4}}{GermanParts.Rung} (werden|werde)\b",
            $@"\b(hoeren|hoert|hoer) (sie )?(\w+ ){{0,4}}auf (\w+ ){{0,4}}(anzurufen|anrufen|anzuklingeln)\b",
            $@"\b(auf|schluss) (\w+ )?mit (diesen|ihren|den|dem|euren|dieser) (\w+ )?({GermanParts.Calls}|anrufen|telefonterror|geklingel)\b",
            $@"^((bitte|nein|ja|also|ich sagte|danke|und|ab jetzt|ab sofort) )*(keine?n?|nie mehr|nie wieder) ((weiteren?|solchen?|mehr|ihrer|dieser) )+{GermanParts.Calls}\b",
            $@"\b(will|moechte|wuensche|wollen|moechten|wuenschen|bitte|verbitte|gesagt|sagte) (\w+ ){{0,3}}(keine?n?|nie mehr|nie wieder) ((weiteren?|solchen?|mehr|ihrer) )*{GermanParts.Calls}\b",
            $@"\bkeine?n? ((weiteren?|solchen?|ihrer) )*{GermanParts.Calls} (mehr|von ihnen|mehr von ihnen){GermanParts.Polite}",
            $@"\b(unterlassen|unterlasst|beenden|stoppen|verbitte mir|untersage ihnen|untersage|verbiete ihnen|einstellen) (sie )?(bitte )?(ab sofort )?((weitere|jegliche|alle|diese|ihre|die|solche|saemtliche|jeden) )*{GermanParts.Calls}\b",
            $@"\bstellen sie (bitte )?((diese|ihre|die|alle) )+{GermanParts.Calls} ein\b",
            $@"\b{GermanParts.Strike} (\w+ ){{0,2}}?{GermanParts.Who} (\w+ ){{0,3}}(von|aus) ({GermanParts.CallList})",
            $@"\b{GermanParts.Who} (\w+ ){{0,3}}(von|aus) ({GermanParts.CallList}) {GermanParts.Strike}",
            $@"\b(aus|von) ({GermanParts.CallList}) (genommen|gestrichen|geloescht|entfernt|ausgetragen|raus)",
            $@"\b(widerruf\w*|zurueckziehen|ziehe|entziehe) (\w+ ){{0,4}}(einwilligung|zustimmung|erlaubnis) (\w+ ){{0,3}}({GermanParts.Calls}|{GermanParts.Ring}|telefon\w*)",
            @"\b(auf|in) (die|ihre|eure) (sperrliste|robinsonliste)\b"),

        ToCallers = Any(
            $@"\b{GermanParts.Strike} (\w+ ){{0,2}}?{GermanParts.Who} (\w+ ){{0,3}}(von|aus|vom) (\w+ ){{0,3}}{GermanParts.AnyList}\b",
            $@"\b{GermanParts.Who} (\w+ ){{0,3}}(von|aus|vom) (\w+ ){{0,3}}{GermanParts.AnyList} (\w+ )?{GermanParts.Strike}\b",
            $@"\b(streich\w*|loesch\w*|entfern\w*|vergessen|sperren) (sie )?(bitte )?(alle |alle meine |saemtliche )?(meine|diese|unsere|meiner)? ?(\w*nummer|daten|kontaktdaten){GermanParts.Polite}",
            $@"\b(meine|diese|unsere) (\w*nummer|daten|kontaktdaten) (\w+ ){{0,3}}(loeschen|streichen|entfernen|austragen){GermanParts.Polite}",
            @"\b(lassen|lasst|lass) (sie )?(mich|uns) (doch |bitte |endlich |einfach |jetzt )*(in (ruhe|frieden)|zufrieden)\b",
            $@"\b(hoeren|hoert|hoer) (sie )?(\w+ ){{0,4}}auf (\w+ ){{0,4}}(zu belaestigen|zu stoeren|zu nerven|belaestigen)\b",
            @"\b(belaestigen|stoeren|nerven) sie (mich|uns) (bitte )?(nicht|nie)( mehr| wieder)?\b",
            @"\b(widerruf\w*|zurueckziehe|entziehe|ziehe) (\w+ ){0,4}(einwilligung|zustimmung|erlaubnis)\b|\b(einwilligung|zustimmung|erlaubnis) (\w+ ){0,3}(widerrufen|zurueckziehen|zurueck)\b",
            $@"^((bitte|nein|danke|also) )*keine {GermanParts.Calls}{GermanParts.Polite}",
            $@"\b(genug|satt|leid) (\w+ )?(von |mit )?(\w+ )?(ihren?|diese[nr]?|euren?|die|den) (\w+ )?{GermanParts.Calls}\b|\b(ihre|diese|die) {GermanParts.Calls} (so )?(satt|leid)\b",
            @"\b(brauchen|braucht) (sie )?(mich |uns |hier )*(nicht|nie) (mehr|wieder) anzurufen\b",
            $@"\b(waehlen|benutzen|verwenden) sie (bitte )?(diese|meine) \w*nummer (bitte )?{GermanParts.Never}( mehr| wieder)?\b",
            @"\b(sperrliste|robinsonliste)\b",
            $@"^((bitte|und) )*(mich |uns )?(austragen|abmelden){GermanParts.Polite}|\b(moechte|will|wuerde) (\w+ ){{0,2}}(abgemeldet|ausgetragen|gestrichen|geloescht) werden\b"),

        NamesTexts = Any(
            @"\b(keine|nicht) (\w+ ){0,2}(sms|nachrichten|textnachrichten|werbung)( mehr)?( bitte)?$",
            @"\b(schreiben|schreibt|schreib|schicken|senden) (sie )?(mir|uns) (bitte )?(nicht|nichts|nie|keine)( mehr| wieder)?\b",
            @"\b(will|moechte|wuensche) (\w+ ){0,2}keine (weiteren )?(sms|nachrichten|textnachrichten|werbung)\b"),

        Doubtful = Any(
            @"\b(nehmen|streichen|tragen|loeschen|holen|nimm|entfernen) sie (bitte )?(mich|uns) (bitte )?(da |davon |dort |hier |wieder )*(raus|heraus|runter|herunter|weg|ab|aus)?( bitte)?$",
            @"\b(nimm|streich|loesch) mich (bitte )?(da |davon )*(raus|runter|weg)?$"),

        DoubtfulToCallers = Any(
            @"\b(nicht|nie|niemals|keine|kein|aufhoeren|auf|genug|schluss) (\w+ ){0,5}(anruf\w*|anzurufen|angerufen|rufen|kontaktier\w*)\b",
            @"\bruf(en|t)? (\w+ ){0,5}(nicht|nie|niemals)\b",
            $@"\b{GermanParts.RingImperative} {GermanParts.Here}{GermanParts.Never} an\b",
            @"\b(anwalt|verbraucherzentrale|bundesnetzagentur|anzeige|anzeigen|belaestigung|blockier\w*)\b",
            @"\b(nie|nicht|keine) (\w+ ){0,2}(zugestimmt|eingewilligt|einwilligung|erlaubnis|zustimmung)\b",
            @"\b(kein interesse|keine werbung) (\w+ ){0,2}(am telefon|anrufen)\b",
            @"\b(moechte|will) (mich )?(abmelden|austragen)\b"),
    };
}
