using System.Threading.Channels;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Tests.Providers.Sockets;

/// <summary>A call as a transcriber sees it: frames go in, events come out.</summary>
internal sealed class ListeningCall : IAsyncDisposable
{
    private readonly Channel<AudioFrame> _audio = Channel.CreateUnbounded<AudioFrame>();
    private readonly CancellationTokenSource _hangUp = new();
    private readonly List<CallEvent> _happened = [];
    private readonly Task _listening;
    private long _samples;

    public ListeningCall(ISpeechToText ears, ListeningBrief? brief = null) =>
        _listening = ListenAsync(ears, brief ?? new ListeningBrief(new ExpectedAnswer()));

    /// <summary>Everything so far.</summary>
    public IReadOnlyList<CallEvent> Happened
    {
        get
        {
            lock (_happened)
                return [.. _happened];
        }
    }

    public IReadOnlyList<string> Finals => [.. Happened.OfType<CallEvent.FinalTranscript>().Select(final => final.Text)];

    public IReadOnlyList<string> Partials => [.. Happened.OfType<CallEvent.PartialTranscript>().Select(partial => partial.Text)];

    /// <summary>The line brings audio, in frames of 20 ms.</summary>
    public void Hears(params byte[][] pieces)
    {
        foreach (var frame in pieces.SelectMany(piece => piece).Chunk(AudioFrame.Size))
        {
            _audio.Writer.TryWrite(new AudioFrame(frame, TimeSpan.FromMilliseconds(_samples / 8.0)));
            _samples += frame.Length;
        }
    }

    /// <summary>Waits until so many utterances are final.</summary>
    public Task HeardAsync(int finals) => UntilAsync(happened => happened.OfType<CallEvent.FinalTranscript>().Count() >= finals);

    /// <summary>Waits until it is so; a transcriber that fails meanwhile fails the test.</summary>
    public async Task UntilAsync(Func<IReadOnlyList<CallEvent>, bool> isSo)
    {
        await CallerAudio.UntilAsync(() => isSo(Happened) || _listening.IsCompleted);
        if (!isSo(Happened))
            await _listening;
        Assert.True(isSo(Happened), "The transcriber ended before.");
    }

    /// <summary>The caller hangs up; returns when the transcriber has ended, throws what it throws.</summary>
    public Task HangUpAsync()
    {
        _audio.Writer.TryComplete();
        return _listening.WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>Waits for the transcriber to give up.</summary>
    public Task<Exception?> FailureAsync() => Record.ExceptionAsync(() => _listening.WaitAsync(TimeSpan.FromSeconds(20)));

    public async ValueTask DisposeAsync()
    {
        await _hangUp.CancelAsync();
        await Record.ExceptionAsync(() => _listening);
        _hangUp.Dispose();
    }

    private async Task ListenAsync(ISpeechToText ears, ListeningBrief brief)
    {
        await foreach (var happened in ears.TranscribeAsync(_audio.Reader, brief, _hangUp.Token))
        {
            lock (_happened)
                _happened.Add(happened);
        }
    }
}
