using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Voice.Playing;

/// <summary>One thread and a clock that leaps: runs whatever is ready, then moves to the next timer. The same work gives the same result every time.</summary>
internal sealed class VirtualTime : SynchronizationContext
{
    private static readonly TimeSpan _patience = TimeSpan.FromHours(6);
    private readonly Queue<(SendOrPostCallback Act, object? State)> _ready = new();
    private readonly Thread _thread = Thread.CurrentThread;

    private VirtualTime() { }

    public static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    public ManualClock Clock { get; } = new(Start);

    public TimeSpan Now => Clock.GetUtcNow() - Start;

    /// <summary>Plays <paramref name="play"/> to its end.</summary>
    public static T Run<T>(Func<VirtualTime, Task<T>> play)
    {
        var before = Current;
        var time = new VirtualTime();
        SetSynchronizationContext(time);
        try
        {
            var playing = play(time);
            time.PlayTo(playing);
            return playing.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Thread.CurrentThread != _thread)
            throw new InvalidOperationException("Something left the call's context.");
        _ready.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    private void PlayTo(Task playing)
    {
        while (true)
        {
            while (_ready.TryDequeue(out var next))
                next.Act(next.State);
            if (playing.IsCompleted)
                return;
            if (Clock.NextDue is not { } due)
                throw new InvalidOperationException($"At {Now} nothing is left to happen, and the play is not over.");
            if (due - Start > _patience)
                throw new InvalidOperationException("The play goes on for ever.");
            Clock.AdvanceTo(due);
        }
    }
}
