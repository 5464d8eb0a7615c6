using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using VoiceBooker.Booking.Access;

namespace VoiceBooker.Server.Api;

/// <summary>
/// Honours the <c>Idempotency-Key</c> of POST requests (draft-ietf-httpapi-idempotency-key-header): the first is done, its answer is given again to each equal one within a day.
/// A refusal (4xx) and an answer that says "try later" (5xx) are not kept: nothing was changed by them, so that the request may be sent again when what was in the way has gone, or mended.
/// </summary>
internal sealed class RepeatedAnswers(RepeatedRequests requests)
{
    /// <summary>The header of the request.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>The header of an answer that was given before.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    private const int LongestKey = 255;

    /// <summary>Does the work, or gives the answer it had; a problem when neither is right.</summary>
    public async Task<IResult?> AnswerAsync(HttpContext context, ReadOnlyMemory<byte> body, RequestDelegate work)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.Request.Headers[Header] is not [{ } given, ..])
        {
            await work(context);
            return null;
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<SecretAnswer>() is not null)
            return ApiProblems.Of(StatusCodes.Status400BadRequest, $"The answer of this door holds a secret that is shown once, so it cannot be given again. Send the request without {Header}.");

        var key = given.Trim();
        if (key is ['"', .., '"'] && key.Length > 2)
            key = key[1..^1]; // as the draft writes it: a quoted string
        if (key.Length is 0 or > LongestKey || key.Any(letter => letter is < ' ' or > '~'))
            return ApiProblems.Of(StatusCodes.Status400BadRequest, $"{Header} must have 1 to {LongestKey} printable ASCII characters; a UUID is a good one.");

        var who = context.Features.GetRequiredFeature<ApiCaller>().Key;
        var row = $"{who:N}:{key}";
        switch (await requests.BeginAsync(row, Fingerprint(context.Request, body), context.RequestAborted))
        {
            case RequestTurn.Work:
                var (today, yesterday) = requests.IdentitiesFor(who, key);
                context.Features.Set(new RepeatableIdentity(today, yesterday));
                await WorkAsync(context, row, work);
                return null;
            case RequestTurn.Answered(var answer):
                await GiveAgainAsync(context, answer);
                return null;
            case RequestTurn.AnotherRequest:
                return ApiProblems.Of(StatusCodes.Status422UnprocessableEntity, $"This {Header} came with another request before. Use a new key for every new request, and the same key only to repeat the same one.", "Idempotency key used before");
            default:
                context.Response.Headers.RetryAfter = "1";
                return ApiProblems.Of(StatusCodes.Status409Conflict, $"The first request with this {Header} is still being worked on. Ask again in a moment.", "Still being worked on");
        }
    }

    private async Task WorkAsync(HttpContext context, string row, RequestDelegate work)
    {
        var wire = context.Response.Body;
        using var copy = new MemoryStream();
        context.Response.Body = copy;
        var kept = false;
        try
        {
            await work(context);
            if (context.Response.StatusCode < StatusCodes.Status400BadRequest)
            {
                var answer = new IdempotentRequest
                {
                    Key = row,
                    Status = context.Response.StatusCode,
                    Body = Encoding.UTF8.GetString(copy.GetBuffer(), 0, (int)copy.Length),
                    ContentType = context.Response.ContentType ?? "",
                    Location = context.Response.Headers.Location.ToString(),
                };
                await requests.FinishAsync(answer, CancellationToken.None);
                kept = true;
            }
        }
        finally
        {
            context.Response.Body = wire;
            if (!kept)
                await requests.ForgetAsync(row, CancellationToken.None);
        }

        copy.Position = 0;
        await copy.CopyToAsync(wire, context.RequestAborted);
    }

    private static async Task GiveAgainAsync(HttpContext context, IdempotentRequest answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.Headers[ReplayedHeader] = "true";
        if (answer.Location.Length > 0)
            context.Response.Headers.Location = answer.Location;
        if (answer.ContentType.Length > 0)
            context.Response.ContentType = answer.ContentType;
        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static string Fingerprint(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}{request.QueryString}\n"));
        hash.AppendData(body.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
