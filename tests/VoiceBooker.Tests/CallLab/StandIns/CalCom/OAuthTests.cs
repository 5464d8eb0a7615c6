using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using VoiceBooker.CallLab.StandIns.CalCom;

namespace VoiceBooker.Tests.CallLab.StandIns.CalCom;

/// <summary>C3 of the checklist, and the tokens of C2.</summary>
public sealed class OAuthTests : IClassFixture<CalComWorld>
{
    private const string Redirect = "http://127.0.0.1:5080/back";
    private const string Verifier = "a-verifier-of-more-than-forty-three-letters-as-it-must-be";
    private readonly CalComWorld _world;

    public OAuthTests(CalComWorld world)
    {
        _world = world;
        world.Freshen();
    }

    [Fact]
    public async Task C3_a_public_client_exchanges_its_code_once_with_the_right_verifier()
    {
        var code = await CodeAsync(CalComSeed.PublicClient, "PROFILE_READ BOOKING_READ");
        var answer = await TokenAsync(Exchange(CalComSeed.PublicClient, code, ("code_verifier", Verifier)));
        Assert.Equal(200, answer.Status);
        Assert.Equal(("bearer", 1800, "PROFILE_READ BOOKING_READ"), ((string)answer.Json["token_type"]!, (int)answer.Json["expires_in"]!, (string)answer.Json["scope"]!));
        Assert.Equal(200, (await _world.SendAsync("GET", "/v2/me", key: (string)answer.Json["access_token"]!)).Status);

        Refused(400, "invalid_grant", "code_invalid_or_expired", await TokenAsync(Exchange(CalComSeed.PublicClient, code, ("code_verifier", Verifier))));
    }

    [Fact]
    public async Task C3_a_wrong_verifier_is_refused_and_the_code_is_gone()
    {
        var code = await CodeAsync(CalComSeed.PublicClient, "PROFILE_READ");
        Refused(400, "invalid_grant", "pkce_verification_failed", await TokenAsync(Exchange(CalComSeed.PublicClient, code, ("code_verifier", "another"))));
        Refused(400, "invalid_grant", "code_invalid_or_expired", await TokenAsync(Exchange(CalComSeed.PublicClient, code, ("code_verifier", Verifier))));
    }

