using VoiceBooker.CallLab.Called;
using VoiceBooker.CallLab.Campaigns;
using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.Tests.CallLab.Campaigns;

/// <summary>A judge that cannot fail is no judge: each rule is shown a log that breaks it, beside one that does not.</summary>
public sealed class CampaignJudgeTests
{
    private const string Anna = "+14155551000";
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 10, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyList<AllowedRetry> Retries = [new("busy", 1), new("cut-off", 1)];
    private static readonly CampaignContact Person = new(Anna, "presses 9", new NumberScript(new CalledPerson.Engaged()), ["opted-out"]);

    [Fact]
    public void A_person_who_was_called_once_and_did_what_is_reported_is_as_it_should_be() =>
        Assert.Empty(Judge(Person, [.. Call("a-1", "CA1", 0, "completed 200")]));

    [Fact]
    public void The_same_attempt_dialled_twice_is_found() =>
        Assert.Contains(Judge(Person, [.. Call("a-1", "CA1", 0, "busy 486"), .. Call("a-1", "CA2", 60, "completed 200")]), each => each.Contains("attempt a-1 was dialled 2 times", StringComparison.Ordinal));

    [Fact]
    public void A_second_call_is_right_after_an_engaged_line_and_wrong_after_a_conversation()
    {
        Assert.Empty(Judge(Person, [.. Call("a-1", "CA1", 0, "busy 486"), .. Call("a-2", "CA2", 60, "completed 200")]));
        Assert.Contains(Judge(Person, [.. Call("a-1", "CA1", 0, "completed 200"), .. Call("a-2", "CA2", 60, "completed 200")]), each => each.Contains("which no rule allows", StringComparison.Ordinal));
    }

    [Fact]
    public void More_calls_than_a_rule_allows_are_found() =>
        Assert.Contains(Judge(Person, [.. Call("a-1", "CA1", 0, "busy 486"), .. Call("a-2", "CA2", 60, "busy 486"), .. Call("a-3", "CA3", 120, "completed 200")]), each => each.Contains("which no rule allows", StringComparison.Ordinal));

    [Fact]
    public void A_conversation_that_the_servers_death_broke_off_may_be_tried_again() =>
        Assert.Empty(Judge(Person, [.. Call("a-1", "CA1", 0, "completed 200"), .. Call("a-2", "CA2", 60, "completed 200")], new Outage(Start.AddSeconds(4), Start.AddSeconds(8))));

    [Fact]
    public void Two_calls_at_once_to_one_person_are_found() =>
        Assert.Contains(Judge(Person, [.. Call("a-1", "CA1", 0, "busy 486"), .. Call("a-2", "CA2", 2, "completed 200")]), each => each.Contains("still running", StringComparison.Ordinal));

    [Fact]
    public void Who_was_never_called_is_forgotten_and_who_must_not_be_called_is_found_when_called()
    {
        Assert.Contains(Judge(Person, [Post("a-1", null, 0, "500 20500")]), each => each.Contains("forgotten", StringComparison.Ordinal));
        Assert.Contains(Judge(Person with { OnTheList = true }, [.. Call("a-1", "CA1", 0, "completed 200")]), each => each.Contains("must not be", StringComparison.Ordinal));
        Assert.Contains(Judge(Person with { Consents = false }, [.. Call("a-1", "CA1", 0, "completed 200")]), each => each.Contains("must not be", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("done", "busy")]
    [InlineData("calling", "opted-out")]
    [InlineData("waiting", "")]
    public void An_end_that_does_not_fit_is_found(string state, string disposition) =>
        Assert.NotEmpty(CampaignJudge.Judge([Person], [.. Call("a-1", "CA1", 0, "completed 200")], [], [new ReportedContact(Anna, state, disposition)], Retries));

    [Fact]
    public void Strangers_violations_and_calls_without_an_attempt_are_found()
    {
        Assert.Contains(Judge(Person, [.. Call("a-1", "CA1", 0, "completed 200"), Post("a-9", "CA9", 1, "201") with { To = "+14155559999" }]), each => each.Contains("on no list", StringComparison.Ordinal));
        Assert.Contains(Judge(Person, [.. Call("a-1", "CA1", 0, "completed 200"), new CarrierEntry(Start, "violation", Anna, "", null, null, "unknown parameter")]), each => each.Contains("unknown parameter", StringComparison.Ordinal));
        Assert.Contains(Judge(Person, [.. Call(null, "CA1", 0, "completed 200")]), each => each.Contains("without an attempt", StringComparison.Ordinal));
    }

    [Fact]
    public void People_are_the_same_for_the_same_seed_and_of_every_kind()
    {
        var people = CampaignPeople.Make(300, seed: 1);

        Assert.Equal(people.Select(each => $"{each.Number} {each.Kind} {string.Join(',', each.Script.Posts)}"), CampaignPeople.Make(300, seed: 1).Select(each => $"{each.Number} {each.Kind} {string.Join(',', each.Script.Posts)}"));
        Assert.Equal(300, people.Select(each => each.Number).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(18, people.Select(each => each.Kind).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(people, each => each.Script.Posts.Contains(PostFault.AnswerLost));
    }

    private static IReadOnlyList<string> Judge(CampaignContact contact, IReadOnlyList<CarrierEntry> log, params Outage[] outages) =>
        CampaignJudge.Judge([contact], log, outages, [new ReportedContact(Anna, "done", "opted-out")], Retries);

    private static CarrierEntry Post(string? attempt, string? sid, int second, string detail) => new(Start.AddSeconds(second), "post", Anna, "+12125550100", attempt, sid, detail);

    private static IEnumerable<CarrierEntry> Call(string? attempt, string sid, int second, string end)
    {
        var post = Post(attempt, sid, second, "201");
        yield return post;
        if (end.StartsWith("completed", StringComparison.Ordinal))
            yield return post with { At = post.At.AddSeconds(2), What = "answered", Detail = "Human" };
        yield return post with { At = post.At.AddSeconds(5), What = "ended", Detail = end };
    }
}
