using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Offers;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Tests.Booking.Bookings;

public sealed class BookingIntentTests
{
    private static readonly Attendee Jo = new("Jo March", "jo@example.org", "+15550100", "Europe/Berlin");

    private readonly BookingIntent _intent = new(Guid.CreateVersion7(), default(CallId), new BookingEvent());

    [Fact]
    public void A_wish_comes_to_a_told_booking_only_through_every_step()
    {
        Taken(_intent.Offer([Slot("s1", 9), Slot("s2", 11)]), IntentState.Offered);
        Taken(_intent.Choose("s2"), IntentState.Chosen);
        Taken(_intent.Complete(Jo), IntentState.DetailsComplete);
        Taken(_intent.ReadBack("r1"), IntentState.ReadBack);
        Taken(_intent.Hear("r1"), IntentState.Heard);
        Taken(_intent.Agree(), IntentState.Agreed);
        Taken(_intent.Commit(), IntentState.Committing);
        Taken(_intent.Resolve(new BookingOutcome.Booked("ref", _intent.Chosen!.Slot, "")), IntentState.Confirmed);
        Taken(_intent.Tell(), IntentState.Told);
    }

    [Fact]
    public void A_yes_before_the_read_back_was_heard_counts_for_nothing()
    {
        ReadBackAt("r1");
        Refused(_intent.Agree(), IntentState.ReadBack);
        Refused(_intent.Commit(), IntentState.ReadBack);
    }

    [Fact]
    public void Hearing_an_older_read_back_counts_for_nothing()
    {
        ReadBackAt("r1");
        _intent.CorrectDetails();
        _intent.Complete(Jo with { Name = "Jo Marsh" });
        _intent.ReadBack("r2");
        Refused(_intent.Hear("r1"), IntentState.ReadBack);
    }

    [Fact]
    public void A_tag_serves_one_read_back_only()
    {
        ReadBackAt("r1");
        _intent.Hear("r1");
        _intent.CorrectDetails();
        _intent.Complete(Jo);
        Refused(_intent.ReadBack("r1"), IntentState.DetailsComplete);
    }

    [Fact]
    public void Changing_the_time_after_the_yes_needs_a_new_read_back()
    {
        ReadBackAt("r1");
        _intent.Hear("r1");
        _intent.Agree();
        Taken(_intent.Choose("s2"), IntentState.Chosen);
        Refused(_intent.Commit(), IntentState.Chosen);
        Refused(_intent.Hear("r1"), IntentState.Chosen);
        Refused(_intent.Agree(), IntentState.Chosen);
    }

    [Fact]
    public void Nothing_but_the_outcome_moves_a_commit_under_way()
    {
        Commit();
        Refused(_intent.ChangeMind(), IntentState.Committing);
        Refused(_intent.Abandon(), IntentState.Committing);
        Refused(_intent.Choose("s1"), IntentState.Committing);
        Refused(_intent.Offer([Slot("s9", 15)]), IntentState.Committing);
        Refused(_intent.Tell(), IntentState.Committing);
    }

    [Fact]
    public void A_lost_answer_is_not_a_booking_until_it_was_looked_up()
    {
        Commit();
        Taken(_intent.Resolve(new BookingOutcome.Unknown("timeout")), IntentState.Unknown);
        Refused(_intent.Tell(), IntentState.Unknown);
        Taken(_intent.Resolve(new BookingOutcome.Booked("ref", _intent.Chosen!.Slot, "")), IntentState.Confirmed);
    }

    [Fact]
    public void A_time_the_calendar_refused_cannot_be_chosen_again_but_another_can()
    {
        Commit();
        Taken(_intent.Resolve(new BookingOutcome.Taken()), IntentState.Seeking);
        Refused(_intent.Choose("s1"), IntentState.Seeking);
        Taken(_intent.Choose("s2"), IntentState.Chosen);
    }

    [Fact]
    public void A_handle_is_never_used_twice()
    {
        _intent.Offer([Slot("s1", 9)]);
        Refused(_intent.Offer([Slot("s1", 10)]), IntentState.Offered);
    }

    private static OfferedSlot Slot(string handle, int hour)
    {
        var start = Instant.FromUtc(2026, 12, 1, hour, 0);
        return new OfferedSlot(handle, new Slot(start, start + Duration.FromMinutes(30)), DateTimeZone.Utc);
    }

    private void ReadBackAt(string tag)
    {
        _intent.Offer([Slot("s1", 9), Slot("s2", 11)]);
        _intent.Choose("s1");
        _intent.Complete(Jo);
        Taken(_intent.ReadBack(tag), IntentState.ReadBack);
    }

    private void Commit()
    {
        ReadBackAt("r1");
        _intent.Hear("r1");
        _intent.Agree();
        Taken(_intent.Commit(), IntentState.Committing);
    }

    private void Taken(IntentStep step, IntentState now)
    {
        Assert.IsType<IntentStep.Taken>(step);
        Assert.Equal(now, _intent.State);
    }

    private void Refused(IntentStep step, IntentState still)
    {
        Assert.IsType<IntentStep.Refused>(step);
        Assert.Equal(still, _intent.State);
    }
}
