using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Booking.Reception;

/// <summary>Callers who book.</summary>
public sealed class BookingACallTests
{
    private static readonly string[] UpToReadBack = ["I'd like to book an appointment", "tomorrow at ten a.m.", "my name is Anna Miller", "skip"];

    [Fact]
    public async Task A_caller_books_from_greeting_to_goodbye()
    {
        var visit = await new Visit().SaysAsync("I'd like to book an appointment");
        visit.IsAsked(AnswerKind.When);
        await visit.SaysAsync("tomorrow at ten a.m.");
        visit.IsAsked(AnswerKind.Name);
        await visit.SaysAsync("Anna Miller");
        visit.IsAsked(AnswerKind.Email);
        await visit.SaysAsync("anna dot miller at gmail dot com");
        visit.HearsThat("gmail");
        visit.IsAsked(AnswerKind.YesNo);
        await visit.SaysAsync("yes");
        visit.HearsThat("Shall I book it?");
        visit.HearsThat("Anna Miller");
        visit.HearsThat("New York time");
        visit.NothingBooked();
        await visit.SaysAsync("yes please");
        var booking = visit.OnlyBooking();
        Assert.Equal(Visit.At(12, 1, 10), booking.Slot.Start);
        Assert.Equal("anna.miller@gmail.com", booking.Attendee.Email);
        Assert.Equal("Anna Miller", booking.Attendee.Name);
        Assert.Equal(Visit.Number, booking.Attendee.Phone);
        visit.HearsThat("You're booked");
        visit.HearsThat("12 Main Street");
        visit.HearsThat("anything else");
        await visit.SaysAsync("no thank you");
        Assert.True(visit.HungUp, visit.ToString());
        Assert.Equal([booking.Id], visit.Ledger.Told);
        Assert.Equal(1, visit.Journal.Count("booking.told"));
    }

    [Fact]
    public async Task One_sentence_may_hold_the_time_and_the_name()
    {
        var visit = await new Visit().SaysAsync("I'd like an appointment on Tuesday December first at ten a.m., my name is Anna Miller");
        visit.IsAsked(AnswerKind.Email);
        await visit.SaysAsync("skip", "yes");
        Assert.Equal("Anna Miller", visit.OnlyBooking().Attendee.Name);
        Assert.Equal(Visit.At(12, 1, 10), visit.OnlyBooking().Slot.Start);
    }

    [Fact]
    public async Task Words_that_name_one_time_can_only_be_finished_and_end_the_callers_turn_early()
    {
        var visit = await new Visit().SaysAsync("book an appointment");
        Assert.True(visit.Asked!.IsComplete!("tomorrow at ten a.m."));
        Assert.All(["tomorrow", "at ten", "next tuesday", "in the morning", "tomorrow at seven", "well"], words => Assert.False(visit.Asked.IsComplete(words), words));

        await visit.SaysAsync("tomorrow");
        visit.IsAsked(AnswerKind.Choice);
        Assert.True(visit.Asked!.IsComplete!("the first one"));
        Assert.All(["the", "something later", "another day"], words => Assert.False(visit.Asked.IsComplete(words), words));
    }

