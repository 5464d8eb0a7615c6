using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Server.Calls;

/// <summary>A call that runs now.</summary>
/// <param name="Ticket">What was known of it before it began.</param>
/// <param name="Assistant">Who answers.</param>
/// <param name="StartedAt">When it began, in real time.</param>
public sealed record RunningCall(CallTicket Ticket, string Assistant, DateTimeOffset StartedAt);

/// <summary>Composes every call from its parts, knows which ones run, and lets go of them when the server stops.</summary>
public sealed class CallHost(StreamTokens tokens, IOptions<CallsOptions> options) : ICallDesk
{
    private readonly ConcurrentDictionary<CallId, (RunningCall Call, ICallLine Line)> _running = new();

    /// <summary>The calls that run now, the oldest first.</summary>
    public IReadOnlyList<RunningCall> Running => [.. _running.Values.Select(each => each.Call).OrderBy(call => call.StartedAt)];

    /// <inheritdoc/>
    public bool HasRoom => _running.Count + tokens.Count < options.Value.AtOnce;

    /// <summary>An operator ends a call; false when it does not run.</summary>
    public async ValueTask<bool> HangUpAsync(CallId call, CancellationToken cancel)
    {
        if (!_running.TryGetValue(call, out var running))
            return false;
        await running.Line.HangUpAsync(HangUpCause.Operator, cancel);
        return true;
    }

    /// <inheritdoc/>
    public Task AnswerAsync(CallTicket ticket, ICallLine line) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Report(CarrierReport report)
    {
    }
}
