using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Providers.Twilio;

/// <content>What comes after the conversation, and the way of a caller to a person and back.</content>
internal sealed partial class CarrierWebhooks
{
    private const string TakesTheCall = "1";

    /// <summary>So often a call is connected anew whose stream came to no server that could take it.</summary>
    private const int MostMisses = 3;

    /// <summary>The conversation's stream is closed: what now?</summary>
    public Task<IResult> AfterStreamAsync(HttpContext context) => VerifiedAsync(context, async request =>
    {
        var fate = carrier.Fates.Find(request.CallSid);
        if (fate is null or CallFate.PutThrough && await carrier.Transfers.FindAsync(request.CallSid, request.Cancel) is { } known)
            fate = known.State == TransferState.CameBack ? null : new CallFate.PutThrough(known.To);
        LogAfterStream(request.CallSid, fate?.GetType().Name ?? "NeverBegan");
        if (tokens.AreShared && fate is null or CallFate.Talking)
            return CallMarkup.ToResult(await AfterStreamElsewhereAsync(request));
        return CallMarkup.ToResult(fate switch
        {
            CallFate.Over => CallMarkup.HangUp(),
            CallFate.PutThrough { To: var transfer } => CallMarkup.Transfer(carrier.Options, request.CallSid, transfer),
            _ => CallMarkup.SayAndHangUp(LineText.Of(carrier.Options.ApologyText, LineWords.BrokeOff, LanguageOf(request))),
        });
    });

    /// <summary>The person who is to take a call has answered, and is told the summary while the caller still waits. Where no such transfer is known, they hear that somebody is waiting.</summary>
    public Task<IResult> WhisperAsync(HttpContext context) => VerifiedAsync(context, async request =>
    {
        var transfer = (await carrier.Transfers.FindAsync(request.CallerSid, request.Cancel))?.To;
        if (transfer is not null)
            await carrier.Transfers.NoteAsync(request.CallerSid, carrier.Options.WhisperNeedsKey && transfer.Summary is { Length: > 0 } ? TransferState.Told : TransferState.Taken, request.Cancel);
        LogWhisper(request.CallerSid, transfer is not null);
        return CallMarkup.ToResult(CallMarkup.Whisper(carrier.Options, request.CallerSid, transfer));
    });

    /// <summary>The person pressed a key: 1 takes the call, any other one ends their leg, and the caller comes back.</summary>
    public Task<IResult> WhisperKeyAsync(HttpContext context) => VerifiedAsync(context, async request =>
    {
        var takes = request.Form["Digits"] == TakesTheCall;
        LogWhisperKey(request.CallerSid, takes);
        if (!takes)
            return CallMarkup.ToResult(CallMarkup.HangUp());
        await carrier.Transfers.NoteAsync(request.CallerSid, TransferState.Taken, request.Cancel);
        return CallMarkup.ToResult(CallMarkup.Nothing());
    });

    /// <summary>The transfer is over: the person hung up, or nobody took the call and the caller comes back to us as another conversation.</summary>
    public Task<IResult> AfterTransferAsync(HttpContext context) => VerifiedAsync(context, async request =>
    {
        var (callSid, status) = (request.CallSid, request.Form["DialCallStatus"]);
        var transfer = await carrier.Transfers.FindAsync(callSid, request.Cancel);
        LogAfterTransfer(callSid, status, request.Form["DialBridged"]);
        if (HasTalked(status, request.Form["DialBridged"], transfer))
        {
            await carrier.Transfers.NoteAsync(callSid, TransferState.Taken, request.Cancel);
            return CallMarkup.ToResult(CallMarkup.HangUp());
        }

        var language = LanguageOf(request);
        desk.ReportFailedTransfer(callSid, status is "completed" or "answered" ? "not-taken" : status);
        carrier.Fates.Note(callSid, new CallFate.Talking { Language = language }); // or a stream that does not open would dial the person again
        if (await FindOrTakeCallAsync(request, transfer?.Caller, comesBack: true) is not { } ticket)
            return CallMarkup.ToResult(CallMarkup.SayAndHangUp(LineText.Of(carrier.Options.NobodyAnswersText, LineWords.NobodyAnswers, language))); // all lines are taken: they did not come back, and a task says so
        await carrier.Transfers.NoteAsync(callSid, TransferState.CameBack, request.Cancel);
        return CallMarkup.ToResult(CallMarkup.Connect(carrier.Options, ticket, await tokens.MintAsync(ticket, request.Cancel), LineText.Of(carrier.Options.BackAgainText, LineWords.BackAgain, language)));
    });

    /// <summary>
    /// The stream was another server's. When it came to none (the one to which the balancer sent it had no line any more, or was gone), the call is connected anew; when that server led it to its end, so does this one; else it broke off.
    /// </summary>
    private async Task<string> AfterStreamElsewhereAsync(SignedRequest request)
    {
        if (await tokens.FindCallerAsync(request.CallSid, request.Cancel) is { Misses: < MostMisses } waiting)
        {
            LogMissed(waiting.Id, waiting.CallSid);
            return await ConnectAsync(waiting with { Misses = waiting.Misses + 1 }, request);
        }

        return await desk.HasEndedAsync(request.CallSid, request.Cancel) == true ? CallMarkup.HangUp() : CallMarkup.SayAndHangUp(LineText.Of(carrier.Options.ApologyText, LineWords.BrokeOff, LanguageOf(request)));
    }

    /// <summary>
    /// Whether caller and person were connected. A leg that was answered and ended during the summary is "completed" as well, so what the carrier says of the bridge counts; where it says nothing, the key that takes the call.
    /// </summary>
    private static bool HasTalked(string status, string bridged, Transfers.Known? transfer) => (status, bridged) switch
    {
        (_, "false") or (not ("completed" or "answered"), _) => false,
        (_, "true") => true,
        _ => transfer is not { To.Summary.Length: > 0, State: not TransferState.Taken },
    };

    [LoggerMessage(LogLevel.Information, "Call {CallSid}: the stream is closed, the call's fate is {Fate}.")]
    private partial void LogAfterStream(string callSid, string fate);

    [LoggerMessage(LogLevel.Warning, "Call {CallId} ({CallSid}): its stream came to no server that could take it; it is connected anew.")]
    private partial void LogMissed(VoiceBooker.Voice.Calls.CallId callId, string callSid);

    [LoggerMessage(LogLevel.Information, "Call {CallSid}: the person who is to take it has answered (transfer known: {Known}).")]
    private partial void LogWhisper(string callSid, bool known);

    [LoggerMessage(LogLevel.Information, "Call {CallSid}: the person pressed a key (takes the call: {Takes}).")]
    private partial void LogWhisperKey(string callSid, bool takes);

    [LoggerMessage(LogLevel.Information, "Call {CallSid}: the transfer ended with '{DialStatus}' (bridged: '{Bridged}').")]
    private partial void LogAfterTransfer(string callSid, string dialStatus, string bridged);
}
