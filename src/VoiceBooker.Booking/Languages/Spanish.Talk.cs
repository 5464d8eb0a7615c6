using VoiceBooker.Booking.Reception;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class Spanish
{
    public override string Greeting(string assistant, string business) =>
        assistant.Length > 0 ? $"Hola, le atiende {assistant}{(business.Length > 0 ? $", de {business}" : "")}." : business.Length > 0 ? $"Hola, ha llamado a {business}." : "Hola.";

    public override string HowCanIHelp => "¿En qué puedo ayudarle?";

    public override string WhatCanIDo => "¿Qué puedo hacer por usted?";

    public override string AreYouStillThere => "¿Sigue usted ahí?";

    public override string CannotHearYou => "No le oigo, así que voy a colgar. Por favor, vuelva a llamar.";

    public override string TimeNearlyUp => "Lo siento, esta llamada tiene que terminar pronto.";

    public override string TimeUp => "Lo siento, tenemos que dejarlo aquí.";

    public override string OneMoment => "Un momento, por favor.";

    public override string Filler(int times, Waiting waiting) => (times, waiting) switch
    {
        (1, _) => OneMoment,
        (2, Waiting.Commit) => "Sigo esperando al calendario.",
        (2, _) => "Sigo buscando, un momentito.",
        (3, not Waiting.Nothing) => "Está tardando más de lo normal: el calendario aún no ha respondido. Sigo aquí.",
        (_, not Waiting.Nothing) when times % 2 == 0 => "Gracias por esperar. Sigo aquí.",
        (_, not Waiting.Nothing) => "El calendario sigue sin responder. Tenga un poco de paciencia, por favor.",
        _ => "Gracias por esperar.",
    };

    public override string SomethingFailsPutThrough => "Lo siento, algo me está fallando. Le paso con una persona.";

    public override string SomethingFailsSayAgain => "Lo siento, algo me está fallando. Por favor, repítalo, o llámenos un poco más tarde.";

    public override string SomethingWentWrong => "Lo siento, algo me ha fallado.";

    public override string TroubleUnderstanding => "Lo siento, me está costando entenderle.";

    public override string NotUnderstood(bool again) => again ? "Lo siento, sigo sin entenderlo." : "Perdone, no le he entendido.";

    public override string OnceMore => "Intentémoslo una vez más.";

    public override string JustToBeSure => "Solo para confirmar.";

    public override string LetMeFinish => "Déjeme terminar, para que todo quede bien.";

    public override string TakeYourTime => "Por supuesto, tómese su tiempo.";

    public override string StartingOver => "Por supuesto, empecemos de nuevo.";

    public override string NoProblem => "No hay problema.";

    public override string LetGo => "No hay problema, lo dejamos así.";

    public override string AllRight => "De acuerdo.";

    public override string Gladly => "Con mucho gusto.";

    public override string ThankYou => "Gracias.";

    public override string Goodbye(bool nothingBooked) => nothingBooked ? "No se ha reservado nada. Gracias por llamar. ¡Adiós!" : "Gracias por llamar. ¡Adiós!";

    public override string PuttingThrough => "Le paso con un compañero. Un momento, por favor.";

    public override string CannotPutThrough => "Ahora mismo no puedo pasarle con nadie, pero puedo tomar un recado y alguien le devolverá la llamada.";

    public override string NobodyReached => "Lo siento, ahora mismo nadie puede atenderle en esta línea. Puedo tomar un recado y alguien le devolverá la llamada.";

    public override string Noted(bool callsBack) => callsBack ? "Gracias, lo he anotado. Alguien le devolverá la llamada." : "Gracias, lo he anotado.";

    public override string NotNoted => "Lo siento, no he podido anotarlo. Por favor, vuelva a llamar un poco más tarde.";

    public override string NothingBookedYet(string? when) => when is null ? "Para que quede claro: todavía no hay nada reservado." : $"Para que quede claro: le guardo la cita {when}, pero todavía no hay nada reservado.";

    public override string DidTakeMessage => "Su recado está anotado.";

    public override string DidLookUp(string when) => $"Su cita es {Ended(when)}";

    public override string DidNoteWish(string title) => "Su petición está anotada, y alguien se pondrá en contacto con usted.";

    public override string IsAutomated => "Sí, soy un asistente automático. Puedo reservar, cambiar y cancelar citas.";

    public override string DoesNotKnow => "Lo siento, eso no lo sé. Si quiere, puedo pasarle con una persona o tomar un recado.";

    public override string OnlyAppointments => "Lo siento, solo puedo ayudarle con citas y con preguntas sobre nosotros.";

    public override string? SmallTalk(SmallTalkKind kind, string assistant) => kind switch
    {
        SmallTalkKind.Hello => "¡Hola!",
        SmallTalkKind.HowAreYou => "Muy bien, gracias.",
        SmallTalkKind.Thanks => "De nada.",
        SmallTalkKind.WhoAreYou => assistant.Length > 0 ? $"Soy {assistant}, un asistente automático." : "Soy un asistente automático.",
        SmallTalkKind.WhatCanYouDo => "Puedo reservar, cambiar y cancelar citas, y responder a preguntas sobre nosotros.",
        SmallTalkKind.AreYouThere => "Sí, aquí estoy.",
        SmallTalkKind.Sorry => "No se preocupe.",
        _ => null,
    };
}
