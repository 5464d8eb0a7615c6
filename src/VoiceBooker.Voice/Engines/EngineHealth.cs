using System.Collections.Concurrent;

namespace VoiceBooker.Voice.Engines;

/// <summary>
/// What all calls know of the speech engines: one that fails again and again rests, and calls that begin meanwhile ask the next one first; after the rest one call tries it,
/// and what comes of that decides. Nobody waits here: states are values that are exchanged whole.
/// </summary>
/// <param name="options">How many failures, how long a rest.</param>
/// <param name="time">The clock of rests and failures.</param>
public sealed class EngineHealth(SpeechOptions options, TimeProvider time)
{
    /// <summary>The part of an engine that listens, in <see cref="Calls.CallEvent.FailedOver"/> and here.</summary>
    public const string Ears = "ears";

    /// <summary>The part of an engine that speaks.</summary>
    public const string Voice = "voice";

    private static readonly TimeSpan _within = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string Part, string Engine), Standing> _standings = new();

    /// <summary>The engines in the order in which a call that begins now asks them: the first that does not rest, or whose rest is over, leads; those that rest come last.</summary>
    /// <param name="part"><see cref="Ears"/> or <see cref="Voice"/>.</param>
    /// <param name="engines">In the order of the settings.</param>
    /// <param name="nameOf">The engine's name.</param>
    public IReadOnlyList<T> InOrder<T>(string part, IReadOnlyList<T> engines, Func<T, string> nameOf)
    {
        if (engines.Count < 2)
            return engines;
        var leader = engines.ToList().FindIndex(engine => MayLead(part, nameOf(engine)));
        return leader < 0
            ? engines
            : [engines[leader], .. engines.Where((_, index) => index != leader).OrderBy(engine => RestsFor(part, nameOf(engine)) is null ? 0 : 1)];
    }

    /// <summary>The engine failed on a call.</summary>
    public void Failed(string part, string engine, string reason)
    {
        var now = time.GetTimestamp();
        _standings.AddOrUpdate((part, engine), _ => Next(Standing.Well), (_, before) => Next(before));

        Standing Next(Standing before)
        {
            long[] failures = [.. before.Failures.Where(at => time.GetElapsedTime(at, now) < _within), now];
            var rests = before.OnTrial || failures.Length >= options.FailuresBeforeRest;
            return new Standing(failures, rests ? now : before.RestsSince, OnTrial: false, reason);
        }
    }

    /// <summary>The engine did its work on a call.</summary>
    public void Worked(string part, string engine)
    {
        if (_standings.TryGetValue((part, engine), out var standing) && standing.OnTrial)
            _standings.TryUpdate((part, engine), Standing.Well, standing);
    }

    /// <summary>How long the engine goes on resting, zero while it is being tried again; null: it does not rest.</summary>
    public TimeSpan? RestsFor(string part, string engine)
    {
        if (!_standings.TryGetValue((part, engine), out var standing) || standing.RestsSince is not { } since)
            return null;
        var left = options.Rest - time.GetElapsedTime(since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>What the engine said when it failed last; empty: it has not.</summary>
    public string LastFailure(string part, string engine) => _standings.TryGetValue((part, engine), out var standing) ? standing.Reason : "";

    private bool MayLead(string part, string engine)
    {
        if (!_standings.TryGetValue((part, engine), out var standing) || standing.RestsSince is null)
            return true;
        return RestsFor(part, engine) == TimeSpan.Zero
            && _standings.TryUpdate((part, engine), standing with { RestsSince = time.GetTimestamp(), OnTrial = true }, standing); // one call tries it; the others wait for its news
    }

    /// <param name="Failures">When it failed lately, time stamps.</param>
    /// <param name="RestsSince">When its rest, or its trial, began; null: it does not rest.</param>
    /// <param name="OnTrial">One call is trying it.</param>
    /// <param name="Reason">What it said last.</param>
    private sealed record Standing(long[] Failures, long? RestsSince, bool OnTrial, string Reason)
    {
        public static readonly Standing Well = new([], null, OnTrial: false, "");
    }
}
