using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace VoiceBooker.Providers.Twilio;

/// <summary>What is certain after the carrier was asked to do something to a person.</summary>
internal abstract record OrderAnswer
{
    private OrderAnswer() { }

    /// <summary>The carrier does it. <paramref name="Resource"/> is what it says of it.</summary>
    public sealed record Taken(string Sid, JsonElement Resource) : OrderAnswer;

    /// <summary>The carrier never heard of it.</summary>
    public sealed record NotSent(string Reason) : OrderAnswer;

    /// <summary>The carrier has too much to do, and did nothing of it.</summary>
    public sealed record Throttled(int Code) : OrderAnswer;

    /// <summary>The carrier will not do it.</summary>
    public sealed record Refused(HttpStatusCode Status, int Code, string Message) : OrderAnswer;

    /// <summary>Nobody knows: the answer is lost, or says that something broke on the way.</summary>
    public sealed record Lost(string Reason) : OrderAnswer;
}

/// <summary>Asks the carrier to call or to write to people. Each order is sent once and never again by itself, since the carrier knows no such thing as the same order twice.</summary>
internal sealed partial class CarrierOrders(IHttpClientFactory clients, IOptions<CarrierOptions> options, TimeProvider time, ILogger<CarrierOrders> log)
{
    /// <summary>Name of the HTTP client.</summary>
    public const string Client = "carrier-orders";

    private const int TooManyRequests = 20429;
    private const int TooManyCalls = 10004;
    private const int LongestMessage = 300;

    /// <summary>Sends one order and says what is certain afterwards; throws for <paramref name="cancel"/> only, and then nothing is.</summary>
    /// <param name="resource">What is to be made: <c>/Calls.json</c>.</param>
    /// <param name="about">What the log calls it; no number of anybody's.</param>
    /// <param name="fields">The form, in order.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<OrderAnswer> SendAsync(string resource, string about, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(options.Value.DialTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        using var form = new OneShotForm(fields);
        using var request = CarrierRequest.To(options.Value, HttpMethod.Post, CarrierRequest.AddressOf(options.Value, resource));
        request.Content = form;
        try
        {
            using var client = clients.CreateClient(Client);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await UnderstandAsync(response, about, either.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            var reason = deadline.IsCancellationRequested ? $"no answer within {options.Value.DialTimeout.TotalSeconds:0.#} s" : failure.GetBaseException().Message;
            LogNoAnswer(about, form.Begun, reason);
            return form.Begun ? new OrderAnswer.Lost(reason) : new OrderAnswer.NotSent(reason);
        }
    }

    private async Task<OrderAnswer> UnderstandAsync(HttpResponseMessage response, string about, CancellationToken cancel)
    {
        var status = response.StatusCode;
        var answer = await CarrierRequest.ReadAsync(response, cancel);
        var code = response.IsSuccessStatusCode ? 0 : CarrierRequest.CodeOf(answer);
        LogAnswered(about, (int)status, code, CarrierRequest.HeaderOf(response, "Twilio-Request-Id"), CarrierRequest.HeaderOf(response, "Twilio-Concurrent-Requests"), CarrierRequest.HeaderOf(response, "Twilio-Request-Duration"));

        if (response.IsSuccessStatusCode)
            return answer is { } resource && SidOf(resource) is { } sid ? new OrderAnswer.Taken(sid, resource) : new OrderAnswer.Lost($"HTTP {(int)status} with an answer that cannot be read");
        if ((int)status >= 500 || status == HttpStatusCode.RequestTimeout)
            return new OrderAnswer.Lost(code == 0 ? $"HTTP {(int)status}" : $"HTTP {(int)status}, code {code}");
        if (status == HttpStatusCode.TooManyRequests || code is TooManyRequests or TooManyCalls)
            return new OrderAnswer.Throttled(code);

        var message = answer is { } error ? CarrierRequest.TextOf(error, "message") ?? "" : "";
        return new OrderAnswer.Refused(status, code, message.Length <= LongestMessage ? message : message[..LongestMessage]);
    }

    private static string? SidOf(JsonElement resource) =>
        CarrierRequest.TextOf(resource, "sid") is { Length: > 2 and <= 64 } sid && sid.All(char.IsAsciiLetterOrDigit) ? sid : null;

    [LoggerMessage(LogLevel.Information, "The carrier answered {About} with HTTP {Status}, code {Code} (request {RequestId}, {Concurrent} at once, {Duration} s).")]
    private partial void LogAnswered(string about, int status, int code, string requestId, string concurrent, string duration);

    [LoggerMessage(LogLevel.Warning, "The carrier did not answer {About} (request begun: {Begun}): {Reason}")]
    private partial void LogNoAnswer(string about, bool begun, string reason);
}
