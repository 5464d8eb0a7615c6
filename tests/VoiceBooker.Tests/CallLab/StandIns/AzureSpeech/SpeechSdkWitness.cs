using System.Diagnostics;
using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.AzureSpeech;
using VoiceBooker.CallLab.StandIns.Speech;
using VoiceBooker.Tests.Providers.AzureSpeech;

namespace VoiceBooker.Tests.CallLab.StandIns.AzureSpeech;

/// <summary>Microsoft's own JavaScript client as the witness that the stand-in is faithful: what it accepts and sends is right.</summary>
public sealed class SpeechSdkWitness
{
    private const string Package = "microsoft-cognitiveservices-speech-sdk@1.52.0";

    private const string Script = """
        const fs = require('fs');
        const sdk = require('microsoft-cognitiveservices-speech-sdk');
        const [task, base, key, input] = process.argv.slice(2);
        const tell = (what, rest) => console.log(JSON.stringify({ what, ...rest }));

        async function recognize(path) {
          const config = sdk.SpeechConfig.fromEndpoint(new URL(base + path), key);
          config.speechRecognitionLanguage = 'en-US';
          config.outputFormat = sdk.OutputFormat.Detailed;
          config.setProperty(sdk.PropertyId.Speech_SegmentationSilenceTimeoutMs, '400');
          const stream = sdk.AudioInputStream.createPushStream(sdk.AudioStreamFormat.getWaveFormat(8000, 8, 1, sdk.AudioFormatTag.MuLaw));
          const recognizer = new sdk.SpeechRecognizer(config, sdk.AudioConfig.fromStreamInput(stream));
          sdk.PhraseListGrammar.fromRecognizer(recognizer).addPhrases(['Contoso', 'table for two']);
          recognizer.speechStartDetected = (_, e) => tell('started', { offset: e.offset });
          recognizer.recognizing = (_, e) => tell('partial', { text: e.result.text, offset: e.result.offset });
          recognizer.recognized = (_, e) => tell('final', { text: e.result.text, offset: e.result.offset, duration: e.result.duration, reason: sdk.ResultReason[e.result.reason] });
          recognizer.canceled = (_, e) => tell('canceled', { reason: sdk.CancellationReason[e.reason], code: sdk.CancellationErrorCode[e.errorCode], details: e.errorDetails });
          const stopped = new Promise(resolve => { recognizer.sessionStopped = () => resolve(); });
          await new Promise((ok, no) => recognizer.startContinuousRecognitionAsync(ok, no));
          const audio = fs.readFileSync(input);
          const began = Date.now();
          for (let at = 0; at < audio.length; at += 800) {
            await new Promise(resolve => setTimeout(resolve, Math.max(0, began + at / 8 - Date.now()))); // as a line brings it
            stream.write(audio.buffer.slice(audio.byteOffset + at, audio.byteOffset + Math.min(at + 800, audio.length)));
          }
          stream.close();
          await stopped;
          recognizer.close();
        }

        async function speak(path, text, streamed) {
          const config = sdk.SpeechConfig.fromEndpoint(new URL(base + path), key);
          config.speechSynthesisVoiceName = 'en-US-JennyNeural';
          config.speechSynthesisOutputFormat = sdk.SpeechSynthesisOutputFormat.Raw8Khz8BitMonoMULaw;
          config.setProperty(sdk.PropertyId.SpeechServiceResponse_RequestWordBoundary, 'true');
          const synthesizer = new sdk.SpeechSynthesizer(config, null);
          synthesizer.wordBoundary = (_, e) => tell('word', { text: e.text, offset: e.audioOffset });
          for (const each of text.split('|')) {
            const result = streamed ? await stream(synthesizer, each) : await new Promise((ok, no) => synthesizer.speakTextAsync(each, ok, no));
            tell('spoken', { reason: sdk.ResultReason[result.reason], bytes: result.audioData ? result.audioData.byteLength : 0, details: result.errorDetails,
              head: result.audioData ? Buffer.from(result.audioData).subarray(0, 16).toString('hex') : '' });
          }
          synthesizer.close();
        }

        function stream(synthesizer, text) {
          const request = new sdk.SpeechSynthesisRequest(sdk.SpeechSynthesisRequestInputType.TextStream);
          const done = new Promise((ok, no) => synthesizer.speakAsync(request, ok, no));
          for (const word of text.split(' ')) request.inputStream.write(word + ' ');
          request.inputStream.close();
          return done;
        }

        ({ v2: () => recognize('/stt/speech/universal/v2'), v1: () => recognize('/speech/recognition/conversation/cognitiveservices/v1'),
           speak: () => speak('/cognitiveservices/websocket/v1', input, false), stream: () => speak('/cognitiveservices/websocket/v2', input, true) })[task]()
          .then(() => process.exit(0), error => { tell('failed', { details: String(error) }); process.exit(1); });
        """;

