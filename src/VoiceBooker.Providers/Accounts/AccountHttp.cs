using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace VoiceBooker.Providers.Accounts;

/// <summary>
/// Sends requests in the name of accounts. Per account: a deadline for each attempt and for all of them, another attempt only where it is safe, a breaker that opens when the provider keeps failing, and silence
/// while the provider asks for it. Only a 429 is repeated for every kind of request: it surely was not carried out.
/// <para>After a break the breaker lets one request through as a trial. Questions that come together with it wait for what it comes to, so that a question in several parts is not torn by the trial of its first.</para>
/// </summary>
/// <param name="wire">Sends; must not follow redirects, keep cookies or have a deadline of its own.</param>
/// <param name="time">For deadlines and pauses.</param>
/// <param name="log">Names the kind of request, never addresses or bodies.</param>
internal sealed partial class AccountHttp(HttpMessageInvoker wire, TimeProvider time, ILogger<AccountHttp> log)
{
    /// <summary>The largest answer that is read.</summary>
    public const int LargestAnswer = 8 * 1024 * 1024;

    private const int ShownOfAnError = 2000;

    private static readonly ResiliencePropertyKey<Attempt> Sending = new("sending");

    /// <summary>A timer may wake us a little before the pause is over; the next attempt then goes out all the same.</summary>
    private static readonly TimeSpan TimerEarly = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    /// <summary>How often a question looks whether another one's trial is over.</summary>
    private static readonly TimeSpan TrialLook = TimeSpan.FromMilliseconds(50);
    private static readonly ProductInfoHeaderValue Agent = new("VoiceBooker", typeof(AccountHttp).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "1");

