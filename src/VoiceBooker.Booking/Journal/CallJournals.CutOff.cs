using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Journal;

public sealed partial class CallJournals
{
    /// <summary>Ends, in the record, all calls of servers that are gone: those that a crash cut off. Calls of this server, and of others that are on the list, run. Gives how many.</summary>
    internal async Task<int> MarkCutOffAsync(CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        var unfinished = await db.Calls
            .Where(call => call.EndedAt == null && call.Node != _node.Name && !db.Nodes.Any(node => node.Name == call.Node))
            .ToListAsync(cancel);
        if (unfinished.Count == 0)
            return 0;

        var ids = unfinished.Select(call => call.Id).ToList();
        var last = await db.CallEvents
            .Where(entry => ids.Contains(entry.CallId))
            .GroupBy(entry => entry.CallId)
            .Select(entries => new { Call = entries.Key, Sequence = entries.Max(entry => entry.Sequence), AtMs = entries.Max(entry => entry.AtMs) })
            .ToDictionaryAsync(entries => entries.Call, cancel);

        foreach (var call in unfinished)
        {
            var (sequence, lived) = last.TryGetValue(call.Id, out var entries) ? (entries.Sequence, entries.AtMs) : (0, 0L);
            call.EndedAt = call.StartedAt + Duration.FromMilliseconds(lived);
            call.DurationMs = lived;
            call.Outcome = CallOutcomes.CutOff;
            call.Cause = "the server ended in mid-call";
            (call.TokensIn, call.TokensOut, call.CostMicros) = await ReadCostAsync(db, call.Id, cancel);
            db.CallEvents.Add(new CallEventRecord
            {
                CallId = call.Id,
                Sequence = sequence + 1,
                At = call.EndedAt.Value,
                AtMs = lived,
                Kind = "call.ended",
                Data = JsonSerializer.Serialize(new { cause = CallOutcomes.CutOff, durationMs = lived }),
            });
        }

        try
        {
            await db.SaveChangesAsync(cancel);
            return unfinished.Count;
        }
        catch (DbUpdateException refused) when (refused.IsTakenKey())
        {
            return 0; // another server marks them at this moment
        }
    }
}
