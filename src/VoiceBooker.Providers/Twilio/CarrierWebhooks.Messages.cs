using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VoiceBooker.Booking.Reception.Stopping;

namespace VoiceBooker.Providers.Twilio;

/// <content>Text messages that people send to our numbers.</content>
internal sealed partial class CarrierWebhooks
{
    private const int LongestNumber = 16;

    /// <summary>
    /// A text message came in. One that says "stop", alone or in a sentence of any of our languages, puts its sender on the do-not-call list, for everything; it stands there when this is answered. The carrier itself keeps such people from our messages, and tells them so: we answer nothing. Where it is not sure that this was meant, a task is left for a person. Nothing else is read in messages.
    /// </summary>
    public Task<IResult> MessageAsync(HttpContext context) => VerifiedAsync(context, async request =>
    {
        var (sender, body) = (request.Form["From"], request.Form["Body"]);
        var wish = OptOutWords.Mean(body, request.Form["OptOutType"]) ? StopWish.Clear : StopWords.Read(body, StopPlace.Message);
        if (wish is StopWish.None)
        {
            LogMessage(request.Form["MessageSid"]);
            return CallMarkup.ToResult(CallMarkup.Nothing());
        }

        if (!IsNumber(sender))
        {
            LogNoNumber(request.Form["MessageSid"]);
            return CallMarkup.ToResult(CallMarkup.Nothing());
        }

        try
        {
            await (wish is StopWish.Clear ? wishes.StopCallingAsync(sender, call: null, "sms", body.Trim(), CancellationToken.None) : wishes.LeaveToPersonAsync(sender, call: null, "sms", body.Trim(), CancellationToken.None)); // a wish counts, whether or not the carrier waits for our answer
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogWishLost(failure, request.Form["MessageSid"]);
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        if (wish is StopWish.Clear)
            LogOptedOut(request.Form["MessageSid"]);
        else
            LogLeft(request.Form["MessageSid"]);
        return CallMarkup.ToResult(CallMarkup.Nothing());
    });

    private static bool IsNumber(string text) => text.Length is > 7 and <= LongestNumber && text[0] == '+' && text.Skip(1).All(char.IsAsciiDigit);

    [LoggerMessage(LogLevel.Information, "A text message ({MessageSid}) says stop: its sender is on the do-not-call list.")]
    private partial void LogOptedOut(string messageSid);

    [LoggerMessage(LogLevel.Information, "A text message ({MessageSid}) may mean stop: a task is left for a person.")]
    private partial void LogLeft(string messageSid);

    [LoggerMessage(LogLevel.Critical, "A text message ({MessageSid}) says stop, and could not be written to the do-not-call list. Find it at the carrier by its identity, and put its sender on the list by hand.")]
    private partial void LogWishLost(Exception failure, string messageSid);

    [LoggerMessage(LogLevel.Warning, "A text message ({MessageSid}) says stop, but its sender is no telephone number.")]
    private partial void LogNoNumber(string messageSid);

    [LoggerMessage(LogLevel.Debug, "A text message ({MessageSid}) came in; it does not say stop, and nothing else is read in messages.")]
    private partial void LogMessage(string messageSid);
}
