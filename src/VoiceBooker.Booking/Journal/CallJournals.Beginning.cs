using System.Globalization;
using Microsoft.EntityFrameworkCore;
using VoiceBooker.Voice.Journal;

namespace VoiceBooker.Booking.Journal;

public sealed partial class CallJournals
{
    /// <summary>
    /// Gives the call's journal at once and puts the call on record meanwhile: entries wait, in order and with their own times, until the record stands; what must be durable waits for both. Whoever begins a
    /// call awaits <c>Opened</c>, and ends the call when it fails. A call that is connected to us once more (after a transfer that failed, say) is another conversation: "CA…#2".
    /// </summary>
    /// <param name="call">The call as it begins; its identity must be new.</param>
    /// <param name="clock">The call's own clock; it dates the entries.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public (ICallJournal Journal, Task Opened) Begin(CallRecord call, TimeProvider clock, CancellationToken cancel)
    {
        var journal = new OpenJournal(call.Id, call.StartedAt, last: 0, clock, _writer, _log, isOnRecord: false);
        _open[call.Id] = journal;
        return (journal, PutOnRecordAsync(call, journal, cancel));
    }

    private async Task PutOnRecordAsync(CallRecord call, OpenJournal journal, CancellationToken cancel)
    {
        await Task.Yield(); // the disk works while the call begins
        try
        {
            await using var db = await _contexts.CreateDbContextAsync(cancel);
            var again = call.CallSid + "#";
            var before = await db.Calls.CountAsync(each => each.CallSid == call.CallSid || each.CallSid.StartsWith(again), cancel);
            if (before > 0)
                call.CallSid = string.Create(CultureInfo.InvariantCulture, $"{again}{before + 1}");
            call.Node = _node.Name;
            db.Calls.Add(call);
            await db.SaveChangesAsync(cancel);
            journal.IsOnRecord();
        }
        catch (Exception failure)
        {
            _open.TryRemove(call.Id, out _);
            journal.IsNotOnRecord(failure);
            throw;
        }
    }
}
