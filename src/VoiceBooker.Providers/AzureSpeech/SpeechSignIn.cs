using Azure.Core;
using Microsoft.Extensions.Options;

namespace VoiceBooker.Providers.AzureSpeech;

/// <summary>Who we are to the service: a key, or an Entra token that is kept until shortly before it ends. One object serves all calls.</summary>
/// <param name="options">The key, or the resource.</param>
/// <param name="credential">Where tokens come from; null with a key.</param>
/// <param name="time">Tells when a token ends.</param>
internal sealed class SpeechSignIn(IOptions<AzureSpeechOptions> options, TokenCredential? credential, TimeProvider time)
{
    private static readonly TokenRequestContext _scope = new(["https://cognitiveservices.azure.com/.default"]);
    private static readonly TimeSpan _early = TimeSpan.FromMinutes(5);

    private volatile Kept? _kept;

    /// <summary>True when a refusal may only mean that a token has ended before its time.</summary>
    public bool UsesTokens => credential is not null;

    /// <summary>The header for a recogniser.</summary>
    public async ValueTask<(string Name, string Value)> ForRecognitionAsync(CancellationToken cancel) =>
        credential is null ? Key : ("Authorization", $"Bearer {await TokenAsync(credential, cancel)}");

    /// <summary>The header for a synthesiser: it wants to know the resource, too.</summary>
    public async ValueTask<(string Name, string Value)> ForSynthesisAsync(CancellationToken cancel) =>
        credential is null ? Key : ("Authorization", $"Bearer aad#{options.Value.ResourceId}#{await TokenAsync(credential, cancel)}");

    /// <summary>The kept token was refused: the next one is fetched.</summary>
    public void Forget() => _kept = null;

    private (string Name, string Value) Key => ("Ocp-Apim-Subscription-Key", options.Value.Key);

    private async ValueTask<string> TokenAsync(TokenCredential source, CancellationToken cancel)
    {
        if (_kept is { } kept && kept.Ends - _early > time.GetUtcNow())
            return kept.Token;
        var token = await source.GetTokenAsync(_scope, cancel);
        _kept = new Kept(token.Token, token.ExpiresOn);
        return token.Token;
    }

    private sealed record Kept(string Token, DateTimeOffset Ends);
}
