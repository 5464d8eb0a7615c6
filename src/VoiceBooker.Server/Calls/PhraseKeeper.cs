using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Reception.Stopping;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Server.Calls;

/// <summary>Has every assistant's fixed phrases ready, so that its greeting starts at once: all of them when the server starts, one's when it is made or changed. Has the words ready, too, by which people want no more calls, and says who listens and speaks.</summary>
public sealed partial class PhraseKeeper(
    PhraseStore store,
    SpeechEngines speech,
    IDbContextFactory<BookingDbContext> database,
    IOptions<ReceptionOptions> reception,
    ILogger<PhraseKeeper> log) : BackgroundService
{
    private const int Waiting = 64;

    private readonly Channel<Assistant> _wished = Channel.CreateBounded<Assistant>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Dictionary<Guid, Manner> _ready = [];
    private readonly ConcurrentDictionary<Guid, (Manner Manner, FixedPhrases Phrases)> _fixed = new();

    /// <summary>Everything the assistant says in the same words on every call.</summary>
    public FixedPhrases PhrasesOf(Assistant assistant)
    {
        var manner = Manner.Of(assistant);
        if (_fixed.TryGetValue(assistant.Id, out var known) && known.Manner == manner)
            return known.Phrases;
        var phrases = StandingPhrases.Of(assistant, reception.Value);
        _fixed[assistant.Id] = (manner, phrases);
        return phrases;
    }

    /// <summary>The assistant is new, or may have changed. Returns at once; one that is ready already costs nothing.</summary>
    public void Prepare(Assistant assistant) => _wished.Writer.TryWrite(assistant);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        StopWords.MakeReady();
        LogEngines(string.Join(", ", speech.LookAtEars().Select(each => each.Name)), string.Join(", ", speech.LookAtVoices().Select(each => each.Name)));
        foreach (var unused in speech.Unused)
            LogUnused(unused);
        await Task.WhenAll(store.RunAsync(stoppingToken), PrepareAllAsync(stoppingToken));
    }

    private async Task PrepareAllAsync(CancellationToken stopping)
    {
        try
        {
            foreach (var assistant in await FindAllAsync(stopping))
                await PrepareAsync(assistant, stopping);
            await foreach (var assistant in _wished.Reader.ReadAllAsync(stopping))
                await PrepareAsync(assistant, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task<List<Assistant>> FindAllAsync(CancellationToken stopping)
    {
        try
        {
            await using var db = await database.CreateDbContextAsync(stopping);
            return await db.Assistants.AsNoTracking().OrderBy(assistant => assistant.Id).ToListAsync(stopping);
        }
        catch (Exception broken) when (!stopping.IsCancellationRequested)
        {
            LogNotFound(broken);
            return [];
        }
    }

    /// <summary>Has the assistant's first phrases ready, unless they are still.</summary>
    internal async Task PrepareAsync(Assistant assistant, CancellationToken stopping)
    {
        if (speech.Voices.Count == 0)
            return;
        var engine = speech.Voices[0];
        var manner = Manner.Of(assistant);
        var phrases = StandingPhrases.FirstOf(assistant, reception.Value);
        var voice = new SpokenVoice(assistant.Voice, assistant.Language);
        if (_ready.GetValueOrDefault(assistant.Id) == manner && phrases.All.All(text => store.Find(PhraseKey.Of(engine, voice, text)) is not null))
            return; // the store lets go of what was not used for long when its memory is full
        try
        {
            var spoken = await store.RehearseAsync(engine, voice, phrases, stopping);
            _ready[assistant.Id] = manner;
            LogReady(assistant.Name, phrases.All.Count, spoken);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            LogNotReady(assistant.Name, failure.Message); // spoken when they are needed, and kept then
        }
    }

    /// <summary>What decides how an assistant's fixed phrases sound.</summary>
    private sealed record Manner(string Name, string Greeting, string Language, string Voice)
    {
        public static Manner Of(Assistant assistant) => new(assistant.Name, assistant.Greeting, assistant.Language, assistant.Voice);
    }

    [LoggerMessage(LogLevel.Information, "Speech: {Ears} listen, {Voices} speak, in this order.")]
    private partial void LogEngines(string ears, string voices);

    [LoggerMessage(LogLevel.Warning, "Speech: {Unused}.")]
    private partial void LogUnused(string unused);

    [LoggerMessage(LogLevel.Information, "The assistant '{Assistant}' has its {Count} fixed phrases ready; {Spoken} of them were spoken now.")]
    private partial void LogReady(string assistant, int count, int spoken);

    [LoggerMessage(LogLevel.Warning, "The fixed phrases of the assistant '{Assistant}' could not be made ready: {Reason} They are spoken when they are needed, and kept then.")]
    private partial void LogNotReady(string assistant, string reason);

    [LoggerMessage(LogLevel.Error, "The assistants could not be read; their phrases are made when they are needed.")]
    private partial void LogNotFound(Exception broken);
}
