using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Connections;

/// <summary>One provider's accounts as the owner meets them: connecting, choosing an event, hearing of changes. The wire only; <see cref="Connections"/> keeps what must be kept. Never throws for what the business expects.</summary>
public interface ICalendarAccounts
{
    /// <summary>The same as its <see cref="ICalendar.Provider"/>.</summary>
    string Provider { get; }

    /// <summary>What the owner's page says of it.</summary>
    ProviderCard Card { get; }

    /// <summary>
    /// Why a credential must not go to this address, as the end of a sentence that begins with the address, naming the setting that would allow it; null when it may. By HTTPS it may go anywhere.
    /// </summary>
    string? RefuseAddress(Uri address) => address.Scheme == "https" || address.IsLoopback ? null : "must begin with https://";

    /// <summary>Whose credential it is: the test of a connection.</summary>
    Task<AccountAnswer> IdentifyAsync(Access access, CancellationToken cancel);

    /// <summary>Where the owner's browser signs in (authorization code with PKCE S256, RFC 7636).</summary>
    /// <param name="baseAddress">The provider's address.</param>
    /// <param name="callback">Where the browser comes back to.</param>
    /// <param name="state">Our one-time state.</param>
    /// <param name="challenge">The PKCE challenge.</param>
    Uri SignInAddress(Uri baseAddress, Uri callback, string state, string challenge);

    /// <summary>The code of a finished sign-in made a credential.</summary>
    Task<CredentialAnswer> RedeemAsync(Uri baseAddress, Uri callback, string code, string verifier, CancellationToken cancel);

    /// <summary>A new credential for one that ends; called for one account at a time, and the answer is stored before it is used.</summary>
    Task<CredentialAnswer> RefreshAsync(Access access, CancellationToken cancel);

    /// <summary>Tells the provider that the credential is done with, where it can be told; best effort.</summary>
    Task RevokeAsync(Access access, CancellationToken cancel);

    /// <summary>The account's events, also those that cannot be booked by us, with the reason.</summary>
    Task<ProviderEventsAnswer> FindEventsAsync(Access access, CancellationToken cancel);

    /// <summary>Asks to be told of changes at <paramref name="address"/>, signed with <paramref name="secret"/>.</summary>
    Task<SubscriptionAnswer> SubscribeAsync(Access access, Uri address, string secret, CancellationToken cancel);

    /// <summary>Whether a subscription still stands, is enabled and leads to <paramref name="address"/>; null when that cannot be told now.</summary>
    Task<bool?> IsSubscribedAsync(Access access, string subscription, Uri address, CancellationToken cancel) => Task.FromResult<bool?>(null);

    /// <summary>Ends a subscription; best effort.</summary>
    Task UnsubscribeAsync(Access access, string subscription, CancellationToken cancel);

    /// <summary>Checks the signature of what came in and reads it.</summary>
    /// <param name="connection">Whose it claims to be.</param>
    /// <param name="secret">The subscription's signing secret.</param>
    /// <param name="header">Gives a request header's value, or null.</param>
    /// <param name="body">The raw body.</param>
    /// <param name="now">For signatures that age.</param>
    NewsReading ReadNews(Connection connection, string secret, Func<string, string?> header, ReadOnlyMemory<byte> body, Instant now);
}

/// <summary>A provider in the owner's words.</summary>
/// <param name="Title">Its own name.</param>
/// <param name="KeyName">What its key is called: "API key".</param>
/// <param name="KeyHelp">Where the owner finds one.</param>
/// <param name="BaseAddress">Its usual address.</param>
/// <param name="BaseAddressHelp">When another is needed.</param>
/// <param name="OtherAddresses">Other known addresses, such as a regional one.</param>
/// <param name="OffersSignIn">True when the settings name an OAuth client.</param>
/// <param name="SignInHelp">What to do so that signing in is offered, when it is not.</param>
/// <param name="Marks">A warning shown with all of it, such as "stand-in"; empty: none.</param>
public sealed record ProviderCard(
    string Title, string KeyName, string KeyHelp, Uri BaseAddress, string BaseAddressHelp, IReadOnlyList<Uri> OtherAddresses, bool OffersSignIn, string SignInHelp, string Marks = "");

/// <summary>Whose account it is, or why that cannot be told.</summary>
public abstract record AccountAnswer
{
    private AccountAnswer() { }

    /// <summary>The provider knows the credential.</summary>
    public sealed record Known(string AccountId, string Organization, string Name, string Email, string Zone) : AccountAnswer;

    /// <summary>The credential is refused; what to do, in words for the owner.</summary>
    public sealed record Refused(string Reason) : AccountAnswer;

