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

    [Theory]
    [InlineData("anna at example dot com")]
    [InlineData("it is on Thursday")]
    [InlineData("I have it on Thursday and I can't come")]
    public async Task The_address_or_the_day_is_a_fact_as_well(string fact)
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("when is my appointment", fact);
        visit.HearsThat("ten a.m.");
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
    public async Task The_day_named_in_the_wish_to_cancel_is_the_second_fact()
    {
        var visit = await new Visit().Has(3, 10).SaysAsync("please cancel my appointment on Thursday");
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
