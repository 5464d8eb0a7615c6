using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Providers.OpenAI.Realtime;

/// <summary>
/// One call's session: one socket, on which the caller's frames go out and transcripts and answers come in. It is not mended when it breaks, since the model's memory of the call is gone with it: ears and mind then fail,
/// and the call goes on with the next ones.
/// </summary>
internal sealed partial class RealtimeCall : ISpeechModelCall
{
    /// <summary>What may wait to be sent: ten seconds of frames and some orders.</summary>
    private const int MostWaiting = 600;

    private const int LargestMessage = 16 * 1024 * 1024;
    private static readonly TimeSpan FarewellWithin = TimeSpan.FromMilliseconds(500);

    private readonly RealtimeOptions _options;
    private readonly string _language;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Channel<ClientEvent> _toSend = Channel.CreateBounded<ClientEvent>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Channel<CallEvent> _heard = Channel.CreateUnbounded<CallEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RealtimeMind _mind;
    private readonly Task _running;
    private string _partial = "";
    private string _partialOf = "";

    /// <summary>Begins to connect.</summary>
    public RealtimeCall(RealtimeOptions options, string language, TimeProvider time, ILogger log)
    {
        (_options, _language, _time, _log) = (options, language, time, log);
        _mind = new RealtimeMind(options.Model, this, time);
        Ears = new RealtimeEars(options.Name, this);
        if (options.KeyInHeader)
            _socket.Options.SetRequestHeader("api-key", options.Key);
        else
            _socket.Options.SetRequestHeader("Authorization", $"Bearer {options.Key}");
        _socket.Options.AddSubProtocol("realtime");
        _socket.Options.CollectHttpResponseDetails = true;
        _running = RunAsync();
    }

    /// <inheritdoc/>
    public ISpeechToText Ears { get; }

    /// <inheritdoc/>
    public IChatClient Mind => _mind;

    /// <summary>What the caller said, as it is written down; completes with what broke the session.</summary>
    internal ChannelReader<CallEvent> Heard => _heard.Reader;

    /// <summary>Completes when the session takes audio and questions; faults when it never will.</summary>
    internal Task Ready => _ready.Task;

    /// <summary>Sends a frame of the caller's voice; lets it go when the line to the model is that far behind.</summary>
    internal void Hear(ReadOnlySpan<byte> muLaw)
    {
        TrySend(ClientEvents.Append(muLaw));
    }

    /// <summary>Sends an order when there is room; a session that is over, or that far behind, needs it no longer.</summary>
    internal void TrySend(ClientEvent order)
    {
        if (!_toSend.Writer.TryWrite(order))
            order.Release();
    }

    /// <summary>Sends an order.</summary>
    internal ValueTask SendAsync(ClientEvent order, CancellationToken cancel) => _toSend.Writer.WriteAsync(order, cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _toSend.Writer.TryComplete();
        _over.CancelAfter(FarewellWithin);
        await _running;
        _socket.Dispose();
        _over.Dispose();
    }

    private async Task RunAsync()
    {
        Exception? broken = null;
        try
        {
            await ConnectAsync();
            var sending = SendAllAsync();
            try
            {
                await ReceiveAsync();
            }
            finally
            {
                _toSend.Writer.TryComplete();
                await _over.CancelAsync();
                await sending;
            }
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // the call is over
        }
        catch (Exception failure)
        {
            broken = failure as ModelFailedException ?? new ModelFailedException(ModelFailure.Broken, $"The speech-to-speech session broke: {failure.GetBaseException().Message}", inner: failure);
            LogBroken(failure);
        }

        broken ??= new ModelFailedException(ModelFailure.Unavailable, "The speech-to-speech session has ended.");
        _ready.TrySetException(broken);
        _ = _ready.Task.Exception; // whoever waits hears of it; nobody need wait
        _heard.Writer.TryComplete(broken);
        _mind.Break(broken);
        while (_toSend.Reader.TryRead(out var unsent))
            unsent.Release();
    }

