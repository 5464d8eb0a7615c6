using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace VoiceBooker.Providers.Twilio;

/// <summary>Requests to the REST API, signed in as the account, and what its answers have in common.</summary>
internal static class CarrierRequest
{
    /// <summary>Of an answer no more is read.</summary>
    public const int LongestAnswer = 4 * 1024 * 1024;

    /// <summary>The address of something of the account's.</summary>
    /// <param name="account">The account.</param>
    /// <param name="resource">Below the account, beginning with a slash: <c>/Calls.json</c>.</param>
    public static string AddressOf(CarrierOptions account, string resource) => $"{account.ApiBaseUrl.TrimEnd('/')}/2010-04-01/Accounts/{account.AccountSid}{resource}";

    /// <summary>The address of a list's next page, as the API wrote it; null when it leads to another server, which is not given our credentials.</summary>
    public static string? AddressOfNext(CarrierOptions account, string nextPage)
    {
        var home = account.ApiBaseUrl.TrimEnd('/');
        if (nextPage.StartsWith(home + "/", StringComparison.OrdinalIgnoreCase))
            return nextPage;
        return nextPage.StartsWith('/') && !nextPage.StartsWith("//", StringComparison.Ordinal) ? home + nextPage : null;
    }

    /// <summary>A request in the account's name.</summary>
    public static HttpRequestMessage To(CarrierOptions account, HttpMethod method, string address)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.AccountSid}:{account.AuthToken}")));
        return request;
    }

    /// <summary>The answer's JSON object; null when it is none, or too long.</summary>
    public static async Task<JsonElement?> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(LongestAnswer, cancel);
            using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancel));
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or HttpRequestException or IOException)
        {
            return null;
        }
    }

    /// <summary>The error code an answer names; 0 when it names none.</summary>
    public static int CodeOf(JsonElement? answer) => answer is { } error && int.TryParse(TextOf(error, "code"), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;

    /// <summary>A value of the answer as text; null when it is absent or null. Numbers come as text in most places and as numbers in some.</summary>
    public static string? TextOf(JsonElement answer, string name) => answer.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;

    /// <summary>A header of the answer that helps the carrier's support; empty when it is absent.</summary>
    public static string HeaderOf(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";
}
