using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Providers.AzureSpeech.Synthesis;

/// <summary>
/// One call's voice over a kept socket, opened at once. A phrase takes the socket that waits and puts it back; a filler beside it finds none waiting and opens a second one. A socket that ends while it waits is replaced.
/// A phrase that is broken off leaves nothing behind: over v1 the service is told to stop and the socket waits for its word, over v2 the socket is left and another is opened.
/// </summary>
internal sealed class SocketVoice : ICallVoice
{
    private static readonly TimeSpan _worthReplacing = TimeSpan.FromSeconds(5);

    private readonly Func<CancellationToken, Task<SynthesisConnection>> _open;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<Task> _loose = new();
    private Task<SynthesisConnection>? _waiting;

    /// <param name="open">Opens a connection.</param>
    /// <param name="time">The clock.</param>
    public SocketVoice(Func<CancellationToken, Task<SynthesisConnection>> open, TimeProvider time)
    {
        (_open, _time) = (open, time);
        _waiting = OpenAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> SynthesizeAsync(string phrase, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        if (string.IsNullOrWhiteSpace(phrase))
            yield break;
        for (var isAgain = false; ; isAgain = true)
        {
            var connection = await TakeAsync(bargeIn);
            var wasHeard = false;
            var isWhole = false;
            var spoken = connection.SpeakAsync(phrase, bargeIn).GetAsyncEnumerator(CancellationToken.None);
            try
            {
                while (await NextAsync(spoken, connection, mayFail: !wasHeard && !isAgain) is { } goesOn)
                {
                    isWhole = !goesOn;
                    if (isWhole)
                        yield break;
                    wasHeard = true;
                    yield return spoken.Current;
                }
            }
            finally
            {
                await spoken.DisposeAsync();
                GiveBack(connection, isWhole);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        if (Interlocked.Exchange(ref _waiting, null) is { } waiting)
            await LeaveAsync(waiting);
        while (_loose.TryDequeue(out var loose))
            await loose;
        _closing.Dispose();
    }

    /// <summary>True: there is a piece; false: the phrase is over; null: the connection had ended while it waited, and the phrase may be said on another.</summary>
    private static async ValueTask<bool?> NextAsync(IAsyncEnumerator<ReadOnlyMemory<byte>> spoken, SynthesisConnection connection, bool mayFail)
    {
        try
        {
            return await spoken.MoveNextAsync();
        }
        catch (AzureSpeechException failure) when (mayFail && !failure.IsFinal && !connection.IsAlive)
        {
            return null;
        }
    }

    private async Task<SynthesisConnection> TakeAsync(CancellationToken bargeIn)
    {
        if (Interlocked.Exchange(ref _waiting, null) is { } waiting)
        {
            try
            {
                var connection = await waiting.WaitAsync(bargeIn);
                if (connection.IsAlive)
                    return connection;
                _loose.Enqueue(connection.DisposeAsync().AsTask());
            }
            catch (OperationCanceledException) when (bargeIn.IsCancellationRequested)
            {
                if (Interlocked.CompareExchange(ref _waiting, waiting, null) is not null)
                    _loose.Enqueue(LeaveAsync(waiting));
                throw;
            }
            catch (AzureSpeechException failure) when (!failure.IsFinal)
            {
                // one more attempt, now that it is needed
            }
        }

        return await OpenAsync(bargeIn);
    }

    private void GiveBack(SynthesisConnection connection, bool isWhole)
    {
        var next = isWhole ? Task.FromResult(connection) : SettleAsync(connection);
        if (_closing.IsCancellationRequested || Interlocked.CompareExchange(ref _waiting, next, null) is not null)
            _loose.Enqueue(LeaveAsync(next));
    }

    private async Task<SynthesisConnection> SettleAsync(SynthesisConnection connection)
    {
        if (await connection.SettleAsync())
            return connection;
        _loose.Enqueue(connection.DisposeAsync().AsTask());
        return await OpenAsync(CancellationToken.None);
    }

    private async Task<SynthesisConnection> OpenAsync(CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _closing.Token);
        var connection = await _open(either.Token);
        _loose.Enqueue(WatchAsync(connection));
        return connection;
    }

    /// <summary>When a connection ends while it waits for its next phrase, another takes its place. One that lives a moment only is replaced when it is needed.</summary>
    private async Task WatchAsync(SynthesisConnection connection)
    {
        await connection.Ended;
        if (_closing.IsCancellationRequested || _time.GetElapsedTime(connection.Since) < _worthReplacing)
            return;
        var waiting = Volatile.Read(ref _waiting);
        if (waiting is not { IsCompletedSuccessfully: true } || !ReferenceEquals(await waiting, connection))
            return;
        var next = OpenAsync(CancellationToken.None);
        if (Interlocked.CompareExchange(ref _waiting, next, waiting) == waiting)
            await connection.DisposeAsync();
        else
            await LeaveAsync(next);
    }

    private static async Task LeaveAsync(Task<SynthesisConnection> waiting)
    {
        try
        {
            await (await waiting).DisposeAsync();
        }
        catch (Exception never) when (never is AzureSpeechException or OperationCanceledException)
        {
            // it was never opened
        }
    }
}
