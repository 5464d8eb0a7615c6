using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Core;
using OpenAI;
using OpenAI.Chat;

namespace VoiceBooker.Providers.OpenAI;

/// <summary>How the official library is set up for a telephone call: no retries of its own, no telemetry, connections that stay warm.</summary>
internal static class OpenAIWire
{
    /// <summary>A handler for HTTP to these servers; no redirects, because a credential goes with every request.</summary>
    public static SocketsHttpHandler NewHandler() => new()
    {
        ResponseDrainTimeout = TimeSpan.Zero, // an answer nobody wants any more is not waited for, and not paid for: by default its rest is read for two seconds
        MaxResponseDrainSize = 0,
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(3),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5), // the next caller finds it open
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        EnableMultipleHttp2Connections = true,
        MaxResponseHeadersLength = 64,
    };

    /// <summary>A client of the library for one model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="entra">Who signs in when the model says so.</param>
    /// <param name="time">For the tokens' ages.</param>
    /// <param name="http">Sends; the caller disposes it.</param>
    public static ChatClient NewChatClient(OpenAIModelOptions model, TokenCredential? entra, TimeProvider time, HttpClient http)
    {
        // Read by the library whenever a client is made: neither a version nor a machine's description is sent along.
        AppContext.SetSwitch("OpenAI.DisableTelemetry", true);
        var options = new OpenAIClientOptions
        {
            Endpoint = model.Address,
            RetryPolicy = new ClientRetryPolicy(0), // a caller waits: the next model is asked instead
            NetworkTimeout = model.WholeWithin, // for the headers and for each gap; the deadlines of the call are shorter
            EnableDistributedTracing = false,
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false, EnableMessageLogging = false, EnableMessageContentLogging = false },
            Transport = new Http2Transport(http),
        };
        if (model.Headers.Count > 0)
            options.AddPolicy(new HeadersPolicy(model.Headers), PipelinePosition.PerCall);
        return new ChatClient(model.Model, SignIn(model, entra, time), options);
    }

    private static AuthenticationPolicy SignIn(OpenAIModelOptions model, TokenCredential? entra, TimeProvider time)
    {
        if (model.UseEntra)
            return new EntraPolicy(entra ?? throw new ArgumentNullException(nameof(entra)), model.EntraScope, time);
        if (model.Key.Length == 0)
            return new NoSignIn();
        var key = new ApiKeyCredential(model.Key);
        return model.Kind == "azure" ? ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(key, "api-key") : ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(key);
    }

    /// <summary>Over TLS many answers share one HTTP/2 connection, so that a caller who interrupts ends an answer and not the connection the next one needs.</summary>
    private sealed class Http2Transport(HttpClient http) : HttpClientPipelineTransport(http)
    {
        protected override void OnSendingRequest(PipelineMessage message, HttpRequestMessage httpRequest)
        {
            httpRequest.Version = System.Net.HttpVersion.Version20;
            httpRequest.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        }
    }

    private sealed class HeadersPolicy(IReadOnlyDictionary<string, string> headers) : PipelinePolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            Put(message);
            ProcessNext(message, pipeline, currentIndex);
        }

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            Put(message);
            return ProcessNextAsync(message, pipeline, currentIndex);
        }

        private void Put(PipelineMessage message)
        {
            foreach (var (name, value) in headers)
                message.Request.Headers.Set(name, value);
        }
    }

    private sealed class NoSignIn : AuthenticationPolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) => ProcessNext(message, pipeline, currentIndex);

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) => ProcessNextAsync(message, pipeline, currentIndex);
    }
}
