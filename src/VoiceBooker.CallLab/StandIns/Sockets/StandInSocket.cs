using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace VoiceBooker.CallLab.StandIns.Sockets;

/// <summary>
/// A connection as a stand-in has it: answers leave in order, each when it is due, so that latencies are held without holding up what is received. Faults that concern every service happen here.
/// </summary>
internal sealed class StandInSocket : IAsyncDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);
    private static readonly byte[] CloseWithoutStatus = [0x88, 0x00];

    private readonly WebSocket _socket;
    private readonly Stream _wire;
    private readonly HttpContext _http;
    private readonly SocketFault? _fault;
    private readonly TimeProvider _time;
    private readonly AddedLatencies _added;
    private readonly CancellationTokenSource _over;
    private readonly Lock _gate = new();
    private readonly LinkedList<Outgoing> _outgoing = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly Task _sending;
    private readonly Task _tearing;
    private Task<(bool IsText, ReadOnlyMemory<byte> Bytes)?>? _receiving;
    private bool _isFarewell;
    private byte[] _received = new byte[16 * 1024];

    /// <summary>Begins to send what will be said.</summary>
    public StandInSocket(WebSocket socket, Stream wire, HttpContext http, SocketFault? fault, TimeProvider time, AddedLatencies added, CancellationToken closing)
    {
        (_socket, _wire, _http, _fault, _time, _added) = (socket, wire, http, fault, time, added);
        _over = CancellationTokenSource.CreateLinkedTokenSource(closing, http.RequestAborted);
        _sending = SendAsync();
        _tearing = fault is { Kind: SocketFaultKind.Tear } ? TearAfterAsync(fault.After) : Task.CompletedTask;
    }

    /// <summary>Whether this connection meets a fault of the kind.</summary>
    public bool Meets(SocketFaultKind kind) => _fault?.Kind == kind;

    /// <summary>Whether the upgrade had the header.</summary>
    public bool HasHeader(string name) => _http.Request.Headers.ContainsKey(name);

    /// <summary>Says a JSON message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="latency">How long after now it may leave; never before what was said earlier.</param>
    /// <param name="what">What the latency is noted as; null: it is not noted.</param>
    /// <param name="silence">Audio that had to pass before; noted, not waited for.</param>
    /// <param name="isAudio">Whether <see cref="DropAudio"/> drops it.</param>
    /// <param name="left">Told when it leaves.</param>
    /// <param name="lane">Whose it is, for <see cref="Hurry"/>.</param>
    public void Say(JsonObject message, TimeSpan latency = default, string? what = null, TimeSpan silence = default, bool isAudio = false, Action? left = null, string? lane = null) =>
        Add(new Outgoing(System.Text.Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, latency, what, silence, isAudio) { Left = left, Lane = lane });

    /// <summary>Says a piece of audio.</summary>
    public void SayAudio(ReadOnlyMemory<byte> audio, TimeSpan latency = default, string? what = null) =>
        Add(new Outgoing(audio, WebSocketMessageType.Binary, latency, what, TimeSpan.Zero, IsAudio: true));

    /// <summary>Closes once everything said has left.</summary>
    /// <param name="status">The status; null: a close without one.</param>
    /// <param name="why">Its reason.</param>
    public void Close(WebSocketCloseStatus? status, string? why = null) =>
        Add(new Outgoing(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Close, TimeSpan.Zero, null, TimeSpan.Zero, IsAudio: false) { Status = status ?? WebSocketCloseStatus.Empty, Why = why });

    /// <summary>Breaks the connection without a farewell a moment after everything said has left, so that it arrives.</summary>
    public void TearOnceSaid() => Add(new Outgoing(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Close, TimeSpan.FromMilliseconds(250), null, TimeSpan.Zero, IsAudio: false) { Tears = true });

    /// <summary>What still waits of a lane leaves at once, so that it holds up nobody else's.</summary>
    public void Hurry(string lane)
    {
        lock (_gate)
        {
            for (var node = _outgoing.First; node is not null; node = node.Next)
            {
                if (node.Value.Lane == lane)
                    node.Value = node.Value with { Latency = TimeSpan.Zero };
            }
        }
    }

    /// <summary>Audio that has not left yet does not leave, but for the next pieces.</summary>
    /// <param name="but">How many still leave, as of a service that stops "as soon as possible".</param>
    /// <returns>How many pieces were waiting.</returns>
    public int DropAudio(int but = 0)
    {
        lock (_gate)
        {
            var waiting = 0;
            for (var node = _outgoing.First; node is not null;)
            {
                var next = node.Next;
                if (node.Value.IsAudio && ++waiting > but)
                    _outgoing.Remove(node);
                node = next;
            }

            return waiting;
        }
    }

    /// <summary>Breaks the connection without a farewell.</summary>
    public void Tear()
    {
        try
        {
            _over.Cancel();
            _socket.Abort();
            _http.Abort();
        }
        catch (ObjectDisposedException)
        {
            // it ended at the same moment by itself
        }
    }

    /// <summary>The next whole message, good until the next one; null: there is no more.</summary>
    /// <param name="within">Silence after which <see cref="TimeoutException"/> is thrown and the connection may only be closed; infinite for none.</param>
    public async Task<(bool IsText, ReadOnlyMemory<byte> Bytes)?> ReceiveAsync(TimeSpan within)
    {
        using var late = new CancellationTokenSource(within, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _over.Token);
        _receiving ??= WholeAsync(_over.Token);
        try
        {
            var whole = await _receiving.WaitAsync(either.Token);
            _receiving = null;
            return whole;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !_over.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Waits until everything said has left, or the connection is gone.</summary>
    public Task DrainAsync() => _sending;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Add(new Outgoing(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Close, TimeSpan.Zero, null, TimeSpan.Zero, IsAudio: false) { Status = WebSocketCloseStatus.NormalClosure });
        await _sending;
        await LingerAsync();
        await _over.CancelAsync();
        await _tearing;
        if (_receiving is not null)
            await ((Task)_receiving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // broken off above, if it still waited
        _over.Dispose();
        _waiting.Dispose();
    }

    /// <summary>What the client still sends is read to its own farewell: a connection ended with unread data would be reset, and our last words lost.</summary>
    private async Task LingerAsync()
    {
        using var late = new CancellationTokenSource(Linger, _time);
        try
        {
            while (!_isFarewell && !late.IsCancellationRequested && await ReceiveAsync(Linger) is not null)
                continue;
        }
        catch (TimeoutException)
        {
            // it says no farewell
        }
    }

    private async Task<(bool IsText, ReadOnlyMemory<byte> Bytes)?> WholeAsync(CancellationToken cancel)
    {
        for (var filled = 0; ;)
        {
            var piece = await _socket.ReceiveAsync(_received.AsMemory(filled), cancel);
            filled += piece.Count;
            if (piece.MessageType is WebSocketMessageType.Close)
            {
                _isFarewell = true;
                return null;
            }

            if (piece.EndOfMessage)
                return (piece.MessageType is WebSocketMessageType.Text, _received.AsMemory(0, filled));
            if (filled == _received.Length)
                Array.Resize(ref _received, 2 * _received.Length);
        }
    }

    private void Add(Outgoing outgoing)
    {
        if (_fault is { Kind: SocketFaultKind.Silence } && outgoing.Kind is not WebSocketMessageType.Close)
            return;
        if (_fault is { Kind: SocketFaultKind.Slow } slow)
            outgoing = outgoing with { Latency = outgoing.Latency + slow.After };
        lock (_gate)
            _outgoing.AddLast(outgoing with { SaidAt = _time.GetTimestamp() });
        _waiting.Release();
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                await _waiting.WaitAsync(_over.Token);
                Outgoing next;
                lock (_gate)
                {
                    if (_outgoing.First is null)
                        continue; // it was dropped
                    next = _outgoing.First.Value;
                }

                var left = next.Latency - _time.GetElapsedTime(next.SaidAt);
                if (left > TimeSpan.Zero)
                    await Task.Delay(left, _time, _over.Token);
                lock (_gate)
                {
                    if (!ReferenceEquals(_outgoing.First?.Value, next))
                    {
                        _waiting.Release(); // dropped while it was waited for; what is first now has its turn
                        continue;
                    }

                    _outgoing.RemoveFirst();
                }

                next.Left?.Invoke();
                if (next.What is { } what)
                    _added.Add(new AddedLatency(_time.GetTimestamp(), what, next.Silence, next.Latency));
                if (next.Tears)
                    Tear();
                if (next.Kind is WebSocketMessageType.Close)
                {
                    if (next.Status is WebSocketCloseStatus.Empty)
                        await _wire.WriteAsync(CloseWithoutStatus, _over.Token);
                    else
                        await _socket.CloseOutputAsync(next.Status, next.Why, _over.Token);
                    return;
                }

                await _socket.SendAsync(next.Bytes, next.Kind, endOfMessage: true, _over.Token);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // nobody is there to hear it
        }
    }

    private async Task TearAfterAsync(TimeSpan after)
    {
        try
        {
            await Task.Delay(after, _time, _over.Token);
            Tear();
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // it ended by itself
        }
    }

    private sealed record Outgoing(ReadOnlyMemory<byte> Bytes, WebSocketMessageType Kind, TimeSpan Latency, string? What, TimeSpan Silence, bool IsAudio)
    {
        public long SaidAt { get; init; }

        public WebSocketCloseStatus Status { get; init; }

        public string? Why { get; init; }

        public bool Tears { get; init; }

        public Action? Left { get; init; }

        public string? Lane { get; init; }
    }
}
