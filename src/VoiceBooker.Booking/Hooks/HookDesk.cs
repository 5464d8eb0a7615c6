using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Hooks;

/// <summary>What came of a wish about a webhook.</summary>
public abstract record HookAnswer
{
    private HookAnswer() { }

    /// <summary>It is so.</summary>
    public sealed record Done(HookEndpoint Endpoint) : HookAnswer;

    /// <summary>It has a new secret; this is the only time that it is shown.</summary>
    public sealed record NewSecret(HookEndpoint Endpoint, string Secret) : HookAnswer;

    /// <summary>There is no such webhook.</summary>
    public sealed record NoSuchHook : HookAnswer;

    /// <summary>It cannot be so.</summary>
    /// <param name="Field">"name", "url" or "kinds".</param>
    /// <param name="Reason">Why, in a sentence.</param>
    public sealed record Wrong(string Field, string Reason) : HookAnswer;
}

/// <summary>The owner's systems that are told what happens here, their secrets, and what they were told.</summary>
public sealed class HookDesk
{
    /// <summary>How long the former secret signs as well after a rotation.</summary>
    public static readonly Duration FormerHolds = Duration.FromHours(24);

    private const int LongestName = 100;

    /// <summary>The row that holds the secret for the addresses single calls name; no system of its own, and never listed.</summary>
    private static readonly Guid SingleCalls = new("5eca11ed-0000-4000-8000-000000000001");

    private readonly IDbContextFactory<BookingDbContext> _contexts;
    private readonly HookOutbox _outbox;
    private readonly ISecrets _secrets;
    private readonly IOptions<HooksOptions> _options;
    private readonly TimeProvider _time;

    internal HookDesk(IDbContextFactory<BookingDbContext> contexts, HookOutbox outbox, ISecrets secrets, IOptions<HooksOptions> options, TimeProvider time) =>
        (_contexts, _outbox, _secrets, _options, _time) = (contexts, outbox, secrets, options, time);

    private Instant Now => Instant.FromDateTimeOffset(_time.GetUtcNow());

    /// <summary>A delivery's identity as receivers see it.</summary>
    public static string MessageId(Guid delivery) => $"msg_{delivery:N}";

    /// <summary>All webhooks, by name.</summary>
    public async Task<IReadOnlyList<HookEndpoint>> ListAsync(CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        return await db.HookEndpoints.AsNoTracking().Where(endpoint => endpoint.Id != SingleCalls).OrderBy(endpoint => endpoint.Name).ThenBy(endpoint => endpoint.CreatedAt).ToListAsync(cancel);
    }

