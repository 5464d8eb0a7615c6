using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Server.Api;

/// <summary>Calls, what happened on them, and how they sounded.</summary>
internal static class CallsApi
{
    /// <summary>What the description says where a key without calls:read is shown less.</summary>
    internal const string OnlyWithWords = "What was said (summary and fields) is left out for keys without the scope calls:read.";

    private const int LongestWait = 25;

    public static void MapCalls(this RouteGroupBuilder api)
    {
        api.MapGet("/calls", ListAsync).Opens(
            "listCalls", ApiScopes.Read, "Lists calls, the newest first.", $"Calls that were held, of either direction; those that wait to be made stand in GET /api/calls/orders. {OnlyWithWords} The header Link (rel=\"next\") leads to the page behind this one.");
        api.MapGet("/calls/by-sid/{callSid}", FindBySidAsync).Opens("getCallBySid", ApiScopes.Read, "Finds a call by the carrier's identity of it.", OnlyWithWords, problems: StatusCodes.Status404NotFound);
        api.MapGet("/calls/{id:guid}/events", ReadAsync).Opens(
            "readJournal", ApiScopes.Calls, "Reads a call's journal: what was heard, said, proposed, booked.", "While the call runs, wait holds the answer back until there is something new.", StatusCodes.Status404NotFound);
        api.MapGet("/calls/{id:guid}/recording.wav", FindRecordingAsync)
            .Produces(StatusCodes.Status200OK, contentType: "audio/wav")
            .Opens("getRecording", ApiScopes.Calls, "The recording of a call, both sides, as WAV.", problems: StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<IEnumerable<CallShape>>, ValidationProblem>> ListAsync(
        HttpContext context, IDbContextFactory<BookingDbContext> database, int? take, string? after, Guid? campaign, string? disposition, string? to, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var most = wrong.Number("take", take, otherwise: 50, least: 1, most: 1000);
        var cursor = Cursor.Read(after, wrong);
        var number = wrong.Phone("to", to);
        if (!string.IsNullOrEmpty(disposition) && !Dispositions.All.Contains(disposition))
            wrong.Add("disposition", $"disposition is '{disposition}'; GET /api/dispositions lists those there are.");
        if (wrong.Any)
            return wrong.ToProblem();

        await using var db = await database.CreateDbContextAsync(cancel);
        var calls = db.Calls.AsNoTracking();
        if (campaign is not null)
            calls = calls.Where(call => call.CampaignId == campaign);
        if (!string.IsNullOrEmpty(disposition))
            calls = calls.Where(call => call.Disposition == disposition);
        if (number.Length > 0)
            calls = calls.Where(call => call.To == number);
        if (cursor is { At: var since })
            calls = calls.Where(call => call.StartedAt <= since);
        var page = await calls.OrderByDescending(call => call.StartedAt).ThenByDescending(call => call.Id).Skip(cursor?.Skip ?? 0).Take(most).ToListAsync(cancel);
        NextPage.Announce(context, Cursor.Behind([.. page.Select(call => call.StartedAt)], most, cursor)?.ToString());
        var words = context.MayReadWords();
        return TypedResults.Ok(page.Select(call => words ? CallShape.Of(call) : CallShape.Of(call).WithoutWords()));
    }

    private static async Task<Results<Ok<CallShape>, ProblemHttpResult>> FindBySidAsync(string callSid, HttpContext context, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.Calls.AsNoTracking().FirstOrDefaultAsync(each => each.CallSid == callSid, cancel) is not { } found)
            return CallOrdersApi.NoSuchCall();
        return TypedResults.Ok(context.MayReadWords() ? CallShape.Of(found) : CallShape.Of(found).WithoutWords());
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
                return CallOrdersApi.NoSuchCall();
        }

        var entries = await journals.ReadAsync(call, after ?? 0, TimeSpan.FromSeconds(seconds), cancel);
        return TypedResults.Ok(entries.Select(entry => new EventShape(entry.Sequence, Moments.Write(entry.At), entry.Kind, JsonElement.Parse(entry.Data))));
    }

    private static async Task<Results<PhysicalFileHttpResult, ProblemHttpResult>> FindRecordingAsync(Guid id, IDbContextFactory<BookingDbContext> database, IOptions<StorageOptions> storage, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var call = new CallId(id);
        if (await db.Calls.AsNoTracking().FirstOrDefaultAsync(each => each.Id == call, cancel) is not { } found)
            return CallOrdersApi.NoSuchCall();

        var file = found.Recording is { } recording ? Path.GetFullPath(Path.Combine(storage.Value.Folder, recording)) : null;
        return file is not null && File.Exists(file)
            ? TypedResults.PhysicalFile(file, "audio/wav", enableRangeProcessing: true)
            : TypedResults.Problem("There is no recording of this call: it was typed, or recording is off (Calls:Record), or the file was removed.", statusCode: StatusCodes.Status404NotFound);
    }

    internal sealed record EventShape(long Sequence, string At, string Kind, JsonElement Data);
}
