using System.Net.Http.Headers;
using System.Text;
using NodaTime;

namespace VoiceBooker.Providers.Accounts;

/// <summary>All that can come of a request; closed.</summary>
internal abstract record AccountReply
{
    private AccountReply() { }

    /// <summary>A whole answer with a status below 500 that is not 429; redirects are not followed and stand here as they came.</summary>
    /// <param name="Status">HTTP status.</param>
    /// <param name="Headers">Of the answer; names compare without case.</param>
    /// <param name="Body">Raw.</param>
    public sealed record Answered(int Status, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body) : AccountReply
    {
        /// <summary>200 to 299.</summary>
        public bool IsSuccess => Status is >= 200 and < 300;

        /// <summary>The body as text.</summary>
        public string Text => Encoding.UTF8.GetString(Body.Span);

        /// <summary>The status only.</summary>
        public override string ToString() => $"HTTP {Status}";
    }

    /// <summary>Asked too often; surely nothing was done.</summary>
    /// <param name="RetryAfter">When the provider takes the next one, as it says or as is usual there.</param>
    public sealed record Throttled(Duration RetryAfter) : AccountReply;

    /// <summary>No answer that can be believed.</summary>
    /// <param name="Reason">For logs and the owner; without secrets.</param>
    /// <param name="MaybeDone">True when the request may have been carried out.</param>
    public sealed record Unreachable(string Reason, bool MaybeDone) : AccountReply
    {
        /// <summary>The status of a 5xx; 0: no status came.</summary>
        public int Status { get; init; }

        /// <summary>The body of a 5xx, cut off; empty otherwise.</summary>
        public string Text { get; init; } = "";
    }

    /// <summary>The account's provider failed too often just now; nothing was sent.</summary>
    /// <param name="Until">When it is tried again.</param>
    public sealed record BreakerOpen(Instant Until) : AccountReply;
}

/// <summary>When a provider that refuses takes the next request.</summary>
internal static class RetryPause
{
    private const string Reset = "X-RateLimit-Reset";
    private const string Remaining = "X-RateLimit-Remaining";

    /// <summary>
    /// From <c>Retry-After</c> (seconds or a date), else from the resets (<c>X-RateLimit-Reset</c>, with any suffix) of those limits that have nothing remaining; the longest. A small number is seconds left, a great one a Unix time.
    /// At most a day. Null: nothing is said.
    /// </summary>
    public static TimeSpan? Of(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.RetryAfter is { } after && (after.Delta ?? after.Date - now) is { } pause)
            return Within(pause);

        TimeSpan? longest = null;
        foreach (var (name, values) in headers)
        {
            if (!name.StartsWith(Reset, StringComparison.OrdinalIgnoreCase) || !double.TryParse(values.FirstOrDefault(), out var number) || !double.IsFinite(number))
                continue;
            var left = headers.TryGetValues(Remaining + name[Reset.Length..], out var remaining) && double.TryParse(remaining.FirstOrDefault(), out var count) ? count : 0;
            if (left > 0)
                continue;
            var until = number switch
            {
                > 1e12 => DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Min(number, 4e12)) - now,
                > 1e9 => DateTimeOffset.UnixEpoch.AddSeconds(number) - now,
                _ => TimeSpan.FromSeconds(Math.Max(0, number)),
            };
            if (longest is null || until > longest)
                longest = until;
        }

        return longest is { } found ? Within(found) : null;
    }

    private static TimeSpan Within(TimeSpan pause) => TimeSpan.FromTicks(Math.Clamp(pause.Ticks, 0, TimeSpan.TicksPerDay));
}
