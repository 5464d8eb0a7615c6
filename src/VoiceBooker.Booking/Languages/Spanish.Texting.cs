namespace VoiceBooker.Booking.Languages;

internal sealed partial class Spanish
{
    public override string ShallTextLink(bool forEmail) => forEmail ? "¿Le envío un enlace por mensaje de texto para que escriba la dirección?" : "¿Le envío un enlace por mensaje de texto para que escriba el nombre?";

    public override string LinkForEmailSent => "Le he enviado un mensaje de texto con un enlace. Escriba allí su correo electrónico, veré cuándo llega. También puede decirlo.";

    public override string LinkForNameSent => "Le he enviado un mensaje de texto con un enlace. Escriba allí su nombre, veré cuándo llega. También puede decirlo.";

    public override string LinkNotSent => "Lo siento, no se ha podido enviar el mensaje de texto.";

    public override string CannotText => "Lo siento, en esta llamada no puedo enviarle un mensaje de texto.";

    public override string WaitingForTyping => "Tómese su tiempo. Lo veré aquí en cuanto lo haya escrito.";

    public override string TypedArrived(string what) => Ended($"Gracias, ha llegado: {what}");
}
