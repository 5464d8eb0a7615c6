using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Server.Api;

/// <summary>The list of single calls that were ordered, those that wait among them.</summary>
internal static class OrderedCallsApi
{
    private static readonly Dictionary<string, ContactState> States = new(StringComparer.Ordinal)
    {
        ["waiting"] = ContactState.Waiting,
        ["calling"] = ContactState.Calling,
        ["done"] = ContactState.Done,
        ["cancelled"] = ContactState.Cancelled,
    };

    public static void MapOrderedCalls(this RouteGroupBuilder api) => api.MapGet("/calls/orders", ListAsync).Opens(
        "listCallOrders",
        ApiScopes.Read,
        "Lists single calls that were ordered, the newest first.",
        $"state=waiting lists those that are still to be made, with nextAt and waitsBecause; POST /api/calls/{{id}}/cancel takes one back. state can be calling (queued, ringing, in progress), done or cancelled, too. {CallsApi.OnlyWithWords} The header Link (rel=\"next\") leads to the page behind this one.");

    private static async Task<Results<Ok<IEnumerable<CallStateShape>>, ValidationProblem>> ListAsync(
        string? state, string? to, int? take, string? after, HttpContext context, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var most = wrong.Number("take", take, otherwise: 50, least: 1, most: 500);
        var cursor = Cursor.Read(after, wrong);
        var number = wrong.Phone("to", to);
        var wanted = ContactState.Waiting;
        if (!string.IsNullOrEmpty(state) && !States.TryGetValue(state, out wanted))
            wrong.Add("state", $"state is '{state}'; it can be {string.Join(", ", States.Keys)}.");
        if (wrong.Any)
            return wrong.ToProblem();

        await using var db = await database.CreateDbContextAsync(cancel);
        var orders = db.Contacts.AsNoTracking().Where(order => order.CampaignId == null);
        if (!string.IsNullOrEmpty(state))
            orders = orders.Where(order => order.State == wanted);
        if (number.Length > 0)
            orders = orders.Where(order => order.Number == number);
        if (cursor is { At: var since })
            orders = orders.Where(order => order.CreatedAt <= since);
        var page = await orders.OrderByDescending(order => order.CreatedAt).ThenByDescending(order => order.Id).Skip(cursor?.Skip ?? 0).Take(most).ToListAsync(cancel);
        NextPage.Announce(context, Cursor.Behind([.. page.Select(order => order.CreatedAt)], most, cursor)?.ToString());
        var shapes = await ShapeAsync(db, page, cancel);
        return TypedResults.Ok(context.MayReadWords() ? shapes : shapes.Select(shape => shape.WithoutWords()));
    }

    private static async Task<IEnumerable<CallStateShape>> ShapeAsync(BookingDbContext db, List<Contact> page, CancellationToken cancel)
    {
        var listed = page.ConvertAll(order => order.Id);
        var attempts = (await db.Attempts.AsNoTracking().Where(attempt => listed.Contains(attempt.ContactId)).OrderBy(attempt => attempt.Try).ToListAsync(cancel)).ToLookup(attempt => attempt.ContactId);
        var decisions = await WaitReasons.ReadLastAsync(db, listed, cancel);
        var calls = (await db.Calls.AsNoTracking().Where(call => call.ContactId != null && listed.Contains(call.ContactId.Value)).OrderByDescending(call => call.StartedAt).ToListAsync(cancel)).ToLookup(call => call.ContactId!.Value);
        var stop = await DialSwitch.FindAsync(db, cancel);
        return page.Select(order => CallStateShape.Of(order, [.. attempts[order.Id]], decisions.GetValueOrDefault(order.Id), calls[order.Id].FirstOrDefault(), stop));
    }
}
