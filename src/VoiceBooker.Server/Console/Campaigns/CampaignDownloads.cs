using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Campaigns.Upload;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Server.Api;

namespace VoiceBooker.Server.Console.Campaigns;

/// <summary>The files of a campaign: what came of its people, and the rows of an upload that were not taken. Behind the sign-in like the pages.</summary>
internal static class CampaignDownloads
{
    public static IEndpointRouteBuilder MapCampaignDownloads(this IEndpointRouteBuilder app)
    {
        app.MapGet("/campaigns/{id:guid}/results.csv", ResultsAsync);
        app.MapGet("/campaigns/{id:guid}/uploads/{upload:guid}/not-taken.csv", NotTakenAsync);
        return app;
    }

    private static async Task<Results<PushStreamHttpResult, NotFound>> ResultsAsync(Guid id, IDbContextFactory<BookingDbContext> contexts, CampaignResults results, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (!await db.Campaigns.AnyAsync(campaign => campaign.Id == id, cancel))
            return TypedResults.NotFound();
        return TypedResults.Stream(body => ResultsFile.WriteAsync(results.ReadAsync(id, cancel), body, words: true, cancel), "text/csv; charset=utf-8", "results.csv");
    }

    private static async Task<Results<FileStreamHttpResult, NotFound>> NotTakenAsync(Guid id, Guid upload, Uploads uploads, CancellationToken cancel) =>
        await uploads.OpenNotTakenAsync(id, upload, cancel) is { } rows ? TypedResults.File(rows, "text/csv; charset=utf-8", $"not-taken-{id.ToString("N")[^6..]}.csv") : TypedResults.NotFound();
}
