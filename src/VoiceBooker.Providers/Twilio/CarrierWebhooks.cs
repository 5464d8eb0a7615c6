using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Providers.Twilio;

/// <summary>
/// The carrier's webhooks of calls. Each may be repeated, and answers within milliseconds: from memory, but for a call that we made, of which the database tells who it is.
/// Where several servers share a database any of them may be asked, whichever leads the call: lines and waiting streams are looked up there.
/// </summary>
/// <content>Calls: how they begin, where they stand, who answered.</content>
internal sealed partial class CarrierWebhooks(SignedDoor door, Carrier carrier, StreamTokens tokens, ICallDesk desk, StatusReports reports, ILogger<CarrierWebhooks> log)
{
    /// <summary>A call comes in, or one that we dialled was answered.</summary>
    public Task<IResult> VoiceAsync(HttpContext context) => VerifiedAsync(context, async request =>
    {
        if (request.CallSid.Length == 0)
            return TypedResults.BadRequest();
        if (request.Attempt is { } attempt)
            return CallMarkup.ToResult(await ConnectDialledAsync(attempt, request));
        if (await FindOrTakeCallAsync(request) is not { } ticket)
        {
            LogBusy(request.CallSid);
            return CallMarkup.ToResult(CallMarkup.Busy());
        }

        return CallMarkup.ToResult(await ConnectAsync(ticket, request));
    });

    /// <summary>The voice webhook failed: a text that needs nothing of ours.</summary>
    public Task<IResult> FallbackAsync(HttpContext context) => VerifiedAsync(context, request =>
    {
        LogFallback(request.CallSid, request.Form["ErrorCode"], request.Form["ErrorUrl"]);
        var language = LanguageOf(request);
        return CallMarkup.ToResult(CallMarkup.SayAndHangUp(request.Attempt is null ? LineText.Of(carrier.Options.FallbackText, LineWords.CannotAnswer, language) : SorryWeCalled(language)));
    });

    /// <summary>Where a call stands.</summary>
    public Task<IResult> StatusAsync(HttpContext context) => VerifiedAsync(context, request =>
    {
        if (reports.Read(request.Form) is { } report)
        {
            LogStatus(report.CallSid, report.Status, report.SipCode);
            desk.Report(report with { Attempt = request.Attempt });
        }

        return TypedResults.NoContent();
    });

    /// <summary>Who or what answered a call that we made, as far as the carrier's ears can tell. It may come twice, and long after everybody knows.</summary>
    public Task<IResult> AnsweredByAsync(HttpContext context) => VerifiedAsync(context, request =>
    {
        var words = request.Form["AnsweredBy"];
        LogAnsweredBy(request.CallSid, words, request.Form["MachineDetectionDuration"]);
        if (FarSideOf(words) is { } who)
            desk.ReportFarSide(request.Attempt, request.CallSid, who);
        return TypedResults.NoContent();
    });

    /// <summary>Where a stream stands.</summary>
    public Task<IResult> StreamStatusAsync(HttpContext context) => VerifiedAsync(context, request =>
    {
        var form = request.Form;
        if (form["StreamEvent"] == "stream-error")
            LogStreamError(form["CallSid"], form["StreamSid"], form["StreamError"]);
        else
            LogStreamStatus(form["CallSid"], form["StreamSid"], form["StreamEvent"]);
        return TypedResults.NoContent();
    });

    /// <summary>The carrier's verdict. A machine that beeped records now; of one that fell silent we hear the silence ourselves, and sooner: told late, it must not make us begin again a message that is being recorded.</summary>
    internal static FarSide? FarSideOf(string answeredBy) => answeredBy switch
    {
        "human" => FarSide.Human,
        "machine_start" or "machine_end_silence" or "machine_end_other" => FarSide.Machine,
        "machine_end_beep" => FarSide.Beep,
        "fax" => FarSide.Fax,
        "unknown" => FarSide.Unknown,
        _ => null,
    };

    private LineText SorryWeCalled(string language) => LineText.Of(carrier.Options.SorryWeCalledText, LineWords.SorryWeCalled, language);

    /// <summary>In which language the carrier speaks for us: that of the conversation, as far as this node knows it or the address carries it; else that of the country of the number called, ours or a person's.</summary>
    private string LanguageOf(SignedRequest request) =>
        carrier.Fates.LanguageOf(request.CallSid) ?? (request.Query[CarrierDoors.Language] is { Length: > 0 } told ? told : LineWords.GuessOf(request.Form["To"]));

    private async Task<string> ConnectAsync(CallTicket ticket, SignedRequest request)
    {
        LogConnected(ticket.Id, ticket.CallSid, request.Form["Direction"]);
        return CallMarkup.Connect(carrier.Options, ticket, await tokens.MintAsync(ticket, request.Cancel));
    }

