using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using VoiceBooker.Providers.Sockets;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Providers.Deepgram;

/// <summary>
/// One call's listening. The caller's audio is always taken in and kept; while there is a connection it goes there. A connection that is lost, or that says nothing while the caller speaks, is replaced by
/// another one, which is given all audio that no final result covers; after too many in a row without a word recognised it throws, and the call goes on with another engine.
/// </summary>
internal sealed partial class DeepgramListening
{
    private const int ShortestWord = 2400; // samples
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(200);

    private readonly DeepgramOptions _options;
    private readonly ListeningBrief _brief;
    private readonly ChannelReader<AudioFrame> _audio;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Channel<CallEvent> _happened = Channel.CreateUnbounded<CallEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SampleReplay _kept;
    private readonly Transcript _transcript;
    private readonly VoicedAudio _voiced = new();
    private readonly List<CallEvent> _events = [];
    private readonly byte[] _message;
    private readonly int _piece;
    private long _covered;
    private long _voicedWhenCovered;
    private int _finals;
    private bool _progress;
    private bool _audioEnded;
    private long _endedAt;

    /// <summary>Does nothing yet.</summary>
    public DeepgramListening(DeepgramOptions options, ListeningBrief brief, ChannelReader<AudioFrame> audio, TimeProvider time, ILogger log)
    {
        (_options, _brief, _audio, _time, _log) = (options, brief, audio, time, log);
        _kept = new SampleReplay(options.Replay);
        _transcript = options.Listen is DeepgramFamily.Flux ? new FluxTranscript() : new NovaTranscript();
        _piece = (int)SampleReplay.PositionOf(options.Listen is DeepgramFamily.Flux ? options.FluxMessage : options.NovaMessage);
        _message = new byte[Math.Max(_piece, SampleReplay.PositionOf(TimeSpan.FromMilliseconds(250)))];
    }

    /// <summary>What is understood; ends with the listening, with its exception when it fails.</summary>
    public ChannelReader<CallEvent> Happened => _happened.Reader;

    /// <summary>Listens until the audio ends; never throws, the channel does.</summary>
    public async Task RunAsync(CancellationToken hangUp)
    {
        try
        {
            await ListenAsync(hangUp);
            _transcript.End(_events);
            Tell();
            _happened.Writer.TryComplete();
        }
        catch (Exception failure)
        {
            _happened.Writer.TryComplete(failure);
        }
    }

    private async Task ListenAsync(CancellationToken hangUp)
    {
        for (var failures = 0; ;)
        {
            _progress = false;
            try
            {
                using var connection = await ConnectAsync(hangUp);
                await ServeAsync(connection, hangUp);
                return;
            }
            catch (IOException lost) when (!hangUp.IsCancellationRequested && lost is not RefusedUpgradeException { IsForGood: true })
            {
                // Silence costs the caller seconds each time: it counts double.
                failures = (_progress ? 0 : failures) + (lost is SilentConnectionException ? 2 : 1);
                if (_audioEnded && LeftForLastWords <= TimeSpan.Zero)
                    return;
                if (failures > _options.Retries)
                    throw;
                LogLost(failures, lost.Message);
            }

            _transcript.ConnectionLost(_events);
            Tell();
            await PauseAsync(failures, hangUp);
        }
    }

    private TimeSpan LeftForLastWords => _options.LastWordsWithin - _time.GetElapsedTime(_endedAt);

    /// <summary>Opens a connection; the caller's audio is kept meanwhile.</summary>
    private async Task<ListenConnection> ConnectAsync(CancellationToken hangUp)
    {
        using var settled = CancellationTokenSource.CreateLinkedTokenSource(hangUp);
        var connecting = OpenAsync(settled, hangUp);
        while (!_audioEnded && await MoreAudioAsync(settled.Token))
            continue;
        var socket = await connecting;
        var begin = Math.Max(_kept.Begin, _covered);
        return new ListenConnection(socket, begin, _voicedWhenCovered, _time);
    }

