using System.Net;
using System.Text.Json.Nodes;
using VoiceBooker.Server.Tests.Hosting;

namespace VoiceBooker.Server.Tests.Api;

/// <summary>One call, ordered by the API.</summary>
[Collection(ApiCollection.Name)]
public sealed class CallOrdersTests(ServerFixture server)
{
    private static readonly string Later = TimeProvider.System.GetUtcNow().AddDays(2).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_call_is_ordered_once_followed_and_taken_back()
    {
        var robin = await server.MakeAsync("assistants", """{"name":"Robin","greeting":"Hello {name}, this is Robin of {practice}.","numbers":["+14155550190"]}""");
        var order = $$"""{"to":"+14155550147","assistantId":"{{robin}}","name":"Ada Byron","email":"ada@example.com","cal_email":"sales@example.com","cal_timezone":"America/Los_Angeles","variables":{"practice":"Harbour Dental"},"consent":{"kind":"express","at":"2026-11-01T10:00:00Z","text":"Please call me.","channel":"web form"},"notBefore":"{{Later}}","purpose":"your check-up"}""";
        using var first = await server.SendAsync(HttpMethod.Post, "calls", order, idempotencyKey: "order-1");
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        var call = JsonNode.Parse(await first.Content.ReadAsStringAsync())!;
        Assert.Equal("waiting", call["state"]!.GetValue<string>());
        var id = call["id"]!.GetValue<string>();
        Assert.Equal($"/api/calls/{id}", first.Headers.Location!.ToString());

        using var again = await server.SendAsync(HttpMethod.Post, "calls", order, idempotencyKey: "order-1");
        Assert.Equal((HttpStatusCode.Accepted, "true"), (again.StatusCode, again.Headers.GetValues("Idempotency-Replayed").Single()));
        Assert.Equal($"/api/calls/{id}", again.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await server.AskAsync(HttpMethod.Post, "calls", order.Replace("0147", "0148", StringComparison.Ordinal), "order-1")).Status);

        var (_, followed) = await server.AskAsync(HttpMethod.Get, $"calls/{id}");
        Assert.Equal(("waiting", "+14155550147", "outbound"), (followed!["state"]!.GetValue<string>(), followed["to"]!.GetValue<string>(), followed["direction"]!.GetValue<string>()));
        Assert.StartsWith(Later[..16], followed["nextAt"]!.GetValue<string>(), StringComparison.Ordinal);

        var (_, story) = await server.AskAsync(HttpMethod.Get, $"contacts/{id}");
        var values = story!["contact"]!["variables"]!;
        Assert.Equal(("ada@example.com", "sales@example.com"), (values["email"]!.GetValue<string>(), values["cal_email"]!.GetValue<string>())); // whom we call, and who is told as the organizer
        Assert.Equal(HttpStatusCode.Accepted, (await server.AskAsync(HttpMethod.Post, "calls", order.Replace("+14155550147", "+302101234567", StringComparison.Ordinal).Replace("America/Los_Angeles", "Europe/Athens", StringComparison.Ordinal).Replace("{\"to\"", "{\"ignoreHolidays\":true,\"to\"", StringComparison.Ordinal))).Status);

