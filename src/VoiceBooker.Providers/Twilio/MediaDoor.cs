using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace VoiceBooker.Providers.Twilio;

/// <summary>
/// The media socket's door. A handshake must bear the carrier's signature, or, from a softphone, a waiting token; the stream must then name its call within seconds and burn the token made for it.
/// </summary>
internal sealed partial class MediaDoor(Carrier carrier, StreamTokens tokens, ICallDesk desk, IHostApplicationLifetime life, ILogger<MediaDoor> log)
{
    /// <summary>The sub-protocol of the softphone and of typed calls; the one after it is the token.</summary>
    public const string SoftphoneProtocol = "voicebooker.softphone";

    private const int TypedRateFactor = 25;
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(20);

    /// <summary>Serves one handshake and the call that follows.</summary>
    public async Task OpenAsync(HttpContext context)
    {
        var isSocket = context.WebSockets.IsWebSocketRequest;
        var protocols = context.WebSockets.WebSocketRequestedProtocols;
        if (isSocket && protocols.Contains(SoftphoneProtocol, StringComparer.Ordinal))
        {
            var token = protocols.FirstOrDefault(each => each != SoftphoneProtocol);
            var known = token is null ? null : await tokens.PeekAsync(token, context.RequestAborted);
            var reason = !IsOwnOrigin(context.Request) ? "another origin" : token is null ? "no token" : known is not { Kind: not CallKind.Phone } ? "token unknown or used" : null;
            if (reason is not null)
            {
                Refuse(context, StatusCodes.Status403Forbidden, reason);
                return;
            }

            if (MustPassOn)
            {
                Refuse(context, StatusCodes.Status503ServiceUnavailable, "all lines of this server are taken");
                return;
            }

            var kind = known!.Kind;
            using var softphone = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { SubProtocol = SoftphoneProtocol, KeepAliveInterval = PingEvery, KeepAliveTimeout = PingEvery });
            await ServeAsync(softphone, kind, token);
            return;
        }

        if (!carrier.Options.IsConfigured)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var verdict = RequestSignature.CheckHandshake(carrier.Options, context.Request.Headers[RequestSignature.Header]);
        if (verdict != SignatureVerdict.Genuine)
        {
            Refuse(context, StatusCodes.Status403Forbidden, verdict.ToString());
            return;
        }

        if (!isSocket)
        {
            Refuse(context, StatusCodes.Status400BadRequest, "no WebSocket handshake");
            return;
        }

