namespace VoiceBooker.Booking.Languages;

internal sealed partial class German
{
    public override string ShallTextLink(bool forEmail) => forEmail ? "Soll ich Ihnen einen Link per SMS schicken, damit Sie die Adresse eintippen können?" : "Soll ich Ihnen einen Link per SMS schicken, damit Sie den Namen eintippen können?";

    public override string LinkForEmailSent => "Ich habe Ihnen eine SMS mit einem Link geschickt. Bitte tippen Sie dort Ihre E-Mail-Adresse ein, ich sehe, wenn sie ankommt. Sie können sie auch einfach sagen.";

    public override string LinkForNameSent => "Ich habe Ihnen eine SMS mit einem Link geschickt. Bitte tippen Sie dort Ihren Namen ein, ich sehe, wenn er ankommt. Sie können ihn auch einfach sagen.";

    public override string LinkNotSent => "Die SMS konnte leider nicht verschickt werden.";

    public override string CannotText => "Ich kann Ihnen in diesem Gespräch leider keine SMS schicken.";

    public override string WaitingForTyping => "Lassen Sie sich Zeit. Ich sehe es hier, sobald Sie es eingetippt haben.";

    public override string TypedArrived(string what) => Ended($"Danke, das ist angekommen: {what}");
}
