using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Server.Calls;

/// <content>Where several servers share a database: what one is told of a call that another leads.</content>
public sealed partial class CallHost
{
    /// <summary>The record of a call whose stream was just closed says within this time that it has ended.</summary>
    private static readonly TimeSpan PatienceForEnd = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>Causes with which a conversation did not come to its end: a caller who was put through is not asked about, unless that failed.</summary>
    private static readonly string[] BrokenOff = [WordFor(HangUpCause.LineLost), WordFor(HangUpCause.Transferred), ServerStopped, Failed];

    /// <inheritdoc/>
    public async Task<bool?> HasEndedAsync(string callSid, CancellationToken cancel)
    {
        var conversations = CallSids.OfCall(callSid);
        var since = time.GetTimestamp();
        while (true)
        {
            await using (var db = await database.CreateDbContextAsync(cancel))
            {
                var last = await db.Calls.Where(call => conversations.Contains(call.CallSid)).OrderByDescending(call => call.StartedAt).Select(call => new { call.Id, call.EndedAt, call.Cause, call.Outcome }).FirstOrDefaultAsync(cancel);
                if (last is null)
                    return null;
                if (last.EndedAt is not null)
                    return last.Outcome != CallOutcomes.CutOff && !BrokenOff.Contains(last.Cause, StringComparer.Ordinal);
                if (_running.ContainsKey(last.Id) || time.GetElapsedTime(since) > PatienceForEnd)
                    return false; // it runs here and lost its stream, or its server is gone
            }

            await Task.Delay(LookAgainAfter, time, cancel);
        }
    }

    /// <summary>What the carrier told another server of who answered.</summary>
    internal void HearFarSide(string callSid, FarSide who)
    {
        var told = false;
        foreach (var (call, line, _) in _running.Values)
        {
            if (call.Ticket.CallSid != callSid)
                continue;
            line.Tell(new CallEvent.FarSideJudged(who, "carrier"));
            told = true;
        }

        if (!told)
            NoteEarly(callSid, who);
    }

    /// <summary>An operator, at another server, ends a call.</summary>
    internal async Task HearHangUpAsync(CallId call, CancellationToken cancel)
    {
        if (_running.TryGetValue(call, out var running))
            await running.Line.HangUpAsync(HangUpCause.Operator, cancel);
    }

    /// <summary>Tells the server that leads a call; false when none does.</summary>
    private async ValueTask<bool> HangUpElsewhereAsync(CallId call, CancellationToken cancel)
    {
        if (!wire.IsShared)
            return false;
        await using var db = await database.CreateDbContextAsync(cancel);
        if (!await db.Calls.AnyAsync(record => record.Id == call && record.EndedAt == null, cancel))
            return false;
        await wire.TellAsync(new NodeWord(NodeWord.HangUp, call.ToString(), ""), cancel);
        return true;
    }
}
