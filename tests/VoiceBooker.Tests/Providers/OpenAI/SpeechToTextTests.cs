using System.Text.Json;
using System.Threading.Channels;
using VoiceBooker.CallLab.StandIns.OpenAI;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Providers.OpenAI;

public sealed class SpeechToTextTests
{
    [Theory]
    [InlineData(160)]
    [InlineData(333)]
    public async Task Each_utterance_comes_back_whole_and_in_order(int piece)
    {
        await using var world = await SpeechWorld.OpenAsync();

        var heard = await SpeechWorld.HearAsync(world.Ears(), SpeechWorld.Line("tuesday at ten please", "no make that eleven", "thank you"), piece: piece);

        Assert.Equal([("tuesday at ten please", 1.0), ("no make that eleven", 1.0), ("thank you", 1.0)], heard.Cast<CallEvent.FinalTranscript>().Select(final => (final.Text, final.Confidence)));
        Assert.Equal(3, world.StandIn.Requests.Count);
        Assert.Empty(world.StandIn.Violations);
    }

    [Fact]
    public async Task The_server_is_told_the_language_and_what_is_likely_to_be_said()
    {
        await using var world = await SpeechWorld.OpenAsync();
        var expected = new ExpectedAnswer { Now = new Question(AnswerKind.Choice, ["Tuesday at ten", "Wednesday"]) };

        await SpeechWorld.HearAsync(world.Ears(), SpeechWorld.Line("wednesday"), new ListeningBrief(expected) { Language = "de-DE", Asides = ["nicht mehr anrufen"], Phrases = ["Praxis Dr. Lee", "wednesday"] });

        var form = JsonDocument.Parse(Assert.Single(world.StandIn.Requests).Body).RootElement;
        Assert.Equal(("de", "Tuesday at ten, Wednesday, nicht mehr anrufen, Praxis Dr. Lee", "whisper-practice"), (form.GetProperty("language").GetString(), form.GetProperty("prompt").GetString(), form.GetProperty("model").GetString()));
    }

    [Fact]
    public async Task Whoever_dictates_may_pause_longer()
    {
        await using var world = await SpeechWorld.OpenAsync();
        var line = SpeechWorld.Line("ann", "lee"); // about a second between them
        var ears = world.Ears(("EndOfDictation", "00:00:02"));

        await SpeechWorld.HearAsync(ears, line, new ListeningBrief(new ExpectedAnswer { Now = new Question(AnswerKind.Name, []) }));
        Assert.Single(world.StandIn.Requests);
        await SpeechWorld.HearAsync(ears, line);
        Assert.Equal(3, world.StandIn.Requests.Count);
    }

    [Fact]
    public async Task The_engine_is_told_how_long_nothing_may_come_of_an_utterance_at_its_longest()
    {
        await using var world = await SpeechWorld.OpenAsync();
        Assert.Equal(TimeSpan.FromSeconds(12 + (2 * 3)), world.Ears(("LongestUtterance", "00:00:12"), ("WordsWithin", "00:00:03")).QuietAtMost);
    }

    [Fact]
    public async Task A_caller_who_does_not_stop_is_heard_in_pieces()
    {
        await using var world = await SpeechWorld.OpenAsync();
        var said = string.Join(' ', Enumerable.Range(1, 9).Select(at => $"and then I said {at}"));
        var heard = await SpeechWorld.HearAsync(world.Ears(("LongestUtterance", "00:00:05")), SpeechWorld.Line(said));
        Assert.Equal(3, world.StandIn.Requests.Count);
        Assert.Equal(3, heard.Count);
        Assert.Equal(said, string.Join(' ', heard.Select(each => ((CallEvent.FinalTranscript)each).Text)));
    }

    [Fact]
    public async Task Silence_clicks_and_a_noise_that_goes_on_evenly_are_sent_to_nobody()
    {
        await using var world = await SpeechWorld.OpenAsync();
        var line = Enumerable.Repeat(AudioFrame.Silence, 8000).ToArray();
        line.AsSpan(4000, 240).Fill(0x80); // 30 ms at full scale
        Assert.Empty(await SpeechWorld.HearAsync(world.Ears(), line));
#pragma warning disable CA5394
        var noise = new Random(5);
        byte[] vacuum = [.. line.AsSpan(0, 4000), .. Enumerable.Range(0, 8 * 30_000).Select(_ => G711.Encode((short)(3000 * (noise.NextDouble() - 0.5))))];
#pragma warning restore CA5394
        Assert.Empty(await SpeechWorld.HearAsync(world.Ears(), vacuum));
        Assert.Empty(world.StandIn.Requests);
    }

