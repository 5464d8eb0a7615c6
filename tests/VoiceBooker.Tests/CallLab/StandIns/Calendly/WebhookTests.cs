using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VoiceBooker.CallLab.StandIns.Calendly;

namespace VoiceBooker.Tests.CallLab.StandIns.Calendly;

/// <summary>K13.</summary>
public sealed class WebhookTests
{
    private const string Tuesday = "2026-12-01T15:00:00Z";

    [Fact]
    public void K13_The_signature_is_the_one_another_implementation_computes()
    {
        // node -e "… createHmac('sha256', 'standin-signing-key').update('1795348800.' + body).digest('hex')" (Node.js 20.20.2)
        var body = """{"event":"invitee.created","payload":{"name":"Jörg Søn"}}""";
        Assert.Equal(
            "t=1795348800,v1=7e6b4b891a8e00e04dbe0f73caa2005bc2c4b7e0a116d30d79a09480060cdcfa",
            CalendlyWebhooks.Sign("standin-signing-key", 1795348800, Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public async Task K13_A_booking_is_told_with_its_event_and_signed_over_time_and_bytes()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        await using var mailbox = await Mailbox.OpenAsync();
        var created = await SubscribeAsync(bench, mailbox, key: "my-key");
        Assert.Equal((201, "active", mailbox.Address, "organization", null), (created.Status, created.Resource("state"), created.Resource("callback_url"), created.Resource("scope"), (string?)created.Body!["resource"]!["user"]));
        var booked = await bench.BookAsync(CalendlySeed.Solo, Tuesday);
        await bench.StandIn.Webhooks.IdleAsync();

        var (letter, signature) = Assert.Single(mailbox.Letters);
        var body = JsonNode.Parse(letter)!;
        Assert.Equal(["event", "created_at", "created_by", "payload"], body.AsObject().Select(field => field.Key));
        Assert.Equal(("invitee.created", bench.AnnUri, booked.Resource("uri")), ((string)body["event"]!, (string)body["created_by"]!, (string)body["payload"]!["uri"]!));
        Assert.Equal(booked.Resource("event"), (string)body["payload"]!["scheduled_event"]!["uri"]!);
        var seconds = bench.StandIn.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(CalendlyWebhooks.Sign("my-key", seconds, Encoding.UTF8.GetBytes(letter)), signature);
    }

    [Fact]
    public async Task K13_Without_a_key_there_is_no_signature_and_an_application_signs_with_its_own()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        await using var bare = await Mailbox.OpenAsync();
        await using var signed = await Mailbox.OpenAsync();
        await SubscribeAsync(bench, bare, key: null);
        var ann = bench.User("Ann Example");
        bench.StandIn.Change(books => books.Tokens.Add(new CalendlyToken { Text = "oauth", User = ann, App = books.Apps[0], Scopes = CalendlyScopes.Booking, ExpiresAt = bench.StandIn.Now + NodaTime.Duration.FromHours(2) }));
        bench.Use("oauth");
        Assert.Equal(201, (await SubscribeAsync(bench, signed, key: "ignored")).Status);
        await bench.BookedAsync(Tuesday);
        await bench.StandIn.Webhooks.IdleAsync();
        Assert.Null(bare.Letters.Single().Signature);
        var (letter, signature) = signed.Letters.Single();
        Assert.Equal(CalendlyWebhooks.Sign(CalendlySeed.SigningKey, bench.StandIn.Clock.GetUtcNow().ToUnixTimeSeconds(), Encoding.UTF8.GetBytes(letter)), signature);
    }

    [Theory]
    [InlineData(false, "invitee.canceled invitee.created")]
    [InlineData(true, "invitee.created invitee.canceled")]
    public async Task K13_A_move_is_told_twice_in_either_order(bool createdFirst, string order)
    {
        await using var bench = await CalendlyBench.OpenAsync();
        await using var mailbox = await Mailbox.OpenAsync();
        await bench.BookedAsync(Tuesday);
        await SubscribeAsync(bench, mailbox);
        bench.StandIn.Switches.CreatedBeforeCanceled = createdFirst;
        var old = bench.StandIn.Invitees.Single();
        var moved = bench.StandIn.Reschedule(old, CalendlyBench.At("2026-12-02T15:00:00Z"))!;
        await bench.StandIn.Webhooks.IdleAsync();

        var letters = mailbox.Letters.Select(each => JsonNode.Parse(each.Body)!).ToList();
        Assert.Equal(order, string.Join(' ', letters.Select(letter => (string)letter["event"]!)));
        var gone = letters.Single(letter => (string)letter["event"]! == "invitee.canceled")["payload"]!;
        var come = letters.Single(letter => (string)letter["event"]! == "invitee.created")["payload"]!;
        Assert.Equal((true, bench.StandIn.Uri(moved.Path)), ((bool)gone["rescheduled"]!, (string)gone["new_invitee"]!));
        Assert.Equal((bench.StandIn.Uri(old.Path), false), ((string)come["old_invitee"]!, (bool)come["rescheduled"]!));
    }

    [Fact]
    public async Task K13_Subscriptions_are_listed_read_and_deleted_and_an_address_stands_once()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        await using var mailbox = await Mailbox.OpenAsync();
        var created = await SubscribeAsync(bench, mailbox);
        var again = await SubscribeAsync(bench, mailbox);
        Assert.Equal((409, "Already Exists", "Hook with this url already exists"), (again.Status, again.Title, again.Message));
        var organization = Uri.EscapeDataString(bench.OrganizationUri);
        Assert.Equal(created.Resource("uri"), (string)(await bench.GetAsync($"/webhook_subscriptions?organization={organization}&scope=organization")).Collection.Single()!["uri"]!);
        Assert.Empty((await bench.GetAsync($"/webhook_subscriptions?organization={organization}&scope=user&user={Uri.EscapeDataString(bench.AnnUri)}")).Collection);
        Assert.Equal(400, (await bench.GetAsync("/webhook_subscriptions")).Status);
        Assert.Equal("active", (await bench.GetAsync(created.Resource("uri"))).Resource("state"));
        var deleted = await bench.DeleteAsync(created.Resource("uri"));
        Assert.Equal((204, ""), (deleted.Status, deleted.Text));
        Assert.Equal(404, (await bench.GetAsync(created.Resource("uri"))).Status);
        await bench.BookedAsync(Tuesday);
        await bench.StandIn.Webhooks.IdleAsync();
        Assert.Empty(mailbox.Letters);
    }

