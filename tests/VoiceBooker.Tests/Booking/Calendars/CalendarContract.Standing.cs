using VoiceBooker.Booking.Calendars;

namespace VoiceBooker.Tests.Booking.Calendars;

/// <summary>Lost answers, look-ups, moves, cancellations, holds.</summary>
public abstract partial class CalendarContract
{
    [Fact]
    public async Task A_booking_whose_answer_was_lost_is_found_by_our_own_identity()
    {
        await BeginAsync(Weeks);
        if (!World.CanLoseAnswers)
            return;

        var request = Request(At(2026, 12, 2, 10, 0));
        await World.LoseNextAnswerAsync(LostAnswer.AfterCommit);
        Assert.IsType<BookingOutcome.Unknown>(await BookAsync(request));
        Assert.Single(await World.FindMeetingsAsync());

        var found = Assert.IsType<BookingOutcome.Booked>(await LookAsync(request));
        Assert.Equal(request.Slot, found.Slot);
        Assert.Equal(request.Slot, Assert.IsType<BookingStanding.Stands>(await StandingAsync(found.Reference)).Slot);
        Assert.Single(await World.FindMeetingsAsync());
    }

    [Fact]
    public async Task A_booking_that_never_arrived_is_surely_not_there()
    {
        await BeginAsync(Weeks);
        if (!World.CanLoseAnswers)
            return;

        var request = Request(At(2026, 12, 2, 10, 0));
        await World.LoseNextAnswerAsync(LostAnswer.BeforeCommit);
        Assert.IsType<BookingOutcome.Unknown>(await BookAsync(request));
        Assert.Null(await LookAsync(request));
        Assert.Empty(await World.FindMeetingsAsync());
        Assert.IsType<BookingOutcome.Booked>(await BookAsync(Request(request.Slot)));
    }

    [Fact]
    public async Task Two_wishes_of_one_caller_are_told_apart()
    {
        await BeginAsync(Weeks);
        var (first, second) = (Request(At(2026, 12, 2, 10, 0)), Request(At(2026, 12, 2, 11, 0)));
        var one = Assert.IsType<BookingOutcome.Booked>(await BookAsync(first));
        var two = Assert.IsType<BookingOutcome.Booked>(await BookAsync(second));
        Assert.NotEqual(one.Reference, two.Reference);

        Assert.Equal(one.Reference, Assert.IsType<BookingOutcome.Booked>(await LookAsync(first)).Reference);
        Assert.Equal(two.Reference, Assert.IsType<BookingOutcome.Booked>(await LookAsync(second)).Reference);
        Assert.Null(await LookAsync(Request(At(2026, 12, 2, 10, 0)))); // the same caller and time, and yet another wish
    }

    [Fact]
    public async Task Moving_frees_the_old_time_takes_the_new_one_and_answers_the_reference_that_counts()
    {
        await BeginAsync(Weeks);
        var (ten, eleven) = (At(2026, 12, 2, 10, 0), At(2026, 12, 2, 11, 0));
        var booked = await BookedAsync(ten);
        var moved = Assert.IsType<BookingOutcome.Booked>(await MoveAsync(Request(eleven), booked.Reference));
        Assert.Equal(eleven, moved.Slot);
        Assert.Equal([new Meeting(eleven, Jo.Email!)], await World.FindMeetingsAsync());

        await World.SettleAsync();
        var free = await FindAsync(Day(2026, 12, 2));
        Assert.Contains(ten, free);
        Assert.DoesNotContain(eleven, free);
        Assert.Equal(eleven, Assert.IsType<BookingStanding.Stands>(await StandingAsync(moved.Reference)).Slot);

        var again = Assert.IsType<BookingOutcome.Booked>(await MoveAsync(Request(At(2026, 12, 3, 9, 0)), moved.Reference));
        Assert.IsType<CancelOutcome.Cancelled>(await CancelAsync(again.Reference));
        Assert.Empty(await World.FindMeetingsAsync());
    }

    [Fact]
    public async Task A_move_into_a_taken_time_changes_nothing()
    {
        await BeginAsync(Weeks);
        var (ten, eleven) = (At(2026, 12, 2, 10, 0), At(2026, 12, 2, 11, 0));
        var booked = await BookedAsync(ten);
        await World.OccupyAsync(eleven);
        Assert.IsType<BookingOutcome.Taken>(await MoveAsync(Request(eleven), booked.Reference));

        Assert.Equal(ten, Assert.IsType<BookingStanding.Stands>(await StandingAsync(booked.Reference)).Slot);
        Assert.Equal(ten, Assert.Single(await World.FindMeetingsAsync(), meeting => meeting.Email == Jo.Email).Slot);
    }

