using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Booking.Reception;

/// <summary>What callers say besides.</summary>
public sealed class ManyWaysToTalkTests
{
    private const string Notes = "Hours: Monday to Friday, nine to five.\nAddress: 12 Main Street, Springfield.\nPrice: eighty dollars a visit.\nParking is behind the house.\nBe polite and brief.";

    [Fact]
    public async Task The_default_greeting_names_assistant_and_business()
    {
        var visit = new Visit { Options = new() { BusinessName = "Miller and Sons" } };
        await visit.GreetAsync();
        visit.HearsThat("this is Robin at Miller and Sons");
        visit.HearsThat("How can I help you?");
        visit.IsAsked(AnswerKind.Open);
    }

    [Fact]
    public async Task A_greeting_is_filled_with_the_calls_values()
    {
        var visit = new Visit();
        visit.Assistant.Greeting = "Hi {name}, this is Robin {missing}.";
        visit.Variables["name"] = "Anna";
        await visit.GreetAsync();
        Assert.StartsWith("Hi Anna, this is Robin.", visit.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("what are your hours", "nine to five")]
    [InlineData("where are you located", "12 Main Street")]
    [InlineData("how much does it cost", "eighty dollars")]
    [InlineData("is there parking", "behind the house")]
    public async Task Questions_about_the_business_are_answered_from_the_notes(string question, string answer)
    {
        var visit = new Visit();
        visit.Assistant.Instructions = Notes;
        await visit.SaysAsync(question);
        visit.HearsThat(answer);
        visit.DoesNotHear("polite");
        Assert.Equal(0, visit.Journal.Count("claim.blocked"));
    }

    [Fact]
    public async Task What_the_notes_do_not_say_is_not_invented()
    {
        var visit = new Visit();
        visit.Assistant.Instructions = "Hours: Monday to Friday, nine to five.";
        await visit.SaysAsync("how much does it cost");
        visit.HearsThat("don't know");
    }

    [Fact]
    public async Task A_question_in_between_returns_to_what_was_asked()
    {
        var visit = new Visit();
        visit.Assistant.Instructions = Notes;
        await visit.SaysAsync("book an appointment", "tomorrow at ten a.m.", "what are your hours");
        visit.HearsThat("nine to five");
        visit.IsAsked(AnswerKind.Name);
    }

    [Theory]
    [InlineData("are you a robot", "automated")]
    [InlineData("am I talking to a human", "automated")]
    [InlineData("how are you", "well, thank you")]
    [InlineData("hello", "Hello")]
    [InlineData("what can you do", "book, move and cancel")]
    public async Task Small_talk_is_answered_and_the_question_comes_back(string said, string answer)
    {
        var visit = await new Visit().SaysAsync(said);
        visit.HearsThat(answer);
        Assert.NotNull(visit.Asked);
        Assert.False(visit.HungUp);
        Assert.Equal(0, visit.Journal.Count("claim.blocked"));
    }

    [Fact]
    public async Task Off_topic_talk_returns_politely()
    {
        var visit = await new Visit().SaysAsync("what do you think about football");
        visit.HearsThat("only help with");
    }

    [Fact]
    public async Task Repeat_says_the_last_words_again()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "tomorrow");
        var offer = visit.Said;
        await visit.SaysAsync("could you repeat that");
        Assert.Equal(offer.Trim(), visit.Said.Trim());
    }

    [Fact]
    public async Task A_repeated_read_back_counts()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "tomorrow at ten a.m.", "Anna Miller", "skip", "say that again please");
        visit.HearsThat("Anna Miller");
        await visit.SaysAsync("yes");
        visit.OnlyBooking();
    }

    [Fact]
    public async Task Hold_on_is_waited_for()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "hold on a second");
        visit.HearsThat("take your time");
        visit.DoesNotHear("?");
        visit.IsAsked(AnswerKind.When);
    }

    [Theory]
    [InlineData("I want to speak to a person")]
    [InlineData("operator")]
    [InlineData("can I talk to a real human")]
    public async Task A_person_is_reached(string said)
    {
        var visit = await new Visit().SaysAsync(said);
        Assert.Equal("+12125550100", visit.TransferredTo);
    }

    [Fact]
    public async Task The_key_zero_reaches_a_person()
    {
        var visit = await new Visit().GreetAsync();
        await visit.KeysAsync("0");
        Assert.Equal("+12125550100", visit.TransferredTo);
    }

    [Fact]
    public async Task Without_a_person_a_message_is_taken()
    {
        var visit = new Visit();
        visit.Assistant.TransferNumber = "";
        await visit.SaysAsync("I want to speak to a person", "please tell them the door on Tuesday was open");
        visit.HearsThat("call you back");
        Assert.Equal(1, visit.Journal.Count("message.taken"));
    }

    [Fact]
    public async Task Goodbye_ends_the_call()
    {
        var visit = await new Visit().SaysAsync("goodbye");
        Assert.True(visit.HungUp);
    }

    [Fact]
    public async Task Two_misses_name_keys_and_three_a_person()
    {
        var visit = await new Visit { CanType = true }.SaysAsync("blah blah", "florp the gnarl");
        visit.HearsThat("press 1");
        visit.HearsThat("type");
        await visit.SaysAsync("grumble mumble");
        visit.HearsThat("person");
        await visit.SaysAsync("yes");
        Assert.Equal("+12125550100", visit.TransferredTo);
    }

    [Fact]
    public async Task Sounds_without_words_count_as_misses()
    {
        var visit = await new Visit().SaysAsync("book an appointment");
        await visit.SilentAsync(SilenceKind.NotUnderstood);
        await visit.SilentAsync(SilenceKind.NotUnderstood, 2);
        visit.HearsThat("press 1");
        await visit.SilentAsync(SilenceKind.NotUnderstood, 3);
        visit.HearsThat("person");
    }

    [Fact]
    public async Task Silence_is_met_with_the_question_in_other_words()
    {
        var visit = await new Visit().SaysAsync("book an appointment");
        await visit.SilentAsync(SilenceKind.Idle);
        visit.HearsThat("for example");
        await visit.SilentAsync(SilenceKind.Idle, 2);
        visit.HearsThat("still there");
        await visit.SilentAsync(SilenceKind.GivingUp);
        Assert.True(visit.HungUp);
    }

    [Fact]
    public async Task The_end_of_the_time_is_announced_and_kept()
    {
        var visit = await new Visit().SaysAsync("book an appointment");
        await visit.SilentAsync(SilenceKind.TimeNearlyUp);
        visit.HearsThat("end soon");
        await visit.SilentAsync(SilenceKind.TimeUp);
        Assert.True(visit.HungUp);
    }

    [Fact]
    public async Task Silence_after_a_heard_read_back_asks_again_and_the_yes_counts()
    {
        var visit = await new Visit().SaysAsync("book an appointment", "tomorrow at ten a.m.", "Anna Miller", "skip");
        await visit.SilentAsync(SilenceKind.Idle);
        visit.HearsThat("press 1");
        await visit.SaysAsync("yes");
        visit.OnlyBooking();
    }

    [Fact]
    public void A_fallback_hands_to_a_person()
    {
        var brief = new VoiceBooker.Booking.Reception.CallBrief(default, new VoiceBooker.Booking.Events.Assistant { TransferNumber = "+12125550100" }, null, false, new Dictionary<string, string>());
        var receptionist = new VoiceBooker.Booking.Reception.Receptionist(brief, Minds.Script(new RememberedJournal(), TimeProvider.System), new FakeLedger(), new FakeNotes(), new FakeWishes(), new RememberedJournal(), TimeProvider.System, new(), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        Assert.Contains(receptionist.Fallback(), each => each is Speech.Transfers);
        Assert.NotNull(receptionist.Filler(1));
    }
}
