using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace VoiceBooker.Providers.OpenAI;

/// <summary>Sends requests about speech; failures are told by status and code only, because bodies may quote keys and callers.</summary>
internal sealed class SpeechHttp(IOptions<OpenAISpeechOptions> settings, OpenAIFeature.OpenAIConnections connections)
{
    private const int LongestError = 64 * 1024;

    private readonly OpenAISpeechOptions _options = settings.Value;

    /// <summary>Posts and gives the answer as soon as its headers are there.</summary>
    /// <param name="path">Behind the base address.</param>
    /// <param name="content">The body.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="HttpRequestException">It cannot be reached, or says no; the message may be shown.</exception>
    public async Task<HttpResponseMessage> PostAsync(string path, HttpContent content, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_options.Address, path)) { Content = content, Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        if (_options.Key.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _options.Key);
        foreach (var (name, value) in _options.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await connections.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
        {
            var (code, param) = Failures.CodesIn(await BodyAsync(response, cancel));
            var about = string.Join(", ", new[] { code, param }.Where(each => each.Length > 0));
            throw new HttpRequestException($"{path} was answered with {(int)response.StatusCode}{(about.Length > 0 ? $" ({about})" : "")}", null, response.StatusCode);
        }
    }

    /// <summary>Whether asking again may help.</summary>
    public static bool MayPass(HttpRequestException failed) => failed.StatusCode is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private static async Task<byte[]> BodyAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var body = new byte[LongestError];
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var read = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancel);
        return body[..read];
    }
}
