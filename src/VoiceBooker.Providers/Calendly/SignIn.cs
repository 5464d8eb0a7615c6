using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Providers.Accounts;

namespace VoiceBooker.Providers.Calendly;

/// <summary>Signing in (OAuth 2.1, authorization code with PKCE). A refresh token is good for one use, so nothing of this is ever sent twice.</summary>
internal sealed class SignIn(AccountHttp http, IOptions<CalendlyOptions> options, TimeProvider time)
{
    /// <summary>Where the owner's browser goes.</summary>
    public Uri Address(Uri callback, string state, string challenge)
    {
        var client = options.Value;
        (string Name, string Value)[] query =
        [
            ("client_id", client.ClientId),
            ("response_type", "code"),
            ("redirect_uri", callback.AbsoluteUri),
            ("scope", string.Join(' ', client.WantedScopes)),
            ("state", state),
            ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
        ];
        return new Uri($"{client.AuthAddress.TrimEnd('/')}/oauth/authorize?{string.Join('&', query.Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value)}"))}");
    }

    /// <summary>A credential for the code of a finished sign-in.</summary>
    public Task<CredentialAnswer> RedeemAsync(Uri callback, string code, string verifier, CancellationToken cancel) =>
        TokenAsync("sign-in", "", [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", callback.AbsoluteUri), ("code_verifier", verifier)], cancel);

    /// <summary>A new credential for one that ends; the old refresh token is gone with the answer.</summary>
    public Task<CredentialAnswer> RefreshAsync(Access access, CancellationToken cancel) => access.Credential.RefreshToken is { } refresh
        ? TokenAsync("renewal", access.Connection.Id.ToString("D"), [("grant_type", "refresh_token"), ("refresh_token", refresh)], cancel)
        : Task.FromResult<CredentialAnswer>(new CredentialAnswer.Refused("A personal access token cannot be renewed; make a new one at Calendly and connect the account again."));

    /// <summary>Takes both tokens back; best effort.</summary>
    public async Task RevokeAsync(Credential credential, CancellationToken cancel)
    {
        var client = options.Value;
        foreach (var token in new[] { credential.RefreshToken, credential.Token }.OfType<string>())
            await SendAsync("revoke", "", "/oauth/revoke", [("client_id", client.ClientId), ("client_secret", client.ClientSecret), ("token", token)], basic: false, cancel);
    }

    /// <summary>The limit of tokens is each user's own (<paramref name="whose"/>): one who is refused keeps no other from being renewed.</summary>
    private async Task<CredentialAnswer> TokenAsync(string what, string whose, IEnumerable<(string Name, string Value)> form, CancellationToken cancel)
    {
        var client = options.Value;
        if (client.ClientId.Length == 0)
            return new CredentialAnswer.Unreachable("The settings name no OAuth app of Calendly (Calendly:ClientId).");

        // An app with a secret names itself by Basic authentication, a native one in the form.
        var basic = client.ClientSecret.Length > 0;
        var reply = await SendAsync(what, whose, "/oauth/token", basic ? form : form.Append(("client_id", client.ClientId)), basic, cancel);
        switch (reply)
        {
            case AccountReply.Answered { IsSuccess: true } answer:
                return Read(WireBody.Read(answer.Body, CalendlyJson.Default.Token));

            case AccountReply.Answered refused:
                var error = WireBody.Read(refused.Body, CalendlyJson.Default.OAuthError);
                if (error?.Error is "invalid_client" or "unauthorized_client" || (refused.Status == 401 && error?.Error is null))
                    return new CredentialAnswer.Unreachable("Calendly does not accept this server's OAuth app; check Calendly:ClientId and Calendly:ClientSecret.");
                return refused.Status is >= 400 and < 500
                    ? new CredentialAnswer.Refused($"Calendly does not accept the sign-in any more ({error?.ErrorDescription ?? error?.Error ?? $"HTTP {refused.Status}"}); connect the account again.")
                    : new CredentialAnswer.Unreachable($"Calendly answered HTTP {refused.Status}.");

            case AccountReply.Throttled:
                return new CredentialAnswer.Unreachable("Calendly takes no more sign-ins for this account just now; try again in a minute.");

            case AccountReply.Unreachable(var reason, _):
                return new CredentialAnswer.Unreachable($"Calendly cannot be reached: {reason}");

            default:
                return new CredentialAnswer.Unreachable("Calendly failed too often just now; try again in a minute.");
        }
    }

    private CredentialAnswer Read(WireToken? token)
    {
        if (token?.AccessToken is not { Length: > 0 } access)
            return new CredentialAnswer.Unreachable("Calendly's answer is not what it should be.");

        if (token.Scope is { Length: > 0 } scope)
        {
            var granted = scope.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var lacking = options.Value.WantedScopes.Where(wanted => !Grants(granted, wanted)).ToList();
            if (lacking.Count > 0)
                return new CredentialAnswer.Refused($"These rights were not granted: {string.Join(", ", lacking)}. Give them to the OAuth app at Calendly and connect again.");
        }

        var lasts = Duration.FromSeconds(token.ExpiresIn ?? 7200);
        return new CredentialAnswer.Given(new Credential(access, token.RefreshToken, Instant.FromDateTimeOffset(time.GetUtcNow()) + lasts));
    }

    /// <summary>A right to write is one to read as well.</summary>
    private static bool Grants(string[] granted, string wanted) =>
        granted.Contains("default") || granted.Contains(wanted) || (wanted.EndsWith(":read", StringComparison.Ordinal) && granted.Contains($"{wanted[..^":read".Length]}:write"));

    private Task<AccountReply> SendAsync(string what, string whose, string path, IEnumerable<(string Name, string Value)> form, bool basic, CancellationToken cancel)
    {
        var client = options.Value;
        var address = new Uri(client.AuthAddress.TrimEnd('/') + path);
        var body = string.Join('&', form.Where(part => part.Value.Length > 0).Select(part => $"{part.Name}={WebUtility.UrlEncode(part.Value)}"));
        var request = new AccountRequest(address.Authority, what, HttpMethod.Post, address, client.Doing with { Attempts = 1 })
        {
            Body = Encoding.UTF8.GetBytes(body),
            Lane = whose,
            ContentType = "application/x-www-form-urlencoded",
            Headers = basic ? [KeyValuePair.Create("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.ClientId}:{client.ClientSecret}")))] : [],
        };
        return http.SendAsync(request, cancel);
    }
}
