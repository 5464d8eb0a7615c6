using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Server.Api;

/// <summary>Single calls: ordered, followed, taken back.</summary>
internal static class CallOrdersApi
{
    public static void MapCallOrders(this RouteGroupBuilder api)
    {
        api.MapPost("/calls", OrderAsync).Opens(
            "makeCall",
            ApiScopes.Dial,
            "Has one person called.",
            """
            Answers at once, with the call and its state; GET /api/calls/{id} follows it, POST /api/calls/{id}/cancel takes it back while it waits. The call is made as soon as the dial gate allows it: consent, the do-not-call list,
            the calling window where the person is, attempts, the caller ID. While it does not, or while all outbound calls are stopped (PUT /api/dialling), waitsBecause says why; GET /api/calls/orders lists what waits. Send an Idempotency-Key: a request whose answer is lost can then be repeated without calling twice.
            409: the server lacks the business's name (Reception:BusinessName), which must be said to whoever is called. A country whose public holidays are not known here is refused at once, unless ignoreHolidays says that you answer for it. Every {variable} that the assistant's greeting and instructions use must have a value.
            """,
            StatusCodes.Status409Conflict,
            StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/calls/{id:guid}", FindAsync).Opens(
            "getCall",
            ApiScopes.Read,
            "Follows a call: its state, attempts, why it was not made yet, and what came of it.",
            $"The identity is that of an order, of an attempt, or of a call that came in. {CallsApi.OnlyWithWords}",
            StatusCodes.Status404NotFound);
        api.MapPost("/calls/{id:guid}/cancel", CancelAsync).Opens("cancelCall", ApiScopes.Dial, "Takes a call back until it rings.", problems: [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict]);
        api.MapDelete("/calls/{id:guid}", CancelAsync).Opens("deleteCall", ApiScopes.Dial, "Takes a call back until it rings; the same as POST /api/calls/{id}/cancel.", problems: [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict]);
    }

    /// <summary>What is known of an order or a call; null: nothing.</summary>
    /// <param name="id">An order's, an attempt's or a call's.</param>
    /// <param name="db">The database.</param>
    /// <param name="words">Whether who asks may read what was said.</param>
    /// <param name="cancel">Gives up.</param>
    internal static async Task<CallStateShape?> LookUpAsync(Guid id, BookingDbContext db, bool words, CancellationToken cancel)
    {
        if (await LookUpAsync(id, db, cancel) is not { } found)
            return null;
        if (Guid.TryParse(found.CallId, out var call))
            found = found with { Texts = await TextShape.OfCallAsync(db, new CallId(call), cancel) };
        return words ? found : found.WithoutWords();
    }

    /// <summary>What an equal request made within the day whose process died before its answer was kept; null: nothing. What a key made longer ago is no matter of this request.</summary>
    internal static async Task<Contact?> FindRepeatedAsync(HttpContext context, BookingDbContext db, Instant now, CancellationToken cancel)
    {
        if (context.Features.Get<RepeatableIdentity>() is not var (today, yesterday))
            return null;
        var since = now - RepeatedRequests.KeptFor;
        return await db.Contacts.AsNoTracking().Where(each => (each.Id == today || each.Id == yesterday) && each.CreatedAt > since).OrderByDescending(each => each.CreatedAt).FirstOrDefaultAsync(cancel);
    }

    /// <summary>An idempotency key came with another call before.</summary>
    internal static ProblemHttpResult AnotherCall() =>
        ApiProblems.Of(StatusCodes.Status422UnprocessableEntity, $"This {RepeatedAnswers.Header} came with another call before. Use a new key for every new call.", "Idempotency key used before");

    /// <summary>Nobody can be called by this server as it is set up.</summary>
    internal static ProblemHttpResult CannotCall(string missing) => ApiProblems.Of(StatusCodes.Status409Conflict, missing, "Not ordered");

    private static async Task<CallStateShape?> LookUpAsync(Guid id, BookingDbContext db, CancellationToken cancel)
    {
        var contact = await db.Contacts.AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, cancel)
            ?? await db.Contacts.AsNoTracking().FirstOrDefaultAsync(each => db.Attempts.Any(attempt => attempt.Id == id && attempt.ContactId == each.Id), cancel);
        if (contact is null)
        {
            var asked = new CallId(id);
            return await db.Calls.AsNoTracking().FirstOrDefaultAsync(each => each.Id == asked, cancel) is { } other ? CallStateShape.Of(other) : null;
        }

