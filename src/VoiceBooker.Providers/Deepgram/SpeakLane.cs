using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using VoiceBooker.Providers.Sockets;

namespace VoiceBooker.Providers.Deepgram;

/// <summary>
/// One speaking connection, and the one phrase it speaks. Audio carries no mark of its phrase, so what comes between a clear and its confirmation is the old phrase's and dropped, and a confirmation of a flush
/// that was cleared is not taken for the next phrase's.
/// </summary>
internal sealed class SpeakLane : IDisposable
{
    private const int FlushesAMinute = 20;
    private const int LongestText = 2000;
    private static readonly TimeSpan _clearedWithin = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _afterWarning = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan _useful = TimeSpan.FromSeconds(5);
    private static readonly byte[] _flush = """{"type":"Flush"}"""u8.ToArray();
    private static readonly byte[] _clear = """{"type":"Clear"}"""u8.ToArray();
    private static readonly byte[] _close = """{"type":"Close"}"""u8.ToArray();

    private readonly DeepgramOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<string> _warned;
    private readonly Action<SpeakLane> _ended;
    private readonly Lock _gate = new();
    private readonly Queue<long> _flushes = new();
    private readonly Task<ServiceSocket> _opening;
    private readonly long _begun;
    private ChannelWriter<ReadOnlyMemory<byte>>? _phrase;
    private TaskCompletionSource? _cleared;
    private bool _taken;
    private bool _over;
    private bool _phraseHeard;
    private bool _warnedInPhrase;
    private bool _owed;
    private int _staleFlushes;
    private ServiceSocket? _socket;

    /// <summary>Begins to connect.</summary>
    public SpeakLane(DeepgramOptions options, Uri address, TimeProvider time, Action<string> warned, Action<SpeakLane> ended, CancellationToken callOver)
    {
        (_options, _time, _warned, _ended, _begun) = (options, time, warned, ended, time.GetTimestamp());
        _opening = ServiceSocket.OpenAsync("Deepgram", address, options.Credential, options.ConnectWithin, time, callOver);
        Running = RunAsync(callOver);
    }

    /// <summary>Ends with the connection; never fails.</summary>
    public Task Running { get; }

    /// <summary>Whether it speaks a phrase now.</summary>
    public bool IsTaken => Under(() => _taken);

    /// <summary>Whether the connection stands or is being opened.</summary>
    public bool IsUsable => Under(() => !_over);

    /// <summary>Whether a phrase can be given to it.</summary>
    public bool IsIdle => Under(() => !_over && !_taken && _cleared is null);

    /// <summary>Whether it was told to be silent and has not confirmed it.</summary>
    public bool IsClearing => Under(() => !_over && !_taken && _cleared is not null);

    /// <summary>Whether it was connected at all.</summary>
    public bool WasOpen => _opening.IsCompletedSuccessfully;

    /// <summary>Whether it stood long enough for a successor to be worth while.</summary>
    public bool WasUseful => WasOpen && _time.GetElapsedTime(_begun) >= _useful;

    /// <summary>How often it may flush now; Deepgram allows 20 times a minute.</summary>
    public int FlushesLeft => Under(() =>
    {
        while (_flushes.TryPeek(out var oldest) && _time.GetElapsedTime(oldest) >= TimeSpan.FromMinutes(1))
            _flushes.Dequeue();
        return FlushesAMinute - _flushes.Count;
    });

    /// <summary>From now on it is the taker's, who calls <see cref="SpeakAsync"/> once.</summary>
    public void Take()
    {
        lock (_gate)
            _taken = true;
    }

