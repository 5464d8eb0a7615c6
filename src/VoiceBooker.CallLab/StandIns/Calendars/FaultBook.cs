namespace VoiceBooker.CallLab.StandIns.Calendars;

/// <summary>What goes wrong with a request.</summary>
internal enum FaultKind
{
    /// <summary>500; nothing is done.</summary>
    Error500,

    /// <summary>Done at once, answered after <see cref="FaultRule.Delay"/>.</summary>
    Slow,

    /// <summary>Nothing is done, and no answer comes until the client leaves.</summary>
    Timeout,

    /// <summary>Done, but no answer comes until the client leaves.</summary>
    CommitThenTimeout,

    /// <summary>Done; answered 200 with a body of the wrong shape.</summary>
    Malformed,

    /// <summary>429, with <see cref="FaultRule.RetryAfter"/> when it is given; nothing is done.</summary>
    RateLimited,

    /// <summary>On "slots": somebody books every time listed, just after the list is made.</summary>
    SlotTakenAfterOffer,

    /// <summary>The credential counts as expired; nothing is done.</summary>
    TokenExpired,

    /// <summary>On "book" and "reschedule" of a provider that has it: the race is lost only when writing (409 in a bare body).</summary>
    Conflict409,
}

/// <summary>A fault on demand.</summary>
/// <param name="Operation">slots, reserve, release, book, reschedule, cancel, list, get, me, event-types, token, webhooks …; "*": every one.</param>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Times">For so many requests; 0: until it is cleared.</param>
/// <param name="Delay">How late the answer of <see cref="FaultKind.Slow"/> is.</param>
/// <param name="RetryAfter">Text of the header Retry-After; null: no such header.</param>
/// <param name="Share">Share of the requests that are hit, 0 to 1; requests that are spared do not count.</param>
internal sealed record FaultRule(string Operation, FaultKind Kind, int Times = 1, TimeSpan Delay = default, string? RetryAfter = null, double Share = 1);

/// <summary>The faults that are still due, first come first served. Its dice are seeded: the same requests in the same order meet the same faults.</summary>
internal sealed class FaultBook
{
    private readonly Lock _lock = new();
    private readonly List<FaultRule> _rules = [];
    private readonly Random _dice = new(20261122);
    private int _taken;

    /// <summary>Faults that are still due.</summary>
    public IReadOnlyList<FaultRule> Due
    {
        get
        {
            lock (_lock)
                return [.. _rules];
        }
    }

    /// <summary>How many requests were hit so far.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Puts a fault behind those that are due.</summary>
    public void Add(FaultRule rule)
    {
        if (rule.Times < 0 || rule.Delay < TimeSpan.Zero || rule.Share is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(rule), rule, "Times and delay are not negative, the share lies between 0 and 1.");
        lock (_lock)
            _rules.Add(rule);
    }

    /// <summary>The fault this request meets, if any; it is used up once.</summary>
    public FaultRule? Take(string operation)
    {
        lock (_lock)
        {
            for (var at = 0; at < _rules.Count; at++)
            {
                var rule = _rules[at];
                if ((rule.Operation != operation && rule.Operation != "*") || (rule.Share < 1 && _dice.NextDouble() >= rule.Share))
                    continue;
                if (rule.Times is 1)
                    _rules.RemoveAt(at);
                else if (rule.Times > 1)
                    _rules[at] = rule with { Times = rule.Times - 1 };
                Interlocked.Increment(ref _taken);
                return rule;
            }
        }

        return null;
    }

    /// <summary>A good day again.</summary>
    public void Clear()
    {
        lock (_lock)
            _rules.Clear();
    }
}
