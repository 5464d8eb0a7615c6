using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace VoiceBooker.Providers.Twilio;

/// <summary>What came of a change to a live call.</summary>
internal enum CallChange
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>The call is over, or there is none.</summary>
    CallIsOver,

    /// <summary>The carrier refused, or could not be reached in time.</summary>
    Failed,
}

/// <summary>The carrier's REST API, as far as a live call needs it.</summary>
internal sealed partial class CarrierApi(IHttpClientFactory clients, IOptions<CarrierOptions> options, TimeProvider time, ILogger<CarrierApi> log)
{
    /// <summary>Name of the HTTP client.</summary>
    public const string Client = "carrier";

    private const int Tries = 4;
    private const int NotInProgress = 21220;
    private const int NotFound = 20404;

    /// <summary>Ends a call. A call that is over already counts as ended.</summary>
    public Task<CallChange> HangUpAsync(string callSid, CancellationToken cancel) => ChangeAsync(callSid, "Status", "completed", cancel);

    /// <summary>Replaces what the call is doing by another document; its stream ends by that.</summary>
    public Task<CallChange> RedirectAsync(string callSid, string document, CancellationToken cancel) => ChangeAsync(callSid, "Twiml", document, cancel);

    private async Task<CallChange> ChangeAsync(string callSid, string name, string value, CancellationToken cancel)
    {
        var account = options.Value;
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{account.ApiBaseUrl.TrimEnd('/')}/2010-04-01/Accounts/{account.AccountSid}/Calls/{Uri.EscapeDataString(callSid)}.json");
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.AccountSid}:{account.AuthToken}")));
            request.Content = new FormUrlEncodedContent([new(name, value)]);
            try
            {
                using var client = clients.CreateClient(Client);
                using var response = await client.SendAsync(request, cancel);
                if (response.IsSuccessStatusCode)
                    return CallChange.Done;

                if (response.StatusCode == HttpStatusCode.TooManyRequests && attempt < Tries)
                {
                    // The only answer after which the request surely was not processed.
                    var most = Math.Min(3000, 100 << attempt);
                    await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, most + 1)), time, cancel);
                    continue;
                }

                var code = await ReadCodeAsync(response, cancel);
                if (code is NotInProgress or NotFound)
                    return CallChange.CallIsOver;

                LogRefused(callSid, name, (int)response.StatusCode, code, response.Headers.TryGetValues("Twilio-Request-Id", out var ids) ? string.Join(',', ids) : "");
                return CallChange.Failed;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                LogUnreachable(callSid, name, failure.GetBaseException().Message);
                return CallChange.Failed;
            }
        }
    }

    private static async Task<int> ReadCodeAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            var error = JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(cancel), CarrierJson.Default.ApiError);
            return error?.Code ?? 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Call {CallSid}: the carrier refused to change '{Name}': HTTP {Status}, code {Code}, request {RequestId}.")]
    private partial void LogRefused(string callSid, string name, int status, int code, string requestId);

    [LoggerMessage(LogLevel.Warning, "Call {CallSid}: the carrier's API could not be reached to change '{Name}': {Reason}")]
    private partial void LogUnreachable(string callSid, string name, string reason);
}

/// <summary>An error as the REST API words it.</summary>
internal sealed record ApiError(int? Code);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ApiError))]
internal sealed partial class CarrierJson : JsonSerializerContext;
