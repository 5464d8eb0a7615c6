using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Engines;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Voice.Listening;

/// <summary>
/// The ears of one call: transcribers in order, the next taking over in mid-utterance when one fails, ends early, or tells nothing while somebody speaks. It is given the audio since the last
/// final transcript as fast as it takes it, then what goes on; so no final comes twice and no word is lost. One flow owns everything here; a transcriber that was given up is not listened to any more.
/// </summary>
/// <remarks>
/// Where a final transcript does not say where its words end, they end where the voice last fell silent. An engine that transcribes without pauses ends its words about <see cref="_enginesLag"/> ago:
/// a word may then be heard twice, which is the better mistake.
/// </remarks>
internal sealed partial class EarsChain(CallParts parts, EngineHealth health, PlayedLevels levels, CallClock clock, ChannelWriter<CallEvent> events)
{
    private const int LiveFrames = 100;
    private const int NewsAhead = 256;
    private static readonly TimeSpan _kept = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _runUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _enginesLag = TimeSpan.FromMilliseconds(300);

    private readonly ILogger _log = parts.Log;
    private readonly AudioReplay _replay = new(_kept);
    private readonly VoiceFinder _voice = new(new SpeechDetector(parts.Detector), levels);
    private readonly List<Task> _listened = [];
    private readonly List<CancellationTokenSource> _tokens = [];
    private TimeSpan _settled;
    private TimeSpan _voiceEnd;
    private TimeSpan _unanswered;
    private bool _voiceActive;
    private bool _hasPartial;
    private bool _hasEager;
    private Task<bool>? _sounds;

    /// <summary>Listens until <paramref name="audio"/> completes; ends with <see cref="CallEvent.ListeningFailed"/> when the last transcriber is gone.</summary>
    public async Task ListenAsync(ChannelReader<AudioFrame> audio, ListeningBrief brief, CancellationToken hangUp)
    {
        var ears = health.InOrder(EngineHealth.Ears, parts.Ears, ear => ear.Name);
        try
        {
            for (var at = 0; ; at++)
            {
                var isLast = at + 1 == ears.Count;
                if (await ListenWithAsync(ears[at], isLast, audio, brief, hangUp) is not { } failure)
                    return;

                health.Failed(EngineHealth.Ears, ears[at].Name, failure.Message);
                LogFailed(parts.Id, ears[at].Name, failure);
                if (isLast)
                {
                    events.TryWrite(new CallEvent.ListeningFailed(failure.Message));
                    return;
                }

                if (_hasEager)
                    events.TryWrite(new CallEvent.TurnResumed()); // what the next one hears decides
                _hasEager = false;
                events.TryWrite(new CallEvent.FailedOver(EngineHealth.Ears, ears[at].Name, ears[at + 1].Name, failure.Message));
            }
        }
        finally
        {
            _tokens.ForEach(token => token.Cancel());
            await Task.WhenAll(_listened);
            _tokens.ForEach(token => token.Dispose());
        }
    }

    /// <summary>Listens with one transcriber; gives why it was given up, or null when the audio has ended.</summary>
    private async Task<Exception?> ListenWithAsync(ISpeechToText ear, bool isLast, ChannelReader<AudioFrame> audio, ListeningBrief brief, CancellationToken hangUp)
    {
        var missed = _replay.From(_settled).ToList();
        var line = Channel.CreateBounded<AudioFrame>(new BoundedChannelOptions(LiveFrames + missed.Count) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = true });
        missed.ForEach(frame => line.Writer.TryWrite(frame));
        var news = Channel.CreateBounded<CallEvent>(new BoundedChannelOptions(NewsAhead) { SingleReader = true, SingleWriter = true });
        var letGo = CancellationTokenSource.CreateLinkedTokenSource(hangUp);
        _tokens.Add(letGo);
        var listening = TranscribeAsync(ear, line.Reader, brief, news.Writer, letGo.Token);
        _listened.Add(listening);

