using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using VoiceBooker.CallLab.Callers;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Servers;
using VoiceBooker.CallLab.StandIns.Calendars;

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

    /// <summary>Dates and times of the call; null when it never began.</summary>
    public Moments? Moments { get; init; }

    /// <summary>The call as the server reports it; null when it does not know it.</summary>
    public ServerCall? Call { get; init; }
}

/// <summary>
/// Plays scenarios against one server: fills its database through the API and a provider's stand-in where the scenario has one, calls, and grades by the calendar's final state and by what the caller heard.
/// Each scenario has a stand-in of its own, so that what goes wrong in one does not touch another; only those whose owner signs in share <paramref name="signIns"/>, whose address the server's settings name.
/// </summary>
internal sealed class ScenarioRun(ServerApi api, SimulatedCarrier carrier, IReadOnlyDictionary<string, ICalendarPractice> signIns, TimeProvider time)
{
    private static int _callers = Random.Shared.Next(1000, 5000);

    private readonly Seeding _seeding = new(api, carrier);

    /// <summary>Plays one scenario, typed or spoken.</summary>
    public async Task<ScenarioResult> PlayAsync(Scenario scenario, bool text, Action<string>? watch = null)
    {
        var story = new CallStory(watch);
        ICalendarPractice? own = null;
        try
        {
            ICalendarPractice? practice = null;
            if (scenario.Seed.Calendar != StandIns.Practices.BuiltIn)
            {
                practice = scenario.Calendar?.SignsIn == true ? signIns[scenario.Seed.Calendar] : own = await StandIns.Practices.OpenAsync(scenario.Seed.Calendar, time);
                scenario.Calendar?.Before?.Invoke(practice);
            }

            return await PlayAsync(scenario, text, story, practice);
        }
        catch (Exception broken) when (broken is HttpRequestException or InvalidDataException or System.Net.WebSockets.WebSocketException or TaskCanceledException or KeyNotFoundException)
        {
            return new ScenarioResult(scenario, story, [.. story.Troubles, $"{broken.GetType().Name}: {broken.Message}"], "broken");
        }
        finally
        {
            if (own is not null)
                await own.DisposeAsync();
        }
    }

    private async Task<ScenarioResult> PlayAsync(Scenario scenario, bool text, CallStory story, ICalendarPractice? practice)
    {
        var number = Interlocked.Increment(ref _callers);
        var from = $"{scenario.Caller.Number ?? NumberIn(scenario.Seed.Zone)}{number:0000}";
        var to = $"+1212556{number:0000}";
        var zone = DateTimeZoneProviders.Tzdb[scenario.Seed.Zone];
        var real = Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(zone);
        var rehearses = text && practice is null; // a provider refuses what lies in its past, so its callers call now
        var start = rehearses ? new Moments(real, scenario.Let).ResolveInstant(scenario.Seed.Now).InZone(zone) : real;
        var moments = new Moments(start, scenario.Let);
        var seeded = await _seeding.SeedAsync(scenario, moments, from, to, text, practice);
        var result = await CallAsync(scenario, text, story, moments, seeded, from, to, rehearses, practice);
        if (scenario.Then is not { } then)
            return result;

        story.Tell("--- the same caller calls again");
        var second = new CallStory(story.Tell);
        var last = await CallAsync(then with { Seed = scenario.Seed }, text, second, moments, seeded, from, to, rehearses, practice);
        return last with { Scenario = scenario, Story = story, Faults = [.. result.Faults.Select(each => $"first call: {each}"), .. last.Faults] };
    }

    private async Task<ScenarioResult> CallAsync(Scenario scenario, bool text, CallStory story, Moments moments, Seeded seeded, string from, string to, bool rehearses, ICalendarPractice? practice)
    {
        var knows = Facts(scenario, from);
        var acts = new CallActs(api, moments, seeded.Events[0].Id, seeded.Events[0].Name, practice, knows, story);
        var mind = new CallerMind(scenario, spoken: !text);
        if (scenario.Calendar?.AtRing is { } atRing)
            await atRing(acts);
        foreach (var fault in scenario.Calendar?.Faults ?? [])
            practice!.Break(fault);
        if (text)
        {
            var ticket = await api.MintAsync(new
            {
                mode = "text",
                assistantId = seeded.Assistant,
                callerNumber = scenario.Caller.Withheld ? null : from,
                now = rehearses ? moments.Now.ToInstant().ToString() : null,
                variables = scenario.Caller.Variables.ToDictionary(each => each.Key, each => moments.Fill(each.Value, knows), StringComparer.Ordinal),
            });
            using var call = new TypedCall(ticket, mind, acts, story, scenario.Pace, time);
            await call.RunAsync();
        }
        else
        {
            await new SpokenCall(carrier, api, scenario, mind, acts, story, time).RunAsync(from, to);
        }

        var ended = await api.WaitForEndAsync(story.CallSid, time, TimeSpan.FromSeconds(20));
        practice?.Mend();
        return practice is null
            ? await GradeAsync(scenario, text, moments, seeded, acts, story, ended)
            : await SettleAsync(() => GradeAsync(scenario, text, moments, seeded, acts, story, ended), scenario, seeded, ended, practice);
    }

    private static Dictionary<string, string> Facts(Scenario scenario, string from)
    {
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
        return knows;
    }

