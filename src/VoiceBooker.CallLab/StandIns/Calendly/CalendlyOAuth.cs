using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>
/// The endpoints of the authorization server, on the API's own host: codes live 10 minutes and work once, access tokens 2 hours, refresh tokens until they are used once.
/// </summary>
internal sealed class CalendlyOAuth(CalendlyBooks books, CalendlyWire wire, CalendlySwitches switches)
{
    private static readonly Duration CodeLife = Duration.FromMinutes(10);
    private static readonly Duration TokenLife = Duration.FromHours(2);
    private readonly Dictionary<string, Code> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Refresh> _refreshes = new(StringComparer.Ordinal);
    private readonly List<(CalendlyUser User, Instant At)> _given = [];

    /// <summary>GET /.well-known/oauth-authorization-server.</summary>
    public JsonObject Discovery() => new()
    {
        ["issuer"] = wire.Origin,
        ["authorization_endpoint"] = wire.Uri("/oauth/authorize"),
        ["token_endpoint"] = wire.Uri("/oauth/token"),
        ["revocation_endpoint"] = wire.Uri("/oauth/revoke"),
        ["introspection_endpoint"] = wire.Uri("/oauth/introspect"),
        ["response_types_supported"] = new JsonArray("code"),
        ["grant_types_supported"] = new JsonArray("authorization_code", "refresh_token"),
        ["code_challenge_methods_supported"] = new JsonArray("S256"),
        ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_basic", "none"),
    };

    /// <summary>GET and POST /oauth/authorize: asks the person in the browser, then sends them back with a code or a reason.</summary>
    public Answer Authorize(StandInRequest request, Instant now)
    {
        var fields = request.Method == "POST" ? QueryHelpers.ParseQuery(request.Body).ToDictionary(each => each.Key, each => each.Value.ToString()) : request.Query.ToDictionary(each => each.Key, each => each.Value.ToString());
        string? Field(string name) => fields.TryGetValue(name, out var text) && text.Length > 0 ? text : null;
        if (books.Apps.Find(each => each.ClientId == Field("client_id")) is not { } app)
            return AuthorizePages.Wrong("Client authentication failed: there is no such application.");
        if (Field("redirect_uri") is not { } redirect || !Returns(app, redirect))
            return AuthorizePages.Wrong("The redirect URI is not one of the application's.");
        var (state, challenge) = (Field("state"), Field("code_challenge"));
        if (Field("response_type") != "code")
            return Back("error", "unsupported_response_type");
        if ((challenge is null && app.ClientSecret is null) || (challenge is not null && Field("code_challenge_method") != "S256"))
            return Back("error", "invalid_request");
        IReadOnlyList<string> scopes = Field("scope")?.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) ?? [.. app.Scopes];
        if (scopes.Any(scope => !Grants(app, scope)))
            return Back("error", "invalid_scope");
        if (request.Method != "POST")
            return AuthorizePages.Consent(app, scopes, books.Users, fields);
        if (Field("decision") != "allow" || books.Users.Find(each => each.Uuid == Field("user")) is not { } user)
            return Back("error", "access_denied");
        var code = NewSecret();
        _codes[code] = new Code(app, user, redirect, scopes, challenge, now + CodeLife);
        return Back("code", code);

