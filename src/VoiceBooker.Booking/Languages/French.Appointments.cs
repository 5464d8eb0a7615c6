using NodaTime;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class French
{
    public override string OnlyFromBookedNumber => "Je suis désolé, je ne peux le consulter que si vous appelez du numéro utilisé pour la réservation.";

    public override string NoAppointmentFound => "Je ne trouve aucun rendez-vous à venir pour le numéro dont vous appelez.";

    public override string DayAloneIsNotEnough => "Merci. Mais le jour seul ne me suffit pas.";

    public override string FactDoesNotMatch => "Je suis désolé, cela ne correspond pas à ce que j'ai.";

    public override string CannotTellWithoutFact => "Je suis désolé, je ne peux rien dire des rendez-vous sans être sûr de la personne qui appelle.";

    public override string YouHave(BookingEvent? bookingEvent, string when, string? zone, bool pending) =>
        Ended($"Vous avez ce rendez-vous: {Named(bookingEvent)}, {when}{(zone is null ? "" : $", {zone}")}{(pending ? StillToConfirm : "")}");

    public override string StillToConfirm => "; il doit encore être confirmé";

    public override string CannotMoveThatOne => "Je suis désolé, je ne peux pas déplacer celui-là moi-même.";

    public override string WantsToCancel(BookingEvent? bookingEvent, string when, string zone) => $"Vous voulez annuler ce rendez-vous: {Named(bookingEvent)}, {when}, {zone}.";

    public override string ShallCancel => "Je l'annule?";

    public override string IsCancelled(string when) => $"Votre rendez-vous est annulé: {Ended(when)}";

    public override string IsGone => "Ce rendez-vous n'est plus dans le calendrier.";

    public override string NotCancelled(bool begun) => begun
        ? "Je suis désolé, ce rendez-vous a déjà commencé ou est passé, je ne peux donc pas l'annuler. Il est toujours dans le calendrier."
        : "Je suis désolé, ce rendez-vous ne peut plus être annulé. Il est maintenu.";

    public override string CancelUncertain(bool noted) =>
        $"Je suis désolé, je n'ai pas pu l'annuler, et je ne peux pas dire avec certitude s'il est maintenu.{(noted ? " Quelqu'un va s'en occuper et reviendra vers vous." : "")}";

    public override string Stands => "Très bien, le rendez-vous reste comme il est.";

    public override string WishFor(BookingEvent bookingEvent, bool moving, string? when, string wish)
    {
        var joined = when ?? wish;
        return $"{(moving ? "déplacer votre rendez-vous" : Named(bookingEvent))}{(joined.Length == 0 ? "" : $", {joined}")}";
    }

    public override string WishToCancel => "annuler votre rendez-vous";

    public override string WishNoted(string wished, GetsBack by) =>
        $"{Ended($"J'ai noté votre demande: {wished}")} {by switch { GetsBack.Mail => "On vous écrira", GetsBack.Text => "On vous enverra un message", _ => "On vous rappellera" }}.";

    public override string WishNotNoted => "Je suis désolé, je n'ai pas pu le noter non plus. Merci de rappeler un peu plus tard.";

    public override string NoWayToGetBack => "Sans numéro, personne ne peut revenir vers vous, je ne l'ai donc pas noté.";

    public override string IsPast(LocalDate? date, LocalDate today) => date is { } day ? $"{Capital(Date(day, today))}, c'est déjà passé." : "C'est déjà passé.";

    public override string IsPastToday(LocalTime time) => $"{Capital(Time(time))}, c'est déjà passé aujourd'hui.";

    public override string PartOfTodayIsOver => "Ce moment de la journée est déjà passé.";

    public override string DaysDoNotFit => "Ces jours ne vont pas ensemble.";

    public override string CannotBe => "Cet horaire n'est pas possible.";

    public override string HourLeftOut(LocalTime time, LocalDate date, LocalDate today) => $"{Capital(Time(time))} n'existe pas {On(date, today)}: on avance les horloges à cette heure-là.";

    public override string HourComesTwice(LocalTime time, LocalDate date, LocalDate today) =>
        $"{Capital(On(date, today))}, on recule les horloges et {Time(time)} revient deux fois. Voulez-vous dire la première fois, en heure d'été, ou la deuxième, en heure d'hiver?";

    public override string OnlyNamed(int times) => times == 1 ? "Je n'ai donné qu'un seul horaire." : $"Je n'ai donné que {Number(times)} horaires.";

    public override string DoYouMean(IReadOnlyList<string> meanings, bool days) => days ? $"Voulez-vous dire {string.Join(", ou ", meanings)}?" : $"Voulez-vous dire {Or(meanings)}?";

    public override string WhichMeaning(IReadOnlyList<string> meanings, bool onlyKeys) => onlyKeys
        ? Ended(string.Join("; ", meanings.Select((each, i) => $"{(i == 0 ? "Appuyez" : "appuyez")} sur {i + 1} pour {each}")))
        : $"{Ended($"Je peux chercher {string.Join("; ou ", meanings)}")} Que préférez-vous? Vous pouvez aussi appuyer sur {Or([.. meanings.Select((_, i) => $"{i + 1}")])}.";

    public override string NoSuchMonth(int month) => $"Il n'y a pas de mois numéro {Number(Math.Abs(month))}.";

    public override string NoSuchDay(int day, int month, int? year)
    {
        var name = Months[month - 1] + (year is { } said ? $" {Number(said)}" : "");
        return day is < 1 or > 31 ? $"Il n'y a pas de tel jour en {name}." : $"Il n'y a pas de {Number(day)} {name}.";
    }

    public override string YearTooFar => "Cette année est trop lointaine.";
}
