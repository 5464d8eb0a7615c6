using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace VoiceBooker.Server.Api;

/// <summary>What goes wrong before or beneath a door's own work, as problem details (RFC 9457). Nothing of the inside is told.</summary>
internal static class ApiProblems
{
    /// <summary>A problem with the status's own title.</summary>
    public static ProblemHttpResult Of(int status, string detail, string? title = null) =>
        TypedResults.Problem(detail, title: title ?? ReasonPhrases.GetReasonPhrase(status), statusCode: status);

    /// <summary>The key lacks a scope.</summary>
    /// <param name="scope">Which.</param>
    /// <param name="why">What it is needed for, as the end of the sentence "lacks the scope …, ".</param>
    /// <param name="context">The request, let in by its key.</param>
    public static ProblemHttpResult Lacking(string scope, string why, HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
        return Of(StatusCodes.Status403Forbidden, $"The key '{context.Features.GetRequiredFeature<ApiCaller>().Name}' lacks the scope {scope}, {why}. Make a key with it in the console, under API keys.");
    }

    /// <summary>What the web server or the reading of parameters found wrong with a request.</summary>
    public static ProblemHttpResult Of(BadHttpRequestException bad, HttpContext context) => bad switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(context),
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => For(StatusCodes.Status415UnsupportedMediaType, context),
        { StatusCode: StatusCodes.Status408RequestTimeout } => Of(bad.StatusCode, "The request's body came too slowly. Send it again."),
        { InnerException: JsonException json } => Malformed(json),
        _ => Of(bad.StatusCode, ParameterMistake(bad.Message)),
    };

    /// <summary>A status that was set without a word.</summary>
    public static ProblemHttpResult For(int status, HttpContext context) => status switch
    {
        StatusCodes.Status404NotFound => Of(status, "There is no such door in the API; GET /openapi/v1.json describes those there are."),
        StatusCodes.Status405MethodNotAllowed => Of(status, $"{context.Request.Method} is not possible here; possible: {context.Response.Headers.Allow}."),
        StatusCodes.Status415UnsupportedMediaType => Of(status, $"The body's Content-Type is '{context.Request.ContentType}'; this door takes {Taken(context)}."),
        StatusCodes.Status413PayloadTooLarge => TooLarge(context),
        _ => Of(status, $"The request was answered {status} ({ReasonPhrases.GetReasonPhrase(status)})."),
    };

    /// <summary>A body that is no JSON.</summary>
    public static ProblemHttpResult Malformed(JsonException broken) => Of(
        StatusCodes.Status400BadRequest,
        broken.LineNumber is { } line ? $"The body is no valid JSON: something is wrong in line {line + 1}, at character {(broken.BytePositionInLine ?? 0) + 1}." : "The body is no valid JSON.");

    private static ProblemHttpResult TooLarge(HttpContext context)
    {
        var most = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        return Of(StatusCodes.Status413PayloadTooLarge, most is { } bytes ? $"The body is too large: this door takes at most {bytes / 1024} KiB. Send it in several requests." : "The body is too large. Send it in several requests.");
    }

    private static string Taken(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IAcceptsMetadata>() is { ContentTypes: { Count: > 0 } types } ? string.Join(" or ", types) : "application/json";

    /// <summary>The framework's "Failed to bind parameter "Nullable&lt;int&gt; take" from "x"." without the inside's types.</summary>
    private static string ParameterMistake(string message)
    {
        var parts = message.Split('"');
        return message.StartsWith("Failed to bind parameter", StringComparison.Ordinal) && parts.Length >= 5
            ? $"{parts[1].Split(' ')[^1]} is '{parts[3]}', which cannot be read as what it should be."
            : message.StartsWith("Required parameter", StringComparison.Ordinal) && parts.Length >= 3 ? $"{parts[1].Split(' ')[^1]} is needed." : "The request cannot be read.";
    }
}
