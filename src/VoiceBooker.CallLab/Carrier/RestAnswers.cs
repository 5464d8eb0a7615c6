using System.Globalization;
using System.Text.Json.Nodes;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>How the REST door words what it answers.</summary>
internal static class RestAnswers
{
    private static readonly string[] OfCall = ["Events", "Notifications", "Payments", "Recordings", "Siprec", "Streams", "Transcriptions", "UserDefinedMessageSubscriptions", "UserDefinedMessages"];

    /// <summary>A refusal; for the log.</summary>
    public static async Task<string> RefuseAsync(this HttpContext http, RestRefusal refusal)
    {
        http.Response.StatusCode = refusal.Status;
        await http.Response.WriteAsJsonAsync(new { code = refusal.Code, message = refusal.Message, more_info = $"https://www.twilio.com/docs/errors/{refusal.Code}", status = refusal.Status });
        return $"{refusal.Status} {refusal.Code}";
    }

    /// <summary>A resource, or a page of them; for the log.</summary>
    public static async Task<string> TellAsync(this HttpContext http, int status, JsonObject answer)
    {
        http.Response.StatusCode = status;
        await http.Response.WriteAsJsonAsync(answer);
        return status.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A call as a resource.</summary>
    public static JsonObject Call(SimulatedCall call, IReadOnlyDictionary<string, NumberSettings> numbers)
    {
        var uri = $"/2010-04-01/Accounts/{call.AccountSid}/Calls/{call.Sid}";
        var ours = call.Direction == "inbound" ? call.To : call.From;
        var resources = new JsonObject();
        foreach (var name in OfCall)
            resources[Snake(name)] = $"{uri}/{name}.json";
        return new JsonObject
        {
            ["sid"] = call.Sid,
            ["date_created"] = Date(call.CreatedAt),
            ["date_updated"] = Date(call.EndedAt ?? call.StartedAt ?? call.CreatedAt),
            ["parent_call_sid"] = call.ParentSid,
            ["account_sid"] = call.AccountSid,
            ["to"] = call.To,
            ["to_formatted"] = Formatted(call.To),
            ["from"] = call.From,
            ["from_formatted"] = Formatted(call.From),
            ["phone_number_sid"] = numbers.TryGetValue(ours, out var number) ? number.Sid : null,
            ["status"] = call.Ended.IsCancellationRequested && call.Status is "in-progress" or "ringing" ? "completed" : call.Status,
            ["start_time"] = Date(call.StartedAt),
            ["end_time"] = Date(call.EndedAt),
            ["duration"] = call.EndedAt is null ? null : call.Seconds.ToString(CultureInfo.InvariantCulture),
            ["price"] = null,
            ["price_unit"] = "USD",
            ["direction"] = call.Direction,
            ["answered_by"] = call.AnsweredBy,
            ["api_version"] = "2010-04-01",
            ["forwarded_from"] = null,
            ["group_sid"] = null,
            ["caller_name"] = null,
            ["queue_time"] = ((long)call.QueueTime.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
            ["trunk_sid"] = null,
            ["uri"] = $"{uri}.json",
            ["subresource_uris"] = resources,
        };
    }

    /// <summary>A page of a list, newest first, as the query asks for it.</summary>
    public static JsonObject Page<T>(HttpContext http, string name, IReadOnlyList<T> all, Func<T, JsonObject> one)
    {
        var query = http.Request.Query;
        var size = Math.Clamp(int.TryParse(query["PageSize"], CultureInfo.InvariantCulture, out var asked) ? asked : 50, 1, 1000);
        var page = int.TryParse(query["Page"], CultureInfo.InvariantCulture, out var at) ? Math.Max(0, at) : 0;
        var shown = all.Skip(page * size).Take(size).ToList();
        var filters = string.Concat(query.Where(each => each.Key is not ("PageSize" or "Page" or "PageToken")).Select(each => $"&{Uri.EscapeDataString(each.Key)}={Uri.EscapeDataString(each.Value.ToString())}"));
        return new JsonObject
        {
            [name] = new JsonArray([.. shown.Select(each => (JsonNode)one(each))]),
            ["first_page_uri"] = Of(0),
            ["next_page_uri"] = all.Count > (page + 1) * size ? $"{Of(page + 1)}&PageToken=PA{(string?)one(shown[^1])["sid"]}" : null,
            ["previous_page_uri"] = page == 0 ? null : Of(page - 1),
            ["page"] = page,
            ["page_size"] = size,
            ["start"] = page * size,
            ["end"] = Math.Max(page * size, (page * size) + shown.Count - 1),
            ["uri"] = Of(page),
        };

        string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"{http.Request.Path}?PageSize={size}&Page={number}{filters}");
    }

    /// <summary>RFC 2822, UTC.</summary>
    public static string? Date(DateTimeOffset? at) => at?.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);

    /// <summary>A number as people write it.</summary>
    public static string Formatted(string number) =>
        number is { Length: 12 } && number.StartsWith("+1", StringComparison.Ordinal) ? $"({number[2..5]}) {number[5..8]}-{number[8..]}" : number;

    private static string Snake(string name) => string.Concat(name.Select((letter, at) => at > 0 && char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
