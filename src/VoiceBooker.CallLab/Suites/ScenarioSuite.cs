using System.Collections.Concurrent;
using System.Globalization;
using Spectre.Console;
using VoiceBooker.CallLab.Scenarios;

namespace VoiceBooker.CallLab.Suites;

/// <summary>Runs many scenarios and reports them as a table with one figure at the end.</summary>
internal static class ScenarioSuite
{
    /// <summary>Plays all of <paramref name="scenarios"/>; 0 when all passed, else 1.</summary>
    public static async Task<int> RunAsync(Bench bench, IReadOnlyList<Scenario> scenarios, bool text, int parallel, string? folder, string figure)
    {
        var results = await PlayAsync(bench, scenarios, text, parallel, folder);
        Print(results, [.. scenarios.Where(each => !each.Plays(text))], text);
        return Tell(figure, results);
    }

    /// <summary>The last line of a suite; 0 when all passed.</summary>
    public static int Tell(string figure, IReadOnlyCollection<ScenarioResult> results)
    {
        var passed = results.Count(each => each.Passed);
        var share = results.Count == 0 ? 0 : 100.0 * passed / results.Count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure}: {passed} of {results.Count} passed ({share:0.#} %)"));
        return passed == results.Count && results.Count > 0 ? 0 : 1;
    }

    /// <summary>Plays all that can be played so.</summary>
    /// <param name="bench">Where.</param>
    /// <param name="scenarios">Which.</param>
    /// <param name="text">Typed.</param>
    /// <param name="parallel">So many at once.</param>
    /// <param name="folder">Where stories and recordings go; null: nowhere.</param>
    /// <param name="more">What else must hold of a call; null: nothing.</param>
    public static async Task<IReadOnlyCollection<ScenarioResult>> PlayAsync(Bench bench, IReadOnlyList<Scenario> scenarios, bool text, int parallel, string? folder, Func<ScenarioResult, Task<IReadOnlyList<string>>>? more = null)
    {
        if (folder is not null)
            Directory.CreateDirectory(folder);
        await bench.Scenarios.PlayAsync(new Scenario { Name = "warm-up" }, text: true); // code is compiled, models are loaded; not graded
        var results = new ConcurrentBag<ScenarioResult>();
        var played = 0;
        await Parallel.ForEachAsync(scenarios.Where(each => each.Plays(text)), new ParallelOptions { MaxDegreeOfParallelism = parallel }, async (scenario, _) =>
        {
            var result = await bench.Scenarios.PlayAsync(scenario, text);
            if (more is not null)
                result = result with { Faults = [.. result.Faults, .. await more(result)] };
            results.Add(result);
            if (folder is not null)
                await KeepAsync(folder, result);
            Console.Error.WriteLine($"{Interlocked.Increment(ref played),3} {(result.Passed ? "passed" : "FAILED")} {scenario.Name}");
        });

        return results;
    }

    /// <summary>Tells those that failed line by line, and all in a table.</summary>
    public static void Print(IReadOnlyCollection<ScenarioResult> results, IReadOnlyCollection<Scenario> skipped, bool text)
    {
        foreach (var failed in results.Where(each => !each.Passed).OrderBy(each => each.Scenario.Name, StringComparer.Ordinal))
        {
            Console.WriteLine($"--- {failed.Scenario.Name}: {failed.Scenario.Note}");
            foreach (var line in failed.Story.Lines)
                Console.WriteLine($"    {line}");
            foreach (var fault in failed.Faults)
                Console.WriteLine($"  ! {fault}");
            Console.WriteLine();
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("scenario", "result", "outcome", "answers", "took", "worst reply", "longest silence");
        foreach (var result in results.OrderBy(each => each.Scenario.Name, StringComparer.Ordinal))
            table.AddRow(
                result.Scenario.Name, result.Passed ? "passed" : "FAILED", Markup.Escape(result.Outcome), $"{result.Story.Turns}", string.Create(CultureInfo.InvariantCulture, $"{result.Story.Took.TotalSeconds:0.0} s"),
                result.Story.Replies.Count == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{result.Story.Replies.Max():0} ms"),
                !result.Scenario.Pace.WithTheWall || result.Story.Waits.Count == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{result.Story.Waits.Max():0} ms"));
        foreach (var scenario in skipped.OrderBy(each => each.Name, StringComparer.Ordinal))
            table.AddRow(scenario.Name, "not played", Markup.Escape((text ? scenario.AudioOnly : scenario.TextOnly) ?? ""), "", "", "", "");
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out), ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = 150;
        console.Write(table);
    }

    /// <summary>Keeps the story and the recording of a call.</summary>
    public static async Task KeepAsync(string folder, ScenarioResult result)
    {
        var name = Path.Combine(folder, result.Scenario.Name);
        await File.WriteAllLinesAsync($"{name}.txt", [.. result.Story.Lines, .. result.Faults.Select(each => $"! {each}")]);
        if (result.Story.Recording is { } recording)
            await File.WriteAllBytesAsync($"{name}.wav", recording);
    }
}
