using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.CallLab.StandIns.Calendars;
using VoiceBooker.Providers.CalCom;
using static VoiceBooker.Tests.Providers.CalCom.CalComWorld;

namespace VoiceBooker.Tests.Providers.CalCom;

/// <summary>Answers that do not come, come torn, or say one thing while another is true.</summary>
public sealed class LostAnswerTests
{
    [Fact]
    public async Task A_booking_that_was_let_go_at_once_is_not_told_as_booked()
    {
        await using var world = await OpenAsync();
        world.Wire.Instead = sent =>
        {
            if (sent.Method == "GET" && sent.Path.StartsWith("/v2/bookings/", StringComparison.Ordinal))
                world.StandIn.CancelByHost(sent.Path.Split('/')[^1]);
            return null;
        };
        Assert.IsType<BookingOutcome.Taken>(await world.Calendar.BookAsync(world.Request(December(2, 10)), default));
    }

    [Theory]
    [InlineData(nameof(FaultKind.Error500))]
    [InlineData(nameof(FaultKind.Malformed))]
    [InlineData(nameof(FaultKind.Timeout))]
    [InlineData(nameof(FaultKind.RateLimited))]
    public async Task What_cannot_be_read_back_stands_by_the_answer_that_made_it(string fault)
    {
        await using var world = await OpenAsync();
        world.StandIn.Faults.Add(new FaultRule("get", Enum.Parse<FaultKind>(fault), Times: 0));
        await world.BookedAsync(world.Request(December(2, 10)));
        Assert.Single(world.StandIn.Bookings);
    }

    [Fact]
    public async Task Whoever_stops_waiting_while_it_is_read_back_still_hears_that_it_stands()
    {
        await using var world = await OpenAsync();
        using var patience = new CancellationTokenSource();
        world.Wire.Instead = sent =>
        {
            if (sent.Method == "GET")
                patience.Cancel();
            return null;
        };
        Assert.IsType<BookingOutcome.Booked>(await world.Calendar.BookAsync(world.Request(December(2, 10)), patience.Token));
    }

    [Fact]
    public async Task A_booking_is_never_sent_twice_whatever_becomes_of_its_answer()
    {
        await using var world = await OpenAsync();
        foreach (var (fault, day) in new[] { (FaultKind.Error500, 2), (FaultKind.Malformed, 3), (FaultKind.CommitThenTimeout, 4) })
        {
            var before = world.StandIn.Log.Of("book").Count;
            world.StandIn.Faults.Add(new FaultRule("book", fault));
            Assert.IsType<BookingOutcome.Unknown>(await world.Calendar.BookAsync(world.Request(December(day, 10)), default));
            Assert.Equal(before + 1, world.StandIn.Log.Of("book").Count);
        }
    }

    [Fact]
    public async Task Asked_too_often_it_waits_as_long_as_it_is_told_if_that_is_short_and_says_so_if_it_is_long()
    {
        await using var world = await OpenAsync(options: new CalComOptions());
        world.StandIn.Faults.Add(new FaultRule("book", FaultKind.RateLimited, RetryAfter: "1"));
        await world.BookedAsync(world.Request(December(2, 10)));

        world.StandIn.Faults.Add(new FaultRule("book", FaultKind.RateLimited, RetryAfter: "40"));
        var after = Assert.IsType<BookingOutcome.Throttled>(await world.Calendar.BookAsync(world.Request(December(2, 11)), default)).RetryAfter;
        Assert.Equal(Duration.FromSeconds(40), after);
        var asked = world.StandIn.Log.All.Count;
        Assert.IsType<SlotsResult.Unavailable>(await world.Calendar.FindSlotsAsync(world.Event(), DayOfDecember(2), default)); // and meanwhile it is left alone
        Assert.Equal(asked, world.StandIn.Log.All.Count);
    }
}
