using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using VoiceBooker.Booking.Access;
using VoiceBooker.Server.Settings;

namespace VoiceBooker.Server.Api;

/// <summary>The business's clock, set for rehearsals.</summary>
internal static class RehearsalApi
{
    public static void MapRehearsal(this RouteGroupBuilder api)
    {
        api.MapGet("/rehearsal/clock", Show).Opens("getClock", ApiScopes.Read, "What the business's clock shows.");
        api.MapPut("/rehearsal/clock", Set).Opens(
            "setClock",
            ApiScopes.Setup,
            "Sets the business's clock, which runs on from there; for rehearsals only.",
            "Only where the setting Calls:AllowRehearsalClock is true. Days and changes of the clocks can so be rehearsed in minutes: waiting itself stays in real time. The clock survives a restart. An empty now goes back to real time.",
            StatusCodes.Status409Conflict);
    }

    private static Ok<ClockShape> Show(TimeProvider time) => TypedResults.Ok(ClockShape.Of(time));

    private static Results<Ok<ClockShape>, ValidationProblem, ProblemHttpResult> Set(NewClock wish, TimeProvider time)
    {
        if (time is not RehearsalTime rehearsal)
            return ApiProblems.Of(StatusCodes.Status409Conflict, "The clock can be set only where the setting Calls:AllowRehearsalClock is true: never on a server that calls real people.");
        var wrong = new Wrong();
        var now = wrong.Moment("now", wish.Now);
        if (wrong.Any)
            return wrong.ToProblem();
        rehearsal.Set(now?.ToDateTimeOffset());
        return TypedResults.Ok(ClockShape.Of(time));
    }

    /// <summary>What the clock is to show.</summary>
    /// <param name="Now">2027-03-14T12:00:00Z; nothing: real time again.</param>
    internal sealed record NewClock(string? Now);

    /// <summary>What the business's clock shows.</summary>
    /// <param name="Now">The business's time.</param>
    /// <param name="Real">The real time.</param>
    /// <param name="Rehearsal">Whether the clock can be set.</param>
    internal sealed record ClockShape(string Now, string Real, bool Rehearsal)
    {
        public static ClockShape Of(TimeProvider time) =>
            new(Moments.Write(Instant.FromDateTimeOffset(time.GetUtcNow())), Moments.Write(Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow())), time is RehearsalTime);
    }
}
