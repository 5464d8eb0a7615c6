using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using VoiceBooker.CallLab.StandIns.Calendly;

namespace VoiceBooker.Tests.CallLab.StandIns.Calendly;

/// <summary>K2, the authorization server.</summary>
public sealed class OAuthTests
{
    private const string Redirect = "http://127.0.0.1:5080/connections/back";
    private const string Verifier = "a-verifier-of-at-least-forty-three-characters-0123";
    private static readonly string Challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
    private static readonly string Ask = $"/oauth/authorize?client_id={CalendlySeed.ClientId}&response_type=code&redirect_uri={Uri.EscapeDataString(Redirect)}&scope=users%3Aread+event_types%3Aread&state=s1&code_challenge={Challenge}&code_challenge_method=S256";

    [Fact]
    public async Task K2_A_person_allows_it_in_the_browser_and_the_code_becomes_tokens_of_two_hours()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var page = await bench.GetAsync(Ask);
        Assert.Equal(200, page.Status);
        Assert.Contains("Stand-in, not Calendly", page.Text, StringComparison.Ordinal);
        Assert.Contains("users:read", page.Text, StringComparison.Ordinal);
        var (code, state) = await AllowAsync(bench);
        Assert.Equal("s1", state);

        var reply = await TokenAsync(bench, code!);
        Assert.Equal(200, reply.Status);
        Assert.Equal(("Bearer", 7200, "users:read event_types:read"), ((string)reply.Body!["token_type"]!, (int)reply.Body["expires_in"]!, (string)reply.Body["scope"]!));
        Assert.Equal((bench.AnnUri, bench.OrganizationUri, 1796040000L), ((string)reply.Body["owner"]!, (string)reply.Body["organization"]!, (long)reply.Body["created_at"]!));
        bench.Use((string)reply.Body["access_token"]!);
        bench.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await bench.GetAsync("/users/me")).Status);
        Assert.Equal(403, (await bench.GetAsync("/scheduled_events")).Status); // was not asked for
        bench.Advance(TimeSpan.FromSeconds(1));
        var late = await bench.GetAsync("/users/me");
        Assert.Equal((401, "Unauthenticated", "The access token expired"), (late.Status, late.Title, late.Message));
    }

    [Fact]
    public async Task K2_A_person_who_denies_sends_the_application_back_without_a_code()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var back = await DecideAsync(bench, "deny");
        Assert.Equal("error=access_denied&state=s1", back.Query.TrimStart('?'));
    }

    [Fact]
    public async Task K2_A_wrong_application_or_way_back_is_shown_and_never_sent_back()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        Assert.Equal(400, (await bench.GetAsync(Ask.Replace(CalendlySeed.ClientId, "unknown", StringComparison.Ordinal))).Status);
        Assert.Equal(400, (await bench.GetAsync(Ask.Replace("127.0.0.1", "evil.example.com", StringComparison.Ordinal))).Status);
        bench.StandIn.Change(books => books.Apps.Add(new CalendlyApp { ClientId = "live", ClientSecret = "x", Name = "Live", SigningKey = "k", Sandbox = false }));
        Assert.Equal(400, (await bench.GetAsync(Ask.Replace(CalendlySeed.ClientId, "live", StringComparison.Ordinal))).Status); // production applications return to HTTPS only
    }

    [Theory]
    [InlineData("users%3Aread", "everything%3Awrite", "invalid_scope")]
    [InlineData("response_type=code", "response_type=token", "unsupported_response_type")]
    [InlineData("S256", "plain", "invalid_request")]
    public async Task K2_A_wrong_wish_is_sent_back_with_its_reason(string right, string wrong, string error)
    {
        await using var bench = await CalendlyBench.OpenAsync();
        using var response = await bench.Http.GetAsync(Ask.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Equal((302, $"?error={error}&state=s1"), ((int)response.StatusCode, response.Headers.Location!.Query));
    }

    [Fact]
    public async Task K2_A_code_works_once_within_ten_minutes_with_its_verifier_and_its_way_back()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var (code, _) = await AllowAsync(bench);
        Assert.Equal("400 invalid_grant", await ErrorAsync(TokenAsync(bench, code!, verifier: "another-verifier")));
        Assert.Equal("400 invalid_grant", await ErrorAsync(TokenAsync(bench, code!, verifier: null)));
        Assert.Equal("400 invalid_grant", await ErrorAsync(TokenAsync(bench, code!, redirect: "http://127.0.0.1:5080/")));
        Assert.Equal("401 invalid_client", await ErrorAsync(TokenAsync(bench, code!, secret: "wrong")));
        Assert.Equal(200, (await TokenAsync(bench, code!)).Status);
        Assert.Equal("400 invalid_grant", await ErrorAsync(TokenAsync(bench, code!)));
        (code, _) = await AllowAsync(bench);
        bench.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("400 invalid_grant", await ErrorAsync(TokenAsync(bench, code!)));
    }

    [Fact]
    public async Task K2_A_native_application_must_bring_a_challenge_and_has_no_secret()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var ask = Ask.Replace(CalendlySeed.ClientId, CalendlySeed.NativeClientId, StringComparison.Ordinal);
        using var bare = await bench.Http.GetAsync(ask[..ask.IndexOf("&code_challenge", StringComparison.Ordinal)]);
        Assert.Equal("?error=invalid_request&state=s1", bare.Headers.Location!.Query);
        var back = await DecideAsync(bench, "allow", ask);
        var reply = await FormAsync(bench, "/oauth/token", null, ("client_id", CalendlySeed.NativeClientId), ("grant_type", "authorization_code"), ("code", Code(back)!), ("redirect_uri", Redirect), ("code_verifier", Verifier));
        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task K2_A_refresh_token_is_used_up_by_its_first_success()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var (code, _) = await AllowAsync(bench);
        var first = await TokenAsync(bench, code!);
        var second = await RefreshAsync(bench, (string)first.Body!["refresh_token"]!);
        Assert.Equal(200, second.Status);
        Assert.NotEqual((string)first.Body["refresh_token"]!, (string)second.Body!["refresh_token"]!);
        Assert.Equal("400 invalid_grant", await ErrorAsync(RefreshAsync(bench, (string)first.Body["refresh_token"]!)));
        bench.Advance(TimeSpan.FromDays(400)); // the new one does not age
        Assert.Equal(200, (await RefreshAsync(bench, (string)second.Body["refresh_token"]!)).Status);
    }

    [Fact]
    public async Task K2_Two_refreshes_at_once_give_one_pair()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var (code, _) = await AllowAsync(bench);
        var refresh = (string)(await TokenAsync(bench, code!)).Body!["refresh_token"]!;
        var replies = await Task.WhenAll(RefreshAsync(bench, refresh), RefreshAsync(bench, refresh));
        Assert.Equal([200, 400], replies.Select(reply => reply.Status).Order());
    }

    [Fact]
    public async Task K2_Nobody_gets_more_than_eight_tokens_a_minute_and_a_refused_call_uses_nothing_up()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var (code, _) = await AllowAsync(bench);
        var last = await TokenAsync(bench, code!);
        for (var number = 2; number <= 8; number++)
            last = await RefreshAsync(bench, (string)last.Body!["refresh_token"]!);
        Assert.Equal(200, last.Status);
        Assert.Equal(429, (await RefreshAsync(bench, (string)last.Body!["refresh_token"]!)).Status);
        bench.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await RefreshAsync(bench, (string)last.Body["refresh_token"]!)).Status);
    }

    [Fact]
    public async Task K2_A_token_can_be_looked_at_and_taken_back()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var (code, _) = await AllowAsync(bench);
        var tokens = (await TokenAsync(bench, code!)).Body!;
        var (access, refresh) = ((string)tokens["access_token"]!, (string)tokens["refresh_token"]!);
        var client = new[] { ("client_id", CalendlySeed.ClientId), ("client_secret", CalendlySeed.ClientSecret) };
        var seen = await FormAsync(bench, "/oauth/introspect", null, [.. client, ("token", access)]);
        Assert.Equal((true, CalendlySeed.ClientId, "users:read event_types:read"), ((bool)seen.Body!["active"]!, (string)seen.Body["client_id"]!, (string)seen.Body["scope"]!));
        Assert.Equal(400, (await FormAsync(bench, "/oauth/revoke", null, client)).Status);
        Assert.Equal(403, (await FormAsync(bench, "/oauth/revoke", null, ("client_id", CalendlySeed.ClientId), ("client_secret", "wrong"), ("token", access))).Status);
        Assert.Equal(200, (await FormAsync(bench, "/oauth/revoke", null, [.. client, ("token", access)])).Status);
        Assert.Equal("""{"active":false}""", (await FormAsync(bench, "/oauth/introspect", null, [.. client, ("token", access)])).Text);
        Assert.Equal("400 invalid_grant", await ErrorAsync(RefreshAsync(bench, refresh)));
        bench.Use(access);
        Assert.Equal(401, (await bench.GetAsync("/users/me")).Status);
    }

    [Fact]
    public async Task K2_A_person_who_takes_everything_back_leaves_the_application_with_nothing()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var tokens = (await TokenAsync(bench, (await AllowAsync(bench)).Code!)).Body!;
        bench.StandIn.EndTokens();
        bench.Use((string)tokens["access_token"]!);
        Assert.Equal(401, (await bench.GetAsync("/users/me")).Status);
        tokens = (await RefreshAsync(bench, (string)tokens["refresh_token"]!)).Body!;
        bench.StandIn.EndTokens(refreshToo: true);
        Assert.Equal("400 invalid_grant", await ErrorAsync(RefreshAsync(bench, (string)tokens["refresh_token"]!)));
        bench.Use(CalendlySeed.Token); // a personal token is another matter
        Assert.Equal(200, (await bench.GetAsync("/users/me")).Status);
    }

    [Fact]
    public async Task K2_Wrong_forms_are_told_in_the_words_of_OAuth()
    {
        await using var bench = await CalendlyBench.OpenAsync();
        var basic = Basic(CalendlySeed.ClientSecret);
        Assert.Equal("400 invalid_request", await ErrorAsync(FormAsync(bench, "/oauth/token", basic)));
        Assert.Equal("400 unsupported_grant_type", await ErrorAsync(FormAsync(bench, "/oauth/token", basic, ("grant_type", "password"))));
        Assert.Equal("401 invalid_client", await ErrorAsync(FormAsync(bench, "/oauth/token", null, ("grant_type", "refresh_token"), ("client_id", CalendlySeed.ClientId), ("client_secret", CalendlySeed.ClientSecret))));
        Assert.Equal("400 invalid_request", await ErrorAsync(bench.PostAsync("/oauth/token", new System.Text.Json.Nodes.JsonObject { ["grant_type"] = "refresh_token" })));
        var discovery = (await bench.GetAsync("/.well-known/oauth-authorization-server")).Body!;
        Assert.Equal(bench.StandIn.Uri("/oauth/token"), (string)discovery["token_endpoint"]!);
    }

    private static async Task<(string? Code, string? State)> AllowAsync(CalendlyBench bench)
    {
        var back = await DecideAsync(bench, "allow");
        Assert.StartsWith(Redirect, back.ToString(), StringComparison.Ordinal);
        return (Code(back), QueryHelpers.ParseQuery(back.Query)["state"]);
    }

    private static string? Code(Uri back) => QueryHelpers.ParseQuery(back.Query)["code"];

    // As a browser does: opens the page, sends its hidden fields and its first account along with the button.
    private static async Task<Uri> DecideAsync(CalendlyBench bench, string decision, string? ask = null)
    {
        var page = (await bench.GetAsync(ask ?? Ask)).Text;
        var fields = Regex.Matches(page, "<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Select(match => KeyValuePair.Create(match.Groups[1].Value, System.Net.WebUtility.HtmlDecode(match.Groups[2].Value)))
            .Append(KeyValuePair.Create("user", Regex.Match(page, "<option value=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value))
            .Append(KeyValuePair.Create("decision", decision));
        using var form = new FormUrlEncodedContent(fields);
        using var response = await bench.Http.PostAsync("/oauth/authorize", form);
        Assert.Equal(302, (int)response.StatusCode);
        return response.Headers.Location!;
    }

    private static Task<Reply> TokenAsync(CalendlyBench bench, string code, string? verifier = Verifier, string redirect = Redirect, string secret = CalendlySeed.ClientSecret) =>
        FormAsync(bench, "/oauth/token", Basic(secret), [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), .. verifier is null ? [] : new[] { ("code_verifier", verifier) }]);

    private static Task<Reply> RefreshAsync(CalendlyBench bench, string refresh) =>
        FormAsync(bench, "/oauth/token", Basic(CalendlySeed.ClientSecret), ("grant_type", "refresh_token"), ("refresh_token", refresh));

    private static async Task<Reply> FormAsync(CalendlyBench bench, string path, AuthenticationHeaderValue? authorization, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        request.Headers.Authorization = authorization;
        return await Reply.ReadAsync(await bench.Http.SendAsync(request));
    }

    private static AuthenticationHeaderValue Basic(string secret) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{CalendlySeed.ClientId}:{secret}")));

    private static async Task<string> ErrorAsync(Task<Reply> asked)
    {
        var reply = await asked;
        return $"{reply.Status} {reply.Body!["error"]}";
    }
}
