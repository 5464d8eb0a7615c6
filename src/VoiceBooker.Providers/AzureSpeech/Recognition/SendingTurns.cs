using System.Runtime.InteropServices;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Providers.AzureSpeech.Recognition;

internal sealed partial class Transcription
{
    /// <summary>
    /// Sends one connection's audio, turn after turn, and watches that it is answered. Per frame: (1) take what the line brought, (2) see to the turn, (3) send, (4) wait. Nothing is allocated for a frame.
    /// </summary>
    private sealed class SendingTurns(Transcription call, SpeechSocket socket, ResultReader reader, DateTimeOffset connecting)
    {
        private const int Piece = 800; // 100 ms
        private const int FreeBurst = 40_000; // 5 s of a replay may be sent at once,
        private const int ReplayPerMillisecond = 16; // then it comes at twice the speed it was spoken
        private const int Overlap = 2400; // 300 ms
        private const int SurelyQuiet = 16_000; // 2 s
        private static readonly TimeSpan _replayWait = TimeSpan.FromMilliseconds(40);
        private static readonly TimeSpan _barren = TimeSpan.FromSeconds(2);

        private readonly byte[] _wavHeader = AudioEnvelope.WavHeader(call._options.Audio);
        private readonly byte[] _muLaw = new byte[Piece];
        private readonly DateTimeOffset _connected = call._time.GetUtcNow();
        private RecognitionTurn? _turn;
        private Question? _question;
        private string _context = "";
        private long _turnBegan;
        private long _sentTo;
        private long _endingSince;
        private bool _isEnding;
        private long _messagesSeen = -1;
        private long _unansweredFrom;
        private long _unansweredVoice;

        public async Task RunAsync(Task reading, CancellationToken hangUp)
        {
            await BeginTurnAsync(call._heard.ReplayFrom(call._understood.Covered), isFirst: true);
            while (true)
            {
                hangUp.ThrowIfCancellationRequested();
                call.Hear();
                if (reader.Failure is { } failure)
                    throw failure;
                await SeeToTurnAsync(hangUp);
                var isAllSent = _isEnding || await SendHeardAsync();
                if (!isAllSent)
                    await Task.Delay(_replayWait, call._time, hangUp);
                else if (!call._wait.IsOver)
                    await call._wait.WaitAsync();
                else if (_isEnding)
                    await AwaitEndAsync(call._options.AnswerWithin, reading, hangUp);
                else if (call._heard.End == _sentTo)
                    break;
            }

            await FinishAsync(reading, hangUp);
        }

        private async ValueTask BeginTurnAsync(long start, bool isFirst)
        {
            _question = call._brief.Expected.Now;
            _context = RecognitionContext.Of(call._options, call._brief, _question);
            _turn = new RecognitionTurn(SpeechMessage.NewId(), start, call._time.GetUtcNow());
            _turnBegan = call._time.GetTimestamp();
            _isEnding = false;
            call._understood.SentTo = _sentTo = start;
            call._envelope.Address(_turn.RequestId);
            reader.Turn = _turn;
            if (isFirst)
                await socket.SendAsync("speech.config", _turn.RequestId, "application/json", RecognitionContext.Config(call._options.Audio));
            await socket.SendAsync("speech.context", _turn.RequestId, "application/json", _context);
            await socket.SendAsync(call._envelope.SealFirst(_wavHeader));
        }

        private ValueTask SeeToTurnAsync(CancellationToken hangUp)
        {
            var turn = _turn!;
            if (turn.Ended.IsCompleted)
                return NextTurnAsync(turn, hangUp);
            if (_isEnding && call._time.GetElapsedTime(_endingSince) > call._options.AnswerWithin)
                throw new AzureSpeechException("The recogniser does not end its turn.", isFinal: false);
            if (!turn.IsAnswered && call._time.GetElapsedTime(_turnBegan) > call._options.AnswerWithin)
                throw new AzureSpeechException("The recogniser does not answer.", isFinal: false);
            WatchSilence();
            return _isEnding || ReferenceEquals(call._brief.Expected.Now, _question) || !turn.IsAnswered || !call._options.TellQuestions ? ValueTask.CompletedTask : TellQuestionAsync();
        }

