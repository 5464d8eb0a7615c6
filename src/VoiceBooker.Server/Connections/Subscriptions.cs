using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Providers.Twilio;

namespace VoiceBooker.Server.Connections;

/// <summary>Asks providers to tell us of changes, where they can reach us.</summary>
internal sealed partial class Subscriptions(Booking.Connections.Connections connections, IOptions<CarrierOptions> carrier, ILogger<Subscriptions> log)
{
    /// <summary>Where news of a connection comes in.</summary>
    public const string Door = "/hooks/calendars/";

    /// <summary>Where a provider reaches our door for a connection; null when it cannot.</summary>
    public Uri? AddressOf(Guid connection) =>
        Uri.TryCreate(carrier.Value.PublicBaseUrl.TrimEnd('/') + carrier.Value.PathPrefix + Door + connection.ToString("D"), UriKind.Absolute, out var address)
        && (address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback))
            ? address
            : null;

    /// <summary>Makes sure that the provider tells us: subscribes where there is no subscription, or where it is gone, disabled or leads elsewhere. What came of it stands in the connection's row.</summary>
    /// <param name="access">The account.</param>
    /// <param name="anew">True when the account was just connected: how news is signed depends on how it was.</param>
    /// <param name="cancel">The asker went away.</param>
    public async Task EnsureAsync(Access access, bool anew, CancellationToken cancel)
    {
        // From the row as it is now: somebody else may have subscribed while we asked for the account.
        if (await connections.FindAsync(access.Connection.Id, cancel) is not { } row || connections.Provider(row.Provider) is not { } provider)
            return;
        if (AddressOf(row.Id) is not { } address)
        {
            await connections.SubscribedAsync(row.Id, row.Subscription, connections.SubscriptionSecret(row) ?? "", "This server has no public https address (the setting Carrier:PublicBaseUrl), so changes made there are seen by the nightly comparison only.", cancel);
            return;
        }

        if (!anew && row.Subscription.Length > 0 && connections.SubscriptionSecret(row) is not null)
        {
            if (await provider.IsSubscribedAsync(access, row.Subscription, address, cancel) != false)
                return;
            LogGone(row.Id);
        }

        if (row.Subscription.Length > 0)
            await provider.UnsubscribeAsync(access, row.Subscription, cancel);

        // The secret is kept before it is used: the first news may come before the answer does.
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await connections.SubscribedAsync(row.Id, "", secret, "", cancel);
        switch (await provider.SubscribeAsync(access, address, secret, cancel))
        {
            case SubscriptionAnswer.Subscribed(var id):
                await connections.SubscribedAsync(row.Id, id, secret, "", CancellationToken.None);
                LogSubscribed(row.Id);
                break;

            case SubscriptionAnswer.Refused(var reason):
                await connections.SubscribedAsync(row.Id, "", "", reason, CancellationToken.None);
                LogRefused(row.Id, reason);
                break;
        }
    }

    [LoggerMessage(LogLevel.Information, "The provider tells us of changes of connection {Connection}.")]
    private partial void LogSubscribed(Guid connection);

    [LoggerMessage(LogLevel.Warning, "The subscription of connection {Connection} is gone or disabled at the provider; subscribing again.")]
    private partial void LogGone(Guid connection);

    [LoggerMessage(LogLevel.Warning, "The provider does not tell us of changes of connection {Connection}: {Reason}")]
    private partial void LogRefused(Guid connection, string reason);
}
