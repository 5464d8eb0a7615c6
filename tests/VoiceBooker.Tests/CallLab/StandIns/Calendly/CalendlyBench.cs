using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendly;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.CallLab.StandIns.Calendly;

/// <summary>The seeded stand-in on a free port, Monday 30 November 2026, 12:00 UTC (7 in the morning for Ann), and a client that talks to it.</summary>
internal sealed class CalendlyBench : IAsyncDisposable
{
    public const string Ann = "33333333-0000-4000-8000-000000000001";

    private CalendlyBench()
    {
        StandIn = new CalendlyStandIn(new ManualClock(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero)));
        StandIn.Seed();
    }

    public CalendlyStandIn StandIn { get; }

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public CalendlyOrganization Organization => StandIn.With(books => books.Organizations[0]);

    public static async Task<CalendlyBench> OpenAsync()
    {
        var bench = new CalendlyBench();
        await bench.StandIn.OpenAsync();
        bench.Http.BaseAddress = bench.StandIn.Base;
        bench.Http.DefaultRequestHeaders.UserAgent.ParseAdd("VoiceBookerTests/1.0");
        bench.Use(CalendlySeed.Token);
        return bench;
    }

    public void Use(string token) => Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    /// <summary>A personal token of somebody else.</summary>
    public void UseTokenOf(CalendlyUser user, params string[] scopes)
    {
        var token = new CalendlyToken { Text = Guid.NewGuid().ToString("N"), User = user, Scopes = scopes.Length > 0 ? scopes : null };
        StandIn.Change(books => books.Tokens.Add(token));
        Use(token.Text);
    }

    public CalendlyUser User(string name) => StandIn.With(books => books.Users.Single(user => user.Name == name));

    public CalendlyEventType Type(string uuid) => StandIn.With(books => books.EventTypes.Single(type => type.Uuid == uuid));

    public string UriOf(string typeUuid) => StandIn.Uri($"/event_types/{typeUuid}");

    public string AnnUri => StandIn.Uri($"/users/{Ann}");

    public string OrganizationUri => StandIn.Uri(Organization.Path);

    public async Task<Reply> GetAsync(string path) => await Reply.ReadAsync(await Http.GetAsync(path));

    public async Task<Reply> PostAsync(string path, JsonNode? body) => await Reply.ReadAsync(await Http.PostAsync(path, JsonContent.Create(body)));

    public async Task<Reply> DeleteAsync(string path) => await Reply.ReadAsync(await Http.DeleteAsync(path));

    public Task<Reply> TimesAsync(string typeUuid, string from, string until) =>
        GetAsync($"/event_type_available_times?event_type={Uri.EscapeDataString(UriOf(typeUuid))}&start_time={from}&end_time={until}");

    public async Task<string[]> StartsAsync(string typeUuid, string from, string until)
    {
        var reply = await TimesAsync(typeUuid, from, until);
        Assert.Equal(200, reply.Status);
        return [.. reply.Body!["collection"]!.AsArray().Select(each => (string)each!["start_time"]!)];
    }

    /// <summary>A booking without fault.</summary>
    public JsonObject Wish(string typeUuid, string start, string email = "bob@example.com", string? kind = "google_conference")
    {
        var body = new JsonObject
        {
            ["event_type"] = UriOf(typeUuid),
            ["start_time"] = start,
            ["invitee"] = new JsonObject { ["name"] = "Bob Caller", ["email"] = email, ["timezone"] = "Europe/Berlin" },
        };
        if (kind is not null)
            body["location"] = new JsonObject { ["kind"] = kind };
        return body;
    }

    public Task<Reply> BookAsync(string typeUuid, string start, string email = "bob@example.com", string? kind = "google_conference") => PostAsync("/invitees", Wish(typeUuid, start, email, kind));

    /// <summary>Books and answers the path of the event.</summary>
    public async Task<string> BookedAsync(string start, string email = "bob@example.com")
    {
        var reply = await BookAsync(CalendlySeed.Solo, start, email);
        Assert.Equal(201, reply.Status);
        return new Uri(reply.Resource("event")).AbsolutePath;
    }

    public void Advance(TimeSpan by) => StandIn.Clock.Advance(by);

    public static Instant At(string text) => CalendlyWire.ReadTime(text)!.Value;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await StandIn.DisposeAsync();
    }
}

/// <summary>An answer of the stand-in.</summary>
internal sealed record Reply(int Status, JsonNode? Body, string Text, HttpResponseHeaders Headers)
{
    public string Title => (string)Body!["title"]!;

    public string Message => (string)Body!["message"]!;

    /// <summary>The details as "parameter: message (code)".</summary>
    public string[] Details => [.. (Body!["details"] as JsonArray ?? []).Select(each => $"{each!["parameter"]}: {each["message"]}{(each["code"] is { } code ? $" ({code})" : "")}")];

    public JsonArray Collection => Body!["collection"]!.AsArray();

    public string Resource(string field) => (string)Body!["resource"]![field]!;

    public int Header(string name) => int.Parse(Headers.GetValues(name).Single(), CultureInfo.InvariantCulture);

    public static async Task<Reply> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            var json = response.Content.Headers.ContentType?.MediaType == "application/json" && text.Length > 0;
            return new Reply((int)response.StatusCode, json ? JsonNode.Parse(text) : null, text, response.Headers);
        }
    }
}
