using VoiceBooker.CallLab.Campaigns;
using VoiceBooker.CallLab.Load;

namespace VoiceBooker.CallLab.Suites;

/// <summary>Campaigns against a carrier on which everything goes wrong: the server is killed again and again; and few openings for many people.</summary>
internal static class CampaignSuite
{
    /// <summary>Dialling as fast as a test wants it, at any hour, and everything that is waited for short.</summary>
    private static readonly Dictionary<string, string> Fast = new(StringComparer.Ordinal)
    {
        ["Dialling:CallsPerSecond"] = "20",
        ["Dialling:CallsPerSecondPerNumber"] = "20",
        ["Dialling:AtOnce"] = "24",
        ["Dialling:AtOncePerNumber"] = "24",
        ["Dialling:LinesForInbound"] = "0",
        ["Dialling:LookUpAfter"] = "00:00:02",
        ["Dialling:SilentAfter"] = "00:00:05",
        ["Dialling:DispatchEvery"] = "00:00:00.5",
        ["Dialling:WindowMargin"] = "00:00:00",
        ["Dialling:EarliestHour"] = "00:00:00",
        ["Dialling:LatestHour"] = "1.00:00:00",
        ["Dialling:AttemptsPerNumber"] = "20",
        ["Dialling:BreakerPause"] = "00:00:02",
        ["Reception:BusinessName"] = "Harbour Dental",
        ["Jobs:CheckInEvery"] = "00:00:01",
        ["Jobs:GoneAfter"] = "00:00:01",
    };

    /// <summary>By how much the list of calls lags behind: one look-up misses a call that was just taken, the second finds it (<c>Dialling:LookUpAfter</c> is 2 s).</summary>
    public static readonly TimeSpan UsualLag = TimeSpan.FromSeconds(3.5);

    /// <summary>Plays one of them, or both; 0 when all held.</summary>
    /// <param name="options">The server; one is always started.</param>
    /// <param name="only">True: only the openings; false: only the kills; null: both.</param>
    /// <param name="people">People of the campaign in which the server is killed.</param>
    /// <param name="kills">How often it is.</param>
    /// <param name="slots">Openings for 500 people.</param>
    /// <param name="seed">Who is who, and when the server is killed.</param>
    /// <param name="lag">How far the carrier's list of calls lags behind while the server is killed.</param>
    /// <param name="time">The clock.</param>
    public static async Task<int> RunAsync(BenchOptions options, bool? only, int people, int kills, int slots, int seed, TimeSpan lag, TimeProvider time)
    {
        var code = 0;
        if (only != true)
        {
            await using var hosted = await OpenAsync(options, "kills", time);
            code |= await new KillingRun(hosted, time).RunAsync(people, kills, seed, lag);
        }

        if (only != false)
        {
            await using var hosted = await OpenAsync(options, "openings", time);
            code |= await new OpeningsRun(hosted, time).RunAsync(500, slots, seed);
        }

        return code;
    }

    /// <summary>Plays a campaign on several servers that share a PostgreSQL database; the one that dials is killed again and again, and another takes over. 0 when all held.</summary>
    /// <param name="options">Where the server is built; all are always started.</param>
    /// <param name="nodes">How many servers.</param>
    /// <param name="people">People of the campaign.</param>
    /// <param name="kills">How often the server that dials is killed.</param>
    /// <param name="seed">Who is who, and which request goes to which server.</param>
    /// <param name="time">The clock.</param>
    public static async Task<int> RunTakeoverAsync(BenchOptions options, int nodes, int people, int kills, int seed, TimeProvider time)
    {
        if (Servers.PostgresServer.WhyNot is { } missing)
        {
            Console.Error.WriteLine(missing);
            return 2;
        }

        await using var cluster = await ClusterBench.OpenAsync(nodes, options, Fast, seed, realVoice: true, time);
        var wrong = await new TakeoverRun(cluster, time).RunAsync(people, kills, seed);
        foreach (var each in wrong.Take(40))
            Console.WriteLine($"! {each}");
        return wrong.Count == 0 ? 0 : 1;
    }

    private static Task<HostedBench> OpenAsync(BenchOptions options, string part, TimeProvider time)
    {
        var folder = options.Out is { } keep ? Path.Combine(keep, part) : null;
        if (folder is not null)
            Directory.CreateDirectory(folder);
        return HostedBench.OpenAsync(options with { Out = folder, CarrierLog = folder is null ? null : Path.Combine(folder, "carrier.jsonl") }, new LoadMind(), ["deepgram"], ["deepgram"], time, Fast, realVoice: true);
    }
}
