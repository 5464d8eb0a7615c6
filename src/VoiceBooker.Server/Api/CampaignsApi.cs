using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Server.Api;

/// <summary>Campaigns: made, led, looked at.</summary>
internal static class CampaignsApi
{
    private const int NotFound = StatusCodes.Status404NotFound, Conflict = StatusCodes.Status409Conflict, Incomplete = StatusCodes.Status422UnprocessableEntity;

    public static void MapCampaigns(this RouteGroupBuilder api)
    {
        api.MapPost("/campaigns", AddAsync).Opens("makeCampaign", ApiScopes.Campaigns, "Makes a campaign, as a draft.", "Nobody is called before it has people and is started.", Conflict, Incomplete);
        api.MapPut("/campaigns/{id:guid}", PutAsync).Opens("changeCampaign", ApiScopes.Campaigns, "Changes a campaign that is a draft or paused.", "All of it is given anew, but for rules: left out, they stay as they are.", NotFound, Conflict, Incomplete);
        api.MapGet("/campaigns", ListAsync).Opens("listCampaigns", ApiScopes.Read, "Lists campaigns, the newest first.");
        api.MapGet("/campaigns/{id:guid}", FindAsync).Opens("getCampaign", ApiScopes.Read, "A campaign and how far it has come.", problems: NotFound);
        api.MapPost("/campaigns/{id:guid}/start", (Guid id, CampaignDesk desk) => LeadAsync(desk, desk.StartAsync(id, CancellationToken.None)))
            .Opens("startCampaign", ApiScopes.Campaigns, "Begins to call the campaign's people.", "422 says what is missing.", NotFound, Conflict, Incomplete).Needs(ApiScopes.Dial);
        api.MapPost("/campaigns/{id:guid}/pause", (Guid id, CampaignDesk desk) => LeadAsync(desk, desk.PauseAsync(id, "A person paused it (by the API).", CancellationToken.None)))
            .Opens("pauseCampaign", ApiScopes.Campaigns, "Nobody new is called; calls that run go on.", problems: [NotFound, Conflict, Incomplete]);
        api.MapPost("/campaigns/{id:guid}/resume", (Guid id, CampaignDesk desk) => LeadAsync(desk, desk.ResumeAsync(id, CancellationToken.None)))
            .Opens("resumeCampaign", ApiScopes.Campaigns, "Goes on after a pause.", problems: [NotFound, Conflict, Incomplete]).Needs(ApiScopes.Dial);
        api.MapPost("/campaigns/{id:guid}/stop", (Guid id, CampaignDesk desk) => LeadAsync(desk, desk.StopAsync(id, CancellationToken.None)))
            .Opens("stopCampaign", ApiScopes.Campaigns, "Ends it: who waits is cancelled, calls that wait at the carrier are taken back, calls that run go on.", problems: [NotFound, Conflict, Incomplete]);
        api.MapPost("/campaigns/{id:guid}/archive", (Guid id, CampaignDesk desk) => LeadAsync(desk, desk.ArchiveAsync(id, CancellationToken.None)))
            .Opens("archiveCampaign", ApiScopes.Campaigns, "Puts a campaign away that does not run.", problems: [NotFound, Conflict, Incomplete]);
        api.MapGet("/campaigns/{id:guid}/wait-again", CountWaitingAgainAsync)
            .Opens("countWaitAgain", ApiScopes.Read, "How many people were refused because of the do-not-call list and are on it no more, so that they can be let wait again.", problems: NotFound);
        api.MapPost("/campaigns/{id:guid}/wait-again", WaitAgainAsync).Opens(
            "waitAgain",
            ApiScopes.Campaigns,
            "People who were refused because of the do-not-call list, and are on it no more, wait for their call again.",
            "A campaign that had finished goes on with them. The dial gate is asked anew before each call.",
            NotFound,
            Conflict).Needs(ApiScopes.Dial);
        api.MapPost("/campaigns/{id:guid}/test-call", TestAsync).Opens(
            "testCall",
            ApiScopes.Campaigns,
            "Calls yourself as the campaign would call its people.",
            """
            Only for your own number: by asking you agree to be called there, and that goes on record with the name of your key. It is a single call with the campaign's assistant, event, purpose, caller ID, ring time, voicemail text and detection of
            answering machines; it does not count in the campaign. At any hour when the number is one of the house (a caller ID of yours, or an assistant's number or transfer number); any other within the campaign's hours and days. Variables that are said must be given.
            """,
            NotFound,
            Conflict,
            Incomplete).Needs(ApiScopes.Dial);
        api.MapGet("/campaigns/{id:guid}/results.csv", ResultsAsync)
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .Opens("getResults", ApiScopes.Read, "What came of each person, as CSV, one row per contact.", "The column summary is empty for keys without the scope calls:read.", NotFound);
        api.MapGet("/campaigns/{id:guid}/decisions", ListDecisionsAsync).Opens(
            "listDecisions", ApiScopes.Read, "What the dial gate decided about the campaign's people, and why; the newest first.", "The header Link (rel=\"next\") leads to the page behind this one.", NotFound);
    }

