using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using VoiceBooker.CallLab.Callers;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Servers;
using VoiceBooker.CallLab.StandIns;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.Suites;

/// <summary>
/// Many typed calls at the same time want one of a few slots of one day in a provider's calendar. All slots are booked in the end, none twice; who was told of a booking has one; everybody else heard of another time or an honest no.
/// With several servers their leases do not keep their callers apart: only the provider does.
/// </summary>
internal sealed partial class RaceSuite(IReadOnlyList<Bench> benches, TimeProvider time)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    /// <summary>Races at each provider; 0 when all held.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> providers, int calls, int slots)
    {
        foreach (var bench in benches)
            await bench.Scenarios.PlayAsync(new Scenario { Name = "warm-up" }, text: true); // code is compiled; not judged
        var wrong = 0;
        foreach (var provider in providers)
        {
            var (figures, faults) = await RaceAsync(provider, calls, slots);
            Console.WriteLine(figures);
            foreach (var fault in faults.Take(20))
                Console.WriteLine($"  ! {fault}");
            wrong += faults.Count;
        }

        Console.WriteLine($"race: {providers.Count} providers, {calls} calls for {slots} slots each, {wrong} things wrong");
        return wrong == 0 ? 0 : 1;
    }

    /// <summary>One race: its figures in a sentence, and what was wrong.</summary>
    public async Task<(string Figures, IReadOnlyList<string> Wrong)> RaceAsync(string provider, int calls, int slots)
    {
        await using var practice = await Practices.OpenAsync(provider, time);
        var zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        var moments = new Moments(Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(zone), new Dictionary<string, string>(StringComparer.Ordinal));
        var scenario = Scenario(provider, moments, slots);
        var places = new List<Place>();
        foreach (var bench in benches)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"+1212557{Random.Shared.Next(10_000):0000}");
            places.Add(new Place(bench, await new Seeding(bench.Api, bench.Carrier).SeedAsync(scenario, moments, from: "", to: number, text: true, practice)));
        }


        var began = time.GetTimestamp();
        var stories = await Task.WhenAll(Enumerable.Range(0, calls).Select(index => CallAsync(places[index % places.Count], scenario, moments, practice, index, slots)));
        var took = time.GetElapsedTime(began);
        return await JudgeAsync(provider, practice, places, stories, slots, took);
    }

    private static Scenario Scenario(string provider, Moments moments, int slots)
    {
        var day = moments.Resolve("+2").DayOfWeek.ToString()[..3].ToLowerInvariant();
        var until = new LocalTime(9, 0).PlusMinutes(30 * slots).ToString("HH:mm", CultureInfo.InvariantCulture);
        return new Scenario
        {
            Name = "race",
            Seed = new Seed
            {
                Calendar = provider,
                Events = [new SeedEvent { Hours = new Dictionary<string, string>(StringComparer.Ordinal) { [day] = $"09:00-{until}" }, BookingWindowDays = 6, SlotsPerDay = 3, HoursBetweenSlots = 1 }],
            },
            Answers =
            [
                new AnswerRule { When = "~ no free time|nothing free|shall i note|take a message", Say = "No. Goodbye.", Once = true },
                new AnswerRule { When = "~ no free time|nothing free|take a message|anything else|what can i do", HangUp = true },
            ],
            Expect = new Expectation { Bookings = [new ExpectedBooking()] },
        };
    }

    private async Task<CallStory> CallAsync(Place place, Scenario scenario, Moments moments, ICalendarPractice practice, int index, int slots)
    {
        var story = new CallStory(watch: null);
        var at = new LocalTime(9, 0).PlusMinutes(30 * (index % slots));
        var knows = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = "Anna Miller",
            ["email"] = $"caller{index}@example.com",
            ["zone"] = "Berlin time",
            ["when"] = "As soon as possible.",
            ["wish"] = index % 2 == 0 ? moments.Fill($"An appointment on {{+2 {at.ToString("HH:mm", CultureInfo.InvariantCulture)}:weekday}} at {{+2 {at.ToString("HH:mm", CultureInfo.InvariantCulture)}:time}}.", new Dictionary<string, string>(StringComparer.Ordinal)) : "As soon as possible please, I want an appointment.",
        };
        try
        {
            var ticket = await place.Bench.Api.MintAsync(new
            {
                mode = "text",
                assistantId = place.Seeded.Assistant,
                callerNumber = $"+4930{1_000_000 + index}",
                variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = $"Caller Number{Letters(index)}", ["email"] = knows["email"] },
            });
            var acts = new CallActs(place.Bench.Api, moments, place.Seeded.Events[0].Id, place.Seeded.Events[0].Name, practice, knows, story);
            using var call = new TypedCall(ticket, new CallerMind(scenario), acts, story, CallPace.Still, time);
            await call.RunAsync();
        }
        catch (Exception broken) when (broken is HttpRequestException or InvalidDataException or System.Net.WebSockets.WebSocketException or TaskCanceledException)
        {
            story.Troubles.Add($"{broken.GetType().Name}: {broken.Message}");
        }

        return story;
    }

    private async Task<(string Figures, IReadOnlyList<string> Wrong)> JudgeAsync(string provider, ICalendarPractice practice, List<Place> places, IReadOnlyList<CallStory> stories, int slots, TimeSpan took)
    {
        var wrong = new List<string>();
        var began = time.GetTimestamp();
        List<(Place Place, ServerBooking Booking)> bookings;
        IReadOnlyList<PracticeBooking> standing;
        do
        {
            bookings = [];
            foreach (var place in places)
                bookings.AddRange((await place.Bench.Api.BookingsAsync()).Where(each => each.Status == "confirmed" && string.Equals(each.EventId, place.Seeded.Events[0].Id, StringComparison.OrdinalIgnoreCase)).Select(each => (place, each)));
            standing = [.. practice.Bookings.Where(each => each.Status == PracticeStatus.Stands)];
            if (bookings.Count == slots && standing.Count == slots && practice.Kept == 0)
                break;
            await Task.Delay(TimeSpan.FromMilliseconds(500), time, CancellationToken.None);
        }
        while (time.GetElapsedTime(began) < Settling);

        if (standing.Count != slots)
            wrong.Add($"{standing.Count} bookings stand at the provider, {slots} slots were there");
        wrong.AddRange(standing.GroupBy(each => each.Start).Where(group => group.Count() > 1).Select(group => $"{group.Count()} bookings at {group.Key}"));
        if (bookings.Count != standing.Count)
            wrong.Add($"the servers have {bookings.Count} bookings, the provider {standing.Count}");
        if (practice.Kept > 0)
            wrong.Add($"{practice.Kept} times are still kept at the provider");
        wrong.AddRange(practice.Violations.Distinct(StringComparer.Ordinal).Select(each => $"against the provider's document: {each}"));

        var callers = bookings.Select(each => each.Booking.CallId).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var told = new ConcurrentBag<CallStory>();
        await Parallel.ForEachAsync(stories.Where(each => BookedWords().IsMatch(each.Heard)), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (story, _) =>
        {
            told.Add(story);
            var owner = await FindAsync(places, story.CallSid);
            if (owner is null || !callers.Contains(owner))
                lock (wrong)
                    wrong.Add($"call {story.CallSid} was told of a booking that does not stand");
        });
        if (told.Count != bookings.Count)
            wrong.Add($"{told.Count} callers were told of a booking, {bookings.Count} stand");
        foreach (var story in stories.Except(told).Where(each => !OtherWords().IsMatch(each.Heard)))
            wrong.Add($"call {story.CallSid} ended without a booking, another time or a no: {string.Join(" | ", story.Lines.TakeLast(4))}");
        wrong.AddRange(stories.SelectMany(each => each.Troubles).GroupBy(each => each, StringComparer.Ordinal).Select(each => $"{each.Count()} x {each.Key}"));

        var booked = practice.Asked(PracticeOperation.Book);
        var figures = string.Create(CultureInfo.InvariantCulture,
            $"{provider}: {stories.Count} calls at once over {places.Count} {(places.Count == 1 ? "server" : "servers")}, {took.TotalSeconds:0.0} s: {standing.Count} of {slots} slots booked, {told.Count} callers told so; at the provider {booked.Count} requests to book, {booked.Count(each => each.Status is 400 or 409)} answered as taken, {practice.Asked(PracticeOperation.Find).Count} look-ups, {practice.Asked(PracticeOperation.Times).Count} for times; {stories.Count(each => TakenWords().IsMatch(each.Heard))} callers heard that a time had just been taken, {stories.Count(each => NoWords().IsMatch(each.Heard))} that nothing is free; at most {stories.Max(each => each.Turns)} answers, {stories.Average(each => each.Turns):0.0} on average");
        return (figures, wrong);
    }

    private static async Task<string?> FindAsync(List<Place> places, string callSid)
    {
        foreach (var place in places)
        {
            if (await place.Bench.Api.FindCallAsync(callSid) is { } call)
                return call.Id;
        }

        return null;
    }

    /// <summary>A number in letters, for a name: "AB".</summary>
    private static string Letters(int number) => $"{(char)('a' + (number / 26 % 26))}{(char)('a' + (number % 26))}";

    /// <summary>A server and what it was seeded with.</summary>
    private sealed record Place(Bench Bench, Seeded Seeded);

    [GeneratedRegex("you're booked", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BookedWords();

    [GeneratedRegex("just taken that time|just been taken", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TakenWords();

    [GeneratedRegex("no free time|nothing free", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoWords();

    [GeneratedRegex("no free time|nothing free|isn't free|just taken that time|just been taken|can't reach the calendar|can't be booked", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OtherWords();
}
