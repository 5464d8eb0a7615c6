using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using VoiceBooker.CallLab.StandIns.AzureSpeech;
using VoiceBooker.Providers.AzureSpeech;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Tests.Providers.AzureSpeech;

public sealed class BrokenConnectionTests
{
    [Theory]
    [InlineData(SpeechFaultKind.Tear, 0)]
    [InlineData(SpeechFaultKind.Close, 1000)]
    [InlineData(SpeechFaultKind.Close, 1011)]
    [InlineData(SpeechFaultKind.Close, 1013)]
    [InlineData(SpeechFaultKind.Close, 4429)]
    public async Task A_connection_lost_in_mid_sentence_loses_no_word_and_says_none_twice(object kind, int code)
    {
        await using var world = await AzureWorld.OpenAsync();
        await using var call = world.Listen();
        call.Say("Good morning");
        Assert.Equal("Good morning", await call.NextFinalAsync());
        world.Service.TearAll(); // the next connection has the fault
        world.Service.Faults.Add(new SpeechFault(SpeechDoor.Recognition, (SpeechFaultKind)kind) { Code = code, Words = "as asked" });
        await AzureWorld.UntilAsync(() => world.Sessions.Length == 2, "it did not connect again");
        call.Say("I would like to come on Monday");
        Assert.Equal("I would like to come on Monday", await call.NextFinalAsync());
        call.Say("In the afternoon");
        Assert.Equal("In the afternoon", await call.NextFinalAsync());
        call.EndOfAudio();
        await call.RestAsync();

        Assert.Equal(["Good morning", "I would like to come on Monday", "In the afternoon"], call.Finals);
        Assert.Equal(3, world.Sessions.Length);
        Assert.Single(world.Sessions.Select(session => session.ConnectionId).Distinct());
        Assert.Empty(world.Violations);
    }