    /// <summary>Server, provider and operators' tasks, as they stand when all that the call began has settled.</summary>
    private async Task<ScenarioResult> SettleAsync(Func<Task<ScenarioResult>> grade, Scenario scenario, Seeded seeded, ServerCall? call, ICalendarPractice practice)
    {
        var calendar = scenario.Calendar ?? new CalendarStory();
        if (calendar.HoldsRunOut)
            practice.Clock.Advance(TimeSpan.FromMinutes(6));
        var began = time.GetTimestamp();
        while (true)
        {
            var result = await grade();
            var bookings = (await api.BookingsAsync()).Where(each => seeded.Events.Exists(one => Same(one.Id, each.EventId))).ToList();
            var tasks = (await api.TasksAsync()).Where(each => Same(each.CallId, call?.Id) || Same(each.ConnectionId, seeded.Connection)).Select(each => $"{each.Kind}: {each.Title}").ToList();
            result = result with { Faults = [.. result.Faults, .. CalendarJudge.Compare(practice, bookings, scenario.Expect), .. CompareTasks(scenario.Expect.Tasks, tasks), .. calendar.Judge?.Invoke(practice) ?? []] };
            if (result.Passed || time.GetElapsedTime(began) > calendar.Settles)
                return result;
            await Task.Delay(TimeSpan.FromMilliseconds(300), time, CancellationToken.None);
        }
    }

    private static IEnumerable<string> CompareTasks(IReadOnlyList<string> wanted, List<string> tasks)
    {
        foreach (var pattern in wanted)
        {
            var at = tasks.FindIndex(task => Is(pattern, task));
            if (at >= 0)
                tasks.RemoveAt(at);
            else
                yield return $"no task for the operators is /{pattern}/";
        }

        foreach (var task in tasks)
            yield return $"unexpected task for the operators: {task}";
    }

    private static bool Same(string? one, string? other) => one is not null && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

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
            var at = found.FindIndex(each => Matches(text && !expect.MayFail ? wanted : wanted with { Name = null, Email = null }, each, moments, seeded)); // names and addresses are judged in typed calls: the embedded ears are weak on them
            if (at >= 0)
                found.RemoveAt(at);
            else if (!expect.MayFail || scenario.Seed.Existing.Any(each => each.Mine && wanted.Start is not null && moments.Resolve(each.Start) == moments.Resolve(wanted.Start)))
                wrong.Add($"no booking {Describe(wanted, moments)}; there {(standing.Count == 0 ? "is none" : "are: " + string.Join("; ", standing.Select(each => Describe(each, moments))))}");
        }

        wrong.AddRange(found.Select(each => $"unexpected booking {Describe(each, moments)}"));
        var outcome = ended?.Outcome ?? "unknown";
        if (ended?.EndedAt is null)
            wrong.Add("the server did not write the end of the call");
        wrong.AddRange(expect.NotHeard.Select(each => moments.Fill(each, scenario.Caller.Knows)).Where(each => Is(each, story.Heard)).Select(each => $"heard, but must not be: /{each}/"));
        if (standing.Count > 0 && expect.Bookings.Count == 0 && Is("^(no-booking)$", outcome))
            wrong.Add("a booking stands that the call's outcome denies");
        if (!expect.MayFail)
            wrong.AddRange(Missed(scenario, story, moments, outcome));
        return new ScenarioResult(scenario, story, wrong, outcome) { Booked = standing, Moments = moments, Call = ended };
    }

    /// <summary>What the caller should have got besides a calendar that is as it should be.</summary>
    private static IEnumerable<string> Missed(Scenario scenario, CallStory story, Moments moments, string outcome)
    {
        var expect = scenario.Expect;
        var wrong = new List<string>();
        if (expect.Outcome is { } pattern && !Is(pattern, outcome))
            wrong.Add($"outcome '{outcome}', expected '{pattern}'");
        wrong.AddRange(expect.Heard.Select(each => moments.Fill(each, scenario.Caller.Knows)).Where(each => !Is(each, story.Heard)).Select(each => $"not heard: /{each}/"));
        wrong.AddRange(expect.Steps.Where(each => !story.Steps.Any(step => Is(each, step))).Where(_ => story.Steps.Count > 0).Select(each => $"the carrier was not led to: /{each}/"));
        wrong.AddRange(story.Notices.Where(each => !expect.Notices.Contains(each.Code)).Select(each => $"carrier: {each}"));
        if (story.GivesUp is { } tired)
            wrong.Add(tired);
        if (story.Turns > expect.MaxTurns)
            wrong.Add($"{story.Turns} answers were needed, at most {expect.MaxTurns} expected");
        if (expect.EndedBy is { } ender && ender != story.EndedBy)
            wrong.Add($"the {story.EndedBy} ended the call, expected the {ender}");
        if (story.Replies.Count > 0 && story.Replies.Max() is var worst && worst > expect.MaxReplyMs)
            wrong.Add($"an answer took {worst:0} ms");
        if (scenario.Pace.WithTheWall && story.Waits.Count > 0 && story.Waits.Max() is var silence && silence > expect.MaxSilenceMs)
            wrong.Add($"the caller was left in silence for {silence:0} ms");
        return wrong;
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
}
