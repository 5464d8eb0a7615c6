using VoiceBooker.Booking.Connections;

namespace VoiceBooker.Server.Connections;

/// <summary>Where providers tell of changes: only what is signed is believed, and what came before is only acknowledged.</summary>
internal sealed partial class HookDoor(Booking.Connections.Connections connections, BookingNews news, TimeProvider time, ILogger<HookDoor> log)
{
    /// <summary>The longest body that is read, in bytes.</summary>
    public const int LongestBody = 256 * 1024;

    /// <summary>Takes one delivery.</summary>
    public async Task<IResult> TakeAsync(Guid id, HttpContext context)
    {
        var cancel = context.RequestAborted;
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, cancel);
        }
        catch (BadHttpRequestException tooLong)
        {
            return TypedResults.StatusCode(tooLong.StatusCode);
        }

        if (await connections.FindAsync(id, cancel) is not { } connection || connections.Provider(connection.Provider) is not { } provider)
            return Refuse(id, "there is no such connection");
        if (connection.State == ConnectionState.Disconnected)
            return Refuse(id, "the account was disconnected");
        if (connections.SubscriptionSecret(connection) is not { } secret)
            return Refuse(id, "there is no signing secret, so nothing can be believed");

        var read = provider.ReadNews(connection, secret, name => context.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null, body.ToArray(), NodaTime.Instant.FromDateTimeOffset(time.GetUtcNow()));
        switch (read)
        {
            case NewsReading.Refused(var check):
                return Refuse(id, check);
            case NewsReading.Unconcerning:
                return TypedResults.Ok();
            case NewsReading.Read(var key, var told):
                await news.TakeAsync(connection, key, told, CancellationToken.None); // whether or not the provider waits for the answer: not all tell it again
                return TypedResults.Ok();
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private Microsoft.AspNetCore.Http.HttpResults.StatusCodeHttpResult Refuse(Guid id, string check)
    {
        LogRefused(id, check);
        return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
    }

    [LoggerMessage(LogLevel.Warning, "News for connection {Connection} was refused (403): {Check}.")]
    private partial void LogRefused(Guid connection, string check);
}