        var attempts = await db.Attempts.AsNoTracking().Where(each => each.ContactId == contact.Id).OrderBy(each => each.Try).ToListAsync(cancel);
        var decision = await db.DialDecisions.AsNoTracking().Where(each => each.ContactId == contact.Id).OrderByDescending(each => each.At).FirstOrDefaultAsync(cancel);
        var calls = await db.Calls.AsNoTracking().Where(each => each.ContactId == contact.Id).OrderByDescending(each => each.StartedAt).Take(20).ToListAsync(cancel);
        var call = attempts.Exists(each => each.Id == id && id != contact.Id) ? calls.Find(each => each.Id.Value == id) : calls.FirstOrDefault(); // of the attempt that is asked for, else of the last
        return CallStateShape.Of(contact, attempts, decision, call, await DialSwitch.FindAsync(db, cancel));
    }

    private static async Task<Results<Accepted<CallStateShape>, ValidationProblem, ProblemHttpResult>> OrderAsync(
        CallOrder order, HttpContext context, CallOrders orders, CallRequests requests, DialSwitch dialling, IDbContextFactory<BookingDbContext> database, TimeProvider time, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var contact = await orders.ReadAsync(order, context.Features.GetRequiredFeature<ApiCaller>(), now, wrong, cancel);
        if (wrong.Any)
            return wrong.ToProblem();

        contact.Id = context.NewIdentity(time);
        await using (var db = await database.CreateDbContextAsync(cancel))
        {
            // The identity comes of the idempotency key: a process that died after this request's work left the call there.
            if (await FindRepeatedAsync(context, db, now, cancel) is { } before)
            {
                return before.Number == contact.Number && before.AssistantId == contact.AssistantId
                    ? Accepted(await LookUpAsync(before.Id, db, context.MayReadWords(), cancel))
                    : AnotherCall();
            }
        }

        if (requests.Missing is { } missing)
            return CannotCall(missing);
        var added = await requests.AddAsync(contact, cancel);
        return Accepted(CallStateShape.Of(added, [], decision: null, call: null, await dialling.FindAsync(cancel)));

        static Accepted<CallStateShape> Accepted(CallStateShape? call) => TypedResults.Accepted($"/api/calls/{call!.Id}", call);
    }

    private static async Task<Results<Ok<CallStateShape>, ProblemHttpResult>> FindAsync(Guid id, HttpContext context, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return await LookUpAsync(id, db, context.MayReadWords(), cancel) is { } found ? TypedResults.Ok(found) : NoSuchCall();
    }

    private static async Task<Results<Ok<CallStateShape>, ProblemHttpResult>> CancelAsync(Guid id, HttpContext context, CallRequests requests, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var words = context.MayReadWords();
        if (await LookUpAsync(id, db, words, cancel) is not { } before)
            return NoSuchCall();
        if (before.ContactId is not { } contact || before.Direction != "outbound")
            return ApiProblems.Of(StatusCodes.Status409Conflict, "This call was not ordered here; only a call that we make can be taken back.", "Not cancelled");
        if (before.State == "cancelled")
            return TypedResults.Ok(before);

        // Once begun it is finished, whether or not the asker still listens.
        var cancelled = await requests.CancelAsync(contact, CancellationToken.None);
        var now = await LookUpAsync(id, db, words, CancellationToken.None);
        return cancelled ? TypedResults.Ok(now!) : ApiProblems.Of(
            StatusCodes.Status409Conflict,
            now!.State switch
            {
                "in-progress" => "It was answered already and goes on; it is too late to take it back.",
                "done" => $"It is over ({(now.Disposition.Length > 0 ? now.Disposition : "done")}); there is nothing to take back.",
                _ => "The carrier has it already and did not give it back; see in a moment what became of it.",
            },
            "Not cancelled");
    }

    /// <summary>An identity of nothing that was called or was to be.</summary>
    internal static ProblemHttpResult NoSuchCall() => TypedResults.Problem("There is no such call; GET /api/calls lists those that were held, GET /api/calls/orders those that were ordered.", statusCode: StatusCodes.Status404NotFound);
}
