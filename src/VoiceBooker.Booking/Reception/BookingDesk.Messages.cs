using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Tasks;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    private string _message = "";
    private bool _notedForPeople;

    private async Task<ToolAnswer> MessageAsync(string words)
    {
        if (_overlay == Asking.MessageNumber)
            return await MessageNumberAsync(words);
        if (_overlay != Asking.Message)
        {
            _overlay = Asking.Message;
            return new ToolAnswer("Asked for the message.");
        }

        _message = words;
        if (_details.Phone is { } phone)
            return await NoteMessageAsync(phone);

        _overlay = Asking.MessageNumber;
        return new ToolAnswer("Asked for a number to call back.");
    }

    private async Task<ToolAnswer> MessageNumberAsync(string words)
    {
        if (SpokenPhone.TryRead(words, null, out var number, Tongue))
            return await NoteMessageAsync(number.E164);
        return YesNo.Read(words, Tongue).Answer == Answer.No || _hear.Skips(words) ? await NoteMessageAsync("") : Miss();
    }

    /// <summary>The message stands as a task before it is said to be noted.</summary>
    private async Task<ToolAnswer> NoteMessageAsync(string phone)
    {
        var who = _details.Name ?? (phone.Length > 0 ? phone : "a caller");
        var lines = new[]
        {
            ("Message", _message),
            ("Name", _details.Name),
            ("Telephone", phone),
            ("E-mail", _details.Email),
        };
        if (!await TryLeaveAsync(new CallNote(brief.Call, TaskKind.CallBack, phone.Length > 0 ? $"Call back {who}: a message" : $"A message of {who}", Lines(lines))))
        {
            _overlay = CanTransfer ? Asking.Person : null;
            _served = true;
            Say(_say.NotNoted);
            return new ToolAnswer("The message could not be noted.");
        }

        _notedForPeople = true;
        journal.Record("message.taken", new { text = _message, number = phone });
        _overlay = null;
        _served = true;
        _errand = _intent is null ? Errand.None : _errand;
        _done.Add(_say.DidTakeMessage);
        Say(_say.Noted(callsBack: phone.Length > 0));
        return new ToolAnswer("The message is noted.");
    }
}
