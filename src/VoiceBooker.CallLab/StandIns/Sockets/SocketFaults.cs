namespace VoiceBooker.CallLab.StandIns.Sockets;

/// <summary>What goes wrong with a connection.</summary>
internal enum SocketFaultKind
{
    /// <summary>The upgrade is answered with <see cref="SocketFault.Status"/>.</summary>
    RefuseUpgrade,

    /// <summary>The upgrade takes <see cref="SocketFault.After"/> longer.</summary>
    SlowUpgrade,

    /// <summary>The connection breaks without a farewell, <see cref="SocketFault.After"/> after it was opened.</summary>
    Tear,

    /// <summary>It breaks in the middle: after the first words of an utterance were understood, or the first audio of a phrase was sent.</summary>
    TearMidUtterance,

    /// <summary>A turn is ended after its first words, too early.</summary>
    EarlyEndOfTurn,

    /// <summary>Everything is accepted and nothing is answered.</summary>
    Silence,

    /// <summary>Every answer comes <see cref="SocketFault.After"/> later than it would.</summary>
    Slow,

    /// <summary>An error is reported and the connection closed, at the first audio or text.</summary>
    Error,
}

/// <summary>A fault on demand.</summary>
/// <param name="Door">Which door of the stand-in it happens at; "*": any.</param>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Times">With so many connections; 0: until it is cleared.</param>
/// <param name="After">How long or how late, where the kind needs it.</param>
/// <param name="Status">HTTP status of a refusal.</param>
internal sealed record SocketFault(string Door, SocketFaultKind Kind, int Times = 1, TimeSpan After = default, int Status = 503);

/// <summary>The faults that are still due, first come first served; a connection meets one at most.</summary>
internal sealed class SocketFaults
{
    private readonly Lock _gate = new();
    private readonly List<SocketFault> _due = [];

    /// <summary>Faults that are still due.</summary>
    public IReadOnlyList<SocketFault> Due
    {
        get
        {
            lock (_gate)
                return [.. _due];
        }
    }

    /// <summary>Puts a fault behind those that are due.</summary>
    public void Add(SocketFault fault)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fault.Times);
        lock (_gate)
            _due.Add(fault);
    }

    /// <summary>The fault a new connection meets, if any; it is used up once.</summary>
    public SocketFault? Take(string door)
    {
        lock (_gate)
        {
            var at = _due.FindIndex(fault => fault.Door == door || fault.Door == "*");
            if (at < 0)
                return null;
            var fault = _due[at];
            if (fault.Times == 1)
                _due.RemoveAt(at);
            else if (fault.Times > 1)
                _due[at] = fault with { Times = fault.Times - 1 };
            return fault;
        }
    }

    /// <summary>A good day again.</summary>
    public void Clear()
    {
        lock (_gate)
            _due.Clear();
    }
}
