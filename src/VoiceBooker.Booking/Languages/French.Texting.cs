namespace VoiceBooker.Booking.Languages;

internal sealed partial class French
{
    public override string ShallTextLink(bool forEmail) => forEmail ? "Voulez-vous que je vous envoie un lien par SMS, pour écrire l'adresse?" : "Voulez-vous que je vous envoie un lien par SMS, pour écrire le nom?";

    public override string LinkForEmailSent => "Je vous ai envoyé un SMS avec un lien. Écrivez-y votre adresse e-mail, je la verrai arriver. Vous pouvez aussi simplement la dire.";

    public override string LinkForNameSent => "Je vous ai envoyé un SMS avec un lien. Écrivez-y votre nom, je le verrai arriver. Vous pouvez aussi simplement le dire.";

    public override string LinkNotSent => "Je suis désolé, le SMS n'a pas pu être envoyé.";

    public override string CannotText => "Je suis désolé, je ne peux pas vous envoyer de SMS pendant cet appel.";

    public override string WaitingForTyping => "Prenez votre temps. Je le verrai ici dès que vous l'aurez écrit.";

    public override string TypedArrived(string what) => Ended($"Merci, c'est arrivé: {what}");
}
