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
        Say(_say.NobodyReached);
        _overlay = Asking.Message;
    }

    /// <summary>A tool has failed: said so, and a person offered.</summary>
    public ToolAnswer Broken()
    {
        Quiet = false;
        Say(_say.SomethingWentWrong);
        _overlay = Asking.Person;
        return new ToolAnswer("It failed; a person was offered.");
    }

    private ToolAnswer GoOnWithoutPerson()
    {
        _overlay = null;
        _misses = 0;
        Say(_served && _errand == Errand.None ? "" : _say.OnceMore);
        return new ToolAnswer("Asked again.");
    }

    private ToolAnswer Person()
    {
        if (!CanTransfer)
        {
            Say(_say.CannotPutThrough);
            _overlay = Asking.Message;
            return new ToolAnswer("Nobody to transfer to; a message is taken instead.");
        }

        _noting = null;
        Say(_say.PuttingThrough);
        _speech.Add(new Speech.Transfers(brief.Assistant.TransferNumber, HandoverSummary));
        Over = true;
        return new ToolAnswer("Transferred.");
    }
}
