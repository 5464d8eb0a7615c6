using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class Spanish
{
    public override string YesKeys => "Diga sí o pulse 1, o diga no o pulse 2.";

    public override string YouCanType => "También puede escribirlo.";

    public override string HelpWithKeys => "Puede decir, por ejemplo: quisiera pedir una cita. O pulse 1 para reservar, 2 para cambiar una cita, 3 para cancelarla, o 0 para hablar con una persona.";

    public override string AnythingElse => "¿Puedo ayudarle en algo más?";

    public override string WhichEvent(IReadOnlyList<string> names, bool keys) => keys
        ? $"Puede reservar: {string.Join("; ", names.Select((name, i) => $"{name}, pulse {i + 1}"))}. ¿Cuál prefiere?"
        : $"¿Qué desea reservar: {Or(names)}?";

    public override string WhichDay(bool moving, bool other) => moving ? "¿Qué día y a qué hora le vendría mejor?" : other ? "¿Qué otro día u otra hora le vendría bien?" : "¿Qué día y a qué hora le vendría bien?";

    public override string WhichDayAgain => "Por favor, diga un día o una hora, por ejemplo el martes por la mañana, o pulse 1 para oír las próximas horas libres.";

    public override string WhichCity(bool again) => again ? "¿En qué ciudad está? Basta con una ciudad grande que quede cerca." : "¿En qué ciudad o zona horaria está?";

    public override string ShallUseZone(string zone) => $"¿Le doy las horas en {zone}?";

    public override string WhichZone(IReadOnlyList<string> zones) => $"¿Se refiere a {Or(zones)}?";

    public override string UnknownPlace(IReadOnlyList<string> suggestions) => $"No conozco ese lugar. ¿Se refería a {Or(suggestions)}?";

    public override string TimesIn(string zone) => $"De acuerdo, le daré las horas en {zone}.";

    public override string WhatName(int trouble) => trouble switch
    {
        0 => "¿Me dice su nombre, por favor?",
        1 => "Por favor, diga su nombre y apellido, o deletréelo letra por letra.",
        _ => "Por favor, deletree su nombre letra por letra, o pulse almohadilla para continuar sin él.",
    };

    public override string ThankYouName(string name) => $"Gracias, {name}.";

    public override string UnderYourNumber => "No pasa nada, lo pondré a su número de teléfono.";

    public override string NameRight(string name, string letters) => $"He anotado {name}, {letters}. ¿Es correcto?";

    public override string IsItRight(string told) => $"He anotado {told}. ¿Es correcto?";

    public override string IsItFor(string name) => $"¿Es para {name}, que ya llamó antes desde este número?";

    public override string WhatEmail(bool forInvitation) => forInvitation ? "¿A qué dirección de correo electrónico enviamos la invitación? Puede deletrearla." : "¿Cuál es su dirección de correo electrónico?";

    public override string SpellEmail(bool optional) => $"Por favor, deletree su correo electrónico letra por letra, como a de Antonio.{(optional ? " O diga: omitir." : "")}";

    public override string TypeEmail(bool optional) => $"Puede escribir su correo electrónico{OrWithout(optional)}.";

    public override string SpellEmailSlowly(bool optional) => $"Por favor, deletree su correo electrónico despacio, letra por letra{OrWithout(optional)}.";

    public override string PartOfEmail(bool afterAt, bool goOn) => (afterAt, goOn) switch
    {
        (true, true) => "Sí, siga. ¿Y la parte que va después de la arroba?",
        (false, true) => "¿Y la parte que va antes de la arroba?",
        (true, false) => "¿Qué va después de la arroba?",
        (false, false) => "¿Qué va antes de la arroba?",
    };

    public override string ShallUseEmail(string domain) => $"¿Uso la dirección de correo que termina en {domain}?";

    public override string WithEmail(string? told) => told is null ? "con el correo que ya tenemos" : $"con el correo {told}";

    public override string EmailNeeded => "Lo siento, no se puede reservar sin un correo electrónico.";

    public override string WithoutEmail(bool noInvitation) => noInvitation ? "De acuerdo, sin correo electrónico. Entonces no puedo enviarle una invitación." : "De acuerdo, sin correo electrónico.";

    public override string WhatPhone => "¿En qué número de teléfono podemos localizarle? Puede decirlo, o marcarlo y luego pulsar almohadilla.";

    public override string WhatPhoneAgain(bool optional) => $"Por favor, marque su número de teléfono y pulse almohadilla{(optional ? ", o diga: omitir" : "")}.";

    public override string PhoneNeeded => "Lo siento, no se puede reservar sin un número de teléfono.";

    public override string WithoutPhone => "De acuerdo, sin número de teléfono.";

    public override string WhatToChange(IReadOnlyList<string> labels, bool keys)
    {
        var list = Or(["la hora", "el nombre", .. labels, "el correo"]);
        return keys ? $"¿Qué quiere cambiar? Diga {list}. O pulse 1 para la hora, 2 para el nombre, 3 para el correo{string.Concat(labels.Take(MostKeyed).Select((each, i) => $", {i + 4} para {each}"))}." : $"¿Qué quiere cambiar: {list}?";
    }

    public override string ShallNoteWish(bool personByKey) => $"¿Anoto su petición para que alguien le llame o le escriba un mensaje? {YesKeys}{(personByKey ? " Para hablar con una persona, pulse 0." : "")}";

    public override string CallOrText => "¿Prefiere que le llamen o que le envíen un mensaje de texto? Diga llamada o pulse 1, o diga mensaje o pulse 2.";

    public override string WhichFact(bool nameGivenAway, bool again)
    {
        var facts = nameGivenAway ? "el correo electrónico de la reserva, o el día y la hora de la cita" : "el nombre completo de la reserva, su correo electrónico, o el día y la hora de la cita";
        return again ? $"Por favor, dígame {facts}." : $"Para saber que es usted, dígame por favor {facts}.";
    }

    public override string WhichAppointment(IReadOnlyList<string> times, bool keys) =>
        $"Tiene {Number(times.Count)} citas: {string.Join("; ", times.SkipLast(1).Select((time, i) => Keyed(time, i, keys)))}; y {Ended(Keyed(times[^1], times.Count - 1, keys))} ¿A cuál se refiere?";

    public override string ShallPutThrough => $"¿Le paso con una persona? {YesKeys}";

    public override string ShallTakeMessage => $"¿Quiere dejar un recado para que alguien le llame? {YesKeys}";

    public override string WhatMessage => "¿Qué recado quiere dejar?";

    public override string WhatNumberForMessage => "¿Y a qué número podemos llamarle? Puede decirlo, o marcarlo y luego pulsar almohadilla.";

    public override string NeedToKnow(string label) => $"Para la reserva necesito un dato: {label}.";

    public override string AnswerNeeded => "Lo siento, sin ese dato no se puede reservar.";

    public override string IsThatSo => "¿Es así?";

    public override string Options(IReadOnlyList<string> options, bool several, bool keys)
    {
        if (!keys)
            return Ended(several ? $"Puede nombrar una o varias opciones: {And(options)}" : $"Puede decir {Or(options)}");
        var keyed = Ended(string.Join("; ", options.Select((option, i) => $"{(i == 0 ? "Para" : "para")} {option}, pulse {i + 1}")));
        return several ? $"{keyed} Puede pulsar varias, y luego almohadilla." : keyed;
    }

    public override string HowToAnswer(QuestionKind kind, bool again) => (kind, again) switch
    {
        (QuestionKind.Number, true) => "Por favor, diga un número, o márquelo y pulse almohadilla.",
        (QuestionKind.Phone, true) => "Por favor, marque el número de teléfono y pulse almohadilla.",
        (QuestionKind.Phone, false) => "Puede decirlo, o marcarlo y luego pulsar almohadilla.",
        (QuestionKind.Text, true) => "Por favor, dígalo en pocas palabras.",
        _ => "",
    };

    public override string YesOrNo(bool yes) => yes ? "sí" : "no";

    public override string AsYouToldMe => "como me ha dicho";

    public override LikelyWords Likely { get; } = new(
        Help: ["quisiera pedir una cita", "cambiar la cita", "cancelar mi cita", "no gracias"],
        When: ["mañana", "la semana que viene", "lo antes posible", "por la mañana", "por la tarde"],
        Places: ["la primera", "la segunda", "la tercera"],
        LastPlace: "la última",
        AllOfThem: "todas",
        AnotherDay: "otro día",
        Change: ["la hora", "el nombre", "el correo"],
        Wish: ["sí por favor", "no gracias", "llámeme", "por mensaje"],
        CallOrText: ["llamada", "que me llamen", "mensaje", "un mensaje de texto"]);

    private static string Keyed(string told, int place, bool keys) => keys ? $"{told}, pulse {place + 1}" : told;

    private static string OrWithout(bool optional) => optional ? ", o diga omitir o pulse almohadilla para continuar sin él" : "";
}
