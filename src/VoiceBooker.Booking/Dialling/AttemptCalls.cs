using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Dialling;

/// <summary>The conversations of an attempt: the one that has its identity, and those after a transfer that failed, when the person came back to us on the same call ("CA…#2").</summary>
internal static class AttemptCalls
{
    /// <summary>What stands between a call's identity at the carrier and the number of the conversation.</summary>
    private const char Again = '#';

    /// <summary>What counts most, whatever was talked about after it.</summary>
    private static readonly string[] Firm = [Dispositions.Booked, Dispositions.Moved, Dispositions.Cancelled, Dispositions.OptedOut];

    /// <summary>The carrier's identity of the call that a record is a conversation of.</summary>
    public static string SidOf(string recorded) => recorded.Split(Again, 2)[0];

    /// <summary>The records of each attempt, in the order of the conversations.</summary>
    public static async Task<ILookup<Guid, CallRecord>> FindAsync(BookingDbContext db, IReadOnlyList<Attempt> attempts, CancellationToken cancel)
    {
        var calls = attempts.Select(attempt => new CallId(attempt.Id)).ToList();
        var contacts = attempts.Select(attempt => (Guid?)attempt.ContactId).Distinct().ToList();
        var first = await db.Calls.AsNoTracking().Where(call => calls.Contains(call.Id)).ToListAsync(cancel);
        if (first.Count == 0)
            return first.ToLookup(call => call.Id.Value);
        var later = await db.Calls.AsNoTracking().Where(call => contacts.Contains(call.ContactId) && EF.Functions.Like(call.CallSid, "%#%")).ToListAsync(cancel);
        var bySid = first.GroupBy(call => SidOf(call.CallSid), StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First().Id.Value, StringComparer.Ordinal);
        return first
            .Concat(later.Where(call => !calls.Contains(call.Id) && bySid.ContainsKey(SidOf(call.CallSid))))
            .OrderBy(call => call.StartedAt)
            .ToLookup(call => bySid[SidOf(call.CallSid)]);
    }

    /// <summary>What came of all of them: what was done with a meeting, or that the person wants no more calls; else what the last conversation that came to anything came to.</summary>
    /// <param name="dispositions">Of each, in their order; at least one.</param>
    public static string BestOf(IReadOnlyList<string> dispositions) =>
        Firm.FirstOrDefault(dispositions.Contains) ?? dispositions.LastOrDefault(disposition => disposition is not (Dispositions.HungUp or Dispositions.CutOff)) ?? dispositions[^1];
}
