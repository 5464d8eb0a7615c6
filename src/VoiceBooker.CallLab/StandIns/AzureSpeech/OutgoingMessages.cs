using System.Net.WebSockets;
using System.Threading.Channels;

namespace VoiceBooker.CallLab.StandIns.AzureSpeech;

/// <summary>What one connection is sent, in order, each message not before its hour.</summary>
internal sealed class OutgoingMessages(WebSocket socket, Action abort, TimeProvider time)
{
    private readonly Channel<Item> _items = Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>True once the service says nothing more.</summary>
    public bool IsMute { get; set; }

    /// <summary>Sends a message, after a wait.</summary>
    /// <param name="message">The bytes.</param>
    /// <param name="isBinary">Which framing they are in.</param>
    /// <param name="after">How long it waits from now; never ahead of the one before.</param>
    /// <param name="sent">Told the time stamp when it goes out.</param>
    public void Send(byte[] message, bool isBinary = false, TimeSpan after = default, Action<long>? sent = null)
    {
        if (!IsMute)
            _items.Writer.TryWrite(new Item(message, isBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text, Due(after), sent, 0, ""));
    }

    /// <summary>Closes behind what is on its way.</summary>
    public void Close(int code, string words)
    {
        _items.Writer.TryWrite(new Item([], WebSocketMessageType.Close, 0, null, code, words));
        _items.Writer.TryComplete();
    }

    /// <summary>Breaks the connection behind what is on its way.</summary>
    public void Tear()
    {
        _items.Writer.TryWrite(new Item([], WebSocketMessageType.Close, 0, null, 0, ""));
        _items.Writer.TryComplete();
    }

    /// <summary>Nothing more will be sent.</summary>
    public void Complete() => _items.Writer.TryComplete();

    /// <summary>Sends until <see cref="Complete"/> or the connection's end.</summary>
    public async Task RunAsync(CancellationToken gone)
    {
        try
        {
            await foreach (var item in _items.Reader.ReadAllAsync(gone))
            {
                if (item.Due > 0 && item.Due > time.GetTimestamp())
                    await Task.Delay(time.GetElapsedTime(time.GetTimestamp(), item.Due), time, gone);
                if (item.Type == WebSocketMessageType.Close && item.Code == 0)
                    abort();
                else if (item.Type == WebSocketMessageType.Close)
                    await socket.CloseOutputAsync((WebSocketCloseStatus)item.Code, item.Words, gone);
                else
                    await socket.SendAsync(item.Message, item.Type, endOfMessage: true, gone);
                item.Sent?.Invoke(time.GetTimestamp());
            }
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // the client has gone
        }
    }

    private long Due(TimeSpan after) => after <= TimeSpan.Zero ? 0 : time.GetTimestamp() + (long)(after.TotalSeconds * time.TimestampFrequency);

    private sealed record Item(byte[] Message, WebSocketMessageType Type, long Due, Action<long>? Sent, int Code, string Words);
}
