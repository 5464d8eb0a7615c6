using System.Text;
using System.Text.Json.Nodes;
using VoiceBooker.Providers.AzureSpeech;
using VoiceBooker.Providers.AzureSpeech.Recognition;
using VoiceBooker.Providers.AzureSpeech.Synthesis;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Providers.AzureSpeech;

/// <summary>Against bytes that were seen from the vendor's own client.</summary>
public sealed class WireFormTests
{
    private const string RequestId = "54AF71046A034B0E99EF6FF3B950C040";
    private const string MuLawHeader = "5249464600000000574156 45666d7420 10000000 0700 0100 401f0000 401f0000 0100 0800 64617461 00000000";

    [Fact]
    public void The_first_audio_message_is_byte_for_byte_the_official_clients()
    {
        var envelope = new AudioEnvelope(new StoppedClock(new DateTimeOffset(2026, 11, 22, 7, 36, 57, 722, TimeSpan.Zero)));
        envelope.Address(RequestId);
        var seen = new List<byte> { 0x00, 0x7E };
        seen.AddRange(Encoding.ASCII.GetBytes($"Path: audio\r\nX-RequestId: {RequestId}\r\nX-Timestamp: 2026-11-22T07:36:57.722Z\r\nContent-Type: audio/x-wav\r\n"));
        seen.AddRange(Convert.FromHexString(MuLawHeader.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Equal(seen, envelope.SealFirst(AudioEnvelope.WavHeader(RecognitionAudio.MuLaw)).ToArray());
    }

    [Fact]
    public void Further_audio_has_no_content_type_and_the_last_message_no_audio()
    {
        var envelope = new AudioEnvelope(new StoppedClock(new DateTimeOffset(2026, 11, 22, 7, 36, 57, 722, TimeSpan.Zero)));
        envelope.Address(RequestId);
        envelope.SealFirst(AudioEnvelope.WavHeader(RecognitionAudio.Pcm));
        envelope.Payload[..3].Fill(0xAB);
        var headers = $"\0\x63Path: audio\r\nX-RequestId: {RequestId}\r\nX-Timestamp: 2026-11-22T07:36:57.722Z\r\n";
        Assert.Equal([.. Encoding.ASCII.GetBytes(headers), 0xAB, 0xAB, 0xAB], envelope.Seal(3).ToArray());
        Assert.Equal(Encoding.ASCII.GetBytes(headers), envelope.Seal(0).ToArray());
    }

    [Fact]
    public void Linear_audio_is_told_as_16_bit_PCM_at_8_kHz() =>
        Assert.Equal("524946460000000057415645666D7420100000000100010040 1F0000803E000002001000 6461746100000000".Replace(" ", "", StringComparison.Ordinal), Convert.ToHexString(AudioEnvelope.WavHeader(RecognitionAudio.Pcm)));

    [Fact]
    public void How_to_listen_is_told_in_the_official_clients_words()
    {
        // Seen with everything set; the parts that we have no setting for are left out.
        var seen = JsonNode.Parse("""
            {"phraseDetection":{"mode":"Conversation","language":"en-US","initialSilenceTimeout":0,
               "conversation":{"segmentation":{"mode":"Custom","segmentationSilenceTimeoutMs":500,"segmentationForcedTimeoutMs":30000}},
               "enrichment":{"profanity":"Raw"}},
             "phraseOutput":{"format":"Detailed"},
             "dgi":{"groups":[{"type":"Generic","items":[{"text":"Contoso"},{"text":"table for two"}]}],"bias":1.5}}
            """);
        var options = new AzureSpeechOptions { SegmentationSilence = TimeSpan.FromMilliseconds(500), LongestSegment = TimeSpan.FromSeconds(30), PhraseWeight = 1.5 };
        var told = RecognitionContext.Of(options, new ListeningBrief(new ExpectedAnswer()) { Phrases = ["Contoso", "table for two"] }, Question.Open);
        Assert.True(JsonNode.DeepEquals(seen, JsonNode.Parse(told)), told);
    }

    [Theory]
    [InlineData(Segmentation.Semantic, """{"mode":"Semantic"}""")]
    [InlineData(Segmentation.Standard, null)]
    public void Other_ways_to_find_the_end_of_a_segment_are_told_too(Segmentation way, string? told)
    {
        var context = JsonNode.Parse(RecognitionContext.Of(new AzureSpeechOptions { Segmentation = way }, new ListeningBrief(new ExpectedAnswer()), Question.Open))!;
        Assert.Equal(told, context["phraseDetection"]!["conversation"]?["segmentation"]?.ToJsonString());
    }

    [Fact]
    public void No_more_than_500_phrases_are_told_and_those_of_the_question_come_first()
    {
        var brief = new ListeningBrief(new ExpectedAnswer()) { Phrases = [.. Enumerable.Range(0, 600).Select(number => $"name {number}")] };
        var items = JsonNode.Parse(RecognitionContext.Of(new AzureSpeechOptions(), brief, new Question(AnswerKind.Name, ["Smith"])))!["dgi"]!["groups"]![0]!["items"]!.AsArray();
        Assert.Equal((500, "Smith", "name 498"), (items.Count, (string?)items[0]!["text"], (string?)items[499]!["text"]));
    }

    [Fact]
    public void What_is_spoken_over_SSML_is_text_whatever_it_holds()
    {
        var ssml = SpokenMarkup.Ssml("Tom & Jo's <break/> \"ten\"\0 \uD83D\uDE00 \uD83D für", new SpeechVoices("de-DE-KatjaNeural", "de-DE"));
        var read = System.Xml.Linq.XDocument.Parse(ssml, System.Xml.Linq.LoadOptions.PreserveWhitespace).Root!;
        Assert.Equal("Tom & Jo's <break/> \"ten\"  \uD83D\uDE00   für", read.Value);
        Assert.Equal("de-DE-KatjaNeural", (string?)read.Elements().Single().Attribute("name"));
    }

    [Fact]
    public void How_to_speak_is_told_in_the_official_clients_words()
    {
        var seen = JsonNode.Parse("""
            {"synthesis":{"audio":{"metadataOptions":{"bookmarkEnabled":false,"punctuationBoundaryEnabled":"false",
               "sentenceBoundaryEnabled":"false","sessionEndEnabled":false,"visemeEnabled":false,"wordBoundaryEnabled":"false"},
               "outputFormat":"raw-8khz-8bit-mono-mulaw"},"language":{"autoDetection":false},
               "input":{"bidirectionalStreamingMode":true,"voiceName":"en-US-JennyNeural","language":"en-US"}}}
            """)!;
        Assert.True(JsonNode.DeepEquals(seen, JsonNode.Parse(SpokenMarkup.Context(new SpeechVoices("en-US-JennyNeural", "en-US")))));
        seen["synthesis"]!.AsObject().Remove("input");
        Assert.True(JsonNode.DeepEquals(seen, JsonNode.Parse(SpokenMarkup.Context(null))));
    }

    [Theory]
    [InlineData("", "", "en-US-AvaNeural")]
    [InlineData("slt", "en-US", "en-US-AvaNeural")]
    [InlineData("slt", "de-DE", "de-DE-KatjaNeural")]
    [InlineData("aura-2-thalia-en", "fr-CA", "fr-FR-DeniseNeural")]
    [InlineData("", "es-ES", "es-ES-ElviraNeural")]
    [InlineData("", "ja-JP", "en-US-AvaNeural")]
    [InlineData("en-GB-SoniaNeural", "en-US", "en-GB-SoniaNeural")]
    [InlineData("en-US-Ava:DragonHDLatestNeural", "en-US", "en-US-Ava:DragonHDLatestNeural")]
    public void A_voice_of_another_vendor_gives_way_to_one_that_speaks_the_language(string wished, string language, string speaks) =>
        Assert.Equal(speaks, SpeechVoices.Choose(new SpokenVoice(wished, language), new AzureSpeechOptions().Voices).Name);

    [Fact]
    public void An_address_is_made_of_the_region_or_taken_as_it_is()
    {
        const string Query = "?language=en-US&format=detailed&profanity=raw&initialSilenceTimeoutMs=0&segmentationSilenceTimeoutMs=400";
        Assert.Equal("wss://westeurope.stt.speech.microsoft.com/stt/speech/universal/v2" + Query, SpeechAddresses.Recognition(new AzureSpeechOptions { Region = "westeurope" }, "en-US").AbsoluteUri);
        Assert.Equal(
            "wss://chinaeast2.stt.speech.azure.cn/speech/recognition/conversation/cognitiveservices/v1" + Query,
            SpeechAddresses.Recognition(new AzureSpeechOptions { Region = "chinaeast2", Generation = RecognitionGeneration.PerMode }, "en-US").AbsoluteUri);
        Assert.Equal("wss://name.cognitiveservices.azure.com/stt/speech/universal/v2" + Query, SpeechAddresses.Recognition(new AzureSpeechOptions { RecognitionAddress = "https://name.cognitiveservices.azure.com/" }, "en-US").AbsoluteUri);
        Assert.Equal("wss://eastus.tts.speech.microsoft.com/cognitiveservices/websocket/v2", SpeechAddresses.Synthesis(new AzureSpeechOptions { Region = "eastus" }, SynthesisWay.StreamedText).AbsoluteUri);
        Assert.Equal("https://eastus.tts.speech.microsoft.com/cognitiveservices/v1", SpeechAddresses.Synthesis(new AzureSpeechOptions { Region = "eastus" }, SynthesisWay.Rest).AbsoluteUri);
        Assert.Equal(
            "wss://name.cognitiveservices.azure.com/tts/cognitiveservices/websocket/v1",
            SpeechAddresses.Synthesis(new AzureSpeechOptions { SynthesisAddress = "https://name.cognitiveservices.azure.com/tts" }, SynthesisWay.Ssml).AbsoluteUri);
        Assert.Equal("ws://127.0.0.1:81/cognitiveservices/websocket/v1", SpeechAddresses.Synthesis(new AzureSpeechOptions { SynthesisAddress = "http://127.0.0.1:81" }, SynthesisWay.Ssml).AbsoluteUri);
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
