using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Server.Calls;

namespace VoiceBooker.Server.Api;

/// <summary>Who answers the phone.</summary>
internal static class AssistantsApi
{
    public static void MapAssistants(this RouteGroupBuilder api)
    {
        api.MapPost("/assistants", AddAsync).Opens("makeAssistant", ApiScopes.Setup, "Makes an assistant: who speaks on the phone.");
        api.MapGet("/assistants", ListAsync).Opens("listAssistants", ApiScopes.Read, "Lists assistants, by name.");
    }

    private static async Task<Results<Created<Added>, ValidationProblem>> AddAsync(NewAssistant wish, IDbContextFactory<BookingDbContext> database, ModelList models, PhraseKeeper phrases, TimeProvider time, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var assistant = new Assistant
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Name = wrong.Text("name", wish.Name),
            Greeting = wrong.Text("greeting", wish.Greeting, longest: 1000, needed: false),
            Instructions = wrong.Text("instructions", wish.Instructions, longest: 20_000, needed: false),
            Voice = wrong.Text("voice", wish.Voice, needed: false),
            Language = string.IsNullOrEmpty(wish.Language) ? "en-US" : wrong.Language("language", wish.Language),
            Numbers = [.. (wish.Numbers ?? []).Select((number, at) => wrong.Phone($"numbers[{at}]", number))],
            TransferNumber = wrong.Phone("transferNumber", wish.TransferNumber),
            TransferManner = MannerOf(wish.TransferManner, wrong),
            Mind = MindOf(wish.Mind, models, wrong),
        };
        await using var db = await database.CreateDbContextAsync(cancel);
        foreach (var other in await db.Assistants.AsNoTracking().ToListAsync(cancel))
        {
            foreach (var number in other.Numbers.Intersect(assistant.Numbers, StringComparer.Ordinal))
                wrong.Add("numbers", $"{number} is answered by the assistant '{other.Name}' already; take it from there first.");
        }

        if (wrong.Any)
            return wrong.ToProblem();
        db.Assistants.Add(assistant);
        await db.SaveChangesAsync(cancel);
        phrases.Prepare(assistant);
        return TypedResults.Created($"/api/assistants/{assistant.Id}", new Added(assistant.Id));
    }

    /// <summary>Empty, "script", or the name of a model in the settings.</summary>
    private static string MindOf(string? mind, ModelList models, Wrong wrong)
    {
        var text = wrong.Text("mind", mind, needed: false);
        if (models.Knows(text))
            return text;
        wrong.Add("mind", $"There is no model '{text}'; allowed are {string.Join(", ", [ModelList.ScriptOnly, .. models.Names, .. models.Speakers])}, or nothing: the server's models in their order.");
        return "";
    }

    /// <summary>"warm" (also when not given) or "cold".</summary>
    private static string MannerOf(string? manner, Wrong wrong)
    {
        var text = wrong.Text("transferManner", manner, needed: false);
        if (text is "" or Assistant.WarmTransfer or Assistant.ColdTransfer)
            return text.Length > 0 ? text : Assistant.WarmTransfer;
        wrong.Add("transferManner", $"'{text}' is neither {Assistant.WarmTransfer} (the person hears a one-sentence summary first) nor {Assistant.ColdTransfer} (connected at once).");
        return Assistant.WarmTransfer;
    }

    private static async Task<Ok<List<Assistant>>> ListAsync(IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return TypedResults.Ok(await db.Assistants.AsNoTracking().OrderBy(assistant => assistant.Name).ToListAsync(cancel));
    }

    internal sealed record NewAssistant(string? Name, string? Greeting, string? Instructions, string? Voice, string? Language, string[]? Numbers, string? TransferNumber, string? Mind, string? TransferManner = null);
}

/// <summary>The identity of what was made.</summary>
internal sealed record Added(Guid Id);