    [VendorPackageTheory(Package)]
    [MemberData(nameof(Generations))]
    public async Task The_official_client_recognises_what_was_said(string generation)
    {
        await using var service = await OpenAsync();
        var told = await RunAsync(service, generation, Audio("I would like to come on Monday", "In the afternoon please"));

        Assert.Equal(["I would like to come on Monday", "In the afternoon please"], Texts(told, "final"));
        Assert.Equal("i would like", Texts(told, "partial").First(text => text.Length >= 12)[..12]);
        Assert.Contains(told, each => (string?)each["what"] == "started");
        Assert.Equal("EndOfStream", (string?)Assert.Single(told, each => (string?)each["what"] == "canceled")["reason"]);
        var offsets = told.Where(each => (string?)each["what"] == "final").Select(each => (long)each["offset"]!).ToList();
        Assert.True(offsets[0] is > 3_000_000 and < 6_000_000 && offsets[1] > offsets[0] + 10_000_000, string.Join(' ', offsets));
        var session = Assert.Single(service.Sessions);
        Assert.Equal(("mu-law", 1, 1, generation), (session.Format, session.Turns, session.Telemetry, session.Generation));
        Assert.Contains("table for two", session.Contexts.First(), StringComparison.Ordinal);
        Assert.Empty(service.Violations);
    }

    /// <summary>These calls are played in real time: by default one generation and one kind of break, with <c>./test.sh --everything</c> all.</summary>
    public static TheoryData<string> Generations => Everything ? ["v2", "v1"] : ["v2"];

    /// <inheritdoc cref="Generations"/>
    public static TheoryData<string, int, int, int> Breaks
    {
        get
        {
            var breaks = new TheoryData<string, int, int, int> { { nameof(SpeechFaultKind.Tear), 0, 2, 2 } };
            if (Everything)
            {
                breaks.Add(nameof(SpeechFaultKind.Close), 1011, 2, 2);
                breaks.Add(nameof(SpeechFaultKind.EndTurn), 0, 1, 2);
            }

            return breaks;
        }
    }

    private static bool Everything => Environment.GetEnvironmentVariable("VOICEBOOKER_TEST_EVERYTHING") == "1";

    [VendorPackageTheory(Package)]
    [MemberData(nameof(Breaks))]
    public async Task The_official_client_goes_on_after_a_break_and_hears_each_sentence_once(string what, int code, int connections, int turns)
    {
        var kind = Enum.Parse<SpeechFaultKind>(what);
        await using var service = await OpenAsync();
        service.Faults.Add(new SpeechFault(SpeechDoor.Recognition, kind)
        {
            Code = code,
            // When a turn ends in mid-phrase, this client sends the piece it holds under the new id before it repeats the rest; a service ends turns behind a phrase.
            When = kind is SpeechFaultKind.EndTurn ? SpeechFaultMoment.AfterPhrase : SpeechFaultMoment.MidPhrase,
        });
        var told = await RunAsync(service, "v2", Audio("I would like to come on Monday", "In the afternoon please"));

        Assert.Equal(["I would like to come on Monday", "In the afternoon please"], Texts(told, "final"));
        Assert.Equal((connections, turns), (service.Sessions.Count, service.Sessions.Sum(session => session.Turns)));
        Assert.Single(service.Sessions.Select(session => session.ConnectionId).Distinct());
        Assert.Empty(service.Violations);
    }

