using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Journal;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Server.Calls;

/// <summary>
/// Leads one call that nobody makes, right after the server started: code is compiled and queries are planned before somebody waits for the first greeting. It leaves nothing behind: no record, no audio on any line, no vendor is asked.
/// </summary>
internal sealed partial class CallRehearsal(CallBench bench, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<CallRehearsal> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var ready = lifetime.ApplicationStarted.Register(started.SetResult);
        var began = time.GetTimestamp();
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            await LeadAsync(stoppingToken);
            LogReady(time.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            LogBroken(broken); // the first caller waits a little longer
        }
    }

    private async Task LeadAsync(CancellationToken stopping)
    {
        var assistant = new Assistant { Id = Guid.Empty, Name = "Rehearsal" };
        var journal = new Unwritten();
        var brief = new CallBrief(new CallId(Guid.Empty), assistant, CallerNumber: null, CanType: false, new Dictionary<string, string>(StringComparer.Ordinal));
        await using var line = new NobodysLine();
        await new CallSession(new CallParts
        {
            Id = brief.Call,
            Line = line,
            Agent = new Receptionist(brief, new CallMind(bench.Models, ModelList.ScriptOnly, journal), bench.Ledger, bench.Notes, bench.Wishes, journal, time, bench.Reception, NullLogger.Instance),
            Voices = [new Hum()],
            Speech = bench.Speech.Options,
            Options = bench.Session,
            Turns = bench.Turns,
            Detector = bench.Detector,
            Journal = journal,
            Time = time,
            Log = NullLogger.Instance,
        }).RunAsync(stopping);
    }

    [LoggerMessage(LogLevel.Debug, "The first call is rehearsed after {Milliseconds:F0} ms.")]
    private partial void LogReady(double milliseconds);

    [LoggerMessage(LogLevel.Warning, "The rehearsal of a call failed; the first caller may wait longer for the greeting.")]
    private partial void LogBroken(Exception broken);

    private sealed class Unwritten : ICallJournal
    {
        public void Record(string kind, object? payload = null)
        {
            // nobody called
        }

        public ValueTask RecordDurablyAsync(string kind, object? payload, CancellationToken cancel) => ValueTask.CompletedTask;
    }

    private sealed class Hum : ITextToSpeech, ICallVoice
    {
        public string Name => "rehearsal";

        public string Manner(SpokenVoice voice) => "";

        public ICallVoice Open(SpokenVoice voice) => this;

        public async IAsyncEnumerable<ReadOnlyMemory<byte>> SynthesizeAsync(string phrase, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken bargeIn)
        {
            await Task.Yield();
            yield return new byte[AudioFrame.Size * 5];
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>A line to nobody, who types a word after the greeting's first sound and hangs up at the answer's.</summary>
    private sealed class NobodysLine : IPhoneLine
    {
        private readonly Channel<AudioFrame> _audio = Channel.CreateBounded<AudioFrame>(1);
        private readonly Channel<CallEvent> _events = Channel.CreateBounded<CallEvent>(64);
        private int _plays;

        public bool CarriesAudio => true;

        public ChannelReader<AudioFrame> Audio => _audio.Reader;

        public ChannelReader<CallEvent> Events => _events.Reader;

        public ValueTask PlayAsync(ReadOnlyMemory<byte> muLaw, CancellationToken cancel)
        {
            if (++_plays == 1)
                _events.Writer.TryWrite(new CallEvent.Typed("I would like an appointment"));
            else if (_plays > 3)
                End();
            return ValueTask.CompletedTask;
        }

        public ValueTask MarkAsync(string name, CancellationToken cancel)
        {
            _events.Writer.TryWrite(new CallEvent.MarkReached(name));
            return ValueTask.CompletedTask;
        }

        public ValueTask CaptionAsync(string mark, string text, CancellationToken cancel) => ValueTask.CompletedTask;

        public ValueTask UnderstoodAsync(string text, SaidBy by, CancellationToken cancel) => ValueTask.CompletedTask;

        public ValueTask ListeningAsync(Question question, CancellationToken cancel)
        {
            End();
            return ValueTask.CompletedTask;
        }

        public ValueTask ClearAsync(CancellationToken cancel) => ValueTask.CompletedTask;

        public ValueTask HangUpAsync(CancellationToken cancel)
        {
            End();
            return ValueTask.CompletedTask;
        }

        public ValueTask<bool> TransferAsync(Transfer transfer, CancellationToken cancel) => ValueTask.FromResult(false);

        public ValueTask DisposeAsync()
        {
            End();
            return ValueTask.CompletedTask;
        }

        private void End()
        {
            _audio.Writer.TryComplete();
            _events.Writer.TryWrite(new CallEvent.HungUp(HangUpCause.Caller));
            _events.Writer.TryComplete();
        }
    }
}
