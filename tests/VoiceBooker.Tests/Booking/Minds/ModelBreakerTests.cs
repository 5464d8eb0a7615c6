using NodaTime;
using VoiceBooker.Booking.Minds;

namespace VoiceBooker.Tests.Booking.Minds;

public sealed class ModelBreakerTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 30, 12, 0);

    private readonly ModelBreaker _breaker = new(failuresToOpen: 3, Duration.FromSeconds(60), Duration.FromSeconds(30));

    [Fact]
    public void Three_failures_in_a_row_leave_a_model_alone_until_one_trial_succeeds()
    {
        Fails(0, 1, 2);
        Assert.False(_breaker.TryEnter(At(3)));
        Assert.False(_breaker.TryEnter(At(31.9)));
        Assert.True(_breaker.TryEnter(At(32.1)), "the trial");
        Assert.False(_breaker.TryEnter(At(32.2)), "one trial at a time");
        _breaker.Succeed();
        Assert.True(_breaker.TryEnter(At(32.3)));
        Assert.True(_breaker.IsClosed);
    }

    [Fact]
    public void A_trial_that_fails_opens_again()
    {
        Fails(0, 1, 2);
        Assert.True(_breaker.TryEnter(At(33)));
        _breaker.Fail(At(34), pause: null);
        Assert.False(_breaker.TryEnter(At(63)));
        Assert.True(_breaker.TryEnter(At(64.1)));
    }

    [Fact]
    public void A_trial_that_nobody_waited_for_leaves_room_for_the_next()
    {
        Fails(0, 1, 2);
        Assert.True(_breaker.TryEnter(At(33)));
        _breaker.LetGo();
        Assert.True(_breaker.TryEnter(At(33.1)));
    }

    [Fact]
    public void An_answer_between_failures_and_failures_long_ago_count_for_nothing()
    {
        Fails(0, 1);
        _breaker.Succeed();
        Fails(2, 3);
        Assert.True(_breaker.TryEnter(At(4)));
        Fails(70, 71);
        Assert.True(_breaker.TryEnter(At(72)));
        Fails(73);
        Assert.False(_breaker.TryEnter(At(74)));
    }

    [Fact]
    public void A_vendor_that_asks_for_a_pause_gets_it()
    {
        _breaker.Fail(At(0), Duration.FromSeconds(120));
        Assert.False(_breaker.TryEnter(At(119)));
        Assert.True(_breaker.TryEnter(At(121)));
    }

    [Fact]
    public void An_answer_to_a_request_from_before_the_pause_does_not_end_it()
    {
        _breaker.Fail(At(0), Duration.FromSeconds(120));
        _breaker.Succeed();
        Assert.False(_breaker.TryEnter(At(1)));
    }

    private void Fails(params double[] seconds)
    {
        foreach (var at in seconds)
            _breaker.Fail(At(at), pause: null);
    }

    private static Instant At(double seconds) => Noon + Duration.FromSeconds(seconds);
}
