using Microsoft.AspNetCore.Http.HttpResults;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Server.Api;

/// <summary>Imported lists of numbers that must not be called, as a whole.</summary>
internal static class DoNotCallListsApi
{
    public static void MapDoNotCallLists(this RouteGroupBuilder api)
    {
        api.MapGet("/do-not-call/lists", ListAsync).Opens("listDoNotCallLists", ApiScopes.Read, "Lists the imported lists of numbers that must not be called, by name.");
        api.MapDelete("/do-not-call/lists", TakeBackAsync).Opens(
            "takeBackDoNotCallList",
            ApiScopes.Campaigns,
            "Takes a whole imported list back.",
            "Its numbers may be called again, except those that the person asked for, that were entered singly, or that another list has. Who did it and why is kept with each. People whom it had refused can be let wait again: POST /api/campaigns/{id}/wait-again.",
            StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IEnumerable<ListShape>>> ListAsync(DoNotCallList numbers, CancellationToken cancel) =>
        TypedResults.Ok((await numbers.FindListsAsync(cancel)).Select(list => new ListShape(list.Name, Guid.TryParse(list.Scope, out var campaign) ? campaign : null, list.Count, Moments.Write(list.Since), Moments.Write(list.Latest))));

    private static async Task<Results<Ok<ListTakenBack>, ValidationProblem, ProblemHttpResult>> TakeBackAsync(string? list, Guid? campaignId, string? reason, HttpContext context, DoNotCallList numbers, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var name = wrong.Text("list", list, longest: 100);
        var why = wrong.Text("reason", reason, longest: 500);
        if (wrong.Any)
            return wrong.ToProblem();
        var scope = campaignId?.ToString("D") ?? DoNotCallEntry.Everywhere;
        if (!(await numbers.FindListsAsync(cancel)).Any(each => each.Name == name && each.Scope == scope))
            return ApiProblems.Of(StatusCodes.Status404NotFound, $"There is no list '{name}'{(campaignId is null ? "" : " of this campaign")}; GET /api/do-not-call/lists lists them.");
        return TypedResults.Ok(new ListTakenBack(await numbers.TakeBackListAsync(name, scope, context.KeyName(), why, CancellationToken.None)));
    }

    /// <summary>An imported list.</summary>
    /// <param name="List">Its name.</param>
    /// <param name="CampaignId">The campaign in which it holds; null: everywhere.</param>
    /// <param name="Numbers">How many numbers it has.</param>
    /// <param name="Since">Since when the first of them is on the do-not-call list.</param>
    /// <param name="Latest">And the last.</param>
    internal sealed record ListShape(string List, Guid? CampaignId, int Numbers, string Since, string Latest);

    /// <summary>What came of taking a list back.</summary>
    /// <param name="TakenBack">Numbers that may be called again.</param>
    internal sealed record ListTakenBack(int TakenBack);
}
