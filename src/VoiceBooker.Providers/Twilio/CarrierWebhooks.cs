using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Providers.Twilio;

/// <summary>The carrier's webhooks: raw body, then signature, then meaning. Each answers from memory, within milliseconds, and may be repeated.</summary>
internal sealed partial class CarrierWebhooks(Carrier carrier, StreamTokens tokens, ICallDesk desk, StatusReports reports, ILogger<CarrierWebhooks> log)
{
    private const int MaxBody = 64 * 1024;
    private const int MaxLoggedUrl = 200;

    /// <summary>A call comes in, or one that we dialled was answered.</summary>
    public Task<IResult> VoiceAsync(HttpContext context) => VerifiedAsync(context, form =>
    {
        var (callSid, direction) = (form["CallSid"], form["Direction"]);
        if (callSid.Length == 0)
            return TypedResults.BadRequest();
        if (FindOrTakeCall(form) is not { } ticket)
        {
            LogBusy(callSid);
            return CallMarkup.ToResult(CallMarkup.Busy());
        }

        LogIncoming(ticket.Id, callSid, direction);
        return CallMarkup.ToResult(CallMarkup.Connect(carrier.Options, ticket, tokens.Mint(ticket)));
    });

    /// <summary>The voice webhook failed: a text that needs nothing of ours.</summary>
    public Task<IResult> FallbackAsync(HttpContext context) => VerifiedAsync(context, form =>
    {
        LogFallback(form["CallSid"], form["ErrorCode"], form["ErrorUrl"]);
        return CallMarkup.ToResult(CallMarkup.SayAndHangUp(carrier.Options.FallbackText));
    });

    /// <summary>Where a call stands.</summary>
    public Task<IResult> StatusAsync(HttpContext context) => VerifiedAsync(context, form =>
    {
        if (reports.Read(form) is { } report)
        {
            LogStatus(report.CallSid, report.Status, report.SipCode);
            desk.Report(report);
        }

        return TypedResults.NoContent();
    });

    /// <summary>Where a stream stands.</summary>
    public Task<IResult> StreamStatusAsync(HttpContext context) => VerifiedAsync(context, form =>
    {
        if (form["StreamEvent"] == "stream-error")
            LogStreamError(form["CallSid"], form["StreamSid"], form["StreamError"]);
        else
            LogStreamStatus(form["CallSid"], form["StreamSid"], form["StreamEvent"]);
        return TypedResults.NoContent();
    });

    /// <summary>The conversation's stream is closed: what now?</summary>
    public Task<IResult> AfterStreamAsync(HttpContext context) => VerifiedAsync(context, form =>
    {
        var fate = carrier.Fates.Find(form["CallSid"]);
        LogAfterStream(form["CallSid"], fate?.GetType().Name ?? "NeverBegan");
        return CallMarkup.ToResult(fate switch
        {
            CallFate.Over => CallMarkup.HangUp(),
            CallFate.PutThrough { To: var transfer } => CallMarkup.Transfer(carrier.Options, transfer.Number),
            _ => CallMarkup.SayAndHangUp(carrier.Options.ApologyText),
        });
    });

    /// <summary>The transfer is over: the person hung up, or nobody answered and the caller comes back to us as another conversation.</summary>
    public Task<IResult> AfterTransferAsync(HttpContext context) => VerifiedAsync(context, form =>
    {
        LogAfterTransfer(form["CallSid"], form["DialCallStatus"]);
        if (form["DialCallStatus"] is "completed" or "answered")
            return CallMarkup.ToResult(CallMarkup.HangUp());

        desk.ReportFailedTransfer(form["CallSid"], form["DialCallStatus"]);
        carrier.Fates.Note(form["CallSid"], new CallFate.Talking()); // or a stream that does not open would dial the person again
        return CallMarkup.ToResult(FindOrTakeCall(form) is { } ticket
            ? CallMarkup.Connect(carrier.Options, ticket, tokens.Mint(ticket), carrier.Options.BackAgainText)
            : CallMarkup.SayAndHangUp(carrier.Options.NobodyAnswersText));
    });

    private async Task<IResult> VerifiedAsync(HttpContext context, Func<RawForm, IResult> answer)
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

        return answer(isForm ? RawForm.Parse(body) : RawForm.Empty);
    }

    /// <summary>The ticket of the call: the one it waits with, when the carrier asks again, else a new one; null when there is no room.</summary>
    private CallTicket? FindOrTakeCall(RawForm form)
    {
        if (tokens.FindCaller(form["CallSid"]) is { } waiting)
            return waiting;
        if (!desk.HasRoom)
            return null;
        var ticket = new CallTicket
        {
            Id = CallId.New(carrier.Time.GetUtcNow()),
            Kind = CallKind.Phone,
            CallSid = form["CallSid"],
            AccountSid = form["AccountSid"],
            Outbound = form["Direction"].StartsWith("outbound", StringComparison.Ordinal),
            From = form["From"],
            To = form["To"],
        };
        desk.Expect(ticket);
        return ticket;
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

    [LoggerMessage(LogLevel.Information, "Call {CallId} ({CallSid}) comes in, direction '{Direction}'.")]
    private partial void LogIncoming(CallId callId, string callSid, string direction);

    [LoggerMessage(LogLevel.Warning, "Call {CallSid} hears the busy tone: all lines are taken, or the server is stopping.")]
    private partial void LogBusy(string callSid);

    [LoggerMessage(LogLevel.Error, "Call {CallSid} fell back to the static answer: carrier error {ErrorCode} at {ErrorUrl}.")]
    private partial void LogFallback(string callSid, string errorCode, string errorUrl);

    [LoggerMessage(LogLevel.Information, "Call {CallSid} is '{Status}' at the carrier (SIP {SipCode}).")]
    private partial void LogStatus(string callSid, string status, int? sipCode);

    [LoggerMessage(LogLevel.Debug, "Call {CallSid}: stream {StreamSid} '{StreamEvent}'.")]
    private partial void LogStreamStatus(string callSid, string streamSid, string streamEvent);

    [LoggerMessage(LogLevel.Warning, "Call {CallSid}: the carrier reports an error of stream {StreamSid}: {Error}")]
    private partial void LogStreamError(string callSid, string streamSid, string error);

    [LoggerMessage(LogLevel.Information, "Call {CallSid}: the stream is closed, the call's fate is {Fate}.")]
    private partial void LogAfterStream(string callSid, string fate);

    [LoggerMessage(LogLevel.Information, "Call {CallSid}: the transfer ended with '{DialStatus}'.")]
    private partial void LogAfterTransfer(string callSid, string dialStatus);
}
