using VoiceBooker.Booking.Calendars;
using VoiceBooker.CallLab.StandIns.Calendars;
using static VoiceBooker.Tests.Providers.CalCom.CalComWorld;

namespace VoiceBooker.Tests.Providers.CalCom;

/// <summary>Moving, cancelling, and finding what became of a booking.</summary>
public sealed class ChangeTests
{
    [Fact]
    public async Task A_move_gives_a_new_reference_and_the_old_one_leads_to_it()
    {
        await using var world = await OpenAsync();
        var booked = await world.BookedAsync(world.Request(December(2, 10)));
        var moved = Assert.IsType<BookingOutcome.Booked>(await world.Calendar.MoveAsync(world.Request(December(2, 11)), booked.Reference, default));
        Assert.NotEqual(booked.Reference, moved.Reference);
        Assert.Contains("reschedulingReason", world.StandIn.Log.Of("reschedule")[^1].Body, StringComparison.Ordinal);
        Assert.Equal(new BookingStanding.Moved(moved.Reference, December(2, 11)), await world.Calendar.FindByReferenceAsync(world.Event(), booked.Reference, default));
        Assert.Empty(world.StandIn.SpecViolations);
    }

    [Fact]
    public async Task A_booking_moved_by_its_host_twice_is_followed_to_where_it_stands()
    {
        await using var world = await OpenAsync();
        var booked = await world.BookedAsync(world.Request(December(2, 10)));
        var second = world.StandIn.MoveByHost(booked.Reference, December(2, 11).Start)!;
        var third = world.StandIn.MoveByHost(second.Uid, December(3, 9).Start)!;
        Assert.Equal(new BookingStanding.Moved(third.Uid, December(3, 9)), await world.Calendar.FindByReferenceAsync(world.Event(), booked.Reference, default));

        world.StandIn.CancelByHost(third.Uid, "I am ill.");
        Assert.Equal(new BookingStanding.Gone("I am ill."), await world.Calendar.FindByReferenceAsync(world.Event(), booked.Reference, default));
    }

    [Fact]
    public async Task A_move_asked_twice_is_one_move()
    {
        await using var world = await OpenAsync();
        var booked = await world.BookedAsync(world.Request(December(2, 10)));
        var request = world.Request(December(2, 11));
        world.StandIn.Faults.Add(new FaultRule("reschedule", FaultKind.Malformed)); // done, and the answer is nonsense
        Assert.IsType<BookingOutcome.Unknown>(await world.Calendar.MoveAsync(request, booked.Reference, default));
        var again = Assert.IsType<BookingOutcome.Booked>(await world.Calendar.MoveAsync(request, booked.Reference, default)); // "has been rescheduled already to …"
        Assert.Equal(December(2, 11), again.Slot);
        Assert.Single(world.StandIn.Bookings, booking => booking.IsActive);
    }

    [Fact]
    public async Task What_does_not_stand_any_more_cannot_be_moved()
    {
        await using var world = await OpenAsync();
        var cancelled = await world.BookedAsync(world.Request(December(2, 10)));
        world.StandIn.CancelByHost(cancelled.Reference);
        Assert.IsType<BookingOutcome.OutOfBounds>(await world.Calendar.MoveAsync(world.Request(December(2, 11)), cancelled.Reference, default));
        Assert.IsType<BookingOutcome.OutOfBounds>(await world.Calendar.MoveAsync(world.Request(December(2, 11)), "1YUeHU6zSJCS7pSFshZMS8", default));

        var moved = await world.BookedAsync(world.Request(December(3, 10)));
        world.StandIn.MoveByHost(moved.Reference, December(3, 15).Start);
        Assert.IsType<BookingOutcome.OutOfBounds>(await world.Calendar.MoveAsync(world.Request(December(3, 11)), moved.Reference, default));
    }

    [Fact]
    public async Task A_cancellation_always_gives_a_reason()
    {
        await using var world = await OpenAsync();
        var booked = await world.BookedAsync(world.Request(December(2, 10)));
        Assert.IsType<CancelOutcome.Cancelled>(await world.Calendar.CancelAsync(world.Event(), booked.Reference, "  ", default));
        Assert.NotEmpty(world.StandIn.Bookings[0].CancellationReason);
        Assert.Empty(world.StandIn.SpecViolations);
    }

    [Fact]
    public async Task Cancelling_what_the_host_moved_cancels_it_where_it_stands_now()
    {
        await using var world = await OpenAsync();
        var booked = await world.BookedAsync(world.Request(December(2, 10)));
        world.StandIn.MoveByHost(booked.Reference, December(2, 15).Start);
        Assert.IsType<CancelOutcome.Cancelled>(await world.Calendar.CancelAsync(world.Event(), booked.Reference, "I cannot come.", default));
        Assert.DoesNotContain(world.StandIn.Bookings, booking => booking.IsActive);
    }

