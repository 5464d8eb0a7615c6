using System.Buffers;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Engines;

namespace VoiceBooker.Voice.Speaking;

/// <summary>
/// The voice of one call: engines in order, the next speaking on when one fails. It speaks one phrase at a time, and a filler beside it. A fixed phrase that was spoken before comes from the store,
/// in the voice of the engine that speaks; in another's only where the usual one rests or has failed.
/// </summary>
/// <remarks>
/// A phrase that fails before its first audio is spoken by the next voice, and nobody notices but for the sound. One that fails later is spoken again from its beginning: what was not yet on the line
/// is thrown away, and the caller hears a few words twice. Going on in the middle would be a guess, and a sentence that lacks its end ("Tuesday at ten …") misleads; one whose beginning is repeated does not.
/// A passage that matters counts as heard only when each of its phrases was spoken to its end by one voice. The voice that took over stays, so that the sound does not change to and fro; only when
/// that one fails too is the first asked again. Spare voices are opened when they are needed: opening them with the call would hold a connection at every vendor for an event that is rare,
/// to save the part of a second that the floor's deadline bridges anyway.
/// </remarks>
internal sealed partial class VoiceChain : IAsyncDisposable
{
    private const int LeastTries = 2;
    private readonly CallParts _parts;
    private readonly IReadOnlyList<ITextToSpeech> _engines;
    private readonly Lazy<ICallVoice>[] _voices;
    private readonly EngineHealth _health;
    private readonly ChannelWriter<CallEvent> _events;
    private readonly ILogger _log;
    private int _current;

    /// <summary>The voices of <paramref name="parts"/>; the first is opened now.</summary>
    public VoiceChain(CallParts parts, EngineHealth health, ChannelWriter<CallEvent> events)
    {
        _parts = parts;
        _health = health;
        _events = events;
        _log = parts.Log;
        _engines = health.InOrder(EngineHealth.Voice, parts.Voices, engine => engine.Name);
        _voices = [.. _engines.Select(engine => new Lazy<ICallVoice>(() => engine.Open(parts.Voice)))];
        try
        {
            _ = _voices[0].Value;
        }
        catch (Exception failure)
        {
            LogNotOpened(parts.Id, _engines[0].Name, failure); // met again, and acted on, at the first phrase
        }
    }

    /// <summary>Audio of <paramref name="phrase"/>, <see cref="Spoken.Again"/> where another voice begins it anew, and, last, <see cref="Spoken.PhraseEnd"/>. Does not throw but for <paramref name="bargeIn"/>.</summary>
    public async IAsyncEnumerable<Spoken> SpeakAsync(string phrase, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        var kept = _parts.Store is not null && _parts.Fixed.Contains(phrase) ? new ArrayBufferWriter<byte>() : null;
        var tries = Math.Max(LeastTries, _engines.Count);
        var isBegun = false;
        for (var attempt = 1; attempt <= tries; attempt++)
        {
            if (isBegun)
                yield return new Spoken.Again();
            isBegun = false;
            kept?.ResetWrittenCount();
            if (Find(phrase) is { } before)
            {
                yield return new Spoken.Piece(before);
                yield return new Spoken.PhraseEnd();
                yield break;
            }

            var at = Volatile.Read(ref _current);
            var engine = at % _engines.Count;
            Exception? failure = null;
            await using (var attempted = new PhraseAttempt(_voices[engine], phrase, attempt < tries && _engines.Count > 1 ? _parts.Speech.FirstAudioWithin : null, _parts.Time, bargeIn))
            {
                while (failure is null)
                {
                    try
                    {
                        if (!await attempted.MoveNextAsync())
                            break;
                    }
                    catch (Exception broken) when (!bargeIn.IsCancellationRequested)
                    {
                        failure = broken;
                        break;
                    }

                    if (attempted.Current.Length == 0)
                        continue;
                    isBegun = true;
                    kept?.Write(attempted.Current.Span);
                    yield return new Spoken.Piece(attempted.Current);
                }
            }

            if (failure is null)
            {
                _health.Worked(EngineHealth.Voice, _engines[engine].Name);
                if (kept is { WrittenCount: > 0 })
                    _parts.Store!.Keep(Key(engine, phrase), kept.WrittenSpan.ToArray());
                yield return new Spoken.PhraseEnd();
                yield break;
            }

            MoveOn(at, failure);
        }

        if (_engines.Count > 1)
            _events.TryWrite(new CallEvent.PartFailed("voice", "No voice could speak a phrase."));
        yield return new Spoken.PhraseEnd(Whole: false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var voice in _voices)
        {
            try
            {
                if (voice.IsValueCreated)
                    await voice.Value.DisposeAsync();
            }
            catch (Exception failure)
            {
                LogNotClosed(_parts.Id, failure); // the call is over
            }
        }
    }

    /// <summary>The phrase as it was spoken before: by the voice that speaks now; by another of the call's only in need, so that a backup's recording is not played for ever after an outage.</summary>
    private ReadOnlyMemory<byte>? Find(string phrase)
    {
        if (_parts.Store is not { } store || !_parts.Fixed.Contains(phrase))
            return null;
        var current = Volatile.Read(ref _current);
        var isInNeed = current > 0 || _health.RestsFor(EngineHealth.Voice, _parts.Voices[0].Name) is not null;
        for (var i = 0; i < (isInNeed ? _engines.Count : 1); i++)
            if (store.Find(Key((current + i) % _engines.Count, phrase)) is { } audio)
                return audio;
        return null;
    }

    private PhraseKey Key(int engine, string phrase) => PhraseKey.Of(_engines[engine], _parts.Voice, phrase);

    private void MoveOn(int from, Exception failure)
    {
        var (failed, next) = (_engines[from % _engines.Count].Name, _engines[(from + 1) % _engines.Count].Name);
        _health.Failed(EngineHealth.Voice, failed, failure.Message);
        LogFailed(_parts.Id, failed, failure);
        if (_engines.Count == 1)
            _events.TryWrite(new CallEvent.PartFailed("voice", failure.Message));
        else if (Interlocked.CompareExchange(ref _current, from + 1, from) == from)
            _events.TryWrite(new CallEvent.FailedOver(EngineHealth.Voice, failed, next, failure.Message));
    }

    [LoggerMessage(LogLevel.Warning, "Call {CallId}: the voice '{Engine}' could not be opened.")]
    private partial void LogNotOpened(CallId callId, string engine, Exception failure);

    [LoggerMessage(LogLevel.Warning, "Call {CallId}: the voice '{Engine}' failed.")]
    private partial void LogFailed(CallId callId, string engine, Exception failure);

    [LoggerMessage(LogLevel.Warning, "Call {CallId}: a voice could not be closed.")]
    private partial void LogNotClosed(CallId callId, Exception failure);
}