        /// <summary>A recogniser without a word while somebody speaks is dead. A quarter of the time must sound like speech, so that short noise kills nothing; each time in a row it is given twice the time.</summary>
        private void WatchSilence()
        {
            var messages = call._understood.Messages;
            if (messages != _messagesSeen)
            {
                (_messagesSeen, _unansweredFrom, _unansweredVoice) = (messages, -1, call._heard.Voiced);
                return;
            }

            if (_unansweredFrom < 0 && call._heard.Voiced > _unansweredVoice)
                _unansweredFrom = call._heard.End;
            var limit = (long)call._patience.TotalMilliseconds * 8;
            if (_unansweredFrom < 0 || call._heard.End - _unansweredFrom < limit || call._heard.Voiced - _unansweredVoice < limit / 4)
                return;
            throw new AzureSpeechException("The recogniser says nothing while somebody speaks.", isFinal: false) { IsUnanswered = true };
        }

        /// <summary>Likely words and pauses are told at the beginning of a turn: while nothing is being said, this one is ended.</summary>
        private async ValueTask TellQuestionAsync()
        {
            if (call._understood.HasOpenSpeech && call._heard.End - call._heard.LastVoice < SurelyQuiet)
                return;
            var question = call._brief.Expected.Now;
            if (RecognitionContext.Of(call._options, call._brief, question) == _context)
            {
                _question = question;
                return;
            }

            await EndAudioAsync();
        }

        private async ValueTask EndAudioAsync()
        {
            await socket.SendAsync(call._envelope.Seal(0));
            _isEnding = true;
            _endingSince = call._time.GetTimestamp();
        }

        private async ValueTask NextTurnAsync(RecognitionTurn ended, CancellationToken hangUp)
        {
            await TellTelemetryAsync(ended);
            var covered = call._understood.Covered;
            if (_isEnding)
            {
                await BeginTurnAsync(Math.Max(covered, _sentTo - Overlap), isFirst: false);
                return;
            }

            // The service ended it on its own. One that does nothing else is left.
            if (!ended.HasResult && call._time.GetElapsedTime(_turnBegan) < _barren)
                await call.PauseAsync(new AzureSpeechException("The recogniser ends turn after turn.", isFinal: false), hangUp);
            await BeginTurnAsync(call._heard.ReplayFrom(covered), isFirst: false);
        }

        /// <summary>Sends what has been heard; false when a replay must slow down first.</summary>
        private async ValueTask<bool> SendHeardAsync()
        {
            while (_sentTo < call._heard.End)
            {
                var count = (int)Math.Min(Piece, call._heard.End - _sentTo);
                if (_sentTo + count - _turn!.Start > FreeBurst + (ReplayPerMillisecond * (long)call._time.GetElapsedTime(_turnBegan).TotalMilliseconds))
                    return false;
                if (call._heard.IsForgotten(_sentTo))
                    throw new AzureSpeechException("The recogniser takes audio too slowly.", isFinal: false);
                await socket.SendAsync(call._envelope.Seal(Fill(count)));
                call._understood.SentTo = _sentTo += count;
            }

            return true;
        }

        private int Fill(int count)
        {
            var payload = call._envelope.Payload;
            if (call._options.Audio == RecognitionAudio.MuLaw)
                return call._heard.Copy(_sentTo, payload[..count]);
            call._heard.Copy(_sentTo, _muLaw.AsSpan(0, count));
            G711.Decode(_muLaw.AsSpan(0, count), MemoryMarshal.Cast<byte, short>(payload)[..count]);
            return 2 * count;
        }

        /// <summary>The audio is over: the last words are waited for, but not for ever.</summary>
        private async Task FinishAsync(Task reading, CancellationToken hangUp)
        {
            if (_turn!.Ended.IsCompleted)
                return;
            await EndAudioAsync();
            if (!call._understood.HasOpenSpeech)
                return;
            if (!await AwaitEndAsync(call._options.FinishWithin, reading, hangUp))
                call.LogUnfinished(call._connectionId);
            else
                await TellTelemetryAsync(_turn);
        }

        private async Task<bool> AwaitEndAsync(TimeSpan within, Task reading, CancellationToken hangUp)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(hangUp);
            await Task.WhenAny(_turn!.Ended, reading, Task.Delay(within, call._time, enough.Token));
            await enough.CancelAsync();
            hangUp.ThrowIfCancellationRequested();
            if (_turn.Ended.IsCompleted)
                return true;
            return reader.Failure is { } failure ? throw failure : false;
        }

        private ValueTask TellTelemetryAsync(RecognitionTurn turn) =>
            socket.SendAsync("telemetry", turn.RequestId, "application/json", turn.Telemetry(call._connectionId, connecting, _connected));
    }
}
