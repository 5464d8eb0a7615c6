using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceBooker.CallLab.StandIns.ElevenLabs;
using VoiceBooker.CallLab.StandIns.Sockets;
using VoiceBooker.CallLab.StandIns.Speech;
using VoiceBooker.Providers.ElevenLabs;
using VoiceBooker.Tests.Providers.Sockets;
using VoiceBooker.Voice.Speaking;
using static VoiceBooker.Tests.Providers.Sockets.CallerAudio;

namespace VoiceBooker.Tests.Providers.ElevenLabs;

public sealed class ElevenLabsVoiceTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Long = "I have Tuesday at ten, Wednesday at half past eleven, or Thursday at three in the afternoon.";
    private readonly PracticeVoice _practice = new(real: false);
    private readonly ElevenLabsStandIn _eleven = new(TimeProvider.System);

    public async Task InitializeAsync()
    {
        _eleven.Latencies.Zero();
        await _eleven.OpenAsync();
    }

    public ValueTask DisposeAsync() => _eleven.DisposeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_connection_stands_before_the_first_word_and_serves_the_whole_call(bool autoMode)
    {
        await using var voice = Open(autoMode: autoMode);
        await UntilAsync(() => _eleven.Connections == 1);
        for (var phrase = 1; phrase <= 12; phrase++)
            Assert.Equal(_practice.Speak($"Number {phrase}."), await voice.SayAsync($"Number {phrase}."));

        Assert.Equal(1, _eleven.Connections);
        Assert.Equal(12, _eleven.ClosedContexts);
        Assert.Empty(_eleven.Violations);
    }

    [Fact]
    public async Task Of_a_phrase_the_caller_interrupted_nothing_leaks_into_the_next()
    {
        _eleven.Latencies.AudioPace = TimeSpan.FromMilliseconds(10);
        await using var voice = Open();
        await voice.InterruptedAsync(Long);

        Assert.Equal(_practice.Speak("Of course."), await voice.SayAsync("Of course."));
        Assert.Equal(1, _eleven.Connections);
        Assert.Equal(2, _eleven.ClosedContexts);
        Assert.Empty(_eleven.Violations);
    }

    [Fact]
    public async Task Whoever_interrupts_again_and_again_never_has_too_many_contexts_open()
    {
        _eleven.Latencies.FirstAudio = TimeSpan.FromMilliseconds(30);
        _eleven.Latencies.AudioPace = TimeSpan.FromMilliseconds(100); // the audio of what was interrupted takes long to end
        await using var voice = Open();
        for (var time = 1; time <= 9; time++)
            await voice.InterruptedAsync(Long);

        Assert.InRange(_eleven.MostContexts, 2, 5);
        Assert.Empty(_eleven.Violations);
    }

    [Fact]
    public async Task A_context_is_closed_only_when_its_audio_has_begun_since_closed_earlier_it_may_end_in_silence()
    {
        _eleven.LosesEarlyCloses = true;
        _eleven.Latencies.FirstAudio = TimeSpan.FromMilliseconds(50);
        await using var voice = Open();

        Assert.Equal(_practice.Speak("Good morning."), await voice.SayAsync("Good morning."));
    }

    [Fact]
    public async Task A_phrase_that_ended_without_audio_is_asked_for_once_more()
    {
        _eleven.SilentContexts = 1;
        await using var voice = Open();
        Assert.Equal(_practice.Speak("Good morning."), await voice.SayAsync("Good morning."));

        _eleven.SilentContexts = 2;
        await Assert.ThrowsAsync<IOException>(() => voice.SayAsync("Good morning."));
    }

    [Fact]
    public async Task A_filler_beside_a_phrase_goes_over_the_same_connection()
    {
        _eleven.Latencies.AudioPace = TimeSpan.FromMilliseconds(10);
        await using var voice = Open();
        var phrase = voice.SayAsync(Long);
        await UntilAsync(() => _eleven.Spoken.Count == 1);

        Assert.Equal(_practice.Speak("One moment."), await voice.SayAsync("One moment."));
        Assert.Equal(_practice.Speak(Long), await phrase);
        Assert.Equal(1, _eleven.Connections);
    }

    [Fact]
    public async Task Signs_of_life_keep_the_connection_while_the_caller_talks()
    {
        await using var voice = Open(inactivity: 3);
        await UntilAsync(() => _eleven.KeptAlive >= 4); // longer than the time after which it would be closed

        Assert.Equal(_practice.Speak("I see."), await voice.SayAsync("I see."));
        Assert.Equal(1, _eleven.Connections);
        Assert.Empty(_eleven.Violations);
    }

    [Fact]
    public async Task A_connection_torn_between_two_phrases_costs_none()
    {
        await using var voice = Open();
        await voice.SayAsync("Hello.");
        _eleven.TearAll();

        Assert.Equal(_practice.Speak("Welcome."), await voice.SayAsync("Welcome."));
    }

    [Fact]
    public async Task A_connection_torn_within_a_phrase_fails_it_and_the_next_one_is_spoken()
    {
        _eleven.Faults.Add(new SocketFault("multi-stream-input", SocketFaultKind.TearMidUtterance));
        await using var voice = Open();

        await Assert.ThrowsAsync<IOException>(() => voice.SayAsync(Long));
        Assert.Equal(_practice.Speak("Sorry."), await voice.SayAsync("Sorry."));
    }

    [Fact]
    public async Task A_service_that_gives_no_audio_fails_the_phrase_in_time_and_is_left()
    {
        _eleven.Faults.Add(new SocketFault("multi-stream-input", SocketFaultKind.Silence));
        await using var voice = Open(firstAudio: 0.3);
        Assert.Contains("no audio", (await Assert.ThrowsAnyAsync<IOException>(() => voice.SayAsync("Hello."))).Message, StringComparison.Ordinal);
        Assert.Equal(_practice.Speak("Hello."), await voice.SayAsync("Hello."));
    }

    [Fact]
    public async Task An_error_is_told_by_its_word_and_not_by_what_was_said()
    {
        _eleven.Faults.Add(new SocketFault("multi-stream-input", SocketFaultKind.Error, Times: 0));
        await using var voice = Open();

        var failure = await Assert.ThrowsAsync<IOException>(() => voice.SayAsync("Good morning."));
        Assert.DoesNotContain("morning", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "does not know the key (401)")]
    [InlineData(429, "takes no more connections at the moment (429)")]
    [InlineData(503, "is out of order (503)")]
    public async Task A_refusal_is_told_with_its_reason(int status, string told)
    {
        _eleven.Faults.Add(new SocketFault("multi-stream-input", SocketFaultKind.RefuseUpgrade, Status: status));
        await using var voice = Open();

        var failure = await Assert.ThrowsAnyAsync<IOException>(() => voice.SayAsync("Hello."));
        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(ElevenLabsStandIn.Key, failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "de-DE", "abcdefgh12345678abcd", "de")]
    [InlineData("slt", "en-US", "EXAVITQu4vr4xnSDxMaL", "en")]
    [InlineData("AAAAAAAAAAAAAAAAAAAA", "fr-FR", "AAAAAAAAAAAAAAAAAAAA", "fr")]
    public async Task The_voice_is_the_assistants_own_or_that_of_the_language(string wished, string language, string id, string told)
    {
        await using var voice = Open(new SpokenVoice(wished, language));
        await UntilAsync(() => _eleven.Received.Count > 0);

        Assert.Equal($"/v1/text-to-speech/{id}/multi-stream-input?model_id=eleven_flash_v2_5&output_format=ulaw_8000&auto_mode=true&inactivity_timeout=180&language_code={told}", Assert.Single(_eleven.Asked));
        Assert.Contains("\"voice_settings\":{\"stability\":0.5,\"similarity_boost\":0.75,", _eleven.Received[0], StringComparison.Ordinal);
    }

    private ICallVoice Open(SpokenVoice voice = default, bool autoMode = true, double firstAudio = 5, int inactivity = 180) => new ElevenLabsTextToSpeech(
        Options.Create(new ElevenLabsOptions
        {
            Key = ElevenLabsStandIn.Key,
            BaseAddress = _eleven.Base.ToString(),
            Voices = "de=abcdefgh12345678abcd",
            AutoMode = autoMode,
            InactivityTimeout = TimeSpan.FromSeconds(inactivity),
            FirstAudioWithin = TimeSpan.FromSeconds(firstAudio),
        }),
        TimeProvider.System,
        NullLogger<ElevenLabsTextToSpeech>.Instance).Open(voice);
}
