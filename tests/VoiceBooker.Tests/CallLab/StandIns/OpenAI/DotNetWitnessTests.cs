using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using OpenAI;
using OpenAI.Audio;
using OpenAI.Chat;
using VoiceBooker.CallLab.StandIns.Minds;
using VoiceBooker.CallLab.StandIns.OpenAI;
using VoiceBooker.Providers.Audio;
using VoiceBooker.Tests.Providers.OpenAI;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Tests.CallLab.StandIns.OpenAI;

/// <summary>The vendor's own .NET library as a witness that the stand-in is faithful.</summary>
public sealed class DotNetWitnessTests
{
    private static readonly ChatTool Tool = ChatTool.CreateFunctionTool("find_times", "Looks.", BinaryData.FromString("""{"type":"object","properties":{"when":{"type":"string"}},"required":["when"],"additionalProperties":false}"""), true);

    [Fact]
    public async Task It_reads_streamed_words_and_calls_from_either_door()
    {
        await using var standIn = await OpenAsync(new ScriptedMind());
        foreach (var door in (Uri[])[standIn.Base, standIn.AzureBase])
        {
            ((ScriptedMind)standIn.Mind).Says("Let me look.", new MindCall("find_times", """{"when":"friday"}"""), new MindCall("find_times", """{"when":"monday at noon"}"""));
            var (text, arguments, names) = (new StringBuilder(), new SortedDictionary<int, StringBuilder>(), new List<string>());
            ChatFinishReason? reason = null;
            ChatTokenUsage? usage = null;
            await foreach (var update in Client(standIn, door).CompleteChatStreamingAsync([new UserChatMessage("Friday or Monday?")], new ChatCompletionOptions { Tools = { Tool } }))
            {
                text.Append(string.Concat(update.ContentUpdate.Select(part => part.Text)));
                foreach (var call in update.ToolCallUpdates)
                {
                    if (call.FunctionName is { Length: > 0 })
                        names.Add($"{call.Index} {call.FunctionName} {call.ToolCallId.Length > 0}");
                    (arguments.TryGetValue(call.Index, out var sum) ? sum : arguments[call.Index] = new StringBuilder()).Append(call.FunctionArgumentsUpdate);
                }

                reason = update.FinishReason ?? reason;
                usage = update.Usage ?? usage;
            }

            Assert.Equal("Let me look.", text.ToString());
            Assert.Equal(["0 find_times True", "1 find_times True"], names);
            Assert.Equal(["""{"when":"friday"}""", """{"when":"monday at noon"}"""], arguments.Values.Select(each => each.ToString()));
            Assert.Equal(ChatFinishReason.ToolCalls, reason);
            Assert.True(usage!.InputTokenCount > 0 && usage.OutputTokenCount > 0 && usage.InputTokenDetails.CachedTokenCount == 0);
        }

        Assert.Empty(standIn.Violations);
    }

    [Fact]
    public async Task It_reads_whole_answers_and_sends_results_back()
    {
        await using var standIn = await OpenAsync(new ScriptedMind().Calls(new MindCall("find_times", """{"when":"friday"}""")).Says("Ten or eleven."));
        var client = Client(standIn, standIn.Base);
        List<ChatMessage> messages = [new SystemChatMessage("Be brief."), new UserChatMessage("Friday?")];

        ChatCompletion first = await client.CompleteChatAsync(messages, new ChatCompletionOptions { Tools = { Tool } });
        var call = Assert.Single(first.ToolCalls);
        messages.Add(new AssistantChatMessage(first));
        messages.Add(new ToolChatMessage(call.Id, "ten, eleven"));
        ChatCompletion second = await client.CompleteChatAsync(messages);

        Assert.Equal(("find_times", """{"when":"friday"}""", "Ten or eleven."), (call.FunctionName, call.FunctionArguments.ToString(), second.Content[0].Text));
        Assert.Equal((ChatFinishReason.ToolCalls, ChatFinishReason.Stop), (first.FinishReason, second.FinishReason));
        Assert.Empty(standIn.Violations);
    }

    [Theory]
    [InlineData(nameof(OpenAIFaultKind.WrongKey), 401, "invalid_api_key")]
    [InlineData(nameof(OpenAIFaultKind.TooMany), 429, "rate_limit_exceeded")]
    [InlineData(nameof(OpenAIFaultKind.NoCredit), 429, "insufficient_quota")]
    [InlineData(nameof(OpenAIFaultKind.Error500), 500, "server_error")]
    [InlineData(nameof(OpenAIFaultKind.FilteredPrompt), 400, "content_filter")]
    public async Task It_reads_errors(string fault, int status, string code)
    {
        await using var standIn = await OpenAsync(new ScriptedMind());
        standIn.Faults.Add(new OpenAIFault(Enum.Parse<OpenAIFaultKind>(fault)));
        var broken = await Assert.ThrowsAsync<ClientResultException>(() => Client(standIn, standIn.Base).CompleteChatAsync(new UserChatMessage("Hello")));
        Assert.Equal(status, broken.Status);
        Assert.Contains(code, broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_speaks_and_listens()
    {
        await using var standIn = await OpenAsync(new ScriptedMind());
        var options = Options(standIn.Base);
        BinaryData pcm = await new AudioClient("tts", new ApiKeyCredential("sk-any"), options).GenerateSpeechAsync("Good morning.", GeneratedSpeechVoice.Alloy, new SpeechGenerationOptions { ResponseFormat = GeneratedSpeechFormat.Pcm });
        Assert.Equal(standIn.Voice.Speak("Good morning.").Length * 6, pcm.ToMemory().Length);
        var broken = await Assert.ThrowsAsync<ClientResultException>(() => new AudioClient("tts", new ApiKeyCredential("sk-any"), options).GenerateSpeechAsync("Good morning.", GeneratedSpeechVoice.Alloy));
        Assert.Equal(400, broken.Status); // mp3

        var line = SpeechWorld.Line("tuesday at ten please");
        var samples = new short[line.Length];
        G711.Decode(line, samples);
        using var file = new MemoryStream(WavFile.Mono(samples, 8000));
        AudioTranscription heard = await new AudioClient("whisper", new ApiKeyCredential("sk-any"), options).TranscribeAudioAsync(file, "said.wav", new AudioTranscriptionOptions { Language = "en", Prompt = "tuesday" });
        Assert.Equal("tuesday at ten please", heard.Text);
    }

#pragma warning disable OPENAI001 // the vendor calls sign-in policies experimental
    private static ChatClient Client(OpenAIStandIn standIn, Uri door) => door == standIn.AzureBase
        ? new ChatClient("deployment", ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(new ApiKeyCredential("sk-any"), "api-key"), Options(door))
        : new ChatClient("gpt", new ApiKeyCredential("sk-any"), Options(door));
#pragma warning restore OPENAI001

    private static OpenAIClientOptions Options(Uri door) => new() { Endpoint = door, RetryPolicy = new ClientRetryPolicy(0) };

    private static async Task<OpenAIStandIn> OpenAsync(IPracticeMind mind)
    {
        var standIn = new OpenAIStandIn(TimeProvider.System) { Mind = mind };
        await standIn.OpenAsync();
        return standIn;
    }
}
