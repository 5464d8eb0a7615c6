using System.Text.Json;
using VoiceBooker.CallLab.StandIns.OpenAI;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.Tests.Providers.OpenAI;

public sealed class TextToSpeechTests
{
    [Theory]
    [InlineData("pcm")]
    [InlineData("wav")]
    public async Task A_phrase_is_telephone_audio_whatever_it_came_as(string format)
    {
        await using var world = await SpeechWorld.OpenAsync();
        var spoken = new PracticeVoice(real: false).Speak("Good morning.");

        var audio = await SpeechWorld.SpeakAsync(world.Voice(settings: ("Format", format)), "Good morning.");

        Assert.Equal(spoken.Length, audio.Length); // three times the rate and back
        Assert.InRange(VoiceBooker.Voice.Lines.G711.Level(audio) - VoiceBooker.Voice.Lines.G711.Level(spoken), -0.3, 0.3);
        var body = JsonDocument.Parse(Assert.Single(world.StandIn.Requests).Body).RootElement;
        Assert.Equal(("tts-practice", "Good morning.", "alloy", format), (body.GetProperty("model").GetString(), body.GetProperty("input").GetString(), body.GetProperty("voice").GetString(), body.GetProperty("response_format").GetString()));
        Assert.False(body.TryGetProperty("instructions", out _));
        Assert.Empty(world.StandIn.Violations);
    }

    [Theory]
    [InlineData("nova", "nova")]
    [InlineData("slt", "coral")]
    [InlineData("", "coral")]
    public async Task An_assistant_has_the_voice_it_wishes_where_the_server_has_it(string wished, string voice)
    {
        await using var world = await SpeechWorld.OpenAsync();
        await SpeechWorld.SpeakAsync(world.Voice(wished, ("Voice", "coral")), "Hello.");
        Assert.Equal(voice, JsonDocument.Parse(world.StandIn.Requests[^1].Body).RootElement.GetProperty("voice").GetString());
    }

    [Fact]
    public async Task Nothing_to_say_asks_nobody()
    {
        await using var world = await SpeechWorld.OpenAsync();
        Assert.Empty(await SpeechWorld.SpeakAsync(world.Voice(), " "));
        Assert.Empty(world.StandIn.Requests);
    }

    [Fact]
    public async Task Audio_is_given_as_it_comes()
    {
        await using var world = await SpeechWorld.OpenAsync();
        world.StandIn.Faults.Add(new OpenAIFault(OpenAIFaultKind.StallMidStream, "speech"));
        var spoken = new PracticeVoice(real: false).Speak("A long sentence with many words in it.");
        using var bargeIn = new CancellationTokenSource();
        var came = 0;

        var broken = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var piece in world.Voice().SynthesizeAsync("A long sentence with many words in it.", bargeIn.Token))
            {
                came += piece.Length;
                if (came > spoken.Length / 3)
                    await bargeIn.CancelAsync(); // the rest never comes
            }
        });

        Assert.IsNotType<TimeoutException>(broken);
        Assert.Equal(RequestEnd.ClientLeft, await world.StandIn.Requests[^1].Ended.WaitAsync(ModelWorld.Patience));
    }

    [Theory]
    [InlineData(nameof(OpenAIFaultKind.WrongKey), "audio/speech was answered with 401 (invalid_api_key)")]
    [InlineData(nameof(OpenAIFaultKind.TooMany), "429 (rate_limit_exceeded)")]
    [InlineData(nameof(OpenAIFaultKind.StallBeforeFirst), "took too long")]
    [InlineData(nameof(OpenAIFaultKind.StallMidStream), "took too long")]
    [InlineData(nameof(OpenAIFaultKind.BreakMidStream), "")]
    public async Task A_voice_that_fails_throws_so_that_another_can_speak(string fault, string words)
    {
        await using var world = await SpeechWorld.OpenAsync();
        world.StandIn.Faults.Add(new OpenAIFault(Enum.Parse<OpenAIFaultKind>(fault), "speech"));

        var broken = await Assert.ThrowsAnyAsync<Exception>(() => SpeechWorld.SpeakAsync(world.Voice(settings: [("FirstAudioWithin", "00:00:00.5"), ("GapWithin", "00:00:00.5")]), "Good morning, how can I help you?").WaitAsync(ModelWorld.Patience));

        Assert.IsNotAssignableFrom<OperationCanceledException>(broken);
        Assert.Contains(words, broken.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", broken.ToString(), StringComparison.Ordinal);
        Assert.Single(world.StandIn.Requests);
    }
}
