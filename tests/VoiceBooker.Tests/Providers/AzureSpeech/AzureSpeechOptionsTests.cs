using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VoiceBooker.Providers.AzureSpeech;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Tests.Providers.AzureSpeech;

public sealed class AzureSpeechOptionsTests
{
    [Theory]
    [InlineData("http://speech.example.com")]
    [InlineData("ws://10.0.0.5:8080")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("https://speech.example.com/?a=b")]
    [InlineData("nonsense")]
    public void A_key_travels_encrypted_or_stays_on_this_machine(string address)
    {
        Assert.Contains("RecognitionAddress", Mistakes(new AzureSpeechOptions { Key = "k", RecognitionAddress = address }));
        Assert.Contains("SynthesisAddress", Mistakes(new AzureSpeechOptions { Key = "k", SynthesisAddress = address }));
    }

    [Theory]
    [InlineData("https://name.cognitiveservices.azure.com")]
    [InlineData("wss://westeurope.stt.speech.microsoft.com")]
    [InlineData("http://127.0.0.1:5099")]
    [InlineData("ws://localhost:5099")]
    public void Such_addresses_are_fine(string address) =>
        Assert.Empty(Mistakes(new AzureSpeechOptions { Key = "k", RecognitionAddress = address, SynthesisAddress = address }));

    [Fact]
    public void Entra_needs_the_resource_and_its_own_addresses()
    {
        Assert.Equal(["RecognitionAddress", "ResourceId", "SynthesisAddress"], Mistakes(new AzureSpeechOptions { Entra = true, Region = "eastus" }).Order());
        Assert.Contains("Key", Mistakes(new AzureSpeechOptions { Entra = true, Key = "k" }));
    }

    [Fact]
    public void A_key_without_a_place_is_a_mistake() => Assert.Equal(["Region"], Mistakes(new AzureSpeechOptions { Key = "k" }));

    [Fact]
    public void A_voice_must_look_like_one() => Assert.Equal(["Voices"], Mistakes(new AzureSpeechOptions { Voices = "en-US-AvaNeural slt" }));

    [Fact]
    public void Without_a_key_it_is_not_there() => Assert.Equal((0, 0), Registered(("Region", "eastus")));

    [Fact]
    public void With_a_key_and_a_region_it_listens_and_speaks() => Assert.Equal((1, 1), Registered(("Key", "k"), ("Region", "eastus")));

    [Fact]
    public void With_one_address_it_does_one_thing() => Assert.Equal((0, 1), Registered(("Key", "k"), ("SynthesisAddress", "http://127.0.0.1:1")));

    private static (int Ears, int Voices) Registered(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(each => KeyValuePair.Create("AzureSpeech:" + each.Key, (string?)each.Value))).Build();
        using var server = new ServiceCollection().AddLogging().AddAzureSpeech(configuration).BuildServiceProvider();
        var ears = server.GetServices<ISpeechToText>().ToList();
        var voices = server.GetServices<ITextToSpeech>().ToList();
        Assert.All(ears, each => Assert.Equal("azure", each.Name));
        Assert.All(voices, each => Assert.Equal("azure", each.Name));
        return (ears.Count, voices.Count);
    }

    private static List<string> Mistakes(AzureSpeechOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return [.. results.SelectMany(result => result.MemberNames)];
    }
}
