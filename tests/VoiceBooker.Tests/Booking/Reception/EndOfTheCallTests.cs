using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Booking.Reception;

/// <summary>What comes after the errand: nothing more, something more, a mishearing, a person.</summary>
public sealed class EndOfTheCallTests
{
    private static readonly string[] Booked = ["book an appointment", "tomorrow at ten a.m.", "my name is Anna Miller", "skip", "yes"];

    [Theory]
    [InlineData("no")]
    [InlineData("No thank you")]
    [InlineData("No thank you, that is all")]
    [InlineData("no that's it thanks")]
    [InlineData("nothing else")]
    public async Task Nothing_more_is_wanted_and_the_call_ends(string words)
    {
        var visit = await new Visit().SaysAsync([.. Booked, words]);
        Assert.True(visit.HungUp, visit.ToString());
        visit.HearsThat("Goodbye");
    }

    [Theory]
    [InlineData("november you")]
    [InlineData("november")]
    [InlineData("may")]
    [InlineData("oscar thank")]
    public async Task A_lone_month_or_letter_is_no_wish_and_twice_is_goodbye(string words)
    {
        var visit = await new Visit().SaysAsync([.. Booked, words]);
        Assert.False(visit.HungUp, visit.ToString());
        visit.HearsThat("anything else");
        await visit.SaysAsync(words);
        Assert.True(visit.HungUp, visit.ToString());
        visit.HearsThat("Goodbye");
        visit.OnlyBooking();
    }

    [Theory]
    [InlineData("another appointment in November")]
    [InlineData("on December third please")]
    [InlineData("I'd like one on Thursday as well")]
    public async Task A_real_wish_is_one(string words)
    {
        var visit = await new Visit().SaysAsync([.. Booked, words]);
        Assert.False(visit.HungUp, visit.ToString());
        visit.DoesNotHear("didn't get that");
        visit.DoesNotHear("anything else");
    }

    [Fact]
    public async Task Sound_without_words_twice_at_the_end_is_goodbye_as_well()
    {
        var visit = await new Visit().SaysAsync(Booked);
        await visit.SilentAsync(SilenceKind.NotUnderstood);
        await visit.SilentAsync(SilenceKind.NotUnderstood, 2);
        Assert.True(visit.HungUp, visit.ToString());
    }

    [Fact]
    public async Task Somebody_who_talks_into_the_goodbye_is_answered()
    {
        var visit = await new Visit().SaysAsync(Booked);
        await visit.SayAndInterruptAsync("no thank you", after: 10);
        await visit.SaysAsync("oh wait, I need another appointment");
        visit.IsAsked(AnswerKind.When);
    }

    [Fact]
    public async Task A_goodbye_in_the_middle_says_that_nothing_is_booked()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "tomorrow at ten a.m.", "goodbye");
        Assert.True(visit.HungUp, visit.ToString());
        visit.HearsThat("Nothing has been booked");
        Assert.Equal(0, visit.Ledger.Leases);
    }

    [Fact]
    public async Task When_nobody_takes_the_caller_over_a_message_is_taken_and_the_call_goes_on()
    {
        var visit = await new Visit().SaysAsync("I want to speak to a person");
        Assert.NotNull(visit.TransferredTo);
        await visit.SilentAsync(SilenceKind.TransferFailed);
        visit.HearsThat("nobody can be reached");
        visit.HearsThat("call you back");
        visit.IsAsked(AnswerKind.FreeText);
        await visit.SaysAsync("tell them I am late");
        Assert.Equal(1, visit.Journal.Count("message.taken"));
        await visit.SaysAsync("I want to speak to a person");
        Assert.Null(visit.TransferredTo);
        await visit.SaysAsync(["no", "yes", .. Booked]);
        visit.OnlyBooking();
    }

    [Fact]
    public async Task A_time_being_booked_is_kept_while_nobody_takes_the_caller_over()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "tomorrow at ten a.m.");
        await visit.KeysAsync("0");
        await visit.SilentAsync(SilenceKind.TransferFailed);
        await visit.SaysAsync("no message", "Anna Miller", "skip", "yes");
        visit.OnlyBooking();
    }

    [Fact]
    public async Task Somebody_who_talks_before_being_put_through_is_answered()
    {
        var visit = new Visit();
        await visit.GreetAsync();
        await visit.SayAndInterruptAsync("I want to speak to a person", after: 10);
        await visit.SaysAsync("no wait, I'd like to book an appointment");
        visit.IsAsked(AnswerKind.When);
    }

    [Fact]
    public async Task Times_that_end_a_sentence_end_it_once()
    {
        var visit = await new Visit(free: false).SaysAsync("book an appointment", "tomorrow at nine a.m."); // every reply is looked at for a second full stop
        visit.HearsThat("at nine a.m.");
        var several = await new Visit().Has(3, 9).Has(4, 9).SaysAsync("I need to cancel my appointment", "Anna Miller");
        several.HearsThat("nine a.m. Which one do you mean?");
    }
}
