using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Booking.Tasks;

namespace VoiceBooker.Booking.Dialling;

/// <summary>Says of campaigns why nobody is called, and pauses those that a person must see to.</summary>
internal sealed class DialStandstill(OperatorTasks tasks)
{
    private const string AccountMatter = "dialling/account";

    /// <summary>Brings the reasons up to date; a campaign without one is called for.</summary>
    public static async Task ExplainAsync(BookingDbContext db, IEnumerable<Campaign> running, IReadOnlyDictionary<Guid, string> obstacles, CancellationToken cancel)
    {
        var changed = running
            .Select(campaign => (Campaign: campaign, Because: obstacles.GetValueOrDefault(campaign.Id, "")))
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

    /// <summary>The account may not dial: every campaign is paused, and a person told. Within the transaction of <paramref name="db"/>.</summary>
    public async Task PauseAllAsync(BookingDbContext db, int code, string message, CancellationToken cancel)
    {
        var because = $"The carrier refuses to make calls for this account ({code}): {message}";
        await db.Campaigns
            .Where(campaign => campaign.State == CampaignState.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(campaign => campaign.State, CampaignState.Paused).SetProperty(campaign => campaign.PausedBecause, because), cancel);
        await tasks.PutAsync(db, TaskKind.Dialling, "The carrier refuses to make calls", $"{because} Look at the account (credentials, balance, permitted countries); then resume the campaigns.", AccountMatter, null, null, null, cancel);
    }
}
