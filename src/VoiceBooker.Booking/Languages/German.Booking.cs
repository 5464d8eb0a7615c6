using NodaTime;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Reception;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class German
{
    public override string EventGladly(string named) => $"{Capital(named)}, sehr gern.";

    public override string NothingToBook => "Zurzeit kann ich Ihnen leider keine Termine anbieten.";

    public override string NoMoreBookings => "Mehr Buchungen kann ich in einem Gespräch leider nicht vornehmen.";

    public override string InZone(string zone) => $"In {zone}:";

    public override string SayTimeOrPress(int count) => $"Nennen Sie die Uhrzeit, oder drücken Sie {(count == 2 ? "die 1 oder die 2" : "die 1, die 2 oder die 3")}.";

    public override string WhichSuits => "Was passt Ihnen?";

    public override string ShallTakeIt => "Soll ich diesen Termin nehmen?";

    public override string GoodTime(string when) => $"Gut, {Ended(when)}";

    public override string SomebodyTookIt => "Das tut mir leid, dieser Termin ist gerade vergeben worden.";

    public override string CannotReachCalendar => "Ich erreiche den Kalender im Moment leider nicht.";

    public override string NoFreeTime(string wish) => wish.Length == 0 ? "Leider finde ich keinen freien Termin." : Ended($"Leider finde ich keinen freien Termin {wish}");

    public override string NothingFreeBut(string wish) => $"{(wish.Length == 0 ? "Leider ist nichts frei." : Ended($"Leider ist nichts frei {wish}"))} Als Nächstes ginge Folgendes.";

    public override string NotFree(LocalTime? time) => time is { } exactly ? $"{Capital(Time(exactly))} ist leider nicht frei." : "Dieser Termin ist leider nicht frei.";

    public override string LetMeReadBack(bool again) => again ? "Noch einmal:" : "Ich fasse kurz zusammen.";

    public override string ReadBack(ReadBackFacts facts)
    {
        var what = facts.Before is { } before
            ? $"Bisher ist Ihr Termin {before}. Neu wäre er {facts.When}, {facts.Zone}, für {facts.Name}"
            : $"{Capital(Named(facts.Event))}, {facts.When}, {facts.Zone}, für {facts.Name}";
        return $"{what}{(facts.Letters is null ? "" : $", buchstabiert {facts.Letters}")}{(facts.Email is null ? "" : $", {facts.Email}")}{string.Concat(facts.Answers.Select(each => $"; {each}"))}.";
    }

    public override string ShallBook => "Soll ich das buchen?";

    public override string ShallMove => "Soll ich den Termin verschieben?";

    public override string IsBooked(BookingEvent bookingEvent, string when) => $"Ihr Termin ist gebucht: {Named(bookingEvent)}, {Ended(when)}";

    public override string IsMoved(string when) => $"Ihr Termin ist verschoben. Er ist jetzt {Ended(when)}";

    public override string InvitationComes(bool moved) => moved ? "Die neue Einladung ist per E-Mail zu Ihnen unterwegs." : "Eine Einladung ist per E-Mail zu Ihnen unterwegs.";

    public override string IsAskedFor(BookingEvent bookingEvent, string when, bool moved, bool mailComes) =>
        $"{(moved ? $"Ich habe angefragt, ob sich Ihr Termin verschieben lässt: {Ended(when)}" : $"Ich habe den Termin angefragt: {Named(bookingEvent)}, {Ended(when)}")} Er muss noch bestätigt werden{(mailComes ? "; Sie bekommen dazu eine E-Mail." : ", und Sie hören dann von uns.")}";

    public override string TimeTaken => "Das tut mir leid, dieser Termin ist gerade vergeben worden.";

    public override string AppointmentGoneNotMoved => "Das tut mir leid, dieser Termin steht nicht mehr im Kalender, deshalb kann ich ihn nicht verschieben.";

    public override string MoveNotAllowed => "Das tut mir leid, dieser Termin lässt sich nicht mehr verschieben. Er bleibt, wie er war.";

    public override string TimeNotBookable => "Das tut mir leid, dieser Termin lässt sich nicht buchen.";

    public override string TooManyOfOne => "Sie haben leider schon so viele dieser Termine, wie eine Person haben kann; mehr kann ich nicht buchen. Einen bestehenden kann ich gern verschieben.";

    public override string DayIsFull => "An diesem Tag ist leider kein Platz mehr.";

    public override string DetailRefused(CallerDetail? detail) => detail switch
    {
        CallerDetail.Name => "Der Kalender hat den Namen leider nicht angenommen. Es ist noch nichts gebucht.",
        CallerDetail.Phone => "Der Kalender hat die Telefonnummer leider nicht angenommen. Es ist noch nichts gebucht.",
        CallerDetail.Email => "Der Kalender hat die E-Mail-Adresse leider nicht angenommen. Es ist noch nichts gebucht.",
        _ => "Der Kalender hat die Buchung leider nicht angenommen, es ist also nichts gebucht.",
    };

    public override string AnswerRefused(string label) => $"Der Kalender hat diese Angabe leider nicht angenommen: {label}. Es ist noch nichts gebucht.";

    public override string NotCertain(bool moved) =>
        $"Das kann ich noch nicht bestätigen: Der Kalender hat nicht geantwortet. Sie bekommen Bescheid, sobald es sicher ist; bitte rechnen Sie bis dahin nicht {(moved ? "mit der neuen Zeit" : "damit")}.";

    public override string CalendarDown(bool moved) => moved ? "Ich erreiche den Kalender im Moment leider nicht. Ihr Termin bleibt, wie er war." : "Ich erreiche den Kalender im Moment leider nicht, es ist also nichts gebucht.";

    protected override string LinkInInvitation => "Der Link zum Termin steht in der Einladung.";

    protected override string IsOnline => "Der Termin findet online statt.";

    protected override string IsByTelephone => "Der Termin findet telefonisch statt.";

    protected override string PlaceIs(string place) => $"Der Ort: {Ended(place)}";

    protected override string MeetsBy(string how) => $"Art des Termins: {Ended(how)}";

    protected override string MeetsByLink(string how) => $"Art des Termins: {how}; der Link steht in der Einladung.";
}
