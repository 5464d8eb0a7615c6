using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Booking.Reception;

internal sealed partial class BookingDesk
{
    /// <summary>Nobody took the caller over: so it is said, and a message is taken instead. No transfer is tried again on this call.</summary>
    public void TransferFailed()
    {
        Over = false;
        _misses = 0;
        CanTransfer = false;
        Say("I'm sorry, nobody can be reached on this line right now. I can take a message, and someone will call you back.");
        _overlay = Asking.Message;
    }

    /// <summary>A tool has failed: said so, and a person offered.</summary>
    public ToolAnswer Broken()
    {
        Quiet = false;
        Say("I'm sorry, something went wrong on my side.");
        _overlay = Asking.Person;
        return new ToolAnswer("It failed; a person was offered.");
    }

    private ToolAnswer GoOnWithoutPerson()
    {
        _overlay = null;
        _misses = 0;
        Say(_served && _errand == Errand.None ? "" : "Let's try once more.");
        return new ToolAnswer("Asked again.");
    }

    private ToolAnswer Person()
    {
        if (!CanTransfer)
        {
            Say("I can't put you through right now, but I can take a message, and someone will call you back.");
            _overlay = Asking.Message;
            return new ToolAnswer("Nobody to transfer to; a message is taken instead.");
        }

        _noting = null;
        Say("I'll put you through to a colleague. One moment, please.");
        _speech.Add(new Speech.Transfers(brief.Assistant.TransferNumber));
        Over = true;
        return new ToolAnswer("Transferred.");
    }
}
