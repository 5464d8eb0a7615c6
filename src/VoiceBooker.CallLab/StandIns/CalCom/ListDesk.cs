using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary><c>GET /v2/bookings</c>: pages by offset, or by cursor in the newest version.</summary>
internal sealed class ListDesk(CalComState state)
{
    private static readonly string[] Statuses = ["upcoming", "recurring", "past", "cancelled", "unconfirmed"];
    private static readonly string[] Moments = ["afterStart", "beforeEnd", "afterCreatedAt", "beforeCreatedAt", "afterUpdatedAt", "beforeUpdatedAt"];
    private static readonly string[] Sorts = ["sortStart", "sortEnd", "sortCreated", "sortUpdatedAt"];
    private static readonly string[] Known = ["status", "attendeeEmail", "attendeeName", "bookingUid", "eventTypeIds", "eventTypeId", "teamsIds", "teamId", "take", "skip", "cursor", .. Moments, .. Sorts];

    /// <summary>The account's bookings that fit.</summary>
    public Answer List(CalComCall call)
    {
        var query = call.Request.Query;
        if (Problems(query) is { Count: > 0 } problems)
            return call.WrongGlobally(problems);
        var take = query.ContainsKey("take") ? int.Parse(query["take"]!, CultureInfo.InvariantCulture) : 100;
        var skip = query.ContainsKey("skip") ? int.Parse(query["skip"]!, CultureInfo.InvariantCulture) : 0;
        var byCursor = call.Version == "2026-05-01";
        if (byCursor && query["cursor"].ToString() is { Length: > 0 } cursor && !TryRead(cursor, out skip))
            return call.WrongGlobally([new Problem("cursor", "cursor is not valid")]);

        var all = Sorted(query, Fitting(call, query)).ToList();
        var page = all.Skip(skip).Take(take).ToList();
        var left = Math.Max(0, all.Count - skip - page.Count);
        return Answer.Json(200, new JsonObject
        {
            ["status"] = "success",
            ["data"] = new JsonArray([.. page.Select(each => CalComJson.Booking(state, each))]),
            ["pagination"] = byCursor
                ? new JsonObject { ["nextCursor"] = left > 0 ? Cursor(skip + page.Count) : null, ["hasMore"] = left > 0 }
                : new JsonObject
                {
                    ["returnedItems"] = page.Count,
                    ["totalItems"] = all.Count,
                    ["itemsPerPage"] = take,
                    ["remainingItems"] = left,
                    ["currentPage"] = skip / take, // counted from 0, whatever the document says
                    ["totalPages"] = (all.Count + take - 1) / take,
                    ["hasNextPage"] = left > 0,
                    ["hasPreviousPage"] = skip > 0,
                },
        });
    }

    private IEnumerable<CalComBooking> Fitting(CalComCall call, IQueryCollection query)
    {
        var statuses = query["status"].SelectMany(each => each!.Split(',')).Where(each => each.Length > 0).ToList();
        if (statuses.Count == 0 && state.Switches.ListWithoutStatusIsUpcoming)
            statuses = ["upcoming"];
        var email = Given("attendeeEmail")?.Trim();
        var (name, uid) = (Given("attendeeName"), Given("bookingUid"));
        var types = (Given("eventTypeIds") ?? Given("eventTypeId"))?.Split(',').Select(each => int.Parse(each, CultureInfo.InvariantCulture)).ToList();
        return state.Bookings.Where(booking =>
            (booking.EventType.OwnerId == call.Account.Id || booking.Email.Equals(call.Account.Email, StringComparison.OrdinalIgnoreCase))
            && (statuses.Count == 0 || statuses.Exists(status => Is(booking, status, call.Now)))
            && (email is null || booking.Email.Equals(email, StringComparison.OrdinalIgnoreCase) || booking.Guests.Contains(email))
            && (name is null || booking.Name == name)
            && (uid is null || booking.Uid == uid)
            && (types is null || types.Contains(booking.EventType.Id))
            && Given("teamsIds") is null && Given("teamId") is null
            && (Moment("afterStart") is not { } afterStart || booking.Start >= afterStart)
            && (Moment("beforeEnd") is not { } beforeEnd || booking.End <= beforeEnd)
            && (Moment("afterCreatedAt") is not { } afterCreated || booking.Created >= afterCreated)
            && (Moment("beforeCreatedAt") is not { } beforeCreated || booking.Created <= beforeCreated)
            && (Moment("afterUpdatedAt") is not { } afterUpdated || booking.Updated >= afterUpdated)
            && (Moment("beforeUpdatedAt") is not { } beforeUpdated || booking.Updated <= beforeUpdated));

        string? Given(string key) => query.ContainsKey(key) ? query[key].ToString() : null;

        Instant? Moment(string key) => CalComCall.Moment(Given(key));
    }

