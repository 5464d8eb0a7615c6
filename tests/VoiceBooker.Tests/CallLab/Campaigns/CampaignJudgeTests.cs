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
    private static readonly CampaignContact Person = new(Anna, "presses 9", new NumberScript(new CalledPerson.Engaged()), ["opted-out"]) { OptsOut = true };
    private static readonly CampaignContact Booker = new(Anna, "books", new NumberScript(new CalledPerson.Engaged()), ["booked"]);

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

    [Theory]
    [InlineData(1, "", false)] // the server came back before anybody answered
    [InlineData(3, "cut-off", true)] // in the middle of the call
    [InlineData(7, "cut-off", true)] // right after it, and its end was not written
    [InlineData(7, "no-booking", false)] // right after it, and its end was written
    [InlineData(9, "cut-off", false)] // long after it
    public void Only_a_conversation_that_the_servers_death_broke_off_may_be_tried_again(int death, string written, bool allowed)
    {
        var wrong = Judge(Person, [.. Call("a-1", "CA1", 0, "completed 200"), .. Call("a-2", "CA2", 60, "completed 200")], [Death(death)], Report("opted-out", new ReportedCall("1", "CA1", Anna, "no-booking", written), new ReportedCall("2", "CA2", Anna, "no-booking", "opted-out")));
        Assert.Equal(allowed, !wrong.Any(each => each.Contains("which no rule allows", StringComparison.Ordinal)));
    }

    [Fact]
    public void Nobody_is_called_again_who_is_not_interested_even_where_the_server_died_in_that_call() =>
        Assert.Contains(
            Judge(Person, [.. Call("a-1", "CA1", 0, "completed 200"), .. Call("a-2", "CA2", 60, "completed 200")], [Death(3)], Report("opted-out", new ReportedCall("1", "CA1", Anna, "no-booking", "not-interested"))),
            each => each.Contains("which no rule allows", StringComparison.Ordinal));

    [Fact]
    public void Who_asked_for_no_more_calls_is_on_the_list_ends_so_and_is_not_called_again()
    {
        CarrierEntry[] pressed = [.. Call("a-1", "CA1", 0, "completed 200"), Post("a-1", "CA1", 3, "pressed 9") with { What = "did" }];
        var report = Report("opted-out", new ReportedCall("1", "CA1", Anna, "no-booking", "opted-out"));

        Assert.Empty(Judge(Person, pressed, [Death(7)], report));
        Assert.Contains(Judge(Person, pressed, [Death(7)], report with { DoNotCall = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal) }), each => each.Contains("not on the do-not-call list", StringComparison.Ordinal));
        Assert.Contains(Judge(Person, pressed, [Death(7)], Report("cut-off")), each => each.Contains("ends as 'cut-off'", StringComparison.Ordinal));
        Assert.Contains(Judge(Person, [.. pressed, .. Call("a-2", "CA2", 60, "completed 200")], [Death(7)], Report("opted-out", new ReportedCall("1", "CA1", Anna, "cut-off", "cut-off"))), each => each.Contains("which no rule allows", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_has_booked_has_one_booking_and_is_not_called_again()
    {
        CarrierEntry[] once = [.. Call("a-1", "CA1", 0, "completed 200")];
        CarrierEntry[] twice = [.. once, .. Call("a-2", "CA2", 60, "completed 200")];
        var report = Report("booked", new ReportedCall("1", "CA1", Anna, "booked", "cut-off")) with { Bookings = [new ReportedBooking(Anna, "CA1")], DoNotCall = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal) };

        Assert.Empty(Judge(Booker, once, [Death(3)], report));
        Assert.Contains(Judge(Booker, twice, [Death(3)], report), each => each.Contains("had booked in the call before", StringComparison.Ordinal));
        Assert.Contains(Judge(Booker, once, [Death(3)], report with { Bookings = [new ReportedBooking(Anna, "CA1"), new ReportedBooking(Anna, "CA1")] }), each => each.Contains("2 bookings stand", StringComparison.Ordinal));
        Assert.Contains(Judge(Booker, once, [Death(3)], report with { Bookings = [] }), each => each.Contains("no booking stands", StringComparison.Ordinal));
    }

    [Fact]
    public void A_call_that_broke_off_is_an_end_only_when_it_may_not_be_tried_again()
    {
        CarrierEntry[] log = [.. Call("a-1", "CA1", 0, "completed 200"), .. Call("a-2", "CA2", 60, "completed 200")];

        Assert.Contains(Judge(Booker, [.. log.Take(3)], [Death(3)], Report("cut-off")), each => each.Contains("does not fit", StringComparison.Ordinal));
        Assert.DoesNotContain(Judge(Booker, log, [Death(3), Death(63)], Report("cut-off")), each => each.Contains("does not fit", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(70, true, true)]
    [InlineData(64, true, false)] // before the time
    [InlineData(190, true, false)] // long after it
    [InlineData(64, false, true)] // the server died before it can have heard the wish: the call was broken off
    public void Who_asked_for_another_call_gets_it_at_that_time_and_not_before(int second, bool heard, bool right)
    {
        CarrierEntry[] log = [.. Call("a-1", "CA1", 0, "completed 200"), Wish(3, 65), .. Call("a-2", "CA2", second, "completed 200")];
        var report = Report("not-interested", new ReportedCall("1", "CA1", Anna, "no-booking", heard ? "call-back" : "cut-off"), new ReportedCall("2", "CA2", Anna, "no-booking", "not-interested"));

        Assert.Equal(right, JudgeWish(log, heard ? [] : [Death(4)], report).Count == 0);
    }

    [Fact]
    public void Who_asked_for_another_call_gets_one_and_no_more()
    {
        CarrierEntry[] none = [.. Call("a-1", "CA1", 0, "completed 200"), Wish(3, 65)];
        CarrierEntry[] two = [.. none, .. Call("a-2", "CA2", 70, "completed 200"), .. Call("a-3", "CA3", 90, "completed 200")];
        var report = Report("not-interested", new ReportedCall("1", "CA1", Anna, "no-booking", "call-back"), new ReportedCall("2", "CA2", Anna, "no-booking", "hung-up"), new ReportedCall("3", "CA3", Anna, "no-booking", "not-interested"));

        Assert.Contains(JudgeWish(none, [], report), each => each.Contains("and was not", StringComparison.Ordinal));
        Assert.Contains(JudgeWish(two, [], report), each => each.Contains("which no rule allows", StringComparison.Ordinal));
        Assert.Contains(JudgeWish(two, [], report with { Calls = [.. report.Calls.Select(each => each with { Disposition = "call-back" })] }), each => each.Contains("which no rule allows", StringComparison.Ordinal));
    }

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
        Assert.NotEmpty(Judge(Person, [.. Call("a-1", "CA1", 0, "completed 200")], [], Report(disposition) with { Contacts = [new ReportedContact(Anna, state, disposition)] }));

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
        var people = Make();

        Assert.Equal(people.Select(each => $"{each.Number} {each.Kind} {string.Join(',', each.Script.Posts)}"), Make().Select(each => $"{each.Number} {each.Kind} {string.Join(',', each.Script.Posts)}"));
        Assert.Equal(300, people.Select(each => each.Number).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(35, people.Select(each => each.Kind).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(people, each => each.Script.Posts.Contains(PostFault.AnswerLost));

        static IReadOnlyList<CampaignContact> Make() => CampaignPeople.Make(300, seed: 1, ["212", "312", "303", "415"], _ => new Manner.HangsUpAtOnce());
    }

    private static IReadOnlyList<string> Judge(CampaignContact contact, IReadOnlyList<CarrierEntry> log) => Judge(contact, log, [], Report("opted-out") with { DoNotCall = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal) });

    private static IReadOnlyList<string> Judge(CampaignContact contact, IReadOnlyList<CarrierEntry> log, IReadOnlyList<Outage> outages, CampaignReport report) => CampaignJudge.Judge([contact], log, outages, report, Retries);

    private static IReadOnlyList<string> JudgeWish(IReadOnlyList<CarrierEntry> log, IReadOnlyList<Outage> outages, CampaignReport report) =>
        CampaignJudge.Judge([new CampaignContact(Anna, "asks to be called back", new NumberScript(new CalledPerson.Engaged()), ["not-interested"])], log, outages, report with { DoNotCall = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal) }, [.. Retries, new AllowedRetry("call-back", 1)]);

    private static CarrierEntry Wish(int second, int wanted) => Post("a-1", "CA1", second, "said: call me back") with { What = "did", Wanted = Start.AddSeconds(wanted) };

    private static CampaignReport Report(string disposition, params ReportedCall[] calls) =>
        new([new ReportedContact(Anna, "done", disposition)], calls, [], new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal) { [Anna] = Start.AddSeconds(100) });

    private static Outage Death(int second) => new(Start.AddSeconds(second), Start.AddSeconds(second + 0.5));

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
