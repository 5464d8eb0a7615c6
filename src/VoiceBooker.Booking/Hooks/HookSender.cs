using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Hooks;

/// <summary>
/// Brings deliveries to the owner's systems. One is claimed before it is sent, so that several nodes do not send it at once; should a node end in between, it is sent again under the same identity.
/// 2xx: taken. 410: the system wants nothing more, and is switched off. Anything else, a redirect too, is tried again by <see cref="HookSchedule"/>. No order is kept: a receiver goes by identity and time.
/// </summary>
internal sealed partial class HookSender(
    IDbContextFactory<BookingDbContext> contexts,
    HookDesk desk,
    ISecrets secrets,
    IOptions<HooksOptions> options,
    TimeProvider time,
    ILogger<HookSender> log) : BackgroundService
{
    private const int BatchSize = 200;

    /// <summary>So many looks at most for others behind systems that are far behind.</summary>
    private const int MostLooks = 10;

    /// <summary>Of one system in one round, so that one that does not answer keeps no other waiting for long.</summary>
    private const int MostPerSystem = 8;

    private static readonly Duration Claim = Duration.FromMinutes(3);
    private static readonly Duration Tidying = Duration.FromHours(1);

    private readonly HttpClient _http = new(HookAddress.NewHandler(options.Value)) { Timeout = Timeout.InfiniteTimeSpan };
    private Instant _tidied = Instant.MinValue;

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Sends what is due; gives how many were tried.</summary>
    internal async Task<int> SendDueAsync(CancellationToken stopping)
    {
        var round = await FindDueAsync(stopping);
        using var places = new SemaphoreSlim(options.Value.AtOnce);
        var tried = await Task.WhenAll(round.Select(async delivery =>
        {
            await places.WaitAsync(stopping);
            try
            {
                return await SendAsync(delivery, stopping);
            }
            finally
            {
                places.Release();
            }
        }));
        return tried.Count(sent => sent);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await SendDueAsync(stoppingToken) > 0)
                    continue;
                await TidyAsync(stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                LogBroken(broken);
            }

            await Task.Delay(options.Value.LookEvery, time, stoppingToken);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    /// <summary>
    /// A few deliveries for every system, the first of each before the second of any: one that is far behind keeps no other waiting. Whoever fills a batch is left out of the next look, so that there are only as many looks as there are such systems.
    /// </summary>
    private async Task<IReadOnlyList<HookDelivery>> FindDueAsync(CancellationToken stopping)
    {
        var now = Now;
        List<string> served = [];
        List<(HookDelivery Delivery, int Place)> round = [];
        await using var db = await contexts.CreateDbContextAsync(stopping);
        for (var look = 0; look < MostLooks && round.Count < BatchSize; look++)
        {
            var due = await db.HookDeliveries.AsNoTracking()
                .Where(delivery => delivery.State == DeliveryState.Waiting && delivery.NextAt <= now && !served.Contains(delivery.Url))
                .Where(delivery => delivery.EndpointId == null || db.HookEndpoints.Any(endpoint => endpoint.Id == delivery.EndpointId && endpoint.Active))
                .OrderBy(delivery => delivery.NextAt)
                .Take(BatchSize)
                .ToListAsync(stopping);
            var systems = due.GroupBy(delivery => delivery.Url, StringComparer.Ordinal).ToList();
            round.AddRange(systems.SelectMany(system => system.Take(MostPerSystem).Select((delivery, place) => (delivery, place))));
            if (due.Count < BatchSize)
                break;
            served.AddRange(systems.Select(system => system.Key));
        }

        return [.. round.OrderBy(each => each.Place).ThenBy(each => each.Delivery.NextAt).Take(BatchSize).Select(each => each.Delivery)];
    }

    /// <summary>False when another node has it.</summary>
    private async Task<bool> SendAsync(HookDelivery delivery, CancellationToken stopping)
    {
        await using var db = await contexts.CreateDbContextAsync(stopping);
        var attempts = delivery.Attempts + 1;
        var until = Now + Claim;
        var claimed = await db.HookDeliveries
            .Where(row => row.Id == delivery.Id && row.State == DeliveryState.Waiting && row.NextAt == delivery.NextAt)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAt, until).SetProperty(row => row.Attempts, attempts), stopping);
        if (claimed == 0)
            return false;

        var answer = await AskAsync(db, delivery, stopping);
        if (answer is { Taken: false, Gone: true } && delivery.EndpointId is { } gone)
        {
            await db.HookEndpoints.Where(endpoint => endpoint.Id == gone && endpoint.Url == delivery.Url).ExecuteUpdateAsync(set => set.SetProperty(endpoint => endpoint.Active, false), CancellationToken.None);
            LogGone(gone);
        }

        var pause = answer.Taken || answer.Gone ? null : HookSchedule.After(attempts, Random.Shared.NextDouble());
        var state = answer.Taken ? DeliveryState.Delivered : pause is null ? DeliveryState.Failed : DeliveryState.Waiting;
        var next = pause is { } wait ? Now + Duration.Max(wait, Duration.Min(answer.After, HookSchedule.LongestAsked)) : Now;
        var deliveredAt = answer.Taken ? Now : (Instant?)null;
        await db.HookDeliveries.Where(row => row.Id == delivery.Id && row.NextAt == until).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, state).SetProperty(row => row.NextAt, next).SetProperty(row => row.LastAnswer, answer.Words).SetProperty(row => row.DeliveredAt, deliveredAt),
            CancellationToken.None);
        if (state == DeliveryState.Failed)
            LogGivenUp(delivery.Id, attempts, answer.Words);
        return true;
    }

    private async Task<Answered> AskAsync(BookingDbContext db, HookDelivery delivery, CancellationToken stopping)
    {
        if (HookAddress.ObjectionTo(delivery.Url, options.Value.AllowPrivateAddresses) is { } objection)
            return new Answered(Taken: false, objection);
        var endpoint = delivery.EndpointId is { } id ? await db.HookEndpoints.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, stopping) : await desk.SingleCallsAsync(stopping);
        if (endpoint is null)
            return new Answered(Taken: false, "The system was removed.") { Gone = true };
        if (Secrets(endpoint) is not { Count: > 0 } signing)
            return new Answered(Taken: false, "The signing secret cannot be read any more: the server's keys were lost. Give it a new one (rotate).");

        var name = HookDesk.MessageId(delivery.Id);
        var now = Now;
        using var request = new HttpRequestMessage(HttpMethod.Post, delivery.Url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add(HookSignature.IdHeader, name);
        request.Headers.Add(HookSignature.TimestampHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(HookSignature.SignatureHeader, HookSignature.Of(signing, name, now, delivery.Body));
        request.Headers.UserAgent.ParseAdd("VoiceBooker-Webhooks/1");

        using var deadline = new CancellationTokenSource(options.Value.Timeout, time);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, asking.Token);
            var after = answer.Headers.RetryAfter switch
            {
                { Delta: { } delta } => Duration.FromTimeSpan(delta),
                { Date: { } date } => Duration.Max(Duration.Zero, Instant.FromDateTimeOffset(date) - Now),
                _ => Duration.Zero,
            };
            return new Answered(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {answer.ReasonPhrase}".TrimEnd()) { Gone = answer.StatusCode == HttpStatusCode.Gone, After = after };
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            return new Answered(Taken: false, string.Create(CultureInfo.InvariantCulture, $"No answer within {options.Value.Timeout.TotalSeconds:0.#} s."));
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or System.Net.Sockets.SocketException)
        {
            return new Answered(Taken: false, failed.InnerException is HookRefusedException refused ? refused.Message : failed.Message);
        }
    }

    private List<string> Secrets(HookEndpoint endpoint)
    {
        List<string> found = [];
        if (secrets.Open(endpoint.Secret) is { } secret)
            found.Add(secret);
        if (endpoint.FormerSecret.Length > 0 && endpoint.FormerUntil > Now && secrets.Open(endpoint.FormerSecret) is { } former)
            found.Add(former);
        return found;
    }

    /// <summary>What is over is kept for a while only: names and numbers stand in it.</summary>
    private async Task TidyAsync(CancellationToken stopping)
    {
        var now = Now;
        if (now - _tidied < Tidying)
            return;
        _tidied = now;
        var before = now - Duration.FromTimeSpan(options.Value.KeepFor);
        await using var db = await contexts.CreateDbContextAsync(stopping);
        await db.HookDeliveries.Where(delivery => delivery.State != DeliveryState.Waiting && delivery.CreatedAt < before).ExecuteDeleteAsync(stopping);
    }

    private readonly record struct Answered(bool Taken, string Words)
    {
        /// <summary>The system wants nothing more, or is not there any more.</summary>
        public bool Gone { get; init; }

        /// <summary>How long it asked to be left alone.</summary>
        public Duration After { get; init; }
    }

    [LoggerMessage(LogLevel.Warning, "Webhook delivery {Delivery} was given up after {Attempts} attempts: {Answer}")]
    private partial void LogGivenUp(Guid delivery, int attempts, string answer);

    [LoggerMessage(LogLevel.Warning, "The webhook {Endpoint} answered 410 Gone and is switched off.")]
    private partial void LogGone(Guid endpoint);

    [LoggerMessage(LogLevel.Error, "Looking for webhook deliveries failed; tried again soon.")]
    private partial void LogBroken(Exception broken);
}
