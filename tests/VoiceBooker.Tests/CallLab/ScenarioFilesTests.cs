using System.Text.RegularExpressions;
using NodaTime;
using VoiceBooker.CallLab.Callers;
using VoiceBooker.CallLab.Scenarios;

namespace VoiceBooker.Tests.CallLab;

public sealed class ScenarioFilesTests
{
    private static readonly IReadOnlyList<Scenario> All = ScenarioFiles.ReadAll(ScenarioFiles.Folder);

    [Fact]
    public void There_are_at_least_forty_scenarios_to_type_and_forty_to_speak()
    {
        Assert.True(All.Count(each => each.Plays(text: true)) >= 40);
        Assert.True(All.Count(each => each.Plays(text: false)) >= 40);
    }

    public static TheoryData<string> Names => [.. All.Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_scenario_can_be_played_as_written(string name)
    {
        var scenario = All.Single(each => each.Name == name);
        var zone = DateTimeZoneProviders.Tzdb[scenario.Seed.Zone];
        var real = Instant.FromUtc(2026, 11, 25, 10, 0).InZone(zone);
        var moments = new Moments(new Moments(real, scenario.Let).ResolveInstant(scenario.Seed.Now).InZone(zone), scenario.Let);
        var knows = new Dictionary<string, string>(scenario.Caller.Knows, StringComparer.Ordinal) { ["name"] = "A", ["email"] = "a@b.c", ["zone"] = "z", ["phone"] = "1", ["when"] = "w" };
        knows.TryAdd("wish", "w");

        Assert.NotEqual("", scenario.Note);
        Assert.All(scenario.Let.Keys, each => moments.Resolve(each));
        Assert.All(scenario.Seed.Existing, each => moments.Resolve(each.Start));
        Assert.All(scenario.Seed.Events.SelectMany(each => each.Closed), each => moments.Resolve(each));
        Assert.All(scenario.Expect.Bookings, each =>
        {
            if (each.Start is { } start)
                moments.Resolve(start);
            if (each.Within is { } within)
                moments.Fits(real.LocalDateTime, within);
        });
        Assert.All(scenario.Answers, each =>
        {
            CallerMind.Fits(each.When, "open", "some words");
            moments.Fill(each.Say ?? each.Type ?? each.Press ?? "", knows);
        });
        Assert.All(scenario.Expect.Heard.Concat(scenario.Expect.NotHeard), each => Assert.NotNull(new Regex(moments.Fill(each, knows), RegexOptions.None, TimeSpan.FromSeconds(1))));
        Assert.Contains(scenario.Caller.Voice, VoiceBooker.CallLab.Audio.FliteVoice.Names);
    }
}
