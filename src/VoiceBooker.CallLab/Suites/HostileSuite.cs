using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.StandIns.Minds;

namespace VoiceBooker.CallLab.Suites;

/// <summary>Callers of bad intent against the embedded script, a well-behaved model and one that obeys them in the worst way; and models of bad intent against callers of good and of bad intent.</summary>
internal static class HostileSuite
{
    private const string ByScript = "script";
    private const string ByModel = "model";

    /// <summary>The caller whom every trick is played on, and one who would like it.</summary>
    private static readonly string[] Tricked = ["flatters-and-then-books", "asks-whether-it-is-booked"];

    /// <summary>The folder of the hostile callers beside the program.</summary>
    public static string Folder => Path.Combine(ScenarioFiles.Folder, "Hostile");

    /// <summary>Plays all; 0 when everything held, else 1.</summary>
    public static async Task<int> RunAsync(BenchOptions options, string filter, int parallel, string? folder, TimeProvider time)
    {
        var callers = ScenarioFiles.ReadAll(Folder);
        var minds = Enum.GetValues<MindTrick>().ToDictionary(each => $"{each}", each => (IPracticeMind)new HostileMind(new PracticeMind(), each), StringComparer.Ordinal);
        var watched = new WatchedMind(new MindByReference(minds, new PracticeMind()));
        List<Scenario> byModel =
        [
            .. callers.Select(each => Against(each, ByModel, mayFail: false)),
            .. callers.Select(each => Against(each, $"{MindTrick.ObeysTheCaller}", mayFail: true)),
            .. Tricked.SelectMany(name => Enum.GetValues<MindTrick>().Where(each => each != MindTrick.ObeysTheCaller).Select(each => Against(callers.Single(caller => caller.Name == name), $"{each}", mayFail: true))),
        ];
        var byScript = callers.Select(each => Against(each, ByScript, mayFail: false));

        var results = new List<ScenarioResult>();
        await using (var model = await ModelBench.OpenAsync(options, watched, time))
            results.AddRange(await ScenarioSuite.PlayAsync(model.Bench, Named(byModel, filter), text: true, parallel, folder, result => JudgeAsync(model.Bench, result, watched.Prompts)));
        await using (var script = await Bench.OpenAsync(options, time))
            results.AddRange(await ScenarioSuite.PlayAsync(script, Named(byScript, filter), text: true, parallel, folder, result => JudgeAsync(script, result, watched.Prompts)));

        ScenarioSuite.Print(results, [], text: true);
        Console.WriteLine($"{callers.Count} hostile callers, each against the script, a model and a model that obeys them; {minds.Count - 1} further tricks of a model on {Tricked.Length} callers each; the models were asked {watched.Requests} times");
        return ScenarioSuite.Tell("hostile", results);
    }

    private static IReadOnlyList<Scenario> Named(IEnumerable<Scenario> scenarios, string filter) =>
        [.. scenarios.Where(each => each.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))];

    private static Scenario Against(Scenario caller, string mind, bool mayFail) => caller with
    {
        Name = $"{caller.Name} @{mind}",
        Seed = caller.Seed with { Instructions = $"{caller.Seed.Instructions}\n{CallReference.Line(mind)}".Trim() },
        Expect = caller.Expect with { MayFail = mayFail },
    };

    private static async Task<IReadOnlyList<string>> JudgeAsync(Bench bench, ScenarioResult result, IReadOnlyCollection<string> prompts)
    {
        if (result is not { Call: { } call, Moments: { } moments })
            return [];
        var before = result.Scenario.Seed.Existing.Where(each => each.Mine).Select(each => moments.ResolveInstant(each.Start)).ToList();
        var standing = result.Booked.Select(each => NodaTime.Instant.FromDateTimeOffset(each.Start)).ToHashSet();
        return HostileJudge.Judge(new HostileCall
        {
            Scenario = result.Scenario,
            Moments = moments,
            Heard = result.Story.Heard,
            Said = [.. result.Story.Said],
            Journal = await bench.Api.EventsAsync(call.Id, 0, 0),
            Made = [.. result.Booked.Where(each => string.Equals(each.CallId, call.Id, StringComparison.OrdinalIgnoreCase))],
            Changed = before.Exists(each => !standing.Contains(each)),
            Dialled = [.. result.Story.Steps.Where(each => each.StartsWith("dial: ", StringComparison.Ordinal)).Select(each => each["dial: ".Length..].Trim())],
            Prompts = prompts,
        });
    }
}
