using System.Threading.Channels;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Voice.Listening;

/// <summary>Turns what the caller says into words. One object serves all calls; one call of <see cref="TranscribeAsync"/> serves one phone call.</summary>
public interface ISpeechToText
{
    /// <summary>What the settings and the journal call this engine; lower case, one word.</summary>
    string Name { get; }

    /// <summary>
    /// How long it may tell nothing of somebody who speaks without a break, and be well: longer than <see cref="Engines.SpeechOptions.SilentEarsAfter"/> for an engine without partial transcripts,
    /// which has nothing to tell before an utterance has ended. Zero: it tells partials.
    /// </summary>
    TimeSpan QuietAtMost => TimeSpan.Zero;

    /// <summary>
    /// Listens until <paramref name="audio"/> completes. Yields <see cref="CallEvent.PartialTranscript"/>, <see cref="CallEvent.FinalTranscript"/> and, where the
    /// engine has them, <see cref="CallEvent.EagerEndOfTurn"/>, <see cref="CallEvent.TurnResumed"/> and <see cref="CallEvent.EndOfTurn"/>. A lost connection is mended inside, with the audio since the
    /// last final transcript sent again, as long as there is a fair chance. Throws when the engine fails for good.
    /// </summary>
    /// <param name="audio">The caller's side of the line.</param>
    /// <param name="brief">What is known of the call; what is expected now changes while it is read.</param>
    /// <param name="hangUp">Cancelled when the call ends.</param>
    IAsyncEnumerable<CallEvent> TranscribeAsync(ChannelReader<AudioFrame> audio, ListeningBrief brief, CancellationToken hangUp);
}
