using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace VoiceBooker.Providers.Twilio;

/// <summary>One-time tokens that bind a media socket to the call it was opened for: 128 random bits each, short-lived, at most <see cref="Capacity"/> at once. Kept as hashes, so that a look-up tells nothing by its timing.</summary>
public sealed class StreamTokens(IOptions<CarrierOptions> options, TimeProvider time)
{
    /// <summary>Tokens that may be waiting at once; beyond it the oldest is forgotten.</summary>
    public const int Capacity = 10_000;

    private readonly ConcurrentDictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);
    private readonly Lock _sweeping = new();

    /// <summary>Tokens that wait for their stream.</summary>
    public int Count
    {
        get
        {
            Sweep();
            return _waiting.Count;
        }
    }

    /// <summary>Calls over the carrier that wait for their stream; a call of which the carrier asked twice is one.</summary>
    public int Callers
    {
        get
        {
            Sweep();
            return _waiting.Values.Where(waiting => waiting.Ticket.Kind == CallKind.Phone).DistinctBy(waiting => waiting.Ticket.CallSid, StringComparer.Ordinal).Count();
        }
    }

    /// <summary>Softphones and typed calls that wait for their stream.</summary>
    public int Softphones
    {
        get
        {
            Sweep();
            return _waiting.Values.Count(waiting => waiting.Ticket.Kind != CallKind.Phone);
        }
    }

    /// <summary>The ticket with which this call of the carrier waits for its stream already; null when it does not.</summary>
    public CallTicket? FindCaller(string callSid) =>
        _waiting.Values.FirstOrDefault(waiting => waiting.Ticket.Kind == CallKind.Phone && waiting.Ticket.CallSid == callSid && !IsOld(waiting))?.Ticket;

    /// <summary>A new token for <paramref name="ticket"/>: 22 characters of base64url.</summary>
    public string Mint(CallTicket ticket)
    {
        Sweep();
        var token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        _waiting[Hash(token)] = new Waiting(ticket, time.GetTimestamp());
        return token;
    }

    /// <summary>Whose token it is, without using it up; null when unknown or too old.</summary>
    public CallTicket? Peek(string token) =>
        _waiting.TryGetValue(Hash(token), out var waiting) && !IsOld(waiting) ? waiting.Ticket : null;

    /// <summary>Uses the token up. Null when it is unknown, too old, used before, or was given for another call or account; it is gone in every case.</summary>
    public CallTicket? Burn(string token, string callSid, string accountSid)
    {
        lock (_sweeping)
        {
            if (!_waiting.TryRemove(Hash(token), out var waiting) || IsOld(waiting))
                return null;

            var sameCall = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(callSid), Encoding.UTF8.GetBytes(waiting.Ticket.CallSid));
            var sameAccount = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(accountSid), Encoding.UTF8.GetBytes(waiting.Ticket.AccountSid));
            if (!(sameCall & sameAccount))
                return null;

            foreach (var (hash, other) in _waiting)
            {
                if (ReferenceEquals(other.Ticket, waiting.Ticket))
                    _waiting.TryRemove(hash, out _); // another answer to the same call: it gets one stream
            }

            return waiting.Ticket;
        }
    }

    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private bool IsOld(Waiting waiting) => time.GetElapsedTime(waiting.Since) > options.Value.TokenLifetime;

    private void Sweep()
    {
        lock (_sweeping)
        {
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