    [Fact]
    public async Task A_move_whose_answer_was_lost_is_found_and_leaves_one_meeting()
    {
        await BeginAsync(Weeks);
        if (!World.CanLoseAnswers)
            return;

        var (ten, eleven) = (At(2026, 12, 2, 10, 0), At(2026, 12, 2, 11, 0));
        var booked = await BookedAsync(ten);
        var request = Request(eleven) with { Moving = booked.Reference };
        await World.LoseNextAnswerAsync(LostAnswer.AfterCommit);
        Assert.IsType<BookingOutcome.Unknown>(await MoveAsync(request, booked.Reference));

        var found = Assert.IsType<BookingOutcome.Booked>(await LookAsync(request));
        Assert.Equal(eleven, found.Slot);
        Assert.Equal([new Meeting(eleven, Jo.Email!)], await World.FindMeetingsAsync());
        Assert.Equal(eleven, Assert.IsType<BookingStanding.Stands>(await StandingAsync(found.Reference)).Slot);
    }

    [Fact]
    public async Task A_move_that_never_arrived_leaves_the_old_meeting_alone()
    {
        await BeginAsync(Weeks);
        if (!World.CanLoseAnswers)
            return;

        var ten = At(2026, 12, 2, 10, 0);
        var booked = await BookedAsync(ten);
        var request = Request(At(2026, 12, 2, 11, 0)) with { Moving = booked.Reference };
        await World.LoseNextAnswerAsync(LostAnswer.BeforeCommit);
        Assert.IsType<BookingOutcome.Unknown>(await MoveAsync(request, booked.Reference));
        Assert.Null(await LookAsync(request));
        Assert.Equal([new Meeting(ten, Jo.Email!)], await World.FindMeetingsAsync());
        Assert.Equal(ten, Assert.IsType<BookingStanding.Stands>(await StandingAsync(booked.Reference)).Slot);
    }

    [Fact]
    public async Task Cancelling_frees_the_time_and_may_be_repeated()
    {
        await BeginAsync(Weeks);
        var ten = At(2026, 12, 2, 10, 0);
        var booked = await BookedAsync(ten);
        Assert.IsType<CancelOutcome.Cancelled>(await CancelAsync(booked.Reference));
        Assert.IsType<CancelOutcome.Cancelled>(await CancelAsync(booked.Reference));
        Assert.Empty(await World.FindMeetingsAsync());
        Assert.IsType<BookingStanding.Gone>(await StandingAsync(booked.Reference));
        await World.SettleAsync();
        Assert.Contains(ten, await FindAsync(Day(2026, 12, 2)));
        await BookedAsync(ten);
    }

    [Fact]
    public async Task What_the_calendar_does_not_know_can_neither_be_cancelled_nor_found()
    {
        await BeginAsync(Weeks);
        Assert.IsType<CancelOutcome.NotFound>(await CancelAsync(World.UnknownReference));
        Assert.IsType<BookingStanding.Gone>(await StandingAsync(World.UnknownReference));
    }

    [Fact]
    public async Task A_cancellation_by_the_host_is_seen()
    {
        await BeginAsync(Weeks);
        if (!World.CanCancelByHost)
            return;

        var booked = await BookedAsync(At(2026, 12, 2, 10, 0));
        Assert.Equal(booked.Slot, Assert.IsType<BookingStanding.Stands>(await StandingAsync(booked.Reference)).Slot);
        await World.CancelByHostAsync(booked.Reference);
        Assert.IsType<BookingStanding.Gone>(await StandingAsync(booked.Reference));
        Assert.IsType<CancelOutcome.Cancelled>(await CancelAsync(booked.Reference));
    }

    [Fact]
    public async Task A_move_by_the_host_is_seen()
    {
        await BeginAsync(Weeks);
        if (!World.CanMoveByHost)
            return;

        var eleven = At(2026, 12, 2, 11, 0);
        var booked = await BookedAsync(At(2026, 12, 2, 10, 0));
        await World.MoveByHostAsync(booked.Reference, eleven);
        switch (await StandingAsync(booked.Reference))
        {
            case BookingStanding.Stands(var slot, _, _):
                Assert.Equal(eleven, slot);
                break;

            case BookingStanding.Moved(var reference, var slot):
                Assert.Equal(eleven, slot);
                Assert.Equal(eleven, Assert.IsType<BookingStanding.Stands>(await StandingAsync(reference)).Slot);
                break;

            case var other:
                Assert.Fail($"The move is not seen: {other}");
                break;
        }
    }

    [Fact]
    public async Task A_hold_never_stands_in_the_way_of_its_own_caller_and_may_be_let_go_twice()
    {
        await BeginAsync(Weeks);
        var (ten, eleven) = (At(2026, 12, 2, 10, 0), At(2026, 12, 2, 11, 0));
        var hold = await World.AskAsync(cancel => World.Calendar.ReserveAsync(World.Event, ten, cancel));
        await BookedAsync(ten);
        var other = await World.AskAsync(cancel => World.Calendar.ReserveAsync(World.Event, eleven, cancel));
        foreach (var held in new[] { hold, hold, other, other })
        {
            if (held is not null)
                await ReleaseAsync(held);
        }

        await World.SettleAsync();
        var free = await FindAsync(Day(2026, 12, 2));
        Assert.DoesNotContain(ten, free);
        Assert.Contains(eleven, free);
    }

    private Task<bool> ReleaseAsync(string hold) => World.AskAsync(async cancel =>
    {
        await World.Calendar.ReleaseAsync(World.Event, hold, cancel);
        return true;
    });
}
