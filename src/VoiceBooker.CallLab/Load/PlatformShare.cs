using System.Collections.Concurrent;
using System.Globalization;
using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Suites;

namespace VoiceBooker.CallLab.Load;

/// <summary>
/// What the platform itself adds to a reply: from the end of the caller's speech, in the caller's hand, to the first audio of the answer there, less what the stand-ins of recogniser, model and voice were told to take. The waits that the
/// vendors are given are exact to the millisecond or so of a timer; what a timer is late counts as ours, and so does this load generator, which runs on the same machine.
/// </summary>
internal sealed class PlatformShare(HostedBench hosted, TimeProvider time)
{
    private const string Number = "+12125550100";
    private const string Question = "What are your opening hours please?";

    private static readonly TimeSpan EndOfTurn = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan EndOfTurnLatency = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan FirstToken = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FirstAudio = TimeSpan.FromMilliseconds(120);

    /// <summary>Settings of the server under measurement: ears that end turns themselves, told in frames; no answer before the end of the turn, which would be quicker than the waits that are taken off.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Deepgram:FluxMessage"] = "00:00:00.02",
        ["Minds:Speculate"] = "false",
        ["Calls:Record"] = "false",
    };

    /// <summary>Measures each number of calls for so long; 0 when no call broke.</summary>
    public async Task<int> RunAsync(IReadOnlyList<int> steps, TimeSpan length)
    {
        var latencies = hosted.Deepgram.Latencies;
        (latencies.TurnSilence, latencies.Final, latencies.FirstAudio, latencies.AudioPace) = (EndOfTurn, EndOfTurnLatency, FirstAudio, TimeSpan.Zero);
        hosted.First.Latency.FirstToken = FirstToken;
        await SeedAsync();
        var phrases = FliteVoice.Names.Take(4).Select(voice => WholeFrames(new CallerVoice(voice, -3).Speak(Question))).ToList();
        await StepAsync(4, TimeSpan.FromSeconds(20), phrases, tell: false);
        var broken = 0;
        foreach (var calls in steps)
            broken += await StepAsync(calls, length, phrases, tell: true);
        foreach (var wrong in hosted.Violations.Distinct(StringComparer.Ordinal).Take(10))
            Console.WriteLine($"! against a vendor's contract: {wrong}");
        Console.WriteLine($"platform share: {steps.Sum()} calls, {broken} broken");
        return broken == 0 ? 0 : 1;
    }

    /// <summary>So that the end of the words in the hand and the end of the last loud frame at the recogniser are the same moment.</summary>
    private static byte[] WholeFrames(byte[] muLaw) => [.. muLaw, .. Enumerable.Repeat((byte)0xFF, (Handset.FrameSize - (muLaw.Length % Handset.FrameSize)) % Handset.FrameSize)];

    private async Task SeedAsync()
    {
        var api = hosted.Bench.Api;
        await api.CreateAsync("api/assistants", new { name = "load", greeting = "Hello.", instructions = $"Hours: {LoadMind.Hours}", voice = "", language = "en-US", numbers = new[] { Number }, transferNumber = "" });
        var server = api.Server;
        hosted.Bench.Carrier.Numbers[Number] = new NumberSettings(new Uri(server, "carrier/voice"), new Uri(server, "carrier/fallback"), new Uri(server, "carrier/status"));
    }

    private async Task<int> StepAsync(int count, TimeSpan length, IReadOnlyList<byte[]> phrases, bool tell)
    {
        var shares = new ConcurrentBag<double>();
        var brokenCalls = 0;
        var process = hosted.Bench.Process;
        var processorBefore = process?.ProcessorTime ?? TimeSpan.Zero;
        var ownBefore = Environment.CpuUsage.TotalTime;
        var began = time.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, count).Select(async index =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(4000, 60 * count) * (double)index / count), time, CancellationToken.None);
            if (!await CallAsync(index, length, phrases[index % phrases.Count], shares))
                Interlocked.Increment(ref brokenCalls);
        }));
        if (!tell)
            return 0;

        var took = time.GetElapsedTime(began).TotalSeconds;
        var culture = CultureInfo.InvariantCulture;
        Console.WriteLine(string.Create(culture, $"{count} calls at once, {took:0} s: platform share of the reply time, ms: {Percentiles.Describe([.. shares])}"));
        if (process is not null)
            Console.WriteLine(string.Create(culture, $"  processor: server {100 * (process.ProcessorTime - processorBefore).TotalSeconds / took:0} %, lab {100 * (Environment.CpuUsage.TotalTime - ownBefore).TotalSeconds / took:0} % of one core; {brokenCalls} calls broken"));
        return brokenCalls;
    }

    private async Task<bool> CallAsync(int index, TimeSpan length, byte[] phrase, ConcurrentBag<double> shares)
    {
        using var handset = new Handset(time);
        using var call = hosted.Bench.Carrier.Dial(handset, $"+1646556{index:0000}", Number);
        var began = time.GetTimestamp();
        var running = call.RunAsync();
        var asked = 0;
        while (time.GetElapsedTime(began) < length && !running.IsCompleted)
        {
            if (!await UntilAsync(() => call.MediaMessages > 0 && handset.TalkedFor == TimeSpan.Zero && handset.QuietFor > TimeSpan.FromSeconds(0.8), running))
                break;
            var answers = handset.SilenceToAnswer.Count;
            await handset.SayAsync(phrase, Question);
            asked++;
            if (!await UntilAsync(() => handset.SilenceToAnswer.Count > answers, running))
                break;
            shares.Add(handset.SilenceToAnswer[^1] - (EndOfTurn + EndOfTurnLatency + FirstToken + FirstAudio).TotalMilliseconds);
        }

        var well = !running.IsCompleted && asked > 0 && handset.SilenceToAnswer.Count == asked;
        handset.HangUp();
        await running;
        return well;
    }

    /// <summary>False when it does not come within 15 s, or the call has ended.</summary>
    private async Task<bool> UntilAsync(Func<bool> comes, Task running)
    {
        var since = time.GetTimestamp();
        while (!comes())
        {
            if (running.IsCompleted || time.GetElapsedTime(since) > TimeSpan.FromSeconds(15))
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, CancellationToken.None);
        }

        return true;
    }
}