        if (MustPassOn)
        {
            Refuse(context, StatusCodes.Status503ServiceUnavailable, "all lines of this server are taken");
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = PingEvery });
        await ServeAsync(socket, CallKind.Phone, handshakeToken: null);
    }

    /// <summary>Whether a socket is better off at another server: a balancer that is answered 503 tries the next one, and if it does not, the carrier asks what comes next. Alone there is no other.</summary>
    private bool MustPassOn => tokens.AreShared && desk.IsFull;

    private async Task ServeAsync(WebSocket socket, CallKind kind, string? handshakeToken)
    {
        var rate = carrier.Options.MessagesPerSecond * (kind == CallKind.Typed ? TypedRateFactor : 1);
        var incoming = new IncomingMessages(socket, rate, carrier.Time);
        var (ticket, streamSid, refusal) = await AwaitStartAsync(incoming, kind, handshakeToken);
        if (ticket is null)
        {
            LogNotStarted(refusal.Reason);
            await RefuseAsync(socket, refusal.Status, refusal.Reason);
            return;
        }

        LogStarted(ticket.Id, ticket.CallSid, streamSid, kind);
        var line = new TwilioMediaStream(socket, incoming, ticket, streamSid, carrier, log, life.ApplicationStopping);
        try
        {
            await line.RunAsync(call => desk.AnswerAsync(ticket, call));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogFailed(failure, ticket.Id);
        }
    }

    private async Task<(CallTicket? Ticket, string StreamSid, (WebSocketCloseStatus Status, string Reason) Refusal)> AwaitStartAsync(IncomingMessages incoming, CallKind kind, string? handshakeToken)
    {
        using var deadline = new CancellationTokenSource(carrier.Options.StartDeadline, carrier.Time);
        while (true)
        {
            var reception = await incoming.ReceiveAsync(deadline.Token);
            if (reception != Reception.Message)
                return (null, "", (TwilioMediaStream.StatusFor(reception), deadline.IsCancellationRequested ? "no start in time" : reception.ToString()));

            var (start, refusal) = ReadStart(incoming.Message);
            if (refusal is not null)
                return (null, "", (WebSocketCloseStatus.PolicyViolation, refusal));
            if (start is not { } named)
                continue;

            if (handshakeToken is not null && !string.Equals(named.Token, handshakeToken, StringComparison.Ordinal))
                return (null, "", (WebSocketCloseStatus.PolicyViolation, "another token than at the handshake"));
            if (await tokens.BurnAsync(named.Token, named.CallSid, named.AccountSid, CancellationToken.None) is not { } ticket || (ticket.Kind == CallKind.Phone) != (kind == CallKind.Phone))
                return (null, "", (WebSocketCloseStatus.PolicyViolation, "the token is unknown, used, too old, or of another call"));
            return (ticket, named.StreamSid, default);
        }
    }

    private static (Started? Start, string? Refusal) ReadStart(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var message = StreamMessage.Read(utf8, knownStream: null);
            switch (message.Event)
            {
                case StreamEvent.Connected:
                    return (null, null);
                case StreamEvent.Start when message.Encoding is not (null or "audio/x-mulaw") || message.SampleRate is not (null or 8000):
                    return (null, "another audio format than mu-law at 8000 Hz");
                case StreamEvent.Start when IsStreamSid(message.StreamSid):
                    return (new Started(message.StreamSid!, message.CallSid ?? "", message.AccountSid ?? "", message.Token ?? ""), null);
                default:
                    return (null, "another message before start");
            }
        }
        catch (JsonException)
        {
            return (null, "no JSON");
        }
    }

    private static bool IsStreamSid(string? text) => text is { Length: > 2 and <= 64 } && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>A page that is not ours must not open sockets with a token it got hold of. What is no browser sends no origin.</summary>
    private bool IsOwnOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
            return true;
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var page))
            return false;

        var here = Uri.TryCreate($"{page.Scheme}://{request.Host}", UriKind.Absolute, out var host) ? host.Authority : "";
        return string.Equals(page.Authority, here, StringComparison.OrdinalIgnoreCase)
            || (Uri.TryCreate(carrier.Options.PublicBaseUrl, UriKind.Absolute, out var known) && string.Equals(page.Authority, known.Authority, StringComparison.OrdinalIgnoreCase));
    }

    private void Refuse(HttpContext context, int status, string reason)
    {
        LogRefused(reason, carrier.Options.IsConfigured ? carrier.Options.SocketUrl : CarrierDoors.Media);
        context.Response.StatusCode = status;
    }

    private static async Task RefuseAsync(WebSocket socket, WebSocketCloseStatus status, string reason)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2), TimeProvider.System);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseAsync(status, reason, deadline.Token);
        }
        catch (Exception failure) when (failure is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It is gone already.
        }
    }

    private readonly record struct Started(string StreamSid, string CallSid, string AccountSid, string Token);

    [LoggerMessage(LogLevel.Warning, "Refused a media socket: {Reason}. URL {Url}")]
    private partial void LogRefused(string reason, string url);

    [LoggerMessage(LogLevel.Warning, "A media socket was closed before its call began: {Reason}.")]
    private partial void LogNotStarted(string reason);

    [LoggerMessage(LogLevel.Information, "Call {CallId} ({CallSid}, {StreamSid}, {Kind}) began.")]
    private partial void LogStarted(Voice.Calls.CallId callId, string callSid, string streamSid, CallKind kind);

    [LoggerMessage(LogLevel.Error, "Call {CallId} failed.")]
    private partial void LogFailed(Exception failure, Voice.Calls.CallId callId);
}
