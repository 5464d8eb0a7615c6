using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VoiceBooker.Providers.AzureSpeech;
using VoiceBooker.Providers.Deepgram;
using VoiceBooker.Providers.ElevenLabs;
using VoiceBooker.Providers.Local;
using VoiceBooker.Providers.OpenAI;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Tests.Providers.Sockets;

public sealed class VoiceMannerTests
{
    [Theory]
    [InlineData("local", "Speech:Local:Voice", "rms")]
    [InlineData("azure", "AzureSpeech:Voices", "en-US-JennyNeural")]
    [InlineData("deepgram", "Deepgram:Voice", "aura-2-orion-en")]
    [InlineData("deepgram", "Deepgram:Voices", "en=aura-2-apollo-en")]
    [InlineData("elevenlabs", "ElevenLabs:Voice", "abcdefgh12345678abcd")]
    [InlineData("elevenlabs", "ElevenLabs:Voices", "en=abcdefgh12345678abcd")]
    [InlineData("elevenlabs", "ElevenLabs:Model", "eleven_turbo_v2_5")]
    [InlineData("elevenlabs", "ElevenLabs:Stability", "0.4")]
    [InlineData("elevenlabs", "ElevenLabs:SimilarityBoost", "0.9")]
    [InlineData("elevenlabs", "ElevenLabs:Style", "0.1")]
    [InlineData("elevenlabs", "ElevenLabs:SpeakerBoost", "true")]
    [InlineData("elevenlabs", "ElevenLabs:Speed", "1.1")]
    [InlineData("openai", "OpenAISpeech:SpeakModel", "tts-1-hd")]
    [InlineData("openai", "OpenAISpeech:Voice", "nova")]
    [InlineData("openai", "OpenAISpeech:Instructions", "Speak warmly.")]
    [InlineData("openai", "OpenAISpeech:BaseUrl", "https://speech.example.com/v1")]
    public void A_setting_that_changes_the_sound_changes_what_phrases_are_kept_under(string engine, string setting, string value)
    {
        var before = Manner(engine, "", []);

        Assert.NotEqual(before, Manner(engine, "", new() { [setting] = value }));
        Assert.Equal(before, Manner(engine, "", [])); // and a restart does not
    }

    [Theory]
    [InlineData("local", "Speech:Local:SynthesesAtOnce", "2")]
    [InlineData("azure", "AzureSpeech:Key", "another")]
    [InlineData("deepgram", "Deepgram:Voices", "de=aura-2-julius-de")]
    [InlineData("elevenlabs", "ElevenLabs:Key", "another")]
    [InlineData("openai", "OpenAISpeech:Key", "another")]
    public void Settings_that_are_not_heard_and_keys_do_not(string engine, string setting, string value) =>
        Assert.Equal(Manner(engine, "", []), Manner(engine, "", new() { [setting] = value }));

    [Theory]
    [InlineData("local", "kal16", "slt")]
    [InlineData("azure", "en-US-AndrewNeural", "en-US-AvaNeural")]
    [InlineData("deepgram", "aura-2-apollo-en", "aura-2-thalia-en")]
    [InlineData("elevenlabs", "AAAAAAAAAAAAAAAAAAAA", "EXAVITQu4vr4xnSDxMaL")]
    [InlineData("openai", "nova", "alloy")]
    public void The_assistants_own_voice_counts_and_one_the_engine_does_not_have_is_its_default(string engine, string own, string standard)
    {
        Assert.StartsWith(own, Manner(engine, own, []), StringComparison.Ordinal);
        Assert.StartsWith(standard, Manner(engine, "somebody else's", []), StringComparison.Ordinal);
        Assert.StartsWith(standard, Manner(engine, "", []), StringComparison.Ordinal);
    }

    private static string Manner(string engine, string voice, Dictionary<string, string?> changed)
    {
        var settings = new Dictionary<string, string?>
        {
            ["AzureSpeech:Key"] = "a",
            ["AzureSpeech:Region"] = "westeurope",
            ["Deepgram:Key"] = "b",
            ["ElevenLabs:Key"] = "c",
            ["OpenAISpeech:Key"] = "d",
            ["OpenAISpeech:SpeakModel"] = "tts-1",
        };
        foreach (var (name, value) in changed)
            settings[name] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var provider = new ServiceCollection().AddLogging()
            .AddLocalSpeech(configuration).AddAzureSpeech(configuration).AddDeepgram(configuration).AddElevenLabs(configuration).AddOpenAI(configuration)
            .BuildServiceProvider();
        return provider.GetServices<ITextToSpeech>().Single(each => each.Name == engine).Manner(new SpokenVoice(voice, "en-US"));
    }
}
