using System.Net;
using System.Text.Json.Nodes;
using VoiceBooker.Server.Tests.Hosting;

namespace VoiceBooker.Server.Tests.Api;

/// <summary>Campaigns and the do-not-call list, by the API.</summary>
[Collection(ApiCollection.Name)]
public sealed class CampaignsTests(ServerFixture server)
{
    private const string Consent = "\"consent\":{\"kind\":\"written\",\"at\":\"2026-01-05T10:00:00+01:00\",\"text\":\"I agree.\",\"channel\":\"form\"}";

    [Fact]
    public async Task A_campaign_is_made_filled_changed_and_read_back()
    {
        var ada = await server.MakeAsync("assistants", """{"name":"Ada of campaigns","greeting":"Hello {name}.","numbers":["+14155550192"]}""");
        var wish = $$$"""{"name":"Check-ups","purpose":"your yearly check-up","assistantId":"{{{ada}}}","callerIds":["+14155550100"],"rules":{"from":"10:00","until":"18:30","days":["monday","tuesday"],"isTest":true,"retries":[{"outcome":"busy","afterMinutes":5,"limit":1}]}}""";
        using var made = await server.SendAsync(HttpMethod.Post, "campaigns", wish, idempotencyKey: "campaign-1");
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var again = await server.SendAsync(HttpMethod.Post, "campaigns", wish, idempotencyKey: "campaign-1");
        Assert.Equal(made.Headers.Location, again.Headers.Location);
        var door = made.Headers.Location!.ToString()["/api/".Length..];

        var (_, added) = await server.AskAsync(HttpMethod.Post, $"{door}/contacts", $$"""
            {"contacts":[
              {"to":"+14155550147","name":"Ada","cal_timezone":"America/Los_Angeles",{{Consent}}},
              {"to":"+14155550147","name":"Ada again"},
              {"to":"030 1","name":"Bob"},
              {"to":"+4930123456","email":"carl@example.com"},
              {"to":"+4930123457","name":"Dora","cal_timezone":"Europe/Berlin","variables":{"city":"Berlin"},{{Consent}}}
            ]}
            """);
        Assert.Equal(2, added!["added"]!.GetValue<int>());
        Assert.Equal([1, 2, 3], added["rejected"]!.AsArray().Select(each => each!["index"]!.GetValue<int>()));
        Assert.Contains("{name} is said", added["rejected"]![2]!["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        var (_, twice) = await server.AskAsync(HttpMethod.Post, $"{door}/contacts", """{"contacts":[{"to":"+4930123457","name":"Dora"}]}""");
        Assert.Contains("in this campaign already", twice!["rejected"]![0]!["reason"]!.GetValue<string>(), StringComparison.Ordinal);

        var (_, listed) = await server.AskAsync(HttpMethod.Put, door, wish.Replace("[{\"outcome\":\"busy\",\"afterMinutes\":5,\"limit\":1}]", "[null],\"freeDays\":[\"\"]", StringComparison.Ordinal));
        Assert.Contains("rules.freeDays[0] is empty", listed!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("rules.retries[0] is empty", listed["detail"]!.GetValue<string>(), StringComparison.Ordinal);

        var (_, draft) = await server.AskAsync(HttpMethod.Get, door);
        Assert.Equal(("draft", 2, 2), (draft!["state"]!.GetValue<string>(), draft["progress"]!["contacts"]!.GetValue<int>(), draft["progress"]!["waiting"]!.GetValue<int>()));
        Assert.Equal(("18:30", "busy", true), (draft["rules"]!["until"]!.GetValue<string>(), draft["rules"]!["retries"]![0]!["outcome"]!.GetValue<string>(), draft["rules"]!["isTest"]!.GetValue<bool>()));
        var (changed, other) = await server.AskAsync(HttpMethod.Put, door, wish.Replace("18:30", "17:00", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.OK, "17:00"), (changed, other!["rules"]!["until"]!.GetValue<string>()));

        var renamed = JsonNode.Parse(wish)!.AsObject();
        renamed.Remove("rules");
        renamed["name"] = "Yearly check-ups";
        var (_, kept) = await server.AskAsync(HttpMethod.Put, door, renamed.ToJsonString());
        Assert.Equal(("Yearly check-ups", "17:00", 2), (kept!["name"]!.GetValue<string>(), kept["rules"]!["until"]!.GetValue<string>(), kept["rules"]!["days"]!.AsArray().Count)); // rules that are not told of stay

        List<string> seen = [];
        for (var page = $"{door}/contacts?state=waiting&take=1"; page is not null;)
        {
            using var response = await server.SendAsync(HttpMethod.Get, page);
            seen.AddRange(JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsArray().Select(each => each!["to"]!.GetValue<string>()));
            page = response.Headers.TryGetValues("Link", out var link) ? link.Single().Split('>')[0]["</api/".Length..] : null;
        }

        Assert.Equal(["+14155550147", "+4930123457"], seen);
        var (_, list) = await server.AskAsync(HttpMethod.Get, $"{door}/contacts?take=10");
        var (_, story) = await server.AskAsync(HttpMethod.Get, $"contacts/{list![1]!["id"]!.GetValue<string>()}");
        Assert.Equal(("Berlin", "written"), (story!["contact"]!["variables"]!["city"]!.GetValue<string>(), story["contact"]!["consent"]!["kind"]!.GetValue<string>()));
        Assert.Equal(("the API key 'Api:Key'", "calendar"), (story["contact"]!["consent"]!["by"]!.GetValue<string>(), story["contact"]!["zoneSource"]!.GetValue<string>()));
        Assert.Equal((HttpStatusCode.OK, 0), (await server.AskAsync(HttpMethod.Get, $"{door}/decisions") is var (status, decisions) ? (status, decisions!.AsArray().Count) : default));
        var (tested, test) = await server.AskAsync(HttpMethod.Post, $"{door}/test-call", """{"to":"+14155550148","name":"Me"}""");
        Assert.Equal(HttpStatusCode.Accepted, tested);
        var (_, own) = await server.AskAsync(HttpMethod.Get, $"contacts/{test!["id"]!.GetValue<string>()}");
        Assert.Contains("asked for with the key 'Api:Key'", own!["contact"]!["consent"]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
        var results = await server.Api.GetStringAsync($"/api/{door}/results.csv");
        Assert.Equal(3, results.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_campaign_that_lacks_something_does_not_start_and_says_what()
    {
        var leo = await server.MakeAsync("assistants", """{"name":"Leo","numbers":["+14155550193"]}""");
        var id = await server.MakeAsync("campaigns", $$"""{"name":"Empty","assistantId":"{{leo}}"}""");
        var (status, problem) = await server.AskAsync(HttpMethod.Post, $"campaigns/{id}/start");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.NotEmpty(problem!["missing"]!.AsArray());
        Assert.Equal(HttpStatusCode.Conflict, (await server.AskAsync(HttpMethod.Post, $"campaigns/{id}/resume")).Status);
        Assert.Equal("archived", (await server.AskAsync(HttpMethod.Post, $"campaigns/{id}/archive")).Body!["state"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Conflict, (await server.AskAsync(HttpMethod.Post, $"campaigns/{id}/contacts", """{"contacts":[{"to":"+14155550147"}]}""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.AskAsync(HttpMethod.Post, "campaigns/0198c1de-0000-7000-8000-000000000001/start")).Status);
    }