        Answer Back(string name, string value)
        {
            var query = new Dictionary<string, string?> { [name] = value };
            if (state is not null)
                query["state"] = state;
            return Answer.Redirect(QueryHelpers.AddQueryString(redirect, query));
        }
    }

    /// <summary>POST /oauth/token.</summary>
    public Answer Token(StandInRequest request, Instant now)
    {
        var form = Form(request);
        var app = Client(request, form);
        var grant = form.GetValueOrDefault("grant_type");
        if (grant is null)
            throw CalendlyAnswers.OAuth(400, "invalid_request", "Missing required parameter: grant_type.");
        if (grant == "authorization_code")
            return Exchange(form, app, now);
        return grant == "refresh_token" ? Rotate(form, app, now) : throw CalendlyAnswers.OAuth(400, "unsupported_grant_type", "The authorization grant type is not supported by the authorization server.");
    }

    /// <summary>POST /oauth/revoke: the token and what was given along with it.</summary>
    public Answer Revoke(StandInRequest request)
    {
        var form = Form(request);
        if (form.GetValueOrDefault("token") is not { } text)
            throw CalendlyAnswers.OAuth(400, "invalid_request", "Missing required parameter: token.");
        if (FormClient(form) is not { } app)
            throw CalendlyAnswers.OAuth(403, "unauthorized_client", "You are not authorized to revoke this token.");
        foreach (var (refresh, given) in _refreshes.Where(each => each.Value.App == app && (each.Key == text || each.Value.Access.Text == text)).ToList())
        {
            given.Access.Revoked = true;
            _refreshes.Remove(refresh);
        }

        if (books.Tokens.Find(each => each.Text == text && each.App == app) is { } token)
            token.Revoked = true;
        return Answer.Json(200, new JsonObject());
    }

    /// <summary>POST /oauth/introspect.</summary>
    public Answer Introspect(StandInRequest request, Instant now)
    {
        var form = Form(request);
        if (form.GetValueOrDefault("token") is not { } text)
            throw CalendlyAnswers.OAuth(400, "invalid_request", "Missing required parameter: token.");
        if (FormClient(form) is not { } app)
            throw CalendlyAnswers.OAuth(401, "invalid_client", "Client authentication failed.");
        var token = books.Tokens.Find(each => each.Text == text && each.App == app) ?? _refreshes.GetValueOrDefault(text)?.Access;
        var active = token is { Revoked: false } && token.App == app && (token.Text != text || now < token.ExpiresAt);
        return Answer.Json(200, active
            ? new JsonObject { ["active"] = true, ["scope"] = string.Join(' ', token!.Scopes!), ["client_id"] = app.ClientId, ["token_type"] = "Bearer" }
            : new JsonObject { ["active"] = false });
    }

    /// <summary>Ends every access token; the refresh tokens too if asked.</summary>
    public void EndAll(bool refreshToo)
    {
        foreach (var token in books.Tokens.Where(token => token.App is not null))
            token.Revoked = true;
        if (refreshToo)
            _refreshes.Clear();
    }

    private Answer Exchange(Dictionary<string, string> form, CalendlyApp app, Instant now)
    {
        if (form.GetValueOrDefault("code") is not { } text || form.GetValueOrDefault("redirect_uri") is not { } redirect)
            throw CalendlyAnswers.OAuth(400, "invalid_request", "Missing required parameter: code or redirect_uri.");
        if (!_codes.TryGetValue(text, out var code) || code.App != app || code.RedirectUri != redirect || now >= code.EndsAt || !Verifies(code.Challenge, form.GetValueOrDefault("code_verifier")))
            throw InvalidGrant();
        RefuseTooMany(code.User, now);
        _codes.Remove(text);
        return Give(app, code.User, code.Scopes, now);
    }

    private Answer Rotate(Dictionary<string, string> form, CalendlyApp app, Instant now)
    {
        if (form.GetValueOrDefault("refresh_token") is not { } text)
            throw CalendlyAnswers.OAuth(400, "invalid_request", "Missing required parameter: refresh_token.");
        if (!_refreshes.TryGetValue(text, out var refresh) || refresh.App != app)
            throw InvalidGrant();
        RefuseTooMany(refresh.Access.User, now);
        _refreshes.Remove(text);
        return Give(app, refresh.Access.User, refresh.Access.Scopes!, now);
    }

    private Answer Give(CalendlyApp app, CalendlyUser user, IReadOnlyList<string> scopes, Instant now)
    {
        var token = new CalendlyToken { Text = NewSecret(), User = user, App = app, Scopes = scopes, ExpiresAt = now + TokenLife };
        var refresh = NewSecret();
        books.Tokens.Add(token);
        _refreshes[refresh] = new Refresh(app, token);
        _given.Add((user, now));
        return Answer.Json(200, new JsonObject
        {
            ["access_token"] = token.Text,
            ["token_type"] = "Bearer",
            ["expires_in"] = (int)TokenLife.TotalSeconds,
            ["refresh_token"] = refresh,
            ["scope"] = string.Join(' ', scopes),
            ["created_at"] = now.ToUnixTimeSeconds(),
            ["owner"] = wire.Uri(user.Path),
            ["organization"] = wire.Uri(user.Organization.Path),
        }).With("Cache-Control", "no-store");
    }

    private void RefuseTooMany(CalendlyUser user, Instant now)
    {
        if (_given.Count(each => each.User == user && each.At > now - Duration.FromMinutes(1) && each.At <= now) >= switches.TokensPerMinute)
            throw new RefusedException(CalendlyLimits.Exhausted(CalendlyAnswers.TooMany()));
    }

    // Web applications show their secret by HTTP Basic, native ones have none and name themselves in the body.
    private CalendlyApp Client(StandInRequest request, Dictionary<string, string> form)
    {
        if (request.Headers.Authorization.ToString() is { Length: > 6 } header && header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            var pair = new byte[header.Length];
            if (Convert.TryFromBase64String(header[6..].Trim(), pair, out var length)
                && Encoding.UTF8.GetString(pair, 0, length).Split(':', 2) is [var id, var secret]
                && books.Apps.Find(each => each.ClientId == id && each.ClientSecret is not null && each.ClientSecret == secret) is { } web)
                return web;
        }
        else if (books.Apps.Find(each => each.ClientId == form.GetValueOrDefault("client_id") && each.ClientSecret is null) is { } native)
        {
            return native;
        }

        throw CalendlyAnswers.OAuth(401, "invalid_client", "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.");
    }

    private CalendlyApp? FormClient(Dictionary<string, string> form) =>
        books.Apps.Find(each => each.ClientId == form.GetValueOrDefault("client_id") && (each.ClientSecret is null || each.ClientSecret == form.GetValueOrDefault("client_secret")));

    private static Dictionary<string, string> Form(StandInRequest request) => request.IsForm
        ? QueryHelpers.ParseQuery(request.Body).Where(each => each.Value.ToString().Length > 0).ToDictionary(each => each.Key, each => each.Value.ToString())
        : throw CalendlyAnswers.OAuth(400, "invalid_request", "The request must be form-encoded.");

    private static bool Returns(CalendlyApp app, string redirect) =>
        Uri.TryCreate(redirect, UriKind.Absolute, out var uri)
        && (uri.Scheme == "https" || (app.Sandbox && uri.Scheme == "http"))
        && (app.RedirectUris.Count == 0 ? uri.IsLoopback : app.RedirectUris.Contains(redirect));

    private static bool Grants(CalendlyApp app, string scope) =>
        app.Scopes.Contains(scope) || (scope.EndsWith(":read", StringComparison.Ordinal) && app.Scopes.Contains(scope[..^5] + ":write"));

    private static bool Verifies(string? challenge, string? verifier) =>
        challenge is null || (verifier is not null && WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == challenge);

    private static RefusedException InvalidGrant() => CalendlyAnswers.OAuth(
        400, "invalid_grant", "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.");

    private static string NewSecret() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    private sealed record Code(CalendlyApp App, CalendlyUser User, string RedirectUri, IReadOnlyList<string> Scopes, string? Challenge, Instant EndsAt);

    private sealed record Refresh(CalendlyApp App, CalendlyToken Access);
}
