using NodaTime;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class Spanish
{
    public override string OnlyFromBookedNumber => "Lo siento, solo puedo consultarlo si llama desde el número con el que se reservó.";

    public override string NoAppointmentFound => "No encuentro ninguna cita pendiente con el número desde el que llama.";

    public override string DayAloneIsNotEnough => "Gracias. Pero el día por sí solo no me basta.";

    public override string FactDoesNotMatch => "Lo siento, eso no coincide con lo que tengo.";

    public override string CannotTellWithoutFact => "Lo siento, no puedo dar información sobre citas sin saber con certeza quién llama.";

    public override string YouHave(BookingEvent? bookingEvent, string when, string? zone, bool pending) =>
        Ended($"Tiene esta cita: {Named(bookingEvent)}, {when}{(zone is null ? "" : $", {zone}")}{(pending ? StillToConfirm : "")}");

    public override string StillToConfirm => "; todavía tiene que confirmarse";

    public override string CannotMoveThatOne => "Lo siento, esa cita no puedo cambiarla yo.";

    public override string WantsToCancel(BookingEvent? bookingEvent, string when, string zone) => $"Quiere cancelar esta cita: {Named(bookingEvent)}, {when}, {zone}.";

    public override string ShallCancel => "¿La cancelo?";

    public override string IsCancelled(string when) => $"Su cita queda cancelada: {Ended(when)}";

    public override string IsGone => "Esa cita ya no está en el calendario.";

    public override string NotCancelled(bool begun) => begun
        ? "Lo siento, esa cita ya ha empezado o ya ha pasado, así que no puedo cancelarla. Sigue en el calendario."
        : "Lo siento, esa cita ya no se puede cancelar. Sigue en pie.";

    public override string CancelUncertain(bool noted) =>
        $"Lo siento, ahora no he podido cancelarla, y no puedo asegurarle si sigue en pie.{(noted ? " Alguien se ocupará de ello y se pondrá en contacto con usted." : "")}";

    public override string Stands => "De acuerdo, la cita se queda como está.";

    public override string WishFor(BookingEvent bookingEvent, bool moving, string? when, string wish)
    {
        var joined = when ?? wish;
        return $"{(moving ? "cambiar su cita" : Named(bookingEvent))}{(joined.Length == 0 ? "" : $", {joined}")}";
    }

    public override string WishToCancel => "cancelar su cita";

    public override string WishNoted(string wished, GetsBack by) =>
        $"{Ended($"He anotado su petición: {wished}")} Alguien {by switch { GetsBack.Mail => "le escribirá", GetsBack.Text => "le enviará un mensaje", _ => "le llamará" }}.";

    public override string WishNotNoted => "Lo siento, tampoco he podido anotarlo. Por favor, vuelva a llamar un poco más tarde.";

    public override string NoWayToGetBack => "Sin un número nadie puede ponerse en contacto con usted, así que no lo he anotado.";

    public override string IsPast(LocalDate? date, LocalDate today) => date is { } day ? $"{Capital(Date(day, today))}, ya ha pasado." : "Eso ya ha pasado.";

    public override string IsPastToday(LocalTime time) => $"Hoy ya {(IsOne(time) ? "ha" : "han")} pasado {Time(time)}.";

    public override string PartOfTodayIsOver => "Esa parte del día de hoy ya ha pasado.";

    public override string DaysDoNotFit => "Esos días no encajan entre sí.";

    public override string CannotBe => "Esa hora no puede ser.";

    public override string HourLeftOut(LocalTime time, LocalDate date, LocalDate today) => $"{Capital(Date(date, today))}, no {(IsOne(time) ? "existe" : "existen")} {Time(time)}: a esa hora se adelantan los relojes.";

    public override string HourComesTwice(LocalTime time, LocalDate date, LocalDate today) =>
        $"{Capital(Date(date, today))}, se atrasan los relojes y {Time(time)} se {(IsOne(time) ? "repite" : "repiten")}. ¿Se refiere a la primera vez, en horario de verano, o a la segunda, en horario de invierno?";

    public override string OnlyNamed(int times) => times == 1 ? "Solo he dicho una hora." : $"Solo he dicho {Feminine(times)} horas.";

    public override string DoYouMean(IReadOnlyList<string> meanings, bool days) => days ? $"¿Quiere decir {string.Join(", o ", meanings)}?" : $"¿Quiere decir {Or(meanings)}?";

    public override string WhichMeaning(IReadOnlyList<string> meanings, bool onlyKeys) => onlyKeys
        ? Ended(string.Join("; ", meanings.Select((each, i) => $"{(i == 0 ? "Pulse" : "pulse")} {i + 1} para {each}")))
        : $"{Ended($"Puedo buscar {string.Join("; o ", meanings)}")} ¿Cuál de ellas? También puede pulsar {Or([.. meanings.Select((_, i) => $"{i + 1}")])}.";

    public override string NoSuchMonth(int month) => $"No existe el mes número {Number(Math.Abs(month))}.";

    public override string NoSuchDay(int day, int month, int? year)
    {
        var name = Months[month - 1] + (year is { } said ? $" de {Number(said)}" : "");
        return day is < 1 or > 31 ? $"{Capital(name)} no tiene ese día." : $"{Capital(name)} no tiene día {Number(day)}.";
    }

    public override string YearTooFar => "Ese año queda demasiado lejos.";

    private static bool IsOne(LocalTime time) => time.Hour % 12 == 1;
}