    private static bool Is(CalComBooking booking, string status, Instant now) => status switch
    {
        "upcoming" => booking.Status == "accepted" && booking.End >= now,
        "unconfirmed" => booking.Status == "pending" && booking.End >= now,
        "past" => booking.IsActive && booking.End < now,
        "cancelled" => !booking.IsActive,
        _ => false, // recurring ones are not kept here
    };

    private static IEnumerable<CalComBooking> Sorted(IQueryCollection query, IEnumerable<CalComBooking> bookings)
    {
        var by = Array.Find(Sorts, query.ContainsKey);
        Func<CalComBooking, Instant> key = by switch
        {
            "sortEnd" => booking => booking.End,
            "sortCreated" => booking => booking.Created,
            "sortUpdatedAt" => booking => booking.Updated,
            _ => booking => booking.Start,
        };
        return by is not null && query[by] == "desc" ? bookings.OrderByDescending(key).ThenByDescending(each => each.Id) : bookings.OrderBy(key).ThenBy(each => each.Id);
    }

    private static List<Problem> Problems(IQueryCollection query)
    {
        var problems = query.Keys.Except(Known).Select(Problem.Unknown).ToList();
        foreach (var status in query["status"].SelectMany(each => each!.Split(',')).Where(each => each.Length > 0 && !Statuses.Contains(each)))
            problems.Add(new Problem("status", $"Invalid status {status}. Allowed statuses: {string.Join(", ", Statuses)}"));
        foreach (var key in Moments.Where(each => query.ContainsKey(each) && CalComCall.Moment(query[each]) is null))
            problems.Add(new Problem(key, $"{key} must be a valid ISO 8601 date string"));
        foreach (var key in Sorts.Where(each => query.ContainsKey(each) && query[each].ToString() is not ("asc" or "desc")))
            problems.Add(new Problem(key, $"{key} must be either \"asc\" or \"desc\"."));
        foreach (var key in new[] { "eventTypeId", "eventTypeIds" }.Where(query.ContainsKey))
        {
            if (!query[key].ToString().Split(',').All(each => int.TryParse(each, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
                problems.Add(new Problem(key, $"{key} must be a number or comma separated numbers"));
        }

        if (query.ContainsKey("take") && (!Whole(query["take"], out var take) || take is < 1 or > 250))
            problems.Add(new Problem("take", "take must not be greater than 250, take must not be less than 1"));
        if (query.ContainsKey("skip") && (!Whole(query["skip"], out var skip) || skip < 0))
            problems.Add(new Problem("skip", "skip must not be less than 0"));
        return problems;
    }

    private static bool Whole(string? text, out int number) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static string Cursor(int skip) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"skip:{skip}"));

    private static bool TryRead(string cursor, out int skip)
    {
        skip = 0;
        var bytes = new byte[64];
        return Convert.TryFromBase64String(cursor, bytes, out var read) && Encoding.ASCII.GetString(bytes, 0, read) is var text
            && text.StartsWith("skip:", StringComparison.Ordinal) && Whole(text[5..], out skip);
    }
}
