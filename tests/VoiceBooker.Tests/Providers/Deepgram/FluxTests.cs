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

public sealed class FluxTests : IAsyncLifetime, IAsyncDisposable
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
    public async Task The_model_tells_that_the_caller_has_probably_and_then_that_he_has_certainly_finished()
    {
        await using var call = new ListeningCall(Ears());
        call.Hears(Silence(200), Said("tomorrow at nine", 1000), Silence(800));
        await call.HeardAsync(1);
        await call.HangUpAsync();

        var told = call.Happened.Where(happened => happened is not CallEvent.PartialTranscript).ToArray();
        Assert.Collection(
            told,
            first => Assert.Equal(new CallEvent.EagerEndOfTurn("tomorrow at nine"), first),
            second => Assert.Equal("tomorrow at nine", Assert.IsType<CallEvent.FinalTranscript>(second).Text),
            third => Assert.IsType<CallEvent.EndOfTurn>(third));
        Assert.Contains("tomorrow", call.Partials);
        Assert.Empty(_deepgram.Violations);
    }

    [Fact]
    public async Task Who_goes_on_after_a_pause_takes_the_probable_end_back()
    {
        await using var call = new ListeningCall(Ears());
        call.Hears(Silence(200), Said("on friday", 600), Silence(320), Said("or maybe monday", 900), Silence(800));
        await call.HeardAsync(1);

        Assert.Equal(["on friday or maybe monday"], call.Finals);
        var told = call.Happened.Where(happened => happened is CallEvent.EagerEndOfTurn or CallEvent.TurnResumed or CallEvent.EndOfTurn).ToArray();
        Assert.Equal([new CallEvent.EagerEndOfTurn("on friday"), new CallEvent.TurnResumed(), new CallEvent.EagerEndOfTurn("on friday or maybe monday")], told.Take(3));
    }

    [Fact]
    public async Task A_connection_torn_after_a_probable_end_takes_it_back_and_tells_the_turn_once()
    {
        await using var call = new ListeningCall(Ears());
        call.Hears(Silence(200), Said("half past three", 900), Silence(320));
        await call.UntilAsync(happened => happened.Any(each => each is CallEvent.EagerEndOfTurn));
        _deepgram.TearAll();
        await call.UntilAsync(happened => happened.Any(each => each is CallEvent.TurnResumed));
        call.Hears(Silence(600), Said("please", 500), Silence(700));
        await call.HeardAsync(2);
        await call.HangUpAsync();

        Assert.Equal(["half past three", "please"], call.Finals);
        Assert.Equal(2, call.Happened.Count(happened => happened is CallEvent.EndOfTurn));
        Assert.Equal(2, _deepgram.Connections);
    }

    [Fact]
    public async Task A_connection_torn_in_the_middle_of_a_turn_loses_no_word_and_repeats_none()
    {
        _deepgram.Faults.Add(new SocketFault("flux", SocketFaultKind.TearMidUtterance));
        await using var call = new ListeningCall(Ears());
        call.Hears(Silence(200), Said("my name is robin berger", 1400), Silence(800));
        await call.HeardAsync(1);

        Assert.Equal(["my name is robin berger"], call.Finals);
        Assert.Equal(2, _deepgram.Connections);
    }

    [Fact]
    public async Task Who_hangs_up_while_speaking_is_heard_to_the_last_word()
    {
        await using var call = new ListeningCall(Ears());
        call.Hears(Silence(200), Said("forget it goodbye", 900));
        await call.UntilAsync(_ => call.Partials.Count > 0);
        await call.HangUpAsync();

        Assert.Equal(["forget it goodbye"], call.Finals);
        Assert.Equal((1, 1), (_deepgram.Counters.Of("ForceEndTurn"), _deepgram.Counters.Of("CloseStream")));
        Assert.Empty(_deepgram.Violations);
    }

    [Fact]
    public async Task A_turn_that_is_ended_too_early_goes_on_as_the_next_one()
    {
        _deepgram.Faults.Add(new SocketFault("flux", SocketFaultKind.EarlyEndOfTurn));
        await using var call = new ListeningCall(Ears());
        call.Hears(Silence(200), Said("one two three four five six", 1800), Silence(800));
        await call.HangUpAsync();

        Assert.True(call.Finals.Count >= 2);
        Assert.Equal("one two three four five six", string.Join(' ', call.Finals));
    }

    [Fact]
    public async Task While_a_name_is_dictated_the_model_is_told_to_be_patient_and_what_to_listen_for()
    {
        var expected = new ExpectedAnswer();
        await using var call = new ListeningCall(Ears(), new ListeningBrief(expected) { Phrases = ["Bluebird Dental"] });
        call.Hears(Silence(200), Said("hello", 500), Silence(800));
        await call.HeardAsync(1);
        expected.Now = new Question(AnswerKind.Name, ["Robin Berger"]);
        call.Hears(Silence(200));
        await UntilAsync(() => _deepgram.Counters.Configured.Count == 1);

        Assert.Equal(
            """{"type":"Configure","thresholds":{"eot_threshold":0.85,"eager_eot_threshold":0.5,"eot_timeout_ms":5000},"keyterms":["Robin Berger","Bluebird Dental"]}""",
            Ordered(_deepgram.Counters.Configured[0]));
        Assert.Empty(_deepgram.Violations);
    }

    [Fact]
    public async Task Audio_goes_in_messages_of_eighty_milliseconds()
    {
        await using var call = new ListeningCall(Ears());
        call.Hears(Silence(790));
        await UntilAsync(() => _deepgram.Counters.AudioBytes >= 9 * 640);
        await call.HangUpAsync();

        Assert.Equal([.. Enumerable.Repeat(640, 9), 8 * 70], _deepgram.Counters.Pieces);
    }

    [Theory]
    [InlineData("en-GB", "/v2/listen?model=flux-general-en&encoding=mulaw&sample_rate=8000&eot_threshold=0.7&eager_eot_threshold=0.5&eot_timeout_ms=5000")]
    [InlineData("de-DE", "/v2/listen?model=flux-general-multi&language_hint=de&encoding=mulaw&sample_rate=8000&eot_threshold=0.7&eager_eot_threshold=0.5&eot_timeout_ms=5000")]
    public async Task The_model_is_chosen_by_the_language(string language, string asked)
    {
        await using var call = new ListeningCall(Ears(), new ListeningBrief(new ExpectedAnswer()) { Language = language });
        await UntilAsync(() => _deepgram.Connections == 1);

        Assert.Equal(asked, Assert.Single(_deepgram.Asked));
    }

    private DeepgramSpeechToText Ears() => new(
        Options.Create(new DeepgramOptions
        {
            Key = DeepgramStandIn.Key,
            BaseAddress = _deepgram.Base.ToString(),
            Listen = DeepgramFamily.Flux,
            PauseBetweenAttempts = TimeSpan.FromMilliseconds(20),
            LastWordsWithin = TimeSpan.FromSeconds(5),
        }),
        TimeProvider.System,
        NullLogger<DeepgramSpeechToText>.Instance);

    /// <summary>The type first, whatever order the fields came in.</summary>
    private static string Ordered(string json)
    {
        var message = System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject();
        var ordered = new System.Text.Json.Nodes.JsonObject();
        foreach (var name in new[] { "type", "thresholds", "keyterms" })
            ordered[name] = message[name]!.DeepClone();
        return ordered.ToJsonString();
    }
}
