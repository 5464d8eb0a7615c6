using NodaTime;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Dialling.Pacing;

namespace VoiceBooker.Tests.Booking.Dialling;

public sealed class CarrierQueueTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 30, 15, 0);
    private static readonly DiallingOptions Options = new() { CallsPerSecond = 5, CallsPerSecondPerNumber = 100, QueueAllowed = TimeSpan.FromSeconds(4) };

    [Fact]
    public void A_call_that_waits_as_long_as_is_allowed_slows_nobody()
    {
        var queue = new CarrierQueue(Options);
        queue.Note(Start, Duration.FromSeconds(4), At(4));
        Assert.Equal((1.0, ""), (queue.ShareAt(At(4)), queue.Because(At(4))));
        Assert.True(queue.QuietUntil(At(4)) <= At(4));
    }

    [Fact]
    public void Calls_of_one_queue_halve_the_pace_once_and_one_of_the_next_queue_once_more()
    {
        var queue = new CarrierQueue(Options);
        queue.Note(Start, Duration.FromSeconds(6), At(6));
        queue.Note(At(1), Duration.FromSeconds(7), At(8));
        queue.Note(At(1), Duration.FromSeconds(7), At(8)); // told again
        queue.Note(At(6), Duration.FromSeconds(8), At(14)); // asked for just when the pace was cut
        Assert.Equal(0.5, queue.ShareAt(At(14)));
        queue.Note(At(20), Duration.FromSeconds(5), At(25));
        Assert.InRange(queue.ShareAt(At(25)), 0.25, 0.27);
    }

    [Fact]
    public void Nobody_is_added_to_the_queue_while_late_calls_leave_it()
    {
        var queue = new CarrierQueue(Options);
        queue.Note(Start, Duration.FromSeconds(6), At(6));
        Assert.Equal(At(12), queue.QuietUntil(At(6)));
        queue.Note(At(1), Duration.FromSeconds(8), At(9));
        Assert.Equal(At(17), queue.QuietUntil(At(9)));
        queue.Note(At(2), Duration.FromSeconds(3), At(12));
        Assert.Equal(At(17), queue.QuietUntil(At(17)));
    }

    [Fact]
    public void The_pace_comes_back_by_the_same_small_step_every_second()
    {
        var queue = new CarrierQueue(Options);
        queue.Note(Start, Duration.FromSeconds(6), At(6));
        var shares = Enumerable.Range(0, 200).Select(second => queue.ShareAt(At(12 + second))).ToList();
        Assert.All(shares.Zip(shares.Skip(1)).Take(149), pair => Assert.Equal(1 / CarrierQueue.Recovery.TotalSeconds, pair.Second - pair.First, 9));
        Assert.All(shares.Skip(150), share => Assert.Equal(1, share, 9));

        var told = new CarrierQueue(Options);
        told.Note(Start, Duration.FromSeconds(6), At(6));
        var reasons = Enumerable.Range(6, 160).Select(second => told.Because(At(second))).ToList();
        Assert.Contains("about 50 %", reasons[5], StringComparison.Ordinal);
        Assert.Contains("waiting for 6 s", reasons[155], StringComparison.Ordinal);
        Assert.Empty(reasons[157]);
        Assert.InRange(reasons.Distinct(StringComparer.Ordinal).Count(), 3, 8); // each is written to the database
    }

    [Fact]
    public void It_never_stops_for_good_however_long_the_queue()
    {
        var queue = new CarrierQueue(Options);
        for (var call = 0; call < 100; call++)
            queue.Note(At(call * 10), Duration.FromSeconds(9), At(call * 10 + 9));
        Assert.Equal(CarrierQueue.Floor, queue.ShareAt(At(999)));
        Assert.Equal(At(1008), queue.QuietUntil(At(999)));
        queue.Note(At(1000), Duration.FromHours(1), At(4600));
        Assert.Equal(At(4900), queue.QuietUntil(At(4600)));
    }

    [Fact]
    public void What_was_long_ago_says_nothing_of_today()
    {
        var queue = new CarrierQueue(Options);
        queue.Note(Start, Duration.FromSeconds(60), At(3600));
        Assert.Equal(1, queue.ShareAt(At(3600)));
    }

    [Fact]
    public void A_clock_put_back_holds_nothing_up_and_the_carrier_is_still_heeded()
    {
        var queue = new CarrierQueue(Options);
        queue.Note(Start, Duration.FromSeconds(6), At(6));
        Assert.True(queue.QuietUntil(At(-3600)) <= At(-3600));
        queue.Note(At(-3590), Duration.FromSeconds(6), At(-3584));
        Assert.InRange(queue.ShareAt(At(-3584)), 0.25, 0.3);
        Assert.Equal(At(-3578), queue.QuietUntil(At(-3584)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    [InlineData(3)]
    public void A_carrier_slower_than_the_pace_soon_has_a_short_queue_and_is_kept_busy(double carrierPerSecond)
    {
        var pace = new DialPace(Options);
        Queue<Instant> waiting = new();
        List<(Instant Left, Duration Waited)> made = [];
        var freeAt = Start;
        for (var now = Start; now < At(1800); now += Duration.FromMilliseconds(50))
        {
            while (waiting.Count > 0 && freeAt <= now)
            {
                made.Add((now, now - waiting.Dequeue()));
                pace.NoteQueue(now - made[^1].Waited, made[^1].Waited, now);
                freeAt = Instant.Max(freeAt, now) + Duration.FromSeconds(1 / carrierPerSecond);
            }

            while (pace.Ready(now) > 0)
            {
                pace.Take(null, "+14155550147", now);
                waiting.Enqueue(now);
            }
        }

        Assert.InRange(made.Max(call => call.Waited.TotalSeconds), 4, 60); // until the first one left late, nothing was known
        Assert.InRange(made.Where(call => call.Left > At(300)).Max(call => call.Waited.TotalSeconds), 4, 10);
        Assert.InRange(made.Count / 1800.0 / carrierPerSecond, 0.75, 1.01);
    }

    private static Instant At(int seconds) => Start + Duration.FromSeconds(seconds);
}