    [Fact]
    public async Task Offered_times_are_chosen_by_key()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "tomorrow");
        visit.HearsThat("press 1");
        await visit.KeysAsync("2");
        visit.IsAsked(AnswerKind.Name);
        await visit.SaysAsync("Anna Miller", "skip");
        await visit.KeysAsync("1");
        Assert.Equal(new NodaTime.LocalDate(2026, 12, 1), visit.OnlyBooking().Slot.Start.InUtc().Date);
    }

    [Fact]
    public async Task A_whole_call_goes_by_keys_alone()
    {
        var visit = await new Visit().GreetAsync();
        foreach (var keys in (string[])["1", "1", "1", "#", "#", "1"])
            await visit.KeysAsync(keys);
        Assert.Contains(Visit.Number, visit.OnlyBooking().Attendee.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_one_picks_the_second_offer()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "tomorrow", "the second one");
        visit.IsAsked(AnswerKind.Name);
    }

    [Fact]
    public async Task Nothing_is_booked_when_the_read_back_was_cut_off()
    {
        var visit = await new Visit().SaysAsync(UpToReadBack[..3]);
        await visit.SayAndInterruptAsync("skip", after: 60);
        await visit.SaysAsync("yes");
        visit.NothingBooked();
        visit.HearsThat("Anna Miller");
        await visit.SaysAsync("yes");
        visit.OnlyBooking();
    }

    [Fact]
    public async Task A_maybe_books_nothing()
    {
        var visit = await new Visit().SaysAsync([.. UpToReadBack, "maybe", "i guess so perhaps"]);
        visit.NothingBooked();
    }

    [Theory]
    [InlineData("great")]
    [InlineData("got it, thanks")]
    [InlineData("please")]
    public async Task A_nod_is_asked_about_once_more_before_anything_is_booked(string nod)
    {
        var visit = await new Visit().SaysAsync([.. UpToReadBack, nod]);
        visit.NothingBooked();
        visit.HearsThat("Just to be sure. Shall I book it?");
        visit.HearsThat("press 1");
        await visit.SaysAsync("yes");
        visit.OnlyBooking();
    }

    [Fact]
    public async Task Words_that_answer_nothing_at_the_read_back_lead_to_a_person_not_round_in_circles()
    {
        var visit = await new Visit().SaysAsync([.. UpToReadBack, "the blue one", "the blue one", "the blue one"]);
        visit.NothingBooked();
        visit.HearsThat("put you through");
    }

    [Fact]
    public async Task Yes_but_at_three_seeks_three()
    {
        var visit = await new Visit().SaysAsync([.. UpToReadBack, "yes but at three p.m."]);
        visit.NothingBooked();
        visit.HearsThat("three p.m.");
        await visit.SaysAsync("yes");
        Assert.Equal(Visit.At(12, 1, 15), visit.OnlyBooking().Slot.Start);
    }

    [Fact]
    public async Task No_Wednesday_seeks_Wednesday()
    {
        var visit = await new Visit().SaysAsync([.. UpToReadBack, "no, Wednesday"]);
        visit.NothingBooked();
        visit.HearsThat("Wednesday");
    }

    [Fact]
    public async Task A_plain_no_asks_what_to_change()
    {
        var visit = await new Visit().SaysAsync([.. UpToReadBack, "no"]);
        visit.HearsThat("What should I change");
        await visit.SaysAsync("the name", "it's Hannah Miller");
        visit.HearsThat("Hannah Miller");
        await visit.SaysAsync("yes");
        Assert.Equal("Hannah Miller", visit.OnlyBooking().Attendee.Name);
    }

    [Fact]
    public async Task A_no_and_then_a_yes_to_nothing_books_nothing()
    {
        var visit = await new Visit().SaysAsync([.. UpToReadBack, "no"]);
        await visit.HangsUpAsync(saying: "yes");
        visit.NothingBooked();
    }

    [Fact]
    public async Task A_yes_before_the_line_breaks_is_honoured()
    {
        var visit = await new Visit().SaysAsync(UpToReadBack);
        await visit.HangsUpAsync(saying: "yes");
        visit.OnlyBooking();
    }

    [Fact]
    public async Task A_hang_up_before_the_yes_lets_the_hold_go()
    {
        var visit = await new Visit().SaysAsync(UpToReadBack);
        Assert.Equal(1, visit.Ledger.Leases);
        await visit.HangsUpAsync();
        visit.NothingBooked();
        Assert.Equal(0, visit.Ledger.Leases);
    }

    [Fact]
    public async Task A_yes_over_the_read_back_and_a_hang_up_books_nothing()
    {
        var visit = await new Visit().SaysAsync(UpToReadBack[..3]);
        await visit.SayAndInterruptAsync("skip", after: 60);
        await visit.HangsUpAsync(saying: "yes");
        visit.NothingBooked();
    }

    [Fact]
    public async Task A_time_held_by_another_call_is_said_to_be_gone_and_others_are_offered()
    {
        var visit = new Visit();
        visit.Ledger.HeldByOthers.Add(Visit.At(12, 1, 10));
        await visit.SaysAsync("book an appointment", "tomorrow at ten a.m.");
        visit.HearsThat("taken");
        visit.NothingBooked();
        Assert.NotNull(visit.Asked);
        visit.DoesNotHear("I have ten a.m.");
    }

    [Fact]
    public async Task A_slot_snatched_at_the_commit_is_told_and_others_are_offered()
    {
        var visit = await new Visit().SaysAsync(UpToReadBack);
        visit.Ledger.Next.Enqueue(new BookingOutcome.Taken());
        await visit.SaysAsync("yes");
        visit.HearsThat("just been taken");
        visit.DoesNotHear("booked:");
        visit.NothingBooked();
        await visit.SaysAsync("the first one", "yes");
        visit.OnlyBooking();
    }

    [Fact]
    public async Task A_lost_answer_is_told_as_uncertain()
    {
        var visit = await new Visit().SaysAsync(UpToReadBack);
        visit.Ledger.Next.Enqueue(new BookingOutcome.Unknown("timeout"));
        await visit.SaysAsync("yes");
        visit.HearsThat("I can't confirm that yet");
        visit.DoesNotHear("You're booked");
        Assert.Empty(visit.Ledger.Told);
    }

    [Fact]
    public async Task A_pending_booking_is_told_as_pending()
    {
        var visit = await new Visit().SaysAsync(UpToReadBack);
        visit.Ledger.Next.Enqueue(new BookingOutcome.PendingConfirmation("r", new Slot(Visit.At(12, 1, 10), Visit.At(12, 1, 11))));
        await visit.SaysAsync("yes");
        visit.HearsThat("still has to be confirmed");
        visit.DoesNotHear("You're booked");
    }

    [Theory]
    [InlineData("down")]
    [InlineData("throttled")]
    [InlineData("credential")]
    public async Task A_calendar_that_fails_is_told_and_a_person_offered(string how)
    {
        var visit = await new Visit().SaysAsync(UpToReadBack);
        visit.Ledger.Next.Enqueue(how switch { "down" => new BookingOutcome.ProviderDown("x"), "throttled" => new BookingOutcome.Throttled(null), _ => new BookingOutcome.CredentialDead("x") });
        await visit.SaysAsync("yes");
        visit.HearsThat("nothing is booked");
        visit.HearsThat("Shall I note your wish");
        visit.HearsThat("person");
        await visit.SaysAsync("I'd like to speak to a person");
        Assert.Equal("+12125550100", visit.TransferredTo);
        Assert.Empty(visit.Notes.Left);
    }

    [Fact]
    public async Task A_refused_address_is_asked_again_and_the_time_kept()
    {
        var visit = await new Visit().SaysAsync(UpToReadBack);
        visit.Ledger.Next.Enqueue(new BookingOutcome.FieldInvalid("email", "bad"));
        await visit.SaysAsync("yes");
        visit.IsAsked(AnswerKind.Email);
        await visit.SaysAsync("anna at gmail dot com", "yes", "yes");
        Assert.Equal("anna@gmail.com", visit.OnlyBooking().Attendee.Email);
    }

    [Fact]
    public async Task A_full_day_is_told_and_other_times_offered()
    {
        var visit = await new Visit().SaysAsync(UpToReadBack);
        visit.Ledger.Next.Enqueue(new BookingOutcome.LimitReached("cap"));
        await visit.SaysAsync("yes");
        visit.HearsThat("no more room");
        visit.NothingBooked();
    }

    [Fact]
    public async Task An_unheard_outcome_is_told_again()
    {
        var visit = await new Visit().SaysAsync(UpToReadBack);
        await visit.SayAndInterruptAsync("yes", after: 10);
        Assert.Empty(visit.Ledger.Told);
        await visit.SaysAsync("sorry what");
        visit.HearsThat("You're booked");
        await visit.SaysAsync("no thank you");
        Assert.Single(visit.Ledger.Told);
    }

    [Fact]
    public async Task Two_bookings_on_one_call_ask_the_name_once()
    {
        var visit = await new Visit().SaysAsync([.. UpToReadBack, "yes", "yes, another appointment please", "Wednesday at two p.m."]);
        visit.HearsThat("Shall I book it?");
        await visit.SaysAsync("yes");
        Assert.Equal(2, visit.Booked.Count);
    }

    [Fact]
    public async Task Several_events_are_asked_about()
    {
        var visit = new Visit();
        visit.Ledger.Events.Add(new BookingEvent { Id = Guid.NewGuid(), Name = "House Tour", TimeZone = "America/New_York" });
        await visit.SaysAsync("I'd like to book an appointment tomorrow at ten a.m.");
        visit.HearsThat("House Tour");
        visit.IsAsked(AnswerKind.Choice);
        await visit.SaysAsync("the house tour");
        visit.IsAsked(AnswerKind.Name);
        await visit.SaysAsync("Anna Miller", "skip", "yes");
        Assert.Equal(visit.Ledger.Events[1].Id, visit.OnlyBooking().EventId);
    }

    [Fact]
    public async Task An_event_named_at_once_is_not_asked_about()
    {
        var visit = new Visit();
        visit.Ledger.Events.Add(new BookingEvent { Id = Guid.NewGuid(), Name = "House Tour", TimeZone = "America/New_York" });
        await visit.SaysAsync("I'd like to book a consultation");
        visit.IsAsked(AnswerKind.When);
    }

    [Fact]
    public async Task Without_any_event_a_person_is_offered()
    {
        var visit = new Visit();
        visit.Ledger.Events.Clear();
        await visit.SaysAsync("I'd like to book an appointment");
        visit.HearsThat("nothing to book");
    }

    [Fact]
    public async Task A_changed_mind_lets_the_hold_go()
    {
        var visit = await new Visit().SaysAsync([.. UpToReadBack, "I changed my mind"]);
        Assert.Equal(0, visit.Ledger.Leases);
        visit.IsAsked(AnswerKind.When);
    }

    [Fact]
    public async Task Start_over_begins_again()
    {
        var visit = await new Visit().SaysAsync([.. UpToReadBack, "let's start over"]);
        visit.IsAsked(AnswerKind.When);
        Assert.Equal(0, visit.Ledger.Leases);
    }

    [Fact]
    public async Task Never_mind_leaves_nothing()
    {
        var visit = await new Visit().SaysAsync([.. UpToReadBack, "never mind"]);
        Assert.Equal(0, visit.Ledger.Leases);
        visit.NothingBooked();
        visit.HearsThat("anything else");
    }

    [Fact]
    public async Task A_day_without_free_times_gives_the_next_ones()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "this Saturday");
        visit.HearsThat("nothing free");
        await visit.SaysAsync("the first one");
        visit.IsAsked(AnswerKind.Name);
    }

    [Fact]
    public async Task A_time_that_is_not_free_gives_its_neighbours()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "tomorrow at eight a.m.");
        visit.HearsThat("isn't free");
    }

    [Fact]
    public async Task An_empty_calendar_offers_a_person()
    {
        var visit = await new Visit(free: false).SaysAsync("book an appointment", "tomorrow");
        visit.HearsThat("no free time");
        visit.HearsThat("person");
    }

    [Fact]
    public async Task A_calendar_that_cannot_be_asked_offers_a_person()
    {
        var visit = new Visit();
        visit.Ledger.Unavailable = true;
        await visit.SaysAsync("book an appointment", "tomorrow");
        visit.HearsThat("can't reach the calendar");
    }

    [Fact]
    public async Task A_broken_ledger_is_an_apology_not_the_end()
    {
        var visit = new Visit();
        visit.Ledger.Breaks = true;
        await visit.SaysAsync("book an appointment", "tomorrow");
        visit.HearsThat("something went wrong");
        Assert.Equal(1, visit.Journal.Count("error"));
        Assert.False(visit.HungUp);
    }

    [Fact]
    public async Task A_weak_zone_is_asked_before_times_are_told()
    {
        var visit = new Visit { Caller = "+442079460123" };
        await visit.SaysAsync("book an appointment", "tomorrow");
        visit.HearsThat("London time");
        visit.IsAsked(AnswerKind.YesNo);
        await visit.SaysAsync("yes");
        visit.HearsThat("In London time");
    }

    [Fact]
    public async Task A_zone_the_caller_tells_is_used()
    {
        var visit = await new Visit { Caller = "+442079460123" }.SaysAsync("I am in London. I would like an appointment please.", "tomorrow");
        visit.HearsThat("In London time");
        await visit.SaysAsync("the first one", "Anna Miller", "skip", "yes");
        Assert.Equal("Europe/London", visit.OnlyBooking().Attendee.Zone);
    }

    [Fact]
    public async Task Something_later_is_offered_on_asking()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "tomorrow", "Do you have something later?");
        Assert.NotNull(visit.Asked);
        await visit.SaysAsync("the first one", "Anna Miller", "I would rather not give an email.", "Yes.");
        visit.OnlyBooking();
    }

    [Fact]
    public async Task A_day_that_is_out_stays_out()
    {
        var visit = await new Visit().SaysAsync("I would like an appointment please.", "Any day but not Tuesday.", "The first one.", "Anna Miller", "No email please.", "Yes.");
        Assert.NotEqual(NodaTime.IsoDayOfWeek.Tuesday, visit.OnlyBooking().Slot.Start.InUtc().DayOfWeek);
    }

    [Fact]
    public async Task Giving_up_at_the_read_back_leaves_nothing()
    {
        var visit = await new Visit().SaysAsync([.. UpToReadBack, "No, forget it, I do not want an appointment any more."]);
        Assert.Equal(0, visit.Ledger.Leases);
        await visit.SaysAsync("No thank you, goodbye.");
        Assert.True(visit.HungUp);
        visit.NothingBooked();
    }

    [Fact]
    public async Task A_refused_zone_leaves_the_events_own()
    {
        var visit = new Visit { Caller = "+442079460123" };
        await visit.SaysAsync("book an appointment", "tomorrow", "no");
        visit.DoesNotHear("London");
        visit.IsAsked(AnswerKind.Choice);
    }

    [Fact]
    public async Task A_zone_given_with_the_call_is_spoken_in_the_offer()
    {
        var visit = new Visit();
        visit.Variables["cal_timezone"] = "America/Los_Angeles";
        await visit.SaysAsync("book an appointment", "tomorrow");
        visit.HearsThat("Los Angeles time");
        await visit.SaysAsync("the first one", "Anna Miller", "skip", "yes");
        Assert.Equal("America/Los_Angeles", visit.OnlyBooking().Attendee.Zone);
    }

    [Fact]
    public async Task The_organizer_of_the_call_wins_over_the_events()
    {
        var visit = new Visit();
        visit.Variables["cal_email"] = "sales@example.com";
        await visit.SaysAsync([.. UpToReadBack, "yes"]);
        Assert.Equal(["sales@example.com"], visit.Ledger.Organizers);
    }

    [Fact]
    public async Task An_ambiguous_day_is_asked_about()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "at the fifth or the seventh maybe, I mean Tuesday next week or so at five");
        visit.NothingBooked();
        Assert.NotNull(visit.Asked);
    }

    [Fact]
    public async Task An_answer_that_stays_ambiguous_is_asked_in_other_words_then_with_keys_then_a_person_is_offered()
    {
        var visit = new Visit { CanType = true };
        await visit.SaysAsync("book an appointment", "next Tuesday at two p.m.");
        List<string> asked = [visit.Said];
        for (var i = 0; i < 3; i++)
        {
            await visit.SaysAsync("next Tuesday");
            Assert.DoesNotContain(visit.Said, asked);
            asked.Add(visit.Said);
        }

        Assert.Contains("press 1", asked[1], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("You can also type it", asked[2], StringComparison.Ordinal);
        visit.HearsThat("a person");
        visit.IsAsked(AnswerKind.YesNo);
    }

    [Fact]
    public async Task A_key_answers_what_stayed_ambiguous()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "next Tuesday at two p.m.", "next Tuesday", "next Tuesday");
        visit.HearsThat("press 2 to look");
        await visit.KeysAsync("2");
        await visit.SaysAsync("Anna Miller", "skip", "yes");
        Assert.Equal(Visit.At(12, 8, 14), visit.OnlyBooking().Slot.Start);
    }

    [Fact]
    public async Task A_new_day_in_answer_to_an_ambiguous_one_keeps_the_hour()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "next Tuesday at two p.m.");
        visit.IsAsked(AnswerKind.When);
        visit.HearsThat("Tuesday");
        await visit.SaysAsync("Thursday then");
        visit.IsAsked(AnswerKind.Name);
        visit.HearsThat("Thursday");
        visit.HearsThat("two p.m.");
    }

    [Fact]
    public async Task A_new_hour_in_answer_to_an_ambiguous_day_keeps_the_weekday()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "next Tuesday", "at two p.m.");
        visit.HearsThat("Tuesday");
        visit.DoesNotHear("Thursday");
    }

    [Theory]
    [InlineData("the second one, my name is Anna Miller")]
    [InlineData("my name is Anna Miller and I'd like the second one")]
    public async Task A_name_given_with_the_choice_of_a_time_leaves_both(string words)
    {
        var visit = await new Visit().SaysAsync("book an appointment", "tomorrow", words);
        visit.IsAsked(AnswerKind.Email);
        await visit.SaysAsync("skip", "yes");
        Assert.Equal("Anna Miller", visit.OnlyBooking().Attendee.Name);
    }

    [Fact]
    public async Task A_name_given_while_times_are_offered_is_kept_and_the_times_stand()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "tomorrow", "by the way my name is Anna Miller");
        visit.HearsThat("Thank you, Anna Miller");
        visit.IsAsked(AnswerKind.Choice);
        await visit.SaysAsync("the first one");
        visit.IsAsked(AnswerKind.Email);
    }

    [Fact]
    public async Task An_impossible_date_is_told()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "on February thirtieth");
        visit.HearsThat("February");
        visit.IsAsked(AnswerKind.When);
    }

    [Fact]
    public async Task Another_wish_replaces_the_offer()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "tomorrow", "Thursday at two p.m. would be better");
        visit.IsAsked(AnswerKind.Name);
        visit.HearsThat("Thursday");
    }

    [Fact]
    public async Task None_of_these_asks_for_another_day()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "tomorrow", "no");
        visit.IsAsked(AnswerKind.When);
    }

    [Fact]
    public async Task Typed_words_book_as_well()
    {
        var visit = new Visit { CanType = true, By = SaidBy.Typing, Caller = null };
        await visit.SaysAsync("book an appointment", "tomorrow 10am", "Anna Miller", "anna@example.com");
        visit.IsAsked(AnswerKind.Digits);
        await visit.SaysAsync("skip", "yes");
        Assert.Null(visit.OnlyBooking().Attendee.Phone);
        Assert.Equal("anna@example.com", visit.OnlyBooking().Attendee.Email);
    }

    [Fact]
    public async Task A_withheld_number_is_asked_for_and_keyed()
    {
        var visit = new Visit { Caller = null };
        await visit.SaysAsync("book an appointment", "tomorrow at ten a.m.", "Anna Miller", "skip");
        visit.IsAsked(AnswerKind.Digits);
        await visit.KeysAsync("2125550199");
        await visit.SaysAsync("yes", "yes");
        Assert.Equal("+12125550199", visit.OnlyBooking().Attendee.Phone);
    }
}