    [Fact]
    public async Task A_connection_lost_behind_a_final_repeats_nothing()
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.Faults.Add(new SpeechFault(SpeechDoor.Recognition, SpeechFaultKind.Tear) { When = SpeechFaultMoment.AfterPhrase });
        await using var call = world.Listen();
        call.Say("Good morning");
        await AzureWorld.UntilAsync(() => world.Sessions is [_, { Turns: 1 }], "it did not connect again");
        call.Say("Is Friday free");
        Assert.Equal("Good morning", await call.NextFinalAsync());
        Assert.Equal("Is Friday free", await call.NextFinalAsync());
        Assert.True(world.Sessions[1].AudioMilliseconds < 4500, "what was understood was sent again");
    }

    [Fact]
    public async Task A_turn_that_the_service_ends_is_followed_by_another_on_the_same_connection()
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.Faults.Add(new SpeechFault(SpeechDoor.Recognition, SpeechFaultKind.EndTurn));
        await using var call = world.Listen();
        call.Say("I would like to come on Monday");
        Assert.Equal("I would like to come on Monday", await call.NextFinalAsync());
        call.Say("In the afternoon");
        Assert.Equal("In the afternoon", await call.NextFinalAsync());

        var session = Assert.Single(world.Sessions);
        Assert.Equal((2, 1), (session.Turns, session.Telemetry));
        Assert.Equal(["speech.config", "speech.context", "audio", "telemetry", "speech.context", "audio"], session.Messages);
        Assert.Empty(world.Violations);
    }

    [Fact]
    public async Task A_service_that_ends_turn_after_turn_is_left()
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.LongestTurn = TimeSpan.FromMilliseconds(60);
        await using var call = world.Listen(("Attempts", "3"));
        call.Say("I would like to come on Monday");
        var left = await Assert.ThrowsAnyAsync<AzureSpeechException>(call.RestAsync);
        Assert.Contains("turn after turn", left.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_turn_is_followed_by_another_and_each_sentence_comes_once()
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.LongestTurn = TimeSpan.FromSeconds(4.5);
        await using var call = world.Listen();
        string[] sentences = ["I would like to come on Monday", "No sorry I meant on Tuesday", "In the afternoon if possible"];
        foreach (var sentence in sentences)
        {
            call.Say(sentence);
            Assert.Equal(sentence, await call.NextFinalAsync());
        }

        call.EndOfAudio();
        await call.RestAsync();
        Assert.Equal(sentences, call.Finals);
        Assert.True(Assert.Single(world.Sessions).Turns > 1);
        Assert.Empty(world.Violations);
    }

    [Fact]
    public async Task A_recogniser_that_does_not_answer_the_first_audio_is_tried_anew()
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.Faults.Add(new SpeechFault(SpeechDoor.Recognition, SpeechFaultKind.Silence) { When = SpeechFaultMoment.AtOnce });
        await using var call = world.Listen(("AnswerWithin", "00:00:00.3"));
        await call.SpeakAsync("I would like to come on Monday");
        Assert.Equal("I would like to come on Monday", await call.NextFinalAsync());
        Assert.Equal(2, world.Sessions.Length);
    }

    [Fact]
    public async Task A_recogniser_that_falls_silent_while_the_caller_speaks_is_tried_anew_and_nothing_is_lost()
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.Faults.Add(new SpeechFault(SpeechDoor.Recognition, SpeechFaultKind.Silence) { When = SpeechFaultMoment.MidPhrase });
        await using var call = world.Listen(("UnansweredSpeech", "00:00:01"));
        await call.SpeakAsync("I would like to come on Monday morning or perhaps on Tuesday");
        Assert.Equal("I would like to come on Monday morning or perhaps on Tuesday", await call.NextFinalAsync());
        Assert.Equal(2, world.Sessions.Length);
        Assert.Empty(world.Violations);
    }

    [Fact]
    public async Task A_quiet_caller_is_no_reason_to_connect_anew()
    {
        await using var world = await AzureWorld.OpenAsync();
        await using var call = world.Listen(("UnansweredSpeech", "00:00:00.5"));
        await AzureWorld.UntilAsync(() => world.Sessions is [{ Turns: 1 }], "no turn was begun");
        for (var second = 0; second < 20; second++)
        {
            var heard = world.Sessions[0].AudioMilliseconds;
            call.Quiet(0.25);
            await AzureWorld.UntilAsync(() => world.Sessions[0].AudioMilliseconds >= heard + 250, "the silence was not sent");
        }

        Assert.Single(world.Sessions);
    }

    [Theory]
    [InlineData(400, "parameters")]
    [InlineData(401, "key")]
    [InlineData(403, "quota")]
    [InlineData(404, "address")]
    public async Task What_cannot_get_better_is_said_at_once(int status, string word)
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.Faults.Add(new SpeechFault(SpeechDoor.Recognition, SpeechFaultKind.Refuse) { Code = status, Times = 9 });
        await using var call = world.Listen();
        var refused = await Assert.ThrowsAnyAsync<AzureSpeechException>(call.RestAsync);
        Assert.Contains(word, refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, world.Service.Refused);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task What_may_get_better_is_tried_again_with_longer_and_longer_pauses(int status)
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.Faults.Add(new SpeechFault(SpeechDoor.Recognition, SpeechFaultKind.Refuse) { Code = status, Times = 3 });
        await using var call = world.Listen(("FirstPause", "00:00:00.05"), ("LongestPause", "00:00:01"));
        var began = TimeProvider.System.GetTimestamp();
        call.Say("Good morning");
        Assert.Equal("Good morning", await call.NextFinalAsync());
        Assert.Equal(3, world.Service.Refused);
        Assert.True(TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromMilliseconds(50 + 100 + 200));
    }

    [Fact]
    public async Task What_does_not_get_better_is_given_up_so_that_others_can_listen()
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.Faults.Add(new SpeechFault(SpeechDoor.Recognition, SpeechFaultKind.Refuse) { Code = 429, Times = 99 });
        await using var call = world.Listen(("Attempts", "3"));
        var refused = await Assert.ThrowsAnyAsync<AzureSpeechException>(call.RestAsync);
        Assert.Contains("429", refused.Message, StringComparison.Ordinal);
        Assert.Equal(3, world.Service.Refused);
    }

    [Theory]
    [InlineData(1002)]
    [InlineData(1007)]
    public async Task A_close_that_blames_us_is_not_repeated(int code)
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.Faults.Add(new SpeechFault(SpeechDoor.Recognition, SpeechFaultKind.Close) { Code = code, Words = "not like this", When = SpeechFaultMoment.AtOnce, Times = 9 });
        await using var call = world.Listen();
        call.Say("Good morning");
        var closed = await Assert.ThrowsAnyAsync<AzureSpeechException>(call.RestAsync);
        Assert.Contains("not like this", closed.Message, StringComparison.Ordinal);
        Assert.Single(world.Sessions);
    }

    [Theory]
    [InlineData("TooManyRequests", 2)]
    [InlineData("Error", 2)]
    [InlineData("Forbidden", 1)]
    [InlineData("BadRequest", 1)]
    public async Task A_failure_told_within_the_connection_counts_like_any_other(string status, int connections)
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.Faults.Add(new SpeechFault(SpeechDoor.Recognition, SpeechFaultKind.Status) { Words = status });
        await using var call = world.Listen();
        call.Say("Good morning everybody");
        if (connections == 1)
            await Assert.ThrowsAnyAsync<AzureSpeechException>(call.RestAsync);
        else
            Assert.Equal("Good morning everybody", await call.NextFinalAsync());
        Assert.Equal(connections, world.Sessions.Length);
    }

    [Fact]
    public async Task An_Entra_token_that_ended_early_is_fetched_anew_once()
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.Tokens.Add("token-2");
        var tokens = new CountedTokens();
        var ears = world.Server(tokens, ("Entra", "true"), ("ResourceId", "/subscriptions/1/speech")).GetRequiredService<ISpeechToText>();
        await using var call = new ListenedCall(ears, new ListeningBrief(new ExpectedAnswer()));
        call.Say("Good morning");
        Assert.Equal("Good morning", await call.NextFinalAsync());
        Assert.True(Assert.Single(world.Sessions).ByToken);
        Assert.Equal((2, "https://cognitiveservices.azure.com/.default"), (tokens.Given, tokens.Scope));

        await using var second = new ListenedCall(ears, new ListeningBrief(new ExpectedAnswer()));
        second.Say("Good morning again");
        await second.NextFinalAsync();
        Assert.Equal(2, tokens.Given); // kept for the next call
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_given_up()
    {
        await using var world = await AzureWorld.OpenAsync();
        await using var call = world.Listen(("RecognitionAddress", "http://127.0.0.1:9"), ("Attempts", "2"));
        var lost = await Assert.ThrowsAnyAsync<AzureSpeechException>(call.RestAsync);
        Assert.Contains("cannot be reached", lost.Message, StringComparison.Ordinal);
    }

    /// <summary>"token-1", "token-2", …</summary>
    internal sealed class CountedTokens : TokenCredential
    {
        public int Given { get; private set; }

        public string Scope { get; private set; } = "";

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scope = requestContext.Scopes[0];
            return new AccessToken($"token-{++Given}", TimeProvider.System.GetUtcNow().AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
