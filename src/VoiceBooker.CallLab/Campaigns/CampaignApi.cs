using System.Text.Json.Nodes;
using VoiceBooker.CallLab.Servers;

namespace VoiceBooker.CallLab.Campaigns;

/// <summary>Campaigns over the server's JSON API, as an owner's program would use it.</summary>
internal sealed class CampaignApi(ServerApi api, TimeProvider time)
{
    private static readonly string[] Week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    private static readonly string[] Zones = ["Pacific/Honolulu", "America/Los_Angeles", "America/New_York", "America/Sao_Paulo", "Atlantic/Azores", "Europe/London", "Europe/Berlin", "Asia/Dubai", "Asia/Kolkata", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland"];

    /// <summary>Where people live in a campaign that is played now: where it is about noon, so that no midnight falls into it.</summary>
    public string Zone { get; } = Zones.MinBy(each => Math.Abs(12 - NodaTime.Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(NodaTime.DateTimeZoneProviders.Tzdb[each]).Hour))!;

    /// <summary>Makes a campaign that calls at any hour; its identity.</summary>
    public Task<string> MakeAsync(string name, string assistant, string eventId, string from, int atOnce, bool paceByOpenings, IReadOnlyList<AllowedRetry> retries, string voicemail) => api.CreateAsync("api/campaigns", new
    {
        name,
        purpose = "your yearly check",
        assistantId = assistant,
        eventId,
        callerIds = new[] { from },
        rules = new
        {
            from = "00:00",
            until = "23:59",
            days = Week,
            skipHolidays = false,
            atOnce,
            callsPerSecond = 20,
            paceByOpenings,
            ringSeconds = 5,
            mostAttempts = 6,
            retries = retries.Select(each => new { outcome = each.Outcome, afterMinutes = 1, limit = each.Limit }),
            voicemailText = voicemail,
            detectMachines = true,
        },
    });

    /// <summary>Adds people; those who were rejected, with the reason.</summary>
    public async Task<IReadOnlyList<string>> AddAsync(string campaign, IReadOnlyList<CampaignContact> contacts)
    {
        var consent = new { kind = "written", at = time.GetUtcNow().AddDays(-1).ToString("O", System.Globalization.CultureInfo.InvariantCulture), text = "I agree to be called about my yearly check.", channel = "web form" };
        var answer = await api.SendAsync($"api/campaigns/{campaign}/contacts", new
        {
            contacts = contacts.Select((each, index) => new
            {
                to = each.Number,
                name = $"Person {(char)('A' + (index % 26))}{(char)('a' + (index / 26 % 26))}",
                cal_email = $"person{index}@example.com",
                cal_timezone = Zone,
                consent = each.Consents ? consent : null,
            }),
        });
        return [.. answer!["rejected"]!.AsArray().Select(each => $"{contacts[(int)each!["index"]!].Number}: {each["reason"]}")];
    }

    /// <summary>Start, pause, resume, stop.</summary>
    public Task LeadAsync(string campaign, string how) => api.SendAsync($"api/campaigns/{campaign}/{how}");

    /// <summary>Puts a number on the do-not-call list.</summary>
    public Task ForbidAsync(string number) => api.SendAsync("api/do-not-call", new { number, reason = "The lab asked for it." });

    /// <summary>Where it stands; null: the server is away just now.</summary>
    public Task<JsonNode?> ReadAsync(string campaign) => api.TryReadAsync($"api/campaigns/{campaign}");

    /// <summary>All its people.</summary>
    public async Task<IReadOnlyList<JsonNode>> ContactsAsync(string campaign)
    {
        var all = new List<JsonNode>();
        while (true)
        {
            var after = all.Count == 0 ? "" : $"&after={Uri.EscapeDataString((string)all[^1]["to"]!)}";
            var page = (await api.TryReadAsync($"api/campaigns/{campaign}/contacts?take=1000{after}"))?.AsArray() ?? throw new InvalidDataException("The campaign's contacts could not be read.");
            all.AddRange(page.Select(each => each!));
            if (page.Count < 1000)
                return all;
        }
    }

    /// <summary>Waits until it stands as <paramref name="wanted"/>, and gives it; null: it does not come to that in time.</summary>
    public async Task<JsonNode?> WaitAsync(string campaign, Func<JsonNode, bool> wanted, TimeSpan limit, Action<JsonNode>? watch = null)
    {
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < limit)
        {
            if (await ReadAsync(campaign) is { } now)
            {
                watch?.Invoke(now);
                if (wanted(now))
                    return now;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), time, CancellationToken.None);
        }

        return null;
    }
}
