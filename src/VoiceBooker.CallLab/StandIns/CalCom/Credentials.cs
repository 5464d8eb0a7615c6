using System.Security.Cryptography;
using System.Text;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary>What a token stands for.</summary>
internal sealed record CalComGrant(string ClientId, int AccountId, IReadOnlyList<string> Scopes, Instant Until);

/// <summary>An authorization code on its way to be exchanged once.</summary>
internal sealed record CalComCode(CalComGrant Grant, string RedirectUri, string? Challenge);

/// <summary>API keys and OAuth tokens. Bearer values that begin with <c>cal_</c> are keys, all others access tokens.</summary>
internal sealed class Credentials(CalComState state)
{
    /// <summary>Nobody said who they are where it is needed.</summary>
    public const string NoMethod =
        "ApiAuthStrategy - No authentication method provided. Either pass an API key as 'Bearer' header or OAuth client credentials as 'x-cal-secret-key' and 'x-cal-client-id' headers";

    /// <summary>The same for the list of bookings, which has another guard.</summary>
    public const string NoPermission =
        "PermissionsGuard - no authentication provided. Provide either authorization bearer token containing managed user access token or oAuth client id in 'x-cal-client-id' header.";

    /// <summary>A dead access token.</summary>
    public const string DeadToken = "ApiAuthStrategy - access token - Invalid Access Token.";

    /// <summary>A key whose time is over.</summary>
    public const string DeadKey = "ApiAuthStrategy - api key - Your api key is expired";

    /// <summary>Access tokens live half an hour.</summary>
    public static readonly Duration AccessLife = Duration.FromSeconds(1800);

    /// <summary>Refresh tokens live thirty days.</summary>
    public static readonly Duration RefreshLife = Duration.FromDays(30);

    /// <summary>Codes waiting for their exchange.</summary>
    public Dictionary<string, CalComCode> Codes { get; } = [];

    /// <summary>Access tokens.</summary>
    public Dictionary<string, CalComGrant> Access { get; } = [];

    /// <summary>Refresh tokens.</summary>
    public Dictionary<string, CalComGrant> Refresh { get; } = [];

    /// <summary>Who asks; or why they are not believed.</summary>
    public string? Identify(StandInRequest request, out CalComCaller caller)
    {
        caller = new CalComCaller(null, null);
        if (request.Bearer is not { } bearer)
            return null;
        if (!bearer.StartsWith("cal_", StringComparison.Ordinal))
        {
            if (!Access.TryGetValue(bearer, out var grant) || grant.Until <= state.Now)
                return DeadToken;
            caller = new CalComCaller(state.Accounts[grant.AccountId], grant.Scopes);
            return null;
        }

        if (Owner(bearer) is not var (account, key))
            return "ApiAuthStrategy - api key - Your api key is not valid";
        if (key.Expires is { } expires && Instant.FromDateTimeOffset(expires) <= state.Now)
            return DeadKey;
        caller = new CalComCaller(account, null);
        return null;
    }

    /// <summary>Whether this key was ever given out.</summary>
    public bool IsKnownKey(string key) => Owner(key) is not null;

    /// <summary>A token nobody guesses.</summary>
    public static string NewToken(string prefix) => prefix + RandomNumberGenerator.GetHexString(48, lowercase: true);

    /// <summary>Whether the verifier belongs to the challenge (S256).</summary>
    public static bool Proves(string verifier, string challenge) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_') == challenge;

    private (CalComAccount Account, CalComKey Key)? Owner(string bearer)
    {
        foreach (var account in state.Accounts.Values)
        {
            if (account.Keys.FirstOrDefault(each => each.Key == bearer) is { } key)
                return (account, key);
        }

        return null;
    }
}
