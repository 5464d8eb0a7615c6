using System.Threading.Channels;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Voice.Lines;

/// <summary>
/// One open line to one caller: the carrier's media socket, the browser's softphone, a typed rehearsal, or a test's.
/// Quirks of a carrier end here: marks that come back because of <see cref="ClearAsync"/> are swallowed.
/// </summary>
/// <remarks>Only <c>Playout</c> sends. Sends never overlap. Every send may throw <see cref="IOException"/> once the line is gone; <see cref="Events"/> then ends with <see cref="CallEvent.HungUp"/>.</remarks>
public interface IPhoneLine : IAsyncDisposable
{
    /// <summary>False for a typed line: nothing is to be synthesised for it or recognised on it; it is spoken to by <see cref="CaptionAsync"/> and marks alone.</summary>
    bool CarriesAudio { get; }

    /// <summary>What the caller's side sends, gaps filled with silence so that <see cref="AudioFrame.At"/> is true. Bounded (2 s); the oldest is dropped when nobody reads. Completes when the line ends.</summary>
    ChannelReader<AudioFrame> Audio { get; }

    /// <summary>Marks reached, keys, typed words and, last, <see cref="CallEvent.HungUp"/>; then completes.</summary>
    ChannelReader<CallEvent> Events { get; }

    /// <summary>Sends whole 160-byte frames of mu-law.</summary>
    ValueTask PlayAsync(ReadOnlyMemory<byte> muLaw, CancellationToken cancel);

    /// <summary>Asks to be told, by <see cref="CallEvent.MarkReached"/>, when all audio sent so far has been played.</summary>
    ValueTask MarkAsync(string name, CancellationToken cancel);

    /// <summary>Tells the far side which words follow. Lines that show no text ignore it.</summary>
    ValueTask CaptionAsync(string mark, string text, CancellationToken cancel);

    /// <summary>What was understood of the caller, before the answer to it. Lines that show no text ignore it.</summary>
    ValueTask UnderstoodAsync(string text, SaidBy by, CancellationToken cancel);

    /// <summary>The bot has finished and listens for an answer to <paramref name="question"/>. Lines that show nothing ignore it.</summary>
    ValueTask ListeningAsync(Question question, CancellationToken cancel);

    /// <summary>Throws away what was sent and not yet played. Marks of the discarded audio never reach <see cref="Events"/>.</summary>
    ValueTask ClearAsync(CancellationToken cancel);

    /// <summary>Ends the call. Idempotent.</summary>
    ValueTask HangUpAsync(CancellationToken cancel);

    /// <summary>Hands the caller over; false when this line cannot. The line ends by it, and a caller whom nobody takes comes back over another line.</summary>
    ValueTask<bool> TransferAsync(Transfer transfer, CancellationToken cancel);
}
