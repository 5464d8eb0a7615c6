using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary><c>GET /v2/slots</c>.</summary>
internal sealed class SlotDesk(CalComState state, Availability availability, BookingDesk bookings)
{
    private static readonly string[] Always = ["start", "end", "timeZone", "duration", "format", "bookingUidToReschedule"];
    private static readonly ZonedDateTimePattern Zoned = ZonedDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fffo<+HH:mm>", null);
    private readonly Dictionary<string, (Instant At, Answer Answer)> _cache = [];

    /// <summary>Free times.</summary>
    public Answer List(CalComCall call)
    {
        var key = string.Join('&', call.Request.Query.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={each.Value}"));
        if (state.Switches.SlotCache && _cache.TryGetValue(key, out var cached) && call.Now - cached.At < Duration.FromSeconds(2) && call.Now >= cached.At)
            return cached.Answer;
        var answer = Fresh(call);
        if (answer.Status == 200)
            _cache[key] = (call.Now, answer);
        return answer;
    }

    /// <summary>Forgets what it would answer again.</summary>
    public void Forget() => _cache.Clear();

    private Answer Fresh(CalComCall call)
    {
        var query = call.Request.Query;
        var allowed = Allowed(query);
        if (allowed is null)
            return call.Error(400, "Either eventTypeId, eventTypeSlug with username or teamSlug, or usernames must be provided.");
        if (Problems(query, allowed) is { Count: > 0 } problems)
            return call.Wrong(problems);
        if (Find(call, query, out var type) is { } refused)
            return refused;

        var start = CalComCall.Moment(query["start"])!.Value;
        var end = End(query["end"].ToString());
        if (start > end)
            return call.Error(400, "Invalid time range given - check the 'start' and 'end' query parameters.");
        var zone = query["timeZone"].ToString() is { Length: > 0 } name ? DateTimeZoneProviders.Tzdb[name] : DateTimeZone.Utc;
        var minutes = int.TryParse(query["duration"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && type.Lengths.Contains(asked) ? asked : type.Length;
        var free = availability.Slots(type, minutes, new Interval(start, end + Duration.FromMilliseconds(1)), query["bookingUidToReschedule"]);
        var answer = CalComCall.Ok(Days(free, zone, query["format"] == "range", type));
        if (call.Fault?.Kind is FaultKind.SlotTakenAfterOffer)
        {
            foreach (var slot in free)
                bookings.BookByStranger(type, slot);
        }

        return answer;
    }

    private JsonObject Days(IReadOnlyList<Interval> free, DateTimeZone zone, bool range, CalComEventType type)
    {
        var days = new JsonObject();
        foreach (var day in free.GroupBy(slot => slot.Start.InZone(zone).Date))
        {
            days[LocalDatePattern.Iso.Format(day.Key)] = new JsonArray([.. day.Select(slot =>
            {
                var item = new JsonObject { ["start"] = Text(slot.Start, zone) };
                if (range)
                    item["end"] = Text(slot.End, zone);
                if (type.Seats is { } seats)
                    (item["seatsBooked"], item["seatsRemaining"], item["seatsTotal"]) = (0, seats, seats);
                return item;
            })]);
        }

        return days;
    }

    /// <summary>UTC is written Z; a zone that happens to be level with it is not.</summary>
    private static string Text(Instant moment, DateTimeZone zone) => zone.Id == "UTC" ? CalComCall.Text(moment) : Zoned.Format(moment.InZone(zone));

    private static string[]? Allowed(IQueryCollection query)
    {
        if (query.ContainsKey("eventTypeId"))
            return [.. Always, "eventTypeId"];
        if (query.ContainsKey("usernames"))
            return [.. Always, "usernames", "organizationSlug"];
        if (query.ContainsKey("eventTypeSlug") && query.ContainsKey("teamSlug"))
            return [.. Always, "eventTypeSlug", "teamSlug", "organizationSlug"];
        if (query.ContainsKey("eventTypeSlug"))
            return [.. Always, "eventTypeSlug", "username", "organizationSlug"];
        return null;
    }

    private static List<Problem> Problems(IQueryCollection query, string[] allowed)
    {
        var problems = query.Keys.Except(allowed).Select(Problem.Unknown).ToList();
        foreach (var name in (string[])["start", "end"])
        {
            if (CalComCall.Moment(query[name]) is null)
                problems.Add(new Problem(name, $"{name} must be a valid ISO 8601 date string"));
        }

        if (query.ContainsKey("eventTypeId") && !int.TryParse(query["eventTypeId"], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            problems.Add(new Problem("eventTypeId", "eventTypeId must be a number conforming to the specified constraints"));
        if (query.ContainsKey("eventTypeSlug") && !query.ContainsKey("teamSlug") && query["username"].ToString().Length == 0)
            problems.Add(new Problem("username", "username must be a string"));
        if (query.ContainsKey("usernames") && query["usernames"].ToString().Split(',').Length < 2)
            problems.Add(new Problem("usernames", "usernames must contain at least 2 elements"));
        if (query.ContainsKey("timeZone") && DateTimeZoneProviders.Tzdb.GetZoneOrNull(query["timeZone"].ToString()) is null)
            problems.Add(new Problem("timeZone", "timeZone must be a valid IANA time-zone"));
        if (query.ContainsKey("duration") && !int.TryParse(query["duration"], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            problems.Add(new Problem("duration", "duration must be a number conforming to the specified constraints"));
        if (query.ContainsKey("format") && query["format"].ToString() is not ("time" or "range"))
            problems.Add(new Problem("format", "format must be one of the following values: range, time"));
        return problems;
    }

    private Answer? Find(CalComCall call, IQueryCollection query, out CalComEventType type)
    {
        CalComEventType? found = null;
        if (query.ContainsKey("eventTypeId"))
        {
            found = state.EventTypes.GetValueOrDefault(int.Parse(query["eventTypeId"]!, CultureInfo.InvariantCulture));
        }
        else if (query.ContainsKey("username"))
        {
            if (state.FindUser(query["username"]!) is not { } user)
                return Missing($"User with username {query["username"]} not found", out type);
            found = state.FindType(query["eventTypeSlug"]!, user.Id);
        }
        else if (query.ContainsKey("usernames"))
        {
            type = null!;
            return call.Error(501, "Stand-in: slots of several people at once are left out.");
        }

        if (found is null)
            return Missing("Event Type not found", out type);
        type = found;
        return null;

        Answer Missing(string text, out CalComEventType none)
        {
            none = null!;
            return call.Error(404, text);
        }
    }

    /// <summary>A date alone, and midnight exactly, mean the end of that day.</summary>
    private static Instant End(string text)
    {
        var end = CalComCall.Moment(text)!.Value;
        return end.InUtc().TimeOfDay == LocalTime.Midnight ? end + Duration.FromSeconds(86_399) : end;
    }
}
