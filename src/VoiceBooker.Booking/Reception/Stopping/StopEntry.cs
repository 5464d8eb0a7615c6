using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Journal;

namespace VoiceBooker.Booking.Reception.Stopping;

/// <summary>One call's entry on the do-not-call list. It may be written beside whatever else the call is doing: it touches nothing of the call but the journal, and writing it twice changes nothing.</summary>
internal sealed class StopEntry(CallBrief brief, ICallWishes wishes, ICallJournal journal)
{
    private int _stands;

    /// <summary>True once the number is on the list.</summary>
    public bool Stands => Volatile.Read(ref _stands) == 1;

    /// <summary>Puts the caller's number on the list; false when it has none, or the list could not be written.</summary>
    public async Task<bool> WriteAsync(bool byKey, string words)
    {
        if (Stands)
            return true;
        if (!PhoneNumber.TryParse(brief.CallerNumber, out var number))
            return false;
        try
        {
            await wishes.StopCallingAsync(number.E164, brief.Call, byKey ? "key" : "call", words, CancellationToken.None); // whoever hangs up, it stands
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            journal.Record("error", new { part = "do-not-call list", message = broken.GetType().Name });
            return false;
        }

        if (Interlocked.Exchange(ref _stands, 1) == 0)
            journal.Record("opted-out", new { how = byKey ? "key" : "words", words });
        return true;
    }

    /// <summary>They may have meant it, and are gone: a person decides.</summary>
    public async Task LeaveToPersonAsync(Utterance said)
    {
        if (!PhoneNumber.TryParse(brief.CallerNumber, out var number))
            return;
        try
        {
            await wishes.LeaveToPersonAsync(number.E164, brief.Call, said.By is SaidBy.Keys ? "key" : "call", said.Text, CancellationToken.None);
            journal.Record("opt-out.unclear", new { words = said.Text });
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            journal.Record("error", new { part = "tasks", message = broken.GetType().Name });
        }
    }
}
