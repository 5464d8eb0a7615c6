using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.CalCom;
using VoiceBooker.Tests.House;

namespace VoiceBooker.Tests.CallLab.StandIns.CalCom;

/// <summary>The provider's OpenAPI document as an independent witness of what is asked and answered.</summary>
public sealed class DocumentTests : IClassFixture<CalComWorld>
{
    private readonly CalComWorld _world;

    public DocumentTests(CalComWorld world)
    {
        _world = world;
        world.Freshen();
    }

    [Fact]
    public async Task Requests_as_documented_are_no_violations_and_every_answer_has_the_documented_shape()
    {
        var document = OpenApiDocument.Embedded();
        var found = new List<string>();
        var booked = await TellAsync("POST", "/v2/bookings", "2024-08-13", Wish("2026-12-02T10:00:00Z", CalComSeed.Plain));
        var uid = booked.Uid;
        await TellAsync("GET", $"/v2/bookings/{uid}", "2024-08-13");
        var moved = await TellAsync("POST", $"/v2/bookings/{uid}/reschedule", "2024-08-13", new JsonObject { ["start"] = "2026-12-02T11:00:00Z", ["reschedulingReason"] = "Later" });
        await TellAsync("GET", "/v2/bookings?status=upcoming,cancelled&take=10", "2024-08-13");
        await TellAsync("POST", $"/v2/bookings/{moved.Uid}/cancel", "2024-08-13", new JsonObject { ["cancellationReason"] = "Ill" });
        var pending = await TellAsync("POST", "/v2/bookings", "2024-08-13", Wish("2026-12-02T12:00:00Z", CalComSeed.WithConfirmation));
        await TellAsync("POST", $"/v2/bookings/{pending.Uid}/confirm", "2024-08-13");
        var refused = await TellAsync("POST", "/v2/bookings", "2024-08-13", Wish("2026-12-02T14:00:00Z", CalComSeed.WithConfirmation));
        await TellAsync("POST", $"/v2/bookings/{refused.Uid}/decline", "2024-08-13", new JsonObject { ["reason"] = "No" });
        await TellAsync("GET", "/v2/slots?eventTypeId=101&start=2026-12-02&end=2026-12-03&timeZone=Europe/Berlin", "2024-09-04");
        await TellAsync("GET", "/v2/slots?eventTypeId=104&start=2026-12-02&end=2026-12-03&format=range", "2024-09-04");
        var held = await TellAsync("POST", "/v2/slots/reservations", "2024-09-04", new JsonObject { ["eventTypeId"] = 101, ["slotStart"] = "2026-12-03T10:00:00Z", ["reservationDuration"] = 10 });
        var hold = $"/v2/slots/reservations/{held.Data["reservationUid"]}";
        await TellAsync("GET", hold, "2024-09-04");
        await TellAsync("PATCH", hold, "2024-09-04", new JsonObject { ["eventTypeId"] = 101, ["slotStart"] = "2026-12-03T11:00:00Z" });
        await TellAsync("DELETE", hold, "2024-09-04");
        await TellAsync("GET", hold, "2024-09-04");
        await TellAsync("GET", "/v2/me", null);
        await TellAsync("GET", "/v2/event-types", "2024-06-14");
        await TellAsync("GET", "/v2/event-types/102", "2024-06-14");
        await TellAsync("GET", "/v2/schedules", "2024-06-11");
        await TellAsync("GET", "/v2/schedules/default", "2024-06-11");
        await TellAsync("GET", "/v2/schedules/100", "2024-06-11");
        await TellAsync("GET", "/v2/conferencing", null);
        await TellAsync("GET", "/v2/conferencing/default", null);
        await TellAsync("POST", "/v2/conferencing/google-meet/connect", null);
        var hook = new JsonObject { ["active"] = false, ["subscriberUrl"] = "http://127.0.0.1:9/hook", ["triggers"] = new JsonArray("BOOKING_CREATED") };
        foreach (var path in (string[])["/v2/webhooks", "/v2/event-types/101/webhooks"])
        {
            var webhook = await TellAsync("POST", path, null, hook);
            await TellAsync("GET", path, null);
            await TellAsync("PATCH", $"{path}/{webhook.Data["id"]}", null, new JsonObject { ["active"] = true });
            await TellAsync("GET", $"{path}/{webhook.Data["id"]}", null);
            await TellAsync("DELETE", $"{path}/{webhook.Data["id"]}", null);
        }

        Assert.Empty(found);
        Assert.Empty(_world.StandIn.SpecViolations);

        async Task<Reply> TellAsync(string method, string path, string? version, JsonObject? body = null)
        {
            var reply = await _world.SendAsync(method, path, version, CalComSeed.Key, body?.DeepClone());
            found.AddRange(document.ResponseViolations(method, path.Split('?')[0], reply.Status, reply.Json).Select(each => $"{method} {path}: {each}"));
            if (reply.Status is not (200 or 201))
                found.Add($"{method} {path}: {reply.Status} {reply.Text}");
            return reply;
        }
    }

