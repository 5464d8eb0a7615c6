using System.Collections.Concurrent;
using System.Globalization;
using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Servers;
using VoiceBooker.CallLab.Suites;

namespace VoiceBooker.CallLab.Load;

/// <summary>Many audio calls at once: callers that ask, listen, interrupt and ask again; the server's times, processor and memory.</summary>
internal sealed class LoadRun(Bench bench, TimeProvider time)
{
    private static readonly string[] Lines =
    [
        "I would like to make an appointment please.", "Tomorrow afternoon.", "What are your opening hours?", "Another day please.", "Can you repeat that?", "Next Tuesday at ten.", "The second one.",
    ];

    /// <summary>Runs each number of calls for so long; 0 when no call broke and the voice fell silent in time.</summary>
    public async Task<int> RunAsync(IReadOnlyList<int> steps, TimeSpan length)
    {
        var phrases = FliteVoice.Names.Take(4).SelectMany(voice => Lines.Select(line => (voice, line))).ToDictionary(each => each, each => new CallerVoice(each.voice, -3).Speak(each.line));
        await SeedAsync();
        await StepAsync(3, TimeSpan.FromSeconds(30), phrases, quiet: true); // code is compiled, models are loaded
        var broken = 0;
        foreach (var calls in steps)
            broken += await StepAsync(calls, length, phrases, quiet: false);
        foreach (var late in _late)
            Console.WriteLine($"! {late}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"load: {steps.Sum()} calls, {broken} broken, {_late.Count} steps later than {LatestClear} ms from onset to clear (99th percentile, up to {CallsThatMustBeQuick} calls)"));
        return broken == 0 && _late.Count == 0 ? 0 : 1;
    }

    /// <summary>Onset of a voice to <c>clear</c>, in ms, in the 99th percentile, by the server's clock; asked of steps of up to <see cref="CallsThatMustBeQuick"/> calls.</summary>
    private const double LatestClear = 120;

    /// <summary>A small machine carries so many calls without being late; beyond, the figure is only told.</summary>
    private const int CallsThatMustBeQuick = 10;

    private readonly List<string> _late = [];

    private const string Number = "+12125550100";

    private async Task SeedAsync()
    {
        var assistant = await bench.Api.CreateAsync("api/assistants", new { name = "load", greeting = "", instructions = "We are open Monday to Friday from nine to five.", voice = "slt", language = "en-US", numbers = new[] { Number }, transferNumber = "" });
        string[] days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        var schedule = await bench.Api.CreateAsync("api/schedules", new
        {
            name = "load", timeZone = "Europe/Berlin", weeklyHours = days.Select(day => new { day, from = "09:00", to = "17:00" }), exceptions = Array.Empty<object>(),
            durationMinutes = 30, stepMinutes = 30, bufferBeforeMinutes = 0, bufferAfterMinutes = 0, minimumNoticeMinutes = 0, bookingWindowDays = 60, capacity = 100,
        });
        await bench.Api.CreateAsync("api/events", new
        {
            name = "consultation", description = "", provider = "built-in", providerEvent = schedule, organizerEmail = "owner@example.com", meetingLink = "place", meetingPlace = "12 High Street", timeZone = "Europe/Berlin",
            daysToOffer = 5, slotsPerDay = 2, hoursBetweenSlots = 2.0, assistantId = assistant,
        });
        var server = bench.Api.Server;
        bench.Carrier.Numbers[Number] = new NumberSettings(new Uri(server, "carrier/voice"), new Uri(server, "carrier/fallback"), new Uri(server, "carrier/status"));
    }

    private async Task<int> StepAsync(int count, TimeSpan length, IReadOnlyDictionary<(string Voice, string Line), byte[]> phrases, bool quiet)
    {
        var tally = new Tally();
        var memoryBefore = bench.Process?.Memory ?? 0;
        var processorBefore = bench.Process?.ProcessorTime ?? TimeSpan.Zero;
        var began = time.GetTimestamp();
        var calls = Enumerable.Range(0, count).Select(index => CallAsync(index, count, length, phrases, tally)).ToArray();
        await Task.Delay(length * 0.9, time, CancellationToken.None);
        var memoryDuring = bench.Process?.Memory ?? 0;
        await Task.WhenAll(calls);
        var processor = (bench.Process?.ProcessorTime ?? TimeSpan.Zero) - processorBefore;
        var took = time.GetElapsedTime(began);
        if (quiet)
            return 0;

        var (endOfTurn, endOfSpeech, onsetToClear, byVoice) = await JournalsAsync(tally);
        var culture = CultureInfo.InvariantCulture;
        Console.WriteLine(string.Create(culture, $"{count} calls at once, {took.TotalSeconds:0} s"));
        Console.WriteLine($"  start of the stream to the greeting's first audio: {Percentiles.Describe(tally.Greetings)}");
        Console.WriteLine($"  onset of the caller's voice to clear, ms:          {Percentiles.Describe(tally.OnsetToClear)} of {tally.Interruptions} interruptions");
        Console.WriteLine($"  the same on the server's clock (onsetToClearMs):   {Percentiles.Describe(onsetToClear)}");
        Console.WriteLine($"  end of the caller's speech to first audio, ms:     {Percentiles.Describe(tally.Replies)}");
        Console.WriteLine($"  the same from the journal (firstAudioMs), ms:      {Percentiles.Describe(endOfSpeech)} ({byVoice} of them by voice)");
        Console.WriteLine($"  end of turn (journal) to first audio, ms:          {Percentiles.Describe(endOfTurn)}");
        Console.WriteLine($"  playout: {tally.Underruns} underruns inside phrases, {tally.Talked / 50.0 / 60:0.0} minutes of speech played");
        if (bench.Process is not null && tally.CallSeconds > 0)
        {
            Console.WriteLine(string.Create(culture, $"  processor: {processor.TotalSeconds:0.0} s in all, {1000 * processor.TotalSeconds / tally.CallSeconds:0.0} ms a call-second ({100 * processor.TotalSeconds / took.TotalSeconds:0} % of one core)"));
            Console.WriteLine(string.Create(culture, $"  memory: {(memoryDuring - memoryBefore) / 1048576.0 / count:0.00} MB a call ({memoryBefore / 1048576} MB before, {memoryDuring / 1048576} MB during)"));
        }

        if (count <= CallsThatMustBeQuick && onsetToClear.Count > 0 && Percentiles.Of(onsetToClear, 0.99) > LatestClear)
            _late.Add(string.Create(culture, $"{count} calls: onset to clear {Percentiles.Of(onsetToClear, 0.99):0} ms in the 99th percentile, at most {LatestClear} are allowed"));
        foreach (var trouble in tally.Troubles.GroupBy(each => each, StringComparer.Ordinal))
            Console.WriteLine($"  ! {trouble.Count()} x {trouble.Key}");
        return tally.Broken;
    }

    private async Task CallAsync(int index, int count, TimeSpan length, IReadOnlyDictionary<(string Voice, string Line), byte[]> phrases, Tally tally)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(3000, 100 * count) * (double)index / count), time, CancellationToken.None);
        var chance = new Random(index);
        var voice = FliteVoice.Names[index % 4];
        using var handset = new Handset(time);
        using var call = bench.Carrier.Dial(handset, $"+1646555{index:0000}", Number);
        var began = time.GetTimestamp();
        var running = call.RunAsync();
        var lines = 0;
        while (time.GetElapsedTime(began) < length && !running.IsCompleted)
        {
            // Mostly the caller speaks over the bot after 0.6 to 1.5 seconds; every sixth time lets it finish.
            var interrupts = lines > 0 && chance.Next(6) != 0;
            var talked = TimeSpan.FromMilliseconds(600 + chance.Next(900));
            var waitedSince = time.GetTimestamp();
            while (!running.IsCompleted && time.GetElapsedTime(waitedSince) < TimeSpan.FromSeconds(20) && time.GetElapsedTime(began) < length
                && !((interrupts && handset.TalkedFor > talked && handset.QuietFor == TimeSpan.Zero) || (call.MediaMessages > 0 && handset.QuietFor > TimeSpan.FromSeconds(1.2))))
                await Task.Delay(TimeSpan.FromMilliseconds(20), time, CancellationToken.None);
            if (running.IsCompleted || time.GetElapsedTime(began) >= length)
                break;
            try
            {
                var line = Lines[(lines++ + index) % Lines.Length];
                await handset.SayAsync(phrases[(voice, line)], line).WaitAsync(TimeSpan.FromSeconds(20), time);
            }
            catch (Exception ended) when (ended is TimeoutException or OperationCanceledException)
            {
                break;
            }

            // the answer is awaited before the next words
            var saidAt = time.GetTimestamp();
            while (!running.IsCompleted && time.GetElapsedTime(saidAt) < TimeSpan.FromSeconds(6) && handset.QuietFor > TimeSpan.FromMilliseconds(100))
                await Task.Delay(TimeSpan.FromMilliseconds(20), time, CancellationToken.None);
        }

        var early = running.IsCompleted;
        handset.HangUp();
        await running;
        tally.Add(call, handset, early && call.Notices.Entries.Count > 0);
    }

    private async Task<(List<double> EndOfTurn, List<double> EndOfSpeech, List<double> OnsetToClear, int ByVoice)> JournalsAsync(Tally tally)
    {
        List<double> endOfTurn = [], endOfSpeech = [], onsetToClear = [];
        var byVoice = 0;
        foreach (var sid in tally.Sids)
        {
            if (await bench.Api.WaitForEndAsync(sid, time, TimeSpan.FromSeconds(10)) is not { } call)
                continue;
            var entries = await bench.Api.EventsAsync(call.Id, 0, 0);
            onsetToClear.AddRange(entries.Where(each => each.Kind == "barge-in").Select(each => each.Number("onsetToClearMs")).OfType<double>());
            foreach (var timing in entries.Where(each => each.Kind == "turn.timing"))
            {
                if (timing.Number("firstAudioMs") is not { } first)
                    continue;
                endOfSpeech.Add(first);
                if (timing.Text("by") is "voice")
                    byVoice++;
                if (timing.Number("turnTakenAt") is { } taken && timing.Number("endOfSpeechAt") is { } ended)
                    endOfTurn.Add(first - (taken - ended));
            }
        }

        return (endOfTurn, endOfSpeech, onsetToClear, byVoice);
    }

    private sealed class Tally
    {
        private readonly Lock _gate = new();

        public List<double> OnsetToClear { get; } = [];

        public List<double> Replies { get; } = [];

        public List<double> Greetings { get; } = [];

        public List<string> Sids { get; } = [];

        public ConcurrentBag<string> Troubles { get; } = [];

        public int Underruns { get; private set; }

        public int Interruptions { get; private set; }

        public int Broken { get; private set; }

        public double CallSeconds { get; private set; }

        public long Talked { get; private set; }

        public void Add(SimulatedCall call, Handset handset, bool broke)
        {
            lock (_gate)
            {
                OnsetToClear.AddRange(handset.OnsetToClear);
                Replies.AddRange(handset.SilenceToAnswer);
                Greetings.AddRange(call.Streams.Select(each => each.StartToAudio).OfType<double>());
                Sids.Add(call.Sid);
                Underruns += call.Underruns;
                Interruptions += handset.Interruptions;
                CallSeconds += handset.Frames / 50.0;
                Talked += call.Streams.Sum(each => each.Playout.Played) / 160;
                if (broke || handset.Frames == 0)
                    Broken++;
                foreach (var notice in call.Notices.Entries)
                    Troubles.Add(notice.ToString());
            }
        }
    }
}
