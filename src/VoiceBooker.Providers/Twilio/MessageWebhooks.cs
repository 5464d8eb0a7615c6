using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Reception.Stopping;

namespace VoiceBooker.Providers.Twilio;

/// <summary>The carrier's webhooks of text messages: those that people send to our numbers, and what became of ours. What a person wishes is on disk before it is answered; each may be repeated.</summary>
internal sealed partial class MessageWebhooks(SignedDoor door, ICallWishes wishes, IMessageDesk messages, ILogger<MessageWebhooks> log)
{
    private const int LongestNumber = 16;

    /// <summary>
    /// A text message came in. One that says "stop" puts its sender on the do-not-call list, for everything; one that says "start" takes back what such a message did, and nothing else. The carrier itself keeps people who said stop from our messages, and
    /// tells them so: only what it does not answer is answered here. HELP always is, unless the account does it: the carrier's own answer names nobody. Where a sentence may mean stop, a task is left for a person. Nothing else is read in messages.
    /// </summary>
    public Task<IResult> MessageAsync(HttpContext context) => door.AnswerAsync(context, async request =>
    {
        var (form, sid) = (request.Form, request.Form["MessageSid"]);
        var (sender, body) = (form["From"], form["Body"]);
        var reading = ReplyWords.Read(body, form["OptOutType"]);
        var wish = reading.Meaning == Reply.Other ? StopWords.Read(body, StopPlace.Message) : StopWish.None;
        if (wish is StopWish.Clear)
            reading = new ReplyWords.Reading(Reply.Stop, Language: null, Answered: false); // the carrier knows single words only
        if (reading.Meaning == Reply.Other && wish is StopWish.None)
        {
            LogMessage(sid);
            return Nothing();
        }

        if (!IsNumber(sender))
        {
            LogNoNumber(sid, reading.Meaning);
            return Nothing();
        }

        try
        {
            await TakeAsync(reading.Meaning, sid, sender, body.Trim());
            if (!reading.Answered && IsNumber(form["To"]) && sid.Length > 0)
                await messages.AnswerAsync(new AnsweredMessage(sid, sender, form["To"], reading.Meaning == Reply.Stop, reading.Language), CancellationToken.None);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogWishLost(failure, sid, reading.Meaning);
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        return Nothing();
    });

    /// <summary>Where a message that we sent stands.</summary>
    public Task<IResult> StatusAsync(HttpContext context) => door.AnswerAsync(context, async request =>
    {
        var (form, sid) = (request.Form, request.Form["MessageSid"]);
        if (MessageResource.Read(form["MessageStatus"], form["ErrorCode"]) is not { } standing)
        {
            LogNoStatus(sid, form["MessageStatus"]);
            return TypedResults.NoContent();
        }

        LogStatus(sid, form["MessageStatus"], form["ErrorCode"]);
        try
        {
            await messages.ReportAsync(Guid.TryParse(request.Query[CarrierDoors.Text], out var text) ? text : null, sid, standing, request.Cancel);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException && !request.Cancel.IsCancellationRequested)
        {
            LogReportLost(failure, sid); // the message is asked about later
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        return TypedResults.NoContent();
    });

    /// <summary>A wish counts, whether or not the carrier waits for our answer.</summary>
    private async Task TakeAsync(Reply meaning, string sid, string sender, string words)
    {
        switch (meaning)
        {
            case Reply.Stop:
                await wishes.StopCallingAsync(sender, call: null, DoNotCallEntry.ByText, words, CancellationToken.None);
                LogOptedOut(sid);
                break;
            case Reply.Other:
                await wishes.LeaveToPersonAsync(sender, call: null, DoNotCallEntry.ByText, words, CancellationToken.None);
                LogLeft(sid);
                break;
            case Reply.Start:
                LogStarted(sid, await wishes.TakeBackAsync(sender, words, CancellationToken.None));
                break;
        }
    }

    private static ContentHttpResult Nothing() => CallMarkup.ToResult(CallMarkup.Nothing());

    private static bool IsNumber(string text) => text.Length is > 7 and <= LongestNumber && text[0] == '+' && text.Skip(1).All(char.IsAsciiDigit);

    [LoggerMessage(LogLevel.Information, "A text message ({MessageSid}) says stop: its sender is on the do-not-call list.")]
    private partial void LogOptedOut(string messageSid);

    [LoggerMessage(LogLevel.Information, "A text message ({MessageSid}) may mean stop: a task is left for a person.")]
    private partial void LogLeft(string messageSid);

    [LoggerMessage(LogLevel.Information, "A text message ({MessageSid}) says start. Its sender had said stop by text and is off the do-not-call list: {TakenBack}.")]
    private partial void LogStarted(string messageSid, bool takenBack);

    [LoggerMessage(LogLevel.Critical, "A text message ({MessageSid}) says {Meaning}, and that could not be written down. Find it at the carrier by its identity; if it says stop, put its sender on the do-not-call list by hand.")]
    private partial void LogWishLost(Exception failure, string messageSid, Reply meaning);

    [LoggerMessage(LogLevel.Warning, "A text message ({MessageSid}) says {Meaning}, but its sender is no telephone number.")]
    private partial void LogNoNumber(string messageSid, Reply meaning);

    [LoggerMessage(LogLevel.Debug, "A text message ({MessageSid}) came in; it does not say stop, and nothing else is read in messages.")]
    private partial void LogMessage(string messageSid);

    [LoggerMessage(LogLevel.Debug, "Text message {MessageSid} is '{Status}', code '{Code}'.")]
    private partial void LogStatus(string messageSid, string status, string code);

    [LoggerMessage(LogLevel.Debug, "A report on text message {MessageSid} has the unknown word '{Status}'.")]
    private partial void LogNoStatus(string messageSid, string status);

    [LoggerMessage(LogLevel.Error, "A report on text message {MessageSid} could not be written down.")]
    private partial void LogReportLost(Exception failure, string messageSid);
}
