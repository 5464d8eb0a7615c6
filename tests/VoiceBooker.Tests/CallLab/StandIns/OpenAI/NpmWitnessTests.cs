using System.Diagnostics;
using System.Text.Json;
using VoiceBooker.CallLab.StandIns.Minds;
using VoiceBooker.CallLab.StandIns.OpenAI;
using VoiceBooker.Providers.Audio;
using VoiceBooker.Tests.Providers.OpenAI;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Tests.CallLab.StandIns.OpenAI;

/// <summary>The vendor's own JavaScript library as a second witness that the stand-in is faithful.</summary>
public sealed class NpmWitnessTests
{
    private const string Package = "openai@7.57.0";

    private const string Script = """
        const { OpenAI, AzureOpenAI, toFile } = require('openai');
        const fs = require('fs');
        const [base, azure, recording] = process.argv.slice(2);
        const client = new OpenAI({ apiKey: 'sk-any', baseURL: base, maxRetries: 0 });
        const tools = [{ type: 'function', function: { name: 'find_times', strict: true, parameters: { type: 'object', properties: { when: { type: 'string' } }, required: ['when'], additionalProperties: false } } }];
        const ask = { model: 'gpt', messages: [{ role: 'user', content: 'Friday?' }] };
        async function stream(who) {
          const runner = who.chat.completions.stream({ ...ask, tools, stream_options: { include_usage: true } });
          const whole = await runner.finalChatCompletion();
          const message = whole.choices[0].message;
          return { text: message.content, calls: message.tool_calls.map(c => [c.function.name, c.function.arguments]), reason: whole.choices[0].finish_reason, tokens: whole.usage.total_tokens > 0 };
        }
        async function failure() {
          try { await client.chat.completions.create(ask); return null; } catch (e) { return [e.constructor.name, e.status, e.code, e.headers?.get('retry-after') ?? null]; }
        }
        async function main() {
          const told = {};
          told.stream = await stream(client);
          told.azure = await stream(new OpenAI({ apiKey: 'sk-any', baseURL: azure, maxRetries: 0, defaultHeaders: { 'api-key': 'sk-any' } }));
          told.whole = (await client.chat.completions.create(ask)).choices[0].message.content;
          told.wrongKey = await failure();
          told.tooMany = await failure();
          told.noCredit = await failure();
          told.down = await failure();
          told.models = (await client.models.list()).data.map(m => m.id);
          const speech = await client.audio.speech.create({ model: 'tts', voice: 'alloy', input: 'Good morning.', response_format: 'pcm' });
          told.speech = (await speech.arrayBuffer()).byteLength;
          told.heard = (await client.audio.transcriptions.create({ model: 'whisper', file: await toFile(fs.readFileSync(recording), 'said.wav'), language: 'en' })).text;
          console.log(JSON.stringify(told));
        }
        main().catch(e => { console.error(e); process.exit(1); });
        """;

    [VendorPackageFact(Package)]
    public async Task It_reads_everything_the_stand_in_says()
    {
        var mind = new ScriptedMind();
        for (var i = 0; i < 2; i++)
            mind.Says("Let me look.", new MindCall("find_times", """{"when":"friday"}"""), new MindCall("find_times", """{"when":"monday at noon"}"""));
        mind.Says("Good morning.");
        await using var standIn = new OpenAIStandIn(TimeProvider.System) { Mind = mind };
        await standIn.OpenAsync();
        standIn.Faults.Add(new OpenAIFault(OpenAIFaultKind.WrongKey, When: _ => standIn.Requests.Count > 3));
        standIn.Faults.Add(new OpenAIFault(OpenAIFaultKind.TooMany, RetryAfter: "2", When: _ => standIn.Requests.Count > 4));
        standIn.Faults.Add(new OpenAIFault(OpenAIFaultKind.NoCredit, When: _ => standIn.Requests.Count > 5));
        standIn.Faults.Add(new OpenAIFault(OpenAIFaultKind.Error503, When: _ => standIn.Requests.Count > 6));
        var line = SpeechWorld.Line("tuesday at ten please");
        var samples = new short[line.Length];
        G711.Decode(line, samples);
        var folder = VendorPackage.FolderOf(Package);
        await File.WriteAllBytesAsync(Path.Combine(folder, "said.wav"), WavFile.Mono(samples, 8000));
        await File.WriteAllTextAsync(Path.Combine(folder, "witness.js"), Script);

        var start = new ProcessStartInfo("node", ["witness.js", standIn.Base.ToString(), standIn.AzureBase.ToString(), "said.wav"]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();

        Assert.Equal("", await errors);
        var told = JsonDocument.Parse(output).RootElement;
        const string Streamed = """{"text":"Let me look.","calls":[["find_times","{\"when\":\"friday\"}"],["find_times","{\"when\":\"monday at noon\"}"]],"reason":"tool_calls","tokens":true}""";
        Assert.Equal(Streamed, told.GetProperty("stream").GetRawText());
        Assert.Equal(Streamed, told.GetProperty("azure").GetRawText());
        Assert.Equal("Good morning.", told.GetProperty("whole").GetString());
        Assert.Equal("""["AuthenticationError",401,"invalid_api_key",null]""", told.GetProperty("wrongKey").GetRawText());
        Assert.Equal("""["RateLimitError",429,"rate_limit_exceeded","2"]""", told.GetProperty("tooMany").GetRawText());
        Assert.Equal("""["RateLimitError",429,"insufficient_quota",null]""", told.GetProperty("noCredit").GetRawText());
        Assert.Equal("""["InternalServerError",503,null,null]""", told.GetProperty("down").GetRawText());
        Assert.Equal("""["practice"]""", told.GetProperty("models").GetRawText());
        Assert.Equal(standIn.Voice.Speak("Good morning.").Length * 6, told.GetProperty("speech").GetInt32());
        Assert.Equal("tuesday at ten please", told.GetProperty("heard").GetString());
        Assert.Empty(standIn.Violations);
    }
}
