using Microsoft.Extensions.DependencyInjection;
using VoiceBooker.CallLab.StandIns.AzureSpeech;
using VoiceBooker.CallLab.StandIns.Speech;
using VoiceBooker.Providers.AzureSpeech;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Tests.Providers.AzureSpeech;

public sealed class SpeakingTests
{
    private const string Long = "On Monday I have nine, ten, eleven, two and four o'clock, and on Tuesday only half past three in the afternoon.";
    private static readonly PracticeVoice Hum = new(real: false);

    [Theory]
    [InlineData("StreamedText", "v2")]
    [InlineData("Ssml", "v1")]
    [InlineData("Rest", "REST")]
    public async Task A_phrase_becomes_telephone_audio_whichever_way_it_is_asked_for(string way, string seen)
    {
        await using var world = await AzureWorld.OpenAsync();
        await using var voice = world.Voice(("Synthesis", way)).Open(new SpokenVoice("", "de-DE"));
        Assert.Equal(Hum.Speak("Guten Tag, Müller & Söhne!"), await AllAsync(voice, "Guten Tag, Müller & Söhne!"));
        Assert.Equal(Hum.Speak(Long), await AllAsync(voice, Long));
        Assert.Empty(await AllAsync(voice, "  "));

        Assert.Empty(world.Violations);
        Assert.All(world.Sessions, session => Assert.Equal(seen, session.Generation));
        var told = world.Sessions.SelectMany(session => session.Contexts.Concat(session.Texts)).Aggregate("", string.Concat);
        Assert.Contains("de-DE-KatjaNeural", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("StreamedText")]
    [InlineData("Ssml")]
    public async Task The_socket_is_open_before_the_first_word_and_kept_for_the_call(string way)
    {
        await using var world = await AzureWorld.OpenAsync();
        await using var voice = world.Voice(("Synthesis", way)).Open(default);
        await AzureWorld.UntilAsync(() => world.Sessions is [{ Messages.IsEmpty: false }], "it was not opened");
        foreach (var phrase in new[] { "Hello.", "How are you?", "Goodbye." })
            Assert.Equal(Hum.Speak(phrase), await AllAsync(voice, phrase));
        Assert.Equal(3, Assert.Single(world.Sessions).Turns);
    }

    [Theory]
    [InlineData("StreamedText", 0)]
    [InlineData("Ssml", 1)]
    [InlineData("Rest", 0)]
    public async Task An_interrupted_phrase_leaves_no_sound_in_the_next_one(string way, int stops)
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.PieceEvery = TimeSpan.FromMilliseconds(10);
        await using var voice = world.Voice(("Synthesis", way)).Open(default);
        for (var round = 0; round < 3; round++)
        {
            using var bargeIn = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            {
                await foreach (var _ in voice.SynthesizeAsync(Long, bargeIn.Token))
                    await bargeIn.CancelAsync();
            });
            Assert.Equal(Hum.Speak("Sorry, go on."), await AllAsync(voice, "Sorry, go on."));
        }

