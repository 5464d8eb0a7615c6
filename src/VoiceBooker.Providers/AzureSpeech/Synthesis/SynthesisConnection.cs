using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;

namespace VoiceBooker.Providers.AzureSpeech.Synthesis;

/// <summary>One socket to the synthesiser, kept for phrase after phrase. One speaks at a time; a reader takes what comes, and what does not belong to the present phrase is dropped.</summary>
internal sealed class SynthesisConnection : IAsyncDisposable
{
    private const int PiecesAhead = 512;
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(1);

    private readonly SpeechSocket _socket;
    private readonly AzureSpeechOptions _options;
    private readonly SpeechVoices _voice;
    private readonly TimeProvider _time;
    private readonly Task _reading;
    private string _nextId = SpeechMessage.NewId();
    private volatile Phrase? _speaking;
    private volatile AzureSpeechException? _failure;

    private SynthesisConnection(SpeechSocket socket, AzureSpeechOptions options, SynthesisWay way, SpeechVoices voice, TimeProvider time)
    {
        (_socket, _options, Way, _voice, _time) = (socket, options, way, voice, time);
        Since = time.GetTimestamp();
        _reading = ReadAsync();
    }

    /// <summary>Which of the two protocols it speaks.</summary>
    public SynthesisWay Way { get; }

    /// <summary>When it was opened, a time stamp.</summary>
    public long Since { get; }

    /// <summary>False when the next phrase needs another one.</summary>
    public bool IsAlive => _failure is null;

    /// <summary>Completes when the connection has ended.</summary>
    public Task Ended => _reading;

    /// <summary>Connects and introduces itself.</summary>
    public static async Task<SynthesisConnection> OpenAsync(
        AzureSpeechOptions options, SynthesisWay way, SpeechVoices voice, SpeechSignIn signIn, TimeProvider time, CancellationToken cancel)
    {
        var socket = await SpeechSocket.OpenAsync(SpeechAddresses.Synthesis(options, way), SpeechMessage.NewId(), signIn.ForSynthesisAsync, options.ConnectWithin, time, cancel);
        var connection = new SynthesisConnection(socket, options, way, voice, time);
        try
        {
            await socket.SendAsync("speech.config", connection._nextId, "application/json", SpokenMarkup.Config());
            return connection;
        }
        catch (AzureSpeechException)
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Speaks one phrase. Who stops reading early must see to it that the connection settles (<see cref="SettleAsync"/>) before the next one.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> SpeakAsync(string text, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        var phrase = new Phrase(_nextId);
        _nextId = SpeechMessage.NewId();
        _speaking = phrase;
        if (_failure is { } before)
            throw before;
        await _socket.SendAsync("synthesis.context", phrase.RequestId, "application/json", SpokenMarkup.Context(Way == SynthesisWay.StreamedText ? _voice : null));
        if (Way == SynthesisWay.StreamedText)
        {
            await _socket.SendAsync("text.piece", phrase.RequestId, "text/plain", text);
            await _socket.SendAsync("text.end", phrase.RequestId, "", "");
        }
        else
        {
            await _socket.SendAsync("ssml", phrase.RequestId, "application/ssml+xml", SpokenMarkup.Ssml(text, _voice));
        }

        var within = _options.FirstAudioWithin;
        while (await phrase.HasMoreAsync(within, _time, bargeIn))
        {
            while (phrase.Audio.Reader.TryRead(out var piece))
            {
                yield return piece;
                bargeIn.ThrowIfCancellationRequested();
            }

            within = _options.AudioGapWithin;
        }

        _speaking = null;
    }

    /// <summary>After a phrase that was broken off: tells the service to stop and waits a little until it has. False when the connection must be left instead.</summary>
    public async Task<bool> SettleAsync()
    {
        if (_speaking is not { } phrase)
            return IsAlive;
        phrase.Audio.Writer.TryComplete(); // from here on its audio is dropped
        if (Way != SynthesisWay.Ssml || !IsAlive)
            return false;
        try
        {
            await _socket.SendAsync("synthesis.control", phrase.RequestId, "application/json", """{"action":"stop"}""");
            await phrase.Ended.WaitAsync(_settling, _time);
            _speaking = null;
            return IsAlive;
        }
        catch (Exception broken) when (broken is AzureSpeechException or TimeoutException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _speaking?.Audio.Writer.TryComplete();
        await _socket.CloseAsync();
        _socket.Abort();
        await _reading;
        await _socket.DisposeAsync();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                var message = await _socket.ReceiveAsync();
                if (_speaking is { } phrase && phrase.RequestId.Equals(message.RequestId, StringComparison.OrdinalIgnoreCase))
                    await phrase.TakeAsync(message);
            }
        }
        catch (AzureSpeechException ended)
        {
            _failure = ended;
            _speaking?.Fail(ended);
        }
    }

    /// <summary>One phrase on its way: the audio that has come and was not fetched yet.</summary>
    private sealed class Phrase(string requestId)
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private string? _streamId;

        public string RequestId => requestId;

        public Channel<ReadOnlyMemory<byte>> Audio { get; } = Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(PiecesAhead) { SingleReader = true });

        /// <summary>Completes with <c>turn.end</c>.</summary>
        public Task Ended => _ended.Task;

        public async ValueTask TakeAsync(SpeechMessage message)
        {
            switch (message.Path)
            {
                case "response":
                    _streamId = StreamOf(message.Body);
                    break;
                case "audio" when message.Body.Length > 0 && message.StreamId == _streamId:
                    try
                    {
                        await Audio.Writer.WriteAsync(message.Body.ToArray()); // the reader may keep it; the socket's buffer is used again
                    }
                    catch (ChannelClosedException)
                    {
                        // broken off: nobody wants it any more
                    }

                    break;
                case "turn.end":
                    Audio.Writer.TryComplete();
                    _ended.TrySetResult();
                    break;
            }
        }

        public void Fail(AzureSpeechException failure)
        {
            Audio.Writer.TryComplete(failure);
            _ended.TrySetException(failure);
            _ = _ended.Task.Exception; // seen, whether anybody waits for the end or not
        }

        public async ValueTask<bool> HasMoreAsync(TimeSpan within, TimeProvider time, CancellationToken bargeIn)
        {
            var more = Audio.Reader.WaitToReadAsync(bargeIn);
            if (more.IsCompletedSuccessfully)
                return await more;
            try
            {
                return await more.AsTask().WaitAsync(within, time, bargeIn);
            }
            catch (TimeoutException late)
            {
                throw new AzureSpeechException("The synthesiser takes too long.", isFinal: false, late);
            }
        }

        private static string? StreamOf(ReadOnlyMemory<byte> body)
        {
            try
            {
                using var response = JsonDocument.Parse(body);
                return response.RootElement.TryGetProperty("audio", out var audio) && audio.TryGetProperty("streamId", out var stream) ? stream.GetString() : null;
            }
            catch (JsonException)
            {
                return null; // then there will be no audio, and the deadline tells
            }
        }
    }
}
