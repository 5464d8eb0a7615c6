using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Dialling.Pacing;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Campaigns;

/// <summary>Makes, starts, pauses and ends campaigns. Where one stands changes only from where it stood when that was looked at: two people who click at once do not undo each other.</summary>
public sealed class CampaignDesk
{
    /// <summary>Progress that was read is shown so long to whoever looks on.</summary>
    private static readonly Duration ShownFor = Duration.FromSeconds(1);

    private static readonly CampaignState[] Changeable = [CampaignState.Draft, CampaignState.Paused, CampaignState.Finished];

    private readonly ConcurrentDictionary<Guid, (Instant At, Task<CampaignProgress?> Reading)> _shown = [];
    private readonly IDbContextFactory<BookingDbContext> _contexts;
    private readonly OwnNumbers _numbers;
    private readonly Openings _openings;
    private readonly PromisedCalls _promised;
    private readonly DiallingOptions _options;
    private readonly ReceptionOptions _reception;
    private readonly TimeProvider _time;

    internal CampaignDesk(
        IDbContextFactory<BookingDbContext> contexts, OwnNumbers numbers, Openings openings, PromisedCalls promised, IOptions<DiallingOptions> options, IOptions<ReceptionOptions> reception, TimeProvider time) =>
        (_contexts, _numbers, _openings, _promised, _options, _reception, _time) = (contexts, numbers, openings, promised, options.Value, reception.Value, time);

    private Instant Now => Instant.FromDateTimeOffset(_time.GetUtcNow());

    /// <summary>Makes a campaign (an empty identity: it gets one) or changes its name, purpose, assistant, event, caller IDs and rules; where it stands is not changed by this. Not while it runs: what people were called by must not change under them. What is still missing may stay so until it starts; what is wrong is not taken.</summary>
    public async Task<CampaignAnswer> SaveAsync(Campaign campaign, CancellationToken cancel)
    {
        if (CampaignCheck.FindMistakes(campaign, _options) is { Count: > 0 } mistakes)
            return new CampaignAnswer.Incomplete(mistakes);

        await using var db = await _contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (id, name) = (campaign.Id, campaign.Name.Trim());
        var open = id != Guid.Empty && await db.Campaigns.Where(each => each.Id == id && Changeable.Contains(each.State)).ExecuteUpdateAsync(set => set.SetProperty(each => each.Name, name), cancel) > 0;
        var saved = id == Guid.Empty ? null : await db.Campaigns.FirstOrDefaultAsync(each => each.Id == id, cancel);
        if (saved is null)
        {
            var now = _time.GetUtcNow();
            saved = new Campaign { Id = campaign.Id == Guid.Empty ? Guid.CreateVersion7(now) : campaign.Id, State = CampaignState.Draft, CreatedAt = Instant.FromDateTimeOffset(now) };
            db.Campaigns.Add(saved);
        }
        else if (!open)
        {
            return new CampaignAnswer.NotNow(saved.State == CampaignState.Running ? "The campaign runs: pause it to change it." : saved.State == CampaignState.Stopped ? "The campaign was ended; make a new one." : "The campaign is put away; make a new one.");
        }

        (saved.Name, saved.Purpose, saved.AssistantId, saved.EventId) = (name, campaign.Purpose.Trim(), campaign.AssistantId, campaign.EventId);
        (saved.CallerIds, saved.Rules) = ([.. campaign.CallerIds], campaign.Rules);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new CampaignAnswer.Done(saved);
    }

    /// <summary>Begins to call; also one that has finished, when people were added since.</summary>
    public async Task<CampaignAnswer> StartAsync(Guid campaign, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        if (await db.Campaigns.AsNoTracking().FirstOrDefaultAsync(each => each.Id == campaign, cancel) is not { } found)
            return new CampaignAnswer.NoSuchCampaign();
        if (found.State is not (CampaignState.Draft or CampaignState.Finished))
            return new CampaignAnswer.NotNow(found.State == CampaignState.Running ? "The campaign runs already." : found.State == CampaignState.Paused ? "The campaign is paused; resume it." : "The campaign was ended; make a new one.");
        if (await FindMissingAsync(db, found, goesOn: false, cancel) is { Count: > 0 } missing)
            return new CampaignAnswer.Incomplete(missing);

        var now = Now;
        var first = found.StartedAt ?? now;
        return await TurnAsync(db, campaign, [found.State], set => set
            .SetProperty(each => each.State, CampaignState.Running)
            .SetProperty(each => each.PausedBecause, "")
            .SetProperty(each => each.StartedAt, first)
            .SetProperty(each => each.EndedAt, (Instant?)null), "The campaign runs already.", cancel);
    }

