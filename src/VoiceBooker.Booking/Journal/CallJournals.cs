using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Journal;

namespace VoiceBooker.Booking.Journal;

/// <summary>The journals of all calls: opens one for a call that begins, closes it, and reads it, also while the call runs. One for the server.</summary>
public sealed class CallJournals
{
    /// <summary>Puts the call on record, durably, and gives its journal.</summary>
    /// <param name="call">The call as it begins; its identity must be new.</param>
    /// <param name="clock">The call's own clock; it dates the entries.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public Task<ICallJournal> OpenAsync(CallRecord call, TimeProvider clock, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Writes how the call ended, durably, after all its entries; adds <c>call.ended</c> when the call itself did not. Closing twice changes nothing.</summary>
    /// <param name="call">Which call.</param>
    /// <param name="cause">Why it ended.</param>
    /// <param name="outcome">One of <see cref="CallOutcomes"/>; null: read from the journal (a told booking, a move, a cancellation, a transfer, or none).</param>
    /// <param name="cancel">Gives up waiting.</param>
    public Task CloseAsync(CallId call, string cause, string? outcome, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Entries after <paramref name="after"/>, oldest first; waits up to <paramref name="wait"/> for the first one when there is none yet and the call still runs.</summary>
    public Task<IReadOnlyList<JournalEntry>> ReadAsync(CallId call, long after, TimeSpan wait, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>All entries after <paramref name="after"/>, live, until the call has ended.</summary>
    public IAsyncEnumerable<JournalEntry> FollowAsync(CallId call, long after, CancellationToken cancel) => throw new NotImplementedException();
}
