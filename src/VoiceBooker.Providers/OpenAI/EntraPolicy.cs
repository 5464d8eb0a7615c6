using System.ClientModel.Primitives;
using Azure.Core;

namespace VoiceBooker.Providers.OpenAI;

/// <summary>
/// Signs requests with a token of Azure's identity service and keeps the token until it is nearly old. The library's own policy does the same but refuses plain HTTP even on this machine;
/// where a credential may go is decided by the settings (<see cref="OpenAIModelOptions.AllowInsecureAddress"/>).
/// </summary>
internal sealed class EntraPolicy(TokenCredential credential, string scope, TimeProvider time) : AuthenticationPolicy
{
    private static readonly TimeSpan NearlyOld = TimeSpan.FromMinutes(5);

    private readonly TokenRequestContext _wanted = new([scope]);
    private volatile Held? _held;

    /// <inheritdoc/>
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        throw new NotSupportedException("Requests are sent asynchronously.");

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        var held = _held;
        if (held is null || held.Token.ExpiresOn - time.GetUtcNow() < NearlyOld)
            _held = held = new Held(await credential.GetTokenAsync(_wanted, message.CancellationToken)); // two at once may ask twice: no harm
        message.Request.Headers.Set("Authorization", $"Bearer {held.Token.Token}");
        await ProcessNextAsync(message, pipeline, currentIndex);
        if (message.Response?.Status == 401)
            _held = null; // taken back early: the next request asks anew
    }

    private sealed record Held(AccessToken Token);
}
