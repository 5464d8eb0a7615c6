using System.Collections.Concurrent;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Servers;
using VoiceBooker.CallLab.StandIns.AzureSpeech;
using VoiceBooker.CallLab.StandIns.Minds;
using VoiceBooker.CallLab.StandIns.OpenAI;
using VoiceBooker.CallLab.StandIns.Realtime;
using VoiceBooker.CallLab.StandIns.Sockets;

namespace VoiceBooker.CallLab.Suites;

/// <summary>
/// Spoken calls in each of which every vendor dies once, the first ones for good, so that all that stand behind them are needed: the first ears and voices die in mid-utterance and refuse to come back, the second ones die in
/// mid-utterance and recover, the first model breaks off in mid-answer and the second one refuses; where the call begins with a model that hears and speaks itself, that dies first. Each call must end as its story asks.
/// </summary>
internal static class VendorsSuite
{
    private static readonly string[] Ears = ["deepgram", "azure"];
    private static readonly string[] Voices = ["elevenlabs", "azure", "deepgram", "openai"];

    /// <summary>Bookings of several kinds, with interruptions and changes of mind, and a question about the business. (Moving and cancelling need a name and an address that are judged, which is done typed.)</summary>
    private static readonly string[] Stories = ["books-the-first-offer", "interrupts-the-offer", "takes-the-second", "another-day", "something-later", "changes-the-time-at-the-read-back", "asks-the-hours"];

