namespace VoiceBooker.Voice.Journal;

/// <summary>The append-only record of one call. Kinds are lower-case words with dots ("caller.said", "bot.heard", "turn.timing"); payloads are small objects that serialise to JSON.</summary>
public interface ICallJournal
{
    /// <summary>Appends without waiting for the disk; order is kept.</summary>
    void Record(string kind, object? payload = null);

    /// <summary>Appends and returns once this entry and all before it are on disk: for what must stand before a side effect happens.</summary>
    ValueTask RecordDurablyAsync(string kind, object? payload, CancellationToken cancel);
}
