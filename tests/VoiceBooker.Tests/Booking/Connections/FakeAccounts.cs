using System.Security.Cryptography;
using System.Text;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Tests.Booking.Connections;

/// <summary>A small provider that really knows its keys, checks its codes and signs its news.</summary>
internal sealed class FakeAccounts : ICalendarAccounts
{
    public const string Name = "fake";

    public static readonly AccountAnswer.Known Ann = new("ann-1", "", "Ann Example", "ann@example.com", "Europe/Berlin");

    /// <summary>Keys that are taken, with whose they are.</summary>
    public Dictionary<string, AccountAnswer.Known> Keys { get; } = new(StringComparer.Ordinal) { ["key-of-ann"] = Ann };

    /// <summary>Codes of finished sign-ins, with the challenge they belong to.</summary>
    public Dictionary<string, string> Codes { get; } = new(StringComparer.Ordinal);

    public List<ProviderEvent> Events { get; } = [Consultation];

    public Dictionary<string, (Uri Address, string Secret)> Subscribed { get; } = new(StringComparer.Ordinal);

    public List<string> Revoked { get; } = [];

    /// <summary>False: nobody answers.</summary>
    public bool Reachable { get; set; } = true;

    /// <summary>Why subscribing is refused; null: it is not.</summary>
    public string? RefusesSubscriptions { get; set; }

    /// <summary>Why a key must not go to an http:// address; null: it may.</summary>
    public string? RefusesAddresses { get; set; } = "must begin with https://";

    public static ProviderEvent Consultation => new(
        "101",
        "Consultation",
        30,
        [15, 60],
        [new("video", "A video call of theirs", "a video call"), new("phone", "They are phoned", "a call to your telephone", NeedsPhone: true)],
        [new("reason", "What is it about?", QuestionKind.Text, [], Required: true), new("notes", "Anything else?", QuestionKind.Text, [], Required: false)],
        NeedsEmail: true,
        NeedsPhone: false,
        AwaitsConfirmation: false,
        Obstacles: []);

    public static ProviderEvent Paid => Consultation with { Id = "106", Name = "Check-up", Obstacles = ["It must be paid for when it is booked."] };

    public string Provider => Name;

    public ProviderCard Card { get; set; } = new("Fake Calendar", "API key", "Under Settings.", new Uri("https://api.fake.example"), "When you host it.", [new Uri("https://eu.fake.example")], OffersSignIn: true, "", "fake");

    public string? RefuseAddress(Uri address) => address.Scheme == "https" ? null : RefusesAddresses;

    public Task<AccountAnswer> IdentifyAsync(Access access, CancellationToken cancel) => Task.FromResult<AccountAnswer>(
        !Reachable ? new AccountAnswer.Unreachable("Nobody answers.")
        : Keys.TryGetValue(access.Credential.Token, out var account) ? account
        : new AccountAnswer.Refused("This key is not valid. Make a new one."));

    public Uri SignInAddress(Uri baseAddress, Uri callback, string state, string challenge) =>
        new(baseAddress, $"/authorize?state={state}&challenge={challenge}&callback={Uri.EscapeDataString(callback.ToString())}");

    public Task<CredentialAnswer> RedeemAsync(Uri baseAddress, Uri callback, string code, string verifier, CancellationToken cancel)
    {
        var challenge = System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return Task.FromResult<CredentialAnswer>(Codes.Remove(code, out var wanted) && wanted == challenge
            ? new CredentialAnswer.Given(new Credential("key-of-ann", "refresh-1"))
            : new CredentialAnswer.Refused("The code is not valid."));
    }

    /// <summary>What a renewal answers; null: that the refresh token is used up.</summary>
    public Func<Access, Task<CredentialAnswer>>? Renews { get; set; }

    public Task<CredentialAnswer> RefreshAsync(Access access, CancellationToken cancel) =>
        Renews?.Invoke(access) ?? Task.FromResult<CredentialAnswer>(new CredentialAnswer.Refused("The refresh token is used up."));

    public Task RevokeAsync(Access access, CancellationToken cancel)
    {
        Revoked.Add(access.Credential.Token);
        return Task.CompletedTask;
    }

    public Task<ProviderEventsAnswer> FindEventsAsync(Access access, CancellationToken cancel) => Task.FromResult<ProviderEventsAnswer>(
        !Reachable ? new ProviderEventsAnswer.Unavailable("Nobody answers.")
        : Keys.ContainsKey(access.Credential.Token) ? new ProviderEventsAnswer.Found([.. Events])
        : new ProviderEventsAnswer.Refused("This key is not valid. Make a new one."));

    public Task<SubscriptionAnswer> SubscribeAsync(Access access, Uri address, string secret, CancellationToken cancel)
    {
        if (RefusesSubscriptions is { } reason)
            return Task.FromResult<SubscriptionAnswer>(new SubscriptionAnswer.Refused(reason));
        var id = $"subscription-{Subscribed.Count + 1}";
        Subscribed[id] = (address, secret);
        return Task.FromResult<SubscriptionAnswer>(new SubscriptionAnswer.Subscribed(id));
    }

    public Task<bool?> IsSubscribedAsync(Access access, string subscription, Uri address, CancellationToken cancel) =>
        Task.FromResult<bool?>(Subscribed.TryGetValue(subscription, out var stands) && stands.Address == address);

    public Task UnsubscribeAsync(Access access, string subscription, CancellationToken cancel)
    {
        Subscribed.Remove(subscription);
        return Task.CompletedTask;
    }

    public NewsReading ReadNews(Connection connection, string secret, Func<string, string?> header, ReadOnlyMemory<byte> body, Instant now)
    {
        if (header("X-Fake-Signature") is not { } signature)
            return new NewsReading.Refused("the signature is missing");
        if (signature != Sign(secret, body.Span))
            return new NewsReading.Refused("the signature does not fit the body");
        return Encoding.UTF8.GetString(body.Span).Split(' ') switch
        {
            ["cancelled", var reference] => new NewsReading.Read($"cancelled {reference}", new CalendarNews.Cancelled(reference, "The host is ill.")),
            _ => new NewsReading.Unconcerning(),
        };
    }

    public static string Sign(string secret, ReadOnlySpan<byte> body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
}

/// <summary>Secrets that are turned round, so that a test sees whether they were sealed.</summary>
internal sealed class FakeSecrets : ISecrets
{
    public string Seal(string text) => "sealed:" + Turned(text);

    public string? Open(string sealedText) => sealedText.StartsWith("sealed:", StringComparison.Ordinal) ? Turned(sealedText["sealed:".Length..]) : null;

    private static string Turned(string text) => new([.. text.Reverse()]);
}