    /// <summary>Nobody new is called; calls that run go on.</summary>
    public async Task<CampaignAnswer> PauseAsync(Guid campaign, string because, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        return await TurnAsync(
            db, campaign, [CampaignState.Running], set => set.SetProperty(each => each.State, CampaignState.Paused).SetProperty(each => each.PausedBecause, because), "Only a campaign that runs can be paused.", cancel);
    }

    /// <summary>Goes on after a pause, when nothing is missing: it may have been changed meanwhile, or what it needs may be gone.</summary>
    public async Task<CampaignAnswer> ResumeAsync(Guid campaign, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        if (await db.Campaigns.AsNoTracking().FirstOrDefaultAsync(each => each.Id == campaign && each.State == CampaignState.Paused, cancel) is { } paused
            && await FindMissingAsync(db, paused, goesOn: true, cancel) is { Count: > 0 } missing)
            return new CampaignAnswer.Incomplete(missing);
        var answer = await TurnAsync(
            db, campaign, [CampaignState.Paused], set => set.SetProperty(each => each.State, CampaignState.Running).SetProperty(each => each.PausedBecause, ""), "Only a campaign that is paused can be resumed.", cancel);
        if (answer is not CampaignAnswer.Done)
            return answer;
        await AttemptEnding.FinishCampaignsAsync(db, [campaign], Now, cancel); // the last call may have ended meanwhile
        return new CampaignAnswer.Done(await db.Campaigns.AsNoTracking().FirstAsync(each => each.Id == campaign, cancel));
    }

    /// <summary>Ends it: who waits is cancelled, calls that wait at the carrier are taken back, calls that run go on. Whoever was promised a call is named to a person, as a task.</summary>
    public async Task<CampaignAnswer> StopAsync(Guid campaign, CancellationToken cancel)
    {
        var now = Now;
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var answer = await TurnAsync(db, campaign, [CampaignState.Running, CampaignState.Paused], set => set
            .SetProperty(each => each.State, CampaignState.Stopped)
            .SetProperty(each => each.PausedBecause, "")
            .SetProperty(each => each.EndedAt, now), "Only a campaign that runs or is paused can be stopped.", cancel);
        await CancelWaitingAsync(db, campaign, answer, now, cancel);
        await transaction.CommitAsync(cancel);
        return answer;
    }

    /// <summary>Puts it away; not while it runs or is paused.</summary>
    public async Task<CampaignAnswer> ArchiveAsync(Guid campaign, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var answer = await TurnAsync(
            db, campaign, [CampaignState.Draft, CampaignState.Stopped, CampaignState.Finished], set => set.SetProperty(each => each.State, CampaignState.Archived), "A campaign that runs or is paused must be stopped before it is put away.", cancel);
        await CancelWaitingAsync(db, campaign, answer, Now, cancel);
        await transaction.CommitAsync(cancel);
        return answer;
    }

    /// <summary>How many people wait for a call that they were promised.</summary>
    public async Task<int> CountPromisedAsync(Guid campaign, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        return await PromisedCalls.Of(db, campaign).CountAsync(cancel);
    }

