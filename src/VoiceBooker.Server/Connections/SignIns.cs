using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using VoiceBooker.Booking.Connections;

namespace VoiceBooker.Server.Connections;

/// <summary>
/// Sign-ins at providers that are under way: each has a one-time state that is good for ten minutes and only in the console session that began it, or only for the API; the PKCE verifier never leaves the server.
/// </summary>
internal sealed partial class SignIns(Booking.Connections.Connections connections, AccountDesk desk, TimeProvider time, ILogger<SignIns> log)
{
    /// <summary>Where the provider sends the browser back to.</summary>
    public const string Callback = "/connections/callback";

    /// <summary>The session of those who hold the API's key.</summary>
    private const string Api = "the API";

    private static readonly TimeSpan Good = TimeSpan.FromMinutes(10);

    private static readonly System.Buffers.SearchValues<char> ErrorLetters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz_");

    private readonly ConcurrentDictionary<string, Pending> _pending = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Ended> _ended = new(StringComparer.Ordinal);

    /// <summary>Begins one.</summary>
    /// <param name="session">The console session.</param>
    /// <param name="providerName">The provider.</param>
    /// <param name="baseAddress">Its address; empty: its usual one.</param>
    /// <param name="console">The console's own address.</param>
    /// <returns>Where the browser goes, or what is wrong.</returns>
    public (Uri? Address, AccountResult.Wrong? Wrong) Begin(string session, string providerName, string baseAddress, Uri console) =>
        BeginAt(session, providerName, baseAddress, new Uri(console, Callback));

    /// <summary>Begins one for a page of an API client's own, which the provider must know as a redirect address.</summary>
    public (Uri? Address, AccountResult.Wrong? Wrong) BeginForApi(string providerName, string baseAddress, string callback) =>
        Uri.TryCreate(callback, UriKind.Absolute, out var page) && page.Scheme is "https" or "http" && page.Fragment.Length == 0
            ? BeginAt(Api, providerName, baseAddress, page)
            : (null, new("callback", "callback is needed: the address of your page that the provider sends the browser back to, like https://example.com/connected; the OAuth client must allow it."));

    /// <summary>What the browser brought back to that page.</summary>
    public async Task<AccountResult> FinishForApiAsync(string? state, string? code, string? error, string? errorDescription, CancellationToken cancel)
    {
        Forget();
        return (await RedeemAsync(Api, state ?? "", code ?? "", error, errorDescription ?? "", cancel)).Result;
    }

    private (Uri? Address, AccountResult.Wrong? Wrong) BeginAt(string session, string providerName, string baseAddress, Uri callback)
    {
        if (connections.Provider(providerName) is not { } provider)
            return (null, desk.UnknownProvider(providerName));
        if (!provider.Card.OffersSignIn)
            return (null, new("provider", provider.Card.SignInHelp));
        if (AccountDesk.ReadAddress(provider, baseAddress, out var address) is { } wrong)
            return (null, wrong);

        Forget();
        var (state, verifier) = (Random(), Random());
        _pending[state] = new Pending(session, provider, address, callback, verifier, time.GetUtcNow() + Good);
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return (provider.SignInAddress(address, callback, state, challenge), null);
    }

    /// <summary>The browser came back: gives a key with which the console's page takes what came of it, once and in the same session.</summary>
    public async Task<string> FinishAsync(string session, string? state, string? code, string? error, string? errorDescription, CancellationToken cancel)
    {
        Forget();
        var (title, result) = await RedeemAsync(session, state ?? "", code ?? "", error, errorDescription ?? "", cancel);
        var key = Random();
        _ended[key] = new Ended(session, title, result, time.GetUtcNow() + Good);
        return key;
    }

    /// <summary>What came of a sign-in; null when there is nothing to tell.</summary>
    public (string Provider, AccountResult Result)? Take(string session, string key) =>
        _ended.TryRemove(key, out var ended) && ended.Session == session ? (ended.Provider, ended.Result) : null;

    private async Task<(string Provider, AccountResult Result)> RedeemAsync(string session, string state, string code, string? error, string errorDescription, CancellationToken cancel)
    {
        // Taken out whatever comes of it: a state is good for one return.
        if (!_pending.TryRemove(state, out var pending) || pending.Until < time.GetUtcNow())
            return ("", new AccountResult.Refused("This sign-in is not under way any more: it was finished already, or took longer than ten minutes. Begin again."));
        if (pending.Session != session)
        {
            LogForeign();
            return ("", new AccountResult.Refused("This sign-in was begun in another session of this console. Begin again here."));
        }

        var provider = pending.Provider;
        var title = provider.Card.Title;
        if (error is not null || code.Length == 0)
        {
            LogNotAllowed(provider.Provider, error is null ? "no code" : error.AsSpan().ContainsAnyExcept(ErrorLetters) ? "an unreadable error" : error);
            return (title, new AccountResult.Refused(Explain(title, error, errorDescription)));
        }

        switch (await provider.RedeemAsync(pending.Address, pending.Callback, code, pending.Verifier, cancel))
        {
            case CredentialAnswer.Given(var credential):
                return (title, await desk.KeepAsync(provider, pending.Address, SignInKind.SignIn, credential, cancel));
            case CredentialAnswer.Refused(var reason):
                return (title, new AccountResult.Refused(reason));
            case CredentialAnswer.Unreachable(var reason):
                return (title, new AccountResult.Unreachable(reason));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The errors of RFC 6749, 4.1.2.1, with what to do.</summary>
    private static string Explain(string title, string? error, string description)
    {
        var told = description.Length is > 0 and <= 300 ? $" {title} says: “{description}”" : "";
        return error switch
        {
            "access_denied" => $"Access was not allowed at {title}. Sign in again and allow it, or connect by key.",
            "invalid_scope" => $"{title} does not give this application the rights it asks for. Add them to the OAuth client there.{told}",
            "unauthorized_client" or "invalid_client" => $"{title} does not know this application, or has not approved it yet. Check the OAuth client in the settings.{told}",
            "temporarily_unavailable" or "server_error" => $"{title} could not do it now. Try again in a moment.{told}",
            null => $"{title} sent the browser back without a code. Begin again.{told}",
            _ => $"{title} refused the sign-in ({(error.Length > 60 ? error[..60] : error)}).{told}",
        };
    }

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var (state, pending) in _pending)
        {
            if (pending.Until < now)
                _pending.TryRemove(state, out _);
        }

        foreach (var (key, ended) in _ended)
        {
            if (ended.Until < now)
                _ended.TryRemove(key, out _);
        }
    }

    private sealed record Pending(string Session, ICalendarAccounts Provider, Uri Address, Uri Callback, string Verifier, DateTimeOffset Until)
    {
        /// <summary>Says nothing of the verifier.</summary>
        public override string ToString() => "Pending";
    }

    private sealed record Ended(string Session, string Provider, AccountResult Result, DateTimeOffset Until);

    [LoggerMessage(LogLevel.Warning, "A sign-in at a provider came back in another session than it was begun in; refused.")]
    private partial void LogForeign();

    [LoggerMessage(LogLevel.Warning, "The sign-in at {Provider} was not allowed: {Error}")]
    private partial void LogNotAllowed(string provider, string error);
}
