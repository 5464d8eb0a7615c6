using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using VoiceBooker.CallLab.StandIns.Minds;
using VoiceBooker.CallLab.StandIns.OpenAI;

namespace VoiceBooker.Tests.CallLab.StandIns.OpenAI;

public sealed class OpenAIStandInTests
{
    private static readonly object Hello = new { model = "m", stream = true, stream_options = new { include_usage = true }, messages = new[] { new { role = "user", content = "hello" } } };

    [Fact]
    public async Task A_stream_begins_with_the_role_ends_with_the_usage_and_says_so()
    {
        await using var standIn = await OpenAsync(new ScriptedMind().Says("Good morning."));

        var events = await StreamAsync(standIn, "/v1/chat/completions");

        Assert.Equal("[DONE]", events[^1]);
        var chunks = events.SkipLast(1).Select(each => JsonDocument.Parse(each).RootElement).ToList();
        Assert.Equal("assistant", chunks[0].GetProperty("choices")[0].GetProperty("delta").GetProperty("role").GetString());
        Assert.Equal(["", "Good", " morning."], chunks.Take(3).Select(chunk => chunk.GetProperty("choices")[0].GetProperty("delta").GetProperty("content").GetString()));
        Assert.Equal("stop", chunks[3].GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(0, chunks[4].GetProperty("choices").GetArrayLength());
        Assert.True(chunks[4].GetProperty("usage").GetProperty("prompt_tokens").GetInt32() > 0);
        Assert.All(chunks.Take(4), chunk => Assert.Equal(JsonValueKind.Null, chunk.GetProperty("usage").ValueKind));
    }

    [Fact]
    public async Task Azures_first_event_has_no_choice()
    {
        await using var standIn = await OpenAsync(new ScriptedMind().Says("Good morning."));
        var first = JsonDocument.Parse((await StreamAsync(standIn, "/openai/v1/chat/completions"))[0]).RootElement;
        Assert.Equal(0, first.GetProperty("choices").GetArrayLength());
        Assert.False(first.GetProperty("prompt_filter_results")[0].GetProperty("content_filter_results").GetProperty("hate").GetProperty("filtered").GetBoolean());
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""", "model")]
    [InlineData("""{"model":"m","messages":[]}""", "messages")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"max_tokens":5,"max_completion_tokens":5}""", "max_tokens")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"parallel_tool_calls":true}""", "parallel_tool_calls")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"colour":"blue"}""", "colour")]
    [InlineData("""{"model":"m","messages":[{"role":"tool","tool_call_id":"c","content":"x"}]}""", "messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"user","content":"x"}]}""", "messages[1].role")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":{"type":"object","properties":{"a":{"type":"string"}},"required":[],"additionalProperties":false}}}]}""", "tools[0].function.parameters")]
    public async Task What_the_real_one_would_not_understand_is_refused_and_noted(string body, string param)
    {
        await using var standIn = await OpenAsync();
        using var http = new HttpClient { BaseAddress = standIn.Base };
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri("chat/completions", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(param, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetProperty("param").GetString());
        Assert.Single(standIn.Violations);
    }

    [Fact]
    public async Task Its_own_waits_are_noted_with_their_times()
    {
        await using var standIn = await OpenAsync(new ScriptedMind().Says("one two three"));
        standIn.Latency.FirstToken = TimeSpan.FromMilliseconds(30);
        standIn.Latency.PerToken = TimeSpan.FromMilliseconds(5);

        var from = TimeProvider.System.GetTimestamp();
        await StreamAsync(standIn, "/v1/chat/completions");
        var until = TimeProvider.System.GetTimestamp();

        var waits = standIn.Waits.All;
        Assert.Equal(["first token", "token", "token"], waits.Select(wait => wait.What));
        Assert.All(waits, wait => Assert.InRange(wait.From, from, wait.Until));
        Assert.All(waits, wait => Assert.InRange(wait.Until, wait.From, until));
        var sum = standIn.Waits.Within(from, until, _ => true);
        Assert.InRange(sum, TimeSpan.FromMilliseconds(38), TimeProvider.System.GetElapsedTime(from, until)); // timers may be a tick early
        Assert.Equal(TimeSpan.Zero, standIn.Waits.Within(from, until, request => request == 2));
        Assert.Equal(TimeSpan.Zero, standIn.Waits.Within(until, until + 1000, _ => true));
    }

    [Fact]
    public void Faults_fall_by_count_by_share_and_by_what_is_asked()
    {
        var faults = new OpenAIFaults(seed: 7);
        faults.Add(new OpenAIFault(OpenAIFaultKind.Error500, Times: 2, When: body => body.Contains("friday", StringComparison.Ordinal)));
        faults.Add(new OpenAIFault(OpenAIFaultKind.TooMany, Times: 0, Share: 0.25));

        Assert.Null(faults.Take("speech", "friday"));
        Assert.Equal([OpenAIFaultKind.Error500, OpenAIFaultKind.Error500], new[] { faults.Take("chat", "friday")!.Kind, faults.Take("chat", "on friday")!.Kind });
        var hit = Enumerable.Range(0, 1000).Count(_ => faults.Take("chat", "friday") is { Kind: OpenAIFaultKind.TooMany });
        Assert.InRange(hit, 200, 300);

        var (one, other) = (new OpenAIFaults(seed: 9), new OpenAIFaults(seed: 9));
        foreach (var each in (OpenAIFaults[])[one, other])
            each.Add(new OpenAIFault(OpenAIFaultKind.TooMany, Times: 0, Share: 0.5));
        Assert.Equal(Enumerable.Range(0, 50).Select(_ => one.Take("chat", "") is null), Enumerable.Range(0, 50).Select(_ => other.Take("chat", "") is null));
    }

    [Fact]
    public async Task A_key_opens_it_and_is_kept_nowhere()
    {
        await using var standIn = await OpenAsync();
        standIn.Key = "sk-practice-0123456789";
        using var http = new HttpClient { BaseAddress = standIn.Base };
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync(new Uri("models", UriKind.Relative))).StatusCode);
        http.DefaultRequestHeaders.Add("api-key", "sk-practice-0123456789");
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("models", UriKind.Relative))).StatusCode);
        Assert.Equal(["", "api-key"], standIn.Requests.Select(request => request.SignedBy));
        Assert.DoesNotContain(standIn.Requests.SelectMany(request => request.Headers.Values), value => value.Contains("sk-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_can_be_closed_while_an_answer_has_no_end()
    {
        var standIn = await OpenAsync();
        standIn.Faults.Add(new OpenAIFault(OpenAIFaultKind.Endless));
        using var http = new HttpClient { BaseAddress = standIn.Base };
        using var asking = new HttpRequestMessage(HttpMethod.Post, new Uri("chat/completions", UriKind.Relative)) { Content = JsonContent.Create(Hello) };
        using var answer = await http.SendAsync(asking, HttpCompletionOption.ResponseHeadersRead);
        await standIn.DisposeAsync();
        Assert.Equal(RequestEnd.Closed, await standIn.Requests[0].Ended.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private static async Task<OpenAIStandIn> OpenAsync(IPracticeMind? mind = null)
    {
        var standIn = new OpenAIStandIn(TimeProvider.System) { Mind = mind ?? new ScriptedMind() };
        await standIn.OpenAsync();
        return standIn;
    }

    private static async Task<List<string>> StreamAsync(OpenAIStandIn standIn, string path)
    {
        using var http = new HttpClient { BaseAddress = standIn.Base };
        using var content = JsonContent.Create(Hello);
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return [.. (await answer.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(each => each["data: ".Length..])];
    }
}
