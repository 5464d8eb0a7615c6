using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Booking.Reception;

/// <summary>Callers whose calendar is down, late or refuses: they are told the truth, and a person takes over what the machine cannot do.</summary>
public sealed class CalendarTroubleTests
{
    private static readonly string[] UpToReadBack = ["I'd like to book an appointment", "tomorrow at ten a.m.", "my name is Anna Miller", "skip"];

    [Fact]
    public async Task When_the_calendar_cannot_be_asked_the_wish_is_noted_in_the_callers_own_terms()
    {
        var visit = new Visit();
        visit.Ledger.Unavailable = true;
        await visit.SaysAsync("book an appointment", "Wednesday after three");
        visit.HearsThat("I'm sorry, I can't reach the calendar right now. Shall I note your wish, so that somebody calls you back or texts you?");
        visit.IsAsked(AnswerKind.YesNo);
        Assert.Empty(visit.Notes.Left);
        await visit.SaysAsync("yes please", "Anna Miller");
        visit.HearsThat("call you, or send you a text");
        await visit.SaysAsync("text me please");
        visit.HearsThat("I've noted that you'd like a consultation");
        visit.HearsThat("Somebody will text you.");
        visit.HearsThat("anything else");
        var note = Assert.Single(visit.Notes.Left);
        Assert.Equal(TaskKind.CallBack, note.Kind);
        Assert.Equal("Text Anna Miller: Consultation", note.Title);
        Assert.All(["Wednesday after three", "after three p.m.", "America/New_York", "Name: Anna Miller", $"Telephone: {Visit.Number}", "Get back by: text message", "down"], words => Assert.Contains(words, note.Details, StringComparison.Ordinal));
        visit.NothingBooked();
        Assert.Equal(0, visit.Ledger.Leases);
    }

    [Theory]
    [InlineData("down")]
    [InlineData("throttled")]
    [InlineData("credential")]
    public async Task A_booking_that_fails_is_never_booked_and_the_wish_noted_with_its_time(string how)
    {
        var visit = await new Visit().SaysAsync(UpToReadBack);
        visit.Ledger.Next.Enqueue(how switch { "down" => new BookingOutcome.ProviderDown("x"), "throttled" => new BookingOutcome.Throttled(Duration.FromSeconds(30)), _ => new BookingOutcome.CredentialDead("x") });
        await visit.SaysAsync("yes");
        visit.DoesNotHear("You're booked");
        visit.HearsThat("nothing is booked");
        await visit.SaysAsync("yes, call me back please");
        visit.HearsThat("I've noted that you'd like a consultation for tomorrow, Tuesday, December first, at ten a.m. Somebody will call you back.");
        var note = Assert.Single(visit.Notes.Left);
        Assert.Equal("Call back Anna Miller: Consultation", note.Title);
        Assert.Contains("2026-12-01 10:00", note.Details, StringComparison.Ordinal);
        Assert.Equal(0, visit.Ledger.Leases);
    }

    [Fact]
    public async Task The_call_goes_on_after_the_wish_is_noted()
    {
        var visit = await new Visit().SaysAsync(UpToReadBack);
        visit.Ledger.Next.Enqueue(new BookingOutcome.ProviderDown("x"));
        await visit.SaysAsync("yes", "yes");
        await visit.KeysAsync("1");
        visit.HearsThat("call you back");
        await visit.SaysAsync("yes, I'd like to book another appointment", "Wednesday at two p.m.", "yes");
        Assert.Equal(Visit.At(12, 2, 14), visit.OnlyBooking().Slot.Start);
    }

    [Fact]
    public async Task Who_wants_nothing_noted_is_offered_a_person_and_then_whatever_else()
    {
        var visit = new Visit();
        visit.Ledger.Unavailable = true;
        await visit.SaysAsync("book an appointment", "tomorrow", "no thank you");
        visit.HearsThat("put you through to a person");
        await visit.SaysAsync("no");
        visit.HearsThat("anything else");
        Assert.Empty(visit.Notes.Left);
    }

