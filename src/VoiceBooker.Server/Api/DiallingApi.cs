using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Server.Api;

/// <summary>Whether calls are made at all.</summary>
internal static class DiallingApi
{
    public static void MapDialling(this RouteGroupBuilder api)
    {
        api.MapGet("/dialling", FindAsync).Opens("getDialling", ApiScopes.Read, "Whether all outbound calls are stopped, since when, by whom and why.");
        api.MapPut("/dialling", PutAsync).Opens(
            "stopDialling",
            ApiScopes.Dial,
            "Stops all outbound calls at once, or allows them again.",
            "With stopped: true nobody new is called, by any campaign, single call or server; calls that run, or that the carrier has already, go on. Who waits goes on waiting. With stopped: false calls are made again. Repeating either changes nothing.");
    }

    private static async Task<Ok<DiallingShape>> FindAsync(DialSwitch dialling, CancellationToken cancel) => TypedResults.Ok(DiallingShape.Of(await dialling.FindAsync(cancel)));

    private static async Task<Results<Ok<DiallingShape>, ValidationProblem>> PutAsync(DiallingWish wish, HttpContext context, DialSwitch dialling, CancellationToken cancel)
    {
        var wrong = new Wrong();
        if (wish.Stopped is null)
            wrong.Add("stopped", "stopped is needed: true stops all outbound calls, false allows them again.");
        var because = wrong.Text("because", wish.Because, longest: DialStop.LongestText, needed: false);
        if (wrong.Any)
            return wrong.ToProblem();

        // Once asked for it is done, whether or not the asker still listens.
        var by = $"the API key '{context.Features.GetRequiredFeature<ApiCaller>().Name}'";
        if (wish.Stopped == true)
            return TypedResults.Ok(DiallingShape.Of(await dialling.StopAsync(by, because, CancellationToken.None)));
        await dialling.AllowAsync(by, CancellationToken.None);
        return TypedResults.Ok(DiallingShape.Of(stop: null));
    }

    /// <summary>What is wished.</summary>
    /// <param name="Stopped">True: nobody new is called; false: calls are made again.</param>
    /// <param name="Because">Why; shown to whoever asks why nobody is called. At most 300 characters.</param>
    internal sealed record DiallingWish(bool? Stopped, string? Because);

    /// <summary>Whether calls are made.</summary>
    /// <param name="Stopped">True: nobody new is called.</param>
    /// <param name="Since">Since when; null while calls are made.</param>
    /// <param name="By">Who stopped them; null while calls are made.</param>
    /// <param name="Because">Why, in their words; null while calls are made.</param>
    internal sealed record DiallingShape(bool Stopped, string? Since, string? By, string? Because)
    {
        public static DiallingShape Of(DialStop? stop) => new(stop is not null, Moments.Write(stop?.At), stop?.By, stop?.Because);
    }
}
