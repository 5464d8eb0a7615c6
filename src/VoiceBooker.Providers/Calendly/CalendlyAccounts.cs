using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Connections;

namespace VoiceBooker.Providers.Calendly;

/// <summary>Calendly's accounts as the owner meets them.</summary>
internal sealed class CalendlyAccounts(CalendlyHttp http, SignIn signIn, IOptions<CalendlyOptions> options) : ICalendarAccounts
{
    private const int Pages = 20;

    public string Provider => CalendlyCalendar.Name;

    public ProviderCard Card => new(
        "Calendly",
        "personal access token",
        $"At Calendly: Integrations & apps, API & webhooks, Personal access tokens. Give it the rights {string.Join(", ", options.Value.WantedScopes)}; it is shown once.",
        new Uri(options.Value.BaseAddress),
        "Calendly has one address for everybody; another one is needed for a stand-in only.",
        OtherAddresses: [],
        OffersSignIn: options.Value.ClientId.Length > 0,
        "To let owners sign in, register an OAuth app at developer.calendly.com and set Calendly:ClientId, Calendly:ClientSecret and Calendly:WebhookSigningKey.",
        options.Value.Marks);

    public string? RefuseAddress(Uri address) => options.Value.Refuse(address.OriginalString);

    public async Task<AccountAnswer> IdentifyAsync(Access access, CancellationToken cancel)
    {
        if (options.Value.Refuse(access.Connection.BaseAddress) is { } wrong)
            return new AccountAnswer.Unreachable($"The address {access.Connection.BaseAddress} {wrong}.");
        var reply = await http.SendAsync(access, CalendlyCall.Get("account", "/users/me"), cancel);
        if (reply is not CalendlyReply.Done done)
            return Unknown(reply);
        if (done.Read(CalendlyJson.Default.User)?.Resource is not { Uri: { Length: > 0 } uri } user)
            return new AccountAnswer.Unreachable("What answers there is not Calendly; check the address.");

        // What can be read is tried at once: a token without rights would show only when a caller waits.
        foreach (var path in new[] { "/event_types", "/scheduled_events" })
        {
            if (await http.SendAsync(access, CalendlyCall.Get("rights", path, ("user", uri), ("count", "1")), cancel) is CalendlyReply.Refused { Why: Refusal.LacksScopes } lacking)
                return Unknown(lacking);
        }

        return new AccountAnswer.Known(uri, user.CurrentOrganization ?? "", user.Name ?? "", user.Email ?? "", user.Timezone ?? "");
    }

    public Uri SignInAddress(Uri baseAddress, Uri callback, string state, string challenge) => signIn.Address(callback, state, challenge);

    public Task<CredentialAnswer> RedeemAsync(Uri baseAddress, Uri callback, string code, string verifier, CancellationToken cancel) => signIn.RedeemAsync(callback, code, verifier, cancel);

    public Task<CredentialAnswer> RefreshAsync(Access access, CancellationToken cancel) => signIn.RefreshAsync(access, cancel);

    /// <summary>A personal token can only be deleted by its owner, at Calendly.</summary>
    public Task RevokeAsync(Access access, CancellationToken cancel) => access.Connection.SignIn == SignInKind.SignIn ? signIn.RevokeAsync(access.Credential, cancel) : Task.CompletedTask;

