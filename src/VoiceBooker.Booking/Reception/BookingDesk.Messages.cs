using VoiceBooker.Booking.Details;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    private string _message = "";

    private ToolAnswer Message(string words)
    {
        if (_overlay == Asking.MessageNumber)
            return MessageNumber(words);
        if (_overlay != Asking.Message)
        {
            _overlay = Asking.Message;
            return new ToolAnswer("Asked for the message.");
        }

        _message = words;
        if (_details.Phone is { } phone)
            return NoteMessage(phone);

        _overlay = Asking.MessageNumber;
        return new ToolAnswer("Asked for a number to call back.");
    }

    private ToolAnswer MessageNumber(string words)
    {
        if (SpokenPhone.TryRead(words, null, out var number))
            return NoteMessage(number.E164);
        return YesNo.Read(words).Answer == Answer.No || Skips(words) ? NoteMessage("") : Miss();
    }

    private ToolAnswer NoteMessage(string phone)
    {
        journal.Record("message.taken", new { text = _message, number = phone });
        _overlay = null;
        _served = true;
        _errand = _intent is null ? Errand.None : _errand;
        _done.Add("a message was taken");
        Say(phone.Length > 0 ? "Thank you, I've noted that. Someone will call you back." : "Thank you, I've noted that.");
        return new ToolAnswer("The message is noted.");
    }
}
