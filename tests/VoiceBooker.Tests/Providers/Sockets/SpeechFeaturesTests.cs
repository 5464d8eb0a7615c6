using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VoiceBooker.Providers.Deepgram;
using VoiceBooker.Providers.ElevenLabs;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Tests.Providers.Sockets;

public sealed class SpeechFeaturesTests
{
    [Fact]
    public void Without_a_key_there_is_no_engine()
    {
        var services = Services([]);
        Assert.DoesNotContain(services, service => service.ServiceType == typeof(ISpeechToText) || service.ServiceType == typeof(ITextToSpeech));
    }

    [Fact]
    public void With_a_key_there_are_the_engines_it_opens()
    {
        var services = Services(new() { ["Deepgram:Key"] = "a", ["ElevenLabs:Key"] = "b" });
        using var provider = services.BuildServiceProvider();
        Assert.Equal(["deepgram"], provider.GetServices<ISpeechToText>().Select(engine => engine.Name));
        Assert.Equal(["deepgram", "elevenlabs"], provider.GetServices<ITextToSpeech>().Select(engine => engine.Name));
    }

    [Theory]
    [InlineData("wss://api.example.com", true)]
    [InlineData("https://api.example.com", true)]
    [InlineData("ws://127.0.0.1:5099", true)]
    [InlineData("http://localhost:5099/", true)]
    [InlineData("ws://10.0.0.7", false)]
    [InlineData("http://api.example.com", false)]
    [InlineData("wss://api.example.com?key=1", false)]
    [InlineData("api.example.com", false)]
    public void A_key_goes_unencrypted_to_this_machine_only(string address, bool isAllowed)
    {
        var context = new ValidationContext(new object());
        Assert.Equal(isAllowed, !new DeepgramOptions { BaseAddress = address }.Validate(context).Any());
        Assert.Equal(isAllowed, !new ElevenLabsOptions { BaseAddress = address }.Validate(context).Any());
    }

    private static ServiceCollection Services(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDeepgram(configuration);
        services.AddElevenLabs(configuration);
        return services;
    }
}
