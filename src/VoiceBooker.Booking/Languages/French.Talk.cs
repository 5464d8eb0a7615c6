using VoiceBooker.Booking.Reception;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class French
{
    public override string Greeting(string assistant, string business) =>
        assistant.Length > 0 ? $"Bonjour, {assistant} à votre écoute{(business.Length > 0 ? $", pour {business}" : "")}." : business.Length > 0 ? $"Bonjour, vous êtes bien chez {business}." : "Bonjour.";

    public override string HowCanIHelp => "Comment puis-je vous aider?";

    public override string WhatCanIDo => "Que puis-je faire pour vous?";

    public override string AreYouStillThere => "Êtes-vous toujours là?";

    public override string CannotHearYou => "Je ne vous entends pas, je vais donc raccrocher. N'hésitez pas à rappeler.";

    public override string TimeNearlyUp => "Je suis désolé, cet appel doit bientôt se terminer.";

    public override string TimeUp => "Je suis désolé, nous devons nous arrêter là.";

    public override string OneMoment => "Un instant, s'il vous plaît.";

    public override string Filler(int times, Waiting waiting) => (times, waiting) switch
    {
        (1, _) => OneMoment,
        (2, Waiting.Commit) => "J'attends encore le calendrier.",
        (2, _) => "Je regarde encore, un petit instant.",
        (3, not Waiting.Nothing) => "C'est plus long que d'habitude: le calendrier n'a pas encore répondu. Je suis toujours là.",
        (_, not Waiting.Nothing) when times % 2 == 0 => "Merci de patienter. Je suis toujours là.",
        (_, not Waiting.Nothing) => "Le calendrier n'a toujours pas répondu. Merci de patienter encore un peu.",
        _ => "Merci de patienter.",
    };

    public override string SomethingFailsPutThrough => "Je suis désolé, quelque chose ne fonctionne pas de mon côté. Je vous passe une personne.";

    public override string SomethingFailsSayAgain => "Je suis désolé, quelque chose ne fonctionne pas de mon côté. Pouvez-vous répéter, ou nous rappeler un peu plus tard?";

    public override string SomethingWentWrong => "Je suis désolé, il y a eu un problème de mon côté.";

    public override string TroubleUnderstanding => "Je suis désolé, j'ai du mal à vous comprendre.";

    public override string NotUnderstood(bool again) => again ? "Je suis désolé, je n'ai toujours pas compris." : "Pardon, je n'ai pas compris.";

    public override string OnceMore => "Essayons encore une fois.";

    public override string JustToBeSure => "Juste pour être sûr.";

    public override string LetMeFinish => "Laissez-moi terminer, pour que tout soit juste.";

    public override string TakeYourTime => "Bien sûr, prenez votre temps.";

    public override string StartingOver => "Bien sûr, reprenons depuis le début.";

    public override string NoProblem => "Pas de problème.";

    public override string LetGo => "Pas de problème, on laisse tomber.";

    public override string AllRight => "Très bien.";

    public override string Gladly => "Avec plaisir.";

    public override string ThankYou => "Merci.";

    public override string Goodbye(bool nothingBooked) => nothingBooked ? "Rien n'a été réservé. Merci de votre appel. Au revoir!" : "Merci de votre appel. Au revoir!";

    public override string PuttingThrough => "Je vous passe un collègue. Un instant, s'il vous plaît.";

    public override string CannotPutThrough => "Je ne peux pas vous passer quelqu'un pour le moment, mais je peux prendre un message et on vous rappellera.";

    public override string NobodyReached => "Je suis désolé, personne n'est joignable sur cette ligne pour le moment. Je peux prendre un message et on vous rappellera.";

    public override string Noted(bool callsBack) => callsBack ? "Merci, c'est noté. On vous rappellera." : "Merci, c'est noté.";

    public override string NotNoted => "Je suis désolé, je n'ai pas pu le noter. Merci de rappeler un peu plus tard.";

    public override string NothingBookedYet(string? when) => when is null ? "Pour être clair: rien n'est encore réservé." : $"Pour être clair: je vous garde {when}, mais rien n'est encore réservé.";

    public override string DidTakeMessage => "Votre message est noté.";

    public override string DidLookUp(string when) => $"Votre rendez-vous: {Ended(when)}";

    public override string DidNoteWish(string title) => "Votre demande est notée, et on reviendra vers vous.";

    public override string IsAutomated => "Oui, je suis un assistant automatique. Je peux prendre, déplacer et annuler des rendez-vous.";

    public override string DoesNotKnow => "Je suis désolé, je ne sais pas. Si vous voulez, je peux vous passer une personne ou prendre un message.";

    public override string OnlyAppointments => "Je suis désolé, je ne peux vous aider que pour les rendez-vous et pour les questions qui nous concernent.";

    public override string? SmallTalk(SmallTalkKind kind, string assistant) => kind switch
    {
        SmallTalkKind.Hello => "Bonjour!",
        SmallTalkKind.HowAreYou => "Très bien, merci.",
        SmallTalkKind.Thanks => "Je vous en prie.",
        SmallTalkKind.WhoAreYou => assistant.Length > 0 ? $"Je suis {assistant}, un assistant automatique." : "Je suis un assistant automatique.",
        SmallTalkKind.WhatCanYouDo => "Je peux prendre, déplacer et annuler des rendez-vous, et répondre aux questions qui nous concernent.",
        SmallTalkKind.AreYouThere => "Oui, je suis là.",
        SmallTalkKind.Sorry => "Ce n'est pas grave.",
        _ => null,
    };
}
