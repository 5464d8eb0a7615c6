using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Access;

/// <summary>What a key that somebody sent is worth.</summary>
public abstract record KeyCheck
{
    private KeyCheck() { }

    /// <summary>It opens what its scopes say.</summary>
    public sealed record Works(ApiKey Key) : KeyCheck;

    /// <summary>There is no such key.</summary>
    public sealed record Unknown : KeyCheck;

    /// <summary>Its time is over.</summary>
    public sealed record Expired(ApiKey Key) : KeyCheck;

    /// <summary>A person has revoked it.</summary>
    public sealed record Revoked(ApiKey Key) : KeyCheck;
}

/// <summary>Makes, checks and revokes keys to the API. A revoked key stops at once here, and on other nodes as soon as what they remember is <see cref="RememberedFor"/> old.</summary>
public sealed class ApiKeys(IDbContextFactory<BookingDbContext> database, TimeProvider time)
{
    /// <summary>How every key begins, so that people and scanners of leaked secrets know it for one.</summary>
    public const string Mark = "vb_";

    /// <summary>How long a node believes what it has read of a key.</summary>
    public static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(10);

    private const int RandomBytes = 32;
    private const int PrefixLength = 11;
    private static readonly TimeSpan UseNotedEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Remembered> _remembered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ApiKey> _revokedHere = new(StringComparer.Ordinal);

    /// <summary>Makes a key. The key itself is in the answer and nowhere else: whoever asked must show it now.</summary>
    /// <param name="name">What it is for.</param>
    /// <param name="scopes">What it opens, of <see cref="ApiScopes.All"/>.</param>
    /// <param name="expiresAt">Until when it works; null: until it is revoked.</param>
    /// <param name="madeBy">Who makes it.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<(ApiKey Row, string Key)> MakeAsync(string name, IEnumerable<string> scopes, Instant? expiresAt, string madeBy, CancellationToken cancel)
    {
        var key = Mark + Convert.ToBase64String(RandomNumberGenerator.GetBytes(RandomBytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var now = time.GetUtcNow();
        var row = new ApiKey
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            Prefix = key[..PrefixLength],
            Hash = Hash(key),
            Scopes = [.. ApiScopes.All.Intersect(scopes, StringComparer.Ordinal)],
            MadeBy = madeBy,
            CreatedAt = Instant.FromDateTimeOffset(now),
            ExpiresAt = expiresAt,
        };
        await using var db = await database.CreateDbContextAsync(cancel);
        db.ApiKeys.Add(row);
        await db.SaveChangesAsync(cancel);
        return (row, key);
    }

    /// <summary>All keys, the newest first; revoked ones last.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var keys = await db.ApiKeys.AsNoTracking().ToListAsync(cancel);
        return [.. keys.OrderBy(key => key.RevokedAt is not null).ThenByDescending(key => key.CreatedAt)];
    }

    /// <summary>Whether a key was ever made that is not revoked.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return await db.ApiKeys.AnyAsync(key => key.RevokedAt == null, cancel);
    }

    /// <summary>Ends a key for good. False when there is none, or it was revoked before.</summary>
    public async Task<bool> RevokeAsync(Guid id, CancellationToken cancel)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.ApiKeys.Where(key => key.Id == id && key.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, now), cancel) == 0)
            return false;
        var revoked = await db.ApiKeys.AsNoTracking().FirstAsync(key => key.Id == id, CancellationToken.None);
        _revokedHere[revoked.Hash] = revoked; // stands even when a check that began before the revocation remembers the key afterwards
        _remembered.TryRemove(revoked.Hash, out _);
        return true;
    }

    /// <summary>What <paramref name="given"/> is worth now; notes its use, to the minute.</summary>
    public async ValueTask<KeyCheck> CheckAsync(string given, CancellationToken cancel)
    {
        if (!given.StartsWith(Mark, StringComparison.Ordinal) || given.Length > 100)
            return new KeyCheck.Unknown();
        var hash = Hash(given);
        if (_revokedHere.TryGetValue(hash, out var revoked))
            return new KeyCheck.Revoked(revoked);
        if (!_remembered.TryGetValue(hash, out var known) || time.GetElapsedTime(known.ReadAt) >= RememberedFor)
        {
            var readAt = time.GetTimestamp();
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(key => key.Hash == hash, cancel) is not { } row)
                return new KeyCheck.Unknown(); // not remembered: what strangers try must not fill the memory
            known = _remembered.AddOrUpdate(hash, new Remembered(row, readAt, NotedAt: null), (_, before) => before with { Row = row, ReadAt = readAt });
        }

        if (known.Row.RevokedAt is not null)
            return new KeyCheck.Revoked(known.Row);
        if (known.Row.ExpiresAt is { } end && end <= Instant.FromDateTimeOffset(time.GetUtcNow()))
            return new KeyCheck.Expired(known.Row);
        if (known.NotedAt is not { } noted || time.GetElapsedTime(noted) >= UseNotedEvery)
            await NoteUseAsync(hash, known, cancel);
        return new KeyCheck.Works(known.Row);
    }

    /// <summary>SHA-256, hex.</summary>
    internal static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private async Task NoteUseAsync(string hash, Remembered known, CancellationToken cancel)
    {
        if (!_remembered.TryUpdate(hash, known with { NotedAt = time.GetTimestamp() }, known))
            return; // another request notes it
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        await using var db = await database.CreateDbContextAsync(cancel);
        await db.ApiKeys.Where(key => key.Id == known.Row.Id).ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedAt, now), cancel);
    }

    /// <summary>A key as it was read, when, and when its use was noted last (timestamps of the clock).</summary>
    private sealed record Remembered(ApiKey Row, long ReadAt, long? NotedAt);
}
