using NodaTime;

namespace VoiceBooker.Booking.Connections;

/// <summary>How a connection got its credential.</summary>
public enum SignInKind
{
    /// <summary>A key or personal token that the owner pasted.</summary>
    Key,

    /// <summary>The owner signed in at the provider (OAuth); the credential is refreshed.</summary>
    SignIn,
}

/// <summary>Whether a connection can be used.</summary>
public enum ConnectionState
{
    /// <summary>The provider took the credential when it was last used.</summary>
    Works,

    /// <summary>The provider refuses the credential; the owner must connect again.</summary>
    Dead,

    /// <summary>The owner disconnected it; the credential is gone, the row stays for the bookings made through it.</summary>
    Disconnected,
}

/// <summary>One account at a calendar provider; a row of <c>connections</c>.</summary>
public sealed class Connection
{
    /// <summary>Identity.</summary>
    public Guid Id { get; set; }

    /// <summary>Which provider: the <c>Provider</c> of its <c>ICalendar</c>.</summary>
    public string Provider { get; set; } = "";

    /// <summary>The provider's address for this account, absolute, without a slash at its end.</summary>
    public string BaseAddress { get; set; } = "";

    /// <summary>How the credential came to us.</summary>
    public SignInKind SignIn { get; set; }

    /// <summary>The provider's identity of the account's user.</summary>
    public string AccountId { get; set; } = "";

    /// <summary>The provider's identity of the account's organisation; empty where there is none.</summary>
    public string Organization { get; set; } = "";

    /// <summary>The user's name.</summary>
    public string AccountName { get; set; } = "";

    /// <summary>The user's address.</summary>
    public string AccountEmail { get; set; } = "";

    /// <summary>The user's IANA zone.</summary>
    public string AccountZone { get; set; } = "";

    /// <summary>The credential, sealed by <see cref="ISecrets"/>; empty when disconnected.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Grows with every stored credential; a writer that saw an older one loses.</summary>
    public int SecretVersion { get; set; }

    /// <summary>Whether it can be used.</summary>
    public ConnectionState State { get; set; }

    /// <summary>Why not, in words for the owner; empty while it works.</summary>
    public string Trouble { get; set; } = "";

    /// <summary>The provider's identity of our webhook subscription; empty: none.</summary>
    public string Subscription { get; set; } = "";

    /// <summary>The subscription's signing secret, sealed; empty: none.</summary>
    public string SubscriptionSecret { get; set; } = "";

    /// <summary>Why there is no subscription, in words for the owner; empty when there is one or none is wanted.</summary>
    public string SubscriptionTrouble { get; set; } = "";

    /// <summary>When it was connected.</summary>
    public Instant ConnectedAt { get; set; }

    /// <summary>When the provider last took the credential.</summary>
    public Instant CheckedAt { get; set; }
}

/// <summary>A credential in clear: only in memory, never logged.</summary>
/// <param name="Token">What goes behind <c>Bearer</c>.</param>
/// <param name="RefreshToken">For a new one; null for keys.</param>
/// <param name="ExpiresAt">When <paramref name="Token"/> ends; null: it does not say.</param>
public sealed record Credential(string Token, string? RefreshToken = null, Instant? ExpiresAt = null)
{
    /// <summary>Says nothing of what it holds.</summary>
    public override string ToString() => "Credential";
}

/// <summary>A connection with its credential in clear, for one request to the provider.</summary>
/// <param name="Connection">The account.</param>
/// <param name="Credential">Its credential.</param>
public sealed record Access(Connection Connection, Credential Credential)
{
    /// <summary>Names the account only.</summary>
    public override string ToString() => $"Access to {Connection.Id}";
}
