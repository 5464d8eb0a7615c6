using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.CallLab.StandIns.Calendars;
using VoiceBooker.CallLab.StandIns.Calendly;
using VoiceBooker.Providers.Calendly;

namespace VoiceBooker.Tests.Providers.Calendly;

/// <summary>Connecting, choosing an event, signing in and staying signed in, hearing of changes; against the stand-in.</summary>
public sealed class OwnersJourneyTests
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 11, 30, 12, 0);
    private static readonly Uri Callback = new("http://127.0.0.1:5080/connections/signed-in");
    private static readonly Uri Door = new("http://127.0.0.1:9/news/1"); // nobody listens: the letters are read from the sender's log
    private static readonly string Verifier = new('v', 64);

    [Fact]
    public async Task A_pasted_token_shows_whose_account_it_is()
    {
        await using var world = await OpenAsync();
        var known = Assert.IsType<AccountAnswer.Known>(await world.Adapter.Accounts.IdentifyAsync(await world.AccessAsync(), default));
        Assert.Equal(("Ann Example", "ann@example.com", "America/New_York"), (known.Name, known.Email, known.Zone));
        Assert.Equal(world.StandIn.Uri("/users/33333333-0000-4000-8000-000000000001"), known.AccountId);
        Assert.Equal(world.StandIn.Uri("/organizations/22222222-0000-4000-8000-000000000001"), known.Organization);
    }

    [Fact]
    public async Task A_token_that_is_wrong_or_lacks_rights_says_what_to_do()
    {
        await using var world = await OpenAsync();
        var wrong = Assert.IsType<AccountAnswer.Refused>(await world.Adapter.Accounts.IdentifyAsync(new Access(new Connection { BaseAddress = world.StandIn.Base.ToString() }, new Credential("nonsense")), default));
        Assert.Contains("Make a new personal access token", wrong.Reason, StringComparison.Ordinal);

        world.StandIn.Change(books => books.Tokens.Add(new CalendlyToken { Text = "little", User = books.Users[0], Scopes = [CalendlyScopes.Users, CalendlyScopes.EventTypes] }));
        var little = Assert.IsType<AccountAnswer.Refused>(await world.Adapter.Accounts.IdentifyAsync(new Access(new Connection { BaseAddress = world.StandIn.Base.ToString() }, new Credential("little")), default));
        Assert.Contains("scheduled_events:read", little.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://calendly.example.com")]
    [InlineData("ftp://127.0.0.1")]
    public async Task A_token_never_crosses_the_network_in_clear(string address)
    {
        var wire = new ScriptedWire();
        using var world = new CalendlyWorld(Monday, wire.Invoker);
        Assert.IsType<AccountAnswer.Unreachable>(await world.Accounts.IdentifyAsync(new Access(new Connection { BaseAddress = address }, new Credential("a-token")), default));
        Assert.Empty(wire.Sent);
    }

    [Fact]
    public async Task Somewhere_that_is_not_the_service_is_told_as_such()
    {
        using var elsewhere = new CalendlyWorld(Monday, new ScriptedWire().On("GET /users/me", 200, "<html>").Invoker);
        await elsewhere.ConnectAsync();
        var access = await elsewhere.Connections.OpenAsync(elsewhere.Connection, default);
        Assert.IsType<AccountAnswer.Unreachable>(await elsewhere.Accounts.IdentifyAsync(access!, default));
    }

    [Fact]
    public async Task The_events_are_listed_with_the_reason_why_some_cannot_be_booked()
    {
        await using var world = await OpenAsync();
        var events = await EventsAsync(world, await world.AccessAsync());
        Assert.Equal(["Intro meeting", "Open workshop", "Paid consultation", "Project talk", "Short call", "Team poll", "Whoever is free"], events.Select(each => each.Name));
        Assert.Equal(["Open workshop", "Paid consultation", "Team poll"], events.Where(each => each.Obstacles.Count > 0).Select(each => each.Name));
        var intro = events[0];
        Assert.Equal((world.StandIn.Uri($"/event_types/{CalendlySeed.Solo}"), 30, true, false), (intro.Id, intro.Minutes, intro.NeedsEmail, intro.NeedsPhone));
        Assert.Equal(["google_conference", "physical:12 Example Street, New York", "outbound_call"], intro.Locations.Select(place => place.Id));
    }

    [Fact]
    public async Task An_account_that_may_not_read_the_organisation_cannot_book_a_pool_of_hosts()
    {
        await using var world = await OpenAsync();
        world.StandIn.Change(books => books.Tokens.Add(new CalendlyToken { Text = "bens", User = books.Users[1] }));
        var ben = new Connection { BaseAddress = world.StandIn.Base.ToString(), AccountId = world.StandIn.Uri("/users/33333333-0000-4000-8000-000000000002"), Organization = world.StandIn.Uri("/organizations/22222222-0000-4000-8000-000000000001") };
        var events = await EventsAsync(world, new Access(ben, new Credential("bens")));
        Assert.Contains("administrator", Assert.Single(Assert.Single(events).Obstacles), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CalendlySeed.ClientId, CalendlySeed.ClientSecret)]
    [InlineData(CalendlySeed.NativeClientId, "")]
    public async Task An_owner_signs_in_and_is_still_signed_in_hours_later(string client, string secret)
    {
        await using var world = await OpenAsync(client, secret);
        Assert.True(world.Adapter.Accounts.Card.OffersSignIn);
        await world.Adapter.ConnectAsync(await SignInAsync(world), world.StandIn.Base.ToString(), await KnownAsync(world));
        var request = world.Wish(world.Type(CalendlySeed.Solo));
        Assert.IsType<BookingOutcome.Booked>(await world.BookAsync(request));

        for (var renewal = 0; renewal < 3; renewal++)
        {
            world.Clock.Advance(TimeSpan.FromHours(3));
            Assert.IsType<BookingOutcome.Booked>(await world.Adapter.Calendar.FindByIntentAsync(request, default));
        }

        Assert.Equal(ConnectionState.Works, (await world.Adapter.StoredAsync()).State);
    }

    [Fact]
    public async Task Many_calls_that_find_the_sign_in_ended_renew_it_once()
    {
        await using var world = await OpenAsync(CalendlySeed.ClientId, CalendlySeed.ClientSecret);
        await world.Adapter.ConnectAsync(await SignInAsync(world), world.StandIn.Base.ToString(), await KnownAsync(world));
        world.StandIn.EndTokens();
        var before = world.Asked("token");
        var made = world.Event(world.Type(CalendlySeed.Solo));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.Adapter.Calendar.FindSlotsAsync(made, new Interval(Monday, Monday + Duration.FromDays(20)), default)));
        Assert.All(answers, answer => Assert.IsType<SlotsResult.Found>(answer));
        Assert.Equal(before + 1, world.Asked("token"));
    }

    [Fact]
    public async Task A_renewal_whose_answer_was_lost_means_connecting_again()
    {
        await using var world = await OpenAsync(CalendlySeed.ClientId, CalendlySeed.ClientSecret);
        await world.Adapter.ConnectAsync(await SignInAsync(world), world.StandIn.Base.ToString(), await KnownAsync(world));
        world.Clock.Advance(TimeSpan.FromHours(3));
        world.StandIn.Faults.Add(new FaultRule("token", FaultKind.Malformed)); // done, and the answer cannot be read
        var request = world.Wish(world.Type(CalendlySeed.Solo));
        Assert.IsType<BookingOutcome.ProviderDown>(await world.BookAsync(request)); // not dead yet, as far as we know
        Assert.IsType<BookingOutcome.CredentialDead>(await world.BookAsync(request));
        Assert.Contains("connect the account again", (await world.Adapter.StoredAsync()).Trouble, StringComparison.Ordinal);
        Assert.Empty(world.StandIn.Events);
    }

    [Fact]
    public async Task A_wrong_secret_in_the_settings_does_not_kill_the_owners_sign_in()
    {
        await using var world = await OpenAsync(CalendlySeed.ClientId, "a wrong one");
        var access = new Access(new Connection { SignIn = SignInKind.SignIn }, new Credential("old", "some-refresh-token", Monday));
        Assert.Contains("Calendly:ClientSecret", Assert.IsType<CredentialAnswer.Unreachable>(await world.Adapter.Accounts.RefreshAsync(access, default)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_good_once_and_with_its_own_verifier_only()
    {
        await using var world = await OpenAsync(CalendlySeed.ClientId, CalendlySeed.ClientSecret);
        var code = await CodeAsync(world);
        Assert.IsType<CredentialAnswer.Refused>(await world.Adapter.Accounts.RedeemAsync(world.StandIn.Base, Callback, code, new string('w', 64), default));
        Assert.IsType<CredentialAnswer.Given>(await world.Adapter.Accounts.RedeemAsync(world.StandIn.Base, Callback, code, Verifier, default));
        Assert.IsType<CredentialAnswer.Refused>(await world.Adapter.Accounts.RedeemAsync(world.StandIn.Base, Callback, code, Verifier, default));
    }

    [Fact]
    public async Task A_disconnected_sign_in_opens_nothing_any_more()
    {
        await using var world = await OpenAsync(CalendlySeed.ClientId, CalendlySeed.ClientSecret);
        var credential = await SignInAsync(world);
        var access = new Access(new Connection { SignIn = SignInKind.SignIn, BaseAddress = world.StandIn.Base.ToString() }, credential);
        Assert.IsType<AccountAnswer.Known>(await world.Adapter.Accounts.IdentifyAsync(access, default));
        await world.Adapter.Accounts.RevokeAsync(access, default);
        Assert.IsType<AccountAnswer.Refused>(await world.Adapter.Accounts.IdentifyAsync(access, default));
        Assert.IsType<CredentialAnswer.Refused>(await world.Adapter.Accounts.RefreshAsync(access, default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_meeting_moved_at_the_service_is_heard_of_once_in_whatever_order_it_is_told(bool createdFirst)
    {
        await using var world = await OpenAsync();
        world.StandIn.Switches.CreatedBeforeCanceled = createdFirst;
        var access = await world.AccessAsync();
        Assert.IsType<SubscriptionAnswer.Subscribed>(await world.Adapter.Accounts.SubscribeAsync(access, Door, "our-own-secret", default));
        var type = world.Type(CalendlySeed.Solo);
        var booked = Assert.IsType<BookingOutcome.Booked>(await world.BookAsync(world.Wish(type)));
        var to = booked.Slot.Start + Duration.FromHours(2);
        var moved = world.StandIn.Uri(world.StandIn.Reschedule(world.InviteeOf(booked.Reference), to)!.Path);
        world.StandIn.CancelByHost(world.InviteeOf(moved).Event, "I am away.");

        var news = (await HeardAsync(world, access.Connection, "our-own-secret", letters: 4)).OfType<NewsReading.Read>().Select(read => read.News).ToList();
        Assert.Equal(
            [
                new CalendarNews.Confirmed(booked.Reference, booked.Slot),
                new CalendarNews.Moved(booked.Reference, moved, new Slot(to, to + Duration.FromMinutes(30))),
                new CalendarNews.Cancelled(moved, "Cancelled at Calendly by the host: I am away."),
            ],
            news);
    }

    [Fact]
    public async Task News_of_a_signed_in_account_is_signed_with_the_apps_key_which_must_be_known()
    {
        await using var world = await OpenAsync(CalendlySeed.ClientId, CalendlySeed.ClientSecret, CalendlySeed.SigningKey);
        await world.Adapter.ConnectAsync(await SignInAsync(world), world.StandIn.Base.ToString(), await KnownAsync(world));
        var access = await world.AccessAsync();
        Assert.IsType<SubscriptionAnswer.Subscribed>(await world.Adapter.Accounts.SubscribeAsync(access, Door, "ours", default));
        await world.BookAsync(world.Wish(world.Type(CalendlySeed.Solo)));
        Assert.IsType<NewsReading.Read>(Assert.Single(await HeardAsync(world, access.Connection, "ours", letters: 1)));

        await using var keyless = await OpenAsync(CalendlySeed.ClientId, CalendlySeed.ClientSecret);
        Assert.Contains("Calendly:WebhookSigningKey", Assert.IsType<SubscriptionAnswer.Refused>(await keyless.Adapter.Accounts.SubscribeAsync(access, Door, "ours", default)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscription_to_the_same_address_is_made_anew_with_the_new_secret()
    {
        await using var world = await OpenAsync();
        var access = await world.AccessAsync();
        var first = Assert.IsType<SubscriptionAnswer.Subscribed>(await world.Adapter.Accounts.SubscribeAsync(access, Door, "an older secret", default));
        var second = Assert.IsType<SubscriptionAnswer.Subscribed>(await world.Adapter.Accounts.SubscribeAsync(access, Door, "the new secret", default));
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal("the new secret", Assert.Single(world.StandIn.Subscriptions).Key);
    }

    [Fact]
    public async Task A_subscription_that_was_disabled_deleted_or_leads_elsewhere_is_noticed()
    {
        await using var world = await OpenAsync();
        var (accounts, access) = (world.Adapter.Accounts, await world.AccessAsync());
        var subscription = Assert.IsType<SubscriptionAnswer.Subscribed>(await accounts.SubscribeAsync(access, Door, "secret", default)).Id;
        Assert.True(await accounts.IsSubscribedAsync(access, subscription, Door, default));
        Assert.False(await accounts.IsSubscribedAsync(access, subscription, new Uri("http://127.0.0.1:9/news/2"), default));
        world.StandIn.Faults.Add(new FaultRule("webhooks", FaultKind.Malformed));
        Assert.Null(await accounts.IsSubscribedAsync(access, subscription, Door, default));

        world.StandIn.Change(_ => world.StandIn.Subscriptions[0].Active = false);
        Assert.False(await accounts.IsSubscribedAsync(access, subscription, Door, default));
        await accounts.UnsubscribeAsync(access, subscription, default);
        Assert.Empty(world.StandIn.Subscriptions);
        Assert.False(await accounts.IsSubscribedAsync(access, subscription, Door, default));
    }

    private static async Task<StandInWorld> OpenAsync(string client = "", string secret = "", string signingKey = "")
    {
        var world = new StandInWorld(Monday);
        await world.OpenAsync(address => new CalendlyOptions { BaseAddress = address.ToString(), AuthAddress = address.ToString(), ClientId = client, ClientSecret = secret, WebhookSigningKey = signingKey });
        return world;
    }

    private static async Task<IReadOnlyList<ProviderEvent>> EventsAsync(StandInWorld world, Access access) =>
        Assert.IsType<ProviderEventsAnswer.Found>(await world.Adapter.Accounts.FindEventsAsync(access, default)).Events;

    private static async Task<AccountAnswer.Known> KnownAsync(StandInWorld world) =>
        Assert.IsType<AccountAnswer.Known>(await world.Adapter.Accounts.IdentifyAsync(new Access(new Connection { BaseAddress = world.StandIn.Base.ToString() }, new Credential(CalendlySeed.Token)), default));

    private static async Task<Credential> SignInAsync(StandInWorld world) =>
        Assert.IsType<CredentialAnswer.Given>(await world.Adapter.Accounts.RedeemAsync(world.StandIn.Base, Callback, await CodeAsync(world), Verifier, default)).Credential;

    /// <summary>What the owner's browser does: opens the page, allows, and comes back with a code.</summary>
    private static async Task<string> CodeAsync(StandInWorld world)
    {
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        var address = world.Adapter.Accounts.SignInAddress(world.StandIn.Base, Callback, "our-state", challenge);
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var page = await browser.GetAsync(address);
        Assert.True(page.IsSuccessStatusCode, await page.Content.ReadAsStringAsync());

        var form = QueryHelpers.ParseQuery(address.Query).Select(field => KeyValuePair.Create(field.Key, field.Value.ToString())).Append(new("decision", "allow")).Append(new("user", "33333333-0000-4000-8000-000000000001"));
        using var allowed = await browser.PostAsync(new Uri(world.StandIn.Base, "/oauth/authorize"), new FormUrlEncodedContent(form));
        var back = QueryHelpers.ParseQuery(allowed.Headers.Location!.Query);
        Assert.Equal("our-state", back["state"]);
        return back["code"]!;
    }

    /// <summary>What the letters say, in the order they were sent; each as it was first tried.</summary>
    private static async Task<IReadOnlyList<NewsReading>> HeardAsync(StandInWorld world, Connection connection, string secret, int letters)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        List<WebhookDelivery> tried;
        while ((tried = [.. world.StandIn.Webhooks.Deliveries.Where(delivery => delivery.Attempt == 1)]).Count < letters)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);

        return [.. tried.Select(delivery =>
        {
            var body = Encoding.UTF8.GetBytes(delivery.Letter.Body);
            var headers = delivery.Letter.Sign(body).ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase);
            return world.Adapter.Accounts.ReadNews(connection, secret, headers.GetValueOrDefault, body, world.Adapter.Now);
        })];
    }
}
