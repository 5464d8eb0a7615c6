using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using VoiceBooker.Providers.Sockets;

namespace VoiceBooker.Providers.ElevenLabs;

/// <summary>
/// One connection with a context for each phrase. A context is closed when its first audio has come, because its end is told only of closed ones and one that is closed earlier may end without audio; audio of a
/// context that nobody speaks any more is dropped. One context is never spoken: signs of life go there, so that the connection outlives the caller's longest speech.
/// </summary>
internal sealed class ContextSocket : IDisposable
{
    private const int ContextsAtOnce = 5;
    private const string Keeper = "keeper";
    private static readonly TimeSpan _useful = TimeSpan.FromSeconds(5);

    private readonly ElevenLabsOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<ContextSocket> _ended;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ChannelWriter<ReadOnlyMemory<byte>>> _speaking = [];
    private readonly HashSet<string> _open = [Keeper];
    private readonly Task<ServiceSocket> _opening;
    private readonly long _begun;
    private ServiceSocket? _socket;
    private bool _over;
    private int _phrases;

    /// <summary>Begins to connect.</summary>
    public ContextSocket(ElevenLabsOptions options, Uri address, TimeProvider time, Action<ContextSocket> ended, CancellationToken callOver)
    {
        (_options, _time, _ended, _begun) = (options, time, ended, time.GetTimestamp());
        _opening = OpenAsync(address, callOver);
        Running = RunAsync(callOver);
    }

    /// <summary>Ends with the connection; never fails.</summary>
    public Task Running { get; }