    [Fact]
    public async Task A_withheld_number_is_asked_and_noted()
    {
        var visit = new Visit { Caller = null };
        visit.Ledger.Unavailable = true;
        await visit.SaysAsync("book an appointment", "tomorrow", "yes", "Anna Miller");
        visit.IsAsked(AnswerKind.Digits);
        await visit.SaysAsync("two one two five five five oh one nine nine", "yes", "a call");
        Assert.Contains("Telephone: +12125550199", Assert.Single(visit.Notes.Left).Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_promised_a_call_back_without_a_number()
    {
        var visit = new Visit { Caller = null };
        visit.Ledger.Unavailable = true;
        await visit.SaysAsync("book an appointment", "tomorrow", "yes", "Anna Miller", "skip");
        visit.HearsThat("Without a number nobody can get back to you");
        Assert.Empty(visit.Notes.Left);
    }

    [Fact]
    public async Task What_could_not_be_written_is_not_said_to_be_noted()
    {
        var visit = new Visit();
        (visit.Ledger.Unavailable, visit.Notes.Breaks) = (true, true);
        await visit.SaysAsync("book an appointment", "tomorrow", "yes", "Anna Miller", "call me");
        visit.DoesNotHear("I've noted");
        visit.HearsThat("couldn't note it either");
        Assert.Equal(1, visit.Journal.Count("error"));
    }

    [Fact]
    public async Task Another_try_may_be_wished_instead()
    {
        var visit = new Visit();
        visit.Ledger.Unavailable = true;
        await visit.SaysAsync("book an appointment", "tomorrow at ten a.m.");
        visit.Ledger.Unavailable = false;
        await visit.SaysAsync("how about Wednesday at two p.m. instead", "Anna Miller", "skip", "yes");
        Assert.Equal(Visit.At(12, 2, 14), visit.OnlyBooking().Slot.Start);
    }

    [Fact]
    public async Task A_yes_to_the_wish_counts_when_the_caller_hangs_up_after_it()
    {
        var visit = await new Visit().SaysAsync(UpToReadBack);
        visit.Ledger.Next.Enqueue(new BookingOutcome.ProviderDown("x"));
        await visit.SaysAsync("yes");
        await visit.HangsUpAsync("yes please");
        Assert.Equal(TaskKind.CallBack, Assert.Single(visit.Notes.Left).Kind);
    }

    [Fact]
    public async Task Who_said_yes_and_hung_up_before_the_booking_failed_is_called_back()
    {
        var visit = await new Visit().SaysAsync(UpToReadBack);
        visit.Ledger.Next.Enqueue(new BookingOutcome.Taken());
        await visit.HangsUpAsync("yes");
        Assert.Contains("said yes and hung up", Assert.Single(visit.Notes.Left).Details, StringComparison.Ordinal);
        visit.NothingBooked();
    }

    [Fact]
    public async Task An_answer_that_stays_lost_is_told_honestly_and_a_person_looks()
    {
        var visit = await new Visit().SaysAsync(UpToReadBack);
        visit.Ledger.Next.Enqueue(new BookingOutcome.Unknown("no answer"));
        await visit.SaysAsync("yes");
        visit.HearsThat("can't confirm that yet");
        visit.DoesNotHear("You're booked");
        var note = Assert.Single(visit.Notes.Left);
        Assert.Equal(TaskKind.CheckBooking, note.Kind);
        Assert.Equal($"intent:{visit.Ledger.Committed[0].Id:D}", note.Matter);
        Assert.Contains("Anna Miller", note.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_a_task_before_it_is_said_to_be_noted()
    {
        var visit = await new Visit().SaysAsync("I'd like to leave a message", "please tell the doctor I am running late");
        visit.HearsThat("I've noted that");
        var note = Assert.Single(visit.Notes.Left);
        Assert.Equal(TaskKind.CallBack, note.Kind);
        Assert.Contains("please tell the doctor I am running late", note.Details, StringComparison.Ordinal);
        Assert.Contains(Visit.Number, note.Details, StringComparison.Ordinal);

        var broken = new Visit();
        broken.Notes.Breaks = true;
        await broken.SaysAsync("I'd like to leave a message", "please tell the doctor I am running late");
        broken.DoesNotHear("I've noted that");
        broken.HearsThat("couldn't note that");
    }

    [Fact]
    public async Task A_booking_that_waits_for_its_host_is_told_as_a_request()
    {
        var visit = await new Visit().Elsewhere().SaysAsync("book an appointment", "tomorrow at ten a.m.", "Anna Miller", "anna at gmail dot com", "yes");
        visit.Ledger.Next.Enqueue(new BookingOutcome.PendingConfirmation("r", new Slot(Visit.At(12, 1, 10), Visit.At(12, 1, 11))));
        await visit.SaysAsync("yes");
        visit.HearsThat("I've asked for a consultation, tomorrow, Tuesday, December first, at ten a.m. It still has to be confirmed; you'll get an e-mail about it.");
        visit.DoesNotHear("booked");
    }

    [Theory]
    [InlineData("a video call", "https://meet.example/x", "It is a video call; the link is in the invitation.")]
    [InlineData("a video call", "", "It is a video call.")]
    [InlineData("at 12 Harbour Street", "12 Harbour Street", "It is at 12 Harbour Street.")]
    [InlineData("in person", "12 Harbour Street", "It is in person. The place is 12 Harbour Street.")]
    [InlineData("a phone call", "+12125550147", "It is a phone call.")]
    [InlineData("", "+12125550147", "It takes place by telephone.")]
    [InlineData("", "https://meet.example/x", "The link for the meeting is in the invitation.")]
    public async Task How_one_meets_is_told_with_the_invitation(string via, string place, string told)
    {
        var visit = new Visit { SendsMail = false }.Elsewhere();
        (visit.Ledger.Via, visit.Ledger.Place) = (via, place);
        await visit.SaysAsync("book an appointment", "tomorrow at ten a.m.", "Anna Miller", "anna at gmail dot com", "yes", "yes");
        visit.HearsThat($"An invitation is on its way to you by e-mail. {told}");
    }

    [Fact]
    public async Task How_one_meets_is_told_by_the_event_where_the_calendar_does_not_say()
    {
        var visit = new Visit();
        visit.Ledger.Place = "";
        visit.Consultation.MeetingSpoken = "a telephone call";
        await visit.SaysAsync([.. UpToReadBack, "yes"]);
        visit.HearsThat("It is a telephone call.");
        visit.DoesNotHear("invitation");
    }

    [Fact]
    public async Task A_day_that_is_full_offers_other_days()
    {
        var visit = await new Visit().SaysAsync(UpToReadBack);
        visit.Ledger.Next.Enqueue(new BookingOutcome.LimitReached("one booking a day"));
        await visit.SaysAsync("yes");
        visit.HearsThat("no more room on that day");
        visit.DoesNotHear("On Tuesday, December first");
        visit.DoesNotHear("tomorrow, Tuesday, December first, I have");
        await visit.SaysAsync("the first one", "yes");
        Assert.NotEqual(new LocalDate(2026, 12, 1), visit.OnlyBooking().Slot.Start.InUtc().Date);
    }

    [Fact]
    public async Task A_limit_of_the_caller_offers_no_times_but_to_move_what_they_have()
    {
        var visit = await new Visit().Has(3, 10).SaysAsync(UpToReadBack);
        visit.Ledger.Next.Enqueue(new BookingOutcome.LimitReached("Attendee has reached the maximum of active bookings."));
        await visit.SaysAsync("yes");
        visit.HearsThat("as many of these appointments as one person may have");
        visit.HearsThat("anything else");
        visit.DoesNotHear("I have");
    }

    [Fact]
    public async Task A_field_nobody_knows_is_not_asked_for_in_vain()
    {
        var visit = await new Visit().SaysAsync(UpToReadBack);
        visit.Ledger.Next.Enqueue(new BookingOutcome.FieldInvalid("location", "not offered"));
        await visit.SaysAsync("yes");
        visit.HearsThat("didn't accept the booking, so nothing is booked");
        visit.HearsThat("Shall I note your wish");
    }

    [Fact]
    public async Task A_detail_refused_again_and_again_ends_with_a_person()
    {
        var visit = await new Visit().SaysAsync(UpToReadBack);
        for (var times = 0; times < 4; times++)
        {
            visit.Ledger.Next.Enqueue(new BookingOutcome.FieldInvalid("email", "bad"));
            await visit.SaysAsync("yes");
            if (times < 3)
                await visit.SaysAsync("anna at gmail dot com", "yes");
        }

        visit.HearsThat("Shall I note your wish");
        visit.NothingBooked();
    }

    [Fact]
    public async Task A_move_that_fails_leaves_the_appointment_and_is_noted()
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("move my appointment to Friday at two p.m.", "Anna Miller");
        visit.Ledger.Next.Enqueue(new BookingOutcome.ProviderDown("x"));
        await visit.SaysAsync("yes");
        visit.HearsThat("Your appointment stands as it was.");
        await visit.SaysAsync("yes", "a call please");
        visit.HearsThat("you'd like to move your appointment to Friday");
        Assert.Contains("Thursday, December third", Assert.Single(visit.Notes.Left).Details, StringComparison.Ordinal);
        Assert.Equal(Visit.At(12, 3, 10), visit.OnlyBooking().Slot.Start);
    }

    [Theory]
    [InlineData("The appointment does not stand any more.", "doesn't stand in the calendar any more, so I can't move it")]
    [InlineData("The event does not allow moving.", "doesn't allow moving that appointment any more. It stands as it was.")]
    public async Task An_appointment_that_cannot_be_moved_at_all_is_not_offered_other_times(string reason, string told)
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("move my appointment to Friday at two p.m.", "Anna Miller");
        visit.Ledger.Next.Enqueue(new BookingOutcome.OutOfBounds(reason));
        await visit.SaysAsync("yes");
        visit.HearsThat(told);
        visit.HearsThat("Shall I note your wish");
        visit.DoesNotHear("I have");
    }

    [Fact]
    public async Task A_moved_booking_is_known_by_its_new_reference()
    {
        var visit = await new Visit().Elsewhere().SaysAsync("book an appointment", "tomorrow at ten a.m.", "Anna Miller", "anna at gmail dot com", "yes", "yes");
        var first = visit.OnlyBooking().Reference;
        await visit.SaysAsync("please move it to Wednesday at two p.m.");
        visit.HearsThat("I would move your appointment from tomorrow");
        await visit.SaysAsync("yes");
        visit.HearsThat("moved to Wednesday");
        var second = visit.OnlyBooking().Reference;
        Assert.NotEqual(first, second);
        await visit.SaysAsync("oh no, please cancel my appointment", "yes");
        Assert.Equal(second, Assert.Single(visit.Ledger.Cancelled).Reference);
    }

    [Theory]
    [InlineData("The event has ended", "has already begun or is over")]
    [InlineData("not allowed", "doesn't allow cancelling")]
    public async Task A_refused_cancellation_says_why_and_is_noted_for_a_person(string reason, string told)
    {
        var visit = new Visit().Has(3, 10);
        visit.Ledger.CancelGives = new CancelOutcome.Refused(reason);
        await visit.SaysAsync("cancel my appointment", "Anna Miller", "yes");
        visit.HearsThat(told);
        visit.HearsThat("It still stands.");
        visit.HearsThat("Shall I note your wish");
        await visit.SaysAsync("yes", "Anna Miller", "a call");
        visit.HearsThat("you'd like to cancel your appointment");
        Assert.Contains("Cancel a consultation on Thursday", Assert.Single(visit.Notes.Left).Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancellation_that_fails_becomes_a_task()
    {
        var visit = new Visit().Has(3, 10);
        visit.Ledger.CancelGives = new CancelOutcome.Failed("x");
        await visit.SaysAsync("cancel my appointment", "Anna Miller", "yes");
        visit.HearsThat("Someone will look after it");
        var note = Assert.Single(visit.Notes.Left);
        Assert.Equal((TaskKind.CheckBooking, visit.Booked[0].Id), (note.Kind, note.Booking!.Value));
    }

    [Fact]
    public async Task Two_events_of_one_name_are_told_apart()
    {
        var visit = new Visit();
        visit.Consultation.MeetingSpoken = "in person";
        visit.Ledger.Events.Add(new BookingEvent { Id = Guid.NewGuid(), Name = "Consultation", TimeZone = "America/New_York", Provider = "elsewhere", ConnectionId = Guid.NewGuid(), MeetingSpoken = "a video call", NeedsEmail = true });
        await visit.SaysAsync("book an appointment");
        visit.HearsThat("Consultation, in person or Consultation, a video call?");
        await visit.SaysAsync("the video call please", "tomorrow at ten a.m.", "Anna Miller", "skip");
        visit.HearsThat("can't be booked without an e-mail address");
        await visit.SaysAsync("anna at gmail dot com", "yes", "yes");
        Assert.Equal("elsewhere", visit.OnlyBooking().Provider);
    }

    [Fact]
    public async Task An_address_skipped_for_one_event_is_asked_for_the_next_that_needs_it()
    {
        var visit = new Visit();
        visit.Ledger.Events.Add(new BookingEvent { Id = Guid.NewGuid(), Name = "Haircut", TimeZone = "America/New_York", Provider = "elsewhere", ConnectionId = Guid.NewGuid(), NeedsEmail = true });
        await visit.SaysAsync("book a consultation", "tomorrow at ten a.m.", "Anna Miller", "skip", "yes", "yes, a haircut please", "Wednesday at two p.m.");
        visit.IsAsked(AnswerKind.Email);
    }

    [Fact]
    public async Task Words_that_answer_nothing_while_a_wish_is_offered_lead_to_a_person()
    {
        var visit = new Visit();
        visit.Ledger.Unavailable = true;
        await visit.SaysAsync("book an appointment", "tomorrow", "blah florp", "florp", "blah");
        visit.HearsThat("put you through");
        await visit.SaysAsync("no");
        visit.HearsThat("Shall I note your wish");
    }
}