    [Theory]
    [InlineData(nameof(OpenAIFaultKind.Error503))]
    [InlineData(nameof(OpenAIFaultKind.BreakMidStream))]
    [InlineData(nameof(OpenAIFaultKind.MalformedEvent))]
    [InlineData(nameof(OpenAIFaultKind.StallBeforeFirst))]
    public async Task An_utterance_without_an_answer_is_asked_for_again_and_nothing_is_lost(string fault)
    {
        await using var world = await SpeechWorld.OpenAsync();
        world.StandIn.Faults.Add(new OpenAIFault(Enum.Parse<OpenAIFaultKind>(fault), "transcription"));

        var heard = await SpeechWorld.HearAsync(world.Ears(("WordsWithin", "00:00:01")), SpeechWorld.Line("good morning", "a haircut please"));

        Assert.Equal(["good morning", "a haircut please"], heard.Cast<CallEvent.FinalTranscript>().Select(final => final.Text));
        Assert.Equal(3, world.StandIn.Requests.Count);
    }

    [Fact]
    public async Task One_utterance_lost_is_sound_without_words_and_the_call_goes_on()
    {
        await using var world = await SpeechWorld.OpenAsync();
        world.StandIn.Faults.Add(new OpenAIFault(OpenAIFaultKind.Error500, "transcription", Times: 2));

        var heard = await SpeechWorld.HearAsync(world.Ears(), SpeechWorld.Line("good morning", "a haircut please"));

        Assert.Equal([("", 0.0), ("a haircut please", 1.0)], heard.Cast<CallEvent.FinalTranscript>().Select(final => (final.Text, final.Confidence)));
    }

    [Fact]
    public async Task Several_lost_in_a_row_are_the_end_of_these_ears()
    {
        await using var world = await SpeechWorld.OpenAsync();
        world.StandIn.Faults.Add(new OpenAIFault(OpenAIFaultKind.Error500, "transcription", Times: 0));
        var broken = await Assert.ThrowsAsync<HttpRequestException>(() => SpeechWorld.HearAsync(world.Ears(), SpeechWorld.Line("good morning", "hello", "anybody there")));
        Assert.Equal("audio/transcriptions was answered with 500 (server_error)", broken.Message);
        Assert.Equal(4, world.StandIn.Requests.Count);
    }

    [Fact]
    public async Task A_plain_no_is_not_asked_twice()
    {
        await using var world = await SpeechWorld.OpenAsync();
        world.StandIn.Faults.Add(new OpenAIFault(OpenAIFaultKind.WrongKey, "transcription", Times: 0));
        var broken = await Assert.ThrowsAsync<HttpRequestException>(() => SpeechWorld.HearAsync(world.Ears(), SpeechWorld.Line("good morning")));
        Assert.Contains("401 (invalid_api_key)", broken.Message, StringComparison.Ordinal);
        Assert.Single(world.StandIn.Requests);
    }

    [Fact]
    public async Task Hanging_up_ends_the_listening_and_the_request()
    {
        await using var world = await SpeechWorld.OpenAsync();
        world.StandIn.Faults.Add(new OpenAIFault(OpenAIFaultKind.StallBeforeFirst, "transcription"));
        var audio = Channel.CreateUnbounded<AudioFrame>();
        foreach (var frame in SpeechWorld.Line("good morning").Chunk(AudioFrame.Size))
            audio.Writer.TryWrite(new AudioFrame(frame, TimeSpan.Zero));
        using var hangUp = new CancellationTokenSource();

        var listening = ListenAsync();
        await ModelWorld.UntilAsync(() => world.StandIn.Requests.Count == 1);
        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening.WaitAsync(ModelWorld.Patience));
        Assert.Equal(RequestEnd.ClientLeft, await world.StandIn.Requests[0].Ended.WaitAsync(ModelWorld.Patience));

        async Task ListenAsync()
        {
            await foreach (var _ in world.Ears().TranscribeAsync(audio.Reader, new ListeningBrief(new ExpectedAnswer()), hangUp.Token))
                continue;
        }
    }

    [Fact]
    public async Task A_server_that_insists_on_it_is_given_twice_the_rate()
    {
        await using var world = await SpeechWorld.OpenAsync();
        var line = SpeechWorld.Line("good morning");
        await SpeechWorld.HearAsync(world.Ears(), line);
        await SpeechWorld.HearAsync(world.Ears(("ListenRate", "16000")), line);
        Assert.Empty(world.StandIn.Violations);
        var sizes = world.StandIn.Requests.Select(request => int.Parse(JsonDocument.Parse(request.Body).RootElement.GetProperty("file").GetString()!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) - 44).ToList();
        Assert.Equal(2 * sizes[0], sizes[1]);
    }
}
