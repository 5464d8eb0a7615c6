namespace VoiceBooker.Voice.Speaking;

/// <summary>One voice speaking one phrase, each piece within a time limit.</summary>
/// <param name="voice">Who speaks; opened here when it is not yet.</param>
/// <param name="phrase">What is spoken.</param>
/// <param name="limit">How long each piece may take; null: as long as it takes.</param>
/// <param name="time">The clock.</param>
/// <param name="bargeIn">Cancelled when the caller interrupts.</param>
internal sealed class PhraseAttempt(Lazy<ICallVoice> voice, string phrase, TimeSpan? limit, TimeProvider time, CancellationToken bargeIn) : IAsyncDisposable
{
    private readonly CancellationTokenSource _late = new(Timeout.InfiniteTimeSpan, time);
    private CancellationTokenSource? _either;
    private IAsyncEnumerator<ReadOnlyMemory<byte>>? _audio;

    /// <summary>The piece that came last.</summary>
    public ReadOnlyMemory<byte> Current { get; private set; }

    /// <summary>Waits for the next piece; false when the phrase is spoken. Throws what the voice throws, <see cref="TimeoutException"/> when it is late.</summary>
    public async ValueTask<bool> MoveNextAsync()
    {
        _either ??= CancellationTokenSource.CreateLinkedTokenSource(_late.Token, bargeIn);
        _audio ??= voice.Value.SynthesizeAsync(phrase, _either.Token).GetAsyncEnumerator(_either.Token);
        if (limit is { } within)
            _late.CancelAfter(within);
        try
        {
            if (!await _audio.MoveNextAsync())
                return false;
        }
        catch (OperationCanceledException cancelled) when (_late.IsCancellationRequested && !bargeIn.IsCancellationRequested)
        {
            throw new TimeoutException($"No audio came within {limit?.TotalSeconds:0.0} s.", cancelled);
        }

        if (limit is not null)
            _late.CancelAfter(Timeout.InfiniteTimeSpan);
        Current = _audio.Current;
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_audio is not null)
                await _audio.DisposeAsync();
        }
        finally
        {
            _either?.Dispose();
            _late.Dispose();
        }
    }
}