    public async Task<ProviderEventsAnswer> FindEventsAsync(Access access, CancellationToken cancel)
    {
        var (types, failed) = await CalendlyHttp.AllAsync(call => http.SendAsync(access, call, cancel), "event types", "/event_types", [("user", access.Connection.AccountId), ("sort", "name:asc")], CalendlyJson.Default.EventTypes, Pages);
        if (failed is not null)
        {
            return failed is CalendlyReply.Refused { Why: Refusal.BadCredential or Refusal.LacksScopes }
                ? new ProviderEventsAnswer.Refused(failed.Trouble)
                : new ProviderEventsAnswer.Unavailable(failed.Trouble);
        }

        var mayRead = types.Any(MeetingPlaces.IsPooled) && await MayReadOrganizationAsync(access, cancel);
        return new ProviderEventsAnswer.Found([.. types.Select(type => EventTypes.Describe(type, mayRead)).OrderBy(type => type.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    public async Task<SubscriptionAnswer> SubscribeAsync(Access access, Uri address, string secret, CancellationToken cancel)
    {
        var signedIn = access.Connection.SignIn == SignInKind.SignIn;
        if (signedIn && options.Value.WebhookSigningKey.Length == 0)
            return new SubscriptionAnswer.Refused("News of an account that signed in is signed with the OAuth app's key; set Calendly:WebhookSigningKey.");

        var body = new SubscribeBody(address.AbsoluteUri, News.Kinds, access.Connection.Organization, access.Connection.AccountId, "user", signedIn ? null : secret);
        var create = CalendlyCall.Post("subscribe", "/webhook_subscriptions", body, CalendlyJson.Default.SubscribeBody);
        var reply = await http.SendAsync(access, create, cancel);
        if (reply is CalendlyReply.Refused { Why: Refusal.Exists } && await RemoveAsync(access, address, cancel))
            reply = await http.SendAsync(access, create, cancel); // what was there is signed with another key, or disabled: it cannot be changed, only made anew

        return reply is CalendlyReply.Done done && done.Read(CalendlyJson.Default.Subscription)?.Resource?.Uri is { Length: > 0 } made ? new SubscriptionAnswer.Subscribed(made)
            : new SubscriptionAnswer.Refused(reply is CalendlyReply.Done ? "Calendly's answer is not what it should be." : reply.Trouble);
    }

    /// <summary>After a day of failed deliveries Calendly disables a subscription for good.</summary>
    public async Task<bool?> IsSubscribedAsync(Access access, string subscription, Uri address, CancellationToken cancel) =>
        await http.SendAsync(access, CalendlyCall.Get("subscription", $"/webhook_subscriptions/{WireUri.Segment(subscription)}"), cancel) switch
        {
            CalendlyReply.Refused { Why: Refusal.NotFound } => false,
            CalendlyReply.Done done when done.Read(CalendlyJson.Default.Subscription)?.Resource is { } found => found.State == "active" && Leads(found, address),
            _ => null,
        };

    public async Task UnsubscribeAsync(Access access, string subscription, CancellationToken cancel) => await http.SendAsync(access, Delete(subscription), cancel);

    public NewsReading ReadNews(Connection connection, string secret, Func<string, string?> header, ReadOnlyMemory<byte> body, Instant now)
    {
        var key = connection.SignIn == SignInKind.SignIn ? options.Value.WebhookSigningKey : secret;
        return NewsSignature.FindFault(key, header(NewsSignature.Header), body.Span, now) is { } fault ? new NewsReading.Refused(fault) : News.Read(body);
    }

    private static AccountAnswer Unknown(CalendlyReply reply) => reply switch
    {
        CalendlyReply.Refused { Why: Refusal.BadCredential } => new AccountAnswer.Refused("Calendly does not know this token, or it was taken back. Make a new personal access token and paste it whole."),
        CalendlyReply.Refused { Why: Refusal.LacksScopes(var scopes) } => new AccountAnswer.Refused($"The token lacks the rights {scopes}. Make a new one and tick them."),
        CalendlyReply.Refused { Why: Refusal.NotFound or Refusal.Other } => new AccountAnswer.Unreachable("What answers there is not Calendly; check the address."),
        CalendlyReply.Refused(var why) => new AccountAnswer.Refused(why.Words),
        _ => new AccountAnswer.Unreachable(reply.Trouble),
    };

    private static CalendlyCall Delete(string subscription) => new("unsubscribe", HttpMethod.Delete, $"/webhook_subscriptions/{WireUri.Segment(subscription)}");

    private static bool Leads(WireSubscription subscription, Uri address) => Uri.TryCreate(subscription.CallbackUrl, UriKind.Absolute, out var callback) && callback == address;

    private async Task<bool> MayReadOrganizationAsync(Access access, CancellationToken cancel) =>
        access.Connection.Organization.Length > 0
        && await http.SendAsync(access, CalendlyCall.Get("rights", "/scheduled_events", ("organization", access.Connection.Organization), ("count", "1")), cancel) is CalendlyReply.Done;

    /// <summary>Deletes our subscriptions to this address; false when there are none that we may see.</summary>
    private async Task<bool> RemoveAsync(Access access, Uri address, CancellationToken cancel)
    {
        var (found, _) = await CalendlyHttp.AllAsync(
            call => http.SendAsync(access, call, cancel),
            "subscriptions",
            "/webhook_subscriptions",
            [("organization", access.Connection.Organization), ("user", access.Connection.AccountId), ("scope", "user")],
            CalendlyJson.Default.Subscriptions,
            Pages);
        var ours = found.Where(each => each.Uri is not null && Leads(each, address)).ToList();
        foreach (var each in ours)
            await UnsubscribeAsync(access, each.Uri!, cancel);
        return ours.Count > 0;
    }
}
