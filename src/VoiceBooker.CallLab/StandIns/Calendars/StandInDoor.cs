using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace VoiceBooker.CallLab.StandIns.Calendars;

/// <summary>How a provider words the answers of faults.</summary>
/// <param name="ServerError">500.</param>
/// <param name="TooMany">429, given the text of Retry-After or null; the header is the door's matter.</param>
/// <param name="TokenExpired">401 of an expired credential.</param>
/// <param name="Malformed">200 in a shape that no document allows.</param>
internal sealed record FaultAnswers(Func<StandInRequest, Answer> ServerError, Func<StandInRequest, Answer> TooMany, Func<StandInRequest, Answer> TokenExpired, Func<StandInRequest, Answer> Malformed);

/// <summary>A stand-in's door on a loopback port: reads requests whole, lets faults happen, logs.</summary>
internal sealed class StandInDoor(StandInClock clock, FaultBook faults, RequestLog log, FaultAnswers answers) : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private WebApplication? _door;

    /// <summary>Where it is, for a client's configuration.</summary>
    public Uri Base { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Opens it on a loopback port, 0: a free one.</summary>
    public async Task OpenAsync(int port, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        _door = builder.Build();
        map(_door);
        await _door.StartAsync();
        Base = new Uri(_door.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>
    /// Answers one request of <paramref name="operation"/>. <paramref name="act"/> does it and is given the fault it has to mind itself
    /// (<see cref="FaultKind.SlotTakenAfterOffer"/>, <see cref="FaultKind.Conflict409"/>); all others happen here.
    /// </summary>
    public async Task AnswerAsync(HttpContext http, string operation, Func<StandInRequest, FaultRule?, Answer> act)
    {
        var request = await StandInRequest.ReadAsync(http);
        var at = clock.GetUtcNow();
        var fault = faults.Take(operation);
        var answer = fault?.Kind switch
        {
            FaultKind.Error500 => answers.ServerError(request),
            FaultKind.RateLimited => answers.TooMany(request).With("Retry-After", fault.RetryAfter),
            FaultKind.TokenExpired => answers.TokenExpired(request),
            FaultKind.Timeout => null,
            FaultKind.CommitThenTimeout or FaultKind.Malformed => Done(act, request),
            _ => act(request, fault),
        };
        if (fault?.Kind is FaultKind.Malformed)
            answer = answers.Malformed(request);
        var lost = fault?.Kind is FaultKind.Timeout or FaultKind.CommitThenTimeout;
        log.Add(new LoggedRequest(
            at, operation, request.Method, request.Path, http.Request.QueryString.Value ?? "", RequestLog.WithoutSecrets(request.Body, request.ContentType), lost ? 0 : answer!.Status, fault?.Kind));
        try
        {
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _closing.Token);
            if (lost)
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, gone.Token);
            if (fault?.Kind is FaultKind.Slow)
                await Task.Delay(fault.Delay, clock, gone.Token);
            await answer!.SendAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested || _closing.IsCancellationRequested)
        {
            http.Abort(); // nobody is there to hear the answer
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        if (_door is not null)
            await _door.DisposeAsync();
        _closing.Dispose();
    }

    private static Answer Done(Func<StandInRequest, FaultRule?, Answer> act, StandInRequest request) => act(request, null);
}
