using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Server.Console.Campaigns;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Server.Console;

/// <summary>The files an operator can take from the console: recordings and invitations. Behind the sign-in like the pages.</summary>
internal static class ConsoleDownloads
{
    public static IEndpointRouteBuilder MapDownloads(this IEndpointRouteBuilder app)
    {
        app.MapGet("/calls/{id:guid}/recording.wav", RecordingAsync);
        app.MapGet("/bookings/{id:guid}/invitation.ics", InvitationAsync);
        app.MapCampaignDownloads();
        return app;
    }

    private static async Task<Results<PhysicalFileHttpResult, NotFound>> RecordingAsync(Guid id, IDbContextFactory<BookingDbContext> contexts, IOptions<StorageOptions> storage, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var call = new CallId(id);
        var recording = await db.Calls.Where(row => row.Id == call).Select(row => row.Recording).FirstOrDefaultAsync(cancel);
        if (recording is null)
            return TypedResults.NotFound();

        var folder = Path.GetFullPath(storage.Value.Folder) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(recording, folder);
        return path.StartsWith(folder, StringComparison.Ordinal) && File.Exists(path)
            ? TypedResults.PhysicalFile(path, "audio/wav", enableRangeProcessing: true) // seeking asks for ranges
            : TypedResults.NotFound();
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> InvitationAsync(Guid id, OperatorBookings bookings, CancellationToken cancel) =>
        await bookings.FindInvitationAsync(id, cancel) is { } text
            ? TypedResults.File(Encoding.UTF8.GetBytes(text), "text/calendar; charset=utf-8", "invitation.ics")
            : TypedResults.NotFound();
}
