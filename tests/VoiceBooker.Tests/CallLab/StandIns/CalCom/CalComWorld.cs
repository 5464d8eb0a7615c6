using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.CalCom;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.Tests.CallLab.StandIns.CalCom;

/// <summary>A stand-in with the demonstration's practice (zone London) on a real socket, and a client that speaks to it. It is Tuesday, 1 December 2026, a minute before eight, and the clock runs.</summary>
public sealed class CalComWorld : IAsyncLifetime, IDisposable
{
    public const string Tomorrow = "2026-12-02";
    internal static readonly DateTimeOffset Morning = new(2026, 12, 1, 7, 59, 0, TimeSpan.Zero);
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) };

    internal CalComStandIn StandIn { get; } = new(TimeProvider.System);

    public async Task InitializeAsync()
    {
        StandIn.Seed("Europe/London", "http://127.0.0.1:5080/back");
        await StandIn.OpenAsync();
        Freshen();
    }

    public async Task DisposeAsync() => await StandIn.DisposeAsync();

    public void Dispose() => _http.Dispose();

    /// <summary>As on the first morning: no bookings, no faults, every switch as it comes.</summary>
    public void Freshen()
    {
        StandIn.Reset();
        StandIn.Clock.Set(Morning);
        var switches = StandIn.Switches;
        (switches.Hosted, switches.SlotCache, switches.ConflictShare, switches.HostedAddressRule, switches.LimitRequests, switches.LinkAfter) = (true, false, 0, false, false, TimeSpan.Zero);
        (switches.RefreshRevokesOld, switches.ListWithoutStatusIsUpcoming) = (false, false);
    }

    internal async Task<Reply> SendAsync(string method, string path, string? version = null, string? key = null, object? body = null, string? contentType = null, CancellationToken gone = default)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(StandIn.Base, path));
        if (version is not null)
            request.Headers.Add("cal-api-version", version);
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (body is not null)
            request.Content = new StringContent(body as string ?? ((JsonNode)body).ToJsonString(), Encoding.UTF8, contentType ?? "application/json");
        using var response = await _http.SendAsync(request, gone);
        var text = await response.Content.ReadAsStringAsync(gone);
        return new Reply((int)response.StatusCode, text, response.Headers, response.Content.Headers.ContentType?.ToString());
    }

    internal Task<Reply> SlotsAsync(string query, string? key = null) => SendAsync("GET", $"/v2/slots?{query}", "2024-09-04", key);

    /// <summary>Starts offered for a type on one UTC day, as sent.</summary>
    internal async Task<List<string>> StartsAsync(int type, string day, string more = "")
    {
        var reply = await SlotsAsync($"eventTypeId={type}&start={day}&end={day}{more}");
        Assert.Equal(200, reply.Status);
        return [.. ((JsonObject)reply.Data).SelectMany(each => (JsonArray)each.Value!).Select(each => (string)each!["start"]!)];
    }

    internal Task<Reply> BookAsync(object body, string? key = null, string version = "2024-08-13") => SendAsync("POST", "/v2/bookings", version, key, body);

    internal Task<Reply> BookAsync(string start, int type = CalComSeed.Plain, string email = "bob@example.com", string? key = null) => BookAsync(Wish(start, type, email), key);

    internal static JsonObject Wish(string start, int type = CalComSeed.Plain, string email = "bob@example.com") => new()
    {
        ["start"] = start,
        ["eventTypeId"] = type,
        ["attendee"] = new JsonObject { ["name"] = "Bob", ["email"] = email, ["timeZone"] = "Europe/London" },
    };

    internal Task<Reply> ChangeAsync(string uid, string act, object? body = null, string? key = null) => SendAsync("POST", $"/v2/bookings/{uid}/{act}", "2024-08-13", key, body ?? new JsonObject());

    internal Task<Reply> HoldAsync(string start, int type = CalComSeed.Plain, int? minutes = null, string? key = null)
    {
        var body = new JsonObject { ["eventTypeId"] = type, ["slotStart"] = start };
        if (minutes is not null)
            body["reservationDuration"] = minutes;
        return SendAsync("POST", "/v2/slots/reservations", "2024-09-04", key, body);
    }

    internal static Instant At(string text) => NodaTime.Text.InstantPattern.ExtendedIso.Parse(text).Value;
}

/// <summary>An answer as the client got it.</summary>
internal sealed record Reply(int Status, string Text, HttpResponseHeaders Headers, string? ContentType)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public JsonNode Data => Json["data"]!;

    /// <summary>Message of an envelope or of a bare error.</summary>
    public string Message => (string)(Json["error"]?["message"] ?? Json["message"])!;

    /// <summary>Whether this error stands in the envelope.</summary>
    public bool IsEnvelope => (string?)Json["status"] == "error";

    public string Uid => (string)Data["uid"]!;
}
