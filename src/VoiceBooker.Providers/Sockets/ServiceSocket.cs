using System.Net;
using System.Net.WebSockets;

namespace VoiceBooker.Providers.Sockets;

/// <summary>A whole message of a socket; its bytes are good until the next one is received.</summary>
/// <param name="Kind">Text, binary, or the close.</param>
/// <param name="Bytes">What was sent; empty for a close.</param>
internal readonly record struct SocketMessage(WebSocketMessageType Kind, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// One WebSocket to a speech service. Several tasks may send, one receives. Nothing is allocated for a message beyond buffers that are used again. What goes wrong is an <see cref="IOException"/>;
/// an answer other than the upgrade is a <see cref="RefusedUpgradeException"/>.
/// </summary>
internal sealed class ServiceSocket : IDisposable
{
    private const int LongestMessage = 4 * 1024 * 1024;
    private static readonly TimeSpan TakenWithin = TimeSpan.FromSeconds(3);
    private static readonly string[] ReasonHeaders = ["dg-error", "x-error", "x-error-message"];

    private readonly ClientWebSocket _socket;
    private readonly string _service;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private byte[] _received = new byte[16 * 1024];

    private ServiceSocket(ClientWebSocket socket, string service, TimeProvider time) => (_socket, _service, _time) = (socket, service, time);

    /// <summary>Opens a socket.</summary>
    /// <param name="service">Who it is, for messages.</param>
    /// <param name="address">Where; may hold no credential, because it may be shown.</param>
    /// <param name="header">The header with the credential.</param>
    /// <param name="within">How long it may take.</param>
    /// <param name="time">The clock of that.</param>
    /// <param name="cancel">Gives it up.</param>
    public static async Task<ServiceSocket> OpenAsync(string service, Uri address, (string Name, string Value) header, TimeSpan within, TimeProvider time, CancellationToken cancel)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader(header.Name, header.Value);
        using var late = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            await socket.ConnectAsync(address, either.Token);
            socket.HttpResponseHeaders = null;
            return new ServiceSocket(socket, service, time);
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException)
        {
            var status = socket.HttpStatusCode;
            var reason = Reason(socket.HttpResponseHeaders);
            socket.Dispose();
            cancel.ThrowIfCancellationRequested();
            if ((int)status is not (0 or (int)HttpStatusCode.SwitchingProtocols))
                throw new RefusedUpgradeException(service, (int)status, reason);
            throw new IOException(late.IsCancellationRequested ? $"{service} did not answer within {within.TotalSeconds:0.#} s." : $"{service} cannot be reached.", failure);
        }
    }

    /// <summary>Why the other side closed, as it told: code and reason.</summary>
    public string Farewell => _socket.CloseStatus is { } status ? $"{(int)status} {_socket.CloseStatusDescription}".TrimEnd() : "no reason given";

    /// <summary>
    /// Sends one message. <paramref name="cancel"/> is heeded until it begins: half a message would break the connection, which others use, too. One that the network does not take within
    /// <see cref="TakenWithin"/> does break it.
    /// </summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType kind, CancellationToken cancel)
    {
        await _sending.WaitAsync(cancel);
        try
        {
            var sending = _socket.SendAsync(message, kind, endOfMessage: true, CancellationToken.None).AsTask();
            if (sending.IsCompleted)
                await sending;
            else
                await WithinAsync(sending);
        }
        catch (Exception failure) when (IsLoss(failure, cancel))
        {
            throw new IOException($"The connection to {_service} is lost.", failure);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next whole message. Cancelling breaks the connection.</summary>
    public async ValueTask<SocketMessage> ReceiveAsync(CancellationToken cancel)
    {
        try
        {
            for (var filled = 0; ;)
            {
                var piece = await _socket.ReceiveAsync(_received.AsMemory(filled), cancel);
                filled += piece.Count;
                if (piece.MessageType is WebSocketMessageType.Close || piece.EndOfMessage)
                    return new SocketMessage(piece.MessageType, _received.AsMemory(0, filled));
                if (filled < _received.Length)
                    continue;
                if (filled >= LongestMessage)
                    throw new IOException($"{_service} sent a message of more than {LongestMessage} bytes.");
                Array.Resize(ref _received, 2 * _received.Length);
            }
        }
        catch (Exception failure) when (IsLoss(failure, cancel))
        {
            throw new IOException($"The connection to {_service} is lost.", failure);
        }
    }

    /// <summary>Says farewell without waiting for the other side's.</summary>
    public async Task CloseAsync(TimeSpan within, TimeProvider time)
    {
        using var late = new CancellationTokenSource(within, time);
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, late.Token);
        }
        catch (Exception failure) when (IsLoss(failure, CancellationToken.None) || failure is OperationCanceledException)
        {
            // it is gone already, which is what was wanted
        }
    }

    /// <summary>Breaks the connection at once; whoever sends or receives is told.</summary>
    public void Abort() => _socket.Abort();

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task WithinAsync(Task sending)
    {
        using var late = new CancellationTokenSource(TakenWithin, _time);
        await using var breaking = late.Token.Register(_socket.Abort);
        await sending;
    }

    private static bool IsLoss(Exception failure, CancellationToken cancel) =>
        failure is WebSocketException or ObjectDisposedException or InvalidOperationException || (failure is OperationCanceledException && !cancel.IsCancellationRequested);

    private static string? Reason(IReadOnlyDictionary<string, IEnumerable<string>>? headers)
    {
        foreach (var name in ReasonHeaders)
        {
            if (headers is not null && headers.TryGetValue(name, out var values))
                return values.FirstOrDefault();
        }

        return null;
    }
}