        Assert.Equal(3 * stops, world.Sessions.Sum(session => session.Stops));
        Assert.Empty(world.Violations);
    }

    [Fact]
    public async Task Stopping_saves_the_service_the_rest_of_the_phrase()
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.PieceEvery = TimeSpan.FromMilliseconds(20);
        await using var voice = world.Voice(("Synthesis", "Ssml")).Open(default);
        await foreach (var _ in voice.SynthesizeAsync(Long, CancellationToken.None))
            break;
        Assert.Equal(Hum.Speak("Yes?"), await AllAsync(voice, "Yes?"));
        Assert.True(Assert.Single(world.Sessions).AudioMilliseconds < 2000);
    }

    [Theory]
    [InlineData("StreamedText")]
    [InlineData("Ssml")]
    [InlineData("Rest")]
    public async Task A_filler_is_spoken_beside_a_phrase(string way)
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.PieceEvery = TimeSpan.FromMilliseconds(5);
        await using var voice = world.Voice(("Synthesis", way)).Open(default);
        var phrase = AllAsync(voice, Long);
        var filler = AllAsync(voice, "One moment, please.");
        Assert.Equal(Hum.Speak("One moment, please."), await filler);
        Assert.Equal(Hum.Speak(Long), await phrase);
    }

    [Theory]
    [InlineData("StreamedText")]
    [InlineData("Ssml")]
    public async Task A_socket_that_died_between_two_phrases_is_not_noticed_by_the_caller(string way)
    {
        await using var world = await AzureWorld.OpenAsync();
        await using var voice = world.Voice(("Synthesis", way)).Open(default);
        await AllAsync(voice, "Hello.");
        world.Service.TearAll();
        Assert.Equal(Hum.Speak("Still here."), await AllAsync(voice, "Still here."));
        Assert.Equal(2, world.Sessions.Length);
    }

    [Fact]
    public async Task A_socket_that_breaks_before_the_first_sound_is_replaced_within_the_phrase()
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.Faults.Add(new SpeechFault(SpeechDoor.Synthesis, SpeechFaultKind.Tear) { When = SpeechFaultMoment.AtOnce });
        await using var voice = world.Voice().Open(default);
        Assert.Equal(Hum.Speak("Hello."), await AllAsync(voice, "Hello."));
    }

    [Theory]
    [InlineData("StreamedText")]
    [InlineData("Ssml")]
    [InlineData("Rest")]
    public async Task A_phrase_that_breaks_off_is_told_and_the_next_one_is_whole(string way)
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.Faults.Add(new SpeechFault(SpeechDoor.Synthesis, SpeechFaultKind.Tear) { When = SpeechFaultMoment.MidPhrase });
        world.Service.PieceEvery = TimeSpan.FromMilliseconds(5);
        await using var voice = world.Voice(("Synthesis", way)).Open(default);
        await Assert.ThrowsAnyAsync<IOException>(() => AllAsync(voice, Long));
        Assert.Equal(Hum.Speak("Sorry."), await AllAsync(voice, "Sorry."));
    }

    [Theory]
    [InlineData("StreamedText")]
    [InlineData("Ssml")]
    [InlineData("Rest")]
    public async Task A_synthesiser_without_a_sound_is_left_in_time(string way)
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.Faults.Add(new SpeechFault(SpeechDoor.Synthesis, SpeechFaultKind.Silence) { When = SpeechFaultMoment.AtOnce });
        await using var voice = world.Voice(("Synthesis", way), ("FirstAudioWithin", "00:00:00.3")).Open(default);
        var late = await Assert.ThrowsAnyAsync<AzureSpeechException>(() => AllAsync(voice, "Hello."));
        Assert.Contains("too long", late.Message, StringComparison.Ordinal);
        Assert.Equal(Hum.Speak("Hello again."), await AllAsync(voice, "Hello again."));
    }

    [Theory]
    [InlineData("StreamedText", 401, "key")]
    [InlineData("Ssml", 429, "429")]
    [InlineData("Rest", 401, "key")]
    [InlineData("Rest", 503, "503")]
    public async Task A_refusal_is_told_in_plain_words(string way, int status, string word)
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.Faults.Add(new SpeechFault(SpeechDoor.Synthesis, SpeechFaultKind.Refuse) { Code = status, Times = 9 });
        await using var voice = world.Voice(("Synthesis", way)).Open(default);
        var refused = await Assert.ThrowsAnyAsync<AzureSpeechException>(() => AllAsync(voice, "Hello."));
        Assert.Contains(word, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Service.Key, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_throttled_socket_is_told_with_its_number()
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.Faults.Add(new SpeechFault(SpeechDoor.Synthesis, SpeechFaultKind.Close) { When = SpeechFaultMoment.AtOnce, Code = 4429, Words = "too many at once", Times = 2 });
        await using var voice = world.Voice().Open(default);
        var closed = await Assert.ThrowsAnyAsync<AzureSpeechException>(() => AllAsync(voice, "Hello."));
        Assert.Contains("4429", closed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_streamed_text_is_taken_the_older_socket_speaks()
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.HasStreamedText = false;
        var speech = world.Voice();
        await using (var voice = speech.Open(default))
            Assert.Equal(Hum.Speak("Hello."), await AllAsync(voice, "Hello."));
        await using (var voice = speech.Open(default))
            Assert.Equal(Hum.Speak("Hello."), await AllAsync(voice, "Hello."));
        Assert.Equal(["v1", "v1"], world.Sessions.Select(session => session.Generation));
        Assert.Equal(1, world.Service.Refused); // it is not asked for twice
    }

    [Theory]
    [InlineData("StreamedText")]
    [InlineData("Rest")]
    public async Task With_Entra_the_resource_is_told_beside_the_token(string way)
    {
        await using var world = await AzureWorld.OpenAsync();
        world.Service.Tokens.Add("token-1");
        await using var voice = world.Server(new BrokenConnectionTests.CountedTokens(), ("Entra", "true"), ("ResourceId", "/subscriptions/1/speech"), ("Synthesis", way)).GetRequiredService<ITextToSpeech>().Open(default);
        Assert.Equal(Hum.Speak("Hello."), await AllAsync(voice, "Hello."));
        Assert.True(Assert.Single(world.Sessions).ByToken);
    }

    [Fact]
    public async Task A_voice_that_is_never_used_can_be_put_away_while_it_connects()
    {
        await using var world = await AzureWorld.OpenAsync();
        for (var round = 0; round < 20; round++)
            await world.Voice().Open(default).DisposeAsync();
    }

    private static async Task<byte[]> AllAsync(ICallVoice voice, string phrase)
    {
        using var patience = new CancellationTokenSource(AzureWorld.Patience);
        using var whole = new MemoryStream();
        await foreach (var piece in voice.SynthesizeAsync(phrase, patience.Token))
            await whole.WriteAsync(piece, patience.Token);
        return whole.ToArray();
    }
}
