using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.CallLab.StandIns.Calendars;
using VoiceBooker.Providers.CalCom;
using static VoiceBooker.Tests.Providers.CalCom.CalComWorld;
using Lab = VoiceBooker.CallLab.StandIns.CalCom;

namespace VoiceBooker.Tests.Providers.CalCom;

/// <summary>Connecting an account, by key and by signing in, and what becomes of its credential.</summary>
public sealed class AccountTests
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    [Fact]
    public async Task A_key_says_whose_it_is()
    {
        await using var world = await OpenAsync();
        Assert.Equal(("1", "Dr. Ann Example", "ann@example.com", "Europe/Berlin"), (world.Account.AccountId, world.Account.AccountName, world.Account.AccountEmail, world.Account.AccountZone));
        Assert.Equal($"{world.StandIn.Base}v2", world.Account.BaseAddress);
        Assert.Equal(world.Account.Id.ToString("D"), world.Calendar.Diary(world.Event()));
    }

    [Fact]
    public async Task A_plain_address_names_the_setting_that_would_allow_it_before_the_key_leaves()
    {
        await using var world = await OpenAsync();
        Assert.Null(world.Accounts.RefuseAddress(world.Api2));
        Assert.Contains("CalCom:AllowInsecureAddress", world.Accounts.RefuseAddress(new Uri("http://192.168.7.9/v2")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_not_accepted_says_what_to_do()
    {
        await using var world = await OpenAsync();
        var reason = Assert.IsType<AccountAnswer.Refused>(await IdentifyAsync(world, world.Api2.ToString(), "cal_live_wrong")).Reason;
        Assert.Contains("Settings → Developer → API keys", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("cal_live_wrong", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_not_the_APIs_is_told_as_such()
    {
        await using var world = await OpenAsync();
        Assert.Contains("/v2", Assert.IsType<AccountAnswer.Unreachable>(await IdentifyAsync(world, world.StandIn.Base.ToString(), Key)).Reason, StringComparison.Ordinal);
        Assert.Contains("https://", Assert.IsType<AccountAnswer.Unreachable>(await IdentifyAsync(world, "http://cal.example.com/v2", Key)).Reason, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", Assert.IsType<AccountAnswer.Unreachable>(await IdentifyAsync(world, "http://127.0.0.1:9/v2", Key)).Reason, StringComparison.Ordinal);

        world.Wire.Instead = _ => (302, "");
        Assert.Contains("redirect", Assert.IsType<AccountAnswer.Unreachable>(await IdentifyAsync(world, world.Api2.ToString(), Key)).Reason, StringComparison.Ordinal);
        world.Wire.Instead = _ => (200, "<html>Welcome</html>");
        Assert.IsType<AccountAnswer.Unreachable>(await IdentifyAsync(world, world.Api2.ToString(), Key));
    }

    [Fact]
    public async Task An_error_on_their_side_is_told_as_theirs_and_not_as_an_address()
    {
        await using var world = await OpenAsync();
        world.Wire.Instead = _ => (500, "");
        Assert.Equal("Cal.com answered with an error (HTTP 500).", Assert.IsType<AccountAnswer.Unreachable>(await IdentifyAsync(world, world.Api2.ToString(), Key)).Reason);
    }

    [Fact]
    public async Task A_key_that_dies_ends_the_connection_with_a_task_for_the_owner()
    {
        await using var world = await OpenAsync();
        var booked = await world.BookedAsync(world.Request(December(2, 10)));
        world.StandIn.Add(new Lab.CalComAccount(Host, "ann", "Dr. Ann Example", "ann@example.com", "Europe/Berlin"), WorkingHours.EveryDay(DateTimeZoneProviders.Tzdb["Europe/Berlin"], new LocalTime(9, 0), new LocalTime(17, 0)));

        Assert.IsType<BookingOutcome.CredentialDead>(await world.Calendar.BookAsync(world.Request(December(2, 11)), default));
        Assert.Equal(ConnectionState.Dead, (await world.Connections.FindAsync(world.Account.Id, default))!.State);
        Assert.Equal((TaskKind.Reconnect, world.Account.Id), (Assert.Single(world.OpenTasks()).Kind, world.OpenTasks()[0].ConnectionId!.Value));
        Assert.IsType<SlotsResult.Unavailable>(await world.Calendar.FindSlotsAsync(world.Event(), DayOfDecember(2), default));
        Assert.IsType<BookingStanding.Untold>(await world.Calendar.FindByReferenceAsync(world.Event(), booked.Reference, default));
        Assert.IsType<CancelOutcome.Failed>(await world.Calendar.CancelAsync(world.Event(), booked.Reference, "I cannot come.", default));
        Assert.IsType<BookingOutcome.Unknown>(await world.Calendar.FindByIntentAsync(world.Request(December(2, 11)), default));
    }

    [Theory]
    [InlineData(Lab.CalComSeed.PublicClient, "")]
    [InlineData(Lab.CalComSeed.ConfidentialClient, Lab.CalComSeed.ConfidentialSecret)]
    public async Task Signing_in_gives_a_token_that_is_renewed_before_it_ends(string client, string secret)
    {
        await using var world = await SignedInAsync(client, secret);
        var first = (await world.OpenAccountAsync()).Credential;
        Assert.Equal(Instant.FromDateTimeOffset(world.StandIn.Clock.GetUtcNow()).Plus(Duration.FromMinutes(30)), first.ExpiresAt!.Value, (one, other) => (one - other).TotalSeconds is > -20 and < 20);
        await world.BookedAsync(world.Request(December(2, 10)));

        world.StandIn.Clock.Advance(TimeSpan.FromMinutes(29));
        var second = (await world.OpenAccountAsync()).Credential;
        Assert.NotEqual(first.Token, second.Token);
        Assert.NotEqual(first.RefreshToken, second.RefreshToken);
        await world.BookedAsync(world.Request(December(2, 11)));
        Assert.Empty(world.StandIn.SpecViolations);
    }

    [Fact]
    public async Task A_token_that_is_refused_in_mid_call_is_renewed_and_the_request_sent_once_more()
    {
        await using var world = await SignedInAsync(Lab.CalComSeed.PublicClient, "");
        world.StandIn.EndTokens();
        await world.BookedAsync(world.Request(December(2, 10)));
        Assert.Equal([401, 201], world.StandIn.Log.Of("book").Select(request => request.Status));
        Assert.Equal(2, world.StandIn.Log.Of("token").Count);
    }

    [Fact]
    public async Task Many_calls_with_a_refused_token_renew_it_once()
    {
        await using var world = await SignedInAsync(Lab.CalComSeed.PublicClient, "");
        world.StandIn.Switches.RefreshRevokesOld = true;
        world.StandIn.EndTokens();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(hour => world.Calendar.BookAsync(world.Request(December(2, 9 + hour)), default)));
        Assert.All(outcomes, outcome => Assert.IsType<BookingOutcome.Booked>(outcome));
        Assert.Equal(2, world.StandIn.Log.Of("token").Count); // the sign-in's own, and one renewal
    }

    [Fact]
    public async Task A_sign_in_that_ended_at_the_provider_is_dead_and_says_so()
    {
        await using var world = await SignedInAsync(Lab.CalComSeed.PublicClient, "");
        world.StandIn.EndTokens(refreshToo: true);
        Assert.IsType<BookingOutcome.CredentialDead>(await world.Calendar.BookAsync(world.Request(December(2, 10)), default));
        var dead = (await world.Connections.FindAsync(world.Account.Id, default))!;
        Assert.Equal(ConnectionState.Dead, dead.State);
        Assert.Contains("Sign in again", dead.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewed_token_that_is_refused_as_well_is_dead()
    {
        await using var world = await SignedInAsync(Lab.CalComSeed.PublicClient, "");
        world.StandIn.Faults.Add(new FaultRule("book", FaultKind.TokenExpired, Times: 0));
        Assert.IsType<BookingOutcome.CredentialDead>(await world.Calendar.BookAsync(world.Request(December(2, 10)), default));
        Assert.Equal(2, world.StandIn.Log.Of("book").Count);
        Assert.Equal(ConnectionState.Dead, (await world.Connections.FindAsync(world.Account.Id, default))!.State);
    }

    [Fact]
    public async Task A_token_endpoint_that_is_down_is_not_the_end_of_the_connection()
    {
        await using var world = await SignedInAsync(Lab.CalComSeed.PublicClient, "");
        world.StandIn.Faults.Add(new FaultRule("token", FaultKind.Error500));
        var access = await world.OpenAccountAsync();
        Assert.IsType<CredentialAnswer.Unreachable>(await world.Accounts.RefreshAsync(access, default));
        Assert.IsType<CredentialAnswer.Given>(await world.Accounts.RefreshAsync(access, default));
    }

    [Fact]
    public async Task A_code_is_good_once_and_only_with_its_verifier()
    {
        await using var world = await OpenAsync(options: Quick(clientId: Lab.CalComSeed.PublicClient));
        AddClients(world);
        var stolen = await CodeAsync(world);
        Assert.IsType<CredentialAnswer.Refused>(await world.Accounts.RedeemAsync(world.Api2, new Uri(Callback), stolen, "another-verifier-another-verifier-another-ver", default));
        var code = await CodeAsync(world);
        Assert.IsType<CredentialAnswer.Given>(await world.Accounts.RedeemAsync(world.Api2, new Uri(Callback), code, Verifier, default));
        Assert.IsType<CredentialAnswer.Refused>(await world.Accounts.RedeemAsync(world.Api2, new Uri(Callback), code, Verifier, default));
    }

    [Fact]
    public async Task Refused_clients_are_told_what_to_check()
    {
        await using var unknown = await OpenAsync(options: Quick(clientId: "nobody"));
        Assert.Contains("CalCom:ClientId", Assert.IsType<CredentialAnswer.Refused>(await unknown.Accounts.RedeemAsync(unknown.Api2, new Uri(Callback), "code", Verifier, default)).Reason, StringComparison.Ordinal);
        unknown.StandIn.Add(new Lab.CalComOAuthClient("nobody", "VoiceBooker", null, [Callback], ["BOOKING_READ"], Approved: false));
        Assert.Contains("approved", Assert.IsType<CredentialAnswer.Refused>(await unknown.Accounts.RedeemAsync(unknown.Api2, new Uri(Callback), "code", Verifier, default)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sign_in_page_belongs_to_the_address_and_PKCE_to_a_client_without_a_secret()
    {
        await using var world = await OpenAsync(options: Quick(clientId: "our-client"));
        var page = world.Accounts.SignInAddress(new Uri("https://api.cal.com/v2"), new Uri(Callback), "st", "challenge");
        Assert.Equal("https://app.cal.com/auth/oauth2/authorize", page.GetLeftPart(UriPartial.Path));
        var query = QueryHelpers.ParseQuery(page.Query);
        Assert.Equal(("our-client", Callback, "st", "challenge", "S256", "code"), (query["client_id"].ToString(), query["redirect_uri"].ToString(), query["state"].ToString(), query["code_challenge"].ToString(), query["code_challenge_method"].ToString(), query["response_type"].ToString()));
        Assert.Contains("BOOKING_WRITE", query["scope"].ToString(), StringComparison.Ordinal);
        Assert.Equal("app.cal.eu", world.Accounts.SignInAddress(new Uri("https://api.cal.eu/v2"), new Uri(Callback), "st", "challenge").Host);
        Assert.Equal("app.cal.com", world.Accounts.SignInAddress(new Uri("https://cal.example.org/api/v2"), new Uri(Callback), "st", "challenge").Host);

        await using var confidential = await OpenAsync(options: Quick(clientId: "our-client", clientSecret: "secret"));
        Assert.DoesNotContain("code_challenge", confidential.Accounts.SignInAddress(new Uri("https://api.cal.com/v2"), new Uri(Callback), "st", "challenge").Query, StringComparison.Ordinal);
    }

    [Fact]
    public void The_card_offers_signing_in_only_where_there_is_a_client()
    {
        Assert.False(CardOf(new CalComOptions()).OffersSignIn);
        var card = CardOf(new CalComOptions { ClientId = "our-client", Marks = "stand-in" });
        Assert.True(card.OffersSignIn);
        Assert.Equal("stand-in", card.Marks);
        Assert.Equal([new Uri("https://api.cal.eu/v2")], card.OtherAddresses);
    }

    private static ProviderCard CardOf(CalComOptions options) => new CalComAccounts(null!, Microsoft.Extensions.Options.Options.Create(options), TimeProvider.System).Card;

    private static Task<AccountAnswer> IdentifyAsync(CalComWorld world, string address, string key) =>
        world.Accounts.IdentifyAsync(new Access(new Connection { BaseAddress = address }, new Credential(key)), default);

    private static void AddClients(CalComWorld world)
    {
        string[] scopes = world.Settings.Scopes.Split(' ');
        world.StandIn.Add(new Lab.CalComOAuthClient(Lab.CalComSeed.PublicClient, "VoiceBooker", null, [Callback], scopes));
        world.StandIn.Add(new Lab.CalComOAuthClient(Lab.CalComSeed.ConfidentialClient, "VoiceBooker", Lab.CalComSeed.ConfidentialSecret, [Callback], scopes));
    }

    private static async Task<CalComWorld> SignedInAsync(string client, string secret)
    {
        var world = await OpenAsync(options: Quick(clientId: client, clientSecret: secret));
        AddClients(world);
        var given = Assert.IsType<CredentialAnswer.Given>(await world.Accounts.RedeemAsync(world.Api2, new Uri(Callback), await CodeAsync(world), Verifier, default));
        await world.ConnectAsync(given.Credential);
        return world;
    }

    /// <summary>The owner's browser: the page, the click on Allow, and the way back with a code.</summary>
    private static async Task<string> CodeAsync(CalComWorld world)
    {
        var challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        var page = world.Accounts.SignInAddress(new Uri("https://api.cal.com/v2"), new Uri(Callback), "our-state", challenge);
        var fields = QueryHelpers.ParseQuery(page.Query).ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
        fields["account"] = "1";
        fields["decision"] = "allow";
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await browser.PostAsync(new Uri(world.StandIn.Base, "auth/oauth2/authorize"), form);
        var back = QueryHelpers.ParseQuery(answer.Headers.Location!.Query);
        Assert.Equal("our-state", back["state"].ToString());
        return back["code"].ToString();
    }
}
