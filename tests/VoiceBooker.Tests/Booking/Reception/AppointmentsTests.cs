using VoiceBooker.Booking.Calendars;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Booking.Reception;

/// <summary>Callers who have an appointment.</summary>
public sealed class AppointmentsTests
{
    [Fact]
    public async Task An_appointment_is_told_only_after_a_second_fact()
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("when is my appointment");
        visit.DoesNotHear("Thursday");
        await visit.SaysAsync("Anna Miller");
        visit.HearsThat("Thursday");
        visit.HearsThat("ten a.m.");
    }

    [Fact]
    public async Task An_appointment_that_the_host_must_still_agree_to_is_not_told_as_if_it_stood()
    {
        var visit = new Visit().Has(3, 10);
        visit.Ledger.Calendar[0] = visit.Ledger.Calendar[0] with { AwaitsConfirmation = true };
        await visit.SaysAsync("when is my appointment", "Anna Miller");
        visit.HearsThat("which they still have to confirm");
        await visit.SaysAsync("move my appointment");
        visit.HearsThat("at ten a.m., which they still have to confirm.");

        var firm = await new Visit().Has(3, 10).SaysAsync("when is my appointment", "Anna Miller");
        firm.DoesNotHear("confirm");
    }

    [Theory]
    [InlineData("anna at example dot com")]
    [InlineData("it is on Thursday at ten")]
    [InlineData("I have it on Thursday at ten and I can't come")]
    [InlineData("Thursday at ten in the morning")]
    [InlineData("on December third")]
    [InlineData("Thursday the third")]
    [InlineData("December third at ten a.m.")]
    public async Task The_address_the_date_or_the_day_with_its_hour_is_a_fact_as_well(string fact)
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("when is my appointment", fact);
        visit.HearsThat("ten a.m.");
    }

    [Theory]
    [InlineData("Monday Tuesday Wednesday Thursday Friday")]
    [InlineData("Monday Tuesday Wednesday Thursday Friday at ten")]
    [InlineData("Thursday or Friday at ten")]
    [InlineData("Wednesday at ten, no sorry, Thursday at ten")]
    [InlineData("Monday to Friday at ten")]
    [InlineData("any weekday at ten")]
    [InlineData("any day at ten")]
    [InlineData("December first, second, third, fourth")]
    [InlineData("December first or December third")]
    [InlineData("between December first and December fourth")]
    [InlineData("next week at ten")]
    [InlineData("Thursday at nine or at ten or at eleven")]
    [InlineData("Thursday after nine")]
    [InlineData("Thursday morning")]
    [InlineData("it is on Thursday")]
    [InlineData("this Thursday")]
    [InlineData("not Friday but at ten")]
    [InlineData("at ten")]
    [InlineData("December third at nine")]
    [InlineData("Peter Paul John Anna Mary Susan Miller Smith Jones Brown Baker Carter Mason Cook Hunter King Young")]
    public async Task What_leaves_room_for_a_guess_shows_nobody(string guess)
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("I need to cancel my appointment", guess);
        visit.DoesNotHear("Shall I cancel it?");
        visit.DoesNotHear("Thursday");
        visit.DoesNotHear("ten a.m.");
        await visit.SaysAsync(guess);
        visit.HearsThat("without being sure");
        Assert.Single(visit.Booked);
    }

    [Fact]
    public async Task The_right_weekday_alone_is_answered_like_a_wrong_one()
    {
        var right = await new Visit().Has(3, 10).SaysAsync("cancel my appointment", "on Thursday");
        var wrong = await new Visit().Has(3, 10).SaysAsync("cancel my appointment", "on Friday");
        Assert.Equal(right.Said, wrong.Said);
        right.HearsThat("not enough");
    }

    [Fact]
    public async Task The_right_day_with_a_wrong_hour_is_answered_like_a_wrong_day()
    {
        var right = await new Visit().Has(3, 10).SaysAsync("cancel my appointment", "Thursday at nine");
        var wrong = await new Visit().Has(3, 10).SaysAsync("cancel my appointment", "Friday at nine");
        Assert.Equal(right.Said, wrong.Said);
    }

    [Fact]
    public async Task The_hour_may_follow_the_weekday()
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("please cancel my appointment on Thursday", "at ten");
        visit.HearsThat("Shall I cancel it?");
    }

    [Theory]
    [InlineData("when is my appointment")]
    [InlineData("cancel my appointment")]
    [InlineData("cancel my appointment on Thursday at ten")]
    [InlineData("this is Anna Miller, cancel my appointment")]
    [InlineData("move my appointment to Friday at two p.m.")]
    public async Task After_two_wrong_facts_nothing_opens_it_again(string attempt)
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("when is my appointment", "Peter Jones", "Paul Smith");
        visit.IsAsked(AnswerKind.YesNo);
        foreach (var words in (string[])[attempt, "Anna Miller", "no", attempt, "start over", attempt, "Thursday at ten", "never mind", attempt])
        {
            await visit.SaysAsync(words);
            visit.DoesNotHear("Shall I cancel it?");
            visit.DoesNotHear("You have");
        }

        visit.HearsThat("without being sure");
        Assert.Equal(Visit.At(12, 3, 10), visit.OnlyBooking().Slot.Start);
    }

    [Fact]
    public async Task A_day_in_the_first_sentence_is_a_try()
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("cancel my appointment on Monday", "never mind", "cancel my appointment on Tuesday");
        visit.HearsThat("without being sure");
        await visit.SaysAsync("cancel my appointment on Thursday at ten");
        visit.DoesNotHear("Shall I cancel it?");
        Assert.Single(visit.Booked);
    }

    [Fact]
    public async Task A_wrong_name_in_the_first_sentence_is_a_try()
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("this is Peter Jones, cancel my appointment", "Paul Smith");
        visit.HearsThat("without being sure");
    }

    [Fact]
    public async Task The_caller_still_gets_a_person_after_wrong_facts()
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("when is my appointment", "Peter Jones", "Paul Smith", "yes");
        Assert.Equal("+12125550100", visit.TransferredTo);
    }

    [Fact]
    public async Task A_booking_of_this_call_shows_nothing_of_an_older_one()
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("book an appointment", "tomorrow at ten a.m.", "Peter Jones", "skip", "yes", "please cancel my appointment", "yes", "when is my appointment");
        visit.DoesNotHear("Thursday");
        await visit.SaysAsync("Peter Jones");
        visit.DoesNotHear("Thursday");
    }

    [Fact]
    public async Task A_name_that_the_call_itself_told_is_no_fact()
    {
        var visit = new Visit();
        visit.Ledger.Known = new("Anna Miller", null, Visit.Number, null);
        await visit.Has(3, 10).SaysAsync("book an appointment", "tomorrow at ten a.m.", "yes", "skip", "no", "never mind", "when is my appointment", "Anna Miller");
        visit.DoesNotHear("Thursday");
        await visit.SaysAsync("December third");
        visit.HearsThat("Thursday");
    }

    [Fact]
    public async Task A_stranger_is_politely_refused()
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("when is my appointment", "Peter Jones", "Paul Smith");
        visit.HearsThat("without being sure");
        visit.DoesNotHear("Thursday");
    }

    [Theory]
    [InlineData("No, keep it please.")]
    [InlineData("keep it")]
    [InlineData("leave it please")]
    [InlineData("no please don't")]
    public async Task An_appointment_that_is_to_be_kept_stands(string words)
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("I need to cancel my appointment", "Anna Miller", words);
        Assert.Single(visit.Booked);
        visit.HearsThat("stands as it is");
        visit.HearsThat("anything else");
    }

    [Fact]
    public async Task A_withheld_number_cannot_be_looked_up()
    {
        var visit = new Visit { Caller = null };
        await visit.Has(3, 10).SaysAsync("when is my appointment");
        visit.HearsThat("number it was booked with");
    }

    [Fact]
    public async Task No_appointment_is_said_so()
    {
        var visit = await new Visit().SaysAsync("when is my appointment");
        visit.HearsThat("don't find");
    }

    [Fact]
    public async Task An_appointment_is_cancelled_after_a_heard_read_back_and_a_yes()
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("I need to cancel my appointment", "Anna Miller");
        visit.HearsThat("Shall I cancel it?");
        Assert.Single(visit.Booked);
        await visit.SaysAsync("yes");
        Assert.Empty(visit.Booked);
        visit.HearsThat("is cancelled");
    }

    [Fact]
    public async Task A_no_leaves_the_appointment()
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("I need to cancel my appointment", "Anna Miller", "no");
        Assert.Single(visit.Booked);
        visit.HearsThat("stands");
    }

    [Fact]
    public async Task An_unheard_read_back_cancels_nothing()
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("I need to cancel my appointment");
        await visit.SayAndInterruptAsync("Anna Miller", after: 10);
        await visit.SaysAsync("yes");
        Assert.Single(visit.Booked);
        await visit.SaysAsync("yes");
        Assert.Empty(visit.Booked);
    }

    [Fact]
    public async Task A_failed_cancellation_is_not_called_cancelled()
    {
        var visit = new Visit();
        visit.Ledger.CancelGives = new CancelOutcome.Failed("down");
        await visit.Has(3, 10).SaysAsync("cancel my appointment", "Anna Miller", "yes");
        visit.DoesNotHear("is cancelled");
    }

    [Fact]
    public async Task The_date_named_in_the_wish_to_cancel_is_the_second_fact()
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("please cancel my appointment on Thursday at ten");
        visit.HearsThat("Shall I cancel it?");
    }

    [Fact]
    public async Task An_appointment_is_moved_after_a_heard_read_back_and_a_yes()
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("I'd like to reschedule my appointment", "Anna Miller");
        visit.IsAsked(AnswerKind.When);
        await visit.SaysAsync("Friday at two p.m.");
        visit.HearsThat("Shall I move it?");
        await visit.SaysAsync("yes");
        Assert.Equal(Visit.At(12, 4, 14), visit.OnlyBooking().Slot.Start);
        visit.HearsThat("moved");
    }

    [Fact]
    public async Task The_new_time_in_the_first_sentence_is_remembered()
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("can I move my appointment to Friday at two p.m.", "Anna Miller");
        visit.HearsThat("Shall I move it?");
        await visit.SaysAsync("yes");
        Assert.Equal(Visit.At(12, 4, 14), visit.OnlyBooking().Slot.Start);
    }

    [Fact]
    public async Task Of_several_appointments_the_meant_one_is_asked()
    {
        var visit = await new Visit().Has(3, 10).Has(8, 11).SaysAsync("cancel my appointment", "Anna Miller");
        visit.IsAsked(AnswerKind.Choice);
        await visit.SaysAsync("the second one", "yes");
        Assert.Equal(Visit.At(12, 3, 10), visit.OnlyBooking().Slot.Start);
    }

    [Fact]
    public async Task A_booking_of_this_very_call_needs_no_second_fact()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "tomorrow at ten a.m.", "Anna Miller", "skip", "yes", "please cancel my appointment");
        visit.HearsThat("Shall I cancel it?");
        await visit.SaysAsync("yes");
        Assert.Empty(visit.Booked);
    }
}
