using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary><c>/auth/oauth2/authorize</c>, which a person clicks through, and <c>POST /v2/auth/oauth2/token</c>.</summary>
internal sealed class OAuthDesk(CalComState state, Credentials credentials)
{
    /// <summary>The page with Allow and Deny. What the browser must not carry back is said on the page itself.</summary>
    public Answer Authorize(CalComCall call)
    {
        var ask = Fields(call.Request.Query);
        if (RefuseOnPage(ask, out var client) is { } text)
            return Answer.Html(400, StandInPage.Of("Cal.com", "This cannot be connected", $"<p>{StandInPage.Plain(text)}</p>"));
        if (RefuseByRedirect(ask, client) is var (error, description))
            return Back(ask, ("error", error), ("error_description", description));
        var hidden = string.Concat(ask.Select(each => $"""<input type="hidden" name="{StandInPage.Plain(each.Key)}" value="{StandInPage.Plain(each.Value)}">"""));
        var accounts = string.Concat(state.Accounts.Values.Select(each => $"""<option value="{each.Id}">{StandInPage.Plain($"{each.Name} ({each.Email})")}</option>"""));
        var scopes = string.Concat(Scopes(ask).Select(each => $"<li><code>{StandInPage.Plain(each)}</code></li>"));
        return Answer.Html(200, StandInPage.Of("Cal.com", $"{client.Name} wants to use your account", $"""
            <p>It asks for:</p><ul>{scopes}</ul>
            <form method="post" action="/auth/oauth2/authorize">{hidden}
            <p><label>Account <select name="account">{accounts}</select></label></p>
            <button name="decision" value="allow">Allow</button><button name="decision" value="deny">Deny</button></form>
            """));
    }

    /// <summary>What the person clicked.</summary>
    public Answer Decide(CalComCall call)
    {
        var ask = ((JsonObject)(call.Request.Json() ?? new JsonObject())).ToDictionary(each => each.Key, each => (string?)each.Value ?? "", StringComparer.Ordinal);
        if (RefuseOnPage(ask, out var client) is { } text)
            return Answer.Html(400, StandInPage.Of("Cal.com", "This cannot be connected", $"<p>{StandInPage.Plain(text)}</p>"));
        if (RefuseByRedirect(ask, client) is var (error, description))
            return Back(ask, ("error", error), ("error_description", description));
        if (ask.GetValueOrDefault("decision") != "allow")
            return Back(ask, ("error", "access_denied"), ("error_description", "user denied access"));
        if (!int.TryParse(ask.GetValueOrDefault("account"), out var id) || !state.Accounts.ContainsKey(id))
            return Answer.Html(400, StandInPage.Of("Cal.com", "This cannot be connected", "<p>Choose an account.</p>"));
        var code = Credentials.NewToken("");
        credentials.Codes[code] = new CalComCode(
            new CalComGrant(client.Id, id, Scopes(ask), call.Now + Duration.FromMinutes(10)), ask["redirect_uri"], ask.GetValueOrDefault("code_challenge") is { Length: > 0 } challenge ? challenge : null);
        return Back(ask, ("code", code));
    }

    /// <summary>Exchanges a code or refreshes; JSON or form.</summary>
    public Answer Token(CalComCall call)
    {
        var body = call.Request.Json() as JsonObject ?? [];
        if (Text("client_id") is not { } id || Text("grant_type") is not { } grantType)
            return Refused(400, "invalid_request", "client_id and grant_type are required");
        if (!state.Clients.TryGetValue(id, out var client))
            return Refused(401, "invalid_client", "client_not_found");
        if (!client.Approved)
            return Refused(401, "unauthorized_client", "client_not_approved");
        if (client.Secret is not null && Text("client_secret") != client.Secret)
            return Refused(401, "invalid_client", "invalid_client_credentials");
        return grantType switch
        {
            "authorization_code" => Exchange(call, client, Text("code"), Text("redirect_uri"), Text("code_verifier")),
            "refresh_token" => Refresh(call, client, Text("refresh_token")),
            _ => Refused(400, "invalid_request", "grant_type must be authorization_code or refresh_token"),
        };

        string? Text(string name) => BookingWish.Text(body[name]);
    }

    /// <summary>RFC 6749.</summary>
    public static Answer Refused(int status, string error, string description) => Answer.Json(status, new JsonObject { ["error"] = error, ["error_description"] = description });

