using System.Runtime.CompilerServices;
using System.Threading.Channels;
using System.Threading.Tasks.Sources;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Providers.AzureSpeech.Recognition;

/// <summary>
/// Waits for the caller's next audio, or for anybody who has something to say in between. A channel's own wait allocates as soon as it can be cancelled; this one never does. One waits at a time.
/// </summary>
/// <param name="audio">The caller's side of the line.</param>
internal sealed class AudioWait(ChannelReader<AudioFrame> audio) : IValueTaskSource
{
    private const int Idle = 0;
    private const int Waiting = 1;

    private ManualResetValueTaskSourceCore<bool> _core;
    private ValueTaskAwaiter<bool> _arrival;
    private Action? _onArrival;
    private bool _asked;
    private volatile bool _arrived;
    private volatile bool _interrupted;
    private int _state;

    /// <summary>True when there will be no more audio.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Completes when there is audio, when it is over, or at the first <see cref="Interrupt"/> since the last wait.</summary>
    public ValueTask WaitAsync()
    {
        if (!_asked)
        {
#pragma warning disable CA2012 // its awaiter is kept, and asked once: that is what this class is for
            _arrival = audio.WaitToReadAsync(CancellationToken.None).GetAwaiter();
#pragma warning restore CA2012
            if (_arrival.IsCompleted)
            {
                IsOver = !_arrival.GetResult();
                return ValueTask.CompletedTask;
            }

            _asked = true;
            _arrived = false;
            _core.Reset();
            Volatile.Write(ref _state, Waiting);
            _arrival.UnsafeOnCompleted(_onArrival ??= OnArrival);
        }
        else
        {
            _core.Reset();
            Volatile.Write(ref _state, Waiting);
            if (_arrived)
                Complete();
        }

        if (_interrupted)
            Complete();
        return new ValueTask(this, _core.Version);
    }

    /// <summary>Ends the present wait, or the next one.</summary>
    public void Interrupt()
    {
        _interrupted = true;
        Complete();
    }

    /// <inheritdoc/>
    public void GetResult(short token)
    {
        _core.GetResult(token);
        _interrupted = false;
        if (!_arrived)
            return;
        _asked = false;
        IsOver = !_arrival.GetResult();
    }

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    /// <inheritdoc/>
    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => _core.OnCompleted(continuation, state, token, flags);

    private void OnArrival()
    {
        _arrived = true;
        Complete();
    }

    private void Complete()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Waiting) == Waiting)
            _core.SetResult(true);
    }
}
