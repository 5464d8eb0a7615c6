using System.Runtime.CompilerServices;
using System.Threading.Channels;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Tests.Voice.Playing;

/// <summary>A transcriber that knows a word only when it was given the audio in which the word is spoken; it may die, fall silent or stop at a moment of the line.</summary>
internal sealed class AttentiveEar(CallerSide caller, string name) : ISpeechToText
{
    private static readonly TimeSpan _partialAfter = TimeSpan.FromMilliseconds(120);

    public string Name => name;

    /// <summary>Throws when it hears this moment of the line.</summary>
    public TimeSpan? DiesAt { get; init; }

    /// <summary>Ends, without a word, when it hears this moment.</summary>
    public TimeSpan? EndsAt { get; init; }

    /// <summary>Tells nothing more from this moment on, and goes on hearing.</summary>
    public TimeSpan? SilentFrom { get; init; }

    /// <summary>Whether words are told while they are spoken, or only with the final.</summary>
    public bool TellsPartials { get; init; } = true;

    public TimeSpan QuietAtMost { get; init; }

    /// <summary>How many words make a final transcript, in the middle of speech; 0: all of an utterance, after its pause.</summary>
    public int WordsPerFinal { get; init; }

    /// <summary>Whether its finals say where they end.</summary>
    public bool TellsPosition { get; init; }

    /// <summary>Where the audio of each listening began and ended.</summary>
    public List<(TimeSpan From, TimeSpan Until)> Heard { get; } = [];

    /// <summary>What it was told of the call; null while it was not asked to listen.</summary>
    public ListeningBrief? Told { get; private set; }

    public async IAsyncEnumerable<CallEvent> TranscribeAsync(ChannelReader<AudioFrame> audio, ListeningBrief brief, [EnumeratorCancellation] CancellationToken hangUp)
    {
        Told = brief;
        TimeSpan? began = null;
        var words = new List<string>();
        var last = TimeSpan.Zero;
        var index = Heard.Count;
        Heard.Add(default);
        await foreach (var frame in audio.EachAsync(hangUp))
        {
            began ??= frame.At;
            var (before, now) = (frame.At, frame.At + frame.Duration);
            Heard[index] = (began.Value, now);
            if (now >= DiesAt)
                throw new IOException($"{name} is gone");
            if (now >= EndsAt)
                yield break;
            foreach (var (from, until, text) in caller.Spoken)
            {
                var all = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                for (var i = 0; i < all.Length; i++)
                {
                    var starts = from + ((until - from) * i / all.Length);
                    var ends = from + ((until - from) * (i + 1) / all.Length);
                    if (ends + _partialAfter <= before || ends + _partialAfter > now || starts < began - AudioFrame.Length)
                        continue; // not now, or it did not hear the word begin
                    words.Add(all[i]);
                    last = ends;
                    if (now >= SilentFrom)
                        continue;
                    if (TellsPartials)
                        yield return new CallEvent.PartialTranscript(string.Join(' ', words));
                    if (words.Count == WordsPerFinal)
                        yield return Final();
                }

                var closes = until + CallerSide.FinalAfter;
                if (closes > before && closes <= now && words.Count > 0 && !(now >= SilentFrom))
                    yield return Final();
            }
        }

        if (words.Count > 0 && SilentFrom is null)
            yield return Final();

        CallEvent.FinalTranscript Final()
        {
            var final = new CallEvent.FinalTranscript(string.Join(' ', words), 0.9) { Until = TellsPosition ? last : null };
            words.Clear();
            return final;
        }
    }
}
