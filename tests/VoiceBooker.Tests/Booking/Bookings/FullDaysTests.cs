using VoiceBooker.Booking.Calendars;

namespace VoiceBooker.Tests.Booking.Bookings;

public sealed class FullDaysTests : IDisposable
{
    private readonly LedgerCalls _calls = new();

    public FullDaysTests() => _calls.Event.DailyCap = 1;

    public void Dispose() => _calls.Dispose();

    [Fact]
    public async Task Of_two_callers_who_say_yes_at_once_to_the_last_place_of_a_day_one_is_booked_and_the_other_hears_that_the_day_is_full()
    {
        var answers = new TaskCompletionSource();
        _calls.Remote.Gate = answers.Task;
        var commits = new[] { _calls.CommitAsync(10), _calls.CommitAsync(14) };
        var refused = await Task.WhenAny(commits).WaitAsync(TimeSpan.FromSeconds(20)); // without asking the calendar, which answers nobody yet
        Assert.Equal("The day is full.", Assert.IsType<BookingOutcome.LimitReached>(await refused).Reason);
        answers.SetResult();
        Assert.IsType<BookingOutcome.Booked>(await commits.Single(commit => commit != refused));
        Assert.Single(_calls.Remote.Standing);
        Assert.Empty(await _calls.FreeAsync());
    }

    [Fact]
    public async Task The_one_booking_of_a_full_day_is_moved_within_the_day()
    {
        await _calls.CommitAsync(10);
        Assert.IsType<BookingOutcome.LimitReached>(await _calls.CommitAsync(14));
        Assert.IsType<BookingOutcome.Booked>(await _calls.CommitAsync(14, await _calls.AppointmentAsync()));
    }

    [Fact]
    public async Task While_it_is_moved_within_the_day_it_counts_once()
    {
        _calls.Event.DailyCap = 2;
        await _calls.CommitAsync(10);
        var answers = new TaskCompletionSource();
        var appointment = await _calls.AppointmentAsync();
        _calls.Remote.Gate = answers.Task;
        var (move, second) = (_calls.CommitAsync(14, appointment), _calls.CommitAsync(15));
        answers.SetResult();
        Assert.IsType<BookingOutcome.Booked>(await move);
        Assert.IsType<BookingOutcome.Booked>(await second);
    }
}
