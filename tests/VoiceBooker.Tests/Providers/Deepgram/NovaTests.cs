using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceBooker.CallLab.StandIns.Deepgram;
using VoiceBooker.CallLab.StandIns.Sockets;
using VoiceBooker.Providers.Deepgram;
using VoiceBooker.Tests.Providers.Sockets;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Turns;
using static VoiceBooker.Tests.Providers.Sockets.CallerAudio;

namespace VoiceBooker.Tests.Providers.Deepgram;

public sealed class NovaTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly DeepgramStandIn _deepgram = new(TimeProvider.System);

    public async Task InitializeAsync()
    {
        _deepgram.Latencies.Zero();
        await _deepgram.OpenAsync();
    }

    public ValueTask DisposeAsync() => _deepgram.DisposeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [Fact]
    public async Task Each_utterance_is_told_once_and_growing_before()
    {
        await using var call = new ListeningCall(Ears());
        call.Hears(Silence(200), Said("tuesday at ten please", 1200), Silence(1500), Said("no the second one", 800), Silence(1500));
        await call.HeardAsync(2);
        await call.HangUpAsync();

        Assert.Equal(["tuesday at ten please", "no the second one"], call.Finals);
        Assert.Contains("tuesday", call.Partials);
        Assert.IsType<CallEvent.PartialTranscript>(call.Happened[0]);
        Assert.Equal(1, _deepgram.Connections);
        Assert.Empty(_deepgram.Violations);
    }

    [Fact]
    public async Task A_connection_torn_in_the_middle_of_an_utterance_loses_no_word_and_repeats_none()
    {
        _deepgram.Faults.Add(new SocketFault("listen", SocketFaultKind.TearMidUtterance, Times: 2));
        await using var call = new ListeningCall(Ears());
        call.Hears(Silence(200), Said("wednesday would be fine with me", 1500), Silence(800), Said("in the afternoon", 900), Silence(800));
        await call.HeardAsync(2);
        await call.HangUpAsync();

        Assert.Equal(["wednesday would be fine with me", "in the afternoon"], call.Finals);
        Assert.Equal(3, _deepgram.Connections);
    }

    [Fact]
    public async Task A_long_utterance_told_in_final_pieces_is_one_utterance()
    {
        _deepgram.Latencies.FinalEvery = TimeSpan.FromMilliseconds(700);
        await using var call = new ListeningCall(Ears());
        call.Hears(Silence(200), Said("i would like to talk about the roof of my house as soon as you can", 3600), Silence(800));
        await call.HeardAsync(1);
        await call.HangUpAsync();

        Assert.Equal(["i would like to talk about the roof of my house as soon as you can"], call.Finals);
        Assert.True(_deepgram.Counters.Finals.Count >= 3, "The stand-in told it in pieces.");
        Assert.All(call.Partials, partial => Assert.StartsWith(partial, call.Finals[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_torn_between_two_final_pieces_is_given_only_what_follows_the_first()
    {
        _deepgram.Latencies.FinalEvery = TimeSpan.FromMilliseconds(700);
        var audio = Said("one two three four five six seven eight nine ten", 3000);
        await using var call = new ListeningCall(Ears());
        call.Hears(Silence(200), audio[..(8 * 1200)]);
        await call.UntilAsync(_ => _deepgram.Counters.Finals.Count > 0 && call.Partials.Contains(_deepgram.Counters.Finals[0]));
        _deepgram.TearAll();
        call.Hears(audio[(8 * 1200)..], Silence(800));
        await call.HeardAsync(1);
        await call.HangUpAsync();

        Assert.Equal(["one two three four five six seven eight nine ten"], call.Finals);
        Assert.Equal(2, _deepgram.Connections);
        Assert.True(_deepgram.Counters.AudioBytes < 8 * (200 + 3000 + 800 + 1200), "What was final was not sent again.");
    }

    [Theory]
    [InlineData(400, "does not accept the request (400)")]
    [InlineData(401, "does not know the key (401)")]
    [InlineData(402, "has no credit left for this account (402)")]
    [InlineData(403, "does not allow this with this key (403)")]
    public async Task A_refusal_that_asking_again_cannot_mend_is_told_at_once(int status, string told)
    {
        _deepgram.Faults.Add(new SocketFault("listen", SocketFaultKind.RefuseUpgrade, Times: 0, Status: status));
        await using var call = new ListeningCall(Ears());
        var failure = Assert.IsAssignableFrom<IOException>(await call.FailureAsync());

        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(DeepgramStandIn.Key, failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, _deepgram.Refused);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_service_that_is_busy_is_asked_again_and_given_the_words_said_meanwhile(int status)
    {
        _deepgram.Faults.Add(new SocketFault("listen", SocketFaultKind.RefuseUpgrade, Times: 2, Status: status));
        await using var call = new ListeningCall(Ears());
        call.Hears(Silence(200), Said("can you hear me", 900), Silence(600));
        await call.HeardAsync(1);

        Assert.Equal(["can you hear me"], call.Finals);
        Assert.Equal((2, 1), (_deepgram.Refused, _deepgram.Connections));
    }

    [Fact]
    public async Task After_so_many_failures_in_a_row_listening_is_given_up_so_that_another_engine_takes_over()
    {
        _deepgram.Faults.Add(new SocketFault("listen", SocketFaultKind.RefuseUpgrade, Times: 0, Status: 503));
        await using var call = new ListeningCall(Ears());
        call.Hears(Silence(1000));

        Assert.IsAssignableFrom<IOException>(await call.FailureAsync());
        Assert.Equal(4, _deepgram.Refused);
    }

    [Fact]
    public async Task A_connection_that_says_nothing_while_the_caller_speaks_is_replaced()
    {
        _deepgram.Faults.Add(new SocketFault("listen", SocketFaultKind.Silence));
        await using var call = new ListeningCall(Ears(silence: 0.5));
        call.Hears(Silence(400), Said("is anybody there", 1000), Silence(700));
        await call.HeardAsync(1);

        Assert.Equal(["is anybody there"], call.Finals);
        Assert.Equal(2, _deepgram.Connections);
    }

    [Fact]
    public async Task A_service_that_says_nothing_twice_is_given_up()
    {
        _deepgram.Faults.Add(new SocketFault("listen", SocketFaultKind.Silence, Times: 0));
        await using var call = new ListeningCall(Ears(silence: 0.5));
        call.Hears(Silence(400), Said("hello", 1000), Silence(700));

        Assert.Contains("said nothing", (await call.FailureAsync())?.Message, StringComparison.Ordinal);
        Assert.Equal(2, _deepgram.Connections);
    }

    [Fact]
    public async Task A_caller_who_is_silent_is_no_reason_to_think_the_connection_dead()
    {
        await using var call = new ListeningCall(Ears(silence: 0.5, keepAlive: 0.1));
        call.Hears(Silence(3000));
        await UntilAsync(() => _deepgram.Counters.Of("KeepAlive") >= 8); // longer than the limit
        call.Hears(Said("sorry here i am", 800), Silence(600));
        await call.HeardAsync(1);

        Assert.Equal(["sorry here i am"], call.Finals);
        Assert.Equal(1, _deepgram.Connections);
    }

    [Fact]
    public async Task Without_audio_signs_of_life_keep_the_connection()
    {
        _deepgram.Latencies.ListenIdle = TimeSpan.FromSeconds(1);
        await using var call = new ListeningCall(Ears(keepAlive: 0.2));
        call.Hears(Silence(100));
        await UntilAsync(() => _deepgram.Counters.Of("KeepAlive") >= 7);
        call.Hears(Said("back again", 700), Silence(600));
        await call.HeardAsync(1);

        Assert.Equal(1, _deepgram.Connections);
    }

    [Fact]
    public async Task Who_hangs_up_while_speaking_is_heard_to_the_last_word()
    {
        await using var call = new ListeningCall(Ears());
        call.Hears(Silence(200), Said("forget it goodbye", 900));
        await call.HangUpAsync();

        Assert.Equal(["forget it goodbye"], call.Finals);
        Assert.Equal((1, 1), (_deepgram.Counters.Of("Finalize"), _deepgram.Counters.Of("CloseStream")));
        Assert.Empty(_deepgram.Violations);
    }

    [Fact]
    public async Task Last_words_that_do_not_come_are_not_waited_for_for_ever_and_what_was_understood_of_them_stays()
    {
        _deepgram.Latencies.Final = TimeSpan.FromMinutes(1);
        await using var call = new ListeningCall(Ears());
        call.Hears(Silence(200), Said("one more thing", 900));
        await call.UntilAsync(_ => call.Partials.Count > 0);
        await call.HangUpAsync();

        Assert.Equal([call.Partials[^1]], call.Finals);
    }

    [Fact]
    public async Task An_error_of_the_service_is_a_lost_connection()
    {
        _deepgram.Faults.Add(new SocketFault("listen", SocketFaultKind.Error));
        await using var call = new ListeningCall(Ears());
        call.Hears(Silence(200), Said("still here", 700), Silence(600));
        await call.HeardAsync(1);

        Assert.Equal(["still here"], call.Finals);
        Assert.Equal(2, _deepgram.Connections);
    }

    [Fact]
    public async Task The_recogniser_is_told_language_and_likely_words()
    {
        var expected = new ExpectedAnswer { Now = new Question(AnswerKind.Choice, ["Dienstag um zehn"]) };
        await using var call = new ListeningCall(Ears(), new ListeningBrief(expected) { Language = "de-DE", Asides = ["nicht mehr anrufen"], Phrases = ["Müller Dachbau", "Beratung"] });
        await UntilAsync(() => _deepgram.Connections == 1);

        var asked = Uri.UnescapeDataString(Assert.Single(_deepgram.Asked));
        Assert.StartsWith("/v1/listen?model=nova-3&language=de&encoding=mulaw&sample_rate=8000&", asked, StringComparison.Ordinal);
        Assert.EndsWith("&keyterm=Dienstag um zehn&keyterm=nicht mehr anrufen&keyterm=Müller Dachbau&keyterm=Beratung", asked, StringComparison.Ordinal);
        Assert.Empty(_deepgram.Violations);
    }

    private DeepgramSpeechToText Ears(double silence = 8, double keepAlive = 4) => new(
        Options.Create(new DeepgramOptions
        {
            Key = DeepgramStandIn.Key,
            BaseAddress = _deepgram.Base.ToString(),
            PauseBetweenAttempts = TimeSpan.FromMilliseconds(20),
            SilenceLimit = TimeSpan.FromSeconds(silence),
            KeepAliveAfter = TimeSpan.FromSeconds(keepAlive),
            LastWordsWithin = TimeSpan.FromSeconds(_deepgram.Latencies.Final > TimeSpan.Zero ? 0.3 : 5),
        }),
        TimeProvider.System,
        NullLogger<DeepgramSpeechToText>.Instance);
}
