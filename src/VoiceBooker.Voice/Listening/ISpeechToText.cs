using System.Threading.Channels;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Voice.Listening;

/// <summary>Turns what the caller says into words. One call of <see cref="TranscribeAsync"/> serves one phone call.</summary>
public interface ISpeechToText
{
    /// <summary>
    /// Listens until <paramref name="audio"/> completes. Yields <see cref="CallEvent.PartialTranscript"/>, <see cref="CallEvent.FinalTranscript"/> and, where the
    /// engine has it, <see cref="CallEvent.EndOfTurn"/>. Throws when the engine fails for good.
    /// </summary>
    /// <param name="audio">The caller's side of the line.</param>
    /// <param name="expected">What is being asked at this moment; read it at the start of each utterance.</param>
    /// <param name="hangUp">Cancelled when the call ends.</param>
    IAsyncEnumerable<CallEvent> TranscribeAsync(ChannelReader<AudioFrame> audio, ExpectedAnswer expected, CancellationToken hangUp);
}
