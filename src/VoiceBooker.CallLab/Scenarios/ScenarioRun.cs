using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using VoiceBooker.CallLab.Callers;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Servers;

namespace VoiceBooker.CallLab.Scenarios;

/// <summary>What came of one scenario.</summary>
/// <param name="Scenario">Which.</param>
/// <param name="Story">What happened.</param>
/// <param name="Faults">What was not as expected; empty: passed.</param>
/// <param name="Outcome">The call's outcome as the server wrote it.</param>
internal sealed record ScenarioResult(Scenario Scenario, CallStory Story, IReadOnlyList<string> Faults, string Outcome)
{
    /// <summary>Whether all was as expected.</summary>
    public bool Passed => Faults.Count == 0;

    /// <summary>Bookings confirmed at the end, other people's left out.</summary>
    public IReadOnlyList<ServerBooking> Booked { get; init; } = [];
}

/// <summary>Plays scenarios against one server: fills its database through the API, calls, and grades by the calendar's final state and by what the caller heard.</summary>
internal sealed class ScenarioRun(ServerApi api, SimulatedCarrier carrier, TimeProvider time)
{
    private static int _callers = Random.Shared.Next(1000, 5000);

    /// <summary>Plays one scenario, typed or spoken.</summary>
    public async Task<ScenarioResult> PlayAsync(Scenario scenario, bool text, Action<string>? watch = null)
    {
        var story = new CallStory(watch);
        try
        {
            return await PlayAsync(scenario, text, story);
        }
        catch (Exception broken) when (broken is HttpRequestException or InvalidDataException or System.Net.WebSockets.WebSocketException or TaskCanceledException or KeyNotFoundException)
        {
            return new ScenarioResult(scenario, story, [.. story.Troubles, $"{broken.GetType().Name}: {broken.Message}"], "broken");
        }
    }

    private async Task<ScenarioResult> PlayAsync(Scenario scenario, bool text, CallStory story)
    {
        var number = Interlocked.Increment(ref _callers);
        var from = $"{scenario.Caller.Number ?? NumberIn(scenario.Seed.Zone)}{number:0000}";
        var to = $"+1212556{number:0000}";
        var zone = DateTimeZoneProviders.Tzdb[scenario.Seed.Zone];
        var real = Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(zone);
        var start = text ? new Moments(real, scenario.Let).ResolveInstant(scenario.Seed.Now).InZone(zone) : real;
        var moments = new Moments(start, scenario.Let);
        var knows = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = "Anna Miller",
            ["email"] = "anna.miller@example.com",
            ["wish"] = "I would like to make an appointment please.",
            ["when"] = "As soon as possible.",
            ["zone"] = "Berlin time",
            ["phone"] = from.StartsWith("+1", StringComparison.Ordinal) ? from[2..] : "0" + from[3..],
        };
        foreach (var (name, value) in scenario.Caller.Knows)
            knows[name] = value;

        var seeded = await SeedAsync(scenario, moments, from, to, text);
        var acts = new CallActs(api, moments, seeded.Events[0].Id, knows, story);
        var mind = new CallerMind(scenario, spoken: !text);
        if (text)
        {
            var variables = scenario.Caller.Variables.ToDictionary(each => each.Key, each => moments.Fill(each.Value, knows), StringComparer.Ordinal);
            var ticket = await api.MintAsync(new
            {
                mode = "text",
                assistantId = seeded.Assistant,
                callerNumber = scenario.Caller.Withheld ? null : from,
                now = start.ToInstant().ToString(),
                variables,
            });
            await new TypedCall(ticket, mind, acts, story, time).RunAsync();
        }
        else
        {
            await new SpokenCall(carrier, api, scenario, mind, acts, story, time).RunAsync(from, to);
        }

