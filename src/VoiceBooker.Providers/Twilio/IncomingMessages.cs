using System.Net.WebSockets;

namespace VoiceBooker.Providers.Twilio;

/// <summary>What came of waiting for a message.</summary>
internal enum Reception
{
    /// <summary>A message is there.</summary>
    Message,

    /// <summary>The far side closed the socket.</summary>
    Closed,

    /// <summary>The socket broke.</summary>
    Broken,

    /// <summary>A binary message: the protocol has none.</summary>
    Binary,

    /// <summary>A message beyond the limit.</summary>
    TooLong,

    /// <summary>More messages than a line may send.</summary>
    TooMany,
}

/// <summary>Whole text messages off a socket, within limits. One reader.</summary>
/// <param name="socket">The socket.</param>
/// <param name="perSecond">Messages a second that are allowed over ten seconds.</param>
/// <param name="time">The clock of the rate.</param>
internal sealed class IncomingMessages(WebSocket socket, int perSecond, TimeProvider time)
{
    /// <summary>The longest message.</summary>
    public const int MaxLength = 64 * 1024;

    private const int BurstSeconds = 10;

    private byte[] _buffer = new byte[4096];
    private int _length;
    private double _allowance = (double)perSecond * BurstSeconds;
    private long _refilled = time.GetTimestamp();

    /// <summary>The last message; overwritten by the next.</summary>
    public ReadOnlySpan<byte> Message => _buffer.AsSpan(0, _length);

    /// <summary>Waits for the next message. Cancelling breaks the socket.</summary>
    public async ValueTask<Reception> ReceiveAsync(CancellationToken cancel)
    {
        _length = 0;
        try
        {
            while (true)
            {
                if (_length == _buffer.Length)
                {
                    if (_length >= MaxLength)
                        return Reception.TooLong;
                    Array.Resize(ref _buffer, Math.Min(MaxLength, _buffer.Length * 4));
                }

                var received = await socket.ReceiveAsync(_buffer.AsMemory(_length), cancel);
                if (received.MessageType == WebSocketMessageType.Close)
                    return Reception.Closed;
                if (received.MessageType == WebSocketMessageType.Binary)
                    return Reception.Binary;

                _length += received.Count;
                if (received.EndOfMessage)
                    return IsAllowed() ? Reception.Message : Reception.TooMany;
            }
        }
        catch (Exception failure) when (failure is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            return Reception.Broken;
        }
    }

    private bool IsAllowed()
    {
        var now = time.GetTimestamp();
        _allowance = Math.Min((double)perSecond * BurstSeconds, _allowance + (time.GetElapsedTime(_refilled, now).TotalSeconds * perSecond));
        _refilled = now;
        _allowance--;
        return _allowance >= 0;
    }
}