        var silentAfter = ear.QuietAtMost > parts.Speech.SilentEarsAfter ? ear.QuietAtMost : parts.Speech.SilentEarsAfter;
        _unanswered = TimeSpan.Zero;
        var hasWorked = false;
        Task<bool>? tells = null;
        while (true)
        {
            hangUp.ThrowIfCancellationRequested();
            while (news.Reader.TryRead(out var happened))
            {
                if (!hasWorked)
                    health.Worked(EngineHealth.Ears, ear.Name);
                hasWorked = true;
                Pass(happened);
            }

            while (audio.TryRead(out var frame))
                Hear(frame, line.Writer);
            var isOver = audio.Completion.IsCompleted;
            if (isOver)
                line.Writer.TryComplete();
            if (news.Reader.Completion.IsCompleted)
                return await listening ?? (isOver ? null : new IOException("The transcriber stopped listening."));
            if (!isLast && _unanswered >= silentAfter)
            {
                letGo.Cancel();
                return new TimeoutException("The transcriber told nothing while somebody spoke.");
            }

            tells ??= ComesAsync(news.Reader, hangUp);
            if (!isOver)
                _sounds ??= ComesAsync(audio, hangUp);
            await Task.WhenAny(isOver ? [tells] : [tells, _sounds!]);
            if (tells.IsCompleted)
                tells = null;
            if (_sounds is { IsCompleted: true })
                _sounds = null;
        }
    }

    private void Hear(AudioFrame frame, ChannelWriter<AudioFrame> line)
    {
        _replay.Keep(frame);
        line.TryWrite(frame);
        _voice.Hear(frame, clock.Now);
        while (_voice.TryTake(out var happened))
        {
            _voiceActive = happened is CallEvent.VoiceStarted;
            if (happened is CallEvent.VoiceStopped(var at))
                _voiceEnd = at - _voice.Offset;
        }

        if (_voiceActive)
            _unanswered += frame.Duration;
        else if (!_hasPartial && _voiceEnd <= _settled)
            Settle(_replay.End - _runUp); // nothing waits for its transcript
    }

    private void Pass(CallEvent happened)
    {
        _unanswered = TimeSpan.Zero;
        switch (happened)
        {
            case CallEvent.FinalTranscript final:
                _hasPartial = _hasEager = false;
                Settle(final.Until ?? (_voiceEnd > _settled ? _voiceEnd : _replay.End - _enginesLag));
                break;
            case CallEvent.PartialTranscript(var text):
                _hasPartial = text.Length > 0;
                break;
            case CallEvent.EagerEndOfTurn:
                _hasEager = true;
                break;
            case CallEvent.TurnResumed or CallEvent.EndOfTurn:
                _hasEager = false;
                break;
        }

        events.TryWrite(happened);
    }

    private void Settle(TimeSpan position)
    {
        if (position <= _settled)
            return;
        _settled = position;
        _replay.TrimTo(position);
    }

    /// <summary>Passes on what the transcriber tells; gives what broke it, or null. Never throws: the one who waits for it may be gone.</summary>
    private static async Task<Exception?> TranscribeAsync(ISpeechToText ear, ChannelReader<AudioFrame> audio, ListeningBrief brief, ChannelWriter<CallEvent> news, CancellationToken letGo)
    {
        try
        {
            await foreach (var happened in ear.TranscribeAsync(audio, brief, letGo))
                await news.WriteAsync(happened, letGo);
            return null;
        }
        catch (Exception broken)
        {
            return broken;
        }
        finally
        {
            news.TryComplete();
        }
    }

    /// <summary>A task of this flow's own context, which <c>AsTask</c> would not be.</summary>
    private static async Task<bool> ComesAsync<T>(ChannelReader<T> reader, CancellationToken hangUp) => await reader.WaitToReadAsync(hangUp);

    [LoggerMessage(LogLevel.Warning, "Call {CallId}: the transcriber '{Engine}' failed.")]
    private partial void LogFailed(CallId callId, string engine, Exception failure);
}
