using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Server.Connections;

/// <summary>What came of an act on an account.</summary>
internal abstract record AccountResult
{
    private AccountResult() { }

    /// <summary>It is done; how the connection stands now.</summary>
    public sealed record Done(Connection Connection) : AccountResult;

    /// <summary>There is no such connection.</summary>
    public sealed record Missing : AccountResult;

    /// <summary>Something given is wrong; nothing was changed.</summary>
    /// <param name="Field">What, as the JSON API calls it: provider, key, baseAddress.</param>
    /// <param name="Reason">Why, and what to do.</param>
    public sealed record Wrong(string Field, string Reason) : AccountResult;

    /// <summary>The provider refuses the credential.</summary>
    public sealed record Refused(string Reason) : AccountResult;

    /// <summary>The provider cannot be asked now; nothing was changed.</summary>
    public sealed record Unreachable(string Reason) : AccountResult;
}

/// <summary>What the owner does with accounts: connects, tests, exchanges keys, lets go. The same for the console and the JSON API; no answer holds a credential.</summary>
internal sealed class AccountDesk(Booking.Connections.Connections connections, Subscriptions subscriptions, IDbContextFactory<BookingDbContext> contexts)
{
    private const int LongestKey = 4000;

    /// <summary>Connects an account by its key.</summary>
    /// <param name="providerName">The provider.</param>
    /// <param name="key">The key or personal token.</param>
    /// <param name="baseAddress">The provider's address; empty: its usual one.</param>
    /// <param name="cancel">The asker went away.</param>
    public async Task<AccountResult> ConnectAsync(string providerName, string key, string baseAddress, CancellationToken cancel)
    {
        if (connections.Provider(providerName) is not { } provider)
            return UnknownProvider(providerName);
        if (FindMistake(provider.Card, ref key) is { } mistake)
            return mistake;
        if (ReadAddress(provider, baseAddress, out var address) is { } wrong)
            return wrong;
        return await KeepAsync(provider, address, SignInKind.Key, new Credential(key), cancel);
    }

