using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Providers.Local;
using VoiceBooker.Server.Calls;
using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Engines;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Server.Calls;

public sealed class PhraseKeeperTests : IDisposable
{
    private const int ThirdOfTheMemory = 12 << 20;
    private readonly ManualClock _clock = new(VirtualTime.Start);
    private readonly ScriptedVoice _voice = new(TimeProvider.System) { Delay = _ => TimeSpan.Zero };
    private readonly Assistant _ava = new() { Id = Guid.NewGuid(), Name = "Ava", Greeting = "Hello, this is Ava." };
    private readonly PhraseStore _store;
    private readonly PhraseKeeper _keeper;

    public PhraseKeeperTests()
    {
        _store = new PhraseStore("/nowhere", 0, _clock, NullLogger<PhraseStore>.Instance);
        var speech = new SpeechEngines(
            [],
            [_voice],
            Options.Create(new SpeechOptions { Voices = [_voice.Name] }),
            new LocalSpeechCheck(Options.Create(new LocalSpeechOptions { ModelFolder = "/nowhere" })),
            new EngineHealth(new SpeechOptions(), _clock));
        _keeper = new PhraseKeeper(_store, speech, new NoDatabase(), Options.Create(new ReceptionOptions()), NullLogger<PhraseKeeper>.Instance);
    }

    private ReadOnlyMemory<byte>? Greeting => _store.Find(PhraseKey.Of(_voice, new SpokenVoice(_ava.Voice, _ava.Language), "Hello, this is Ava."));

    [Fact]
    public async Task An_assistant_whose_phrases_are_ready_costs_nothing()
    {
        await _keeper.PrepareAsync(_ava, default);
        var spoken = _voice.Phrases.Count;
        Assert.NotNull(Greeting);

        await _keeper.PrepareAsync(_ava, default);
        Assert.Equal(spoken, _voice.Phrases.Count);
    }

    [Fact]
    public async Task A_greeting_that_the_full_memory_let_go_of_is_made_ready_again()
    {
        await _keeper.PrepareAsync(_ava, default);
        for (var other = 1; other <= 3; other++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            _store.Keep(new PhraseKey("another", "", "", $"{other}"), new byte[ThirdOfTheMemory]);
        }

        Assert.Null(Greeting);
        await _keeper.PrepareAsync(_ava, default);
        Assert.NotNull(Greeting);
    }

    public void Dispose() => _keeper.Dispose();

    private sealed class NoDatabase : IDbContextFactory<BookingDbContext>
    {
        public BookingDbContext CreateDbContext() => throw new NotSupportedException("Nobody asks here.");
    }
}