        var ended = await api.WaitForEndAsync(story.CallSid, time, TimeSpan.FromSeconds(20));
        return await GradeAsync(scenario, text, moments, seeded, acts, story, ended);
    }

    private async Task<Seeded> SeedAsync(Scenario scenario, Moments moments, string from, string to, bool text)
    {
        var seed = scenario.Seed;
        var assistant = await api.CreateAsync("api/assistants", new
        {
            name = "Robin",
            greeting = seed.Greeting,
            instructions = seed.Instructions,
            voice = "slt",
            language = "en-US",
            numbers = new[] { to },
            transferNumber = seed.TransferNumber,
        });
        if (!text)
        {
            var server = api.Server;
            carrier.Numbers[to] = new NumberSettings(new Uri(server, "carrier/voice"), new Uri(server, "carrier/fallback"), new Uri(server, "carrier/status"));
        }

        var events = new List<(string Id, string Name)>();
        foreach (var each in seed.Events)
        {
            var zone = each.TimeZone.Length > 0 ? each.TimeZone : seed.Zone;
            var schedule = await api.CreateAsync("api/schedules", new
            {
                name = $"{each.Name} of {scenario.Name} {to}",
                timeZone = seed.Zone,
                weeklyHours = Hours(each.Hours),
                exceptions = each.Closed.Select(day => new { date = Iso(moments.Resolve(day)) }).ToArray(),
                durationMinutes = each.DurationMinutes,
                stepMinutes = each.StepMinutes,
                bufferBeforeMinutes = 0,
                bufferAfterMinutes = 0,
                minimumNoticeMinutes = each.MinimumNoticeMinutes,
                bookingWindowDays = each.BookingWindowDays,
                capacity = each.Capacity,
            });
            var id = await api.CreateAsync("api/events", new
            {
                name = each.Name,
                description = each.Description,
                provider = "built-in",
                providerEvent = schedule,
                organizerEmail = "owner@example.com",
                meetingLink = "place",
                meetingPlace = each.MeetingPlace,
                timeZone = zone,
                initialBookingDate = each.InitialDate is { } first ? Iso(moments.Resolve(first)) : null,
                daysToOffer = each.DaysToOffer,
                slotsPerDay = each.SlotsPerDay,
                hoursBetweenSlots = each.HoursBetweenSlots,
                dailyCap = each.DailyCap,
                assistantId = assistant,
            });
            events.Add((id, each.Name));
        }

        var others = new List<(string Event, Instant Start)>();
        foreach (var booking in seed.Existing)
        {
            var start = moments.ResolveInstant(booking.Start);
            var eventId = events[booking.Event].Id;
            var booked = await api.TryBookAsync(new
            {
                eventId,
                start = start.ToString(),
                name = booking.Mine ? "Anna Miller" : "Somebody Else",
                email = booking.Mine ? "anna.miller@example.com" : "somebody@example.com",
                phone = booking.Mine ? from : "+12125550177",
                zone = seed.Zone,
            });
            if (!booked)
                throw new InvalidDataException($"The scenario's own booking at {booking.Start} was refused.");
            if (!booking.Mine)
                others.Add((eventId, start));
        }

        return new Seeded(assistant, events, others);
    }

    private async Task<ScenarioResult> GradeAsync(Scenario scenario, bool text, Moments moments, Seeded seeded, CallActs acts, CallStory story, ServerCall? ended)
    {
        var expect = scenario.Expect;
        var wrong = new List<string>(story.Troubles);
        var standing = (await api.BookingsAsync()).Where(each => each.Status == "confirmed" && seeded.Events.Exists(one => string.Equals(one.Id, each.EventId, StringComparison.OrdinalIgnoreCase))).ToList();
        foreach (var other in seeded.Others.Concat(acts.Snatched.Select(start => (Event: seeded.Events[0].Id, Start: start))))
        {
            var stands = standing.FindIndex(each => string.Equals(each.EventId, other.Event, StringComparison.OrdinalIgnoreCase) && Instant.FromDateTimeOffset(each.Start) == other.Start && each.Name is "Somebody Else" or "Rival Roe");
            if (stands < 0)
                wrong.Add($"somebody else's booking at {other.Start} is gone");
            else
                standing.RemoveAt(stands);
        }

        var found = standing.ToList();
        foreach (var wanted in expect.Bookings)
        {
            var at = found.FindIndex(each => Matches(text ? wanted : wanted with { Name = null, Email = null }, each, moments, seeded)); // names and addresses are judged in typed calls: the embedded ears are weak on them
            if (at >= 0)
                found.RemoveAt(at);
            else
                wrong.Add($"no booking {Describe(wanted, moments)}; there {(standing.Count == 0 ? "is none" : "are: " + string.Join("; ", standing.Select(each => Describe(each, moments))))}");
        }

        wrong.AddRange(found.Select(each => $"unexpected booking {Describe(each, moments)}"));
        var outcome = ended?.Outcome ?? "unknown";
        if (ended?.EndedAt is null)
            wrong.Add("the server did not write the end of the call");
        if (expect.Outcome is { } pattern && !Is(pattern, outcome))
            wrong.Add($"outcome '{outcome}', expected '{pattern}'");
        wrong.AddRange(expect.Heard.Select(each => moments.Fill(each, scenario.Caller.Knows)).Where(each => !Is(each, story.Heard)).Select(each => $"not heard: /{each}/"));
        wrong.AddRange(expect.NotHeard.Select(each => moments.Fill(each, scenario.Caller.Knows)).Where(each => Is(each, story.Heard)).Select(each => $"heard, but must not be: /{each}/"));
        wrong.AddRange(expect.Steps.Where(each => !story.Steps.Any(step => Is(each, step))).Where(_ => story.Steps.Count > 0).Select(each => $"the carrier was not led to: /{each}/"));
        wrong.AddRange(story.Notices.Where(each => !expect.Notices.Contains(each.Code)).Select(each => $"carrier: {each}"));
        if (story.Turns > expect.MaxTurns)
            wrong.Add($"{story.Turns} answers were needed, at most {expect.MaxTurns} expected");
        if (expect.EndedBy is { } ender && ender != story.EndedBy)
            wrong.Add($"the {story.EndedBy} ended the call, expected the {ender}");
        if (story.Replies.Count > 0 && story.Replies.Max() is var worst && worst > expect.MaxReplyMs)
            wrong.Add($"an answer took {worst:0} ms");
        if (standing.Count > 0 && expect.Bookings.Count == 0 && Is("^(no-booking)$", outcome))
            wrong.Add("a booking stands that the call's outcome denies");
        return new ScenarioResult(scenario, story, wrong, outcome) { Booked = standing };
    }

    private static bool Matches(ExpectedBooking wanted, ServerBooking booking, Moments moments, Seeded seeded)
    {
        var start = Instant.FromDateTimeOffset(booking.Start);
        return (wanted.Start is null || moments.ResolveInstant(wanted.Start) == start)
            && (wanted.Within is null || moments.Fits(start.InZone(moments.Now.Zone).LocalDateTime, wanted.Within))
            && (wanted.Event is null || seeded.Events.Exists(each => each.Name == wanted.Event && string.Equals(each.Id, booking.EventId, StringComparison.OrdinalIgnoreCase)))
            && (wanted.Name is null || Is(wanted.Name, booking.Name ?? ""))
            && (wanted.Email is null || string.Equals(wanted.Email, booking.Email, StringComparison.OrdinalIgnoreCase))
            && (wanted.Zone is null || wanted.Zone == booking.Zone);
    }

    private static bool Is(string pattern, string text) => Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static string Describe(ExpectedBooking wanted, Moments moments) => string.Join(' ', new[]
    {
        wanted.Event, wanted.Start is null ? wanted.Within : moments.Resolve(wanted.Start).ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), wanted.Name is null ? null : $"for /{wanted.Name}/", wanted.Email, wanted.Zone,
    }.Where(each => each is not null));

    private static string Describe(ServerBooking booking, Moments moments) =>
        $"{Instant.FromDateTimeOffset(booking.Start).InZone(moments.Now.Zone).LocalDateTime.ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} for {booking.Name} <{booking.Email}> {booking.Zone}";

    /// <summary>A number whose area lies in the zone of the business, so that the number gives no reason to ask for a zone.</summary>
    private static string NumberIn(string zone) => zone switch
    {
        "America/New_York" => "+1212555",
        "America/Chicago" => "+1312555",
        _ => "+49301234",
    };

    private static string Iso(LocalDateTime day) => LocalDatePattern.Iso.Format(day.Date);

    private static object[] Hours(IReadOnlyDictionary<string, string> hours)
    {
        string[] week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        return [.. hours.SelectMany(each =>
        {
            var ends = each.Key.Split('-').Select(day => Array.FindIndex(week, full => full.StartsWith(day, StringComparison.OrdinalIgnoreCase))).ToArray();
            var times = each.Value.Split('-');
            return week[ends[0]..(ends[^1] + 1)].Select(day => (object)new { day, from = times[0], to = times[1] });
        })];
    }

    private sealed record Seeded(string Assistant, List<(string Id, string Name)> Events, List<(string Event, Instant Start)> Others);
}