    [Fact]
    public async Task K13_Plans_and_rights_decide_who_may_subscribe()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        await using var mailbox = await Mailbox.OpenAsync();
        bench.Organization.Plan = CalendlyPlan.Free;
        bench.StandIn.Clock.Set(new DateTimeOffset(2026, 11, 2, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal(403, (await SubscribeAsync(bench, mailbox)).Status);
        bench.Advance(TimeSpan.FromDays(1));
        var lacking = await SubscribeAsync(bench, mailbox, events: ["routing_form_submission.created"]);
        Assert.Equal((403, "Please upgrade to a paid Calendly account."), (lacking.Status, lacking.Message));
        bench.UseTokenOf(bench.User("Ben Example"));
        Assert.Equal(403, (await SubscribeAsync(bench, mailbox)).Status);
        bench.Use(CalendlySeed.Token);
        Assert.Equal(201, (await SubscribeAsync(bench, mailbox)).Status);
        Assert.Equal(400, (await SubscribeAsync(bench, mailbox, events: ["invitee.exploded"])).Status);
        bench.StandIn.Switches.WebhooksNeedHttps = true;
        Assert.Equal(["url: is invalid"], (await SubscribeAsync(bench, mailbox)).Details);
    }

    [Fact]
    public async Task K13_A_users_subscription_hears_of_that_users_events_only()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        await using var mailbox = await Mailbox.OpenAsync();
        bench.UseTokenOf(bench.User("Ben Example"));
        var body = Wish(bench, mailbox);
        (body["scope"], body["user"]) = ("user", bench.StandIn.Uri(bench.User("Ben Example").Path));
        Assert.Equal(201, (await bench.PostAsync("/webhook_subscriptions", body)).Status);
        bench.Use(CalendlySeed.Token);
        await bench.BookedAsync(Tuesday);
        await bench.BookAsync(CalendlySeed.RoundRobin, Tuesday, kind: null); // Ann is taken, so it is Ben's
        await bench.StandIn.Webhooks.IdleAsync();
        Assert.Equal("Whoever is free", (string)JsonNode.Parse(mailbox.Letters.Single().Body)!["payload"]!["scheduled_event"]!["name"]!);
    }

    [Fact]
    public async Task K13_What_fails_comes_again_signed_anew_and_with_growing_pauses()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        await using var mailbox = await Mailbox.OpenAsync();
        await SubscribeAsync(bench, mailbox, key: "my-key");
        mailbox.Status = 302; // a redirect is a failure, too
        await bench.BookedAsync(Tuesday);
        await bench.StandIn.Webhooks.IdleAsync();
        Assert.Equal("2026-11-30T12:00:00.000000Z", CalendlyWire.Time(bench.StandIn.Subscriptions[0].RetryStartedAt!.Value));
        bench.Advance(TimeSpan.FromMinutes(1));
        await bench.StandIn.RetryWebhooksAsync();
        Assert.Equal(2, mailbox.Letters.Count);
        bench.Advance(TimeSpan.FromMinutes(1)); // the second pause is two minutes
        await bench.StandIn.RetryWebhooksAsync();
        Assert.Equal(2, mailbox.Letters.Count);
        bench.Advance(TimeSpan.FromMinutes(1));
        mailbox.Status = 204;
        await bench.StandIn.RetryWebhooksAsync();

