using System.Text.Json;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Servers;
using VoiceBooker.CallLab.StandIns.Minds;
using VoiceBooker.CallLab.StandIns.OpenAI;
using VoiceBooker.CallLab.Suites;

namespace VoiceBooker.Tests.CallLab;

/// <summary>Which requests of which call fail, and what the journal must say of it.</summary>
public sealed class MindFaultsTests
{
    private static readonly JournalEntry Failed = new(1, "mind.failed", JsonSerializer.SerializeToElement(new { why = "late" }));
    private static readonly JournalEntry TakenOver = new(2, "mind.fallback", JsonSerializer.SerializeToElement(new { to = "script" }));

    private static readonly IReadOnlyList<MindFaultCall> All = MindFaults.All(ScenarioFiles.ReadAll(ScenarioFiles.Folder));

    [Fact]
    public void Every_way_of_failing_meets_every_turn_of_a_booking()
    {
        foreach (var kind in Enum.GetValues<OpenAIFaultKind>())
            Assert.Equal([.. Enumerable.Repeat(0, MindFaults.Sample.Count), .. Enumerable.Range(1, MindFaults.TurnsOfABooking)], All.Where(each => each.Kind == kind).Select(each => each.Turn).Order());
    }

    [Theory]
    [InlineData(2, 2, true)]
    [InlineData(2, 1, false)]
    [InlineData(2, 3, false)]
    [InlineData(0, 1, true)]
    [InlineData(0, 5, true)]
    public void A_fault_hits_the_turn_it_is_for(int turn, int turns, bool hit) => Assert.Equal(hit, Fault(turn).Hits(Body("TooMany-ref", turns)));

    [Fact]
    public void A_fault_hits_no_other_call() => Assert.False(Fault(turn: 1).Hits(Body("TooMany-other", turns: 1)));

    [Fact]
    public void The_journal_must_say_that_the_model_failed_and_who_took_over()
    {
        Assert.Empty(MindFaults.Judge([Failed, TakenOver], failed: 1));
        Assert.Single(MindFaults.Judge([Failed], failed: 1));
        Assert.Single(MindFaults.Judge([TakenOver], failed: 1));
        Assert.Single(MindFaults.Judge([Failed, TakenOver], failed: 0));
        Assert.Equal(2, MindFaults.Judge([], failed: 1).Count);
    }

    [Fact]
    public void A_calls_reference_comes_back_in_the_request()
    {
        MindRequest request = new("m", [new MindMessage("system", $"Notes of the business:\nPrices: eighty.\n{CallReference.Line("Length-3-keys-only")}\n", []), new MindMessage("user", "Reference: other.", [])], []);
        Assert.Equal("Length-3-keys-only", CallReference.In(request));
        Assert.Null(CallReference.In(request with { Messages = [request.Messages[1]] }));
    }

    private static MindFaultCall Fault(int turn) => new(new Scenario(), "TooMany-ref", OpenAIFaultKind.TooMany, turn);

    private static string Body(string reference, int turns) => JsonSerializer.Serialize(new
    {
        messages = Enumerable.Range(0, turns).Select(i => new { role = "user", content = $"turn {i}" }).Prepend(new { role = "system", content = $"Notes:\n{CallReference.Line(reference)}\nWhat stands now:" }),
    });
}
