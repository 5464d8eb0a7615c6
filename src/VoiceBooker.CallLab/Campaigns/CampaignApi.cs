using System.Text.Json.Nodes;
using VoiceBooker.CallLab.Servers;

namespace VoiceBooker.CallLab.Campaigns;

/// <summary>Campaigns over the server's JSON API, as an owner's program would use it.</summary>
internal sealed class CampaignApi(ServerApi api, TimeProvider time)
{
    private static readonly string[] Week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    private static readonly string[] Zones = ["Pacific/Honolulu", "America/Los_Angeles", "America/New_York", "America/Sao_Paulo", "Atlantic/Azores", "Europe/London", "Europe/Berlin", "Asia/Dubai", "Asia/Kolkata", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland"];

    private static readonly (string Area, string Zone)[] AreaZones = [("212", "America/New_York"), ("312", "America/Chicago"), ("303", "America/Denver"), ("415", "America/Los_Angeles"), ("808", "Pacific/Honolulu")];

    /// <summary>Where people live in a campaign that is played now: where it is about noon, so that no midnight falls into it.</summary>
    public string Zone { get; } = Zones.MinBy(each => Math.Abs(12 - NodaTime.Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(NodaTime.DateTimeZoneProviders.Tzdb[each]).Hour))!;

    /// <summary>Area codes of four zones of the United States in which it is not about midnight, so that the campaign's hours hold in all of them while it is played.</summary>
    public IReadOnlyList<string> Areas => [.. AreaZones.Where(each => IsFarFromMidnight(each.Zone)).Take(4).Select(each => each.Area)];

    /// <summary>Where the area of a number is, IANA.</summary>
    /// <param name="number">E.164, of one of <see cref="Areas"/>.</param>
    public static string ZoneOf(string number) => AreaZones.First(each => number.StartsWith($"+1{each.Area}", StringComparison.Ordinal)).Zone;

    /// <summary>Makes a campaign that calls at nearly any hour; its identity.</summary>
    public Task<string> MakeAsync(string name, string assistant, string eventId, string from, int atOnce, bool paceByOpenings, IReadOnlyList<AllowedRetry> retries, string voicemail) => api.CreateAsync("api/campaigns", new
    {
        name,
        purpose = "your yearly check",
        assistantId = assistant,
        eventId,
        callerIds = new[] { from },
        rules = new
        {
            from = "00:05",
            until = "23:55",
            days = Week,
            skipHolidays = false,
            trustAreaCodes = true,
            atOnce,
            callsPerSecond = 20,
            paceByOpenings,
            ringSeconds = 5,
            mostAttempts = CampaignPeople.MostAttempts,
            retries = retries.Select(each => new { outcome = each.Outcome, afterMinutes = 1, limit = each.Limit }),
            voicemailText = voicemail,
            detectMachines = true,
        },
    });

    /// <summary>Adds people; those who were rejected, with the reason.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="contacts">Who.</param>
    /// <param name="zone">Where all of them are; null: where the area of their number is.</param>
    public async Task<IReadOnlyList<string>> AddAsync(string campaign, IReadOnlyList<CampaignContact> contacts, string? zone)
    {
        var consent = new { kind = "written", at = time.GetUtcNow().AddDays(-1).ToString("O", System.Globalization.CultureInfo.InvariantCulture), text = "I agree to be called about my yearly check.", channel = "web form" };
        var answer = await api.SendAsync($"api/campaigns/{campaign}/contacts", new
        {
            contacts = contacts.Select((each, index) => new
            {
                to = each.Number,
                name = $"Person {(char)('A' + (index % 26))}{(char)('a' + (index / 26 % 26))}",
                cal_email = "desk@example.com",
                cal_timezone = zone,
                zone,
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

    /// <summary>Its calls that were answered.</summary>
    public async Task<IReadOnlyList<ReportedCall>> CallsAsync(string campaign)
    {
        var page = (await api.TryReadAsync($"api/calls?campaign={campaign}&take=1000"))?.AsArray() ?? throw new InvalidDataException("The campaign's calls could not be read.");
        return page.Count < 1000
            ? [.. page.Select(each => new ReportedCall((string)each!["id"]!, (string)each["callSid"]!, (string)each["to"]!, (string?)each["outcome"] ?? "", (string?)each["disposition"] ?? ""))]
            : throw new InvalidDataException("The campaign has more calls than are read here: fewer people, please.");
    }

    /// <summary>All that the server says of it.</summary>
    public async Task<CampaignReport> ReportAsync(string campaign)
    {
        var calls = await CallsAsync(campaign);
        var byId = calls.ToDictionary(each => each.Id, StringComparer.OrdinalIgnoreCase);
        var contacts = (await ContactsAsync(campaign)).Select(each => new ReportedContact((string)each["to"]!, (string)each["state"]!, (string?)each["disposition"] ?? ""));
        var bookings = (await api.BookingsAsync()).Where(each => each.Status == "confirmed").Select(each => byId.GetValueOrDefault(each.CallId ?? "") is { } call ? new ReportedBooking(call.Number, call.CallSid) : new ReportedBooking("", ""));
        var listed = (await api.TryReadAsync("api/do-not-call?take=1000"))?.AsArray() ?? throw new InvalidDataException("The do-not-call list could not be read.");
        var since = listed.GroupBy(each => (string)each!["number"]!, StringComparer.Ordinal).ToDictionary(each => each.Key, each => each.Min(entry => DateTimeOffset.Parse((string)entry!["at"]!, System.Globalization.CultureInfo.InvariantCulture)), StringComparer.Ordinal);
        return new CampaignReport([.. contacts], calls, [.. bookings], since);
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

    private bool IsFarFromMidnight(string zone)
    {
        var clock = NodaTime.Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(NodaTime.DateTimeZoneProviders.Tzdb[zone]).TimeOfDay;
        return clock > new NodaTime.LocalTime(0, 6) && clock < new NodaTime.LocalTime(23, 30);
    }
}
