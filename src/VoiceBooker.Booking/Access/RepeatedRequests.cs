using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Access;

/// <summary>What to do with a request that carries an idempotency key.</summary>
public abstract record RequestTurn
{
    private RequestTurn() { }

    /// <summary>Do the work: it came first, or the process that had begun it is gone.</summary>
    public sealed record Work : RequestTurn;

    /// <summary>It was done; this was the answer.</summary>
    public sealed record Answered(IdempotentRequest Request) : RequestTurn;

    /// <summary>Another request came with the same key: a mistake of the caller.</summary>
    public sealed record AnotherRequest : RequestTurn;

    /// <summary>The first one is being worked on.</summary>
    public sealed record BeingDone : RequestTurn;
}

/// <summary>
/// Requests that are done once however often they come (draft-ietf-httpapi-idempotency-key-header). The row stands before the work begins, so that two equal requests at the same moment, on whatever nodes, are told apart by its unique key.
/// </summary>
public sealed class RepeatedRequests(IDbContextFactory<BookingDbContext> database, TimeProvider time)
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly Duration KeptFor = Duration.FromHours(24);

    /// <summary>Work that was begun so long ago, and not here, is taken for that of a process that died.</summary>
    public static readonly Duration DeadAfter = Duration.FromSeconds(60);

    private static readonly Duration SweptEvery = Duration.FromMinutes(10);

    private readonly ConcurrentDictionary<string, byte> _beingDoneHere = new(StringComparer.Ordinal);
    private Instant _sweptAt = Instant.MinValue;

    /// <summary>The identity of whatever a request makes today, and that of what an equal one made yesterday; days by UTC. What is older than <see cref="KeptFor"/> is no matter of the key any more.</summary>
    /// <param name="who">The API key's identity.</param>
    /// <param name="key">The idempotency key.</param>
    public (Guid Today, Guid Yesterday) IdentitiesFor(Guid who, string key)
    {
        var today = Instant.FromDateTimeOffset(time.GetUtcNow()).InUtc().Date;
        return (IdentityFor(who, key, today), IdentityFor(who, key, today.PlusDays(-1)));
    }

    /// <summary>The identity of whatever a request makes: the same for the same key on one day, so that a repetition after a crash finds what the first one made instead of making a second, and a key that is used again later makes something new.</summary>
    /// <param name="who">The API key's identity.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="day">The day, by UTC.</param>
    public static Guid IdentityFor(Guid who, string key, LocalDate day) => Hash($"{who:D}\n{day:uuuu-MM-dd}\n{key}");

    /// <summary>The identity of one of several things that a request makes.</summary>
    /// <param name="request">The identity that <see cref="IdentitiesFor"/> gives the request.</param>
    /// <param name="what">What makes it this one among them.</param>
    public static Guid IdentityOf(Guid request, string what) => Hash($"{request:D}\n{what}");

    private static Guid Hash(string text)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16];
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x80); // version 8: made by a rule of one's own (RFC 9562)
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Whose turn it is. After <see cref="RequestTurn.Work"/> either <see cref="FinishAsync"/> or <see cref="ForgetAsync"/> must follow.</summary>
    /// <param name="key">The key, with the API key's identity before it.</param>
    /// <param name="fingerprint">Method, path and body, hashed.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<RequestTurn> BeginAsync(string key, string fingerprint, CancellationToken cancel)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        await SweepAsync(now, cancel);
        while (true)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.IdempotentRequests.AsNoTracking().FirstOrDefaultAsync(request => request.Key == key, cancel) is { } known)
            {
                if (await JudgeAsync(db, known, fingerprint, now, cancel) is { } turn)
                    return turn;
                continue; // it changed in between
            }

            db.IdempotentRequests.Add(new IdempotentRequest { Key = key, Fingerprint = fingerprint, At = now });
            try
            {
                await db.SaveChangesAsync(cancel);
                _beingDoneHere[key] = 0;
                return new RequestTurn.Work();
            }
            catch (DbUpdateException refused) when (refused.IsTakenKey())
            {
                // an equal request was faster: its row is read
            }
        }
    }

    /// <summary>Keeps the answer.</summary>
    public async Task FinishAsync(IdempotentRequest answer, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        await db.IdempotentRequests.Where(request => request.Key == answer.Key).ExecuteUpdateAsync(
            set => set.SetProperty(request => request.Status, answer.Status)
                .SetProperty(request => request.Body, answer.Body)
                .SetProperty(request => request.ContentType, answer.ContentType)
                .SetProperty(request => request.Location, answer.Location),
            cancel);
        _beingDoneHere.TryRemove(answer.Key, out _);
    }

    /// <summary>The work failed in a way that a repetition may mend: the next request with the key is the first again.</summary>
    public async Task ForgetAsync(string key, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        await db.IdempotentRequests.Where(request => request.Key == key && request.Status == 0).ExecuteDeleteAsync(cancel);
        _beingDoneHere.TryRemove(key, out _);
    }

    /// <summary>Null when the row changed while it was looked at.</summary>
    private async Task<RequestTurn?> JudgeAsync(BookingDbContext db, IdempotentRequest known, string fingerprint, Instant now, CancellationToken cancel)
    {
        if (now - known.At >= KeptFor && !_beingDoneHere.ContainsKey(known.Key))
        {
            await db.IdempotentRequests.Where(request => request.Key == known.Key && request.At == known.At).ExecuteDeleteAsync(cancel);
            return null;
        }

        if (known.Fingerprint != fingerprint)
            return new RequestTurn.AnotherRequest();
        if (known.Status != 0)
            return new RequestTurn.Answered(known);
        if (_beingDoneHere.ContainsKey(known.Key) || now - known.At < DeadAfter)
            return new RequestTurn.BeingDone();
        if (await db.IdempotentRequests.Where(request => request.Key == known.Key && request.Status == 0 && request.At == known.At).ExecuteUpdateAsync(set => set.SetProperty(request => request.At, now), cancel) == 0)
            return null;
        _beingDoneHere[known.Key] = 0;
        return new RequestTurn.Work();
    }

    private async Task SweepAsync(Instant now, CancellationToken cancel)
    {
        if (now - _sweptAt < SweptEvery && now >= _sweptAt)
            return;
        _sweptAt = now; // two at once do no harm
        var old = now - KeptFor;
        await using var db = await database.CreateDbContextAsync(cancel);
        await db.IdempotentRequests.Where(request => request.At < old && request.Status != 0).ExecuteDeleteAsync(cancel);
    }
}
