using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Providers.AzureSpeech.Recognition;

/// <summary>
/// Listens to one call. Connections come and go; the audio that no final result covers is kept and sent again, so that every word is understood once. One task sends and decides, one for each connection reads.
/// </summary>
internal sealed partial class Transcription
{
    private const double Doubled = 2;
    private static readonly TimeSpan _longLife = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _farewell = TimeSpan.FromMilliseconds(500);

    private readonly AzureSpeechOptions _options;
    private readonly SpeechSignIn _signIn;
    private readonly ChannelReader<AudioFrame> _audio;
    private readonly ListeningBrief _brief;
    private readonly ChannelWriter<CallEvent> _events;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly AudioWait _wait;
    private readonly HeardAudio _heard;
    private readonly Understood _understood = new();
    private readonly AudioEnvelope _envelope;
    private readonly string _connectionId = SpeechMessage.NewId();
    private readonly Uri _address;
    private int _failures;
    private int _finalsThen;
    private bool _tokenRenewed;
    private TimeSpan _patience;

    /// <param name="options">How the service is used.</param>
    /// <param name="signIn">Who we are to it.</param>
    /// <param name="audio">The caller's side of the line.</param>
    /// <param name="brief">What is known of the call.</param>
    /// <param name="events">Where what was understood goes.</param>
    /// <param name="time">All waiting.</param>
    /// <param name="log">The log.</param>
    public Transcription(AzureSpeechOptions options, SpeechSignIn signIn, ChannelReader<AudioFrame> audio, ListeningBrief brief, ChannelWriter<CallEvent> events, TimeProvider time, ILogger log)
    {
        (_options, _signIn, _audio, _brief, _events, _time, _log) = (options, signIn, audio, brief, events, time, log);
        _wait = new AudioWait(audio);
        _heard = new HeardAudio(options.ReplayAtMost);
        _envelope = new AudioEnvelope(time);
        _address = SpeechAddresses.Recognition(options, brief.Language);
        _patience = options.UnansweredSpeech;
    }

    /// <summary>Listens until the audio is over and its last words are understood. Throws when there is no fair chance any more.</summary>
    public async Task RunAsync(CancellationToken hangUp)
    {
        await using var stop = hangUp.UnsafeRegister(static wait => ((AudioWait)wait!).Interrupt(), _wait);
        while (true)
        {
            var began = _time.GetTimestamp();
            try
            {
                await ListenAsync(hangUp);
                return;
            }
            catch (AzureSpeechException failure) when (!hangUp.IsCancellationRequested)
            {
                if (_wait.IsOver && !_understood.HasOpenSpeech)
                    return; // there is nothing left to understand
                if (_understood.Finals != _finalsThen)
                    _patience = _options.UnansweredSpeech;
                if (_understood.Finals != _finalsThen || _time.GetElapsedTime(began) > _longLife)
                    _failures = 0;
                if (failure.IsUnanswered)
                    _patience *= Doubled;
                await PauseAsync(failure, hangUp);
            }
        }
    }

    /// <summary>Counts a failure and waits; throws it when it was one too many.</summary>
    private async Task PauseAsync(AzureSpeechException failure, CancellationToken hangUp)
    {
        _finalsThen = _understood.Finals;
        _failures++;
        var mayRenewToken = failure.Status is 401 && _signIn.UsesTokens && !_tokenRenewed;
        if (mayRenewToken)
        {
            _tokenRenewed = true;
            _signIn.Forget();
        }

        if ((failure.IsFinal && !mayRenewToken) || _failures >= _options.Attempts)
        {
            LogLost(_connectionId, _failures, failure.Message);
            throw failure;
        }

        var longer = _options.FirstPause * Math.Pow(Doubled, _failures - 1);
        var asked = failure.Pause ?? TimeSpan.Zero;
        var pause = TimeSpan.FromTicks(Math.Min(_options.LongestPause.Ticks, Math.Max(longer.Ticks, asked.Ticks)));
        LogRenewing(_connectionId, _failures, _options.Attempts, pause.TotalMilliseconds, failure.Message);
        var over = Task.Delay(pause, _time, hangUp);
        await HearUntilAsync(over);
        await over;
    }

    private async Task ListenAsync(CancellationToken hangUp)
    {
        var connecting = _time.GetUtcNow();
        var opening = SpeechSocket.OpenAsync(_address, _connectionId, _signIn.ForRecognitionAsync, _options.ConnectWithin, _time, hangUp);
        await HearUntilAsync(opening);
        await using var socket = await opening;
        var reader = new ResultReader(socket, _options, _understood, _events, _time);
        var reading = reader.RunAsync(_wait.Interrupt, hangUp);
        try
        {
            LogConnected(_connectionId, _address.AbsolutePath, (_time.GetUtcNow() - connecting).TotalMilliseconds);
            await new SendingTurns(this, socket, reader, connecting).RunAsync(reading, hangUp);
            await socket.CloseAsync();
            await Task.WhenAny(reading, Task.Delay(_farewell, _time, CancellationToken.None));
        }
        finally
        {
            socket.Abort();
            await reading; // the reader never outlives its connection
        }
    }

    /// <summary>Takes what has come from the line.</summary>
    private void Hear()
    {
        while (_audio.TryRead(out var frame))
            _heard.Add(frame.MuLaw.Span);
        _understood.LastVoice = _heard.LastVoice;
    }

    /// <summary>Goes on hearing until <paramref name="done"/>, whichever way it ends.</summary>
    private async Task HearUntilAsync(Task done)
    {
        done.GetAwaiter().OnCompleted(_wait.Interrupt);
        while (!done.IsCompleted)
        {
            Hear();
            if (_wait.IsOver)
                await Task.WhenAny(done);
            else
                await _wait.WaitAsync();
        }
    }

    [LoggerMessage(LogLevel.Debug, "Recognition {ConnectionId}: connected to {Path} after {Milliseconds:F0} ms.")]
    private partial void LogConnected(string connectionId, string path, double milliseconds);

    [LoggerMessage(LogLevel.Warning, "Recognition {ConnectionId}: attempt {Attempt} of {Attempts} ended, the next one follows after {Milliseconds:F0} ms. {Reason}")]
    private partial void LogRenewing(string connectionId, int attempt, int attempts, double milliseconds, string reason);

    [LoggerMessage(LogLevel.Error, "Recognition {ConnectionId}: given up after {Attempts} attempts. {Reason}")]
    private partial void LogLost(string connectionId, int attempts, string reason);

    [LoggerMessage(LogLevel.Warning, "Recognition {ConnectionId}: the last words did not come in time.")]
    private partial void LogUnfinished(string connectionId);
}
