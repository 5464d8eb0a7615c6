using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Booking.Tasks;

namespace VoiceBooker.Booking.Dialling;

/// <summary>Says of campaigns why nobody is called, and pauses those that a person must see to.</summary>
internal sealed partial class DialStandstill(OperatorTasks tasks)
{
    private const string AccountMatter = "dialling/account";

    /// <summary>While the pace lets nobody start, nothing new is known of obstacles: those campaigns that have none are told why they are slow. Nothing happens when they are not.</summary>
    public static Task ExplainSlownessAsync(BookingDbContext db, IEnumerable<RunningCampaign> running, string because, CancellationToken cancel) => because.Length == 0
        ? Task.CompletedTask
        : ExplainAsync(db, running.Where(each => each.Campaign.PausedBecause.Length == 0), new Dictionary<Guid, string>(), because, cancel);

    /// <summary>Brings the reasons up to date; a campaign without one is called for.</summary>
    /// <param name="db">The database.</param>
    /// <param name="running">The campaigns that run.</param>
    /// <param name="obstacles">What is in the way of single ones, by their identity.</param>
    /// <param name="otherwise">What is in the way of all others; empty: nothing.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task ExplainAsync(BookingDbContext db, IEnumerable<RunningCampaign> running, IReadOnlyDictionary<Guid, string> obstacles, string otherwise, CancellationToken cancel)
    {
        var changed = running
            .Select(each => (each.Campaign, Because: obstacles.GetValueOrDefault(each.Campaign.Id, otherwise)))
            .Where(each => each.Campaign.PausedBecause != each.Because)
            .GroupBy(each => each.Because, each => each.Campaign.Id, StringComparer.Ordinal);
        foreach (var alike in changed)
        {
            var (because, campaigns) = (alike.Key, alike.ToList());
            await db.Campaigns
                .Where(campaign => campaigns.Contains(campaign.Id) && campaign.State == CampaignState.Running)
                .ExecuteUpdateAsync(set => set.SetProperty(campaign => campaign.PausedBecause, because), cancel);
        }
    }

    /// <summary>A campaign's caller ID is not ours: it is paused, and a person told. Within the transaction of <paramref name="db"/>.</summary>
    public async Task PauseForCallerIdAsync(BookingDbContext db, Guid campaign, string name, string from, CancellationToken cancel)
    {
        var because = $"{from} is not a number of ours, so nobody can be called from it.";
        await db.Campaigns
            .Where(each => each.Id == campaign && each.State == CampaignState.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.State, CampaignState.Paused).SetProperty(each => each.PausedBecause, because), cancel);
        await tasks.PutAsync(db, TaskKind.Dialling, $"Give the campaign '{name}' a caller ID of ours", $"{because} Choose another caller ID for the campaign, or buy or verify this one at the carrier; then resume it.", $"dialling/caller-id/{campaign:D}", null, null, null, cancel);
    }

    /// <summary>A single call was asked for with a caller ID that is not ours. Within the transaction of <paramref name="db"/>.</summary>
    public Task TellOfCallerIdAsync(BookingDbContext db, string from, CancellationToken cancel) => tasks.PutAsync(
        db, TaskKind.Dialling, $"A call was refused: {from} is no caller ID of ours", "Whoever asks for calls must name a number of the account as the caller ID, or none.", $"dialling/caller-id/{from}", null, null, null, cancel);

    /// <summary>The account may not call numbers of one country, or one that is not verified: a person is told once for each country calling code. Within the transaction of <paramref name="db"/>.</summary>
    public Task TellOfDestinationAsync(BookingDbContext db, string number, int code, string message, CancellationToken cancel)
    {
        var country = PhoneNumber.TryParse(number, out var parsed) ? parsed.CallingCode : "?";
        return tasks.PutAsync(
            db,
            TaskKind.Dialling,
            $"The carrier refuses to call numbers that begin with +{country}",
            $"It says ({code}): {Numbers().Replace(message, "(a number)")} Those people were not called and are done with, as refused; others are called. At the carrier, allow calls to this country (geographic permissions), or end the trial or verify the numbers; then add the people to a new campaign.",
            $"dialling/destination/{country}",
            null,
            null,
            null,
            cancel);
    }

    /// <summary>The account may not dial: every campaign is paused, and a person told. The carrier's words may hold the number of the one call that it refused: that is no matter of the other campaigns. Within the transaction of <paramref name="db"/>.</summary>
    public async Task PauseAllAsync(BookingDbContext db, int code, string message, CancellationToken cancel)
    {
        var because = $"The carrier refuses to make calls for this account ({code}): {Numbers().Replace(message, "(a number)")}";
        await db.Campaigns
            .Where(campaign => campaign.State == CampaignState.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(campaign => campaign.State, CampaignState.Paused).SetProperty(campaign => campaign.PausedBecause, because), cancel);
        await tasks.PutAsync(db, TaskKind.Dialling, "The carrier refuses to make calls", $"{because} Look at the account (credentials, balance); then resume the campaigns.", AccountMatter, null, null, null, cancel);
    }

    /// <summary>Seven digits or more, as telephone numbers are written.</summary>
    [GeneratedRegex(@"(?<![0-9A-Za-z])\+?[0-9](?:[ ().-]{0,2}[0-9]){6,14}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();
}
