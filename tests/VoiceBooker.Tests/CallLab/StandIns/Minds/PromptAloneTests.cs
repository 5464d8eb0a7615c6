using VoiceBooker.Tests.Booking.Reception;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.CallLab.StandIns.Minds;

/// <summary>A model that knows only what goes over the wire leads a call: the prompt says all that is needed for it.</summary>
public sealed class PromptAloneTests
{
    [Fact]
    public async Task A_caller_books_from_greeting_to_goodbye()
    {
        var visit = Led();
        await visit.SaysAsync("I'd like to book an appointment", "tomorrow at ten a.m.", "Anna Miller", "anna dot miller at gmail dot com", "yes", "yes please");
        Assert.Equal(("Anna Miller", "anna.miller@gmail.com", Visit.At(12, 1, 10)), (visit.OnlyBooking().Attendee.Name, visit.OnlyBooking().Attendee.Email, visit.OnlyBooking().Slot.Start));
        await visit.SaysAsync("no thank you");
        Assert.True(visit.HungUp, visit.ToString());
    }

    [Fact]
    public async Task One_sentence_may_hold_the_time_and_the_name()
    {
        var visit = Led();
        await visit.SaysAsync("I'd like an appointment on Tuesday December first at ten a.m., my name is Anna Miller", "skip", "yes");
        Assert.Equal(("Anna Miller", Visit.At(12, 1, 10)), (visit.OnlyBooking().Attendee.Name, visit.OnlyBooking().Slot.Start));
    }

    [Fact]
    public async Task One_of_the_offered_times_is_taken_by_its_place()
    {
        var visit = Led();
        await visit.SaysAsync("an appointment on Wednesday please", "the second one", "Anna Miller", "skip", "yes");
        Assert.Equal(new NodaTime.LocalDate(2026, 12, 2), visit.OnlyBooking().Slot.Start.InUtc().Date);
    }

    [Fact]
    public async Task Keys_alone_book()
    {
        var visit = Led();
        await visit.GreetAsync();
        for (var turn = 0; turn < 12 && visit.Booked.Count == 0; turn++)
            await visit.KeysAsync(visit.Asked!.Kind is AnswerKind.Name or AnswerKind.Email ? "#" : "1");
        visit.OnlyBooking();
    }

    [Fact]
    public async Task Another_time_at_the_read_back_is_read_back_again()
    {
        var visit = Led();
        await visit.SaysAsync("an appointment tomorrow at ten a.m.", "Anna Miller", "skip", "no, Thursday at two p.m. would be better");
        visit.NothingBooked();
        await visit.SaysAsync("yes");
        Assert.Equal(Visit.At(12, 3, 14), visit.OnlyBooking().Slot.Start);
    }

    [Fact]
    public async Task An_appointment_is_moved_by_somebody_who_shows_who_they_are()
    {
        var visit = Led().Has(4, 10);
        await visit.SaysAsync("can I move my appointment to December seventh at two p.m.?", "Anna Miller", "yes");
        Assert.Equal(Visit.At(12, 7, 14), visit.OnlyBooking().Slot.Start);
    }

    [Fact]
    public async Task An_appointment_is_cancelled_after_a_yes_to_that()
    {
        var visit = Led().Has(4, 10);
        await visit.SaysAsync("I want to cancel my appointment", "Anna Miller");
        visit.OnlyBooking();
        await visit.SaysAsync("yes");
        visit.NothingBooked();
    }

    [Fact]
    public async Task A_caller_who_wants_a_person_is_put_through()
    {
        var visit = await Led().SaysAsync("can I talk to a person please");
        Assert.Equal("+12125550100", visit.TransferredTo);
    }

    private static Visit Led() => new() { Mind = new WireMind() };
}
