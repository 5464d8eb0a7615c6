using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Server.Calls;

namespace VoiceBooker.Server.Api;

/// <summary>Calls from a softphone or typed ones.</summary>
internal static class SoftphoneApi
{
    public static void MapSoftphone(this RouteGroupBuilder api) => api.MapPost("/softphone", MintAsync);

    private static async Task<Results<Ok<SoftphoneTicket>, ValidationProblem, ProblemHttpResult>> MintAsync(
        Wish wish, HttpRequest request, Softphone softphone, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        var wrong = new Wrong();
        if (wish.Mode is not ("audio" or "text"))
            wrong.Add("mode", $"mode is '{wish.Mode}'; it must be \"audio\" or \"text\".");
        var now = wrong.Parse("now", wish.Now, InstantPattern.ExtendedIso, "2026-12-01T15:00:00Z (UTC)");
        if (wish.AssistantId is { } assistant)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (!await db.Assistants.AnyAsync(each => each.Id == assistant, cancel))
                wrong.Add("assistantId", $"assistantId {assistant} names no assistant; GET /api/assistants lists them.");
        }

        if (wish.Variables?.Count > 100)
            wrong.Add("variables", "variables has more than 100 entries.");
        if (wish.Variables?.TryGetValue("cal_timezone", out var zone) == true && zone.Length > 0)
            wrong.Zone("variables.cal_timezone", zone);
        if (wrong.Any)
            return wrong.ToProblem();

        var result = softphone.Mint(
            new SoftphoneRequest
            {
                Typed = wish.Mode == "text",
                AssistantId = wish.AssistantId,
                CallerNumber = wish.CallerNumber ?? "",
                Now = now?.ToDateTimeOffset(),
                Variables = wish.Variables ?? new Dictionary<string, string>(StringComparer.Ordinal),
            },
            new Uri($"{request.Scheme}://{request.Host.ToUriComponent()}/"));
        switch (result)
        {
            case SoftphoneResult.Minted(var ticket):
                return TypedResults.Ok(ticket);
            case SoftphoneResult.Refused(var field, var reason):
                wrong.Add(field, reason);
                return wrong.ToProblem();
            default:
                return TypedResults.Problem("All lines are taken, or the server is stopping. Try again in a moment.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    internal sealed record Wish(string? Mode, Guid? AssistantId, string? CallerNumber, string? Now, Dictionary<string, string>? Variables);
}
