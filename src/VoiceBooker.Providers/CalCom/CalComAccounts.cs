using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Connections;

namespace VoiceBooker.Providers.CalCom;

/// <summary>Accounts at Cal.com: connected by API key, or by signing in (OAuth 2 with PKCE; a client without a secret is a public one).</summary>
internal sealed class CalComAccounts(CalComApi api, IOptions<CalComOptions> options, TimeProvider time) : ICalendarAccounts
{
    private const string SameAddress = "Webhook with this subscriber url";

    private CalComOptions Settings => options.Value;

    public string Provider => CalComCalendar.Name;

    public ProviderCard Card => new(
        "Cal.com",
        "API key",
        "In Cal.com under Settings → Developer → API keys. It begins with cal_.",
        new Uri(Settings.BaseAddress),
        "Another address is needed for an account in the European region and for a Cal.com of your own. It is the address of the API, usually ending with /v2.",
        Settings.Others,
        Settings.OffersSignIn,
        "Signing in is offered when CalCom:ClientId names an OAuth client, made in Cal.com under Settings → Developer → OAuth. Until Cal.com approves it, only its owner can sign in.",
        Settings.Marks);

    public string? RefuseAddress(Uri address) => Settings.Refuse(address.OriginalString);

    public async Task<AccountAnswer> IdentifyAsync(Access access, CancellationToken cancel)
    {
        var host = new Uri(access.Connection.BaseAddress).Host;
        switch (await api.SendAsync(access, new CalComCall("me", HttpMethod.Get, "me", Version: null), cancel))
        {
            case CalComReply.Said(var me, _) when me.Id("id") is { } id:
                return new AccountAnswer.Known(id, me.Id("organizationId") ?? me.Item("organization")?.Id("id") ?? "", me.Text("name") ?? me.Text("username") ?? "", me.Text("email") ?? "", me.Text("timeZone") ?? "");

            case CalComReply.Dead(var reason):
                return new AccountAnswer.Refused(
                    access.Credential.RefreshToken is not null ? $"Cal.com does not accept the sign-in any more ({reason}). Sign in again."
                    : reason.Contains("expired", StringComparison.OrdinalIgnoreCase) ? "The API key has expired. Make a new one in Cal.com under Settings → Developer → API keys."
                    : $"{host} does not accept this API key. Copy it whole from Settings → Developer → API keys, and check that the account belongs to this address.");

            case CalComReply.Refused({ Status: 401 or 403 } error):
                return new AccountAnswer.Refused($"The credential may not read the account: {error.Message}. Connect with one that may.");

            case CalComReply.Refused({ Status: 404 }) or CalComReply.Said:
                return new AccountAnswer.Unreachable($"{host} answers, but not as the Cal.com API does. Check the address; it usually ends with /v2.");

            case var reply:
                return new AccountAnswer.Unreachable(reply.Why);
        }
    }

