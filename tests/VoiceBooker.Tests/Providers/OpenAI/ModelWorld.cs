using System.Text.Json;
using Azure.Core;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VoiceBooker.Booking.Minds;
using VoiceBooker.CallLab.StandIns.Minds;
using VoiceBooker.CallLab.StandIns.OpenAI;
using VoiceBooker.Providers.OpenAI;

namespace VoiceBooker.Tests.Providers.OpenAI;

/// <summary>A stand-in on a real loopback socket, and what <c>AddOpenAI</c> makes of settings that point at it.</summary>
internal sealed class ModelWorld : IAsyncDisposable
{
    public const string Key = "sk-practice-0123456789abcdef";

    /// <summary>Long for a machine under load; nothing that works takes so long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<ServiceProvider> _providers = [];

    public OpenAIStandIn StandIn { get; } = new(TimeProvider.System) { Key = Key };

    public ScriptedMind Mind { get; } = new();

    public static async Task<ModelWorld> OpenAsync()
    {
        var world = new ModelWorld();
        world.StandIn.Mind = world.Mind;
        await world.StandIn.OpenAsync();
        return world;
    }

    /// <summary>The model of an entry of the settings: kind "openai" at the stand-in, but for what is given.</summary>
    public IChatClient Model(params (string Key, string Value)[] settings)
    {
        var entry = new Dictionary<string, string>(StringComparer.Ordinal) { ["Kind"] = "openai", ["Model"] = "gpt-practice", ["BaseUrl"] = StandIn.Base.ToString(), ["Key"] = Key };
        foreach (var (key, value) in settings)
            entry[key] = value;
        return Assert.Single(Services(entry.Select(each => ($"Models:0:{each.Key}", each.Value))).GetServices<Model>()).Client;
    }

    public ServiceProvider Services(IEnumerable<(string Key, string Value)> settings, TokenCredential? entra = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(each => KeyValuePair.Create(each.Key, (string?)each.Value))).Build();
        var services = new ServiceCollection().AddLogging().AddOpenAI(configuration);
        if (entra is not null)
            services.AddSingleton(entra);
        var provider = services.BuildServiceProvider();
        _providers.Add(provider);
        return provider;
    }

    /// <summary>Waits for something that happens on the other side of a socket.</summary>
    public static async Task UntilAsync(Func<bool> happened)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!happened())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Everything that comes of one question.</summary>
    public static async Task<List<AIContent>> AskAsync(IChatClient model, ChatOptions? options = null, params ChatMessage[] messages)
    {
        List<AIContent> contents = [];
        await foreach (var update in model.GetStreamingResponseAsync(messages.Length > 0 ? messages : [new ChatMessage(ChatRole.User, "What is free on Friday?")], options).WithCancellation(CancellationToken.None))
            contents.AddRange(update.Contents);
        return contents;
    }

    public static async Task<ModelFailedException> FailAsync(IChatClient model) =>
        await Assert.ThrowsAsync<ModelFailedException>(() => AskAsync(model).WaitAsync(Patience));

    public static string Text(IEnumerable<AIContent> contents) => string.Concat(contents.OfType<TextContent>().Select(each => each.Text));

    /// <summary>The last request's body.</summary>
    public JsonElement LastBody => JsonDocument.Parse(StandIn.Requests[^1].Body).RootElement;

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
            await provider.DisposeAsync();
        await StandIn.DisposeAsync();
    }
}
