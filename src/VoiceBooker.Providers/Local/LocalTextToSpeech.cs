using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using VoiceBooker.Providers.Local.Native;
using VoiceBooker.Providers.Local.Speaking;
using VoiceBooker.Voice.Engines;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Providers.Local;

/// <summary>Speaks with flite, in process. One object serves all calls; at most <see cref="LocalSpeechOptions.SynthesesAtOnce"/> clauses are made at a time.</summary>
public sealed class LocalTextToSpeech : ITextToSpeech, IDisposable
{
    private readonly LocalSpeechOptions _options;
    private readonly PhraseCache _cache;
    private readonly SpeechWorkers _workers;
    private readonly ConcurrentDictionary<string, Lazy<TelephoneVoice>> _voices = new(StringComparer.Ordinal);

    /// <summary>Loads nothing yet: a voice is loaded when it first speaks.</summary>
    public LocalTextToSpeech(IOptions<LocalSpeechOptions> options)
    {
        _options = options.Value;
        _cache = new PhraseCache(_options.PhraseCacheBytes);
        _workers = new SpeechWorkers("voice", _options.SynthesesAtOnce > 0 ? _options.SynthesesAtOnce : Environment.ProcessorCount, niceness: 1);
    }

    /// <summary>The names <see cref="SynthesizeAsync"/> knows: slt (a woman, US), rms (a man, US), awb (a man, Scottish), kal16 (a man, US, robotic and very quick).</summary>
    public static IReadOnlyList<string> Voices { get; } = ["slt", "rms", "awb", "kal16"];

    /// <inheritdoc/>
    public string Name => SpeechOptions.Embedded;

    /// <inheritdoc/>
    public string Manner(SpokenVoice voice) => VoiceFor(voice.Name);

    /// <inheritdoc/>
    public ICallVoice Open(SpokenVoice voice) => new CallVoice(this, voice.Name);

    /// <summary>Speaks one phrase; see <see cref="ICallVoice.SynthesizeAsync"/>.</summary>
    /// <param name="phrase">A sentence or clause in plain text.</param>
    /// <param name="voice">One of <see cref="Voices"/>; any other name means the default.</param>
    /// <param name="bargeIn">Cancelled when the caller interrupts.</param>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> SynthesizeAsync(string phrase, string voice, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        var name = VoiceFor(voice);
        foreach (var clause in Clauses.Of(SpokenText.From(phrase)))
        {
            bargeIn.ThrowIfCancellationRequested();
            if (_cache.Find(name, clause.Text) is not { } audio)
            {
                // Off the call's own context: a clause is tens of milliseconds of work. It cannot be broken off, so it is awaited to its end.
                audio = await _workers.Run(() => bargeIn.IsCancellationRequested ? ReadOnlyMemory<byte>.Empty : Make(clause, name));
                bargeIn.ThrowIfCancellationRequested();
                _cache.Keep(name, clause.Text, audio);
            }

            if (audio.Length > 0)
                yield return audio;
        }
    }

    /// <summary>Makes fixed phrases before anybody waits for them.</summary>
    public async Task PrepareAsync(IEnumerable<string> phrases, string voice, CancellationToken stopping)
    {
        foreach (var phrase in phrases)
            await foreach (var _ in SynthesizeAsync(phrase, voice, stopping))
                continue;
    }

    /// <inheritdoc/>
    public void Dispose() => _workers.Dispose();

    private sealed class CallVoice(LocalTextToSpeech speech, string voice) : ICallVoice
    {
        public IAsyncEnumerable<ReadOnlyMemory<byte>> SynthesizeAsync(string phrase, CancellationToken bargeIn) => speech.SynthesizeAsync(phrase, voice, bargeIn);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private string VoiceFor(string? wished) => wished is not null && Voices.Contains(wished, StringComparer.Ordinal) ? wished : _options.Voice;

    private ReadOnlyMemory<byte> Make(Clause clause, string name) => _voices.GetOrAdd(name, static key => new Lazy<TelephoneVoice>(() => new TelephoneVoice(key))).Value.Speak(clause);
}