    /// <summary>How far it has come; null: no such campaign.</summary>
    public async Task<CampaignProgress?> ProgressAsync(Guid campaign, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        if (await db.Campaigns.AsNoTracking().FirstOrDefaultAsync(each => each.Id == campaign, cancel) is not { } found)
            return null;

        var counted = await db.Contacts
            .Where(contact => contact.CampaignId == campaign)
            .GroupBy(contact => new { contact.State, contact.Disposition })
            .Select(alike => new { alike.Key.State, alike.Key.Disposition, Count = alike.Count() })
            .ToListAsync(cancel);
        var attempts = await db.Attempts.CountAsync(attempt => attempt.CampaignId == campaign && attempt.Disposition != Dispositions.NeverDialled, cancel);
        var next = await db.Contacts.Where(contact => contact.CampaignId == campaign && contact.State == ContactState.Waiting).OrderBy(contact => contact.NextAt).Select(contact => (Instant?)contact.NextAt).FirstOrDefaultAsync(cancel);
        return new CampaignProgress(
            found.State,
            found.PausedBecause,
            counted.Sum(each => each.Count),
            CountOf(ContactState.Waiting),
            CountOf(ContactState.Calling),
            CountOf(ContactState.Done),
            CountOf(ContactState.Cancelled),
            counted.Where(each => each.State == ContactState.Done && each.Disposition.Length > 0).ToDictionary(each => each.Disposition, each => each.Count, StringComparer.Ordinal),
            attempts,
            await CountOpeningsAsync(db, found, cancel),
            next);

        int CountOf(ContactState state) => counted.Where(each => each.State == state).Sum(each => each.Count);
    }

    /// <summary>How far it has come, for people who look on: read once for all of them, and up to a second old.</summary>
    public async Task<CampaignProgress?> WatchAsync(Guid campaign, CancellationToken cancel)
    {
        var now = Now;
        var shown = _shown.AddOrUpdate(
            campaign,
            id => (now, ReadForAllAsync(id)),
            (id, before) => before.At > now - ShownFor && before.At <= now && !before.Reading.IsFaulted ? before : (now, ReadForAllAsync(id)));
        return await shown.Reading.WaitAsync(cancel);
    }

    private async Task<List<string>> FindMissingAsync(BookingDbContext db, Campaign campaign, bool goesOn, CancellationToken cancel)
    {
        var missing = await CampaignCheck.FindMissingAsync(db, campaign, await _numbers.FindAsync(cancel), _options, goesOn, cancel);
        return BusinessIdentity.FindMissing(_reception) is { } nameless ? [.. missing, nameless] : missing;
    }

    private async Task<CampaignProgress?> ReadForAllAsync(Guid campaign)
    {
        await Task.Yield();
        return await ProgressAsync(campaign, CancellationToken.None);
    }

    private async Task<int?> CountOpeningsAsync(BookingDbContext db, Campaign campaign, CancellationToken cancel)
    {
        if (!campaign.Rules.PaceByOpenings || campaign.EventId is not { } id || campaign.State is not (CampaignState.Running or CampaignState.Paused or CampaignState.Draft))
            return null;
        var bookingEvent = await db.Events.AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, cancel);
        return bookingEvent is null ? null : (await _openings.FindAsync(bookingEvent, onTheLine: int.MinValue / 2, cancel)).Count;
    }

    private async Task CancelWaitingAsync(BookingDbContext db, Guid campaign, CampaignAnswer answer, Instant now, CancellationToken cancel)
    {
        if (answer is not CampaignAnswer.Done(var ended))
            return;
        await _promised.TellDroppedAsync(db, campaign, ended.Name, cancel);
        await db.SaveChangesAsync(cancel);
        await db.Contacts
            .Where(contact => contact.CampaignId == campaign && contact.State == ContactState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(contact => contact.State, ContactState.Cancelled).SetProperty(contact => contact.EndedAt, now), cancel);
    }

    private static async Task<CampaignAnswer> TurnAsync(BookingDbContext db, Guid campaign, CampaignState[] from, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Campaign>> change, string otherwise, CancellationToken cancel)
    {
        var turned = await db.Campaigns.Where(each => each.Id == campaign && from.Contains(each.State)).ExecuteUpdateAsync(change, cancel);
        if (await db.Campaigns.AsNoTracking().FirstOrDefaultAsync(each => each.Id == campaign, cancel) is not { } found)
            return new CampaignAnswer.NoSuchCampaign();
        return turned > 0 ? new CampaignAnswer.Done(found) : new CampaignAnswer.NotNow(otherwise);
    }
}
