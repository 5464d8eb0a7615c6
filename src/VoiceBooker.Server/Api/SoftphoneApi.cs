using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Server.Calls;

namespace VoiceBooker.Server.Api;

/// <summary>Calls from a softphone or typed ones.</summary>
internal static class SoftphoneApi
{
    /// <summary>The longest request, in bytes.</summary>
    public const int MaxBody = 64 * 1024;

    private const int MostVariables = 50;

    public static void MapSoftphone(this RouteGroupBuilder api) => 
        api.MapPost("/softphone", MintAsync).WithMetadata(new RequestSizeLimitAttribute(MaxBody)).Opens(
            "takeSoftphoneTicket", ApiScopes.Dial, "A ticket for one call from a softphone, or one that is typed.", "Good for a minute. The socket at url takes the same messages as the carrier's media stream.", StatusCodes.Status503ServiceUnavailable);

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

        var number = wrong.Phone("callerNumber", wish.CallerNumber);
        CheckVariables(wish.Variables ?? [], wrong);
        if (wish.Variables?.TryGetValue("cal_timezone", out var zone) == true && zone is { Length: > 0 })
            wrong.Zone("variables.cal_timezone", zone);
        if (wrong.Any)
            return wrong.ToProblem();

        var result = await softphone.MintAsync(
            new SoftphoneRequest
            {
                Typed = wish.Mode == "text",
                AssistantId = wish.AssistantId,
                CallerNumber = number,
                Now = now?.ToDateTimeOffset(),
                Variables = (wish.Variables ?? []).ToDictionary(each => each.Key, each => each.Value ?? "", StringComparer.Ordinal),
            },
            new Uri($"{request.Scheme}://{request.Host.ToUriComponent()}/"),
            cancel);
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

    private static void CheckVariables(Dictionary<string, string?> variables, Wrong wrong)
    {
        if (variables.Count > MostVariables)
            wrong.Add("variables", $"variables has {variables.Count} entries; at most {MostVariables} are allowed.");
        foreach (var (name, value) in variables.Take(MostVariables))
        {
            if (name.Length is 0 or > 64)
                wrong.Add("variables", $"variables has a name of {name.Length} characters; allowed are 1 to 64.");
            else
                wrong.Text($"variables.{name}", value, longest: 500, needed: false);
        }
    }

    internal sealed record Wish(string? Mode, Guid? AssistantId, string? CallerNumber, string? Now, Dictionary<string, string?>? Variables);
}