    [Fact]
    public async Task A_cancellation_whose_answer_was_lost_is_looked_up()
    {
        await using var world = await OpenAsync();
        var (ten, eleven) = (await world.BookedAsync(world.Request(December(2, 10))), await world.BookedAsync(world.Request(December(2, 11))));
        world.StandIn.Faults.Add(new FaultRule("cancel", FaultKind.CommitThenTimeout));
        Assert.IsType<CancelOutcome.Cancelled>(await world.Calendar.CancelAsync(world.Event(), ten.Reference, "I cannot come.", default));
        world.StandIn.Faults.Add(new FaultRule("cancel", FaultKind.Error500));
        Assert.IsType<CancelOutcome.Failed>(await world.Calendar.CancelAsync(world.Event(), eleven.Reference, "I cannot come.", default));
        Assert.Equal(eleven.Reference, Assert.Single(world.StandIn.Bookings, booking => booking.IsActive).Uid);
    }

    [Fact]
    public async Task What_is_over_or_may_not_be_cancelled_is_refused()
    {
        await using var world = await OpenAsync();
        world.AddEvent(type => type with { CancellingDisabled = true }, id: 107);
        var fixedOne = world.Event(asked => asked.ProviderEvent = "107");
        var booked = await world.BookedAsync(world.Request(December(2, 10), fixedOne));
        Assert.IsType<CancelOutcome.Refused>(await world.Calendar.CancelAsync(fixedOne, booked.Reference, "I cannot come.", default));

        var past = await world.BookedAsync(world.Request(December(2, 11)));
        world.StandIn.Clock.Advance(TimeSpan.FromDays(10));
        Assert.IsType<CancelOutcome.Refused>(await world.Calendar.CancelAsync(world.Event(), past.Reference, "I cannot come.", default));
    }

    [Fact]
    public async Task A_booking_is_still_found_when_its_time_has_passed()
    {
        await using var world = await OpenAsync();
        var request = world.Request(December(2, 10));
        await world.BookedAsync(request);
        world.StandIn.Clock.Advance(TimeSpan.FromDays(10));
        Assert.IsType<BookingOutcome.Booked>(await world.Calendar.FindByIntentAsync(request, default));
    }

    [Fact]
    public async Task What_cannot_be_asked_is_told_as_not_known_never_as_gone()
    {
        await using var world = await OpenAsync();
        var request = world.Request(December(2, 10));
        var booked = await world.BookedAsync(request);
        foreach (var fault in new[] { FaultKind.Error500, FaultKind.Malformed, FaultKind.RateLimited })
        {
            world.StandIn.Faults.Add(new FaultRule("*", fault, Times: 3));
            Assert.IsType<BookingStanding.Untold>(await world.Calendar.FindByReferenceAsync(world.Event(), booked.Reference, default));
            world.StandIn.Faults.Clear();
            world.StandIn.Faults.Add(new FaultRule("*", fault, Times: 3));
            Assert.IsType<BookingOutcome.Unknown>(await world.Calendar.FindByIntentAsync(request, default));
            world.StandIn.Faults.Clear();
            world.StandIn.Clock.Advance(TimeSpan.FromMinutes(2)); // past the breaker's pause
        }

        Assert.IsType<BookingStanding.Untold>(await world.Calendar.FindByReferenceAsync(world.Event(asked => asked.ConnectionId = null), booked.Reference, default));
    }

    [Fact]
    public async Task A_declined_booking_is_gone()
    {
        await using var world = await OpenAsync();
        world.AddEvent(type => type with { RequiresConfirmation = true });
        var pending = Assert.IsType<BookingOutcome.PendingConfirmation>(await world.Calendar.BookAsync(world.Request(December(2, 10)), default));
        await DeclineAsync(world, pending.Reference);
        Assert.IsType<BookingStanding.Gone>(await world.Calendar.FindByReferenceAsync(world.Event(), pending.Reference, default));
        Assert.IsType<BookingOutcome.OutOfBounds>(await world.Calendar.MoveAsync(world.Request(December(2, 11)), pending.Reference, default));
    }

    private static async Task DeclineAsync(CalComWorld world, string uid)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{world.Api2}/bookings/{uid}/decline") { Content = new StringContent("""{"reason":"Not then."}""", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", Key);
        request.Headers.Add("cal-api-version", "2024-08-13");
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode);
    }
}