    /// <summary>A campaign by its identity; null: there is none.</summary>
    internal static Task<Campaign?> LookUpAsync(BookingDbContext db, Guid id, CancellationToken cancel) => db.Campaigns.AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, cancel);

    internal static ProblemHttpResult NoSuchCampaign() => ApiProblems.Of(NotFound, "There is no such campaign; GET /api/campaigns lists them.");

    private static async Task<Results<Created<CampaignShape>, ValidationProblem, ProblemHttpResult>> AddAsync(
        CampaignWish wish, HttpContext context, CampaignDesk desk, IDbContextFactory<BookingDbContext> database, TimeProvider time, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var campaign = await ReadAsync(wish, new Campaign { Id = Guid.Empty }, database, wrong, cancel);
        if (wrong.Any)
            return wrong.ToProblem();
        if (context.Features.Get<RepeatableIdentity>() is var (id, yesterday))
        {
            // What a process that died left of the same request.
            await using var db = await database.CreateDbContextAsync(cancel);
            var since = Instant.FromDateTimeOffset(time.GetUtcNow()) - RepeatedRequests.KeptFor;
            if (await db.Campaigns.AsNoTracking().Where(each => (each.Id == id || each.Id == yesterday) && each.CreatedAt > since).OrderByDescending(each => each.CreatedAt).FirstOrDefaultAsync(cancel) is { } before)
                return TypedResults.Created($"/api/campaigns/{before.Id}", CampaignShape.Of(before, await desk.ProgressAsync(before.Id, cancel)));
            campaign.Id = id;
        }

        return await desk.SaveAsync(campaign, CancellationToken.None) switch
        {
            CampaignAnswer.Done(var made) => TypedResults.Created($"/api/campaigns/{made.Id}", CampaignShape.Of(made, await desk.ProgressAsync(made.Id, cancel))),
            var other => ToProblem(other),
        };
    }

    private static async Task<Results<Ok<CampaignShape>, ValidationProblem, ProblemHttpResult>> PutAsync(
        Guid id, CampaignWish wish, CampaignDesk desk, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await LookUpAsync(db, id, cancel) is not { } stored)
            return NoSuchCampaign();
        if (stored.State is not (CampaignState.Draft or CampaignState.Paused))
            return ApiProblems.Of(Conflict, $"It is {CampaignShape.WordFor(stored.State)}; a campaign can be changed while it is a draft or paused.", "Not now");
        var wrong = new Wrong();
        var changed = await ReadAsync(wish, stored, database, wrong, cancel);
        return wrong.Any ? wrong.ToProblem() : await desk.SaveAsync(changed, CancellationToken.None) switch
        {
            CampaignAnswer.Done(var now) => TypedResults.Ok(CampaignShape.Of(now, await desk.ProgressAsync(id, cancel))),
            var other => ToProblem(other),
        };
    }

    private static async Task<Ok<IEnumerable<CampaignShape>>> ListAsync(IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var all = await db.Campaigns.AsNoTracking().OrderByDescending(campaign => campaign.CreatedAt).Take(1000).ToListAsync(cancel);
        return TypedResults.Ok(all.Select(campaign => CampaignShape.Of(campaign, progress: null)));
    }

    private static async Task<Results<Ok<CampaignShape>, ProblemHttpResult>> FindAsync(Guid id, CampaignDesk desk, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return await LookUpAsync(db, id, cancel) is { } found ? TypedResults.Ok(CampaignShape.Of(found, await desk.ProgressAsync(id, cancel))) : NoSuchCampaign();
    }

    private static async Task<Results<Ok<PeopleShape>, ProblemHttpResult>> CountWaitingAgainAsync(Guid id, WaitingAgain waiting, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return await LookUpAsync(db, id, cancel) is null ? NoSuchCampaign() : TypedResults.Ok(new PeopleShape(await waiting.CountAsync(id, cancel)));
    }

    private static async Task<Results<Ok<PeopleShape>, ProblemHttpResult>> WaitAgainAsync(Guid id, WaitingAgain waiting, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await LookUpAsync(db, id, cancel) is null)
            return NoSuchCampaign();
        return await waiting.LetAsync(id, CancellationToken.None) is { } people ? TypedResults.Ok(new PeopleShape(people)) : ApiProblems.Of(Conflict, "The campaign was ended; make a new one.", "Not now");
    }

    private static async Task<Results<Ok<CampaignShape>, ProblemHttpResult>> LeadAsync(CampaignDesk desk, Task<CampaignAnswer> asked) => await asked switch
    {
        CampaignAnswer.Done(var campaign) => TypedResults.Ok(CampaignShape.Of(campaign, await desk.ProgressAsync(campaign.Id, CancellationToken.None))),
        var other => ToProblem(other),
    };

    private static async Task<Results<Accepted<CallStateShape>, ValidationProblem, ProblemHttpResult>> TestAsync(
        Guid id, TestCallWish wish, HttpContext context, CallRequests requests, CallableCountries countries, IDbContextFactory<BookingDbContext> database, TimeProvider time, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await LookUpAsync(db, id, cancel) is not { } campaign)
            return NoSuchCampaign();
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var wrong = new Wrong();
        var contact = new Contact
        {
            AssistantId = campaign.AssistantId,
            EventId = campaign.EventId,
            Purpose = campaign.Purpose,
            From = campaign.CallerIds.FirstOrDefault() ?? "",
            CreatedAt = now,
            TestOf = id,
        };
        var caller = context.Features.GetRequiredFeature<ApiCaller>();
        PersonFields.Read(wish, contact, caller, now, wrong);
        PersonFields.CheckCountry(contact, await countries.FindAsync(cancel), wrong);
        (contact.Consent, contact.ConsentAt, contact.ConsentChannel, contact.ConsentBy) = (ConsentKind.Express, now, "API", caller.ToString());
        contact.ConsentText = $"A test call to oneself of the campaign '{campaign.Name}', asked for with the key '{caller.Name}'.";
        foreach (var sentence in await ContactsApi.MissingAsync(db, campaign, contact.Variables, cancel))
            wrong.Add("variables", sentence);
        if (wrong.Any)
            return wrong.ToProblem();
        contact.Id = context.NewIdentity(time);
        if (await CallOrdersApi.FindRepeatedAsync(context, db, now, cancel) is { } before)
        {
            return before.Number == contact.Number && before.TestOf == id
                ? TypedResults.Accepted($"/api/calls/{before.Id}", await CallOrdersApi.LookUpAsync(before.Id, db, context.MayReadWords(), cancel))
                : CallOrdersApi.AnotherCall();
        }

        if (requests.Missing is { } missing)
            return CallOrdersApi.CannotCall(missing);
        var added = await requests.AddAsync(contact, cancel);
        return TypedResults.Accepted($"/api/calls/{added.Id}", CallStateShape.Of(added, [], decision: null, call: null, await DialSwitch.FindAsync(db, cancel)));
    }

    private static async Task<IResult> ResultsAsync(Guid id, HttpContext context, CampaignResults results, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        var words = context.MayReadWords();
        await using var db = await database.CreateDbContextAsync(cancel);
        return await LookUpAsync(db, id, cancel) is null
            ? NoSuchCampaign()
            : TypedResults.Stream(stream => ResultsFile.WriteAsync(results.ReadAsync(id, cancel), stream, words, cancel), "text/csv; charset=utf-8", "results.csv");
    }

    private static async Task<Results<Ok<IEnumerable<DecisionShape>>, ValidationProblem, ProblemHttpResult>> ListDecisionsAsync(
        Guid id, Guid? contact, int? take, string? after, HttpContext context, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var most = wrong.Number("take", take, otherwise: 100, least: 1, most: 1000);
        var cursor = Cursor.Read(after, wrong);
        if (wrong.Any)
            return wrong.ToProblem();
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await LookUpAsync(db, id, cancel) is null)
            return NoSuchCampaign();
        var decisions = db.DialDecisions.AsNoTracking().Where(each => each.CampaignId == id);
        if (contact is not null)
            decisions = decisions.Where(each => each.ContactId == contact);
        if (cursor is { At: var since })
            decisions = decisions.Where(each => each.At <= since);
        var page = await decisions.OrderByDescending(each => each.At).ThenByDescending(each => each.Id).Skip(cursor?.Skip ?? 0).Take(most).ToListAsync(cancel);
        NextPage.Announce(context, Cursor.Behind([.. page.Select(each => each.At)], most, cursor)?.ToString());
        return TypedResults.Ok(page.Select(DecisionShape.Of));
    }

    private static async Task<Campaign> ReadAsync(CampaignWish wish, Campaign campaign, IDbContextFactory<BookingDbContext> database, Wrong wrong, CancellationToken cancel)
    {
        campaign.Name = wrong.Text("name", wish.Name);
        campaign.Purpose = wrong.Text("purpose", wish.Purpose, longest: 300, needed: false);
        campaign.AssistantId = wish.AssistantId ?? Guid.Empty;
        campaign.EventId = wish.EventId;
        campaign.CallerIds = [.. (wish.CallerIds ?? []).Select((number, at) => wrong.Phone($"callerIds[{at}]", number, needed: true)).Distinct(StringComparer.Ordinal)];
        campaign.Rules = wish.Rules?.Read(wrong) ?? campaign.Rules;

        await using var db = await database.CreateDbContextAsync(cancel);
        if (wish.AssistantId is not { } assistant)
            wrong.Add("assistantId", "assistantId is needed: who is to speak? GET /api/assistants lists them.");
        else if (!await db.Assistants.AnyAsync(each => each.Id == assistant, cancel))
            wrong.Add("assistantId", $"assistantId {assistant} names no assistant; GET /api/assistants lists them.");
        if (wish.EventId is { } booked && !await db.Events.AnyAsync(each => each.Id == booked && each.Active, cancel))
            wrong.Add("eventId", $"eventId {booked} names no active event; GET /api/events lists them.");
        return campaign;
    }

    private static ProblemHttpResult ToProblem(CampaignAnswer answer) => answer switch
    {
        CampaignAnswer.NoSuchCampaign => NoSuchCampaign(),
        CampaignAnswer.NotNow(var because) => ApiProblems.Of(Conflict, because, "Not now"),
        CampaignAnswer.Incomplete(var missing) => TypedResults.Problem(string.Join(' ', missing), title: "Something is missing", statusCode: Incomplete, extensions: [new("missing", missing)]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A test call to oneself.</summary>
    /// <param name="To">Your own number, E.164.</param>
    /// <param name="Name">The name to be called by.</param>
    /// <param name="Email">Your e-mail address, as the person's; <c>{email}</c>.</param>
    /// <param name="CalEmail">Who is told of the booking as its organizer, in place of the event's; an e-mail address of yours, not the person's; <c>{cal_email}</c>.</param>
    /// <param name="CalTimezone">The zone of the rehearsal.</param>
    /// <param name="Variables">Other values that are said.</param>
    internal sealed record TestCallWish(
        string? To,
        string? Name,
        string? Email,
        [property: System.Text.Json.Serialization.JsonPropertyName("cal_email")] string? CalEmail,
        [property: System.Text.Json.Serialization.JsonPropertyName("cal_timezone")] string? CalTimezone,
        Dictionary<string, string?>? Variables) : IPerson
    {
        string? IPerson.Zone => null;

        ConsentShape? IPerson.Consent => null;

        string? IPerson.NotBefore => null;

        string? IPerson.NotAfter => null;
    }

    /// <summary>A number of people.</summary>
    /// <param name="People">How many.</param>
    internal sealed record PeopleShape(int People);
}
