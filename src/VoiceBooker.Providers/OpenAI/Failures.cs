using System.ClientModel;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Identity;
using VoiceBooker.Booking.Minds;

namespace VoiceBooker.Providers.OpenAI;

/// <summary>
/// Says what a failure means, without the vendor's types. What the vendor writes is not passed on: it may quote part of the key or what the caller said. Its codes are, as far as they look like codes.
/// </summary>
internal static partial class Failures
{
    private const int LongestError = 64 * 1024;

    /// <summary>The failure as the caller of a model knows it.</summary>
    /// <param name="broken">What the library threw.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="began">Whether a piece of the answer had come.</param>
    /// <param name="time">For dates.</param>
    public static ModelFailedException Of(Exception broken, string model, bool began, TimeProvider time)
    {
        switch (broken)
        {
            case ModelFailedException told:
                return told;

            case ClientResultException { Status: > 0 } answered:
                var (code, param) = Codes(answered);
                var kind = KindOf(answered.Status);
                var about = string.Join(", ", new[] { code, param }.Where(each => each.Length > 0));
                var words = string.Create(CultureInfo.InvariantCulture, $"The model '{model}' answered {answered.Status}{(about.Length > 0 ? $" ({about})" : "")}.");
                return new ModelFailedException(kind, words, kind is ModelFailure.Quota or ModelFailure.Unavailable ? RetryAfter(answered, time) : null);

            case AuthenticationFailedException:
                return new ModelFailedException(ModelFailure.Refused, $"This machine could not sign in for the model '{model}'.");

            case JsonException or FormatException or InvalidOperationException or ArgumentException or NotSupportedException or KeyNotFoundException or NullReferenceException:
                return new ModelFailedException(ModelFailure.Broken, $"The answer of the model '{model}' cannot be read ({broken.GetType().Name}).");

            default:
                var what = broken is OperationCanceledException ? "took too long" : began ? "broke off" : "cannot be reached";
                var reason = Innermost(broken);
                return began
                    ? new ModelFailedException(ModelFailure.Broken, $"The answer of the model '{model}' {what} ({reason}).")
                    : new ModelFailedException(ModelFailure.Unavailable, $"The model '{model}' {what} ({reason}).");
        }
    }

    /// <summary>The vendor's filter refused what was said before the model saw it: an answer, not a failure of the model.</summary>
    public static bool IsFiltered(Exception broken) => broken is ClientResultException { Status: 400 } answered && Codes(answered).Code == "content_filter";

    /// <summary>The codes in the body of an error, "code, param" of the protocol; empty where there are none.</summary>
    public static (string Code, string Param) CodesIn(ReadOnlyMemory<byte> body)
    {
        if (body.Length is 0 or > LongestError)
            return ("", "");
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("error", out var error) || error.ValueKind != JsonValueKind.Object)
                return ("", "");
            var code = Code(error, "code");
            return (code.Length > 0 ? code : Code(error, "type"), Code(error, "param"));
        }
        catch (JsonException)
        {
            return ("", "");
        }
    }

    /// <summary>What a status means.</summary>
    public static ModelFailure KindOf(int status) => status switch
    {
        429 or 402 => ModelFailure.Quota,
        408 or >= 500 => ModelFailure.Unavailable,
        _ => ModelFailure.Refused,
    };

    private static (string Code, string Param) Codes(ClientResultException answered)
    {
        try
        {
            return answered.GetRawResponse() is { } response ? CodesIn(response.Content.ToMemory()) : ("", "");
        }
        catch (InvalidOperationException)
        {
            return ("", ""); // the body was never read
        }
    }

    private static TimeSpan? RetryAfter(ClientResultException answered, TimeProvider time)
    {
        if (answered.GetRawResponse() is not { } response)
            return null;
        if (response.Headers.TryGetValue("retry-after-ms", out var exact) && double.TryParse(exact, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is >= 0 and < 86_400_000)
            return TimeSpan.FromMilliseconds(milliseconds);
        if (!response.Headers.TryGetValue("Retry-After", out var text) || text is null)
            return null;
        if (double.TryParse(text, CultureInfo.InvariantCulture, out var seconds))
            return seconds is >= 0 and < 86_400 ? TimeSpan.FromSeconds(seconds) : null;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return null;
        var wait = date - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>A text or number that looks like a code of a protocol, and like nothing that could quote a key or a caller.</summary>
    private static string Code(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number && value.ToString() is var text && CodeLike().IsMatch(text) ? text : "";

    private static string Innermost(Exception broken)
    {
        while (broken.InnerException is { } inner)
            broken = inner;
        return broken switch
        {
            System.Net.Sockets.SocketException socket => socket.SocketErrorCode.ToString(),
            HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request => request.HttpRequestError.ToString(),
            HttpIOException io => io.HttpRequestError.ToString(),
            _ => broken.GetType().Name,
        };
    }

    [GeneratedRegex(@"^[a-z0-9_.\[\]]{1,60}$", RegexOptions.None, 100)]
    private static partial Regex CodeLike();
}