    [Fact]
    public async Task Requests_that_the_document_does_not_allow_are_counted_whatever_they_are_answered()
    {
        var wish = Wish("2026-12-02T10:00:00Z", CalComSeed.Plain);
        wish["startTime"] = "2026-12-02T10:00:00Z";
        ((JsonObject)wish["attendee"]!).Remove("name");
        await _world.SendAsync("POST", "/v2/bookings", "2024-08-13", body: wish);
        await _world.SendAsync("GET", "/v2/slots?eventTypeId=abc&start=2026-12-02&until=2026-12-03");
        await _world.SendAsync("GET", "/v2/bookings?status=soon", "2024-08-13", CalComSeed.Key);
        Assert.Equal((404, "Cannot DELETE /v2/me"), await _world.SendAsync("DELETE", "/v2/me", null, CalComSeed.Key) is var unknown ? (unknown.Status, unknown.Message) : default);
        Assert.Equal(
            [
                "POST /v2/bookings: body.attendee.name is missing",
                "POST /v2/bookings: body.startTime is not in the document",
                "GET /v2/slots: header cal-api-version is missing",
                "GET /v2/slots: query end is missing",
                "GET /v2/slots: query eventTypeId is not a number",
                "GET /v2/slots: query until is not in the document",
                "GET /v2/bookings: query status is \"soon\", not one of [\"upcoming\",\"recurring\",\"past\",\"cancelled\",\"unconfirmed\"]",
                "DELETE /v2/me: it is not in the document",
            ],
            _world.StandIn.SpecViolations);
    }

    /// <summary>The copy inside the program says what the published document says, but for the errata its README lists.</summary>
    [SkippableDocumentFact]
    public void The_trimmed_copy_differs_from_the_whole_document_in_the_listed_errata_only()
    {
        var whole = (JsonObject)JsonNode.Parse(File.ReadAllText(SkippableDocumentFactAttribute.Document))!;
        var copy = OpenApiDocument.Embedded().Root;
        var different = new List<string>();
        foreach (var (path, methods) in (JsonObject)copy["paths"]!)
        {
            foreach (var (method, operation) in (JsonObject)methods!)
            {
                var original = whole["paths"]![path]![method]!;
                if (!Same(original["requestBody"], operation!["requestBody"]) || !Same(original["responses"], operation["responses"]))
                    different.Add($"{method} {path}");
                Assert.Equal(
                    original["parameters"]!.AsArray().Where(each => (string)each!["in"]! != "header").Select(each => (string)each!["name"]!),
                    operation["parameters"]!.AsArray().Where(each => (string)each!["in"]! != "header").Select(each => (string)each!["name"]!));
            }
        }

        foreach (var (name, schema) in (JsonObject)copy["components"]!["schemas"]!)
        {
            if (!Same(whole["components"]!["schemas"]![name], schema))
                different.Add(name);
        }

        Assert.Equal(
            [
                "get /v2/slots", "delete /v2/slots/reservations/{uid}", "BookingOutput_2024_08_13", "CreateWebhookInputDto", "EventTypeWebhookOutputDto", "GetReservedSlotOutput_2024_09_04", "MeOutput", "OAuth2TokensDto",
                "OutputAttendeeLocation", "PaginationMetaDto", "UpdateWebhookInputDto", "UserWebhookOutputDto",
            ],
            different.Where(each => !each.EndsWith("_2024_06_14", StringComparison.Ordinal)));
    }

    /// <summary>The same but for prose, and for the enum that stands in the prose.</summary>
    private static bool Same(JsonNode? original, JsonNode? copy) => JsonNode.DeepEquals(Bare(original, copy), copy);

    private static JsonNode? Bare(JsonNode? original, JsonNode? copy, bool names = false)
    {
        switch (original)
        {
            case JsonObject whole:
                if (!names && copy is JsonObject { Count: 2 } && copy["enum"] is JsonArray { Count: 1 } only && ((string?)whole["description"])?.Contains($"`{only[0]}`", StringComparison.Ordinal) == true)
                    return copy.DeepClone();
                var bare = new JsonObject();
                foreach (var (name, value) in whole)
                {
                    if (names || name is not ("description" or "example" or "externalDocs" or "summary" or "tags" or "default"))
                        bare[name] = Bare(value, (copy as JsonObject)?[name], name is "properties" or "schemas");
                }

                return bare;
            case JsonArray list:
                return new JsonArray([.. list.Select((each, index) => Bare(each, copy is JsonArray other && index < other.Count ? other[index] : null))]);
            default:
                return original?.DeepClone();
        }
    }

    private static JsonObject Wish(string start, int type)
    {
        var wish = CalComWorld.Wish(start, type);
        wish["location"] = new JsonObject { ["type"] = "integration", ["integration"] = "google-meet" };
        wish["metadata"] = new JsonObject { ["intent"] = "i-1" };
        return wish;
    }
}

/// <summary>Runs where the published document lies beside the checkout, and says so where it does not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SkippableDocumentFactAttribute : FactAttribute
{
    public SkippableDocumentFactAttribute()
    {
        if (!File.Exists(Document))
            Skip = $"The whole OpenAPI document is not at {Document}.";
    }

    public static string Document => Path.GetFullPath(Path.Combine(House.House.Root, "..", "shared", "contracts", "calcom-v2-openapi.cal-diy.json"));
}
