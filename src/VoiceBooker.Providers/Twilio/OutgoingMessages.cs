using System.Buffers;
using System.Buffers.Text;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace VoiceBooker.Providers.Twilio;

/// <summary>
/// What goes out on a media socket: one writer task, one queue. A clear throws away the audio, marks and captions that still wait and overtakes the rest, so that nothing of an old utterance follows it.
/// </summary>
internal sealed class OutgoingMessages(WebSocket socket, string streamSid, TimeProvider time)
{
    /// <summary>The largest piece of audio in one message, whole frames: 1.28 s, 14 kB as base64.</summary>
    public const int MaxAudio = 160 * 64;

    /// <summary>When so much audio waits (30 s), the far side reads no more and the line counts as lost.</summary>
    public const int MaxWaiting = 240_000;

    private readonly Lock _gate = new();
    private readonly LinkedList<Message> _queue = new();
    private readonly Channel<bool> _ready = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private int _waitingAudio;
    private long _sendingSince;
    private bool _closing;
    private (WebSocketCloseStatus Status, string Reason) _close;

    /// <summary>How long the message being sent has been on its way; zero when none is.</summary>
    public TimeSpan SendingFor => Interlocked.Read(ref _sendingSince) is var since and not 0 ? time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Queues audio; it is copied. False when the far side reads no more.</summary>
    public bool Play(ReadOnlySpan<byte> muLaw)
    {
        while (!muLaw.IsEmpty)
        {
            var piece = muLaw[..Math.Min(MaxAudio, muLaw.Length)];
            muLaw = muLaw[piece.Length..];
            if (!Enqueue(EncodeMedia(piece)))
                return false;
        }

        return true;
    }

    /// <summary>Queues a mark behind the audio so far.</summary>
    public bool Mark(string name) => Enqueue(Encode("mark", Cleared: true, json =>
    {
        json.WriteStartObject("mark"u8);
        json.WriteString("name"u8, name);
        json.WriteEndObject();
    }));

    /// <summary>Queues a caption.</summary>
    public bool Caption(string mark, string text) => Enqueue(Encode("caption", Cleared: true, json =>
    {
        json.WriteStartObject("caption"u8);
        json.WriteString("mark"u8, mark);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }));

    /// <summary>Queues what was understood of the caller.</summary>
    public bool Understood(string text, string by) => Enqueue(Encode("said", Cleared: false, json =>
    {
        json.WriteStartObject("said"u8);
        json.WriteString("text"u8, text);
        json.WriteString("by"u8, by);
        json.WriteEndObject();
    }));

    /// <summary>Queues the word that an answer is awaited.</summary>
    public bool Listening(string expects, int digits) => Enqueue(Encode("listening", Cleared: true, json =>
    {
        json.WriteStartObject("listening"u8);
        json.WriteString("expects"u8, expects);
        json.WriteNumber("digits"u8, digits);
        json.WriteEndObject();
    }));

    /// <summary>Throws away what waits and sends a clear before anything else.</summary>
    public bool Clear()
    {
        var clear = Encode("clear", Cleared: false, _ => { });
        lock (_gate)
        {
            for (var node = _queue.First; node is not null;)
            {
                var next = node.Next;
                if (node.Value.Cleared)
                {
                    node.Value.Return();
                    _queue.Remove(node);
                }

                node = next;
            }

            _waitingAudio = 0;
            if (_closing)
            {
                clear.Return();
                return false;
            }

            _queue.AddFirst(clear);
        }

        _ready.Writer.TryWrite(true);
        return true;
    }

    /// <summary>Ends the writing: what waits is thrown away, the socket is closed with <paramref name="status"/>. Only the first close counts.</summary>
    public void Close(WebSocketCloseStatus status, string reason)
    {
        lock (_gate)
        {
            if (_closing)
                return;

            _closing = true;
            _close = (status, reason);
            foreach (var message in _queue)
                message.Return();
            _queue.Clear();
        }

        _ready.Writer.TryWrite(true);
    }

    /// <summary>Sends until <see cref="Close"/>, or until the socket fails.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (true)
            {
                if (Take() is { } message)
                {
                    Interlocked.Exchange(ref _sendingSince, Math.Max(1, time.GetTimestamp()));
                    await socket.SendAsync(message.Bytes, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                    Interlocked.Exchange(ref _sendingSince, 0);
                    message.Return();
                }
                else if (_closing)
                {
                    Interlocked.Exchange(ref _sendingSince, Math.Max(1, time.GetTimestamp()));
                    if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                        await socket.CloseOutputAsync(_close.Status, _close.Reason, CancellationToken.None);
                    return;
                }
                else
                {
                    await _ready.Reader.ReadAsync(CancellationToken.None);
                }
            }
        }
        catch (Exception failure) when (failure is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The reader sees the same break and reports it.
        }
        finally
        {
            Interlocked.Exchange(ref _sendingSince, 0);
            Close(WebSocketCloseStatus.NormalClosure, "");
        }
    }

    private Message? Take()
    {
        lock (_gate)
        {
            if (_queue.First is not { } first)
                return null;

            _queue.RemoveFirst();
            _waitingAudio -= first.Value.Audio;
            return first.Value;
        }
    }

    private bool Enqueue(Message message)
    {
        lock (_gate)
        {
            if (_closing || _waitingAudio + message.Audio > MaxWaiting)
            {
                message.Return();
                return false;
            }

            _queue.AddLast(message);
            _waitingAudio += message.Audio;
        }

        _ready.Writer.TryWrite(true);
        return true;
    }

    private Message EncodeMedia(ReadOnlySpan<byte> muLaw)
    {
        ReadOnlySpan<byte> before = "{\"event\":\"media\",\"streamSid\":\""u8, between = "\",\"media\":{\"payload\":\""u8, after = "\"}}"u8;
        var buffer = ArrayPool<byte>.Shared.Rent(before.Length + streamSid.Length + between.Length + Base64.GetMaxEncodedToUtf8Length(muLaw.Length) + after.Length);
        var length = 0;
        Put(buffer, before, ref length);
        length += System.Text.Encoding.ASCII.GetBytes(streamSid, buffer.AsSpan(length));
        Put(buffer, between, ref length);
        Base64.EncodeToUtf8(muLaw, buffer.AsSpan(length), out _, out var written);
        length += written;
        Put(buffer, after, ref length);
        return new Message(buffer, length, muLaw.Length, Cleared: true);

        static void Put(byte[] buffer, ReadOnlySpan<byte> text, ref int length)
        {
            text.CopyTo(buffer.AsSpan(length));
            length += text.Length;
        }
    }

    private Message Encode(string name, bool Cleared, Action<Utf8JsonWriter> body)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("event"u8, name);
            json.WriteString("streamSid"u8, streamSid);
            body(json);
            json.WriteEndObject();
        }

        var buffer = ArrayPool<byte>.Shared.Rent(bytes.WrittenCount);
        bytes.WrittenSpan.CopyTo(buffer);
        return new Message(buffer, bytes.WrittenCount, Audio: 0, Cleared);
    }

    /// <param name="Buffer">Rented.</param>
    /// <param name="Length">How much of it is the message.</param>
    /// <param name="Audio">Bytes of audio in it.</param>
    /// <param name="Cleared">Whether a clear throws it away.</param>
    private sealed record Message(byte[] Buffer, int Length, int Audio, bool Cleared)
    {
        public ReadOnlyMemory<byte> Bytes => Buffer.AsMemory(0, Length);

        public void Return() => ArrayPool<byte>.Shared.Return(Buffer);
    }
}
