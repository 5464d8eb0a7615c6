using NodaTime;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Reception;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class French
{
    public override string EventGladly(string named) => $"{Capital(named)}, avec plaisir.";

    public override string NothingToBook => "Je suis désolé, je n'ai rien à réserver pour le moment.";

    public override string NoMoreBookings => "Je suis désolé, je ne peux pas faire plus de réservations en un seul appel.";

    public override string InZone(string zone) => $"En {zone}:";

    public override string SayTimeOrPress(int count) => $"Dites l'heure, ou appuyez sur {(count == 2 ? "1 ou 2" : "1, 2 ou 3")}.";

    public override string WhichSuits => "Qu'est-ce qui vous convient?";

    public override string ShallTakeIt => "Est-ce que cela vous convient?";

    public override string GoodTime(string when) => $"Très bien, {Ended(when)}";

    public override string SomebodyTookIt => "Je suis désolé, quelqu'un vient de prendre cet horaire.";

    public override string CannotReachCalendar => "Je suis désolé, je n'arrive pas à joindre le calendrier pour le moment.";

    public override string NoFreeTime(string wish) => wish.Length == 0 ? "Je suis désolé, je ne trouve aucune disponibilité." : Ended($"Je suis désolé, je ne trouve aucune disponibilité {wish}");

    public override string NothingFreeBut(string wish) => $"{(wish.Length == 0 ? "Je suis désolé, je n'ai rien de libre." : Ended($"Je suis désolé, je n'ai rien de libre {wish}"))} Voici ce qui vient ensuite.";

    public override string NotFree(LocalTime? time) => time is { } exactly ? $"Je suis désolé, {Time(exactly)} n'est pas libre." : "Je suis désolé, cet horaire n'est pas libre.";

    public override string LetMeReadBack(bool again) => again ? "Encore une fois:" : "Je récapitule.";

    public override string ReadBack(ReadBackFacts facts)
    {
        var what = facts.Before is { } before
            ? $"Votre rendez-vous était prévu {before}. Il serait déplacé et aurait lieu {facts.When}, {facts.Zone}, au nom {Of(facts.Name)}"
            : $"{Capital(Named(facts.Event))}, {facts.When}, {facts.Zone}, au nom {Of(facts.Name)}";
        return $"{what}{(facts.Letters is null ? "" : $", épelé {facts.Letters}")}{(facts.Email is null ? "" : $", {facts.Email}")}{string.Concat(facts.Answers.Select(each => $"; {each}"))}.";
    }

    public override string ShallBook => "Je réserve?";

    public override string ShallMove => "Je déplace le rendez-vous?";

    public override string IsBooked(BookingEvent bookingEvent, string when) => $"Votre rendez-vous est réservé: {Named(bookingEvent)}, {Ended(when)}";

    public override string IsMoved(string when) => $"Votre rendez-vous est déplacé. Il a maintenant lieu {Ended(when)}";

    public override string InvitationComes(bool moved) => moved ? "La nouvelle invitation vous parviendra par e-mail." : "Une invitation vous parviendra par e-mail.";

    public override string IsAskedFor(BookingEvent bookingEvent, string when, bool moved, bool mailComes) =>
        $"{(moved ? $"J'ai demandé à déplacer votre rendez-vous: {Ended(when)}" : $"J'ai demandé le rendez-vous: {Named(bookingEvent)}, {Ended(when)}")} Il doit encore être confirmé{(mailComes ? "; vous recevrez un e-mail." : ", et nous vous tiendrons au courant.")}";

    public override string TimeTaken => "Je suis désolé, cet horaire vient d'être pris.";

    public override string AppointmentGoneNotMoved => "Je suis désolé, ce rendez-vous n'est plus dans le calendrier, je ne peux donc pas le déplacer.";

    public override string MoveNotAllowed => "Je suis désolé, ce rendez-vous ne peut plus être déplacé. Il reste comme il était.";

    public override string TimeNotBookable => "Je suis désolé, cet horaire ne peut pas être réservé.";

    public override string TooManyOfOne => "Je suis désolé, vous avez déjà autant de ces rendez-vous qu'une personne peut en avoir, je n'en réserve donc pas d'autre. Je peux en déplacer un.";

    public override string DayIsFull => "Je suis désolé, il n'y a plus de place ce jour-là.";

    public override string DetailRefused(CallerDetail? detail) => detail switch
    {
        CallerDetail.Name => "Je suis désolé, le calendrier n'a pas accepté le nom. Rien n'est encore réservé.",
        CallerDetail.Phone => "Je suis désolé, le calendrier n'a pas accepté le numéro de téléphone. Rien n'est encore réservé.",
        CallerDetail.Email => "Je suis désolé, le calendrier n'a pas accepté l'adresse e-mail. Rien n'est encore réservé.",
        _ => "Je suis désolé, le calendrier n'a pas accepté la réservation, rien n'est donc réservé.",
    };

    public override string AnswerRefused(string label) => $"Je suis désolé, le calendrier n'a pas accepté cette réponse: {label}. Rien n'est encore réservé.";

    public override string NotCertain(bool moved) =>
        $"Je ne peux pas encore le confirmer: le calendrier n'a pas répondu. Nous vous préviendrons dès que ce sera certain; d'ici là, ne comptez pas {(moved ? "sur le nouvel horaire" : "dessus")}, s'il vous plaît.";

    public override string CalendarDown(bool moved) => moved ? "Je suis désolé, je n'arrive pas à joindre le calendrier pour le moment. Votre rendez-vous reste comme il était." : "Je suis désolé, je n'arrive pas à joindre le calendrier pour le moment, rien n'est donc réservé.";

    protected override string LinkInInvitation => "Le lien pour le rendez-vous est dans l'invitation.";

    protected override string IsOnline => "Il a lieu en ligne.";

    protected override string IsByTelephone => "Il a lieu par téléphone.";

    protected override string PlaceIs(string place) => $"Le lieu: {Ended(place)}";

    protected override string MeetsBy(string how) => $"Format: {Ended(how)}";

    protected override string MeetsByLink(string how) => $"Format: {how}; le lien est dans l'invitation.";
}
