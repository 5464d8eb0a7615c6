using NodaTime;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Reception;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class Spanish
{
    public override string EventGladly(string named) => $"{Capital(named)}, con mucho gusto.";

    public override string NothingToBook => "Lo siento, en este momento no hay nada que pueda reservar.";

    public override string NoMoreBookings => "Lo siento, no puedo hacer más reservas en una misma llamada.";

    public override string InZone(string zone) => $"En {zone}:";

    public override string SayTimeOrPress(int count) => $"Diga la hora, o pulse {(count == 2 ? "1 o 2" : "1, 2 o 3")}.";

    public override string WhichSuits => "¿Cuál le viene bien?";

    public override string ShallTakeIt => "¿Le viene bien esa?";

    public override string GoodTime(string when) => $"Muy bien, {Ended(when)}";

    public override string SomebodyTookIt => "Lo siento, alguien acaba de reservar esa hora.";

    public override string CannotReachCalendar => "Lo siento, ahora mismo no puedo consultar el calendario.";

    public override string NoFreeTime(string wish) => wish.Length == 0 ? "Lo siento, no encuentro ninguna hora libre." : Ended($"Lo siento, no encuentro ninguna hora libre {wish}");

    public override string NothingFreeBut(string wish) => $"{(wish.Length == 0 ? "Lo siento, no tengo nada libre." : Ended($"Lo siento, no tengo nada libre {wish}"))} Esto es lo siguiente que hay.";

    public override string NotFree(LocalTime? time) => time is { } exactly ? $"Lo siento, a {Time(exactly)} no tengo nada libre." : "Lo siento, esa hora no está libre.";

    public override string LetMeReadBack(bool again) => again ? "Una vez más:" : "Se lo repito para confirmar.";

    public override string ReadBack(ReadBackFacts facts)
    {
        var what = facts.Before is { } before
            ? $"Su cita era {before}. Pasaría a ser {facts.When}, {facts.Zone}, a nombre de {facts.Name}"
            : $"{Capital(Named(facts.Event))}, {facts.When}, {facts.Zone}, a nombre de {facts.Name}";
        return $"{what}{(facts.Letters is null ? "" : $", deletreado {facts.Letters}")}{(facts.Email is null ? "" : $", {facts.Email}")}{string.Concat(facts.Answers.Select(each => $"; {each}"))}.";
    }

    public override string ShallBook => "¿Lo reservo?";

    public override string ShallMove => "¿Cambio la cita?";

    public override string IsBooked(BookingEvent bookingEvent, string when) => $"Su cita está reservada: {Named(bookingEvent)}, {Ended(when)}";

    public override string IsMoved(string when) => $"Su cita está cambiada. Ahora es {Ended(when)}";

    public override string InvitationComes(bool moved) => moved ? "La nueva invitación le llegará por correo electrónico." : "La invitación le llegará por correo electrónico.";

    public override string IsAskedFor(BookingEvent bookingEvent, string when, bool moved, bool mailComes) =>
        $"{(moved ? $"He solicitado el cambio de su cita: {Ended(when)}" : $"He solicitado la cita: {Named(bookingEvent)}, {Ended(when)}")} Todavía tiene que confirmarse{(mailComes ? "; recibirá un correo electrónico." : ", y le avisaremos.")}";

    public override string TimeTaken => "Lo siento, esa hora se acaba de ocupar.";

    public override string AppointmentGoneNotMoved => "Lo siento, esa cita ya no está en el calendario, así que no puedo cambiarla.";

    public override string MoveNotAllowed => "Lo siento, esa cita ya no se puede cambiar. Sigue como estaba.";

    public override string TimeNotBookable => "Lo siento, esa hora no se puede reservar.";

    public override string TooManyOfOne => "Lo siento, ya tiene tantas citas de este tipo como puede tener una persona, así que no reservo ninguna más. Puedo cambiarle una de las que tiene.";

    public override string DayIsFull => "Lo siento, ese día ya no queda sitio.";

    public override string DetailRefused(CallerDetail? detail) => detail switch
    {
        CallerDetail.Name => "Lo siento, el calendario no ha aceptado el nombre. Todavía no hay nada reservado.",
        CallerDetail.Phone => "Lo siento, el calendario no ha aceptado el número de teléfono. Todavía no hay nada reservado.",
        CallerDetail.Email => "Lo siento, el calendario no ha aceptado el correo electrónico. Todavía no hay nada reservado.",
        _ => "Lo siento, el calendario no ha aceptado la reserva, así que no hay nada reservado.",
    };

    public override string AnswerRefused(string label) => $"Lo siento, el calendario no ha aceptado este dato: {label}. Todavía no hay nada reservado.";

    public override string NotCertain(bool moved) =>
        $"Todavía no puedo confirmarlo: el calendario no ha respondido. Le avisaremos en cuanto sea seguro; hasta entonces, por favor, no cuente con {(moved ? "la nueva hora" : "ello")}.";

    public override string CalendarDown(bool moved) => moved ? "Lo siento, ahora mismo no puedo consultar el calendario. Su cita sigue como estaba." : "Lo siento, ahora mismo no puedo consultar el calendario, así que no hay nada reservado.";

    protected override string LinkInInvitation => "El enlace para la reunión está en la invitación.";

    protected override string IsOnline => "Será en línea.";

    protected override string IsByTelephone => "Será por teléfono.";

    protected override string PlaceIs(string place) => $"El lugar: {Ended(place)}";

    protected override string MeetsBy(string how) => $"Modalidad: {Ended(how)}";

    protected override string MeetsByLink(string how) => $"Modalidad: {how}; el enlace está en la invitación.";
}
