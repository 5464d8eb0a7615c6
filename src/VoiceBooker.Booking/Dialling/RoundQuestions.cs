using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling.Pacing;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling;

/// <summary>A campaign that runs.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Promised">Whose call-back has been due longest; null: none is due.</param>
/// <param name="Longest">Who of it has been due longest; null: nobody is due.</param>
internal sealed record RunningCampaign(Campaign Campaign, Guid? Promised, Guid? Longest)
{
    /// <summary>Who is next: what was promised for a time comes before those who were promised nothing. Null: nobody is due.</summary>
    public Guid? Next => Promised ?? Longest;
}

/// <summary>
/// What every round of dialling asks before it knows whether anybody can be called; nothing that was read is remembered. Each question is put into SQL once, and not anew in each round: that took longer than the database's answer.
/// One for each process, whose contexts all have one model.
/// </summary>
internal sealed class RoundQuestions
{
    private readonly Func<BookingDbContext, Instant, IAsyncEnumerable<RunningCampaign>> _running = EF.CompileAsyncQuery((BookingDbContext db, Instant now) => db.Campaigns
        .AsNoTracking()
        .Where(campaign => campaign.State == CampaignState.Running)
        .OrderBy(campaign => campaign.Id)
        .Select(campaign => new RunningCampaign(
            campaign,
            db.Contacts.Where(contact => contact.CampaignId == campaign.Id && contact.State == ContactState.Waiting && contact.Disposition == Dispositions.CallBack && contact.NextAt <= now).OrderBy(contact => contact.NextAt).Select(contact => (Guid?)contact.Id).FirstOrDefault(),
            db.Contacts.Where(contact => contact.CampaignId == campaign.Id && contact.State == ContactState.Waiting && contact.NextAt <= now).OrderBy(contact => contact.NextAt).Select(contact => (Guid?)contact.Id).FirstOrDefault())));

    private readonly Func<BookingDbContext, Instant, CancellationToken, Task<Guid?>> _nextSingle = EF.CompileAsyncQuery((BookingDbContext db, Instant now, CancellationToken cancel) => db.Contacts
        .Where(contact => contact.CampaignId == null && contact.State == ContactState.Waiting && contact.Disposition == Dispositions.CallBack && contact.NextAt <= now)
        .OrderBy(contact => contact.NextAt)
        .Take(1)
        .Concat(db.Contacts.Where(contact => contact.CampaignId == null && contact.State == ContactState.Waiting && contact.NextAt <= now).OrderBy(contact => contact.NextAt).Take(1))
        .OrderBy(contact => contact.Disposition == Dispositions.CallBack ? 0 : 1)
        .Select(contact => (Guid?)contact.Id)
        .FirstOrDefault());

    private readonly Func<BookingDbContext, IAsyncEnumerable<CallsUnderWay>> _underWay = EF.CompileAsyncQuery((BookingDbContext db) => db.Attempts
        .Where(attempt => attempt.State != AttemptState.Ended && attempt.CarrierStatus == "")
        .GroupBy(attempt => new { attempt.CampaignId, attempt.From, attempt.EventId, attempt.State })
        .Select(calls => new CallsUnderWay(calls.Key.CampaignId, calls.Key.From, calls.Key.EventId, calls.Key.State == AttemptState.InProgress, calls.Count())));

    private readonly Func<BookingDbContext, IAsyncEnumerable<string>> _callers = EF.CompileAsyncQuery((BookingDbContext db) => db.Calls
        .Where(call => call.EndedAt == null && call.Direction == "inbound")
        .Select(call => call.From));

    private readonly Func<BookingDbContext, int, CancellationToken, Task<int>> _failures = EF.CompileAsyncQuery((BookingDbContext db, int last, CancellationToken cancel) => db.Attempts
        .Where(attempt => attempt.State == AttemptState.Ended)
        .OrderByDescending(attempt => attempt.EndedAt)
        .Take(last)
        .Count(attempt => DialBreaker.Failures.Contains(attempt.Disposition)));

    /// <summary>All campaigns that run, in an order that stays the same.</summary>
    public async Task<IReadOnlyList<RunningCampaign>> FindRunningAsync(BookingDbContext db, Instant now, CancellationToken cancel) => await _running(db, now).ToListAsync(cancel);

    /// <summary>The single call that has been due longest, call-backs first; null: none is due.</summary>
    public Task<Guid?> FindNextSingleAsync(BookingDbContext db, Instant now, CancellationToken cancel) => _nextSingle(db, now, cancel);

    /// <summary>What is under way.</summary>
    public async Task<IReadOnlyList<CallsUnderWay>> CountUnderWayAsync(BookingDbContext db, CancellationToken cancel) => await _underWay(db).ToListAsync(cancel);

    /// <summary>The numbers of those who called us and are on the line; empty for one that is withheld.</summary>
    public async Task<IReadOnlyList<string>> FindCallersAsync(BookingDbContext db, CancellationToken cancel) => await _callers(db).ToListAsync(cancel);

    /// <summary>Whether a call that was begun to try the line is still to show how it ends.</summary>
    public static Task<bool> IsTriedAsync(BookingDbContext db, BreakerState.Trying trying, CancellationToken cancel)
    {
        var since = trying.Since;
        return db.Attempts.AnyAsync(attempt => attempt.State != AttemptState.Ended && attempt.ClaimedAt >= since, cancel);
    }

    /// <summary>The state of the circuit breaker. The last attempts are gone through one by one only when so many of them failed that it may be open.</summary>
    public async Task<BreakerState> AskBreakerAsync(BookingDbContext db, DiallingOptions options, Instant now, CancellationToken cancel)
    {
        var last = options.BreakerWindow * DialBreaker.Windows;
        if (!DialBreaker.MayBeOpen(await _failures(db, last, cancel), options))
            return new BreakerState.Closed();

        var ended = await db.Attempts
            .Where(attempt => attempt.State == AttemptState.Ended)
            .OrderByDescending(attempt => attempt.EndedAt)
            .Take(last)
            .Select(attempt => new { attempt.ClaimedAt, attempt.EndedAt, attempt.Disposition })
            .ToListAsync(cancel);
        ended.Reverse();
        return DialBreaker.Judge(ended.Where(attempt => attempt.EndedAt is not null && attempt.Disposition != Dispositions.Canceled).Select(attempt => (attempt.ClaimedAt, attempt.EndedAt!.Value, DialBreaker.IsFailure(attempt.Disposition))), options, now);
    }
}
