using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Booking.Tasks;

namespace VoiceBooker.Booking.Connections;

/// <summary>
/// Keeps the accounts and their credentials: sealed on disk, in clear only in the hand of whoever asks the provider. A credential that ends is renewed by one at a time per account, and stored before it is used:
/// a provider may take the old one away with the answer.
/// </summary>
public sealed partial class Connections(
    IDbContextFactory<BookingDbContext> contexts,
    ISecrets secrets,
    IEnumerable<ICalendarAccounts> providers,
    OperatorTasks tasks,
    TimeProvider time,
    ILogger<Connections> log)
{
    /// <summary>A credential is renewed when it ends within this.</summary>
    private static readonly Duration Early = Duration.FromMinutes(2);

    private readonly Dictionary<string, ICalendarAccounts> _providers = providers.ToDictionary(provider => provider.Provider, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, SemaphoreSlim> _gates = new();

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>The providers an account can be connected at, by name.</summary>
    public IReadOnlyCollection<ICalendarAccounts> Providers => _providers.Values;

    /// <summary>One provider; null when there is none of that name.</summary>
    public ICalendarAccounts? Provider(string name) => _providers.GetValueOrDefault(name);

    /// <summary>All connections, disconnected ones last.</summary>
    public async Task<IReadOnlyList<Connection>> ListAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Connections.AsNoTracking().OrderBy(row => row.State == ConnectionState.Disconnected).ThenBy(row => row.ConnectedAt).ToListAsync(cancel);
    }

    /// <summary>One connection; null when there is none.</summary>
    public async Task<Connection?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Connections.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel);
    }

    /// <summary>Keeps a new account with its credential. The same account at the same address connected once more takes the credential of the first one's place, so that events keep their connection.</summary>
    public async Task<Connection> AddAsync(string provider, Uri baseAddress, SignInKind signIn, AccountAnswer.Known account, Credential credential, CancellationToken cancel)
    {
        var address = Plain(baseAddress);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.Connections.FirstOrDefaultAsync(each => each.Provider == provider && each.BaseAddress == address && each.AccountId == account.AccountId, cancel);
        if (row is null)
        {
            row = new Connection { Id = Guid.CreateVersion7(time.GetUtcNow()), Provider = provider, BaseAddress = address, AccountId = account.AccountId };
            db.Connections.Add(row);
        }

        row.SignIn = signIn;
        row.ConnectedAt = Now;
        Describe(row, account);
        Put(row, credential);
        await db.SaveChangesAsync(cancel);
        await tasks.SettleAsync(Matter(row.Id), cancel);
        LogConnected(row.Id, provider);
        return row;
    }

    /// <summary>Puts another key in the place of the present one; the account must be the same.</summary>
    public async Task RotateAsync(Guid id, AccountAnswer.Known account, Credential credential, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.Connections.FirstAsync(each => each.Id == id, cancel);
        if (row.AccountId != account.AccountId)
            throw new InvalidOperationException("The key belongs to another account.");
        Describe(row, account);
        Put(row, credential);
        await db.SaveChangesAsync(cancel);
        await tasks.SettleAsync(Matter(id), cancel);
    }

    /// <summary>
    /// The account with a credential that can be used now, renewed when it ends soon; null when there is none: no such connection, disconnected, or dead.
    /// </summary>
    public async Task<Access?> OpenAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { State: ConnectionState.Works } row)
            return null;
        if (Unsealed(row) is not { } credential)
        {
            await KillAsync(row, "The stored credential cannot be opened: it was sealed with keys that are gone, or it was changed.", cancel);
            return null;
        }

        var access = new Access(row, credential);
        return Ends(access) ? await RenewAsync(id, access.Connection.SecretVersion, cancel) : access;
    }

    /// <summary>
    /// The provider has refused the credential: renews it when that is possible, and gives the new one; otherwise marks the connection dead, with a task for the owner, and gives null.
    /// Whoever holds an older credential than the stored one just gets the stored one.
    /// </summary>
    public async Task<Access?> RefusedAsync(Access refused, string reason, CancellationToken cancel)
    {
        if (refused.Credential.RefreshToken is not null)
            return await RenewAsync(refused.Connection.Id, refused.Connection.SecretVersion, cancel);

        if (await ReadAsync(refused.Connection.Id, cancel) is { } stored && stored.Connection.SecretVersion != refused.Connection.SecretVersion)
            return stored;
        await KillAsync(refused.Connection, reason, cancel);
        return null;
    }

    /// <summary>The credential in clear, whatever the connection's state, for testing or revoking it; null when it is gone.</summary>
    public async Task<Access?> ReadAsync(Guid id, bool evenDead, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { State: not ConnectionState.Disconnected } row && (evenDead || row.State == ConnectionState.Works) && Unsealed(row) is { } credential ? new Access(row, credential) : null;

    /// <summary>The provider took the credential: the connection works, and is described as the provider does.</summary>
    public async Task WorksAsync(Guid id, AccountAnswer.Known account, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Connections.FirstOrDefaultAsync(each => each.Id == id, cancel) is not { } row || row.State == ConnectionState.Disconnected)
            return;
        Describe(row, account);
        (row.State, row.Trouble, row.CheckedAt) = (ConnectionState.Works, "", Now);
        await db.SaveChangesAsync(cancel);
        await tasks.SettleAsync(Matter(id), cancel);
    }

    /// <summary>Marks it dead, with a task for the owner.</summary>
    public async Task KillAsync(Connection connection, string reason, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var killed = await db.Connections
            .Where(row => row.Id == connection.Id && row.SecretVersion == connection.SecretVersion && row.State == ConnectionState.Works)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, ConnectionState.Dead).SetProperty(row => row.Trouble, reason), cancel);
        if (killed == 0)
            return;
        LogDead(connection.Id, reason);
        await tasks.AddAsync(
            TaskKind.Reconnect,
            $"Connect {connection.AccountName} again",
            $"Our credential for the calendar account {connection.AccountEmail} cannot be used any more: {reason} Until it is connected again, callers are told that the calendar cannot be reached.",
            Matter(connection.Id), call: null, booking: null, connection.Id, cancel);
    }

    /// <summary>Forgets the credential and the subscription; the row stays for the bookings made through it.</summary>
    public async Task DisconnectAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Connections.Where(row => row.Id == id).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.State, ConnectionState.Disconnected)
                .SetProperty(row => row.Secret, "")
                .SetProperty(row => row.SecretVersion, row => row.SecretVersion + 1)
                .SetProperty(row => row.Subscription, "")
                .SetProperty(row => row.SubscriptionSecret, "")
                .SetProperty(row => row.Trouble, ""),
            cancel);
        await tasks.SettleAsync(Matter(id), cancel);
        LogDisconnected(id);
    }

    /// <summary>Keeps the subscription, or why there is none.</summary>
    public async Task SubscribedAsync(Guid id, string subscription, string secret, string trouble, CancellationToken cancel)
    {
        var sealedSecret = secret.Length == 0 ? "" : secrets.Seal(secret);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Connections.Where(row => row.Id == id).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.Subscription, subscription)
                .SetProperty(row => row.SubscriptionSecret, sealedSecret)
                .SetProperty(row => row.SubscriptionTrouble, trouble),
            cancel);
    }

    /// <summary>The subscription's signing secret; null when there is none.</summary>
    public string? SubscriptionSecret(Connection connection) => connection.SubscriptionSecret.Length == 0 ? null : secrets.Open(connection.SubscriptionSecret);

    private static string Matter(Guid id) => $"connection:{id:D}";

    private static string Plain(Uri address) => address.GetLeftPart(UriPartial.Path).TrimEnd('/');

    private static void Describe(Connection row, AccountAnswer.Known account) =>
        (row.AccountId, row.Organization, row.AccountName, row.AccountEmail, row.AccountZone) = (account.AccountId, account.Organization, account.Name, account.Email, account.Zone);

    private bool Ends(Access access) => access.Credential is { RefreshToken: not null, ExpiresAt: { } end } && end - Early <= Now;

    private Task<Access?> ReadAsync(Guid id, CancellationToken cancel) => ReadAsync(id, evenDead: false, cancel);

    private void Put(Connection row, Credential credential)
    {
        row.Secret = Sealed(credential);
        row.SecretVersion++;
        (row.State, row.Trouble, row.CheckedAt) = (ConnectionState.Works, "", Now);
    }

    private string Sealed(Credential credential) =>
        secrets.Seal(System.Text.Json.JsonSerializer.Serialize(new Stored(credential.Token, credential.RefreshToken, credential.ExpiresAt?.ToUnixTimeTicks())));

    private Credential? Unsealed(Connection row) =>
        row.Secret.Length > 0 && secrets.Open(row.Secret) is { } text && System.Text.Json.JsonSerializer.Deserialize<Stored>(text) is { } stored
            ? new Credential(stored.Token, stored.Refresh, stored.Ends is { } ticks ? Instant.FromUnixTimeTicks(ticks) : null)
            : null;

    /// <summary>One at a time per account: who comes second finds the first one's new credential. Not given up half-way: the old credential may be gone at the provider already.</summary>
    private async Task<Access?> RenewAsync(Guid id, int seen, CancellationToken cancel)
    {
        var gate = _gates.GetOrAdd(id, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancel);
        try
        {
            if (await ReadAsync(id, cancel) is not { } access || access.Connection.SecretVersion != seen)
                return await ReadAsync(id, cancel);
            if (!_providers.TryGetValue(access.Connection.Provider, out var provider))
                return access;

            switch (await provider.RefreshAsync(access, CancellationToken.None))
            {
                case CredentialAnswer.Given(var credential):
                    await StoreAsync(id, seen, credential);
                    return await ReadAsync(id, CancellationToken.None);

                case CredentialAnswer.Refused(var reason):
                    await KillAsync(access.Connection, reason, CancellationToken.None);
                    return null;

                case CredentialAnswer.Unreachable(var reason):
                    LogNotRenewed(id, reason);
                    return access.Credential.ExpiresAt > Now ? access : null;

                default:
                    return access;
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Only in the place of the one that was renewed: while we asked, the owner may have exchanged the key or let the account go.</summary>
    private async Task StoreAsync(Guid id, int renewed, Credential credential)
    {
        var (secret, now) = (Sealed(credential), Now);
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        var stored = await db.Connections
            .Where(row => row.Id == id && row.SecretVersion == renewed && row.State != ConnectionState.Disconnected)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.Secret, secret)
                    .SetProperty(row => row.SecretVersion, renewed + 1)
                    .SetProperty(row => row.State, ConnectionState.Works)
                    .SetProperty(row => row.Trouble, "")
                    .SetProperty(row => row.CheckedAt, now),
                CancellationToken.None);
        if (stored > 0)
            LogRenewed(id);
    }

    /// <summary>As it is sealed.</summary>
    private sealed record Stored(string Token, string? Refresh, long? Ends);

    [LoggerMessage(LogLevel.Information, "Connection {Connection} to {Provider} stands.")]
    private partial void LogConnected(Guid connection, string provider);

    [LoggerMessage(LogLevel.Information, "Connection {Connection} was let go.")]
    private partial void LogDisconnected(Guid connection);

    [LoggerMessage(LogLevel.Information, "The credential of connection {Connection} was renewed.")]
    private partial void LogRenewed(Guid connection);

    [LoggerMessage(LogLevel.Warning, "The credential of connection {Connection} could not be renewed now: {Reason}")]
    private partial void LogNotRenewed(Guid connection, string reason);

    [LoggerMessage(LogLevel.Error, "Connection {Connection} is dead: {Reason}")]
    private partial void LogDead(Guid connection, string reason);
}
