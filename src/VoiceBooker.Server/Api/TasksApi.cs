using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime.Text;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Tasks;

namespace VoiceBooker.Server.Api;

/// <summary>What people must do because the machine could not.</summary>
internal static class TasksApi
{
    private const int Most = 200;

    public static void MapTasks(this RouteGroupBuilder api)
    {
        api.MapGet("/tasks", ListAsync).Opens("listTasks", ApiScopes.Read, "Lists what people must do because the machine could not, the newest first.");
        api.MapGet("/comparison", LastComparisonAsync).Opens("getComparison", ApiScopes.Read, "The last comparison of bookings with their calendars.", problems: StatusCodes.Status404NotFound);
        api.MapPost("/comparison", CompareAsync).Opens("compare", ApiScopes.Setup, "Compares all bookings with their calendars now.", "Differences become tasks.");
        api.MapPost("/tasks/{id:guid}/done", DoneAsync).Opens("finishTask", ApiScopes.Setup, "Marks a task as done.", problems: StatusCodes.Status404NotFound);
        api.MapPost("/tasks/{id:guid}/open", OpenAsync).Opens("reopenTask", ApiScopes.Setup, "Opens a task again.", problems: StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<IEnumerable<TaskShape>>, ValidationProblem>> ListAsync(OperatorTasks tasks, bool? open, int? take, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var most = wrong.Number("take", take, otherwise: Most, least: 1, most: 1000);
        return wrong.Any
            ? wrong.ToProblem()
            : TypedResults.Ok((await tasks.ListAsync(open ?? false, most, cancel)).Select(task => new TaskShape(
                task.Id,
                Kind(task.Kind),
                task.Title,
                task.Details,
                task.CallId?.ToString(),
                task.BookingId,
                task.ConnectionId,
                InstantPattern.ExtendedIso.Format(task.CreatedAt),
                task.DoneAt is { } done ? InstantPattern.ExtendedIso.Format(done) : null,
                task.DoneAt is null ? null : task.DoneBy)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult, ValidationProblem>> DoneAsync(Guid id, Doer? doer, OperatorTasks tasks, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var by = wrong.Text("by", doer?.By, longest: 100, needed: false);
        if (wrong.Any)
            return wrong.ToProblem();
        return await tasks.MarkAsync(id, by.Length > 0 ? by : "API", cancel) ? TypedResults.NoContent() : Missing();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> OpenAsync(Guid id, OperatorTasks tasks, CancellationToken cancel) =>
        await tasks.MarkAsync(id, by: null, cancel) ? TypedResults.NoContent() : Missing();

    private static async Task<Results<Ok<ComparisonShape>, ProblemHttpResult>> LastComparisonAsync(NightlyComparison comparison, CancellationToken cancel) =>
        await comparison.LastAsync(cancel) is { } last ? TypedResults.Ok(ToShape(last)) : TypedResults.Problem("Bookings were never compared with their calendars yet; POST /api/comparison does it now.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<Ok<ComparisonShape>> CompareAsync(NightlyComparison comparison, CancellationToken cancel) => TypedResults.Ok(ToShape(await comparison.RunAsync(cancel)));

    private static ComparisonShape ToShape(Comparison run) => new(InstantPattern.ExtendedIso.Format(run.At), run.Compared, run.Differences, run.Untold);

    private static ProblemHttpResult Missing() => TypedResults.Problem("There is no such task; GET /api/tasks lists them.", statusCode: StatusCodes.Status404NotFound);

    private static string Kind(TaskKind kind) => kind switch
    {
        TaskKind.CallBack => "call-back",
        TaskKind.CheckBooking => "check-booking",
        TaskKind.Difference => "difference",
        TaskKind.Reconnect => "reconnect",
        TaskKind.Dialling => "dialling",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    internal sealed record Doer(string? By);

    /// <summary>A comparison of promised against held: how many bookings were looked up, how many differ, of how many the calendar could not tell.</summary>
    internal sealed record ComparisonShape(string At, int Compared, int Differences, int Untold);

    internal sealed record TaskShape(Guid Id, string Kind, string Title, string Details, string? CallId, Guid? BookingId, Guid? ConnectionId, string CreatedAt, string? DoneAt, string? DoneBy);
}
