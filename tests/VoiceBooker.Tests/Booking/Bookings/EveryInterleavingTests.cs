using VoiceBooker.Tests.Booking.Storage;
using Xunit.Abstractions;

namespace VoiceBooker.Tests.Booking.Bookings;

/// <summary>
/// Every order of a small model, over the real state machine, ledger, reconciliation and SQLite: never two bookings for one wish or one time, never "booked" told without a booking standing,
/// never a booking without a yes to a read-back that was heard, and after a crash or a lost answer our record equals the calendar.
/// </summary>
public sealed class EveryInterleavingTests(ITestOutputHelper output)
{
    [Fact]
    public void A_wilful_caller_never_gets_what_was_not_agreed_to() =>
        Explore(least: 1000, world => world.Play(() => world.WilfulCallerAsync(acts: 5)));

    [Fact]
    public void A_lost_answer_is_settled_by_look_up_however_the_caller_goes_on() =>
        Explore(least: 700, world =>
        {
            world.LostAnswers = 1;
            world.Seats = 2;
            world.Play(() => world.WilfulCallerAsync(acts: 4));
        });

    [Fact]
    public void A_crash_at_any_moment_leaves_no_wish_open() =>
        Explore(least: 200, world =>
        {
            world.LostAnswers = 1;
            world.Seats = 2;
            world.MayCrash = true;
            world.Play(() => world.PlainCallerAsync(10, 11));
        });

    [Fact]
    public void Two_calls_never_get_the_same_time() =>
        Explore(least: 400, world =>
        {
            world.LostAnswers = 1;
            world.Play(() => world.PlainCallerAsync(10), () => world.PlainCallerAsync(10));
        });

    [Fact]
    public void Two_calls_and_a_crash_leave_one_truth() =>
        Explore(least: 100, world =>
        {
            world.MayCrash = true;
            world.Play(() => world.PlainCallerAsync(10), () => world.PlainCallerAsync(10));
        });

    private void Explore(int least, Action<BookingWorld> play)
    {
        using var database = TestDatabase.InMemory();
        var orders = new EveryOrder();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null); // everything goes on where it was let go
        try
        {
            orders.Explore(() => play(new BookingWorld(database, orders)));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
            output.WriteLine($"{orders.Runs} interleavings");
        }

        Assert.True(orders.Runs >= least, $"Only {orders.Runs} interleavings; the model has lost its choices.");
    }
}
