using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling;

/// <summary>What the carrier answered to a request.</summary>
internal sealed record DialAnswer(DialClaim Claim, DialResult Result);

/// <summary>Writes down what the carrier answered. What a callback has told meanwhile is not overwritten.</summary>
internal sealed partial class DialAnswers(IDbContextFactory<BookingDbContext> contexts, DialStandstill standstill, HookOutbox hooks, IOptions<DiallingOptions> options, TimeProvider time, ILogger<DialAnswers> log)
{
    private const int MostConflicts = 10;

    /// <summary>When a contact is tried again whose request surely was not taken.</summary>
    private static readonly Duration Soon = Duration.FromSeconds(5);

    private static readonly Duration AccountPause = Duration.FromMinutes(5);

    /// <summary>Writes them down in one transaction.</summary>
    public async Task SettleAsync(IReadOnlyList<DialAnswer> answers, CancellationToken cancel)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            try
            {
                await SettleOnceAsync(answers, cancel);
                return;
            }
            catch (DbUpdateException raced) when (conflicts < MostConflicts && (raced is DbUpdateConcurrencyException || raced.IsTakenKey()))
            {
                // A callback came between our look and our write, or somebody else opened the same task.
            }
        }
    }

    private async Task SettleOnceAsync(IReadOnlyList<DialAnswer> answers, CancellationToken cancel)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var ids = answers.Select(answer => answer.Claim.Attempt.Id).ToList();
        var others = answers.Where(answer => answer.Result is DialResult.NotDialled or DialResult.Refused).Select(answer => answer.Claim.Contact.Id).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var attempts = await db.Attempts.Where(attempt => ids.Contains(attempt.Id)).ToDictionaryAsync(attempt => attempt.Id, cancel);
        var contacts = others.Count == 0 ? [] : await db.Contacts.Where(contact => others.Contains(contact.Id)).ToDictionaryAsync(contact => contact.Id, cancel);
        var campaigns = others.Count == 0 ? [] : await CampaignsOfAsync(db, contacts.Values, cancel);
        List<(Attempt Attempt, Contact Contact)> ended = [];
        foreach (var (claim, result) in answers)
        {
            if (!attempts.TryGetValue(claim.Attempt.Id, out var attempt))
                continue;
            switch (result)
            {
                case DialResult.Accepted(var callSid):
                    Accept(attempt, callSid, now);
                    break;
                case DialResult.Unknown(var reason) when attempt.State == AttemptState.Submitting:
                    LogUnknown(attempt.Id, reason);
                    (attempt.State, attempt.LookAt) = (AttemptState.Unknown, now + Duration.FromTimeSpan(options.Value.LookUpAfter));
                    break;
                case DialResult.NotDialled(var reason, _) when attempt.State is AttemptState.Submitting or AttemptState.Unknown:
                    LogNotDialled(attempt.Id, reason);
                    db.Attempts.Remove(attempt);
                    AttemptEnding.BackToWaiting(contacts[attempt.ContactId], CampaignOf(attempt), now + Soon, now);
                    break;
                case DialResult.Refused refused when attempt.State is AttemptState.Submitting or AttemptState.Unknown:
                    LogRefused(attempt.Id, refused.Kind, refused.Code);
                    await RefuseAsync(db, attempt, contacts[attempt.ContactId], CampaignOf(attempt), refused, now, cancel);
                    if (attempt.State == AttemptState.Ended)
                        ended.Add((attempt, contacts[attempt.ContactId]));
                    break;
            }
        }

        await CallsWithoutRecord.TellAsync(db, hooks, ended, cancel);
        await db.SaveChangesAsync(cancel);
        await AttemptEnding.FinishCampaignsAsync(db, [.. campaigns.Keys], now, cancel);
        await transaction.CommitAsync(cancel);

        Campaign? CampaignOf(Attempt attempt) => attempt.CampaignId is { } id ? campaigns.GetValueOrDefault(id) : null;
    }

    private static async Task<Dictionary<Guid, Campaign>> CampaignsOfAsync(BookingDbContext db, IEnumerable<Contact> contacts, CancellationToken cancel)
    {
        var ids = contacts.Select(contact => contact.CampaignId).OfType<Guid>().Distinct().ToList();
        return await db.Campaigns.AsNoTracking().Where(campaign => ids.Contains(campaign.Id)).ToDictionaryAsync(campaign => campaign.Id, cancel);
    }

    private void Accept(Attempt attempt, string callSid, Instant now)
    {
        if (attempt.State is AttemptState.Submitting or AttemptState.Unknown)
            (attempt.State, attempt.LookAt) = (AttemptState.Accepted, now + Duration.FromTimeSpan(options.Value.SilentAfter));
        else if (attempt is { State: AttemptState.Ended, CallSid: null })
            attempt.LookAt = now; // given up before this answer came: the reconciliation takes the call back
        attempt.CallSid ??= callSid;
    }

    private async Task RefuseAsync(BookingDbContext db, Attempt attempt, Contact contact, Campaign? campaign, DialResult.Refused refused, Instant now, CancellationToken cancel)
    {
        attempt.ErrorCode = refused.Code;
        switch (refused.Kind)
        {
            case DialRefusal.BadNumber:
                AttemptEnding.End(attempt, contact, campaign, Dispositions.BadNumber, refused.Message, now);
                break;
            case DialRefusal.Unreachable:
                AttemptEnding.End(attempt, contact, campaign, Dispositions.Failed, refused.Message, now, RetryPlan.OnAnotherDay(contact, RetryPlan.RulesOf(contact, campaign), now));
                break;
            case DialRefusal.OptedOut:
                AttemptEnding.End(attempt, contact, campaign, Dispositions.OptedOut, refused.Message, now);
                await DoNotCallList.PutAsync(db, hooks, new DoNotCallEntry { Number = contact.Number, Source = "carrier", Reason = refused.Message, At = now }, cancel);
                break;
            case DialRefusal.CallerId when campaign is not null:
                db.Attempts.Remove(attempt);
                AttemptEnding.BackToWaiting(contact, campaign, now + Soon, now);
                await standstill.PauseForCallerIdAsync(db, campaign.Id, campaign.Name, attempt.From, cancel);
                break;
            case DialRefusal.CallerId:
                AttemptEnding.End(attempt, contact, campaign, Dispositions.Refused, $"{attempt.From} is not a number of ours.", now);
                await standstill.TellOfCallerIdAsync(db, attempt.From, cancel);
                break;
            case DialRefusal.Destination:
                AttemptEnding.End(attempt, contact, campaign, Dispositions.Refused, $"The carrier does not call this number for us ({refused.Code}): {refused.Message}", now, new RetryStep.Done());
                await standstill.TellOfDestinationAsync(db, contact.Number, refused.Code, refused.Message, cancel);
                break;
            case DialRefusal.Account:
                db.Attempts.Remove(attempt);
                AttemptEnding.BackToWaiting(contact, campaign, now + AccountPause, now);
                await standstill.PauseAllAsync(db, refused.Code, refused.Message, cancel);
                break;
            default:
                AttemptEnding.End(attempt, contact, campaign, Dispositions.Failed, refused.Message, now);
                break;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Attempt {Attempt}: nobody knows whether the carrier took it ({Reason}); it is looked up.")]
    private partial void LogUnknown(Guid attempt, string reason);

    [LoggerMessage(LogLevel.Information, "Attempt {Attempt} was not dialled ({Reason}); tried again soon.")]
    private partial void LogNotDialled(Guid attempt, string reason);

    [LoggerMessage(LogLevel.Warning, "Attempt {Attempt} was refused by the carrier: {Kind} ({Code}).")]
    private partial void LogRefused(Guid attempt, DialRefusal kind, int code);
}