    private async Task<ServiceSocket> OpenAsync(CancellationTokenSource settled, CancellationToken hangUp)
    {
        try
        {
            return await ServiceSocket.OpenAsync("Deepgram", ListenAddress.For(_options, _brief), _options.Credential, _options.ConnectWithin, _time, hangUp);
        }
        finally
        {
            await settled.CancelAsync();
        }
    }

    private async Task PauseAsync(int failures, CancellationToken hangUp)
    {
        // Calls that lost their connections together do not come back together.
        var pause = _options.PauseBetweenAttempts * Math.Pow(2, failures - 1) * (0.75 + (Random.Shared.NextDouble() / 2));
        if (_audioEnded)
        {
            await Task.Delay(pause < LeftForLastWords ? pause : TimeSpan.Zero, _time, hangUp);
            return;
        }

        using var over = new CancellationTokenSource(pause, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, hangUp);
        while (await MoreAudioAsync(either.Token))
            continue;
        hangUp.ThrowIfCancellationRequested();
    }

    /// <summary>Waits for audio and keeps what is there; false when there is no more, or nothing came until <paramref name="until"/>.</summary>
    private async ValueTask<bool> MoreAudioAsync(CancellationToken until)
    {
        try
        {
            if (await _audio.WaitToReadAsync(until))
            {
                while (_audio.TryRead(out var frame))
                {
                    _kept.Keep(frame.MuLaw.Span);
                    _voiced.Hear(frame.MuLaw.Span);
                }

                return true;
            }
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            return false;
        }

        (_audioEnded, _endedAt) = (true, _time.GetTimestamp());
        return false;
    }

