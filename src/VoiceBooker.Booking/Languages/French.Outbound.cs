using VoiceBooker.Booking.Reception;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class French
{
    public override string Identification(string assistant, string business, string purpose, bool hello) =>
        $"{(hello ? "Bonjour, ici" : "Ici")} {(assistant.Length > 0 ? $"{assistant}, " : "")}{(business.Length > 0 ? $"l'assistant automatique de {business}" : "un assistant automatique")}, mon appel concerne {purpose}.";

    public override string HowToStopCalls => "Pour ne plus être appelé, dites \"ne m'appelez plus\" ou appuyez sur neuf à tout moment.";

    public override string CallIsRecorded => "Cet appel est enregistré.";

    public override IReadOnlyList<string> WaysToStopCalls { get; } = ["ne m'appelez plus", "arrêtez de m'appeler", "retirez-moi de votre liste"];

    public override string AmISpeakingWith(string person) => $"Est-ce que je parle bien à {person}?";

    public override string ShallStopCalls => "Voulez-vous dire que vous ne voulez plus recevoir d'appels de notre part?";

    public override string OptedOut => "J'ai retiré votre numéro de notre liste; vous ne serez plus appelé. Au revoir.";

    public override string OptOutLeftToPerson => "Je suis désolé, je n'ai pas pu retirer moi-même votre numéro de la liste. J'ai laissé un mot, et une personne s'en chargera. Au revoir.";

    public override string OptOutNotNoted => "Je suis désolé, je n'ai pas pu le noter à l'instant. Merci de nous le redire un peu plus tard. Au revoir.";

    public override string NotInterestedGoodbye => "C'est entendu. Merci de m'avoir accordé votre temps. Au revoir!";

    public override string WrongPersonGoodbye => "Excusez-moi de vous avoir dérangé. Au revoir.";

    public override string WhenToCallAgain => "Quand puis-je rappeler?";

    public override string WhatTimeToCallAgain => "À quelle heure?";

    public override string WillCallAgain(string? when) => when is null ? "C'est entendu, je rappellerai une autre fois. Au revoir!" : $"C'est entendu, je vous rappellerai: {Ended(when)} Au revoir!";

    public override string PersonCallsAgain => "C'est entendu, je l'ai noté. Quelqu'un vous rappellera. Au revoir!";

    public override string DidPromiseCall(string? when) => when is null ? "Un nouvel appel est prévu." : $"Un nouvel appel est prévu: {Ended(when)}";

    public override string GoodbyeOnOurCall(bool nothingBooked) => nothingBooked ? "Rien n'est réservé. Merci de m'avoir accordé votre temps. Au revoir!" : "Merci de m'avoir accordé votre temps. Au revoir!";

    public override string CannotHearYouOnOurCall => "Je ne vous entends pas, je vais donc raccrocher. Au revoir.";

    public override string WhyWeCall(string business, string purpose) => business.Length > 0 ? $"J'appelle pour {business}, mon appel concerne {Ended(purpose)}" : $"Mon appel concerne {Ended(purpose)}";

    public override string ScreeningAnswer(string business, string person, string purpose) =>
        $"Ici {(business.Length > 0 ? $"l'assistant automatique de {business}" : "un assistant automatique")}, {(person.Length > 0 ? $"pour {person}, " : "")}mon appel concerne {Ended(purpose)}";

    public override string MessageEnd(string number) => $"Vous pouvez nous joindre au {number}. Pour ne plus être appelé, appelez ce numéro et dites \"ne m'appelez plus\".";

    public override string WantsOfPerson(string? name, TransferNeed need, string what, string? when) => $"{name ?? "La personne au téléphone"} " + need switch
    {
        TransferNeed.Book => $"veut réserver: {what}{(when is null ? "" : $", {when}")}",
        TransferNeed.Move => when is null ? "veut déplacer un rendez-vous" : $"veut déplacer son rendez-vous: {when}",
        TransferNeed.Cancel => when is null ? "veut annuler un rendez-vous" : $"veut annuler son rendez-vous: {when}",
        TransferNeed.LookUp => when is null ? "a une question sur un rendez-vous" : $"a une question sur son rendez-vous: {when}",
        TransferNeed.Booked => $"vient de réserver, {what}{(when is null ? "" : $", {when}")}, et veut parler à une personne",
        _ => "veut parler à une personne",
    };

    public override string HowFarItCame(TransferProgress progress) => progress switch
    {
        TransferProgress.Identified => "son identité a été vérifiée",
        TransferProgress.NotIdentified => "son identité n'a pas été vérifiée",
        TransferProgress.NothingBooked => "rien n'est encore réservé",
        TransferProgress.Held => "l'heure est retenue, mais rien n'est encore réservé",
        _ => "",
    };
}
