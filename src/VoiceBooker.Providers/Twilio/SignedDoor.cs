using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace VoiceBooker.Providers.Twilio;

/// <summary>What all webhooks of the carrier have in common: raw body, then signature, then meaning. Without an account there is no such door.</summary>
internal sealed partial class SignedDoor(Carrier carrier, ILogger<SignedDoor> log)
{
    private const int MaxBody = 64 * 1024;
    private const int MaxLoggedUrl = 200;

    /// <summary>Answers a request that is surely the carrier's; any other is refused without a word, and noted.</summary>
    public async Task<IResult> AnswerAsync(HttpContext context, Func<SignedRequest, Task<IResult>> answer)
    {
        if (!carrier.Options.IsConfigured)
            return TypedResults.NotFound();

        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (await ReadBodyAsync(context.Request) is not { } body)
        {
            LogRefused("body over 64 kB", Shortened(carrier.Options.UrlOf(target)));
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        var isForm = context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        var verdict = RequestSignature.CheckWebhook(carrier.Options, target, context.Request.Headers[RequestSignature.Header], isForm, body);
        if (verdict != SignatureVerdict.Genuine)
        {
            LogRefused(verdict.ToString(), Shortened(carrier.Options.UrlOf(target)));
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        var query = target.IndexOf('?', StringComparison.Ordinal);
        return await answer(new SignedRequest(
            isForm ? RawForm.Parse(body) : RawForm.Empty,
            query < 0 ? RawForm.Empty : RawForm.Parse(Encoding.UTF8.GetBytes(target[(query + 1)..])),
            context.RequestAborted));
    }

    private static string Shortened(string url) => url.Length <= MaxLoggedUrl ? url : url[..MaxLoggedUrl] + "…"; // strangers do not fill the log

    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request)
    {
        if (request.ContentLength > MaxBody)
            return null;

        using var body = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > MaxBody)
                return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    [LoggerMessage(LogLevel.Warning, "Refused a webhook: {Reason}. URL {Url}")]
    private partial void LogRefused(string reason, string url);
}
