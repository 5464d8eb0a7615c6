using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VoiceBooker.CallLab.StandIns.CalCom;

namespace VoiceBooker.Tests.CallLab.StandIns.CalCom;

/// <summary>C21 of the checklist, against a subscriber on a loopback port.</summary>
public sealed class WebhooksTests : IClassFixture<CalComWorld>, IAsyncLifetime
{
    private static readonly string[] All = ["BOOKING_CREATED", "BOOKING_REQUESTED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED", "BOOKING_REJECTED"];
    private readonly CalComWorld _world;
    private readonly ConcurrentQueue<(JsonObject Body, byte[] Bytes, string Signature, string Version)> _heard = new();
    private WebApplication _subscriber = null!;
    private int _failures;

    public WebhooksTests(CalComWorld world)
    {
        _world = world;
        world.Freshen();
    }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _subscriber = builder.Build();
        _subscriber.MapFallback(async (HttpContext http) =>
        {
            using var bytes = new MemoryStream();
            await http.Request.Body.CopyToAsync(bytes);
            if (Interlocked.Decrement(ref _failures) >= 0)
            {
                http.Response.StatusCode = 503;
                return;
            }

            _heard.Enqueue(((JsonObject)JsonNode.Parse(bytes.ToArray())!, bytes.ToArray(), http.Request.Headers["X-Cal-Signature-256"].ToString(), http.Request.Headers["x-cal-webhook-version"].ToString()));
        });
        await _subscriber.StartAsync();
    }

    public async Task DisposeAsync() => await _subscriber.DisposeAsync();

    [Fact]
    public async Task C21_subscriptions_are_made_listed_changed_and_ended_and_an_address_is_taken_once()
    {
        var made = await SubscribeAsync("secret");
        Assert.Equal(201, made.Status);
        var id = (string)made.Data["id"]!;
        Assert.True(Guid.TryParse(id, out _));
        var twice = await SubscribeAsync("secret");
        Assert.Equal(409, twice.Status);
        Assert.StartsWith("Webhook with this subscriber url already exists", twice.Message, StringComparison.Ordinal);
        Assert.Equal(201, (await SubscribeAsync(null, path: $"/v2/event-types/{CalComSeed.Plain}/webhooks")).Status);

        Assert.Single((await _world.SendAsync("GET", "/v2/webhooks", key: CalComSeed.Key)).Data.AsArray());
        var changed = await _world.SendAsync("PATCH", $"/v2/webhooks/{id}", key: CalComSeed.Key, body: new JsonObject { ["active"] = false });
        Assert.Equal((200, false), (changed.Status, (bool)changed.Data["active"]!));
        Assert.Equal(200, (await _world.SendAsync("GET", $"/v2/webhooks/{id}", key: CalComSeed.Key)).Status);
        Assert.Equal(200, (await _world.SendAsync("DELETE", $"/v2/webhooks/{id}", key: CalComSeed.Key)).Status);
        Assert.Equal(404, (await _world.SendAsync("GET", $"/v2/webhooks/{id}", key: CalComSeed.Key)).Status);
        Assert.DoesNotContain("\"secret\":\"secret\"", string.Concat(_world.StandIn.Log.All.Select(each => each.Body)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C21_wrong_fields_and_under_the_hosted_rule_private_addresses_are_refused()
    {
        var wrong = await _world.SendAsync("POST", "/v2/webhooks", key: CalComSeed.Key, body: new JsonObject { ["active"] = true, ["subscriberUrl"] = "http://127.0.0.1/x", ["eventTriggers"] = new JsonArray() });
        Assert.Equal((400, "Bad Request Exception"), (wrong.Status, wrong.Message));
        _world.StandIn.Switches.HostedAddressRule = true;
        Assert.Equal(400, (await SubscribeAsync("secret")).Status);
        Assert.Equal(201, (await SubscribeAsync("secret", "https://hooks.example.com/x")).Status);
        _world.StandIn.Switches.HostedAddressRule = false;
        Assert.Equal(400, (await SubscribeAsync("secret", "http://169.254.169.254/latest")).Status);
    }

    [Fact]
    public async Task C21_a_booking_its_move_and_its_end_are_told_in_order_and_signed_over_the_exact_bytes()
    {
        await SubscribeAsync("s3cret");
        var booked = await _world.BookAsync("2026-12-02T10:00:00Z");
        var moved = await _world.ChangeAsync(booked.Uid, "reschedule", new JsonObject { ["start"] = "2026-12-02T11:00:00Z" });
        await _world.ChangeAsync(moved.Uid, "cancel", new JsonObject { ["cancellationReason"] = "Ill" });
        await _world.StandIn.Webhooks.IdleAsync();

        Assert.Equal(["BOOKING_CREATED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED"], _heard.Select(each => (string)each.Body["triggerEvent"]!));
        Assert.All(_heard, each => Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("s3cret"), each.Bytes)), each.Signature));
        Assert.All(_heard, each => Assert.Equal("2021-10-20", each.Version));
        var move = _heard.ElementAt(1).Body["payload"]!;
        Assert.Equal((moved.Uid, booked.Uid, "2026-12-02T10:00:00.000Z", "2026-12-02T11:00:00.000Z"), ((string)move["uid"]!, (string)move["rescheduleUid"]!, (string)move["rescheduleStartTime"]!, (string)move["startTime"]!));
        var end = _heard.ElementAt(2).Body["payload"]!;
        Assert.Equal(("CANCELLED", "Ill", moved.Uid), ((string)end["status"]!, (string)end["cancellationReason"]!, (string)end["uid"]!));
    }

    [Fact]
    public async Task C21_requests_confirmations_and_refusals_have_their_own_events_and_without_a_secret_the_header_says_so()
    {
        await SubscribeAsync(secret: null);
        var first = await _world.BookAsync("2026-12-02T10:00:00Z", CalComSeed.WithConfirmation);
        await _world.ChangeAsync(first.Uid, "confirm", key: CalComSeed.Key);
        var second = await _world.BookAsync("2026-12-02T12:00:00Z", CalComSeed.WithConfirmation);
        await _world.ChangeAsync(second.Uid, "decline", new JsonObject(), CalComSeed.Key);
        await _world.StandIn.Webhooks.IdleAsync();
        Assert.Equal(["BOOKING_REQUESTED", "BOOKING_CREATED", "BOOKING_REQUESTED", "BOOKING_REJECTED"], _heard.Select(each => (string)each.Body["triggerEvent"]!));
        Assert.All(_heard, each => Assert.Equal("no-secret-provided", each.Signature));
    }

    [Fact]
    public async Task C21_a_move_that_waits_for_the_host_is_a_request_with_the_old_uid_in_it()
    {
        await SubscribeAsync("s3cret");
        var first = await _world.BookAsync("2026-12-02T10:00:00Z", CalComSeed.WithConfirmation);
        await _world.ChangeAsync(first.Uid, "reschedule", new JsonObject { ["start"] = "2026-12-02T12:00:00Z" });
        await _world.StandIn.Webhooks.IdleAsync();
        Assert.Equal(("BOOKING_REQUESTED", first.Uid), ((string)_heard.Last().Body["triggerEvent"]!, (string)_heard.Last().Body["payload"]!["rescheduleUid"]!));
    }

    [Fact]
    public async Task C21_what_the_host_does_in_their_own_calendar_is_told_too_and_the_lab_can_make_them_do_it()
    {
        await SubscribeAsync("s3cret");
        var booked = await _world.BookAsync("2026-12-02T10:00:00Z");
        var moved = await _world.SendAsync("POST", $"/_lab/bookings/{booked.Uid}/move-by-host", body: new JsonObject { ["start"] = "2026-12-03T10:00:00Z" });
        await _world.SendAsync("POST", $"/_lab/bookings/{moved.Json["uid"]}/cancel-by-host", body: new JsonObject { ["reason"] = "Ill" });
        await _world.StandIn.Webhooks.IdleAsync();
        Assert.Equal(["BOOKING_CREATED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED"], _heard.Select(each => (string)each.Body["triggerEvent"]!));
    }

    [Fact]
    public async Task C21_failed_deliveries_are_tried_again_and_duplicates_come_on_demand()
    {
        _world.StandIn.Webhooks.RetryAfter = TimeSpan.FromMilliseconds(1);
        var id = (string)(await SubscribeAsync("s3cret")).Data["id"]!;
        _failures = 2;
        await _world.BookAsync("2026-12-02T10:00:00Z");
        await _world.StandIn.Webhooks.IdleAsync();
        Assert.Single(_heard);
        Assert.Equal([503, 503, 200], _world.StandIn.Webhooks.Deliveries.Where(each => each.Letter.Subscription == id).Select(each => each.Status));

        _world.StandIn.Webhooks.Copies = 2;
        await _world.BookAsync("2026-12-02T11:00:00Z");
        await _world.StandIn.Webhooks.IdleAsync();
        _world.StandIn.Webhooks.Copies = 1;
        Assert.Equal(_heard.ElementAt(1).Bytes, _heard.ElementAt(2).Bytes);
        Assert.Equal(3, _heard.Count);
    }

    private Task<Reply> SubscribeAsync(string? secret, string? to = null, string path = "/v2/webhooks")
    {
        var body = new JsonObject { ["active"] = true, ["subscriberUrl"] = to ?? $"{_subscriber.Urls.First()}/hook", ["triggers"] = new JsonArray([.. All.Select(each => (JsonNode)each)]) };
        if (secret is not null)
            body["secret"] = secret;
        return _world.SendAsync("POST", path, key: CalComSeed.Key, body: body);
    }
}
