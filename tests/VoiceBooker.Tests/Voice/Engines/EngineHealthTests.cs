using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Engines;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Voice.Engines;

public sealed class EngineHealthTests
{
    private readonly ManualClock _clock = new(VirtualTime.Start);
    private readonly EngineHealth _health;

    public EngineHealthTests() => _health = new EngineHealth(new SpeechOptions(), _clock);

    [Fact]
    public void An_engine_that_fails_again_and_again_rests_and_the_next_one_leads()
    {
        Fail(2);
        Assert.Equal(["one", "two", "three"], Order());

        Fail(1);
        Assert.Equal(["two", "three", "one"], Order());
        Assert.Equal("gone", _health.LastFailure(EngineHealth.Ears, "one"));
        Assert.Null(_health.RestsFor(EngineHealth.Voice, "one")); // another part of the same vendor is another matter
    }

    [Fact]
    public void Failures_that_are_rare_are_no_reason_to_rest()
    {
        for (var i = 0; i < 10; i++)
        {
            Fail(1);
            _clock.Advance(TimeSpan.FromSeconds(31));
        }

        Assert.Equal(["one", "two", "three"], Order());
    }

    [Fact]
    public void After_its_rest_one_call_tries_it_and_the_others_wait_for_what_comes_of_it()
    {
        Fail(3);
        _clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(["one", "two", "three"], Order());
        Assert.Equal(["two", "three", "one"], Order());

        _health.Worked(EngineHealth.Ears, "one");
        Assert.Equal(["one", "two", "three"], Order());
    }

    [Fact]
    public void One_that_fails_its_trial_rests_again()
    {
        Fail(3);
        _clock.Advance(TimeSpan.FromSeconds(70));
        Assert.Equal("one", Order()[0]);

        Fail(1);
        Assert.Equal("two", Order()[0]);
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("two", Order()[0]);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("one", Order()[0]);
    }

    [Fact]
    public void When_all_rest_the_first_is_asked_first()
    {
        foreach (var engine in (string[])["one", "two", "three"])
            for (var i = 0; i < 3; i++)
                _health.Failed(EngineHealth.Ears, engine, "gone");

        Assert.Equal(["one", "two", "three"], Order());
    }

    [Fact]
    public void A_call_that_begins_while_the_first_rests_begins_with_the_second()
    {
        Fail(3);
        AttentiveEar? first = null, second = null;
        var call = new CallScript()
            .Parts(parts => parts with { Health = _health })
            .Ears((_, caller) => [first = new AttentiveEar(caller, "one"), second = new AttentiveEar(caller, "two")])
            .CallerSays("on monday please", from: 2, until: 3)
            .BotAnswers("Monday at nine.").CallerHangsUp(9).Play();

        Assert.Empty(first!.Heard);
        Assert.Single(second!.Heard);
        Assert.Empty(call.Journal.Of("failed-over"));
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
            _health.Failed(EngineHealth.Ears, "one", "gone");
    }

    private IReadOnlyList<string> Order() => _health.InOrder(EngineHealth.Ears, ["one", "two", "three"], name => name);
}
