using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Providers.Twilio;

/// <summary>
/// One-time tokens that bind a media socket to the call it was opened for: 128 random bits each, short-lived. Kept as hashes, so that a look-up tells nothing by its timing. One server alone keeps them in memory, at most
/// <see cref="Capacity"/> at once; where several share a database they lie there, since the balancer sends the socket to any of them.
/// </summary>
/// <param name="options">How long they are good for.</param>
/// <param name="time">The clock.</param>
/// <param name="streams">Where they lie when several servers share a database.</param>
public sealed class StreamTokens(IOptions<CarrierOptions> options, TimeProvider time, WaitingStreams? streams = null)
{
    /// <summary>Tokens that may be waiting at once; beyond it the oldest is forgotten.</summary>
    public const int Capacity = 10_000;

    private readonly ConcurrentDictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _sweeping = new();
    private long _swept;
    private readonly WaitingStreams? _shared = streams is { AreShared: true } ? streams : null;

    /// <summary>Whether a token that was given here may be shown at another server.</summary>
    public bool AreShared => _shared is not null;

    /// <summary>Tokens that wait here for their stream.</summary>
    public int Count
    {
        get
        {
            Sweep();
            return _waiting.Count;
        }
    }

    /// <summary>Calls over the carrier that wait here for their stream; a call of which the carrier asked twice is one.</summary>
    public int Callers
    {
        get
        {
            Sweep();
            return _waiting.Values.Where(waiting => waiting.Ticket.Kind == CallKind.Phone).DistinctBy(waiting => waiting.Ticket.CallSid, StringComparer.Ordinal).Count();
        }
    }

    /// <summary>Softphones and typed calls that wait here for their stream.</summary>
    public int Softphones
    {
        get
        {
            Sweep();
            return _waiting.Values.Count(waiting => waiting.Ticket.Kind != CallKind.Phone);
        }
    }

    /// <summary>The ticket with which this call of the carrier waits for its stream already; null when it does not.</summary>
    public async ValueTask<CallTicket?> FindCallerAsync(string callSid, CancellationToken cancel) => _shared is null
        ? _waiting.Values.FirstOrDefault(waiting => waiting.Ticket.Kind == CallKind.Phone && waiting.Ticket.CallSid == callSid && !IsOld(waiting))?.Ticket
        : Read(await _shared.FindCallerAsync(callSid, cancel));

    /// <summary>A new token for <paramref name="ticket"/>: 22 characters of base64url.</summary>
    public async ValueTask<string> MintAsync(CallTicket ticket, CancellationToken cancel)
    {
        var token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        if (_shared is null)
        {
            if (_waiting.Count >= Capacity || time.GetElapsedTime(Volatile.Read(ref _swept)) > SweepEvery)
                Sweep(); // not for every call: it looks at all that wait
            _waiting[Hash(token)] = new Waiting(ticket, time.GetTimestamp());
        }
        else
        {
            var row = new WaitingStream { TokenHash = Hash(token), CallSid = ticket.CallSid, FromCarrier = ticket.Kind == CallKind.Phone, Ticket = JsonSerializer.Serialize(ticket, TicketJson.Default.CallTicket) };
            await _shared.PutAsync(row, options.Value.TokenLifetime, cancel);
        }

        return token;
    }

    /// <summary>Whose token it is, without using it up; null when unknown or too old.</summary>
    public async ValueTask<CallTicket?> PeekAsync(string token, CancellationToken cancel) => _shared is not null
        ? Read(await _shared.FindAsync(Hash(token), cancel))
        : _waiting.TryGetValue(Hash(token), out var waiting) && !IsOld(waiting) ? waiting.Ticket : null;

    /// <summary>Uses the token up. Null when it is unknown, too old, used before, or was given for another call or account; it is gone in every case.</summary>
    public async ValueTask<CallTicket?> BurnAsync(string token, string callSid, string accountSid, CancellationToken cancel)
    {
        if (_shared is null)
            return BurnHere(token, callSid, accountSid);
        if (Read(await _shared.TakeAsync(Hash(token), cancel)) is not { } ticket || !IsOf(ticket, callSid, accountSid))
            return null;
        await _shared.ForgetAsync(ticket.CallSid, cancel); // another answer to the same call: it gets one stream
        return ticket;
    }

    private CallTicket? BurnHere(string token, string callSid, string accountSid)
    {
        lock (_sweeping)
        {
            if (!_waiting.TryRemove(Hash(token), out var waiting) || IsOld(waiting) || !IsOf(waiting.Ticket, callSid, accountSid))
                return null;

            foreach (var (hash, other) in _waiting)
            {
                if (ReferenceEquals(other.Ticket, waiting.Ticket))
                    _waiting.TryRemove(hash, out _); // another answer to the same call: it gets one stream
            }

            return waiting.Ticket;
        }
    }

    private static bool IsOf(CallTicket ticket, string callSid, string accountSid)
    {
        var sameCall = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(callSid), Encoding.UTF8.GetBytes(ticket.CallSid));
        var sameAccount = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(accountSid), Encoding.UTF8.GetBytes(ticket.AccountSid));
        return sameCall & sameAccount;
    }

    private static CallTicket? Read(WaitingStream? row) => row is null ? null : JsonSerializer.Deserialize(row.Ticket, TicketJson.Default.CallTicket);

    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private bool IsOld(Waiting waiting) => time.GetElapsedTime(waiting.Since) > options.Value.TokenLifetime;

    private void Sweep()
    {
        lock (_sweeping)
        {
            Volatile.Write(ref _swept, time.GetTimestamp());
            foreach (var (hash, waiting) in _waiting)
            {
                if (IsOld(waiting))
                    _waiting.TryRemove(hash, out _);
            }

            while (_waiting.Count >= Capacity)
                _waiting.TryRemove(_waiting.MinBy(each => each.Value.Since).Key, out _);
        }
    }

    private sealed record Waiting(CallTicket Ticket, long Since);
}

/// <summary>Tickets as they lie in the database.</summary>
[JsonSerializable(typeof(CallTicket))]
internal sealed partial class TicketJson : JsonSerializerContext;
