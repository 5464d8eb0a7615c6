using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Voice.Speaking;

/// <summary>What makes a spoken phrase the same: another engine, manner, language or wording is another phrase.</summary>
/// <param name="Engine">The engine's name.</param>
/// <param name="Manner">Which voice of it speaks, and how; see <see cref="ITextToSpeech.Manner"/>.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Text">The words, without white space at the edges.</param>
public readonly record struct PhraseKey(string Engine, string Manner, string Language, string Text)
{
    /// <summary>The phrase as <paramref name="engine"/> speaks it for <paramref name="voice"/>.</summary>
    public static PhraseKey Of(ITextToSpeech engine, SpokenVoice voice, string text) => new(engine.Name, engine.Manner(voice), voice.Language ?? "", text.Trim());
}

/// <summary>
/// Spoken fixed phrases, in memory for the calls and on disk across restarts. Calls only ever touch the memory; one flow (<see cref="RunAsync"/>) writes the disk. What may be kept is told by
/// <see cref="FixedPhrases"/>: a caller's name, address or read-back never gets here.
/// </summary>
/// <param name="folder">Where the files lie; made, for its owner only, when missing.</param>
/// <param name="limit">Bytes on disk; what was not used longest goes first. 0: nothing is written.</param>
/// <param name="time">Dates the use of phrases.</param>
/// <param name="log">The log.</param>
public sealed partial class PhraseStore(string folder, long limit, TimeProvider time, ILogger<PhraseStore> log)
{
    private const long MostInMemory = 32L << 20;
    private const int Waiting = 512;
    private static readonly TimeSpan _usedAnew = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<PhraseKey, Kept> _inMemory = new();
    private readonly Channel<Errand> _errands = Channel.CreateBounded<Errand>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly PhraseFolder _folder = new(folder, limit, time);
    private long _bytes;

    /// <summary>The phrase as it was spoken before; null when it is not in memory. Returns at once.</summary>
    public ReadOnlyMemory<byte>? Find(PhraseKey key)
    {
        if (!_inMemory.TryGetValue(key, out var kept))
            return null;
        var now = time.GetUtcNow();
        kept.UsedAt = now;
        if (now - kept.NotedAt > _usedAnew)
        {
            kept.NotedAt = now;
            _errands.Writer.TryWrite(new Errand(key, Audio: null));
        }

        return kept.Audio;
    }

    /// <summary>Keeps a fixed phrase, at once in memory and soon on disk. <paramref name="muLaw"/> is never written again.</summary>
    public void Keep(PhraseKey key, ReadOnlyMemory<byte> muLaw)
    {
        Remember(key, muLaw);
        if (limit > 0)
            _errands.Writer.TryWrite(new Errand(key, muLaw)); // a phrase that is not written now is spoken anew after the next start
    }

    /// <summary>Takes a phrase from disk into memory; false when it is not there, or torn.</summary>
    public async Task<bool> LoadAsync(PhraseKey key, CancellationToken cancel)
    {
        if (Find(key) is not null)
            return true;
        try
        {
            if (await _folder.ReadAsync(key, cancel) is not { } audio)
                return false;
            Remember(key, audio);
            _errands.Writer.TryWrite(new Errand(key, Audio: null));
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogNotRead(failure, folder);
            return false;
        }
    }

    /// <summary>Writes what is to be kept and lets go of the oldest, until <paramref name="stopping"/>; then writes what is left.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var stop = stopping.Register(() => _errands.Writer.TryComplete());
        await foreach (var (key, audio) in _errands.Reader.EachAsync(CancellationToken.None))
        {
            try
            {
                if (audio is { } muLaw)
                    await _folder.WriteAsync(key, muLaw);
                else
                    _folder.NoteUse(key);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                LogNotWritten(failure, folder); // a full disk costs the next start some time, not a call
            }
        }
    }

    private void Remember(PhraseKey key, ReadOnlyMemory<byte> muLaw)
    {
        var now = time.GetUtcNow();
        if (_inMemory.TryAdd(key, new Kept(muLaw) { UsedAt = now, NotedAt = now }) && Interlocked.Add(ref _bytes, muLaw.Length) > MostInMemory)
            Forget();
    }

    private void Forget()
    {
        foreach (var (key, _) in _inMemory.OrderBy(each => each.Value.UsedAt))
        {
            if (Interlocked.Read(ref _bytes) <= MostInMemory / 2)
                break;
            if (_inMemory.TryRemove(key, out var gone))
                Interlocked.Add(ref _bytes, -gone.Audio.Length);
        }
    }

    /// <param name="Key">Which phrase.</param>
    /// <param name="Audio">To be written; null: it was used.</param>
    private readonly record struct Errand(PhraseKey Key, ReadOnlyMemory<byte>? Audio);

    private sealed class Kept(ReadOnlyMemory<byte> audio)
    {
        public ReadOnlyMemory<byte> Audio => audio;

        public DateTimeOffset UsedAt { get; set; }

        public DateTimeOffset NotedAt { get; set; }
    }

    [LoggerMessage(LogLevel.Warning, "Spoken phrases cannot be read from {Folder}.")]
    private partial void LogNotRead(Exception failure, string folder);

    [LoggerMessage(LogLevel.Warning, "A spoken phrase could not be kept in {Folder}.")]
    private partial void LogNotWritten(Exception failure, string folder);
}
