using System.Net;
using System.Net.Http.Headers;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>What a webhook brought.</summary>
/// <param name="Body">The document's text; null when the request failed.</param>
/// <param name="Address">Where it came from after redirects.</param>
/// <param name="Failure">The code and reason of a failure.</param>
internal sealed record WebhookAnswer(string? Body, Uri Address, CarrierNotice? Failure);

/// <summary>Sends the carrier's requests: signed, form-encoded, 15 s at most, up to ten redirects, one retry when the connection fails.</summary>
internal sealed class Webhooks(CarrierAccount account, TimeProvider time) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5), UseCookies = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(15),
    };

    /// <summary>Asks for a document.</summary>
    public async Task<WebhookAnswer> AskAsync(SimulatedCall call, Uri address, string method, IReadOnlyList<KeyValuePair<string, string>> parameters, bool repeated = false)
    {
        for (var hop = 0; hop <= 10; hop++)
        {
            HttpResponseMessage response;
            var began = time.GetTimestamp();
            try
            {
                response = await SendAsync(call.Faults, address, method, parameters, repeated);
            }
            catch (Exception failed) when (failed is HttpRequestException or TaskCanceledException)
            {
                return new WebhookAnswer(null, address, new CarrierNotice(CarrierNotices.FetchFailed, $"{address.AbsolutePath}: {failed.Message}"));
            }

            using (response)
            {
                call.WebhookTimes.Enqueue((address.AbsolutePath, time.GetElapsedTime(began)));
                if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } next)
                {
                    address = new Uri(address, next);
                    method = "GET";
                    continue;
                }

                return await ReadAsync(address, response);
            }
        }

        return new WebhookAnswer(null, address, new CarrierNotice(CarrierNotices.TooManyRedirects, $"{address}: more than ten redirects"));
    }

    /// <summary>Tells something; the answer does not matter unless it is an error.</summary>
    public Task TellAsync(SimulatedCall call, Uri address, IReadOnlyList<KeyValuePair<string, string>> parameters, string method = "POST") => TellAsync(call.Faults, call.Notices, address, parameters, method);

    /// <summary>Tells something that belongs to no call; what goes wrong is written to <paramref name="notices"/>. The status of the answer; null: there was none.</summary>
    public async Task<int?> TellAsync(Faults faults, CarrierNotices notices, Uri address, IReadOnlyList<KeyValuePair<string, string>> parameters, string method = "POST")
    {
        try
        {
            using var response = await SendAsync(faults, address, method, parameters, repeated: false);
            if ((int)response.StatusCode >= 400)
                notices.Add(CarrierNotices.FetchFailed, $"{address.AbsolutePath}: {(int)response.StatusCode}");
            return (int)response.StatusCode;
        }
        catch (Exception failed) when (failed is HttpRequestException or TaskCanceledException)
        {
            notices.Add(CarrierNotices.FetchFailed, $"{address.AbsolutePath}: {failed.Message}");
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task<WebhookAnswer> ReadAsync(Uri address, HttpResponseMessage response)
    {
        if (response.StatusCode is not HttpStatusCode.OK)
            return Failed(CarrierNotices.FetchFailed, $"answered {(int)response.StatusCode}");
        var bytes = await response.Content.ReadAsByteArrayAsync();
        if (bytes.Length > 64 * 1024)
            return Failed(CarrierNotices.TooLarge, $"{bytes.Length} bytes");
        return response.Content.Headers.ContentType?.MediaType is "text/xml" or "application/xml" or "text/html"
            ? new WebhookAnswer(System.Text.Encoding.UTF8.GetString(bytes), address, null)
            : Failed(CarrierNotices.ContentType, $"content type '{response.Content.Headers.ContentType}'");

        WebhookAnswer Failed(int code, string reason) => new(null, address, new CarrierNotice(code, $"{address.AbsolutePath}: {reason}"));
    }

    private async Task<HttpResponseMessage> SendAsync(Faults faults, Uri address, string method, IReadOnlyList<KeyValuePair<string, string>> parameters, bool repeated)
    {
        for (var retry = 0; ; retry++)
        {
            using var request = Request(faults, address, method, parameters);
            if (repeated || retry > 0)
                request.Headers.Add("I-Twilio-Idempotency-Token", Sid.New(""));
            try
            {
                return await _http.SendAsync(request);
            }
            catch (HttpRequestException) when (retry == 0)
            {
                // one retry when the connection fails
            }
        }
    }

    private HttpRequestMessage Request(Faults faults, Uri address, string method, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var token = faults.WebhookForged ? "somebody else's token" : account.AuthToken;
        var get = method == "GET";
        if (get)
        {
            var query = string.Join('&', parameters.Select(each => $"{Uri.EscapeDataString(each.Key)}={Uri.EscapeDataString(each.Value)}"));
            address = new UriBuilder(address) { Query = address.Query.Length > 1 ? $"{address.Query}&{query}" : query }.Uri;
        }

        var request = new HttpRequestMessage(get ? HttpMethod.Get : HttpMethod.Post, address);
        var signature = CarrierSignature.Of(token, CarrierSignature.SignedUrl(address, faults.Port), get ? [] : parameters);
        request.Headers.Add(CarrierSignature.Header, signature);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("TwilioProxy", "1.1"));
        request.Headers.Accept.ParseAdd("*/*");
        if (!get)
            request.Content = new FormUrlEncodedContent(parameters);
        return request;
    }
}
