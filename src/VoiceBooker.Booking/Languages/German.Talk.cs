using VoiceBooker.Booking.Reception;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class German
{
    public override string Greeting(string assistant, string business) =>
        assistant.Length > 0 ? $"Guten Tag, hier ist {assistant}{(business.Length > 0 ? $" von {business}" : "")}." : business.Length > 0 ? $"Guten Tag, hier ist {business}." : "Guten Tag.";

    public override string HowCanIHelp => "Wie kann ich Ihnen helfen?";

    public override string WhatCanIDo => "Was kann ich für Sie tun?";

    public override string AreYouStillThere => "Sind Sie noch da?";

    public override string CannotHearYou => "Ich kann Sie leider nicht hören und lege jetzt auf. Bitte rufen Sie noch einmal an.";

    public override string TimeNearlyUp => "Leider müssen wir das Gespräch gleich beenden.";

    public override string TimeUp => "Leider müssen wir an dieser Stelle Schluss machen.";

    public override string OneMoment => "Einen Moment, bitte.";

    public override string Filler(int times, Waiting waiting) => (times, waiting) switch
    {
        (1, _) => OneMoment,
        (2, Waiting.Commit) => "Ich warte noch auf den Kalender.",
        (2, _) => "Ich sehe noch nach, einen kleinen Moment.",
        (3, not Waiting.Nothing) => "Es dauert länger als sonst: Der Kalender hat noch nicht geantwortet. Ich bin noch da.",
        (_, not Waiting.Nothing) when times % 2 == 0 => "Danke, dass Sie warten. Ich bin noch da.",
        (_, not Waiting.Nothing) => "Der Kalender hat noch immer nicht geantwortet. Bitte haben Sie noch einen Moment Geduld.",
        _ => "Danke, dass Sie warten.",
    };

    public override string SomethingFailsPutThrough => "Entschuldigung, bei mir funktioniert gerade etwas nicht. Ich verbinde Sie mit einem Menschen.";

    public override string SomethingFailsSayAgain => "Entschuldigung, bei mir funktioniert gerade etwas nicht. Bitte sagen Sie das noch einmal, oder rufen Sie etwas später wieder an.";

    public override string SomethingWentWrong => "Entschuldigung, bei mir ist etwas schiefgegangen.";

    public override string TroubleUnderstanding => "Es tut mir leid, ich verstehe Sie gerade nicht gut.";

    public override string NotUnderstood(bool again) => again ? "Es tut mir leid, das habe ich wieder nicht verstanden." : "Entschuldigung, das habe ich nicht verstanden.";

    public override string OnceMore => "Versuchen wir es noch einmal.";

    public override string JustToBeSure => "Nur um sicherzugehen.";

    public override string LetMeFinish => "Ich lese es kurz zu Ende vor, damit alles stimmt.";

    public override string TakeYourTime => "Natürlich, lassen Sie sich Zeit.";

    public override string StartingOver => "Gern, fangen wir noch einmal von vorn an.";

    public override string NoProblem => "Kein Problem.";

    public override string LetGo => "Kein Problem, dann lassen wir das.";

    public override string AllRight => "In Ordnung.";

    public override string Gladly => "Gern.";

    public override string ThankYou => "Danke schön.";

    public override string Goodbye(bool nothingBooked) => nothingBooked ? "Es ist nichts gebucht. Vielen Dank für Ihren Anruf. Auf Wiederhören!" : "Vielen Dank für Ihren Anruf. Auf Wiederhören!";

    public override string PuttingThrough => "Ich verbinde Sie. Einen Moment, bitte.";

    public override string CannotPutThrough => "Ich kann Sie gerade nicht verbinden, aber ich nehme gern eine Nachricht auf, und jemand ruft Sie zurück.";

    public override string NobodyReached => "Leider ist unter diesem Anschluss gerade niemand zu erreichen. Ich nehme gern eine Nachricht auf, und jemand ruft Sie zurück.";

    public override string Noted(bool callsBack) => callsBack ? "Danke, das habe ich notiert. Jemand ruft Sie zurück." : "Danke, das habe ich notiert.";

    public override string NotNoted => "Es tut mir leid, das konnte ich nicht notieren. Bitte rufen Sie etwas später noch einmal an.";

    public override string NothingBookedYet(string? when) => when is null ? "Zur Klarheit: Es ist noch nichts gebucht." : $"Zur Klarheit: Der Termin {when} ist für Sie vorgemerkt, aber es ist noch nichts gebucht.";

    public override string DidTakeMessage => "Ihre Nachricht ist notiert.";

    public override string DidLookUp(string when) => $"Ihr Termin ist {Ended(when)}";

    public override string DidNoteWish(string title) => "Ihr Wunsch ist notiert, und jemand meldet sich bei Ihnen.";

    public override string IsAutomated => "Ja, ich bin ein automatischer Assistent. Ich kann für Sie Termine buchen, verschieben und absagen.";

    public override string DoesNotKnow => "Das weiß ich leider nicht. Wenn Sie möchten, verbinde ich Sie mit einem Menschen oder nehme eine Nachricht auf.";

    public override string OnlyAppointments => "Ich kann Ihnen leider nur bei Terminen und bei Fragen zu uns helfen.";

    public override string? SmallTalk(SmallTalkKind kind, string assistant) => kind switch
    {
        SmallTalkKind.Hello => "Guten Tag!",
        SmallTalkKind.HowAreYou => "Danke, gut.",
        SmallTalkKind.Thanks => "Gern geschehen.",
        SmallTalkKind.WhoAreYou => assistant.Length > 0 ? $"Ich bin {assistant}, ein automatischer Assistent." : "Ich bin ein automatischer Assistent.",
        SmallTalkKind.WhatCanYouDo => "Ich kann Termine buchen, verschieben und absagen und Fragen zu uns beantworten.",
        SmallTalkKind.AreYouThere => "Ja, ich bin da.",
        SmallTalkKind.Sorry => "Das macht gar nichts.",
        _ => null,
    };
}