    [VendorPackageFact(Package)]
    public async Task The_official_client_understands_a_refusal()
    {
        await using var service = await OpenAsync();
        var told = await RunAsync(service, "v2", Audio("Hello"), key: "wrong");
        var canceled = told.First(each => (string?)each["what"] == "canceled");
        Assert.Equal("Error", (string?)canceled["reason"]);
        Assert.Contains("401", (string?)canceled["details"], StringComparison.Ordinal);
    }

    [VendorPackageTheory(Package)]
    [InlineData("speak")]
    [InlineData("stream")]
    public async Task The_official_client_gets_speech_and_the_places_of_its_words(string way)
    {
        await using var service = await OpenAsync();
        var told = await RunAsync(service, way, "Hello there, Jo.|See you on Monday.");

        var spoken = told.Where(each => (string?)each["what"] == "spoken").ToList();
        Assert.All(spoken, each => Assert.Equal("SynthesizingAudioCompleted", (string?)each["reason"]));
        var first = new PracticeVoice(real: false).Speak("Hello there, Jo.");
        Assert.Equal((2, first.Length, Convert.ToHexStringLower(first[..16])), (spoken.Count, (int)spoken[0]["bytes"]!, (string?)spoken[0]["head"]));
        Assert.Equal(["Hello", "there", "Jo", "See", "you", "on", "Monday"], Texts(told, "word"));
        Assert.Equal(2, Assert.Single(service.Sessions).Turns);
        Assert.Empty(service.Violations);
    }

    private static async Task<AzureSpeechStandIn> OpenAsync()
    {
        var service = new AzureSpeechStandIn(TimeProvider.System);
        await service.OpenAsync();
        return service;
    }

    private static string Audio(params string[] sentences)
    {
        var file = Path.Combine(VendorPackage.FolderOf(Package), Guid.NewGuid().ToString("N") + ".ulaw");
        File.WriteAllBytes(file, [.. sentences.SelectMany(sentence => AzureWorld.Spoken(sentence, TimeSpan.FromSeconds(1.2), TimeSpan.FromMilliseconds(400))).SelectMany(frame => frame)]);
        return file;
    }

    private static List<string> Texts(List<JsonNode> told, string what) => [.. told.Where(each => (string?)each["what"] == what).Select(each => (string)each["text"]!)];

    private static async Task<List<JsonNode>> RunAsync(AzureSpeechStandIn service, string task, string input, string? key = null)
    {
        var script = Path.Combine(VendorPackage.FolderOf(Package), Guid.NewGuid().ToString("N") + ".js");
        await File.WriteAllTextAsync(script, Script);
        try
        {
            var address = service.Base.ToString().TrimEnd('/').Replace("http", "ws", StringComparison.Ordinal);
            using var node = Process.Start(new ProcessStartInfo("node", [script, task, address, key ?? service.Key, input]) { WorkingDirectory = VendorPackage.FolderOf(Package), UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            var errors = node.StandardError.ReadToEndAsync(patience.Token);
            var text = await node.StandardOutput.ReadToEndAsync(patience.Token);
            await node.WaitForExitAsync(patience.Token);
            Assert.True(node.ExitCode == 0, text + await errors);
            return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
        }
        finally
        {
            File.Delete(script);
            if (input.EndsWith(".ulaw", StringComparison.Ordinal))
                File.Delete(input);
        }
    }
}