    private Answer Exchange(CalComCall call, CalComOAuthClient client, string? code, string? redirect, string? verifier)
    {
        if (code is null || redirect is null)
            return Refused(400, "invalid_request", "code and redirect_uri are required");
        if (!credentials.Codes.Remove(code, out var waiting) || waiting.Grant.Until <= call.Now)
            return Refused(400, "invalid_grant", "code_invalid_or_expired");
        if (waiting.Grant.ClientId != client.Id)
            return Refused(400, "invalid_grant", "client_id_mismatch");
        if (waiting.RedirectUri != redirect)
            return Refused(400, "invalid_grant", "redirect_uri_mismatch");
        if (waiting.Challenge is { } challenge && (verifier is null || !Credentials.Proves(verifier, challenge)))
            return Refused(400, "invalid_grant", "pkce_verification_failed");
        return Pair(call, waiting.Grant);
    }

    private Answer Refresh(CalComCall call, CalComOAuthClient client, string? token)
    {
        if (token is null)
            return Refused(400, "invalid_request", "refresh_token is required");
        if (!credentials.Refresh.TryGetValue(token, out var grant) || grant.Until <= call.Now)
            return Refused(400, "invalid_grant", "invalid_refresh_token");
        if (grant.ClientId != client.Id)
            return Refused(400, "invalid_grant", "client_id_mismatch");
        if (state.Switches.RefreshRevokesOld)
            credentials.Refresh.Remove(token);
        return Pair(call, grant);
    }

    private Answer Pair(CalComCall call, CalComGrant grant)
    {
        var (access, refresh) = (Credentials.NewToken("oat_"), Credentials.NewToken("ort_"));
        credentials.Access[access] = grant with { Until = call.Now + Credentials.AccessLife };
        credentials.Refresh[refresh] = grant with { Until = call.Now + Credentials.RefreshLife };
        return Answer.Json(200, new JsonObject
        {
            ["access_token"] = access,
            ["token_type"] = "bearer",
            ["refresh_token"] = refresh,
            ["expires_in"] = (int)Credentials.AccessLife.TotalSeconds,
            ["scope"] = string.Join(' ', grant.Scopes),
        });
    }

    private string? RefuseOnPage(Dictionary<string, string> ask, out CalComOAuthClient client)
    {
        if (!state.Clients.TryGetValue(ask.GetValueOrDefault("client_id", ""), out client!))
            return "There is no OAuth client with this ID.";
        if (!client.Approved)
            return "This OAuth client is not approved yet.";
        var redirect = ask.GetValueOrDefault("redirect_uri", "");
        var registered = client.RedirectUris.Count > 0 ? client.RedirectUris.Contains(redirect) : Uri.TryCreate(redirect, UriKind.Absolute, out var address) && address.IsLoopback;
        return registered ? null : "The redirect URI is not one of those registered for this client.";
    }

    private static (string Error, string Description)? RefuseByRedirect(Dictionary<string, string> ask, CalComOAuthClient client)
    {
        if (Scopes(ask) is not { Count: > 0 } scopes)
            return ("invalid_scope", "scope is required");
        if (scopes.FirstOrDefault(each => !client.Scopes.Contains(each)) is { } foreign)
            return ("invalid_scope", $"scope {foreign} is not one of the client's");
        var challenge = ask.GetValueOrDefault("code_challenge", "");
        if (client.Secret is null && challenge.Length == 0)
            return ("invalid_request", "code_challenge is required for public clients");
        return challenge.Length > 0 && ask.GetValueOrDefault("code_challenge_method", "S256") != "S256" ? ("invalid_request", "code_challenge_method must be S256") : null;
    }

    private static Answer Back(Dictionary<string, string> ask, params (string Name, string Value)[] fields)
    {
        var redirect = ask["redirect_uri"];
        IEnumerable<(string Name, string Value)> all = ask.TryGetValue("state", out var given) ? [.. fields, ("state", given)] : fields;
        return Answer.Redirect($"{redirect}{(redirect.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{string.Join('&', all.Select(each => $"{each.Name}={Uri.EscapeDataString(each.Value)}"))}");
    }

    private static List<string> Scopes(Dictionary<string, string> ask) => [.. ask.GetValueOrDefault("scope", "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Distinct()];

    private static Dictionary<string, string> Fields(IQueryCollection query) => query.ToDictionary(each => each.Key, each => each.Value.ToString(), StringComparer.Ordinal);
}
