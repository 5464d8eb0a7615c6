using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace VoiceBooker.Providers.Twilio;

/// <summary>What came of a change to a call.</summary>
internal enum CallChange
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>The call is not in the state the change is for: over, or, before the answer, not yet there.</summary>
    WrongState,

    /// <summary>There is no such call.</summary>
    NoSuchCall,

    /// <summary>The carrier refused, or could not be reached in time.</summary>
    Failed,
}

/// <summary>What came of reading something.</summary>
internal abstract record CarrierReading
{
    private CarrierReading() { }

    /// <summary>There it is.</summary>
    public sealed record Found(JsonElement Resource) : CarrierReading;

    /// <summary>The carrier knows no such thing.</summary>
    public sealed record Missing : CarrierReading;

    /// <summary>The carrier could not be asked.</summary>
    public sealed record Failed(string Reason) : CarrierReading;
}

/// <summary>The carrier's REST API for what may be asked twice: changes to a call, and looking things up.</summary>
internal sealed partial class CarrierApi(IHttpClientFactory clients, IOptions<CarrierOptions> options, TimeProvider time, ILogger<CarrierApi> log)
{
    /// <summary>Name of the HTTP client.</summary>
    public const string Client = "carrier";

    /// <summary>Pages of one list that are read; a longer list is not read at all.</summary>
    public const int MostPages = 100;

    private const int Tries = 4;
    private const int WrongState = 21220;
    private const int NotFound = 20404;

    /// <summary>Ends a call that was answered. A call that is over already counts as ended.</summary>
    public Task<CallChange> HangUpAsync(string callSid, CancellationToken cancel) => ChangeAsync(callSid, "Status", "completed", cancel);

    /// <summary>Takes back a call that was not answered yet; one that was goes on.</summary>
    public Task<CallChange> TakeBackAsync(string callSid, CancellationToken cancel) => ChangeAsync(callSid, "Status", "canceled", cancel);

    /// <summary>Replaces what the call is doing by another document; its stream ends by that.</summary>
    public Task<CallChange> RedirectAsync(string callSid, string document, CancellationToken cancel) => ChangeAsync(callSid, "Twiml", document, cancel);

    /// <summary>Reads one resource of the account.</summary>
    /// <param name="resource">Below the account, beginning with a slash.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<CarrierReading> ReadAsync(string resource, CancellationToken cancel) => GetAsync(CarrierRequest.AddressOf(options.Value, resource), cancel);

    /// <summary>Reads a whole list, page after page. It is found whole or not at all.</summary>
    /// <param name="resource">The first page, below the account.</param>
    /// <param name="name">What the list is called in its pages: <c>calls</c>.</param>
    /// <param name="mayBeMissing">Whether a list that the carrier does not know is an empty one.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The entries; null when a page could not be had.</returns>
    public async Task<IReadOnlyList<JsonElement>?> ReadAllAsync(string resource, string name, bool mayBeMissing, CancellationToken cancel)
    {
        var entries = new List<JsonElement>();
        var address = CarrierRequest.AddressOf(options.Value, resource);
        for (var page = 1; page <= MostPages; page++)
        {
            var reading = await GetAsync(address, cancel);
            if (reading is CarrierReading.Missing && mayBeMissing)
                return entries;
            if (reading is not CarrierReading.Found(var found) || !found.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array)
                return null;

            entries.AddRange(list.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object));
            if (CarrierRequest.TextOf(found, "next_page_uri") is not { Length: > 0 } next)
                return entries;
            if (CarrierRequest.AddressOfNext(options.Value, next) is not { } following)
            {
                LogForeignPage(name);
                return null;
            }

            address = following;
        }

        LogTooLong(name, MostPages);
        return null;
    }

    private async Task<CallChange> ChangeAsync(string callSid, string name, string value, CancellationToken cancel)
    {
        var (status, answer, reason) = await AskAsync(
            () =>
            {
                var request = CarrierRequest.To(options.Value, HttpMethod.Post, CarrierRequest.AddressOf(options.Value, $"/Calls/{Uri.EscapeDataString(callSid)}.json"));
                request.Content = new FormUrlEncodedContent([new(name, value)]);
                return request;
            },
            retries: false,
            cancel);
        if (status is { } told && (int)told is >= 200 and < 300)
            return CallChange.Done;

        switch (CarrierRequest.CodeOf(answer))
        {
            case WrongState:
                return CallChange.WrongState;
            case NotFound:
                return CallChange.NoSuchCall;
            case var code:
                LogNotChanged(callSid, name, code, reason);
                return CallChange.Failed;
        }
    }

    private async Task<CarrierReading> GetAsync(string address, CancellationToken cancel)
    {
        var (status, answer, reason) = await AskAsync(() => CarrierRequest.To(options.Value, HttpMethod.Get, address), retries: true, cancel);
        if (status is HttpStatusCode.OK && answer is { } resource)
            return new CarrierReading.Found(resource);
        if (status is HttpStatusCode.NotFound && CarrierRequest.CodeOf(answer) == NotFound)
            return new CarrierReading.Missing();
        if (status is HttpStatusCode.OK)
            reason = "an answer that cannot be read";
        LogNotRead(CarrierRequest.CodeOf(answer), reason);
        return new CarrierReading.Failed(reason);
    }

    /// <summary>Asks, after too many requests again (which are never processed), and with <paramref name="retries"/> after the carrier's own failures, too.</summary>
    private async Task<(HttpStatusCode? Status, JsonElement? Answer, string Reason)> AskAsync(Func<HttpRequestMessage> make, bool retries, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = make();
            try
            {
                using var client = clients.CreateClient(Client);
                using var response = await client.SendAsync(request, cancel);
                var status = response.StatusCode;
                if (attempt < Tries && (status == HttpStatusCode.TooManyRequests || (retries && (int)status >= 500)))
                {
                    var most = Math.Min(3000, 100 << attempt);
                    await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, most + 1)), time, cancel);
                    continue;
                }

                return (status, await CarrierRequest.ReadAsync(response, cancel), $"HTTP {(int)status}, request {CarrierRequest.HeaderOf(response, "Twilio-Request-Id")}");
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                return (null, null, failure.GetBaseException().Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Call {CallSid}: the carrier did not change '{Name}', code {Code}: {Reason}")]
    private partial void LogNotChanged(string callSid, string name, int code, string reason);

    [LoggerMessage(LogLevel.Warning, "The carrier could not be asked, code {Code}: {Reason}")]
    private partial void LogNotRead(int code, string reason);

    [LoggerMessage(LogLevel.Warning, "The carrier's list '{Name}' leads to another server; it is not followed.")]
    private partial void LogForeignPage(string name);

    [LoggerMessage(LogLevel.Warning, "The carrier's list '{Name}' has more than {Pages} pages; it is not used.")]
    private partial void LogTooLong(string name, int pages);
}