        var (cancelled, state) = await server.AskAsync(HttpMethod.Delete, $"calls/{id}");
        Assert.Equal((HttpStatusCode.OK, "cancelled"), (cancelled, state!["state"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.OK, (await server.AskAsync(HttpMethod.Post, $"calls/{id}/cancel")).Status); // repeating it changes nothing
    }

    [Fact]
    public async Task What_waits_is_listed_until_it_is_taken_back_and_says_why_when_all_calls_are_stopped()
    {
        var ira = await server.MakeAsync("assistants", """{"name":"Ira of waiting calls"}""");
        var order = $$"""{"to":"+14155550171","assistantId":"{{ira}}","consent":{"kind":"express","at":"2026-11-01T10:00:00Z","text":"Please call me."},"notBefore":"{{Later}}"}""";
        List<string> ordered = [];
        for (var call = 0; call < 3; call++)
            ordered.Add((await server.AskAsync(HttpMethod.Post, "calls", order)).Body!["id"]!.GetValue<string>());
        List<string> seen = [];
        for (var page = "calls/orders?state=waiting&to=%2B14155550171&take=2"; page is not null;)
        {
            using var response = await server.SendAsync(HttpMethod.Get, page);
            seen.AddRange(JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsArray().Select(each => each!["id"]!.GetValue<string>()));
            page = response.Headers.TryGetValues("Link", out var link) ? link.Single().Split('>')[0]["</api/".Length..] : null;
        }

        Assert.Equal(ordered.AsEnumerable().Reverse(), seen);
        await server.AskAsync(HttpMethod.Delete, $"calls/{ordered[0]}");
        Assert.Equal([ordered[2], ordered[1]], await ListAsync("waiting"));
        Assert.Equal([ordered[0]], await ListAsync("cancelled"));

        try
        {
            var (_, stopped) = await server.AskAsync(HttpMethod.Put, "dialling", """{"stopped":true,"because":"The opening hours are wrong."}""");
            Assert.True(stopped!["stopped"]!.GetValue<bool>());
            await server.AskAsync(HttpMethod.Put, "dialling", """{"stopped":true,"because":"Once more."}""");
            var (_, standing) = await server.AskAsync(HttpMethod.Get, "dialling");
            Assert.Equal(("The opening hours are wrong.", "the API key 'Api:Key'"), (standing!["because"]!.GetValue<string>(), standing["by"]!.GetValue<string>()));
            var (_, waiting) = await server.AskAsync(HttpMethod.Get, $"calls/{ordered[1]}");
            Assert.Contains("The opening hours are wrong", waiting!["waitsBecause"]!.GetValue<string>(), StringComparison.Ordinal);
        }
        finally
        {
            await server.AskAsync(HttpMethod.Put, "dialling", """{"stopped":false}""");
        }

        var (_, free) = await server.AskAsync(HttpMethod.Get, "calls/orders?state=waiting&to=%2B14155550171");
        Assert.All(free!.AsArray(), each => Assert.Null(each!["waitsBecause"]));
        Assert.Equal(HttpStatusCode.BadRequest, (await server.AskAsync(HttpMethod.Put, "dialling", "{}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.AskAsync(HttpMethod.Get, "calls/orders?state=asleep")).Status);
        var (missing, problem) = await server.AskAsync(HttpMethod.Get, "calls/0198c1de-0000-7000-8000-000000000001");
        Assert.Equal(HttpStatusCode.NotFound, missing);
        Assert.Contains("GET /api/calls/orders", problem!["detail"]!.GetValue<string>(), StringComparison.Ordinal);

        async Task<string[]> ListAsync(string state) => [.. (await server.AskAsync(HttpMethod.Get, $"calls/orders?state={state}&to=%2B14155550171")).Body!.AsArray().Select(each => each!["id"]!.GetValue<string>())];
    }

    [Theory]
    [InlineData("""{"to":"030 123456"}""", "+4930123456")]
    [InlineData("""{"to":"+14155550147","cal_timezone":"Europe/Berlim"}""", "Did you mean Europe/Berlin")]
    [InlineData("""{"to":"+14155550147","cal_timezone":"UTC"}""", "a clock and no place")]
    [InlineData("""{"to":"+14155550147","cal_email":"ada"}""", "no e-mail address")]
    [InlineData("""{"to":"+14155550147","email":"ada"}""", "no e-mail address")]
    [InlineData("""{"to":"+302101234567"}""", "The public holidays of GR are not known here")]
    [InlineData("""{"to":"+14155550147","assistant":"Nobody"}""", "No assistant is called 'Nobody'")]
    [InlineData("""{"to":"+14155550147","assistantId":"0198c1de-0000-7000-8000-000000000001"}""", "names no assistant")]
    [InlineData("""{"to":"+14155550147","event":"a moon landing"}""", "No active event is called 'a moon landing'")]
    [InlineData("""{"to":"+14155550147","notAfter":"2020-01-01T00:00:00Z"}""", "is over")]
    [InlineData("""{"to":"+14155550147","notBefore":"2099-01-02T00:00:00Z","notAfter":"2099-01-01T00:00:00Z"}""", "after notBefore")]
    [InlineData("""{"to":"+14155550147","notBefore":"tomorrow"}""", "must look like")]
    [InlineData("""{"to":"+14155550147","webhook":"http://127.0.0.1/x"}""", "https://")]
    [InlineData("""{"to":"+14155550147","webhook":"https://user:secret@example.com/x"}""", "password")]
    [InlineData("""{"to":"+14155550147","consent":{"kind":"perhaps"}}""", "consent.kind")]
    [InlineData("""{"to":"+14155550147","consent":{"kind":"express","text":"I agree."}}""", "consent.at is needed")]
    [InlineData("""{"to":"+14155550147","consent":{"kind":"express","at":"2026-01-05T10:00:00Z"}}""", "consent.text is needed")]
    [InlineData("""{"to":"+14155550147","consent":{"kind":"express","at":"2099-01-01T00:00:00Z"}}""", "still to come")]
    [InlineData("""{"to":"+14155550147","calTimezone":"Europe/Berlin"}""", "Did you mean cal_timezone?")]
    [InlineData("""{"to":"+14155550147","name":"Ada","variables":{"name":"Bob"}}""", "Give it once")]
    [InlineData("""{"to":"+14155550147",""", "no valid JSON")]
    public async Task A_mistake_in_an_order_is_named(string order, string told)
    {
        var (status, problem) = await server.AskAsync(HttpMethod.Post, "calls", order);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(told, problem.Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_that_would_be_said_and_have_no_value_are_named()
    {
        var ida = await server.MakeAsync("assistants", """{"name":"Ida","greeting":"Hello {name}.","instructions":"Price: {price}","numbers":["+14155550191"]}""");
        var (status, problem) = await server.AskAsync(HttpMethod.Post, "calls", $$"""{"to":"+14155550147","assistantId":"{{ida}}"}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["name", "variables.price"], problem!["errors"]!.AsObject().Select(field => field.Key));
    }

    [Theory]
    [InlineData("PATCH", "calls", null, HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "calls?take=many", null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "calls?after=x", null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "calls?disposition=happy", null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "nothing", null, HttpStatusCode.NotFound)]
    [InlineData("POST", "calls", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST", "calls", "application/json", HttpStatusCode.BadRequest)]
    public async Task Every_refusal_is_a_problem(string method, string door, string? mediaType, HttpStatusCode expected)
    {
        using var response = await server.SendAsync(new HttpMethod(method), door, mediaType is null ? null : "", mediaType: mediaType ?? "application/json");
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal((int)expected, problem["status"]!.GetValue<int>());
        Assert.All((string[])["type", "title", "detail"], field => Assert.NotEmpty(problem[field]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused_with_the_limit()
    {
        var (status, problem) = await server.AskAsync(HttpMethod.Post, "calls", new string(' ', 300_000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("256 KiB", problem.Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rehearsals_clock_is_shown()
    {
        var (status, clock) = await server.AskAsync(HttpMethod.Get, "rehearsal/clock");
        Assert.Equal((HttpStatusCode.OK, true), (status, clock!["rehearsal"]!.GetValue<bool>()));
        Assert.Equal(HttpStatusCode.BadRequest, (await server.AskAsync(HttpMethod.Put, "rehearsal/clock", """{"now":"noon"}""")).Status);
    }
}
