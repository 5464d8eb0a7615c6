using System.Collections.Concurrent;
using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.StandIns;
using VoiceBooker.CallLab.Suites;
using VoiceBooker.Server.Tests.Console;

namespace VoiceBooker.Server.Tests.Calls;

/// <summary>Calls that book into a provider's calendar: the real server in a process of its own, the provider's stand-in on the other side of the wire, whose state is the judge.</summary>
public sealed class CalendarCallsTests
{
    /// <summary>The quick ones of the lab's suite; the slow ones (47 seconds and their like) are the lab's own.</summary>
    private static readonly string[] Quick =
    [
        "books", "asks-the-owners-questions", "moves", "cancels", "host-cancels-between-two-calls", "host-moves-between-two-calls", "waits-for-the-hosts-word", "taken-between-offer-and-yes", "taken-as-it-is-booked", "taken-told-by-409",
        "taken-and-still-listed", "kept-time-runs-out", "429-for-ten-minutes", "malformed-booking", "token-expires", "key-is-taken-back", "on-the-day-clocks-change-in-autumn",
    ];

    [Fact]
    public async Task Typed_callers_hear_what_stands_at_the_provider_whatever_goes_wrong_there()
    {
        var scenarios = (await CalendarSuite.AllAsync(text: true)).Where(each => Quick.Contains(each.Name.Split(' ')[1])).ToList();
        Assert.Equal(Quick.Length + Quick.Length - 4, scenarios.Count); // four of them only where the provider has holds, a cache, hosts who agree, and bare 409s

        await using var bench = await Bench.OpenAsync(new BenchOptions { SignIns = true }, TimeProvider.System);
        await AssertAllPassAsync(bench, scenarios, text: true, atOnce: 8);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Forty_callers_who_fight_for_eight_times_get_eight_bookings_and_an_honest_answer(string provider)
    {
        await using var bench = await Bench.OpenAsync(new BenchOptions(), TimeProvider.System);
        var (figures, wrong) = await new RaceSuite([bench], TimeProvider.System).RaceAsync(provider, calls: 40, slots: 8);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Prepend(figures)));
    }

    [SpokenFact]
    public async Task Audio_calls_book_move_and_cancel_at_every_provider()
    {
        await using var bench = await Bench.OpenAsync(new BenchOptions(), TimeProvider.System);
        await AssertAllPassAsync(bench, await CalendarSuite.AllAsync(text: false), text: false, atOnce: 6);
    }

    public static TheoryData<string> Providers => [.. Practices.Names];

    private static async Task AssertAllPassAsync(Bench bench, IReadOnlyList<Scenario> scenarios, bool text, int atOnce)
    {
        var failed = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(scenarios, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (scenario, _) =>
        {
            var result = await bench.Scenarios.PlayAsync(scenario, text);

            // How long an answer took is the lab's to judge; a test beside others is not timed.
            var faults = result.Faults.Where(each => !each.Contains("an answer took", StringComparison.Ordinal) && !each.Contains("left in silence", StringComparison.Ordinal)).ToList();
            if (faults.Count > 0)
                failed.Add(string.Join('\n', [scenario.Name, .. result.Story.Lines, .. faults.Select(each => $"! {each}")]));
        });
        Assert.True(failed.IsEmpty, $"{failed.Count} of {scenarios.Count} failed:\n{string.Join("\n\n", failed)}");
    }

    /// <summary>Needs a voice and ears on this machine, and two minutes in real time: <c>./test.sh --everything</c> (or <c>./run.sh lab calendars --spoken</c>).</summary>
    private sealed class SpokenFactAttribute : FactAttribute
    {
        public SpokenFactAttribute() => Skip = FliteVoice.Missing() ?? RecordedWords.Check.Problem
            ?? (Environment.GetEnvironmentVariable("VOICEBOOKER_TEST_EVERYTHING") == "1" ? null : "Played with ./test.sh --everything only: the calls take two minutes of real time.");
    }
}