    [Fact]
    public async Task Numbers_that_must_not_be_called_are_added_imported_looked_up_and_removed()
    {
        Assert.Equal(HttpStatusCode.OK, (await server.AskAsync(HttpMethod.Post, "do-not-call", """{"number":"+14155550150","reason":"asked by letter"}""")).Status);
        using var import = await server.SendAsync(HttpMethod.Post, "do-not-call/import?list=registry&country=1", "number,since\n415,5550151\n+4930999999\nnobody\n", mediaType: "text/csv");
        var told = JsonNode.Parse(await import.Content.ReadAsStringAsync())!;
        Assert.Equal((2, 1, 4), (told["added"]!.GetValue<int>(), told["rejected"]!.GetValue<int>(), told["lines"]![0]!["line"]!.GetValue<int>()));

        var (_, found) = await server.AskAsync(HttpMethod.Get, "do-not-call?number=%2B14155550151");
        Assert.Equal("list:registry", found![0]!["source"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.BadRequest, (await server.AskAsync(HttpMethod.Delete, "do-not-call", """{"number":"+14155550151"}""")).Status); // no reason
        Assert.Equal(HttpStatusCode.NoContent, (await server.AskAsync(HttpMethod.Delete, "do-not-call", """{"number":"+14155550151","reason":"a mistake"}""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.AskAsync(HttpMethod.Delete, "do-not-call?number=%2B14155550151&reason=again")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await server.AskAsync(HttpMethod.Delete, "do-not-call?number=%2B14155550150&reason=agreed+anew")).Status);
        var (_, gone) = await server.AskAsync(HttpMethod.Get, "do-not-call?number=%2B14155550151&takenBack=true");
        Assert.Equal(("a mistake", "list:registry"), (gone![0]!["takenBackWhy"]!.GetValue<string>(), gone[0]!["source"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_list_is_replaced_under_its_name_and_taken_back_as_a_whole()
    {
        await ImportAsync("+14155550160\n+14155550161\n");
        var told = await ImportAsync("+14155550161\n+14155550162\n");
        Assert.Equal((1, 1), (told["added"]!.GetValue<int>(), told["takenBack"]!.GetValue<int>()));
        Assert.Null((await ImportAsync("+14155550161\n4155550162\n"))["takenBack"]); // a line has no country
        var (_, lists) = await server.AskAsync(HttpMethod.Get, "do-not-call/lists");
        Assert.Equal(2, lists!.AsArray().Single(list => list!["list"]!.GetValue<string>() == "suppressed")!["numbers"]!.GetValue<int>());
        Assert.Equal(2, (await server.AskAsync(HttpMethod.Delete, "do-not-call/lists?list=suppressed&reason=the+wrong+file")).Body!["takenBack"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.NotFound, (await server.AskAsync(HttpMethod.Delete, "do-not-call/lists?list=suppressed&reason=again")).Status);

        async Task<JsonNode> ImportAsync(string numbers)
        {
            using var import = await server.SendAsync(HttpMethod.Post, "do-not-call/import?list=suppressed&replace=true", numbers, mediaType: "text/csv");
            return JsonNode.Parse(await import.Content.ReadAsStringAsync())!;
        }
    }
}
