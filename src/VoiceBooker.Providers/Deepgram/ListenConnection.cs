using System.Net.WebSockets;
using System.Text.Json;
using VoiceBooker.Providers.Sockets;

namespace VoiceBooker.Providers.Deepgram;

/// <summary>A connection on which nothing was answered though somebody spoke.</summary>
internal sealed class SilentConnectionException(TimeSpan silence) : IOException($"Deepgram took the caller's speech for {silence.TotalSeconds:0.#} s and said nothing.");

/// <summary>One listening connection: where its audio begins in the call's, when it was last used, and whether it still answers.</summary>
/// <param name="socket">The open socket; disposed with this.</param>
/// <param name="begin">Position, in the call's kept audio, of the first sample it is given.</param>
/// <param name="voiced">How much voice, in samples, had been answered for when it was opened.</param>
/// <param name="time">The clock.</param>
internal sealed class ListenConnection(ServiceSocket socket, long begin, long voiced, TimeProvider time) : IDisposable
{
    private static readonly byte[] KeepAliveMessage = """{"type":"KeepAlive"}"""u8.ToArray();
    private static readonly byte[] FinalizeMessage = """{"type":"Finalize"}"""u8.ToArray();
    private static readonly byte[] CloseMessage = """{"type":"CloseStream"}"""u8.ToArray();
    private static readonly byte[] ForceEndTurnMessage = """{"type":"ForceEndTurn"}"""u8.ToArray();

    private long _sentAt = time.GetTimestamp();
    private long _heardAt = time.GetTimestamp();
    private long _voicedWhenHeard = voiced;
    private volatile bool _closing;

    /// <summary>Position of the first sample.</summary>
    public long Begin { get; } = begin;

    /// <summary>Position behind the last sample sent.</summary>
    public long Sent { get; private set; } = begin;

    /// <summary>True when we have said that no more audio comes: then it may close.</summary>
    public bool Closing => _closing;

    /// <summary>Since when nothing was sent.</summary>
    public TimeSpan Idle => time.GetElapsedTime(Interlocked.Read(ref _sentAt));

    /// <summary>Sends audio.</summary>
    public async ValueTask SendAudioAsync(ReadOnlyMemory<byte> muLaw, CancellationToken cancel)
    {
        await socket.SendAsync(muLaw, WebSocketMessageType.Binary, cancel);
        Sent += muLaw.Length;
        Interlocked.Exchange(ref _sentAt, time.GetTimestamp());
    }

    /// <summary>Tells that we are there, though no audio comes.</summary>
    public ValueTask KeepAliveAsync(CancellationToken cancel) => ControlAsync(KeepAliveMessage, cancel);

    /// <summary>Asks for everything that was understood, now.</summary>
    public ValueTask FinalizeAsync(CancellationToken cancel) => ControlAsync(FinalizeMessage, cancel);

    /// <summary>Ends the turn that runs.</summary>
    public ValueTask ForceEndTurnAsync(CancellationToken cancel) => ControlAsync(ForceEndTurnMessage, cancel);

    /// <summary>Changes when turns end and which words are likely.</summary>
    public ValueTask ConfigureAsync(ConfigureMessage message, CancellationToken cancel) =>
        ControlAsync(JsonSerializer.SerializeToUtf8Bytes(message, DeepgramJson.Default.ConfigureMessage), cancel);

    /// <summary>Tells that no more audio comes.</summary>
    public ValueTask CloseStreamAsync(CancellationToken cancel)
    {
        _closing = true;
        return ControlAsync(CloseMessage, cancel);
    }

    /// <summary>The next message; null: the other side closed. Binary messages are skipped: none are expected.</summary>
    /// <param name="voicedNow">How much voice was heard on the call so far, in samples.</param>
    /// <param name="cancel">Breaks the connection.</param>
    public async ValueTask<DeepgramMessage?> ReceiveAsync(Func<long> voicedNow, CancellationToken cancel)
    {
        while (true)
        {
            var message = await socket.ReceiveAsync(cancel);
            if (message.Kind is WebSocketMessageType.Close)
                return _closing ? null : throw new IOException($"Deepgram closed the connection: {socket.Farewell}.");
            Interlocked.Exchange(ref _voicedWhenHeard, voicedNow());
            Interlocked.Exchange(ref _heardAt, time.GetTimestamp());
            if (message.Kind is not WebSocketMessageType.Text)
                continue;
            try
            {
                if (JsonSerializer.Deserialize(message.Bytes.Span, DeepgramJson.Default.DeepgramMessage) is { } read)
                    return read;
            }
            catch (JsonException broken)
            {
                throw new IOException("Deepgram sent something that cannot be read.", broken);
            }
        }
    }

    /// <summary>Throws when nothing came for <paramref name="limit"/>, though a voice was heard for a quarter of it.</summary>
    public void RequireAnswers(long voicedNow, TimeSpan limit)
    {
        var silence = time.GetElapsedTime(Interlocked.Read(ref _heardAt));
        if (silence >= limit && voicedNow - Interlocked.Read(ref _voicedWhenHeard) >= limit.TotalSeconds * 8000 / 4)
            throw new SilentConnectionException(silence);
    }

    /// <summary>Breaks the connection.</summary>
    public void Abort() => socket.Abort();

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private async ValueTask ControlAsync(byte[] message, CancellationToken cancel)
    {
        await socket.SendAsync(message, WebSocketMessageType.Text, cancel);
        Interlocked.Exchange(ref _sentAt, time.GetTimestamp());
    }
}
