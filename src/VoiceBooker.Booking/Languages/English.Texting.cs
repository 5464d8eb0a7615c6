namespace VoiceBooker.Booking.Languages;

internal sealed partial class English
{
    public override string ShallTextLink(bool forEmail) => forEmail ? "Shall I text you a link, so that you can type the address?" : "Shall I text you a link, so that you can type the name?";

    public override string LinkForEmailSent => "I've sent you a text message with a link. Please type your e-mail address there, I'll see it arrive. You can also just say it.";

    public override string LinkForNameSent => "I've sent you a text message with a link. Please type your name there, I'll see it arrive. You can also just say it.";

    public override string LinkNotSent => "I'm sorry, the text message could not be sent.";

    public override string CannotText => "I'm sorry, I can't send you a text message on this call.";

    public override string WaitingForTyping => "Take your time. I'll see it here as soon as you have typed it.";

    public override string TypedArrived(string what) => Ended($"Thank you, that has arrived: {what}");
}
