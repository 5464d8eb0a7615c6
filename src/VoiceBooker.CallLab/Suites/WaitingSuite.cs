using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using VoiceBooker.CallLab.Callers;
using VoiceBooker.CallLab.Load;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Servers;
using VoiceBooker.CallLab.StandIns;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.Suites;

/// <summary>From the caller's "what is free tomorrow?", or in every second call "what is free on Friday?", to the first spoken time: with providers that take two seconds for free times, and with the built-in calendar.</summary>
internal sealed partial class WaitingSuite(Bench bench, TimeProvider time)
{
    /// <summary>What a provider may cost the caller beyond the built-in calendar, ms, in the 95th percentile.</summary>
    private const double Allowed = 150;

    private static readonly TimeSpan Slowness = TimeSpan.FromSeconds(2);

    /// <summary>The weekday four days ahead: near enough to be meant by its name alone, too far to be found in tomorrow's times.</summary>
    private DayOfWeek DayAhead => time.GetUtcNow().AddDays(4).DayOfWeek;

    /// <summary>Plays so many calls of each kind, a few at once; 0 when every provider holds.</summary>
    public async Task<int> RunAsync(int calls, bool text, int parallel, string? folder)
    {
        if (folder is not null)
            Directory.CreateDirectory(folder);
        string[] calendars = [Practices.BuiltIn, .. Practices.Names];
        await bench.Scenarios.PlayAsync(Asks(Practices.BuiltIn, 0), text); // code is compiled, models are loaded; not measured
        var measured = new ConcurrentDictionary<string, ConcurrentBag<double>>(calendars.Select(each => KeyValuePair.Create(each, new ConcurrentBag<double>())), StringComparer.Ordinal);
        var notUnderstood = 0;
        var fillers = 0;
        var turns = Enumerable.Range(1, calls).SelectMany(number => calendars.Select(calendar => Asks(calendar, number))); // taken in turns, so that the machine's moods fall on all alike
        await Parallel.ForEachAsync(turns, new ParallelOptions { MaxDegreeOfParallelism = parallel }, async (scenario, cancel) =>
        {
            var result = await bench.Scenarios.PlayAsync(scenario, text);
            var (waited, filled) = await MeasureAsync(result.Story, text);
            if (folder is not null)
                await File.WriteAllLinesAsync(Path.Combine(folder, $"{scenario.Name}.txt"), result.Story.Lines.Append($"waited: {waited} ms"), cancel);
            if (filled)
                Interlocked.Increment(ref fillers);
            if (waited is { } ms)
                measured[scenario.Seed.Calendar].Add(ms);
            else
                Interlocked.Increment(ref notUnderstood);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scenario.Name}: {(waited is { } told ? $"{told:0} ms{(filled ? ", after a filler" : "")}" : "not understood")}"));
        });

        var builtIn = Percentiles.Of(measured[Practices.BuiltIn], 0.95);
        var worst = double.MinValue;
        foreach (var calendar in calendars)
        {
            var values = measured[calendar];
            var difference = Percentiles.Of(values, 0.95) - builtIn;
            if (calendar != Practices.BuiltIn)
                worst = double.IsNaN(difference) ? double.MaxValue : Math.Max(worst, difference);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{calendar}: p50 {Percentiles.Of(values, 0.5):0} ms, p95 {Percentiles.Of(values, 0.95):0} ms (n {values.Count}){(calendar == Practices.BuiltIn ? "" : $"; p95 against the built-in calendar {difference:+0;-0} ms")}"));
        }

        if (notUnderstood > 0)
            Console.WriteLine($"{notUnderstood} questions were not understood by the ears and are not counted");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"waiting: {(text ? "typed" : "spoken")} calls, times take {Slowness.TotalSeconds:0} s at the provider; 95th percentile {worst:+0;-0} ms against the built-in calendar (at most {Allowed:0} are allowed), {fillers} fillers"));
        return worst <= Allowed && measured.Values.All(each => each.Count >= calls / 2) ? 0 : 1;
    }

    private Scenario Asks(string calendar, int number) => number % 2 == 1 ? Asks(calendar, number, "tomorrow", "Tomorrow.") : Asks(calendar, number, $"on {DayAhead}", $"On {DayAhead}.");

    private static Scenario Asks(string calendar, int number, string day, string dayAlone) => new()
    {
        Name = $"{calendar} {number:000}",
        Note = $"asks what is free {day}",
        Seed = new Seed { Calendar = calendar, Now = "+0 11:00", Events = [new SeedEvent { Hours = new Dictionary<string, string>(StringComparer.Ordinal) { ["mon-sun"] = "09:00-17:00" } }] },
        Pace = CallPace.Telephone,
        Calendar = calendar == Practices.BuiltIn ? null : new CalendarStory { Faults = [new FaultRule(PracticeOperation.Times, FaultKind.Slow, Times: 0, Delay: Slowness)] },
        Answers =
        [
            new AnswerRule { When = "~ (a\\.m\\.|p\\.m\\.|o'clock|noon)", HangUp = true },
            new AnswerRule { When = "open", Say = $"What is free {day}?", Once = true },
            new AnswerRule { When = "open", Press = "1", Once = true }, // for ears that did not understand: the question is asked again where days are expected
            new AnswerRule { When = "when", Say = $"What is free {day}?", Once = true },
            new AnswerRule { When = "when", Say = dayAlone, Once = true },
            new AnswerRule { HangUp = true },
        ],
    };

    /// <summary>The time from the question that was understood to the first word of the answer that holds a time; null when none was. Whether a filler came before.</summary>
    private async Task<(double? Waited, bool Filled)> MeasureAsync(CallStory story, bool text)
    {
        if (await bench.Api.WaitForEndAsync(story.CallSid, time, TimeSpan.FromSeconds(20)) is not { } call)
            return (null, false);
        var journal = await bench.Api.EventsAsync(call.Id, 0, 0);
        var offer = journal.FirstOrDefault(each => each.Kind is "bot.said" && Time().IsMatch(each.Text("text")));
        var asked = journal.LastOrDefault(each => offer is not null && each.Sequence < offer.Sequence && each.Kind == "caller.said");
        if (asked is null || offer is null || story.Replies.Count == 0)
            return (null, false);
        var filler = journal.FirstOrDefault(each => each.Kind == "filler" && each.Sequence > asked.Sequence && each.Sequence < offer.Sequence);
        var first = story.Replies[^1]; // by the caller's ear (or eye); the caller hangs up at the first time
        if (filler is null)
            return (first, false);
        // What was heard first was the filler: the time began when the reply's own audio did, by the server's clock.
        var own = journal.FirstOrDefault(each => each.Kind == "turn.timing" && each.Number("turn") == offer.Number("turn"))?.Number("firstAudioMs");
        return (Math.Max(first, own ?? (text ? story.Waits.Sum() : first)), true);
    }

    [GeneratedRegex(@"a\.m\.|p\.m\.|o'clock|noon", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();
}
