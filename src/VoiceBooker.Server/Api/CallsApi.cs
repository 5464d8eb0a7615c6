using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime.Text;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Server.Api;

/// <summary>Calls, what happened on them, and how they sounded.</summary>
internal static class CallsApi
{
    private const int LongestWait = 25;

    public static void MapCalls(this RouteGroupBuilder api)
    {
        api.MapGet("/calls", ListAsync);
        api.MapGet("/calls/{id:guid}", FindAsync);
        api.MapGet("/calls/by-sid/{callSid}", FindBySidAsync);
        api.MapGet("/calls/{id:guid}/events", ReadAsync);
        api.MapGet("/calls/{id:guid}/recording.wav", FindRecordingAsync);
    }

    private static async Task<Results<Ok<IEnumerable<CallShape>>, ValidationProblem>> ListAsync(IDbContextFactory<BookingDbContext> database, int? take, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var most = wrong.Number("take", take, otherwise: 50, least: 1, most: 1000);
        if (wrong.Any)
            return wrong.ToProblem();

        await using var db = await database.CreateDbContextAsync(cancel);
        var calls = await db.Calls.AsNoTracking().OrderByDescending(call => call.StartedAt).Take(most).ToListAsync(cancel);
        return TypedResults.Ok(calls.Select(ToShape));
    }

    private static async Task<Results<Ok<CallShape>, ProblemHttpResult>> FindAsync(Guid id, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var call = new CallId(id);
        return await db.Calls.AsNoTracking().FirstOrDefaultAsync(each => each.Id == call, cancel) is { } found ? TypedResults.Ok(ToShape(found)) : NoSuchCall();
    }

    private static async Task<Results<Ok<CallShape>, ProblemHttpResult>> FindBySidAsync(string callSid, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return await db.Calls.AsNoTracking().FirstOrDefaultAsync(each => each.CallSid == callSid, cancel) is { } found ? TypedResults.Ok(ToShape(found)) : NoSuchCall();
    }

    private static async Task<Results<Ok<IEnumerable<EventShape>>, ValidationProblem, ProblemHttpResult>> ReadAsync(
        Guid id, long? after, int? wait, CallJournals journals, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var seconds = wrong.Number("wait", wait, otherwise: 0, least: 0, most: LongestWait);
        if (wrong.Any)
            return wrong.ToProblem();

        var call = new CallId(id);
        await using (var db = await database.CreateDbContextAsync(cancel))
        {
            if (!await db.Calls.AnyAsync(each => each.Id == call, cancel))
                return NoSuchCall();
        }

        var entries = await journals.ReadAsync(call, after ?? 0, TimeSpan.FromSeconds(seconds), cancel);
        return TypedResults.Ok(entries.Select(entry => new EventShape(entry.Sequence, InstantPattern.ExtendedIso.Format(entry.At), entry.Kind, JsonElement.Parse(entry.Data))));
    }

    private static async Task<Results<PhysicalFileHttpResult, ProblemHttpResult>> FindRecordingAsync(Guid id, IDbContextFactory<BookingDbContext> database, IOptions<StorageOptions> storage, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var call = new CallId(id);
        if (await db.Calls.AsNoTracking().FirstOrDefaultAsync(each => each.Id == call, cancel) is not { } found)
            return NoSuchCall();

        var file = found.Recording is { } recording ? Path.GetFullPath(Path.Combine(storage.Value.Folder, recording)) : null;
        return file is not null && File.Exists(file)
            ? TypedResults.PhysicalFile(file, "audio/wav", enableRangeProcessing: true)
            : TypedResults.Problem("There is no recording of this call: it was typed, or recording is off (Calls:Record), or the file was removed.", statusCode: StatusCodes.Status404NotFound);
    }

    private static ProblemHttpResult NoSuchCall() => TypedResults.Problem("There is no such call; GET /api/calls lists them.", statusCode: StatusCodes.Status404NotFound);

    private static CallShape ToShape(CallRecord call) => new(
        call.Id.ToString(),
        call.CallSid,
        call.Direction,
        call.Kind,
        call.From,
        call.To,
        call.Assistant,
        InstantPattern.ExtendedIso.Format(call.StartedAt),
        call.EndedAt is { } ended ? InstantPattern.ExtendedIso.Format(ended) : null,
        call.Outcome,
        call.Cause,
        call.DurationMs,
        call.TokensIn,
        call.TokensOut,
        call.CostMicros / 1_000_000m,
        call.Disposition,
        call.Summary,
        call.Fields);

    internal sealed record CallShape(string Id, string CallSid, string Direction, string Kind, string From, string To, string Assistant, string StartedAt, string? EndedAt, string Outcome, string Cause, long? DurationMs, long TokensIn, long TokensOut, decimal Cost, string Disposition, string Summary, IReadOnlyDictionary<string, string> Fields);

    internal sealed record EventShape(long Sequence, string At, string Kind, JsonElement Data);
}
