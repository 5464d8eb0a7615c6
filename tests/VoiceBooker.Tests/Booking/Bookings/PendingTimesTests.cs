using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;

namespace VoiceBooker.Tests.Booking.Bookings;

/// <summary>A calendar that does not hide a time to which somebody must still agree.</summary>
public sealed class PendingTimesTests : IDisposable
{
    private readonly LedgerCalls _calls = new();

    public PendingTimesTests() => _calls.Remote.Books = request => new BookingOutcome.PendingConfirmation($"p{request.Slot.Start.InUtc().Hour}", request.Slot);

    public void Dispose() => _calls.Dispose();

    [Fact]
    public async Task A_time_that_waits_for_somebodys_consent_is_offered_to_no_other_caller()
    {
        await _calls.CommitAsync(10);
        _calls.Clock.Advance(TimeSpan.FromMinutes(10)); // what was known of free times is gone
        var free = await _calls.FreeAsync();
        Assert.DoesNotContain(10, free);
        Assert.Contains(11, free);
    }

    [Fact]
    public async Task Whoever_was_offered_the_time_before_cannot_hold_it_and_does_not_get_it()
    {
        var late = _calls.Choose(10);
        await _calls.CommitAsync(10);
        Assert.Equal(HoldResult.HeldByAnother, await _calls.Ledger.HoldAsync(late, default));
        Assert.IsType<BookingOutcome.Taken>(await _calls.CommitAsync(late));
        Assert.Single(_calls.Rows());
    }

    [Fact]
    public async Task The_request_that_is_moved_is_not_in_its_own_way()
    {
        await _calls.CommitAsync(10);
        var moving = _calls.Choose(10, await _calls.AppointmentAsync());
        await _calls.Ledger.SaveAsync(moving, default);
        _calls.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains(10, await _calls.FreeAsync(moving.Id));
        Assert.Equal(HoldResult.Held, await _calls.Ledger.HoldAsync(moving, default));
        Assert.IsType<BookingOutcome.PendingConfirmation>(await _calls.CommitAsync(moving));
    }

    [Fact]
    public async Task In_another_account_the_time_is_free()
    {
        await _calls.CommitAsync(10);
        _calls.Rehome("remote", Guid.CreateVersion7());
        Assert.Contains(10, await _calls.FreeAsync());
        Assert.IsType<BookingOutcome.PendingConfirmation>(await _calls.CommitAsync(10));
    }
}