    /// <summary>The provider cannot be reached or does not answer as it should; in words for the owner.</summary>
    public sealed record Unreachable(string Reason) : AccountAnswer;
}

/// <summary>A credential, or why there is none.</summary>
public abstract record CredentialAnswer
{
    private CredentialAnswer() { }

    /// <summary>A credential to be stored before use.</summary>
    public sealed record Given(Credential Credential) : CredentialAnswer;

    /// <summary>Refused for good: the owner must connect again.</summary>
    public sealed record Refused(string Reason) : CredentialAnswer;

    /// <summary>Not now; may be asked again.</summary>
    public sealed record Unreachable(string Reason) : CredentialAnswer;
}

/// <summary>The account's events, or why they cannot be listed.</summary>
public abstract record ProviderEventsAnswer
{
    private ProviderEventsAnswer() { }

    /// <summary>All of them, by name.</summary>
    public sealed record Found(IReadOnlyList<ProviderEvent> Events) : ProviderEventsAnswer;

    /// <summary>The credential is refused.</summary>
    public sealed record Refused(string Reason) : ProviderEventsAnswer;

    /// <summary>The provider cannot be asked now.</summary>
    public sealed record Unavailable(string Reason) : ProviderEventsAnswer;
}

/// <summary>An event at the provider.</summary>
/// <param name="Id">Goes into <see cref="BookingEvent.ProviderEvent"/>.</param>
/// <param name="Name">Its title there.</param>
/// <param name="Minutes">How long it lasts.</param>
/// <param name="MinutesToChoose">Other lengths it can have; empty: only <paramref name="Minutes"/>.</param>
/// <param name="Locations">Ways to meet that we can book, the provider's first one first.</param>
/// <param name="Questions">What it asks beyond name, e-mail and zone; required and optional.</param>
/// <param name="NeedsEmail">False where a telephone number alone will do.</param>
/// <param name="NeedsPhone">True when it cannot be booked without a telephone number.</param>
/// <param name="AwaitsConfirmation">True when a person there must agree to each booking.</param>
/// <param name="Obstacles">Why we cannot book it, in words for the owner; empty: we can.</param>
public sealed record ProviderEvent(
    string Id,
    string Name,
    int Minutes,
    IReadOnlyList<int> MinutesToChoose,
    IReadOnlyList<ProviderLocation> Locations,
    IReadOnlyList<EventQuestion> Questions,
    bool NeedsEmail,
    bool NeedsPhone,
    bool AwaitsConfirmation,
    IReadOnlyList<string> Obstacles);

/// <summary>A way to meet.</summary>
/// <param name="Id">Goes into <see cref="BookingEvent.MeetingLink"/>.</param>
/// <param name="Title">For the owner's list.</param>
/// <param name="Spoken">For the caller, after "It is": "a video call", "at 12 Harbour Street".</param>
/// <param name="NeedsPhone">True when one cannot meet this way without the attendee's telephone number, whatever the event says.</param>
public sealed record ProviderLocation(string Id, string Title, string Spoken, bool NeedsPhone = false);

/// <summary>A subscription, or why there is none.</summary>
public abstract record SubscriptionAnswer
{
    private SubscriptionAnswer() { }

    /// <summary>It stands.</summary>
    public sealed record Subscribed(string Id) : SubscriptionAnswer;

    /// <summary>It does not, with the reason for the owner.</summary>
    public sealed record Refused(string Reason) : SubscriptionAnswer;
}

/// <summary>What came in at the webhook's door.</summary>
public abstract record NewsReading
{
    private NewsReading() { }

    /// <summary>Signed, and about a booking.</summary>
    /// <param name="Key">The same for every delivery of the same news.</param>
    /// <param name="News">What happened.</param>
    public sealed record Read(string Key, CalendarNews News) : NewsReading;

    /// <summary>Signed, but nothing that concerns us.</summary>
    public sealed record Unconcerning : NewsReading;

    /// <summary>Not believed; which check failed, without secrets.</summary>
    public sealed record Refused(string Check) : NewsReading;
}

/// <summary>What a provider tells of a booking.</summary>
public abstract record CalendarNews
{
    private CalendarNews() { }

    /// <summary>It stands now, or was agreed to by the host.</summary>
    public sealed record Confirmed(string Reference, Slot Slot) : CalendarNews;

    /// <summary>It stands at another time; the reference may have changed.</summary>
    public sealed record Moved(string OldReference, string Reference, Slot Slot) : CalendarNews
    {
        /// <summary>True while the host must still agree to the new time.</summary>
        public bool AwaitsConfirmation { get; init; }
    }

    /// <summary>It was cancelled or declined.</summary>
    public sealed record Cancelled(string Reference, string Reason) : CalendarNews;
}
