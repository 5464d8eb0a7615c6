using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.StandIns.Minds;
using VoiceBooker.CallLab.StandIns.OpenAI;

namespace VoiceBooker.CallLab.Suites;

/// <summary>Calls that a model leads: every typed scenario, then with the model failing in each way at each turn, where the script takes over and the journal says so.</summary>
internal static class MindsSuite
{
    /// <summary>Plays all; 0 when all passed, else 1.</summary>
    public static async Task<int> RunAsync(BenchOptions options, IReadOnlyList<Scenario> scenarios, string filter, int parallel, string? folder, TimeProvider time)
    {
        await using var bench = await ModelBench.OpenAsync(options, new PracticeMind(), time);
        var led = Named(scenarios, filter);
        var faults = MindFaults.All(scenarios).Where(each => each.Scenario.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var each in faults)
            bench.Model.Faults.Add(new OpenAIFault(each.Kind, Times: 0, When: each.Hits));

        var well = await ScenarioSuite.PlayAsync(bench.Bench, led, text: true, parallel, folder, result => LedAsync(bench, result));
        var byName = faults.ToDictionary(each => each.Scenario.Name, StringComparer.Ordinal);
        var failing = await ScenarioSuite.PlayAsync(bench.Bench, [.. faults.Select(each => each.Scenario)], text: true, parallel, folder, result => TakenOverAsync(bench, byName[result.Scenario.Name], result));

        ScenarioResult[] all = [.. well, .. failing];
        ScenarioSuite.Print(all, [.. scenarios.Where(each => !each.Plays(text: true))], text: true);
        foreach (var wrong in bench.Model.Violations.Distinct(StringComparer.Ordinal))
            Console.WriteLine($"! a request that the API would refuse: {wrong}");
        Console.WriteLine($"led by the model: {well.Count(each => each.Passed)} of {well.Count}; with the model failing ({Enum.GetValues<OpenAIFaultKind>().Length} ways): {failing.Count(each => each.Passed)} of {failing.Count}");
        return ScenarioSuite.Tell("minds", all) | (bench.Model.Violations.Count > 0 ? 1 : 0);
    }

    private static IReadOnlyList<Scenario> Named(IReadOnlyList<Scenario> scenarios, string filter) =>
        [.. scenarios.Where(each => each.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))];

    /// <summary>The model led from the first turn to the last.</summary>
    private static async Task<IReadOnlyList<string>> LedAsync(ModelBench bench, ScenarioResult result)
    {
        if (result.Call is not { } call)
            return [];
        var journal = await bench.Bench.Api.EventsAsync(call.Id, 0, 0);
        return [.. journal.Where(each => each.Kind is "mind.failed" or "mind.fallback").Select(each => $"the model did not lead: {each.Kind} {each.Text("why")} {each.Text("message")}")];
    }

    private static async Task<IReadOnlyList<string>> TakenOverAsync(ModelBench bench, MindFaultCall call, ScenarioResult result)
    {
        if (result.Call is not { } played)
            return [];
        var failed = bench.Model.Requests.Count(each => each.Fault is not null && each.Body.Contains(CallReference.Line(call.Reference), StringComparison.Ordinal));
        return MindFaults.Judge(await bench.Bench.Api.EventsAsync(played.Id, 0, 0), failed);
    }
}
