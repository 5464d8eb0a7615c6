using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Tasks;

namespace VoiceBooker.Tests.Booking.Bookings;

/// <summary>An event gets another calendar or account while bookings stand in the one before.</summary>
public sealed class FormerHomesTests : IDisposable
{
    private readonly LedgerCalls _calls = new();
    private readonly Guid _before;
    private readonly Guid _after = Guid.CreateVersion7();

    public FormerHomesTests() => _before = _calls.Event.ConnectionId!.Value;

    public void Dispose() => _calls.Dispose();

    [Theory]
    [InlineData("remote")]
    [InlineData("other")]
    public async Task A_booking_is_cancelled_in_the_account_where_it_stands_also_after_its_event_got_another(string provider)
    {
        await _calls.CommitAsync(10);
        _calls.Rehome(provider, _after);
        Assert.IsType<CancelOutcome.Cancelled>(await _calls.Ledger.CancelAsync(await _calls.AppointmentAsync(), "no need", LedgerCalls.Silent, default));
        Assert.Empty(_calls.Remote.Standing);
        Assert.Equal([_before], _calls.Remote.Accounts);
        Assert.Empty(_calls.Other.Accounts);
    }

    [Theory]
    [InlineData("remote")]
    [InlineData("other")]
    public async Task A_booking_is_compared_with_the_account_where_it_stands_also_after_its_event_got_another(string provider)
    {
        await _calls.CommitAsync(10);
        _calls.Rehome(provider, _after);
        _calls.Remote.Stands = _ => new BookingStanding.Stands(LedgerCalls.At(10), AwaitsConfirmation: false, "");
        _calls.Other.Stands = _ => new BookingStanding.Gone("It was never there.");
        using var comparison = _calls.Parts.Comparison();
        var run = await comparison.RunAsync(default);
        Assert.Equal((1, 0, 0), (run.Compared, run.Differences, run.Untold));
        Assert.Equal([_before], _calls.Remote.Accounts);
        Assert.Equal(BookingStatus.Confirmed, Assert.Single(_calls.Rows()).Status);
    }

    [Theory]
    [InlineData("remote")]
    [InlineData("other")]
    public async Task A_booking_is_moved_into_the_events_new_home_and_cancelled_in_the_former_one(string provider)
    {
        await _calls.CommitAsync(10);
        _calls.Rehome(provider, _after);
        Assert.IsType<BookingOutcome.Booked>(await _calls.CommitAsync(14, await _calls.AppointmentAsync()));

        Assert.Equal(LedgerCalls.At(14), Assert.Single(_calls.Remote.Standing.Concat(_calls.Other.Standing)).Value.Slot);
        Assert.Equal([_before], _calls.Remote.Accounts); // cancelled there; nothing was moved at any calendar
        Assert.Equal([(BookingStatus.Moved, "remote", _before), (BookingStatus.Confirmed, provider, _after)], _calls.Rows().Select(row => (row.Status, row.Provider, row.ConnectionId!.Value)));
        Assert.Empty(await TasksAsync());
    }

    [Fact]
    public async Task When_the_former_home_does_not_let_go_the_move_stands_and_a_person_must_cancel_there()
    {
        await _calls.CommitAsync(10);
        _calls.Rehome("other", _after);
        _calls.Remote.Cancels = new CancelOutcome.Failed("down");
        Assert.IsType<BookingOutcome.Booked>(await _calls.CommitAsync(14, await _calls.AppointmentAsync()));

        Assert.Equal(LedgerCalls.At(14), (await _calls.AppointmentAsync()).Slot);
        var task = Assert.Single(await TasksAsync());
        Assert.Equal((TaskKind.CheckBooking, "Cancel the former appointment of Jo March", _before), (task.Kind, task.Title, task.ConnectionId!.Value));
        Assert.Contains("from Tuesday 1 December 2026, 10:00 (UTC) to Tuesday 1 December 2026, 14:00 (UTC)", task.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_that_the_new_home_refuses_leaves_the_booking_where_it_stands()
    {
        await _calls.CommitAsync(10);
        _calls.Rehome("other", _after);
        _calls.Other.Books = _ => new BookingOutcome.Taken();
        Assert.IsType<BookingOutcome.Taken>(await _calls.CommitAsync(14, await _calls.AppointmentAsync()));
        Assert.Single(_calls.Remote.Standing);
        Assert.Equal(LedgerCalls.At(10), (await _calls.AppointmentAsync()).Slot);
    }

    [Fact]
    public async Task A_move_of_which_the_server_did_not_see_the_end_is_looked_up_in_the_new_home_and_let_go_in_the_former_one()
    {
        await _calls.CommitAsync(10);
        var moved = await _calls.AppointmentAsync();
        _calls.Rehome("other", _after);
        await using (var db = _calls.Database.CreateDbContext())
        {
            var now = LedgerCalls.At(0).Start - NodaTime.Duration.FromHours(20);
            db.Intents.Add(new IntentRecord
            {
                Id = Guid.CreateVersion7(), EventId = _calls.Event.Id, State = IntentState.Committing, Moving = moved.Id, Name = "Jo March", Phone = "+15550100", Zone = "UTC",
                Start = LedgerCalls.At(14).Start, End = LedgerCalls.At(14).End, SettleAfter = now, UpdatedAt = now,
            });
            await db.SaveChangesAsync();
        }

        _calls.Other.Found = new BookingOutcome.Booked("r9", LedgerCalls.At(14), "");
        using var reconciliation = _calls.Parts.Reconciliation();
        Assert.Equal(1, await reconciliation.SettleDueAsync(default));
        Assert.Null(_calls.Other.LookedUp!.Moving); // there it is a new booking
        Assert.Empty(_calls.Remote.Standing);
        Assert.Equal([(BookingStatus.Moved, _before), (BookingStatus.Confirmed, _after)], _calls.Rows().OrderBy(row => row.Start).Select(row => (row.Status, row.ConnectionId!.Value)));
    }

    private Task<IReadOnlyList<OperatorTask>> TasksAsync() => _calls.Parts.Tasks.ListAsync(openOnly: true, 100, default);
}