    /// <summary>Plays each story with a text model and with one that speaks; 0 when all ended well.</summary>
    /// <param name="options">The servers that are started, one for each lane.</param>
    /// <param name="scenarios">Of which the stories are taken.</param>
    /// <param name="die">True: every vendor dies in every call, in a few stories; false: all spoken stories, and nobody dies.</param>
    /// <param name="filter">Part of a story's name.</param>
    /// <param name="parallel">Calls at once.</param>
    /// <param name="folder">Where stories and recordings go; null: nowhere.</param>
    /// <param name="time">The clock.</param>
    public static async Task<int> RunAsync(BenchOptions options, IReadOnlyList<Scenario> scenarios, bool die, string filter, int parallel, string? folder, TimeProvider time)
    {
        if (folder is not null)
            Directory.CreateDirectory(folder);
        var stories = scenarios.Where(each => die ? Stories.Contains(each.Name, StringComparer.Ordinal) : each.Plays(text: false));
        var calls = new ConcurrentQueue<Scenario>(stories.SelectMany(_ => (string[])["", "realtime"], Led).Where(each => each.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)));
        var results = new ConcurrentBag<ScenarioResult>();
        var violations = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(parallel, calls.Count)).Select(async lane =>
        {
            var own = options with { Out = options.Out is { } keep ? Path.Combine(keep, $"server-{lane + 1}") : null };
            await using var hosted = await HostedBench.OpenAsync(own, new PracticeMind(), Ears, Voices, time, Patient);
            await hosted.Bench.Scenarios.PlayAsync(new Scenario { Name = "warm-up" }, text: true);
            while (calls.TryDequeue(out var scenario))
            {
                if (die)
                    Break(hosted, scenario.Seed.Mind.Length > 0);
                var seen = Renewals(hosted);
                var result = await hosted.Bench.Scenarios.PlayAsync(scenario, text: false);
                Mend(hosted);
                if (die && Renewals(hosted) is var now && (now.Ears < seen.Ears + 2 || now.Speech == seen.Speech))
                    result = result with { Faults = [.. result.Faults, "the second ears were not torn and renewed, or the last voice did not break off"] };
                result = result with { Faults = [.. result.Faults, .. await JudgeAsync(hosted, result, die)] };
                results.Add(result);
                Console.Error.WriteLine($"{results.Count,3} {(result.Passed ? "passed" : "FAILED")} {scenario.Name}");
                if (folder is not null)
                    await ScenarioSuite.KeepAsync(folder, result);
            }

            foreach (var wrong in hosted.Violations)
                violations.Add(wrong);
        }));

        ScenarioSuite.Print(results, [], text: false);
        foreach (var wrong in violations.Distinct(StringComparer.Ordinal))
            Console.WriteLine($"! against a vendor's contract: {wrong}");
        return ScenarioSuite.Tell(die ? "vendors" : "hosted", results) | (violations.IsEmpty ? 0 : 1);
    }

    /// <summary>What was heard of a vendor's death in one call is no reason to leave it out in the next: each call meets them all.</summary>
    private static Dictionary<string, string> Patient { get; } = new(StringComparer.Ordinal)
    {
        ["Speech:FailuresBeforeRest"] = "100",
        ["Minds:FailuresToOpen"] = "100",
    };

    private static Scenario Led(Scenario scenario, string mind) => scenario with
    {
        Name = mind.Length == 0 ? scenario.Name : $"{scenario.Name}, led by {mind}",
        Seed = scenario.Seed with { Mind = mind },
    };

    private static void Break(HostedBench hosted, bool speaks)
    {
        hosted.Deepgram.Faults.Add(new SocketFault("flux", SocketFaultKind.TearMidUtterance));
        hosted.Deepgram.Faults.Add(new SocketFault("flux", SocketFaultKind.RefuseUpgrade, Times: 0, Status: 401));
        hosted.Azure.Faults.Add(new SpeechFault(SpeechDoor.Recognition, SpeechFaultKind.Tear));
        hosted.ElevenLabs.Faults.Add(new SocketFault("*", SocketFaultKind.TearMidUtterance));
        hosted.ElevenLabs.Faults.Add(new SocketFault("*", SocketFaultKind.RefuseUpgrade, Times: 0, Status: 401));
        hosted.Azure.Faults.Add(new SpeechFault(SpeechDoor.Synthesis, SpeechFaultKind.Tear));
        hosted.Azure.Faults.Add(new SpeechFault(SpeechDoor.Synthesis, SpeechFaultKind.Refuse) { Code = 401, Times = 1000 });
        hosted.Deepgram.Faults.Add(new SocketFault("speak", SocketFaultKind.TearMidUtterance));
        hosted.Deepgram.Faults.Add(new SocketFault("speak", SocketFaultKind.RefuseUpgrade, Times: 0, Status: 401));
        hosted.First.Faults.Add(new OpenAIFault(OpenAIFaultKind.BreakMidStream));
        hosted.First.Faults.Add(new OpenAIFault(OpenAIFaultKind.BreakMidStream, Operation: "speech"));
        hosted.Second.Faults.Add(new OpenAIFault(OpenAIFaultKind.Error503));
        var answers = 0;
        hosted.Realtime.Fault = answer => speaks && answer > 0 && Interlocked.Increment(ref answers) == 2 ? RealtimeFault.TearsAnswer : RealtimeFault.None;
    }

    /// <summary>Connections of the ears that recover, and phrases that the last voice broke off: what the call's record does not tell.</summary>
    private static (int Ears, int Speech) Renewals(HostedBench hosted) =>
        (hosted.Azure.Sessions.Count(each => each.Door == SpeechDoor.Recognition), hosted.First.Requests.Count(each => each.Operation == "speech" && each.Fault is not null));

    private static void Mend(HostedBench hosted)
    {
        hosted.Deepgram.Faults.Clear();
        hosted.Azure.Faults.Clear();
        hosted.ElevenLabs.Faults.Clear();
        hosted.First.Faults.Clear();
        hosted.Second.Faults.Clear();
        hosted.Realtime.Fault = _ => RealtimeFault.None;
    }

    /// <summary>Every vendor has died, by the call's own record; or nobody has.</summary>
    private static async Task<IReadOnlyList<string>> JudgeAsync(HostedBench hosted, ScenarioResult result, bool die)
    {
        if (result.Call is not { } call)
            return [];
        var journal = await hosted.Bench.Api.EventsAsync(call.Id, 0, 0);
        if (!die)
            return [.. journal.Where(each => each.Kind is "mind.failed" or "failed-over").Select(each => $"somebody died: {each.Kind} {each.Text("model")}{each.Text("from")} {each.Text("why")}{each.Text("reason")}")];
        List<string> wrong = [];
        Died("ears", "deepgram");
        foreach (var voice in Voices[..^1])
            Died("voice", voice);
        foreach (var model in (string[])(result.Scenario.Seed.Mind.Length > 0 ? ["realtime", "first", "second"] : ["first", "second"]))
        {
            if (!journal.Any(each => each.Kind == "mind.failed" && each.Text("model") == model))
                wrong.Add($"the journal does not say that the model '{model}' failed");
        }

        if (result.Scenario.Seed.Mind.Length > 0)
            Died("ears", "realtime");
        return wrong;

        void Died(string part, string engine)
        {
            if (!journal.Any(each => each.Kind == "failed-over" && each.Text("part") == part && each.Text("from") == engine))
                wrong.Add($"the journal does not say that the {part} '{engine}' died");
        }
    }
}