    /// <summary>Uses a connection to the end of the call; throws when it is lost before.</summary>
    private async Task ServeAsync(ListenConnection connection, CancellationToken hangUp)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(hangUp);
        var receiving = ReceiveAsync(connection, over);
        var watching = WatchAsync(connection, over);
        IOException? unsent = null;
        try
        {
            await SendAsync(connection, over.Token);
            var left = LeftForLastWords;
            await receiving.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time, over.Token);
        }
        catch (TimeoutException)
        {
            // The last words did not come in time: what is known of them has to do.
        }
        catch (IOException failure)
        {
            unsent = failure;
        }
        catch (OperationCanceledException) when (!hangUp.IsCancellationRequested)
        {
            // Receiving or watching found the connection lost, and says why below.
        }
        finally
        {
            await over.CancelAsync();
            connection.Abort();
        }

        await Task.WhenAll(watching, receiving);
        hangUp.ThrowIfCancellationRequested();
        if (unsent is not null)
            throw unsent;
    }

    private async Task SendAsync(ListenConnection connection, CancellationToken over)
    {
        var asked = _brief.Expected.Now;
        while (true)
        {
            asked = await ConfigureAsync(connection, asked, over);
            await SendKeptAsync(connection, least: _piece, over);
            over.ThrowIfCancellationRequested();
            if (_audioEnded || !await MoreAudioAsync(over))
                break;
        }

        over.ThrowIfCancellationRequested();
        await SendKeptAsync(connection, least: 1, over);
        if (_options.Listen is DeepgramFamily.Nova)
            await connection.FinalizeAsync(over);
        else if (await EndTurnAsync(connection, over))
            return;
        await connection.CloseStreamAsync(over);
    }

    /// <summary>Flux forgets a running turn when the stream is closed, so the turn is ended first; true when that takes longer than the last words may.</summary>
    private async Task<bool> EndTurnAsync(ListenConnection connection, CancellationToken over)
    {
        if (_transcript is FluxTranscript { InTurn: false } && _voiced.Samples - Interlocked.Read(ref _voicedWhenCovered) < ShortestWord)
            return false; // nobody has spoken since the last turn
        var finals = Volatile.Read(ref _finals);
        await connection.ForceEndTurnAsync(over);
        while (Volatile.Read(ref _finals) == finals)
        {
            if (LeftForLastWords <= TimeSpan.Zero)
                return true;
            await Task.Delay(TimeSpan.FromMilliseconds(10), _time, over);
        }

        return false;
    }

    /// <summary>Sends what is kept and not sent yet, as long as it is at least <paramref name="least"/> samples: piece by piece, a replay in larger ones.</summary>
    private async ValueTask SendKeptAsync(ListenConnection connection, int least, CancellationToken over)
    {
        while (_kept.End - connection.Sent >= least)
        {
            var size = _kept.End - connection.Sent > 4 * _message.Length ? _message.Length : _piece;
            var count = _kept.ReplayFrom(connection.Sent, _message.AsSpan(0, size));
            await connection.SendAudioAsync(_message.AsMemory(0, count), over);
        }
    }

    /// <summary>Tells Flux what is being asked when that has changed.</summary>
    private async ValueTask<Question> ConfigureAsync(ListenConnection connection, Question asked, CancellationToken over)
    {
        var now = _brief.Expected.Now;
        if (ReferenceEquals(now, asked) || _options.Listen is not DeepgramFamily.Flux)
            return now;
        await connection.ConfigureAsync(new ConfigureMessage(ListenAddress.Thresholds(_options, now), ListenAddress.Keyterms(_options, _brief)), over);
        return now;
    }

    private async Task ReceiveAsync(ListenConnection connection, CancellationTokenSource over)
    {
        try
        {
            while (await connection.ReceiveAsync(() => _voiced.Samples, over.Token) is { } message)
                Read(connection, message);
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException && over.IsCancellationRequested)
        {
            // somebody else ended the connection
        }
        finally
        {
            if (!connection.Closing)
                await over.CancelAsync();
        }
    }

    private void Read(ListenConnection connection, DeepgramMessage message)
    {
        switch (message.Type)
        {
            case "Error":
                throw new IOException($"Deepgram reports an error: {message.Code ?? message.Description ?? "without a code"}.");
            case "ConfigureFailure":
                LogNotConfigured();
                return;
            case "Warning":
                LogWarned(message.Code ?? "without a code");
                return;
        }

        _transcript.Read(message, _events);
        _progress |= _transcript.HasWords;
        if (_transcript.Covered is { } seconds)
        {
            _covered = Math.Min(connection.Begin + (long)Math.Round(seconds * 8000), connection.Sent);
            _kept.TrimTo(_covered);
            Interlocked.Exchange(ref _voicedWhenCovered, _voiced.Samples);
            Interlocked.Increment(ref _finals);
        }

        Tell();
    }

    private async Task WatchAsync(ListenConnection connection, CancellationTokenSource over)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_look < _options.KeepAliveAfter ? _look : _options.KeepAliveAfter, _time, over.Token);
                if (_options.Listen is DeepgramFamily.Nova && !connection.Closing && connection.Idle >= _options.KeepAliveAfter)
                    await connection.KeepAliveAsync(over.Token);
                connection.RequireAnswers(_voiced.Samples, _options.SilenceLimit);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // the connection is no longer used
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private void Tell()
    {
        foreach (var happened in _events)
        {
            if (happened is CallEvent.FinalTranscript final)
                LogFinalSensitive(final.Text);
            _happened.Writer.TryWrite(happened);
        }

        _events.Clear();
    }

    [LoggerMessage(LogLevel.Warning, "A listening connection was lost ({Failures} in a row): {Reason}")]
    private partial void LogLost(int failures, string reason);

    [LoggerMessage(LogLevel.Warning, "Deepgram did not accept what the caller is being asked; it listens on as before.")]
    private partial void LogNotConfigured();

    [LoggerMessage(LogLevel.Warning, "Deepgram warns: {Code}.")]
    private partial void LogWarned(string code);

    [LoggerMessage(LogLevel.Trace, "Understood: '{Text}'.")]
    private partial void LogFinalSensitive(string text);
}
