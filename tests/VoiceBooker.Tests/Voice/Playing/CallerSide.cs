using System.Runtime.CompilerServices;
using System.Threading.Channels;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Tests.Voice.Playing;

/// <summary>What the caller does, and when, counted from the line's first sample.</summary>
internal sealed class CallerSide : ISpeechToText
{
    /// <summary>A transcriber of the embedded kind: closes an utterance after its own pause, then needs a moment.</summary>
    public static readonly TimeSpan FinalAfter = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan _partialAfter = TimeSpan.FromMilliseconds(120);
    private readonly List<Sound> _sounds = [];
    private readonly List<(TimeSpan At, CallEvent Happened)> _events = [];
    private readonly List<(TimeSpan From, TimeSpan Until, double Hertz)> _tones = [];

    public Exception? EarsFail { get; set; }

    public TimeSpan EarsFailAt { get; set; }

    /// <summary>What is said on the line, and when; without sounds that are no speech.</summary>
    public IEnumerable<(TimeSpan From, TimeSpan Until, string Text)> Spoken => from sound in _sounds where sound.Text is not null select (sound.From, sound.Until, sound.Text!);

    /// <summary>Some noise on the line, so that it is no laboratory.</summary>
    public bool Noise { get; set; } = true;

    /// <summary>Sound from the caller; <paramref name="text"/> null: the transcriber makes nothing of it, empty: it hears sound and no words.</summary>
    public void Sounds(TimeSpan from, TimeSpan until, string? text) => _sounds.Add(new Sound(from, until, text));

    /// <summary>A pure tone, as machines make.</summary>
    public void Tones(TimeSpan from, TimeSpan until, double hertz) => _tones.Add((from, until, hertz));

    public void At(TimeSpan at, CallEvent happened) => _events.Add((at, happened));

    /// <summary>Marks of captions thrown away never come back.</summary>
    public void DropMarks() => _events.RemoveAll(each => each.Happened is CallEvent.MarkReached);

    public IEnumerable<CallEvent> EventsUntil(TimeSpan now)
    {
        var due = _events.Where(each => each.At <= now).OrderBy(each => each.At).ToList();
        _events.RemoveAll(due.Contains);
        return due.Select(each => each.Happened);
    }

    public byte[] FrameAt(TimeSpan at)
    {
        var frame = new byte[AudioFrame.Size];
        var random = new Random((int)(at.TotalMilliseconds / 20));
        for (var i = 0; i < frame.Length; i++)
        {
            var sample = at + TimeSpan.FromMilliseconds(i / 8.0);
            var speaks = _sounds.Exists(sound => sample >= sound.From && sample < sound.Until);
            var level = speaks ? 3000 : Noise ? 12 : 0;
            var tone = _tones.Find(each => sample >= each.From && sample < each.Until);
            frame[i] = G711.Encode((short)((level * ((random.NextDouble() * 2) - 1)) + (tone.Hertz > 0 ? 6000 * Math.Sin(2 * Math.PI * tone.Hertz * sample.TotalSeconds) : 0)));
        }

        return frame;
    }

    public string Name => "scripted";

    public async IAsyncEnumerable<CallEvent> TranscribeAsync(ChannelReader<AudioFrame> audio, ListeningBrief brief, [EnumeratorCancellation] CancellationToken hangUp)
    {
        var due = new PriorityQueue<CallEvent, (TimeSpan, int)>();
        foreach (var (sound, index) in _sounds.Select((sound, index) => (sound, index)).Where(each => each.sound.Text is not null))
        {
            var words = sound.Text!.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var i = 1; i <= words.Length; i++)
                due.Enqueue(new CallEvent.PartialTranscript(string.Join(' ', words[..i])), (sound.From + ((sound.Until - sound.From) * i / words.Length) + _partialAfter, index));
            due.Enqueue(new CallEvent.FinalTranscript(sound.Text, 0.9), (sound.Until + FinalAfter, index));
        }

        var now = TimeSpan.Zero;
        await foreach (var frame in audio.EachAsync(hangUp))
        {
            now = frame.At + frame.Duration;
            if (EarsFail is not null && now >= EarsFailAt)
                throw EarsFail;
            while (due.TryPeek(out _, out var next) && next.Item1 <= now)
                yield return due.Dequeue();
        }

        foreach (var sound in _sounds.Where(sound => sound.Text is not null && sound.From < now && sound.Until + FinalAfter > now))
            yield return new CallEvent.FinalTranscript(sound.Text!, 0.9);
    }

    private sealed record Sound(TimeSpan From, TimeSpan Until, string? Text);
}
