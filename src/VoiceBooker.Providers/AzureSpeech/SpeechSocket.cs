using System.Buffers;
using System.Net.WebSockets;
using System.Text;

namespace VoiceBooker.Providers.AzureSpeech;

/// <summary>One connection to the service, with its framing. One sends and one receives at a time.</summary>
internal sealed class SpeechSocket : IAsyncDisposable
{
    private const int LargestMessage = 8 << 20;
    private static readonly TimeSpan _sendDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _closeDeadline = TimeSpan.FromSeconds(1);

    private readonly WebSocket _socket;
    private readonly TimeProvider _time;
    private byte[] _received = ArrayPool<byte>.Shared.Rent(16 << 10);

    /// <param name="socket">Open; becomes this object's own.</param>
    /// <param name="time">Stamps messages.</param>
    public SpeechSocket(WebSocket socket, TimeProvider time) => (_socket, _time) = (socket, time);

    /// <summary>Connects. Throws <see cref="AzureSpeechException"/> when the service refuses, is not there or takes too long.</summary>
    /// <param name="address">Of the door.</param>
    /// <param name="connectionId">One for each call.</param>
    /// <param name="signIn">Gives the header that signs in.</param>
    /// <param name="within">The deadline for signing in and connecting.</param>
    /// <param name="time">All waiting.</param>
    /// <param name="cancel">Gives it up.</param>
    public static async Task<SpeechSocket> OpenAsync(
        Uri address, string connectionId, Func<CancellationToken, ValueTask<(string Name, string Value)>> signIn, TimeSpan within, TimeProvider time, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        var socket = new ClientWebSocket();
        var isOpen = false;
        try
        {
            var (name, value) = await signIn(either.Token);
            socket.Options.SetRequestHeader(name, value);
            socket.Options.SetRequestHeader("X-ConnectionId", connectionId);
            socket.Options.CollectHttpResponseDetails = true;
            await socket.ConnectAsync(address, either.Token);
            isOpen = true;
            return new SpeechSocket(socket, time);
        }
        catch (WebSocketException refused)
        {
            throw AzureSpeechException.Refused(AzureSpeechException.StatusOf(socket), RetryAfter(socket), refused);
        }
        catch (OperationCanceledException late) when (deadline.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new AzureSpeechException("The speech service takes too long to open a connection.", isFinal: false, late);
        }
        catch (Azure.RequestFailedException noToken)
        {
            throw new AzureSpeechException($"No Entra token for the speech service: {noToken.ErrorCode}.", isFinal: noToken.Status is 400 or 401 or 403, noToken);
        }
        catch (Azure.Identity.AuthenticationFailedException noToken)
        {
            throw new AzureSpeechException("No Entra token for the speech service.", isFinal: noToken is Azure.Identity.CredentialUnavailableException, noToken);
        }
        finally
        {
            if (!isOpen)
                socket.Dispose();
        }
    }

    /// <summary>Sends a text message.</summary>
    public async ValueTask SendAsync(string path, string requestId, string contentType, string body)
    {
        var text = new StringBuilder(body.Length + 160)
            .Append("Path: ").Append(path)
            .Append("\r\nX-RequestId: ").Append(requestId)
            .Append("\r\nX-Timestamp: ").Append(_time.GetUtcNow().UtcDateTime.ToString(AudioEnvelope.TimestampFormat, System.Globalization.CultureInfo.InvariantCulture));
        if (contentType.Length > 0)
            text.Append("\r\nContent-Type: ").Append(contentType);
        text.Append("\r\n\r\n").Append(body);
        await SendAsync(Encoding.UTF8.GetBytes(text.ToString()), WebSocketMessageType.Text);
    }

    /// <summary>Sends a binary message as it is. Gives no object to the heap when the network takes it at once.</summary>
    public ValueTask SendAsync(ReadOnlyMemory<byte> message) => SendAsync(message, WebSocketMessageType.Binary);

    /// <summary>The next message. Throws <see cref="AzureSpeechException"/> when the connection has ended.</summary>
    public async ValueTask<SpeechMessage> ReceiveAsync()
    {
        var length = 0;
        try
        {
            while (true)
            {
                if (length == _received.Length)
                    Grow();
                var got = await _socket.ReceiveAsync(_received.AsMemory(length), CancellationToken.None);
                length += got.Count;
                if (got.MessageType == WebSocketMessageType.Close)
                    throw AzureSpeechException.Closed(_socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure, _socket.CloseStatusDescription);
                if (got.EndOfMessage)
                    return got.MessageType == WebSocketMessageType.Text ? SpeechMessage.OfText(_received.AsMemory(0, length)) : SpeechMessage.OfBinary(_received.AsMemory(0, length));
            }
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            throw AzureSpeechException.Closed(null, null, broken);
        }
    }

    /// <summary>Breaks the connection: whoever waits on it is told.</summary>
    public void Abort() => _socket.Abort();

    /// <summary>Says farewell without waiting for the answer; the reader then meets the end.</summary>
    public async ValueTask CloseAsync()
    {
        try
        {
            if (_socket.State == WebSocketState.Open)
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None).WaitAsync(_closeDeadline, _time);
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or TimeoutException or ObjectDisposedException or InvalidOperationException)
        {
            // it is being left anyway; a socket that broke meanwhile says "cancelled", whoever cancelled nothing
        }
    }

    /// <summary>Lets go; nobody may be receiving any more.</summary>
    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        ArrayPool<byte>.Shared.Return(Interlocked.Exchange(ref _received, []));
        return ValueTask.CompletedTask;
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type)
    {
        try
        {
            // Without a token: only so does the socket keep everything in objects it has already.
            var sent = _socket.SendAsync(message, type, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);
            if (!sent.IsCompletedSuccessfully)
                return FinishAsync(sent);
            sent.GetAwaiter().GetResult();
            return ValueTask.CompletedTask;
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            throw AzureSpeechException.Closed(null, null, broken);
        }
    }

    private async ValueTask FinishAsync(ValueTask sending)
    {
        try
        {
            await sending.AsTask().WaitAsync(_sendDeadline, _time);
        }
        catch (TimeoutException hangs)
        {
            _socket.Abort();
            throw new AzureSpeechException("The speech service takes no more audio.", isFinal: false, hangs);
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            throw AzureSpeechException.Closed(null, null, broken);
        }
    }

    private void Grow()
    {
        if (_received.Length >= LargestMessage)
            throw new AzureSpeechException("The speech service sent a message without an end.", isFinal: false);
        var larger = ArrayPool<byte>.Shared.Rent(_received.Length * 2);
        _received.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_received);
        _received = larger;
    }

    private static TimeSpan? RetryAfter(ClientWebSocket socket) =>
        socket.HttpResponseHeaders is { } headers && headers.TryGetValue("Retry-After", out var values) && int.TryParse(values.FirstOrDefault(), out var seconds) && seconds is >= 0 and < 3600
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
