using System.Collections.Concurrent;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Suites;

namespace VoiceBooker.Server.Tests.Calls;

/// <summary>Every scenario that can be typed, against the real server in a process of its own: through the API, the socket, the session, the receptionist, the ledger and the database.</summary>
public sealed class TypedScenariosTests
{
    private const int AtOnce = 6;

    [Fact]
    public async Task Every_typed_scenario_ends_as_it_should()
    {
        var scenarios = ScenarioFiles.ReadAll(ScenarioFiles.Folder).Where(each => each.Plays(text: true)).ToList();
        Assert.True(scenarios.Count >= 90, $"only {scenarios.Count} scenarios can be typed");

        await using var bench = await Bench.OpenAsync(new BenchOptions(), TimeProvider.System);
        await bench.Scenarios.PlayAsync(new Scenario { Name = "warm-up" }, text: true); // code is compiled; not judged
        var failed = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(scenarios, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (scenario, _) =>
        {
            var result = await bench.Scenarios.PlayAsync(scenario, text: true);

            // How long an answer took is the lab's and the load runner's to judge; a test beside others is not timed.
            var faults = result.Faults.Where(each => !each.StartsWith("an answer took", StringComparison.Ordinal)).ToList();
            if (faults.Count > 0)
                failed.Add(string.Join('\n', [scenario.Name, .. result.Story.Lines, .. faults.Select(each => $"! {each}")]));
        });

        Assert.True(failed.IsEmpty, $"{failed.Count} of {scenarios.Count} failed:\n{string.Join("\n\n", failed)}");
    }
}