    /// <summary>
    /// A call that we made was answered. The lines kept for those who call us are not its: it was made only because one was free for it. If none is all the same, the person is told so, rather than hearing nothing.
    /// One that may not go on (they opted out while it rang, or the attempt is over) ends without a word: there is no verb that refuses an answered call.
    /// </summary>
    private async Task<string> ConnectDialledAsync(Guid attempt, SignedRequest request)
    {
        if (await tokens.FindCallerAsync(request.CallSid, request.Cancel) is { } waiting)
            return await ConnectAsync(waiting, request);
        if (!await desk.HasRoomAsync(request.Cancel))
        {
            LogNoLine(attempt, request.CallSid);
            return CallMarkup.SayAndHangUp(SorryWeCalled(LanguageOf(request)));
        }

        if (await desk.TakeDialledAsync(attempt, NewTicket(request.Form), request.Cancel) is not { } ticket)
        {
            LogNotOurs(attempt, request.CallSid);
            return CallMarkup.HangUp();
        }

        return await ConnectAsync(ticket, request);
    }

    /// <summary>The ticket of the call: the one it waits with, when the carrier asks again, else a new one; null when there is no room.</summary>
    /// <param name="request">The carrier's words.</param>
    /// <param name="before">The same call's conversation before it was put through, of which everything but its identity stays; null: there was none, or it is not known here.</param>
    /// <param name="comesBack">Nobody took the caller over.</param>
    private async Task<CallTicket?> FindOrTakeCallAsync(SignedRequest request, CallTicket? before = null, bool comesBack = false)
    {
        if (await tokens.FindCallerAsync(request.CallSid, request.Cancel) is { } waiting)
            return waiting;
        if (!await desk.HasRoomAsync(request.Cancel))
            return null;
        var ticket = (before ?? NewTicket(request.Form)) with { Id = CallId.New(carrier.Time.GetUtcNow()), ComesBack = comesBack };
        desk.Expect(ticket);
        return ticket;
    }

    private CallTicket NewTicket(RawForm form) => new()
    {
        Id = CallId.New(carrier.Time.GetUtcNow()),
        Kind = CallKind.Phone,
        CallSid = form["CallSid"],
        AccountSid = form["AccountSid"],
        Outbound = form["Direction"].StartsWith("outbound", StringComparison.Ordinal),
        From = form["From"],
        To = form["To"],
    };

    private Task<IResult> VerifiedAsync(HttpContext context, Func<SignedRequest, IResult> answer) => door.AnswerAsync(context, request => Task.FromResult(answer(request)));

    private Task<IResult> VerifiedAsync(HttpContext context, Func<SignedRequest, Task<IResult>> answer) => door.AnswerAsync(context, answer);

    [LoggerMessage(LogLevel.Information, "Call {CallId} ({CallSid}) is to be connected, direction '{Direction}'.")]
    private partial void LogConnected(CallId callId, string callSid, string direction);

    [LoggerMessage(LogLevel.Warning, "Call {CallSid} hears the busy tone: all lines are taken, or the server is stopping.")]
    private partial void LogBusy(string callSid);

    [LoggerMessage(LogLevel.Error, "Attempt {Attempt} ({CallSid}) was answered and no line is free for it, or the server is stopping: the person hears an excuse. Lower Dialling:AtOnce, or raise Dialling:LinesForInbound or Calls:AtOnce.")]
    private partial void LogNoLine(Guid attempt, string callSid);

    [LoggerMessage(LogLevel.Warning, "Attempt {Attempt} ({CallSid}) was answered and may not go on: it is over, unknown, or its number must not be called any more. The call is ended.")]
    private partial void LogNotOurs(Guid attempt, string callSid);

    [LoggerMessage(LogLevel.Error, "Call {CallSid} fell back to the static answer: carrier error {ErrorCode} at {ErrorUrl}.")]
    private partial void LogFallback(string callSid, string errorCode, string errorUrl);

    [LoggerMessage(LogLevel.Information, "Call {CallSid} is '{Status}' at the carrier (SIP {SipCode}).")]
    private partial void LogStatus(string callSid, string status, int? sipCode);

    [LoggerMessage(LogLevel.Information, "Call {CallSid} was answered by '{AnsweredBy}', as the carrier found within {Milliseconds} ms.")]
    private partial void LogAnsweredBy(string callSid, string answeredBy, string milliseconds);

    [LoggerMessage(LogLevel.Debug, "Call {CallSid}: stream {StreamSid} '{StreamEvent}'.")]
    private partial void LogStreamStatus(string callSid, string streamSid, string streamEvent);

    [LoggerMessage(LogLevel.Warning, "Call {CallSid}: the carrier reports an error of stream {StreamSid}: {Error}")]
    private partial void LogStreamError(string callSid, string streamSid, string error);
}
