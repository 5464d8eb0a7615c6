using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Engines;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Recording;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Voice.Calls;

/// <summary>
/// One phone call from the first word to the last: one loop, one writer. All that happens arrives in one channel; the loop decides and leaves orders, it waits for
/// nothing else. What it starts (the line's two pumps, the ears, the recording, one spoken turn at a time) it awaits.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "RunAsync, called once, disposes what it owns at its end.")]
public sealed partial class CallSession
{
    private static readonly TimeSpan _lineEndsWithin = TimeSpan.FromSeconds(5);

    private readonly CallParts _parts;
    private readonly CallSessionOptions _options;
    private readonly IPhoneLine _line;
    private readonly Channel<CallEvent> _events = Channel.CreateUnbounded<CallEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _hangUp = new();
    private readonly ExpectedAnswer _expected = new();
    private readonly EarsChain? _ears;
    private readonly VoiceChain? _voice;
    private readonly PlayedLevels _levels = new();
    private readonly CallClock _clock;
    private readonly TurnDetector _turns;
    private readonly Playout _playout;
    private readonly CallRecording? _recording;
    private readonly Speaking.Speaking _speaking;
    private readonly ITimer _alarm;
    private readonly ILogger _log;

    /// <summary>A call made of <paramref name="parts"/>; its clock starts now.</summary>
    public CallSession(CallParts parts)
    {
        _parts = parts;
        _options = parts.Options;
        _log = parts.Log;
        _line = parts.Line;
        _clock = new CallClock(parts.Time);
        _turns = new TurnDetector(parts.Turns, text => IsHeeded(InVoice(text, _clock.Now)));
        _recording = parts.Recording is { } file && _line.CarriesAudio ? new CallRecording(file) : null;
        _playout = new Playout(_line, _clock, _options, _events.Writer, _levels, _recording);
        _untilSession = parts.LineOpenedAt is { } opened ? parts.Time.GetElapsedTime(opened) : null;
        var health = parts.Health ?? new EngineHealth(parts.Speech, parts.Time);
        _ears = _line.CarriesAudio && parts.Ears.Count > 0 ? new EarsChain(parts, health, _levels, _clock, _events.Writer) : null;
        _voice = _line.CarriesAudio && parts.Voices.Count > 0 ? new VoiceChain(parts, health, _events.Writer) : null;
        _judge = parts.Outbound is null ? null : new FarSideJudge();
        _tones = parts.Outbound is not null && _line.CarriesAudio ? new ToneFinder() : null;
        _speaking = new Speaking.Speaking(_playout, _voice, _expected, _events.Writer, _clock);
        _alarm = parts.Time.CreateTimer(_ => _events.Writer.TryWrite(new CallEvent.Elapsed("alarm", 0)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What was said and heard so far.</summary>
    public Conversation Conversation { get; } = new();

    /// <summary>Runs the call until the line is gone and everything it started has ended; tells why it ended.</summary>
    public async Task<HangUpCause> RunAsync(CancellationToken stopping)
    {
        CallMeter.ActiveCalls.Add(1);
        using var stop = stopping.Register(() => _events.Writer.TryWrite(new CallEvent.HungUp(HangUpCause.Stopping)));
        var recording = RecordAsync();
        var lines = PassLineEventsAsync();
        var ears = Channel.CreateBounded<AudioFrame>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = true });
        var hearing = HearAsync(ears.Writer);
        var listening = ListenAsync(ears.Reader);
        try
        {
            var cause = HangUpCause.LineLost;
            try
            {
                cause = await LoopAsync();
            }
            catch (Exception broken)
            {
                Failed("call", broken.Message);
                LogBroke(_parts.Id, broken);
            }

            await EndAsync(cause, listening, stopping);
            return cause;
        }
        finally
        {
            _alarm.Dispose();
            _turn?.Stop();
            _hangUp.Cancel();
            await _line.DisposeAsync();
            await WithinAsync(Task.WhenAll(lines, hearing, listening), _options.LetGoWithin);
            _recording?.Complete();
            await recording;
            await _parts.Agent.DisposeAsync();
            await CloseAsync();
            CallMeter.ActiveCalls.Add(-1);
        }
    }

    private async Task<HangUpCause> LoopAsync()
    {
        Open();
        Arm();
        while (await _events.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (_events.Reader.TryRead(out var happened))
            {
                if (happened is CallEvent.HungUp(var cause))
                    return _leaving ?? cause;
                Act(happened);
            }

            Look();
            GoOn();
            if (_lineEndsBy <= _clock.Now)
                return _leaving ?? HangUpCause.LineLost;
            Arm();
        }

        return HangUpCause.LineLost;
    }

    /// <summary>The line is gone: what the caller still said counts, what is under way is finished, the agent says its farewell to the books.</summary>
    private async Task EndAsync(HangUpCause cause, Task listening, CancellationToken stopping)
    {
        var playing = _turn;
        StopTurn();
        if (_leaving is null)
            _errands.Add(HangUpAsync());
        if (cause is HangUpCause.Caller or HangUpCause.LineLost)
            await WithinAsync(listening, _options.LastWordsWithin);
        if (playing is not null)
            await WithinAsync(playing.Played, _options.MarkGrace);
        while (_events.Reader.TryRead(out var late))
            ActLate(late);

        if (_turns.TakeUnfinished(_clock.Now) is { } unfinished)
        {
            Heed(unfinished);
            _unanswered.Add(unfinished);
        }

        _unanswered.ForEach(CallerSaid);
        _unanswered.Clear();

        if (!await WithinAsync(_turnsEnded, _options.LetGoWithin))
            Failed("agent", "A reply did not let go in time.");
        while (_events.Reader.TryRead(out var late))
            ActLate(late);
        await FarewellAsync(stopping);

        RecordMessage(left: false);
        if (cause is HangUpCause.LineLost)
            Record("line.lost", new { });
        Record("call.ended", new { cause = Name(cause.ToString()), durationMs = Milliseconds(_clock.Now) });
        LogEnded(_parts.Id, cause, _clock.Now);
    }

    private async Task FarewellAsync(CancellationToken stopping)
    {
        using var bounded = new CancellationTokenSource(_options.LetGoWithin, _parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bounded.Token, stopping);
        try
        {
            await _parts.Agent.EndAsync(Conversation, either.Token);
        }
        catch (Exception failure)
        {
            Failed("agent", failure.Message);
            LogAgentFailed(_parts.Id, failure);
        }
    }

    /// <summary>Whatever remains of turns and errands has been bounded already; their tasks are seen to their end.</summary>
    private async Task CloseAsync()
    {
        await WithinAsync(Task.WhenAll([_turnsEnded, .. _errands]), _options.LetGoWithin);
        if (_voice is not null)
            await _voice.DisposeAsync();
        _playout.Dispose();
        _hangUp.Dispose();
    }

    private async Task<bool> WithinAsync(Task task, TimeSpan limit)
    {
        using var enough = new CancellationTokenSource();
        var first = await Task.WhenAny(task, Task.Delay(limit, _parts.Time, enough.Token));
        enough.Cancel();
        return first == task;
    }

    private async Task PassLineEventsAsync()
    {
        var cause = HangUpCause.LineLost;
        try
        {
            await foreach (var happened in _line.Events.EachAsync(_hangUp.Token))
            {
                if (happened is CallEvent.HungUp(var why))
                    cause = why;
                else
                    _events.Writer.TryWrite(happened);
            }
        }
        catch (OperationCanceledException) when (_hangUp.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            _events.Writer.TryWrite(new CallEvent.PartFailed("line", failure.Message));
        }

        _events.Writer.TryWrite(new CallEvent.HungUp(cause));
    }

    /// <summary>The caller's audio: to the recording, to the detector, to the ears.</summary>
    private async Task HearAsync(ChannelWriter<AudioFrame> ears)
    {
        var voice = new VoiceFinder(new SpeechDetector(_parts.Detector), _levels);
        try
        {
            await foreach (var frame in _line.Audio.EachAsync(_hangUp.Token))
            {
                voice.Hear(frame, _clock.Now);
                _recording?.Caller(frame.At + voice.Offset, frame.MuLaw);
                if (_listensForTones && _tones!.Hear(frame.MuLaw.Span) is not FarSide.Unknown and var who)
                    _events.Writer.TryWrite(new CallEvent.FarSideJudged(who, "sound"));
                var muted = _clock.Now.Ticks < Interlocked.Read(ref _mutedUntil);
                ears.TryWrite(muted ? frame with { MuLaw = VoiceFinder.SilenceLike(frame.MuLaw) } : frame);
                while (voice.TryTake(out var happened))
                    _events.Writer.TryWrite(happened);
            }
        }
        catch (OperationCanceledException) when (_hangUp.IsCancellationRequested)
        {
            // the call is over
        }
        catch (Exception failure)
        {
            _events.Writer.TryWrite(new CallEvent.PartFailed("line", failure.Message));
        }
        finally
        {
            ears.TryComplete();
        }
    }

    private async Task ListenAsync(ChannelReader<AudioFrame> audio)
    {
        if (_ears is null)
            return;
        var brief = new ListeningBrief(_expected) { Language = _parts.Voice.Language is { Length: > 0 } language ? language : "en-US", Phrases = _parts.Phrases, Asides = _parts.Asides };
        try
        {
            await _ears.ListenAsync(audio, brief, _hangUp.Token);
        }
        catch (OperationCanceledException) when (_hangUp.IsCancellationRequested)
        {
            // the call is over
        }
        catch (Exception failure)
        {
            _events.Writer.TryWrite(new CallEvent.ListeningFailed(failure.Message));
            LogEarsFailed(_parts.Id, failure);
        }
    }

    private async Task RecordAsync()
    {
        if (_recording is null)
            return;
        try
        {
            await _recording.RunAsync();
        }
        catch (Exception failure)
        {
            _events.Writer.TryWrite(new CallEvent.PartFailed("recording", failure.Message));
            LogRecordingFailed(_parts.Id, failure);
        }
    }

    [LoggerMessage(LogLevel.Information, "Call {CallId} ended after {Length}: {Cause}.")]
    private partial void LogEnded(CallId callId, HangUpCause cause, TimeSpan length);

    [LoggerMessage(LogLevel.Error, "Call {CallId} broke off.")]
    private partial void LogBroke(CallId callId, Exception failure);

    [LoggerMessage(LogLevel.Error, "Call {CallId}: the agent failed.")]
    private partial void LogAgentFailed(CallId callId, Exception failure);

    [LoggerMessage(LogLevel.Error, "Call {CallId}: listening failed; keys and typing go on.")]
    private partial void LogEarsFailed(CallId callId, Exception failure);

    [LoggerMessage(LogLevel.Error, "Call {CallId}: the recording failed.")]
    private partial void LogRecordingFailed(CallId callId, Exception failure);

    [LoggerMessage(LogLevel.Warning, "Call {CallId}: the line could not be ended: {Reason}.")]
    private partial void LogLineNotEnded(CallId callId, string reason);
}