    /// <summary>One webhook.</summary>
    public async Task<HookEndpoint?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        return id == SingleCalls ? null : await db.HookEndpoints.AsNoTracking().FirstOrDefaultAsync(endpoint => endpoint.Id == id, cancel);
    }

    /// <summary>Adds one: <see cref="HookAnswer.NewSecret"/>, or <see cref="HookAnswer.Wrong"/>.</summary>
    public async Task<HookAnswer> AddAsync(string name, string url, IReadOnlyList<string> kinds, CancellationToken cancel)
    {
        if (Objection(name, url, kinds) is { } wrong)
            return wrong;
        var secret = HookSignature.NewSecret();
        var endpoint = new HookEndpoint { Id = Guid.CreateVersion7(_time.GetUtcNow()), Name = name.Trim(), Url = url.Trim(), Kinds = [.. kinds.Distinct(StringComparer.Ordinal)], Secret = _secrets.Seal(secret), CreatedAt = Now };
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        db.HookEndpoints.Add(endpoint);
        await db.SaveChangesAsync(cancel);
        return new HookAnswer.NewSecret(endpoint, secret);
    }

    /// <summary>Changes one; what still waits goes to the new address.</summary>
    public async Task<HookAnswer> ChangeAsync(Guid id, string name, string url, IReadOnlyList<string> kinds, bool active, CancellationToken cancel)
    {
        if (Objection(name, url, kinds) is { } wrong)
            return wrong;
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await FindAsync(db, id, cancel) is not { } endpoint)
            return new HookAnswer.NoSuchHook();
        (endpoint.Name, endpoint.Url, endpoint.Kinds, endpoint.Active) = (name.Trim(), url.Trim(), [.. kinds.Distinct(StringComparer.Ordinal)], active);
        await db.SaveChangesAsync(cancel);
        await db.HookDeliveries.Where(delivery => delivery.EndpointId == id && delivery.State == DeliveryState.Waiting).ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.Url, endpoint.Url), cancel);
        await transaction.CommitAsync(cancel);
        return new HookAnswer.Done(endpoint);
    }

    /// <summary>Tells it nothing more until it is switched on again: what happens meanwhile is not written down for it, and what waits, waits.</summary>
    public async Task<HookAnswer> SwitchAsync(Guid id, bool active, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        if (await FindAsync(db, id, cancel) is not { } endpoint)
            return new HookAnswer.NoSuchHook();
        endpoint.Active = active;
        await db.SaveChangesAsync(cancel);
        return new HookAnswer.Done(endpoint);
    }

    /// <summary>Gives it a new secret; the former one signs as well for <see cref="FormerHolds"/>. <see langword="null"/> for <paramref name="id"/>: the one for the addresses single calls name.</summary>
    public async Task<HookAnswer> RotateAsync(Guid? id, CancellationToken cancel)
    {
        var which = id ?? (await SingleCallsAsync(cancel)).Id;
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        if (await db.HookEndpoints.FirstOrDefaultAsync(row => row.Id == which, cancel) is not { } endpoint || (id == SingleCalls))
            return new HookAnswer.NoSuchHook();
        var secret = HookSignature.NewSecret();
        (endpoint.FormerSecret, endpoint.FormerUntil, endpoint.Secret) = (endpoint.Secret, Now + FormerHolds, _secrets.Seal(secret));
        await db.SaveChangesAsync(cancel);
        return new HookAnswer.NewSecret(endpoint, secret);
    }

    /// <summary>The secret that signs what goes to the addresses single calls name; null when the server's keys were lost: rotate it then.</summary>
    public async Task<string?> SingleCallSecretAsync(CancellationToken cancel) => _secrets.Open((await SingleCallsAsync(cancel)).Secret);

    /// <summary>Removes it, with what it was told and was to be told. False: there is none.</summary>
    public async Task<bool> DeleteAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (id == SingleCalls || await db.HookEndpoints.Where(endpoint => endpoint.Id == id).ExecuteDeleteAsync(cancel) == 0)
            return false;
        await db.HookDeliveries.Where(delivery => delivery.EndpointId == id).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Sends it a message of the kind <see cref="HookKinds.Test"/>, whatever it wants to hear of (while it is switched off, the message waits); null: there is none.</summary>
    public async Task<HookDelivery?> TestAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        if (await FindAsync(db, id, cancel) is not { } endpoint)
            return null;
        var delivery = _outbox.PutTo(db, endpoint, HookKinds.Test, new { message = "VoiceBooker can reach this address." });
        await db.SaveChangesAsync(cancel);
        return delivery;
    }

    /// <summary>Deliveries, the newest first.</summary>
    /// <param name="id">Of one webhook; null: of all, and of single calls.</param>
    /// <param name="state">In one state; null: in any.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task<IReadOnlyList<HookDelivery>> DeliveriesAsync(Guid? id, DeliveryState? state, int take, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        var rows = db.HookDeliveries.AsNoTracking();
        if (id is { } wanted)
            rows = rows.Where(delivery => delivery.EndpointId == wanted);
        if (state is { } stands)
            rows = rows.Where(delivery => delivery.State == stands);
        return await rows.OrderByDescending(delivery => delivery.CreatedAt).Take(take).ToListAsync(cancel);
    }

    /// <summary>Sends one again, whatever became of it, under the same identity and to where its endpoint is by now. False: there is none.</summary>
    public async Task<bool> ReplayAsync(Guid delivery, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        return await AgainAsync(db, db.HookDeliveries.Where(row => row.Id == delivery), cancel) > 0;
    }

    /// <summary>Sends all again that were given up since <paramref name="since"/>; gives how many.</summary>
    public async Task<int> ReplayFailedAsync(Guid? id, Instant since, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        var rows = db.HookDeliveries.Where(row => row.State == DeliveryState.Failed && row.CreatedAt >= since);
        return await AgainAsync(db, id is { } wanted ? rows.Where(row => row.EndpointId == wanted) : rows, cancel);
    }

    /// <summary>The row that holds the secret for single calls, made when it is first asked for.</summary>
    internal async Task<HookEndpoint> SingleCallsAsync(CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        if (await db.HookEndpoints.AsNoTracking().FirstOrDefaultAsync(row => row.Id == SingleCalls, cancel) is { } found)
            return found;
        var made = new HookEndpoint { Id = SingleCalls, Name = "Single calls", Secret = _secrets.Seal(HookSignature.NewSecret()), Active = false, CreatedAt = Now };
        db.HookEndpoints.Add(made);
        try
        {
            await db.SaveChangesAsync(cancel);
            return made;
        }
        catch (DbUpdateException both) when (both.IsTakenKey())
        {
            db.ChangeTracker.Clear();
            return await db.HookEndpoints.AsNoTracking().FirstAsync(row => row.Id == SingleCalls, cancel); // another node was faster
        }
    }

    private async Task<int> AgainAsync(BookingDbContext db, IQueryable<HookDelivery> rows, CancellationToken cancel)
    {
        var now = Now;
        return await rows.ExecuteUpdateAsync(set => set
            .SetProperty(row => row.Url, row => db.HookEndpoints.Where(endpoint => endpoint.Id == row.EndpointId && endpoint.Url != "").Select(endpoint => endpoint.Url).FirstOrDefault() ?? row.Url) // a single call's own stays
            .SetProperty(row => row.State, DeliveryState.Waiting).SetProperty(row => row.Attempts, 0).SetProperty(row => row.NextAt, now).SetProperty(row => row.DeliveredAt, (Instant?)null), cancel);
    }

    private static async Task<HookEndpoint?> FindAsync(BookingDbContext db, Guid id, CancellationToken cancel) => id == SingleCalls ? null : await db.HookEndpoints.FirstOrDefaultAsync(endpoint => endpoint.Id == id, cancel);

    private HookAnswer.Wrong? Objection(string name, string url, IReadOnlyList<string> kinds) =>
        string.IsNullOrWhiteSpace(name) || name.Trim().Length > LongestName ? new HookAnswer.Wrong("name", "A name of 1 to 100 characters is needed.")
        : HookAddress.ObjectionTo(url.Trim(), _options.Value.AllowPrivateAddresses) is { } objection ? new HookAnswer.Wrong("url", objection)
        : kinds.FirstOrDefault(kind => !HookKinds.All.Contains(kind, StringComparer.Ordinal)) is { } unknown ? new HookAnswer.Wrong("kinds", $"'{unknown}' is nothing to be told of; there are {string.Join(", ", HookKinds.All)}.")
        : null;
}
