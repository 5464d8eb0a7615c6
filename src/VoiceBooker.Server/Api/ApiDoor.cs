using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NodaTime.Text;
using VoiceBooker.Booking.Access;

namespace VoiceBooker.Server.Api;

/// <summary>
/// The one way into the API. 1. The key: known (strangers of one address are counted before the database is asked), alive, not asking too often, with the scopes the door needs. 2. The body: read once, compared with what the door takes. 3. The idempotency key: done before? 4. The door itself. Whatever goes wrong on the way is answered as problem details.
/// </summary>
internal sealed partial class ApiDoor : IDisposable
{
    private const string Scheme = "Bearer ";

    /// <summary>Up to so many requests per minute, each is given back by itself; beyond, a second's at once.</summary>
    private const int OneByOne = 600;

    private readonly RequestDelegate _next;
    private readonly ApiKeys _keys;
    private readonly RepeatedAnswers _repeated;
    private readonly JsonBodies _bodies;
    private readonly ILogger<ApiDoor> _log;
    private readonly byte[]? _rootKey;
    private readonly PartitionedRateLimiter<string> _rates;

    public ApiDoor(RequestDelegate next, ApiKeys keys, RepeatedAnswers repeated, JsonBodies bodies, IOptions<ApiOptions> options, ILogger<ApiDoor> log)
    {
        (_next, _keys, _repeated, _bodies, _log) = (next, keys, repeated, bodies, log);
        _rootKey = options.Value.Key.Length > 0 ? SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.Key)) : null;
        var perMinute = options.Value.RequestsPerMinute;
        _rates = PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = perMinute <= OneByOne ? 1 : perMinute / 60,
            ReplenishmentPeriod = perMinute <= OneByOne ? TimeSpan.FromMinutes(1) / perMinute : TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));
    }

    public void Dispose() => _rates.Dispose();

    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            await _next(context);
            return;
        }

        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        IResult? problem;
        try
        {
            problem = await AdmitAsync(context) ?? await OpenAsync(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            problem = ApiProblems.Of(bad, context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // nobody listens any more
        }
        catch (Exception broken) when (!context.Response.HasStarted && broken is not OutOfMemoryException)
        {
            LogBroken(broken, context.Request.Method, context.GetEndpoint()?.DisplayName ?? "");
            problem = ApiProblems.Of(StatusCodes.Status500InternalServerError, "Something went wrong on our side; the server's log has the reason. Ask what became of it before you try again, or send an Idempotency-Key.");
        }

        if (problem is null && context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null } told)
            problem = ApiProblems.For(told.StatusCode, context);
        if (problem is not null)
            await problem.ExecuteAsync(context);
    }

    /// <summary>Null when the key opens the door.</summary>
    private async ValueTask<ProblemHttpResult?> AdmitAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var given = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
        var root = IsRoot(given);
        using var asStranger = root || _keys.Remembers(given) ? null : _rates.AttemptAcquire(StrangersAt(context));
        if (asStranger is { IsAcquired: false })
            return TooMany(context, asStranger, "from this address without a key that is known here");
        var check = root ? null : await _keys.CheckAsync(given, context.RequestAborted);
        var caller = check switch
        {
            null => ApiCaller.Root,
            KeyCheck.Works(var key) => new ApiCaller(key.Id, key.Name, key.Scopes),
            _ => null,
        };
        using var lease = caller is not null ? _rates.AttemptAcquire(caller.Key.ToString("D")) : asStranger is null ? _rates.AttemptAcquire(StrangersAt(context)) : null;
        if (lease is { IsAcquired: false })
            return TooMany(context, lease, "with this key");
        if (caller is null)
            return await RefuseAsync(context, given, check!);

        context.Features.Set(caller);
        var needed = context.GetEndpoint()?.Metadata.GetOrderedMetadata<NeededScope>() ?? [];
        if (needed.FirstOrDefault(each => !caller.Scopes.Contains(each.Scope, StringComparer.Ordinal)) is not { Scope: var scope })
            return null;
        return ApiProblems.Lacking(scope, "which this door needs", context);
    }

    /// <summary>The door's own work; a problem when it does not come to that.</summary>
    private async Task<IResult?> OpenAsync(HttpContext context)
    {
        var door = context.GetEndpoint();
        if (door is null)
            return ApiProblems.For(StatusCodes.Status404NotFound, context);
        if (door.Metadata.GetMetadata<NeededScope>() is null)
        {
            // The router's own answers: a wrong method, a wrong media type. A door that forgot its scope stays shut.
            if (door.DisplayName?.StartsWith("405", StringComparison.Ordinal) != true && door.DisplayName?.StartsWith("415", StringComparison.Ordinal) != true)
                return ApiProblems.For(StatusCodes.Status404NotFound, context);
            await door.RequestDelegate!(context);
            return null;
        }

        if (door.Metadata.GetMetadata<StreamedBody>() is not null)
        {
            await _next(context);
            return null;
        }

        var (body, problem) = await _bodies.ReadAsync(context, door);
        return problem ?? await _repeated.AnswerAsync(context, body, _next);
    }

    private bool IsRoot(string given) => _rootKey is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), _rootKey);

    private async ValueTask<ProblemHttpResult> RefuseAsync(HttpContext context, string given, KeyCheck check)
    {
        context.Response.Headers.WWWAuthenticate = given.Length == 0 ? "Bearer" : "Bearer error=\"invalid_token\"";
        var detail = check switch
        {
            KeyCheck.Expired(var key) => $"The key '{key.Name}' expired at {InstantPattern.General.Format(key.ExpiresAt!.Value)}. Make a new one in the console, under API keys.",
            KeyCheck.Revoked(var key) => $"The key '{key.Name}' was revoked. Make a new one in the console, under API keys.",
            _ when _rootKey is null && !await _keys.AnyAsync(context.RequestAborted) =>
                $"There is no key to the API yet. Sign in to the console and make one under API keys (or set Api:Key to {ApiOptions.ShortestKey} characters or more), then send it as \"Authorization: Bearer <key>\".",
            _ when given.Length == 0 => "Send a key as \"Authorization: Bearer <key>\". Keys are made in the console, under API keys.",
            _ => "This key is not known here. Keys are made in the console, under API keys, and sent as \"Authorization: Bearer <key>\".",
        };
        return ApiProblems.Of(StatusCodes.Status401Unauthorized, detail);
    }

    private static string StrangersAt(HttpContext context) => $"stranger {context.Connection.RemoteIpAddress}";

    private static ProblemHttpResult TooMany(HttpContext context, RateLimitLease lease, string whose)
    {
        var seconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ApiProblems.Of(StatusCodes.Status429TooManyRequests, $"Too many requests {whose} (Api:RequestsPerMinute). Try again in {seconds} s.");
    }

    [LoggerMessage(LogLevel.Error, "The API failed at {Method} {Door}.")]
    private partial void LogBroken(Exception broken, string method, string door);
}