    private readonly ConcurrentDictionary<string, ResiliencePipeline<AccountReply>> _accounts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Account, string Lane), DateTimeOffset> _quiet = new();

    /// <summary>What sends as it must be sent: no redirects, no cookies, fresh connections every few minutes so that a changed address is seen.</summary>
    public static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 64,
    };

    /// <summary>A wire of its own.</summary>
    public static HttpMessageInvoker NewWire() => new(NewHandler(), disposeHandler: true);

    /// <summary>Sends it and reads the whole answer. Throws only when <paramref name="cancel"/> ends it.</summary>
    public async Task<AccountReply> SendAsync(AccountRequest request, CancellationToken cancel)
    {
        var pipeline = _accounts.GetOrAdd(request.Account, Build);
        var attempt = new Attempt(request);
        var context = ResilienceContextPool.Shared.Get(cancel);
        context.Properties.Set(Sending, attempt);
        try
        {
            return await pipeline.ExecuteAsync(static async (context, state) => await state.SendOnceAsync(context.Properties.GetValue(Sending, null!), context.CancellationToken), context, this);
        }
        catch (TimeoutRejectedException)
        {
            // Between two attempts the last reply is what is known; within one, how far it got.
            return attempt.Last ?? new AccountReply.Unreachable($"no answer in time ({request.What})", attempt.Sent);
        }
        catch (BrokenCircuitException broken)
        {
            return attempt.Last ?? new AccountReply.BreakerOpen(Now + Duration.FromTimeSpan(broken.RetryAfter ?? TimeSpan.FromSeconds(1)));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>From the outside in: the deadline of all, the attempts, the wait for another's trial, the breaker, the deadline of one.</summary>
    private ResiliencePipeline<AccountReply> Build(string account)
    {
        var breaker = new CircuitBreakerStateProvider();
        return new ResiliencePipelineBuilder<AccountReply> { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = static args => ValueTask.FromResult(Patience(args.Context).InAll) })
            .AddRetry(new RetryStrategyOptions<AccountReply>
            {
                MaxRetryAttempts = 10, // the request's own patience ends it before
                ShouldHandle = args => ValueTask.FromResult(MayRepeat(args)),
                DelayGenerator = static args => ValueTask.FromResult<TimeSpan?>(args.Outcome.Result is AccountReply.Throttled { RetryAfter: var after } ? after.ToTimeSpan() : FirstPause * (1 << Math.Min(args.AttemptNumber, 4))),
                OnRetry = args =>
                {
                    LogAgain(account, args.Context.Properties.GetValue(Sending, null!).Request.What, args.AttemptNumber + 2, args.RetryDelay);
                    return default;
                },
            })
            .AddRetry(new RetryStrategyOptions<AccountReply>
            {
                MaxRetryAttempts = int.MaxValue, // the deadline of all ends it
                Delay = TrialLook,
                // Refused while another is on trial; by now that may be over, and well. An open breaker is final. Whoever acts is told at once: an act that waits may be given up half-way.
                ShouldHandle = args => ValueTask.FromResult(
                    args.Outcome.Exception is BrokenCircuitException && breaker.CircuitState is CircuitState.HalfOpen or CircuitState.Closed && args.Context.Properties.GetValue(Sending, null!).Request.Repeatable),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<AccountReply>
            {
                StateProvider = breaker,
                FailureRatio = 0.5,
                MinimumThroughput = 4,
                SamplingDuration = TimeSpan.FromSeconds(60),
                BreakDuration = TimeSpan.FromSeconds(15),
                ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Exception is TimeoutRejectedException || args.Outcome.Result is AccountReply.Unreachable),
                OnOpened = args =>
                {
                    LogOpened(account, args.BreakDuration);
                    return default;
                },
                OnClosed = _ =>
                {
                    LogClosed(account);
                    return default;
                },
            })
            .AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = static args => ValueTask.FromResult(Patience(args.Context).PerAttempt) })
            .Build();
    }

    private static Patience Patience(ResilienceContext context) => context.Properties.GetValue(Sending, null!).Request.Patience;

    private static bool MayRepeat(RetryPredicateArguments<AccountReply> args)
    {
        var request = args.Context.Properties.GetValue(Sending, null!).Request;
        if (args.AttemptNumber + 1 >= request.Patience.Attempts)
            return false;
        return args.Outcome switch
        {
            { Result: AccountReply.Throttled { RetryAfter: var after } } => after.ToTimeSpan() <= request.Patience.LongestPause,
            { Result: AccountReply.Unreachable { MaybeDone: false } } => true,
            { Result: AccountReply.Unreachable } or { Exception: TimeoutRejectedException } => request.Repeatable,
            _ => false,
        };
    }

    private async ValueTask<AccountReply> SendOnceAsync(Attempt attempt, CancellationToken cancel)
    {
        var request = attempt.Request;
        attempt.Last = null;
        attempt.Sent = false;
        if (_quiet.TryGetValue((request.Account, request.Lane), out var until) && until - time.GetUtcNow() is var left && left > TimerEarly)
            return attempt.Last = new AccountReply.Throttled(Duration.FromTimeSpan(left));

        using var message = Message(attempt);
        try
        {
            if (message.Content is null)
                attempt.Sent = true; // when such a request leaves cannot be seen
            using var response = await wire.SendAsync(message, cancel);
            attempt.Sent = true;
            return attempt.Last = await ReadAsync(request, response, cancel);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            var unsent = failure is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError };
            return attempt.Last = new AccountReply.Unreachable(failure.GetBaseException().Message, attempt.Sent && !unsent);
        }
        catch (OperationCanceledException connecting) when (!cancel.IsCancellationRequested)
        {
            return attempt.Last = new AccountReply.Unreachable(connecting.Message, attempt.Sent && message.Content is not null);
        }
    }

    private static HttpRequestMessage Message(Attempt attempt)
    {
        var request = attempt.Request;
        var message = new HttpRequestMessage(request.Method, request.Address);
        message.Headers.UserAgent.Add(Agent);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (request.Bearer is not null)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", request.Bearer);
        foreach (var (name, value) in request.Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        if (request.Body is { } body)
            message.Content = new SeenLeaving(body, request.ContentType, attempt);
        return message;
    }

    private async Task<AccountReply> ReadAsync(AccountRequest request, HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            var pause = RetryPause.Of(response.Headers, time.GetUtcNow()) ?? request.UsualQuiet;
            _quiet[(request.Account, request.Lane)] = time.GetUtcNow() + pause;
            LogThrottled(request.Account, request.What, pause);
            return new AccountReply.Throttled(Duration.FromTimeSpan(pause));
        }

        if (await BodyAsync(response, cancel) is not { } body)
            return new AccountReply.Unreachable($"the answer is larger than {LargestAnswer} bytes", MaybeDone: true);
        if (status >= 500)
        {
            var shown = System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, ShownOfAnError)));
            return new AccountReply.Unreachable($"HTTP {status}", MaybeDone: true) { Status = status, Text = shown };
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers)
            headers[name] = string.Join(", ", values);
        return new AccountReply.Answered(status, headers, body);
    }

    /// <summary>The whole body; null when it is too large. A body that is shorter than announced is an <see cref="HttpIOException"/>.</summary>
    private static async Task<byte[]?> BodyAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentLength > LargestAnswer)
            return null;
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        using var body = new MemoryStream();
        var piece = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(piece, cancel)) > 0;)
        {
            if (body.Length + read > LargestAnswer)
                return null;
            body.Write(piece, 0, read);
        }

        return body.ToArray();
    }

    /// <summary>How far a request got.</summary>
    private sealed class Attempt(AccountRequest request)
    {
        public AccountRequest Request { get; } = request;

        /// <summary>True from the moment something of it may have reached the provider.</summary>
        public bool Sent { get; set; }

        /// <summary>What the last attempt gave; null while one is under way.</summary>
        public AccountReply? Last { get; set; }
    }

    /// <summary>A body that notices when it begins to leave: before, the request surely was not carried out.</summary>
    private sealed class SeenLeaving : HttpContent
    {
        private readonly ReadOnlyMemory<byte> _body;
        private readonly Attempt _attempt;

        public SeenLeaving(ReadOnlyMemory<byte> body, string contentType, Attempt attempt)
        {
            (_body, _attempt) = (body, attempt);
            Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            _attempt.Sent = true;
            await stream.WriteAsync(_body, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _body.Length;
            return true;
        }
    }

    [LoggerMessage(LogLevel.Information, "Account {Account}: asked too often ({What}); it wants a pause of {Pause}.")]
    private partial void LogThrottled(string account, string what, TimeSpan pause);

    [LoggerMessage(LogLevel.Debug, "Account {Account}: {What}, attempt {Attempt} after {Pause}.")]
    private partial void LogAgain(string account, string what, int attempt, TimeSpan pause);

    [LoggerMessage(LogLevel.Warning, "Account {Account}: the provider keeps failing; nothing is sent for {Pause}.")]
    private partial void LogOpened(string account, TimeSpan pause);

    [LoggerMessage(LogLevel.Information, "Account {Account}: the provider answers again.")]
    private partial void LogClosed(string account);
}