    [Fact]
    public async Task C3_a_confidential_client_shows_its_secret_by_form_or_json()
    {
        Refused(401, "invalid_client", "invalid_client_credentials", await TokenAsync(Exchange(CalComSeed.ConfidentialClient, "x", ("client_secret", "wrong"))));
        var code = await CodeAsync(CalComSeed.ConfidentialClient, "PROFILE_READ", challenge: false);
        var form = $"client_id={CalComSeed.ConfidentialClient}&grant_type=authorization_code&code={code}&redirect_uri={Uri.EscapeDataString(Redirect)}&client_secret={CalComSeed.ConfidentialSecret}";
        var answer = await _world.SendAsync("POST", "/v2/auth/oauth2/token", body: form, contentType: "application/x-www-form-urlencoded");
        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain(CalComSeed.ConfidentialSecret, string.Concat(_world.StandIn.Log.All.Select(each => each.Body)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C3_a_code_fits_one_redirect_one_client_and_ten_minutes()
    {
        var code = await CodeAsync(CalComSeed.PublicClient, "PROFILE_READ");
        var elsewhere = Exchange(CalComSeed.PublicClient, code, ("code_verifier", Verifier));
        elsewhere["redirect_uri"] = "http://127.0.0.1:5080/elsewhere";
        Refused(400, "invalid_grant", "redirect_uri_mismatch", await TokenAsync(elsewhere));

        code = await CodeAsync(CalComSeed.PublicClient, "PROFILE_READ");
        Refused(400, "invalid_grant", "client_id_mismatch", await TokenAsync(Exchange(CalComSeed.ConfidentialClient, code, ("client_secret", CalComSeed.ConfidentialSecret))));

        code = await CodeAsync(CalComSeed.PublicClient, "PROFILE_READ");
        _world.StandIn.Clock.Advance(TimeSpan.FromMinutes(11));
        Refused(400, "invalid_grant", "code_invalid_or_expired", await TokenAsync(Exchange(CalComSeed.PublicClient, code, ("code_verifier", Verifier))));
    }

    [Fact]
    public async Task C3_other_mistakes_have_their_own_words()
    {
        Refused(400, "invalid_request", "client_id and grant_type are required", await TokenAsync([]));
        Refused(401, "invalid_client", "client_not_found", await TokenAsync(Exchange("nobody", "x")));
        _world.StandIn.Add(new CalComOAuthClient("pending", "Pending", null, [Redirect], ["PROFILE_READ"], Approved: false));
        Refused(401, "unauthorized_client", "client_not_approved", await TokenAsync(Exchange("pending", "x")));
        Refused(400, "invalid_grant", "invalid_refresh_token", await TokenAsync(new JsonObject { ["client_id"] = CalComSeed.PublicClient, ["grant_type"] = "refresh_token", ["refresh_token"] = "x" }));
    }

    [Theory]
    [InlineData("client_id=nobody&scope=PROFILE_READ", "no OAuth client")]
    [InlineData("client_id=standin-public&scope=PROFILE_READ&redirect_uri=http%3A%2F%2Fevil.example%2F", "redirect URI")]
    public async Task C3_what_must_not_be_sent_back_is_said_on_the_page(string query, string text)
    {
        var page = await _world.SendAsync("GET", $"/auth/oauth2/authorize?{query}");
        Assert.Equal(400, page.Status);
        Assert.Contains(text, page.Text, StringComparison.Ordinal);
        Assert.Contains("Stand-in, not Cal.com", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scope=&code_challenge=x", "invalid_scope")]
    [InlineData("scope=TEAM_READ&code_challenge=x", "invalid_scope")]
    [InlineData("scope=PROFILE_READ", "invalid_request")]
    [InlineData("scope=PROFILE_READ&code_challenge=x&code_challenge_method=plain", "invalid_request")]
    public async Task C3_other_mistakes_go_back_with_the_state(string query, string error)
    {
        var back = await _world.SendAsync("GET", $"/auth/oauth2/authorize?client_id=standin-public&redirect_uri={Uri.EscapeDataString(Redirect)}&state=s1&{query}");
        Assert.Equal(302, back.Status);
        var fields = QueryHelpers.ParseQuery(back.Headers.Location!.Query);
        Assert.Equal((error, "s1"), (fields["error"].ToString(), fields["state"].ToString()));
    }

    [Fact]
    public async Task C3_the_person_may_say_no()
    {
        var back = await DecideAsync(CalComSeed.PublicClient, "PROFILE_READ", "deny", challenge: true);
        Assert.Equal("access_denied", back["error"]);
    }

    [Fact]
    public async Task C2_an_access_token_lives_half_an_hour_and_a_refresh_gives_a_new_pair_while_the_old_one_still_works()
    {
        var first = await PairAsync("PROFILE_READ");
        _world.StandIn.Clock.Advance(TimeSpan.FromSeconds(1801));
        var dead = await _world.SendAsync("GET", "/v2/me", key: (string)first["access_token"]!);
        Assert.Equal((401, "ApiAuthStrategy - access token - Invalid Access Token."), (dead.Status, dead.Message));

        var second = await RefreshAsync((string)first["refresh_token"]!);
        Assert.Equal(200, (await _world.SendAsync("GET", "/v2/me", key: (string)second.Json["access_token"]!)).Status);
        Assert.NotEqual((string)first["refresh_token"]!, (string)second.Json["refresh_token"]!);
        Assert.Equal(200, (await RefreshAsync((string)first["refresh_token"]!)).Status);

        _world.StandIn.Switches.RefreshRevokesOld = true;
        Assert.Equal(200, (await RefreshAsync((string)first["refresh_token"]!)).Status);
        Refused(400, "invalid_grant", "invalid_refresh_token", await RefreshAsync((string)first["refresh_token"]!));
        _world.StandIn.Clock.Advance(TimeSpan.FromDays(31));
        Refused(400, "invalid_grant", "invalid_refresh_token", await RefreshAsync((string)second.Json["refresh_token"]!));
    }

    [Fact]
    public async Task C2_a_token_reaches_only_what_it_was_granted_but_all_that_is_public()
    {
        var token = (string)(await PairAsync("PROFILE_READ"))["access_token"]!;
        var refused = await _world.SendAsync("GET", "/v2/bookings", "2024-08-13", token);
        Assert.Equal(403, refused.Status);
        Assert.Contains("BOOKING_READ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(201, (await _world.BookAsync("2026-12-02T10:00:00Z", key: token)).Status);
    }

    private static JsonObject Exchange(string client, string code, params (string Name, string Value)[] more)
    {
        var body = new JsonObject { ["client_id"] = client, ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = Redirect };
        foreach (var (name, value) in more)
            body[name] = value;
        return body;
    }

    private static void Refused(int status, string error, string description, Reply reply) =>
        Assert.Equal((status, error, description), (reply.Status, (string)reply.Json["error"]!, (string)reply.Json["error_description"]!));

    private Task<Reply> TokenAsync(JsonObject body) => _world.SendAsync("POST", "/v2/auth/oauth2/token", body: body);

    private Task<Reply> RefreshAsync(string token) => TokenAsync(new JsonObject { ["client_id"] = CalComSeed.PublicClient, ["grant_type"] = "refresh_token", ["refresh_token"] = token });

    private async Task<JsonObject> PairAsync(string scope) =>
        (JsonObject)(await TokenAsync(Exchange(CalComSeed.PublicClient, await CodeAsync(CalComSeed.PublicClient, scope), ("code_verifier", Verifier)))).Json;

    private async Task<string> CodeAsync(string client, string scope, bool challenge = true) => (await DecideAsync(client, scope, "allow", challenge))["code"];

    private async Task<Dictionary<string, string>> DecideAsync(string client, string scope, string decision, bool challenge)
    {
        var query = $"client_id={client}&redirect_uri={Uri.EscapeDataString(Redirect)}&scope={Uri.EscapeDataString(scope)}&state=s1";
        if (challenge)
            query += $"&code_challenge={WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)))}&code_challenge_method=S256";
        var page = await _world.SendAsync("GET", $"/auth/oauth2/authorize?{query}");
        Assert.Equal(200, page.Status);
        Assert.Contains("Allow", page.Text, StringComparison.Ordinal);
        Assert.Contains("Dr. Ann Example", page.Text, StringComparison.Ordinal);
        var back = await _world.SendAsync("POST", "/auth/oauth2/authorize", body: $"{query}&account=1&decision={decision}", contentType: "application/x-www-form-urlencoded");
        Assert.Equal(302, back.Status);
        Assert.StartsWith(Redirect, back.Headers.Location!.ToString(), StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(back.Headers.Location!.Query).ToDictionary(each => each.Key, each => each.Value.ToString(), StringComparer.Ordinal);
    }
}
