using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VoiceBooker.Providers.Local;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Tests.Providers.Local;

public sealed class LocalSpeechCheckTests
{
    [Fact]
    public void A_missing_model_is_named_with_the_command_that_installs_it()
    {
        var check = new LocalSpeechCheck(Options.Create(new LocalSpeechOptions { ModelFolder = "/nowhere" }));

        Assert.False(check.Works);
        Assert.Contains("pocketsphinx-en-us", check.MissingPackages);
        Assert.Contains("apt-get install", Assert.Throws<InvalidOperationException>(check.Require).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Speech:Local:Voice", "robot")]
    [InlineData("Speech:Local:EndOfUtterance", "00:00:09")]
    [InlineData("Speech:Local:LeastConfidence", "2")]
    [InlineData("Speech:Local:SpareDecoders", "-1")]
    public void A_wrong_option_is_refused_by_its_name(string key, string value)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Services((key, value)).GetRequiredService<IOptions<LocalSpeechOptions>>().Value);

        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_finds_voice_and_ears()
    {
        await using var services = Services(("Speech:Local:Voice", "rms"));

        Assert.IsType<LocalTextToSpeech>(services.GetRequiredService<ITextToSpeech>());
        Assert.IsType<LocalSpeechToText>(services.GetRequiredService<ISpeechToText>());
        Assert.Equal("rms", services.GetRequiredService<IOptions<LocalSpeechOptions>>().Value.Voice);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings) =>
        new ServiceCollection()
            .AddLogging()
            .AddLocalSpeech(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(each => KeyValuePair.Create(each.Key, (string?)each.Value))).Build())
            .BuildServiceProvider();
}
