using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Server.Api;
using VoiceBooker.Server.Calls;

namespace VoiceBooker.Server.Console.Talk;

/// <summary>What the softphone's page asks the server for.</summary>
internal static class TalkDoors
{
    public static IEndpointRouteBuilder MapTalk(this IEndpointRouteBuilder app)
    {
        app.MapPost("/talk/token", MintAsync).WithMetadata(new RequestSizeLimitAttribute(SoftphoneApi.MaxBody)).NeedsFormToken();
        return app;
    }

    /// <summary>Lets a request in only with the anti-forgery token of one of our pages.</summary>
    public static RouteHandlerBuilder NeedsFormToken(this RouteHandlerBuilder route) =>
        route.AddEndpointFilter(async (context, next) =>
            await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context.HttpContext)
                ? await next(context)
                : TypedResults.Problem("This page is out of date. Reload it and try again.", statusCode: StatusCodes.Status400BadRequest));

    private static async Task<Results<Ok<SoftphoneTicket>, ProblemHttpResult>> MintAsync(CallWish wish, Softphone softphone, IDbContextFactory<BookingDbContext> database, HttpRequest request, CancellationToken cancel)
    {
        PhoneNumber number = default;
        if (!string.IsNullOrWhiteSpace(wish.CallerNumber) && !PhoneNumber.TryParse(wish.CallerNumber, out number))
            return TypedResults.Problem("“You call from” is no number with its country, such as +1 415 555 0147. Leave it empty to call with a withheld number.", statusCode: StatusCodes.Status400BadRequest);

        if (wish.AssistantId is { } assistant)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (!await db.Assistants.AnyAsync(each => each.Id == assistant, cancel))
                return TypedResults.Problem("That assistant is gone. Reload the page and choose another.", statusCode: StatusCodes.Status400BadRequest);
        }

        var minted = await softphone.MintAsync(
            new SoftphoneRequest { Typed = wish.Mode == "text", AssistantId = wish.AssistantId, CallerNumber = number.E164 },
            new Uri($"{request.Scheme}://{request.Host.ToUriComponent()}/"),
            cancel);
        return minted switch
        {
            SoftphoneResult.Minted(var ticket) => TypedResults.Ok(ticket),
            SoftphoneResult.Busy => TypedResults.Problem("All lines are busy. Try again in a moment.", statusCode: StatusCodes.Status503ServiceUnavailable),
            SoftphoneResult.Refused(_, var reason) => TypedResults.Problem(reason, statusCode: StatusCodes.Status400BadRequest),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>What the page wishes for.</summary>
    /// <param name="Mode">"audio", or "text" for words only.</param>
    /// <param name="AssistantId">Who is to answer; null: whoever answers unclaimed numbers.</param>
    /// <param name="CallerNumber">E.164 number the caller seems to call from; null: withheld.</param>
    internal sealed record CallWish(string Mode, Guid? AssistantId, string? CallerNumber);
}