        var letters = mailbox.Letters.ToList();
        Assert.Equal(3, letters.Count);
        Assert.Single(letters.Select(letter => letter.Body).Distinct());
        Assert.Equal(3, letters.Select(letter => letter.Signature).Distinct().Count());
        Assert.Null(bench.StandIn.Subscriptions[0].RetryStartedAt);
        bench.Advance(TimeSpan.FromHours(10));
        await bench.StandIn.RetryWebhooksAsync();
        Assert.Equal(3, mailbox.Letters.Count);
    }

    [Fact]
    public async Task K13_After_a_day_of_failures_the_next_one_disables_the_subscription()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        await using var mailbox = await Mailbox.OpenAsync();
        var created = await SubscribeAsync(bench, mailbox);
        mailbox.Status = 500;
        await bench.BookedAsync("2026-12-03T15:00:00Z");
        await bench.StandIn.Webhooks.IdleAsync();
        for (var hour = 0; hour < 24; hour++)
        {
            bench.Advance(TimeSpan.FromHours(1));
            await bench.StandIn.RetryWebhooksAsync();
        }

        var attempts = mailbox.Letters.Count;
        Assert.InRange(attempts, 8, 24);
        Assert.Equal("active", (await bench.GetAsync(created.Resource("uri"))).Resource("state"));
        await bench.BookedAsync("2026-12-03T16:00:00Z");
        await bench.StandIn.Webhooks.IdleAsync();
        var disabled = await bench.GetAsync(created.Resource("uri"));
        Assert.Equal(("disabled", "2026-11-30T12:00:00.000000Z"), (disabled.Resource("state"), disabled.Resource("retry_started_at")));
        mailbox.Status = 200;
        await bench.BookedAsync("2026-12-03T17:00:00Z");
        bench.Advance(TimeSpan.FromHours(5));
        await bench.StandIn.RetryWebhooksAsync();
        Assert.Equal(attempts + 1, mailbox.Letters.Count); // nothing comes any more
    }

    [Fact]
    public async Task A_letter_can_come_twice_and_a_sample_can_be_asked_for()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        await using var mailbox = await Mailbox.OpenAsync();
        await SubscribeAsync(bench, mailbox);
        bench.StandIn.Webhooks.Copies = 2;
        await bench.BookedAsync(Tuesday);
        await bench.StandIn.Webhooks.IdleAsync();
        Assert.Equal(2, mailbox.Letters.Count);
        var sample = await bench.GetAsync($"/sample_webhook_data?event=invitee.created&organization={Uri.EscapeDataString(bench.OrganizationUri)}&scope=organization");
        Assert.Equal((200, "invitee.created"), (sample.Status, (string)sample.Body!["event"]!));
        Assert.NotNull(sample.Body["payload"]!["scheduled_event"]);
    }

    private static JsonObject Wish(CalendlyBench bench, Mailbox mailbox, string[]? events = null) => new()
    {
        ["url"] = mailbox.Address,
        ["events"] = new JsonArray([.. (events ?? ["invitee.created", "invitee.canceled"]).Select(name => JsonValue.Create(name))]),
        ["organization"] = bench.OrganizationUri,
        ["scope"] = "organization",
    };

    private static Task<Reply> SubscribeAsync(CalendlyBench bench, Mailbox mailbox, string? key = "key", string[]? events = null)
    {
        var body = Wish(bench, mailbox, events);
        if (key is not null)
            body["signing_key"] = key;
        return bench.PostAsync("/webhook_subscriptions", body);
    }

    /// <summary>A subscriber on a port of its own.</summary>
    private sealed class Mailbox : IAsyncDisposable
    {
        private readonly WebApplication _door;

        private Mailbox()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            _door = builder.Build();
            _door.MapPost("/hook", async (HttpContext http) =>
            {
                using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
                Letters.Enqueue((await reader.ReadToEndAsync(), http.Request.Headers.TryGetValue(CalendlyWebhooks.SignatureHeader, out var signature) ? signature.ToString() : null));
                return Results.StatusCode(Status);
            });
        }

        public int Status { get; set; } = 200;

        public ConcurrentQueue<(string Body, string? Signature)> Letters { get; } = new();

        public string Address => _door.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hook";

        public static async Task<Mailbox> OpenAsync()
        {
            var mailbox = new Mailbox();
            await mailbox._door.StartAsync();
            return mailbox;
        }

        public ValueTask DisposeAsync() => _door.DisposeAsync();
    }
}
