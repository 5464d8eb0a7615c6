using System.Threading.Channels;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Time;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Voice.Playing;

/// <summary>
/// A line in virtual time with a carrier's faithful buffer: one queue of audio and marks; 20 ms played at each tick, then the marks at its head go back; a clear drops
/// the audio, and its marks are swallowed. Refuses what a carrier would not stand: pieces of frames, overlapping sends, sends after the end.
/// </summary>
internal sealed class FakeLine(ManualClock clock, CallerSide caller, bool carriesAudio = true) : IPhoneLine
{
    private readonly Channel<AudioFrame> _audio = Channel.CreateBounded<AudioFrame>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Channel<CallEvent> _events = Channel.CreateUnbounded<CallEvent>();
    private readonly LinkedList<(byte[]? Frame, string? Mark)> _queue = new();
    private readonly long _began = clock.GetTimestamp();
    private bool _sending;
    private bool _gone;

    public bool CarriesAudio => carriesAudio;

    public ChannelReader<AudioFrame> Audio => _audio.Reader;

    public ChannelReader<CallEvent> Events => _events.Reader;

    public TimeSpan Now => clock.GetElapsedTime(_began);

    /// <summary>What reached the ear: one entry for each 20 ms, silence included.</summary>
    public List<(TimeSpan At, byte[] Frame)> Ear { get; } = [];

    /// <summary>Frames as they were sent.</summary>
    public List<(TimeSpan At, byte[] Frame)> Sent { get; } = [];

    public List<(TimeSpan At, string Mark, string Text)> Captions { get; } = [];

    public List<(TimeSpan At, string Name)> Marks { get; } = [];

    public List<TimeSpan> Clears { get; } = [];


    public List<(TimeSpan At, string Text)> Understood { get; } = [];
    public List<(TimeSpan At, Question Question)> Listenings { get; } = [];

    public TimeSpan MostAhead { get; private set; }

    public TimeSpan? HungUpAt { get; private set; }

    public Transfer? Transferred { get; private set; }

    public string? TransferredTo => Transferred?.Number;

    /// <summary>Names of marks that get lost on the way back, by a claim on the running number of all marks sent.</summary>
    public Func<int, bool> LosesMark { get; init; } = _ => false;

    public Func<string, bool> CanTransfer { get; init; } = _ => true;

    /// <summary>On a typed line: how long the reader takes for a caption; null: the marks are never given back.</summary>
    public TimeSpan? ReadsCaptionIn { get; init; } = TimeSpan.Zero;

    /// <summary>What somebody very quick types in the same instant in which the bot begins to listen, turn by turn.</summary>
    public Queue<string> TypedAtOnce { get; } = new();

    public async Task RunAsync()
    {
        for (long tick = 1; !_gone; tick++)
        {
            await Task.Delay(Later(TimeSpan.Zero, (tick * AudioFrame.Length) - Now), clock);
            if (_gone)
                break;
            Play();
            if (carriesAudio)
                _audio.Writer.TryWrite(new AudioFrame(caller.FrameAt((tick - 1) * AudioFrame.Length), (tick - 1) * AudioFrame.Length));
            foreach (var happened in caller.EventsUntil(Now))
                if (happened is CallEvent.HungUp(var cause))
                    End(cause);
                else
                    _events.Writer.TryWrite(happened);
        }
    }

    public ValueTask PlayAsync(ReadOnlyMemory<byte> muLaw, CancellationToken cancel) => SendAsync(() =>
    {
        Assert.True(carriesAudio, "audio on a typed line");
        Assert.True(muLaw.Length > 0 && muLaw.Length % AudioFrame.Size == 0, $"{muLaw.Length} bytes are no whole frames");
        for (var i = 0; i < muLaw.Length; i += AudioFrame.Size)
        {
            var frame = muLaw.Slice(i, AudioFrame.Size).ToArray();
            Sent.Add((Now, frame));
            _queue.AddLast((frame, null));
        }

        MostAhead = Later(MostAhead, _queue.Count(item => item.Frame is not null) * AudioFrame.Length);
    });

    public ValueTask MarkAsync(string name, CancellationToken cancel) => SendAsync(() =>
    {
        Marks.Add((Now, name));
        if (!carriesAudio)
            return;
        if (_queue.Count == 0)
            GiveBack(name);
        else
            _queue.AddLast((null, name));
    });

    public ValueTask CaptionAsync(string mark, string text, CancellationToken cancel) => SendAsync(() =>
    {
        Captions.Add((Now, mark, text));
        if (!carriesAudio && ReadsCaptionIn is { } time)
            caller.At(Now + time, new CallEvent.MarkReached(mark));
    });

    public ValueTask UnderstoodAsync(string text, SaidBy by, CancellationToken cancel) => SendAsync(() => Understood.Add((Now, text)));

    public async ValueTask ListeningAsync(Question question, CancellationToken cancel)
    {
        await SendAsync(() => Listenings.Add((Now, question)));
        if (!TypedAtOnce.TryDequeue(out var text))
            return;
        _events.Writer.TryWrite(new CallEvent.Typed(text));
        await Task.Delay(TimeSpan.FromMilliseconds(1), clock, cancel); // the answer is there before the send returns
    }

    public ValueTask ClearAsync(CancellationToken cancel) => SendAsync(() =>
    {
        Clears.Add(Now);
        _queue.Clear();
        if (!carriesAudio)
            caller.DropMarks();
    });

    public ValueTask HangUpAsync(CancellationToken cancel)
    {
        if (!_gone)
        {
            HungUpAt = Now;
            End(HangUpCause.Us);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> TransferAsync(Transfer transfer, CancellationToken cancel)
    {
        if (!CanTransfer(transfer.Number))
            return ValueTask.FromResult(false);
        Transferred = transfer;
        End(HangUpCause.Transferred);
        return ValueTask.FromResult(true);
    }

    public ValueTask DisposeAsync()
    {
        End(HangUpCause.Us);
        return ValueTask.CompletedTask;
    }

    /// <summary>The line breaks: sends fail, nothing more comes.</summary>
    public void Break() => End(HangUpCause.LineLost);

    private void Play()
    {
        var frame = Enumerable.Repeat(AudioFrame.Silence, AudioFrame.Size).ToArray();
        if (_queue.First is { Value.Frame: { } next })
        {
            frame = next;
            _queue.RemoveFirst();
        }

        Ear.Add((Now - AudioFrame.Length, frame));
        while (_queue.First is { Value.Mark: { } mark })
        {
            _queue.RemoveFirst();
            GiveBack(mark);
        }
    }

    private void GiveBack(string mark)
    {
        if (!LosesMark(Marks.FindIndex(each => each.Name == mark)))
            _events.Writer.TryWrite(new CallEvent.MarkReached(mark));
    }

    private void End(HangUpCause cause)
    {
        if (_gone)
            return;
        _gone = true;
        _audio.Writer.TryComplete();
        _events.Writer.TryWrite(new CallEvent.HungUp(cause));
        _events.Writer.TryComplete();
    }

    private async ValueTask SendAsync(Action send)
    {
        Assert.False(_sending, "sends overlap");
        if (_gone)
            throw new IOException("The line is gone.");
        _sending = true;
        await Task.Yield();
        _sending = false;
        if (_gone)
            throw new IOException("The line is gone.");
        send();
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
