using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Dialling.Gate;
using VoiceBooker.Booking.Dialling.Pacing;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling;

/// <summary>What came of a round.</summary>
/// <param name="Claimed">Calls that are ours to make now.</param>
/// <param name="Refused">How many contacts the gate refused.</param>
/// <param name="NextAt">When the pace allows the next one; null: it is not in the way.</param>
internal sealed record DialRound(IReadOnlyList<DialClaim> Claimed, int Refused, Instant? NextAt)
{
    /// <summary>Nobody to call, or no room.</summary>
    public static readonly DialRound Nothing = new([], 0, null);
}

/// <summary>One round of dialling up to the claim: reads what is due and what is under way, plans, and writes the plan down.</summary>
internal sealed partial class DialRounds(
    IDbContextFactory<BookingDbContext> contexts,
    IDialer dialer,
    ILines lines,
    OwnNumbers numbers,
    Openings openings,
    DialClaims claims,
    DialStandstill standstill,
    DialNode node,
    IOptions<DiallingOptions> options,
    IOptions<ReceptionOptions> reception,
    ILogger<DialRounds> log)
{
    private readonly DialGate _gate = new(options.Value);
    private readonly RoundQuestions _questions = new();
    private readonly DueContacts _due = new();

    private DiallingOptions Options => options.Value;

    /// <summary>One round.</summary>
    public async Task<DialRound> RunAsync(DialPace pace, int most, Instant now, CancellationToken stopping)
    {
        if (most <= 0)
            return DialRound.Nothing;

        // 1. What there is to do, and what is in the way of all of it.
        var began = Stopwatch.GetTimestamp();
        await using var db = await contexts.CreateDbContextAsync(stopping);
        await db.Database.OpenConnectionAsync(stopping); // one for all questions of the round
        var running = await _questions.FindRunningAsync(db, now, stopping);
        var single = await _questions.FindNextSingleAsync(db, now, stopping);
        if (running.Count == 0 && single is null)
            return DialRound.Nothing;
        if (await _questions.FindStopAsync(db, stopping) is { } stop)
            return await StandStillAsync(db, running, stop.Sentence, stopping);
        var underWay = await _questions.CountUnderWayAsync(db, stopping);
        var breaker = await _questions.AskBreakerAsync(db, Options, now, stopping);
        var tried = breaker is BreakerState.Trying trying && await RoundQuestions.IsTriedAsync(db, trying, stopping);
        if (FindStandstill(breaker, tried) is { } because)
            return await StandStillAsync(db, running, because, stopping);

        // 2. For how many calls there is room now.
        var room = new DialRoom(Options, underWay, await lines.FindFreeAsync(stopping));
        var free = Math.Min(Math.Min(most, room.Free), breaker is BreakerState.Trying ? 1 : most);
        if (free == 0)
        {
            return underWay.Count == 0 && room.Free == 0
                ? await StandStillAsync(db, running, "All lines are in use by people who call in, or kept for them: see Dialling:LinesForInbound and Calls:AtOnce.", stopping)
                : DialRound.Nothing; // calls of ours take the room
        }

        var ready = pace.Ready(now);
        if (ready == 0)
        {
            await DialStandstill.ExplainSlownessAsync(db, running, pace.SlowBecause(now), stopping);
            return DialRound.Nothing with { NextAt = pace.ReadyAt(now) };
        }

        // 3. Who is next, and what the gate says of them.
        var own = await numbers.FindAsync(stopping);
        if (own is not { Count: > 0 }) // nobody is asked about one by one for what holds for all
            return await StandStillAsync(db, running, own is null ? "The carrier cannot be asked which numbers are ours." : "There is no number to call from: buy one at the carrier, or name ours under Dialling:Numbers.", stopping);
        running = await WithCallerIdsAsync(running, own, stopping);
        List<DialQueue> queues = [.. running.Where(each => each.Next is not null).Select(each => new DialQueue(each.Campaign, each.Next!.Value)), .. single is { } next ? [new DialQueue(Campaign: null, next)] : Array.Empty<DialQueue>()];
        var budget = Math.Min(free, ready);
        var inTurn = await _due.FetchAsync(db, queues, budget, now, stopping);
        var contacts = inTurn.SelectMany(queue => queue.Contacts).ToList();
        if (contacts.Count == 0)
            return await StandStillAsync(db, running, because: "", stopping); // nobody is due, so nothing is in the way
        var reading = await GateReading.ReadAsync(db, contacts, own, Options, queues.Exists(queue => queue.Campaign?.Rules.IsTest == true), now, stopping);
        var callers = await _questions.FindCallersAsync(db, stopping);
        reading.NoteCallers(callers);
        var left = await ReadOpeningsAsync(db, inTurn, underWay, callers.Count, stopping);
        var plan = DialPlan.Make(inTurn, new DialMeans(_gate, room, pace, left, reading, own, node.Name), budget, now);

        _due.NoteRefused(plan.Refused.Count);
        var decided = plan.Claims.Count + plan.Refused.Count;
        DialMeter.Measure("decided", began, decided);

        // 4. On disk, before anything happens outside.
        await DialStandstill.ExplainAsync(db, running, plan.Obstacles, pace.SlowBecause(now), stopping);
        await claims.RefuseAsync(plan.Refused, now, stopping);
        var claimed = await claims.TakeAsync(plan.Claims, now, stopping);
        DialMeter.Measure("claimed", began, decided);
        DialMeter.Decisions.Add(plan.Claims.Count, new KeyValuePair<string, object?>("allowed", true));
        DialMeter.Decisions.Add(plan.Refused.Count, new KeyValuePair<string, object?>("allowed", false));
        return new DialRound(claimed, plan.Refused.Count, plan.NextAt ?? (plan.Claims.Count == budget ? pace.ReadyAt(now) : null));
    }

    private static async Task<DialRound> StandStillAsync(BookingDbContext db, IReadOnlyList<RunningCampaign> running, string because, CancellationToken stopping)
    {
        await DialStandstill.ExplainAsync(db, running, new Dictionary<Guid, string>(), because, stopping);
        return DialRound.Nothing;
    }

    private string? FindStandstill(BreakerState breaker, bool tried) =>
        !Options.Enabled ? "This server makes no calls (Dialling:Enabled is off)."
        : !dialer.IsConfigured ? "There is no account to call with: connect a carrier."
        : BusinessIdentity.FindMissing(reception.Value) is { } nameless ? nameless
        : breaker is BreakerState.Open(var until, var failed, var of) ? $"{failed} of the last {of} calls failed; one is tried again at {until.InUtc().LocalDateTime:HH:mm} UTC."
        : tried ? "Too many calls failed; one call is under way to try the line."
        : null;

    private async Task<OpeningsOfRound> ReadOpeningsAsync(BookingDbContext db, IReadOnlyList<DialQueue> inTurn, IReadOnlyList<CallsUnderWay> underWay, int callers, CancellationToken stopping)
    {
        var paced = inTurn.Where(queue => queue.Campaign?.Rules.PaceByOpenings == true)
            .SelectMany(queue => queue.Contacts.Select(contact => contact.EventId ?? queue.Campaign!.EventId))
            .OfType<Guid>().Distinct().ToList();
        if (paced.Count == 0)
            return new OpeningsOfRound();
        var wanted = paced.Concat(inTurn.SelectMany(queue => queue.Contacts.Select(contact => contact.EventId).Append(queue.Campaign?.EventId)).OfType<Guid>()).Concat(underWay.Select(calls => calls.EventId).OfType<Guid>()).Distinct().ToList();
        var events = await db.Events.AsNoTracking().Where(each => wanted.Contains(each.Id)).ToDictionaryAsync(each => each.Id, stopping);
        return await OpeningsOfRound.ReadAsync(openings, events, paced, underWay, callers, stopping);
    }

    /// <summary>Without the campaigns all of whose caller IDs are not ours: those are paused, and a person told.</summary>
    private async Task<IReadOnlyList<RunningCampaign>> WithCallerIdsAsync(IReadOnlyList<RunningCampaign> running, IReadOnlySet<string>? own, CancellationToken stopping)
    {
        if (own is null)
            return running;
        var strangers = running.Where(each => each.Campaign.CallerIds.Count > 0 && !each.Campaign.CallerIds.Exists(own.Contains)).Select(each => each.Campaign).ToList();
        if (strangers.Count == 0)
            return running;

        await using var db = await contexts.CreateDbContextAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        foreach (var campaign in strangers)
        {
            LogNotOurs(campaign.Id);
            await standstill.PauseForCallerIdAsync(db, campaign.Id, campaign.Name, campaign.CallerIds[0], stopping);
        }

        await db.SaveChangesAsync(stopping);
        await transaction.CommitAsync(stopping);
        return [.. running.Where(each => !strangers.Contains(each.Campaign))];
    }

    [LoggerMessage(LogLevel.Error, "Campaign {Campaign} is paused: its caller ID is not ours.")]
    private partial void LogNotOurs(Guid campaign);
}