    /// <summary>A client with a secret proves itself by it; PKCE is for the one without. Their token endpoint knows either, not both.</summary>
    public Uri SignInAddress(Uri baseAddress, Uri callback, string state, string challenge)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["response_type"] = "code",
            ["client_id"] = Settings.ClientId,
            ["redirect_uri"] = callback.OriginalString,
            ["scope"] = Settings.Scopes,
            ["state"] = state,
        };
        if (Settings.ClientSecret.Length == 0)
            (query["code_challenge"], query["code_challenge_method"]) = (challenge, "S256");
        return new Uri(QueryHelpers.AddQueryString(AuthorizeAddress(baseAddress), query));
    }

    public Task<CredentialAnswer> RedeemAsync(Uri baseAddress, Uri callback, string code, string verifier, CancellationToken cancel)
    {
        var body = new JsonObject { ["client_id"] = Settings.ClientId, ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = callback.OriginalString };
        if (Settings.ClientSecret.Length == 0)
            body["code_verifier"] = verifier;
        return TokenAsync(baseAddress, body, refresh: null, cancel);
    }

    public Task<CredentialAnswer> RefreshAsync(Access access, CancellationToken cancel)
    {
        if (access.Credential.RefreshToken is not { } refresh)
            return Task.FromResult<CredentialAnswer>(new CredentialAnswer.Refused("An API key cannot be renewed."));
        return TokenAsync(new Uri(access.Connection.BaseAddress), new JsonObject { ["client_id"] = Settings.ClientId, ["grant_type"] = "refresh_token", ["refresh_token"] = refresh }, refresh, cancel);
    }

    /// <summary>There is no way to tell Cal.com; tokens end after half an hour, refresh tokens after thirty days.</summary>
    public Task RevokeAsync(Access access, CancellationToken cancel) => Task.CompletedTask;

    public async Task<ProviderEventsAnswer> FindEventsAsync(Access access, CancellationToken cancel) =>
        await api.SendAsync(access, new CalComCall("event types", HttpMethod.Get, "event-types", CalComCall.EventTypes), cancel) switch
        {
            CalComReply.Said(var data, _) => EventTypes.Read(data) is { } events ? new ProviderEventsAnswer.Found(events) : new ProviderEventsAnswer.Unavailable("Cal.com's list of event types cannot be read."),
            CalComReply.Dead(var reason) => new ProviderEventsAnswer.Refused(reason),
            CalComReply.Refused({ Status: 401 or 403 } error) => new ProviderEventsAnswer.Refused(error.Message),
            var reply => new ProviderEventsAnswer.Unavailable(reply.Why),
        };

    public async Task<SubscriptionAnswer> SubscribeAsync(Access access, Uri address, string secret, CancellationToken cancel)
    {
        var body = Wanted(secret);
        body["subscriberUrl"] = address.OriginalString;
        var reply = await api.SendAsync(access, new CalComCall("subscribe", HttpMethod.Post, "webhooks", Version: null) { Body = body }, cancel);
        if (reply is CalComReply.Refused { Error: { } error } && (error.Status == 409 || error.Says(SameAddress)))
            reply = await AdoptAsync(access, address, secret, cancel);
        return reply switch
        {
            CalComReply.Said(var data, _) when data.Id("id") is { Length: > 0 } id => new SubscriptionAnswer.Subscribed(id),
            CalComReply.Said => new SubscriptionAnswer.Refused("Cal.com's answer names no webhook."),
            _ => new SubscriptionAnswer.Refused($"Cal.com will not tell us of changes: {reply.Why}"),
        };
    }

    public async Task<bool?> IsSubscribedAsync(Access access, string subscription, Uri address, CancellationToken cancel) =>
        await api.SendAsync(access, new CalComCall("webhook", HttpMethod.Get, $"webhooks/{Uri.EscapeDataString(subscription)}", Version: null), cancel) switch
        {
            CalComReply.Said(var data, _) when data.Id("id") is not null => data.Flag("active") != false && data.Text("subscriberUrl") == address.OriginalString && CalComNews.Triggers.All(Triggers(data).Contains),
            CalComReply.Refused({ Status: 404, IsWrongDoor: false }) => false,
            _ => null,
        };

    public async Task UnsubscribeAsync(Access access, string subscription, CancellationToken cancel) =>
        await api.SendAsync(access, new CalComCall("unsubscribe", HttpMethod.Delete, $"webhooks/{Uri.EscapeDataString(subscription)}", Version: null) { Repeatable = true }, cancel);

    public NewsReading ReadNews(Connection connection, string secret, Func<string, string?> header, ReadOnlyMemory<byte> body, Instant now) => CalComNews.Read(secret, header(CalComNews.SignatureHeader), body.Span);

    /// <summary>Our own address is subscribed already, with a secret that nobody knows any more: it takes ours.</summary>
    private async Task<CalComReply> AdoptAsync(Access access, Uri address, string secret, CancellationToken cancel)
    {
        var list = await api.SendAsync(access, new CalComCall("webhooks", HttpMethod.Get, "webhooks?take=250", Version: null), cancel);
        if (list is not CalComReply.Said(var webhooks, _) || webhooks.ValueKind != System.Text.Json.JsonValueKind.Array)
            return list;
        if (webhooks.EnumerateArray().FirstOrDefault(each => each.Text("subscriberUrl") == address.OriginalString).Id("id") is not { } id)
            return new CalComReply.Down("the address is subscribed already, by somebody else.");
        return await api.SendAsync(access, new CalComCall("adopt webhook", HttpMethod.Patch, $"webhooks/{Uri.EscapeDataString(id)}", Version: null) { Body = Wanted(secret), Repeatable = true }, cancel);
    }

    private static JsonObject Wanted(string secret) => new() { ["active"] = true, ["triggers"] = new JsonArray([.. CalComNews.Triggers.Select(trigger => (JsonNode)trigger)]), ["secret"] = secret };

    private static IEnumerable<string?> Triggers(System.Text.Json.JsonElement webhook) => webhook.List("triggers").Select(each => each.ToString());

    /// <summary>The page belongs to the address: api.cal.com signs in at app.cal.com. A Cal.com of one's own that keeps no such order names its page in the settings.</summary>
    private string AuthorizeAddress(Uri baseAddress)
    {
        var page = new Uri(Settings.AuthorizeAddress);
        var usual = new Uri(Settings.BaseAddress);
        if (baseAddress.Authority == usual.Authority || !baseAddress.Host.StartsWith("api.", StringComparison.OrdinalIgnoreCase) || !page.Host.StartsWith("app.", StringComparison.OrdinalIgnoreCase))
            return Settings.AuthorizeAddress;
        return new UriBuilder(page) { Host = $"app.{baseAddress.Host["api.".Length..]}" }.Uri.ToString();
    }

    private async Task<CredentialAnswer> TokenAsync(Uri baseAddress, JsonObject body, string? refresh, CancellationToken cancel)
    {
        if (Settings.ClientSecret.Length > 0)
            body["client_secret"] = Settings.ClientSecret;
        switch (await api.SendAsync(baseAddress, account: "", token: null, new CalComCall("token", HttpMethod.Post, "auth/oauth2/token", Version: null) { Body = body, Within = Settings.AskWithin }, cancel))
        {
            case CalComReply.Said(_, var given) when given.Text("access_token") is { Length: > 0 } token:
                Instant? ends = given.Number("expires_in") is { } seconds ? Instant.FromDateTimeOffset(time.GetUtcNow()) + Duration.FromSeconds(seconds) : null;
                return new CredentialAnswer.Given(new Credential(token, given.Text("refresh_token") ?? refresh, ends));

            case CalComReply.Dead(var reason):
                return new CredentialAnswer.Refused(Explain(reason));

            case CalComReply.Refused(var error) when error.IsOAuth && error.Status is >= 400 and < 500 && error.Code is not "temporarily_unavailable":
                return new CredentialAnswer.Refused(Explain(error.Message));

            case var reply:
                return new CredentialAnswer.Unreachable($"Cal.com gave no token: {reply.Why}");
        }
    }

    /// <summary>What to do about an RFC 6749 error.</summary>
    private static string Explain(string reason) =>
        reason.StartsWith("invalid_client", StringComparison.Ordinal) ? $"Cal.com does not know our OAuth client ({reason}). Check CalCom:ClientId and CalCom:ClientSecret."
        : reason.StartsWith("unauthorized_client", StringComparison.Ordinal) ? $"Cal.com has not approved our OAuth client yet ({reason}). Until then only its owner can sign in."
        : reason.Contains("redirect_uri", StringComparison.Ordinal) ? $"Cal.com does not accept our address to come back to ({reason}). Add it to the OAuth client's redirect addresses."
        : $"Cal.com does not accept the sign-in ({reason}). Sign in again.";
}
