using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceBooker.CallLab.StandIns.Deepgram;
using VoiceBooker.CallLab.StandIns.Sockets;
using VoiceBooker.CallLab.StandIns.Speech;
using VoiceBooker.Providers.Deepgram;
using VoiceBooker.Tests.Providers.Sockets;
using VoiceBooker.Voice.Speaking;
using static VoiceBooker.Tests.Providers.Sockets.CallerAudio;

namespace VoiceBooker.Tests.Providers.Deepgram;

public sealed class DeepgramVoiceTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Long = "I have Tuesday at ten, Wednesday at half past eleven, or Thursday at three in the afternoon.";
    private readonly PracticeVoice _practice = new(real: false);
    private readonly DeepgramStandIn _deepgram = new(TimeProvider.System);

    public async Task InitializeAsync()
    {
        _deepgram.Latencies.Zero();
        await _deepgram.OpenAsync();
    }

    public ValueTask DisposeAsync() => _deepgram.DisposeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [Fact]
    public async Task The_connection_stands_before_the_first_word_and_serves_the_whole_call()
    {
        await using var voice = Open();
        await UntilAsync(() => _deepgram.Connections == 1);

        Assert.Equal(_practice.Speak("Good morning."), await voice.SayAsync("Good morning."));
        Assert.Equal(_practice.Speak("How can I help you?"), await voice.SayAsync("How can I help you?"));
        Assert.Equal(1, _deepgram.Connections);
        Assert.Equal(["Good morning.", "How can I help you?"], _deepgram.Counters.Spoken);
        Assert.Empty(_deepgram.Violations);
    }

    [Fact]
    public async Task Of_a_phrase_the_caller_interrupted_nothing_leaks_into_the_next()
    {
        _deepgram.Latencies.AudioPace = TimeSpan.FromMilliseconds(10);
        await using var voice = Open();
        for (var time = 1; time <= 5; time++)
        {
            await voice.InterruptedAsync(Long);
            Assert.Equal(_practice.Speak("Of course."), await voice.SayAsync("Of course."));
        }

        Assert.Equal((5, 1), (_deepgram.Counters.Of("Clear"), _deepgram.Connections));
        Assert.Empty(_deepgram.Violations);
    }

    [Fact]
    public async Task Who_interrupts_before_the_first_audio_hears_none_of_it_later()
    {
        _deepgram.Latencies.FirstAudio = TimeSpan.FromMilliseconds(300);
        await using var voice = Open();
        await UntilAsync(() => _deepgram.Connections == 1);
        using var bargeIn = new CancellationTokenSource();
        var first = voice.SynthesizeAsync(Long, bargeIn.Token).GetAsyncEnumerator(bargeIn.Token);
        var waiting = first.MoveNextAsync().AsTask();
        await UntilAsync(() => _deepgram.Counters.Of("Flush") == 1);
        await bargeIn.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        Assert.Equal(_practice.Speak("Yes?"), await voice.SayAsync("Yes?"));
    }

    [Fact]
    public async Task A_filler_beside_a_phrase_has_a_connection_of_its_own()
    {
        _deepgram.Latencies.AudioPace = TimeSpan.FromMilliseconds(10);
        await using var voice = Open();
        var phrase = voice.SayAsync(Long);
        await UntilAsync(() => _deepgram.Counters.Of("Flush") == 1);

        Assert.Equal(_practice.Speak("One moment."), await voice.SayAsync("One moment."));
        Assert.Equal(_practice.Speak(Long), await phrase);
        Assert.Equal(2, _deepgram.Connections);
        await voice.SayAsync("Good.");
        Assert.Equal(2, _deepgram.Connections);
    }

    [Fact]
    public async Task A_connection_closed_in_a_long_silence_costs_no_phrase()
    {
        _deepgram.Latencies.SpeakIdle = TimeSpan.FromMilliseconds(200);
        await using var voice = Open();
        await voice.SayAsync("Hello.");
        await UntilAsync(() => _deepgram.Open == 0);

        Assert.Equal(_practice.Speak("Are you there?"), await voice.SayAsync("Are you there?"));
    }

    [Fact]
    public async Task A_connection_torn_between_two_phrases_costs_none()
    {
        await using var voice = Open();
        await voice.SayAsync("Hello.");
        _deepgram.TearAll();

        Assert.Equal(_practice.Speak("Welcome."), await voice.SayAsync("Welcome."));
    }

    [Fact]
    public async Task A_connection_torn_within_a_phrase_fails_it_and_the_next_one_is_spoken()
    {
        _deepgram.Faults.Add(new SocketFault("speak", SocketFaultKind.TearMidUtterance));
        await using var voice = Open();

        await Assert.ThrowsAsync<IOException>(() => voice.SayAsync(Long));
        Assert.Equal(_practice.Speak("Sorry."), await voice.SayAsync("Sorry."));
    }

    [Fact]
    public async Task A_service_that_gives_no_audio_fails_the_phrase_in_time_and_is_left()
    {
        _deepgram.Faults.Add(new SocketFault("speak", SocketFaultKind.Silence));
        await using var voice = Open(firstAudio: 0.3);

        Assert.Contains("no audio", (await Assert.ThrowsAnyAsync<IOException>(() => voice.SayAsync("Hello."))).Message, StringComparison.Ordinal);
        Assert.Equal(_practice.Speak("Hello."), await voice.SayAsync("Hello."));
    }

    [Theory]
    [InlineData(401, "does not know the key (401)")]
    [InlineData(402, "has no credit left for this account (402)")]
    [InlineData(429, "takes no more connections at the moment (429)")]
    public async Task A_refusal_is_told_with_its_reason(int status, string told)
    {
        _deepgram.Faults.Add(new SocketFault("speak", SocketFaultKind.RefuseUpgrade, Status: status));
        await using var voice = Open();

        var failure = await Assert.ThrowsAnyAsync<IOException>(() => voice.SayAsync("Hello."));
        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(DeepgramStandIn.Key, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_talkative_call_never_flushes_a_connection_more_often_than_it_may()
    {
        await using var voice = Open();
        for (var phrase = 1; phrase <= 45; phrase++)
            Assert.Equal(_practice.Speak($"Number {phrase}."), await voice.SayAsync($"Number {phrase}."));

        Assert.Empty(_deepgram.Violations);
        Assert.InRange(_deepgram.Connections, 3, 4);
    }

    [Fact]
    public async Task A_phrase_without_a_word_is_no_audio_and_no_message()
    {
        await using var voice = Open();
        Assert.Empty(await voice.SayAsync(" … "));
        Assert.Equal(0, _deepgram.Counters.Of("Speak"));
    }

    [Theory]
    [InlineData("", "en-US", "aura-2-thalia-en")]
    [InlineData("slt", "de-DE", "aura-2-viktoria-de")]
    [InlineData("", "it-IT", "aura-2-thalia-en")]
    [InlineData("aura-2-zeus-en", "en-US", "aura-2-zeus-en")]
    public async Task The_voice_is_the_assistants_own_or_that_of_the_language(string wished, string language, string asked)
    {
        await using var voice = Open(new SpokenVoice(wished, language));
        await UntilAsync(() => _deepgram.Connections == 1);
        Assert.Equal($"/v1/speak?model={asked}&encoding=mulaw&sample_rate=8000&container=none", Assert.Single(_deepgram.Asked));
    }

    private ICallVoice Open(SpokenVoice voice = default, double firstAudio = 5) => new DeepgramTextToSpeech(
        Options.Create(new DeepgramOptions { Key = DeepgramStandIn.Key, BaseAddress = _deepgram.Base.ToString(), FirstAudioWithin = TimeSpan.FromSeconds(firstAudio) }),
        TimeProvider.System,
        NullLogger<DeepgramTextToSpeech>.Instance).Open(voice);
}