    /// <summary>Whether another phrase can be spoken on it.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_gate)
                return !_over && _open.Count < ContextsAtOnce;
        }
    }

    /// <summary>Whether it was connected at all.</summary>
    public bool WasOpen => _opening.IsCompletedSuccessfully;

    /// <summary>Whether it stood long enough for a successor to be worth while.</summary>
    public bool WasUseful => WasOpen && _time.GetElapsedTime(_begun) >= _useful;

    /// <summary>Speaks one phrase to its end; stops at once when the caller interrupts.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> SpeakAsync(string phrase, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        var socket = await _opening.WaitAsync(bargeIn);
        var audio = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true });
        var context = Begin(audio.Writer);
        var closed = false;
        try
        {
            await SendAsync(socket, new ContextMessage(context) { Text = " ", VoiceSettings = Manner }, bargeIn);
            await SendAsync(socket, new ContextMessage(context) { Text = phrase.Trim() + " ", Flush = true }, bargeIn);
            while (await MoreAsync(audio.Reader, closed, bargeIn))
            {
                while (audio.Reader.TryRead(out var piece))
                {
                    if (!closed)
                    {
                        await SendAsync(socket, new ContextMessage(context) { CloseContext = true }, bargeIn);
                        closed = true;
                    }

                    yield return piece;
                }
            }

            if (!closed)
                throw new IOException("ElevenLabs ended the phrase without audio.");
        }
        finally
        {
            await LetGoAsync(socket, context, closed);
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
            await SendAsync(socket, new ContextMessage(null) { CloseSocket = true }, late.Token);
            await socket.CloseAsync(within, _time);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // it is closed already
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket?.Dispose();

    private VoiceManner Manner => new(_options.Stability, _options.SimilarityBoost, _options.Style, _options.SpeakerBoost, _options.Speed);

    private string Begin(ChannelWriter<ReadOnlyMemory<byte>> audio)
    {
        lock (_gate)
        {
            if (_over)
                throw new IOException("The connection to ElevenLabs is lost.");
            var context = $"phrase-{++_phrases}";
            _speaking[context] = audio;
            _open.Add(context);
            return context;
        }
    }

    /// <summary>The phrase is over. Broken off, its context is closed at once, and what still comes of it is nobody's.</summary>
    private async Task LetGoAsync(ServiceSocket socket, string context, bool closed)
    {
        lock (_gate)
        {
            _speaking.Remove(context);
            if (closed || _over || !_open.Contains(context))
                return;
        }

        try
        {
            using var late = new CancellationTokenSource(_options.ConnectWithin, _time);
            await SendAsync(socket, new ContextMessage(context) { CloseContext = true }, late.Token);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            lock (_gate)
                _over = true; // receiving may find out later than whoever asks for the next phrase
            socket.Abort();
        }
    }

    private async Task<bool> MoreAsync(ChannelReader<ReadOnlyMemory<byte>> audio, bool heard, CancellationToken bargeIn)
    {
        var within = heard ? _options.NextAudioWithin : _options.FirstAudioWithin;
        try
        {
            return await audio.WaitToReadAsync(bargeIn).AsTask().WaitAsync(within, _time, bargeIn);
        }
        catch (TimeoutException late)
        {
            lock (_gate)
                _over = true; // it is given no further phrase
            throw new NoAudioException("ElevenLabs", within, late);
        }
    }

    private async Task<ServiceSocket> OpenAsync(Uri address, CancellationToken callOver)
    {
        var socket = await ServiceSocket.OpenAsync("ElevenLabs", address, _options.Credential, _options.ConnectWithin, _time, callOver);
        try
        {
            await SendAsync(socket, new ContextMessage(Keeper) { Text = " ", VoiceSettings = Manner }, callOver);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task RunAsync(CancellationToken callOver)
    {
        var why = "The connection to ElevenLabs is closed.";
        using var over = CancellationTokenSource.CreateLinkedTokenSource(callOver);
        var keeping = Task.CompletedTask;
        try
        {
            var socket = _socket = await _opening;
            keeping = KeepAliveAsync(socket, over.Token);
            for (var message = await socket.ReceiveAsync(callOver); message.Kind is not WebSocketMessageType.Close; message = await socket.ReceiveAsync(callOver))
                Heard(message);
            why = $"ElevenLabs closed the connection: {socket.Farewell}.";
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or JsonException)
        {
            why = failure is IOException ? failure.Message : why;
        }

        await over.CancelAsync();
        await keeping;
        lock (_gate)
        {
            _over = true;
            foreach (var phrase in _speaking.Values)
                phrase.TryComplete(new IOException(why));
        }

        _socket?.Abort();
        _ended(this);
    }

    private async Task KeepAliveAsync(ServiceSocket socket, CancellationToken over)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_options.KeepAliveEvery, _time, over);
                bool isOpen;
                lock (_gate)
                    isOpen = !_open.Add(Keeper);
                await SendAsync(socket, isOpen ? new ContextMessage(Keeper) { Text = "" } : new ContextMessage(Keeper) { Text = " ", VoiceSettings = Manner }, over);
            }
        }
        catch (Exception ended) when (ended is IOException || (ended is OperationCanceledException && over.IsCancellationRequested))
        {
            // receiving finds the same and says why
        }
    }

    private void Heard(SocketMessage message)
    {
        if (message.Kind is not WebSocketMessageType.Text || JsonSerializer.Deserialize(message.Bytes.Span, ReceivedJson.Default.ElevenLabsMessage) is not { } read)
            return;
        if (read.Error is { } error)
            throw new IOException($"ElevenLabs reports an error: {error}.");
        if (read.ContextId is not { } context)
            return;
        lock (_gate)
        {
            var phrase = _speaking.GetValueOrDefault(context);
            if (read.Audio is { Length: > 0 } audio)
                phrase?.TryWrite(audio);
            if (read.IsFinal is not true)
                return;
            phrase?.TryComplete();
            _speaking.Remove(context);
            _open.Remove(context);
        }
    }

    private static ValueTask SendAsync(ServiceSocket socket, ContextMessage message, CancellationToken cancel) =>
        socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message, SentJson.Default.ContextMessage), WebSocketMessageType.Text, cancel);
}