    private async Task ConnectAsync()
    {
        using var late = new CancellationTokenSource(_options.ConnectWithin, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _over.Token);
        try
        {
            await _socket.ConnectAsync(_options.Address, either.Token);
            await ReadAsync("session.created", either.Token);
            await _socket.SendAsync(ClientEvents.Begin(_options, _language).Bytes, WebSocketMessageType.Text, endOfMessage: true, either.Token);
            await ReadAsync("session.updated", either.Token);
            _ready.TrySetResult();
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !_over.IsCancellationRequested)
        {
            throw new ModelFailedException(ModelFailure.Late, "The speech-to-speech model did not open a session in time.");
        }
        catch (WebSocketException refused) when ((int)_socket.HttpStatusCode is var status and >= 400)
        {
            throw new ModelFailedException(status switch { 429 => ModelFailure.Quota, >= 500 => ModelFailure.Unavailable, _ => ModelFailure.Refused }, $"The speech-to-speech model refused the session: HTTP {status}.", inner: refused);
        }
        catch (WebSocketException unreachable)
        {
            throw new ModelFailedException(ModelFailure.Unavailable, $"The speech-to-speech model cannot be reached: {unreachable.GetBaseException().Message}", inner: unreachable);
        }
    }

    /// <summary>Reads up to the message of a type; an error before it is a refusal.</summary>
    private async Task ReadAsync(string type, CancellationToken cancel)
    {
        var message = new ArrayBufferWriter<byte>(32 * 1024);
        while (await ReadMessageAsync(message, cancel))
        {
            using var json = JsonDocument.Parse(message.WrittenMemory);
            var happened = new ServerEvent(json.RootElement);
            if (happened.Type == type)
                return;
            if (happened.Type == "error")
                throw new ModelFailedException(ModelFailure.Refused, $"The speech-to-speech model refused the session: {happened.Text("error", "code")}.");
        }

        throw new ModelFailedException(ModelFailure.Unavailable, $"The speech-to-speech model closed the session ({(int?)_socket.CloseStatus}).");
    }

    private async Task SendAllAsync()
    {
        try
        {
            while (await _toSend.Reader.WaitToReadAsync(_over.Token))
            {
                while (_toSend.Reader.TryRead(out var order))
                {
                    try
                    {
                        await _socket.SendAsync(order.Bytes, WebSocketMessageType.Text, endOfMessage: true, _over.Token);
                    }
                    finally
                    {
                        order.Release();
                    }
                }
            }

            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _over.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // the call is over, or the receiving side finds the same and tells it
        }
    }

    private async Task ReceiveAsync()
    {
        var message = new ArrayBufferWriter<byte>(32 * 1024);
        while (await ReadMessageAsync(message, _over.Token))
        {
            using var json = JsonDocument.Parse(message.WrittenMemory);
            Take(new ServerEvent(json.RootElement));
        }
    }

    private async Task<bool> ReadMessageAsync(ArrayBufferWriter<byte> message, CancellationToken cancel)
    {
        message.ResetWrittenCount();
        while (true)
        {
            var read = await _socket.ReceiveAsync(message.GetMemory(4096), cancel);
            if (read.MessageType == WebSocketMessageType.Close)
                return false;
            message.Advance(read.Count);
            if (read.EndOfMessage)
                return true;
            if (message.WrittenCount > LargestMessage)
                throw new ModelFailedException(ModelFailure.Broken, "A message of the speech-to-speech model is too large.");
        }
    }

    private void Take(ServerEvent happened)
    {
        switch (happened.Type)
        {
            case "input_audio_buffer.committed":
                _mind.HeardItem(happened.Text("item_id"));
                break;

            case "conversation.item.input_audio_transcription.delta":
                var item = happened.Text("item_id");
                _partial = item == _partialOf ? _partial + happened.Text("delta") : happened.Text("delta");
                _partialOf = item;
                if (_partial.Trim() is { Length: > 0 } partial)
                    _heard.Writer.TryWrite(new CallEvent.PartialTranscript(partial));
                break;

            case "conversation.item.input_audio_transcription.completed":
                (_partial, _partialOf) = ("", "");
                _heard.Writer.TryWrite(new CallEvent.FinalTranscript(happened.Text("transcript").Trim()));
                break;

            case "conversation.item.input_audio_transcription.failed":
                (_partial, _partialOf) = ("", "");
                _heard.Writer.TryWrite(new CallEvent.FinalTranscript("", 0));
                break;

            case "error":
                LogError(happened.Text("error", "type"), happened.Text("error", "code"));
                _mind.Refused(happened.Text("error", "event_id"), happened.Text("error", "code"));
                break;

            default:
                _mind.Take(happened);
                break;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A speech-to-speech session broke.")]
    private partial void LogBroken(Exception failure);

    [LoggerMessage(LogLevel.Warning, "The speech-to-speech model reports an error: {Type} {Code}.")]
    private partial void LogError(string type, string code);
}