    /// <summary>Speaks one phrase to the confirmation of its end; stops at once when the caller interrupts.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> SpeakAsync(string phrase, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        var audio = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true });
        ServiceSocket? socket = null;
        var whole = false;
        try
        {
            socket = await _opening.WaitAsync(bargeIn);
            Begin(audio.Writer);
            for (var at = 0; at < phrase.Length; at += LongestText)
                await SendAsync(socket, phrase.Substring(at, Math.Min(LongestText, phrase.Length - at)), bargeIn);
            await socket.SendAsync(_flush, WebSocketMessageType.Text, bargeIn);
            for (var heard = false; await MoreAsync(audio.Reader, heard, bargeIn);)
            {
                while (audio.Reader.TryRead(out var piece))
                {
                    if (piece.IsEmpty)
                        continue; // a warning came: waiting begins anew, for less
                    heard = true;
                    yield return piece;
                }
            }

            whole = true;
        }
        finally
        {
            await LetGoAsync(socket, whole);
        }
    }

    /// <summary>Waits until the silence it was told to keep is confirmed; false, and the connection is broken, when that takes too long.</summary>
    public async Task<bool> HasClearedAsync(CancellationToken bargeIn)
    {
        var cleared = Under(() => _cleared?.Task) ?? Task.CompletedTask;
        try
        {
            await cleared.WaitAsync(_clearedWithin, _time, bargeIn);
            return true;
        }
        catch (TimeoutException)
        {
            Break();
            return false;
        }
    }

    /// <summary>Says farewell.</summary>
    public async Task CloseAsync(TimeSpan within)
    {
        if (_socket is not { } socket)
            return;
        using var late = new CancellationTokenSource(within, _time);
        try
        {
            await socket.SendAsync(_close, WebSocketMessageType.Text, late.Token);
            await socket.CloseAsync(within, _time);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // it is closed already
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket?.Dispose();
    }

    private void Begin(ChannelWriter<ReadOnlyMemory<byte>> audio)
    {
        lock (_gate)
        {
            if (_over)
                throw new IOException("The connection to Deepgram is lost.");
            (_phrase, _phraseHeard, _warnedInPhrase) = (audio, false, false);
            _flushes.Enqueue(_time.GetTimestamp());
        }
    }

    private static ValueTask SendAsync(ServiceSocket socket, string text, CancellationToken bargeIn) =>
        socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new SpeakMessage(text), DeepgramJson.Default.SpeakMessage), WebSocketMessageType.Text, bargeIn);

    private async Task<bool> MoreAsync(ChannelReader<ReadOnlyMemory<byte>> audio, bool heard, CancellationToken bargeIn)
    {
        var warned = Under(() => _warnedInPhrase);
        var within = warned ? _afterWarning : heard ? _options.NextAudioWithin : _options.FirstAudioWithin;
        try
        {
            return await audio.WaitToReadAsync(bargeIn).AsTask().WaitAsync(within, _time, bargeIn);
        }
        catch (TimeoutException) when (warned && heard)
        {
            return false; // a flush too many is not confirmed: what came was the phrase
        }
        catch (TimeoutException late)
        {
            _owed = true;
            throw new IOException($"Deepgram sent no audio for {within.TotalSeconds:0.#} s.", late);
        }
    }

    /// <summary>The phrase is over. Broken off, the connection is told to be silent at once; failed, it is not used again.</summary>
    private async Task LetGoAsync(ServiceSocket? socket, bool whole)
    {
        var clear = false;
        lock (_gate)
        {
            if (_phrase is not null && !whole && socket is not null && !_over)
            {
                clear = true;
                _cleared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _staleFlushes++;
            }

            (_phrase, _taken) = (null, false);
        }

        if (!clear)
            return;
        try
        {
            using var late = new CancellationTokenSource(_clearedWithin, _time);
            await socket!.SendAsync(_clear, WebSocketMessageType.Text, late.Token);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            Break();
        }

        if (_owed)
            Break(); // it gave no audio in time and is not asked again
    }

    private async Task RunAsync(CancellationToken callOver)
    {
        var why = "The connection to Deepgram is closed.";
        try
        {
            var socket = _socket = await _opening;
            for (var message = await socket.ReceiveAsync(callOver); message.Kind is not WebSocketMessageType.Close; message = await socket.ReceiveAsync(callOver))
                Heard(message);
            why = $"Deepgram closed the connection: {socket.Farewell}.";
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or JsonException)
        {
            why = failure is IOException ? failure.Message : why;
        }

        lock (_gate)
        {
            _over = true;
            _phrase?.TryComplete(new IOException(why));
            _cleared?.TrySetResult();
            _cleared = null;
        }

        _ended(this);
    }

    private void Heard(SocketMessage message)
    {
        if (message.Kind is WebSocketMessageType.Binary)
        {
            lock (_gate)
            {
                if (_phrase is null || _cleared is not null || message.Bytes.IsEmpty)
                    return;
                _phraseHeard = true;
                _phrase.TryWrite(message.Bytes.ToArray());
            }

            return;
        }

        var read = JsonSerializer.Deserialize(message.Bytes.Span, DeepgramJson.Default.DeepgramMessage);
        switch (read?.Type)
        {
            case "Flushed":
                Flushed();
                break;
            case "Cleared":
                lock (_gate)
                {
                    _cleared?.TrySetResult();
                    _cleared = null;
                }

                break;
            case "Warning":
                _warned(read.Code ?? "without a code");
                lock (_gate)
                {
                    _warnedInPhrase = true;
                    _phrase?.TryWrite(ReadOnlyMemory<byte>.Empty);
                }

                break;
            case "Error":
                throw new IOException($"Deepgram reports an error: {read.Code ?? read.Description ?? "without a code"}.");
        }
    }

    private void Flushed()
    {
        lock (_gate)
        {
            if (_staleFlushes > 0 && !_phraseHeard)
            {
                _staleFlushes--;
                return;
            }

            _staleFlushes = 0;
            _phrase?.TryComplete();
            _phrase = null;
        }
    }

    /// <summary>Not to be used any more; what waits for it is told.</summary>
    private void Break()
    {
        lock (_gate)
            _over = true;
        _socket?.Abort();
    }

    private T Under<T>(Func<T> look)
    {
        lock (_gate)
            return look();
    }
}
