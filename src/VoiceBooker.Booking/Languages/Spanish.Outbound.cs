using VoiceBooker.Booking.Reception;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class Spanish
{
    public override string Identification(string assistant, string business, string purpose, bool hello) =>
        $"{(hello ? "Hola, le" : "Le")} llama {(assistant.Length > 0 ? $"{assistant}, " : "")}{(business.Length > 0 ? $"el asistente automático de {business}" : "un asistente automático")}, por {purpose}.";

    public override string HowToStopCalls => "Si no desea que le llamen, diga \"no me llamen más\" o pulse el nueve en cualquier momento.";

    public override string CallIsRecorded => "Esta llamada se graba.";

    public override IReadOnlyList<string> WaysToStopCalls { get; } = ["no me llamen más", "dejen de llamarme", "quítenme de la lista"];

    public override string AmISpeakingWith(string person) => $"¿Hablo con {person}?";

    public override string ShallStopCalls => "¿Quiere decir que no desea recibir más llamadas nuestras?";

    public override string OptedOut => "He quitado su número de nuestra lista; no le volveremos a llamar. Adiós.";

    public override string OptOutLeftToPerson => "Lo siento, no he podido quitar yo su número de la lista. He dejado aviso y una persona se ocupará de ello. Adiós.";

    public override string OptOutNotNoted => "Lo siento, ahora no he podido anotarlo. Por favor, díganoslo otra vez un poco más tarde. Adiós.";

    public override string NotInterestedGoodbye => "De acuerdo. Gracias por su tiempo. ¡Adiós!";

    public override string WrongPersonGoodbye => "Perdone la molestia. Adiós.";

    public override string WhenToCallAgain => "¿Cuándo puedo volver a llamar?";

    public override string WhatTimeToCallAgain => "¿A qué hora?";

    public override string WillCallAgain(string? when) => when is null ? "De acuerdo, volveré a llamar en otro momento. ¡Adiós!" : $"De acuerdo, volveré a llamarle: {Ended(when)} ¡Adiós!";

    public override string PersonCallsAgain => "De acuerdo, lo he anotado. Alguien le llamará. ¡Adiós!";

    public override string DidPromiseCall(string? when) => when is null ? "Queda prevista otra llamada." : $"Queda prevista otra llamada: {Ended(when)}";

    public override string GoodbyeOnOurCall(bool nothingBooked) => nothingBooked ? "No se ha reservado nada. Gracias por su tiempo. ¡Adiós!" : "Gracias por su tiempo. ¡Adiós!";

    public override string CannotHearYouOnOurCall => "No le oigo, así que voy a colgar. Adiós.";

    public override string WhyWeCall(string business, string purpose) => business.Length > 0 ? $"Llamo de parte de {business}, por {Ended(purpose)}" : $"Llamo por {Ended(purpose)}";

    public override string ScreeningAnswer(string business, string person, string purpose) =>
        $"Le llama {(business.Length > 0 ? $"el asistente automático de {business}" : "un asistente automático")}{(person.Length > 0 ? $", para hablar con {person}" : "")}, por {Ended(purpose)}";

    public override string MessageEnd(string number) => $"Puede llamarnos al {number}. Si no desea que le llamemos más, llame a ese número y diga \"no me llamen más\".";

    public override string WantsOfPerson(string? name, TransferNeed need, string what, string? when) => $"{name ?? "La persona que llama"} " + need switch
    {
        TransferNeed.Book => $"quiere reservar: {what}{(when is null ? "" : $", {when}")}",
        TransferNeed.Move => when is null ? "quiere cambiar una cita" : $"quiere cambiar su cita: {when}",
        TransferNeed.Cancel => when is null ? "quiere cancelar una cita" : $"quiere cancelar su cita: {when}",
        TransferNeed.LookUp => when is null ? "pregunta por una cita" : $"pregunta por su cita: {when}",
        TransferNeed.Booked => $"acaba de reservar, {what}{(when is null ? "" : $", {when}")}, y quiere hablar con una persona",
        _ => "quiere hablar con una persona",
    };

    public override string HowFarItCame(TransferProgress progress) => progress switch
    {
        TransferProgress.Identified => "se ha comprobado quién es",
        TransferProgress.NotIdentified => "no se ha comprobado quién es",
        TransferProgress.NothingBooked => "todavía no hay nada reservado",
        TransferProgress.Held => "la hora está apartada, pero todavía no hay nada reservado",
        _ => "",
    };
}