    /// <summary>Whose account a new credential is, and keeps it.</summary>
    public async Task<AccountResult> KeepAsync(ICalendarAccounts provider, Uri address, SignInKind kind, Credential credential, CancellationToken cancel)
    {
        var stranger = new Access(new Connection { Id = Guid.NewGuid(), Provider = provider.Provider, BaseAddress = address.ToString().TrimEnd('/'), SignIn = kind }, credential);
        switch (await provider.IdentifyAsync(stranger, cancel))
        {
            case AccountAnswer.Known account:
                var row = await connections.AddAsync(provider.Provider, address, kind, account, credential, cancel);
                return await SubscribeAsync(row.Id, anew: true, cancel);
            case AccountAnswer.Refused(var reason):
                return new AccountResult.Refused(reason);
            case AccountAnswer.Unreachable(var reason):
                return new AccountResult.Unreachable(reason);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Asks the provider whether it still takes the credential, and whether it still tells us of changes.</summary>
    public async Task<AccountResult> TestAsync(Guid id, CancellationToken cancel)
    {
        if (await connections.FindAsync(id, cancel) is not { } row || connections.Provider(row.Provider) is not { } provider)
            return new AccountResult.Missing();
        if (row.State == ConnectionState.Disconnected)
            return new AccountResult.Refused("This account was disconnected. Connect it again.");

        var access = await connections.OpenAsync(id, cancel) ?? await connections.ReadAsync(id, evenDead: true, cancel);
        if (access is null)
            return new AccountResult.Refused("The stored credential cannot be opened: the keys under data/keys are others than those it was sealed with. Connect the account again.");

        var answer = await provider.IdentifyAsync(access, cancel);
        if (answer is AccountAnswer.Refused(var why) && await connections.RefusedAsync(access, why, cancel) is { } renewed)
            answer = await provider.IdentifyAsync(access = renewed, cancel);
        switch (answer)
        {
            case AccountAnswer.Known account:
                await connections.WorksAsync(id, account, cancel);
                return await SubscribeAsync(id, anew: false, cancel);
            case AccountAnswer.Refused(var reason):
                return new AccountResult.Refused(reason);
            case AccountAnswer.Unreachable(var reason):
                return new AccountResult.Unreachable(reason);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Puts another key of the same account in the place of the present one.</summary>
    public async Task<AccountResult> RotateAsync(Guid id, string key, CancellationToken cancel)
    {
        if (await connections.FindAsync(id, cancel) is not { } row || connections.Provider(row.Provider) is not { } provider)
            return new AccountResult.Missing();
        if (row.State == ConnectionState.Disconnected)
            return new AccountResult.Wrong("id", "This account was disconnected. Connect it again.");
        if (row.SignIn == SignInKind.SignIn)
            return new AccountResult.Wrong("id", "This account was connected by signing in, so it has no key to exchange. Sign in again instead.");
        if (FindMistake(provider.Card, ref key) is { } mistake)
            return mistake;

        var credential = new Credential(key);
        switch (await provider.IdentifyAsync(new Access(row, credential), cancel))
        {
            case AccountAnswer.Known account when account.AccountId != row.AccountId:
                return new AccountResult.Wrong("key", $"This key belongs to another account ({account.Name}, {account.Email}). Nothing was changed; connect that account by itself.");
            case AccountAnswer.Known account:
                await connections.RotateAsync(id, account, credential, cancel);
                return await SubscribeAsync(id, anew: false, cancel);
            case AccountAnswer.Refused(var reason):
                return new AccountResult.Wrong("key", reason);
            case AccountAnswer.Unreachable(var reason):
                return new AccountResult.Unreachable(reason);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Ends the subscription, tells the provider, and forgets the credential. Not cancelled half-way.</summary>
    public async Task<AccountResult> DisconnectAsync(Guid id)
    {
        if (await connections.FindAsync(id, CancellationToken.None) is not { } row)
            return new AccountResult.Missing();
        if (connections.Provider(row.Provider) is { } provider && await connections.ReadAsync(id, evenDead: true, CancellationToken.None) is { } access)
        {
            if (row.Subscription.Length > 0)
                await provider.UnsubscribeAsync(access, row.Subscription, CancellationToken.None);
            await provider.RevokeAsync(access, CancellationToken.None);
        }

        await connections.DisconnectAsync(id, CancellationToken.None);
        return new AccountResult.Done((await connections.FindAsync(id, CancellationToken.None))!);
    }

    /// <summary>The names of the active events that are booked through a connection.</summary>
    public async Task<IReadOnlyList<string>> FindEventNamesAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Events.Where(each => each.ConnectionId == id && each.Active).OrderBy(each => each.Name).Select(each => each.Name).ToListAsync(cancel);
    }

    /// <summary>The provider's address as chosen, or what is wrong with it.</summary>
    public static AccountResult.Wrong? ReadAddress(ICalendarAccounts provider, string baseAddress, out Uri address)
    {
        address = provider.Card.BaseAddress;
        if (string.IsNullOrWhiteSpace(baseAddress))
            return null;
        if (!BaseAddresses.TryRead(baseAddress, out address, out var wrong))
            return new AccountResult.Wrong("baseAddress", wrong);
        return provider.RefuseAddress(address) is { } refused ? new AccountResult.Wrong("baseAddress", $"A key must not travel unencrypted: {address} {refused}.") : null;
    }

    /// <summary>For a provider that is not there.</summary>
    public AccountResult.Wrong UnknownProvider(string name) =>
        new("provider", $"'{name}' is no provider; there are {(connections.Providers.Count == 0 ? "none" : string.Join(", ", connections.Providers.Select(each => $"'{each.Provider}'")))}.");

    private static AccountResult.Wrong? FindMistake(ProviderCard card, ref string key)
    {
        key = key.Trim();
        if (key.Length == 0)
            return new("key", $"The {card.KeyName} is missing. {card.KeyHelp}");
        return key.Length > LongestKey || key.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? new("key", $"That is no {card.KeyName}: it has blanks or letters in it that keys do not have. Copy it once more. {card.KeyHelp}")
            : null;
    }

    private async Task<AccountResult> SubscribeAsync(Guid id, bool anew, CancellationToken cancel)
    {
        if (await connections.OpenAsync(id, cancel) is { } access)
            await subscriptions.EnsureAsync(access, anew, cancel);
        return new AccountResult.Done((await connections.FindAsync(id, cancel))!);
    }
}
