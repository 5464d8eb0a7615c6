using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Booking.Reception;

/// <summary>Callers who book what asks questions of its own.</summary>
public sealed class EventQuestionsTests
{
    private static readonly string[] UpToQuestions = ["book an appointment", "tomorrow at ten a.m.", "Anna Miller", "anna at gmail dot com", "yes"];

    private static readonly EventQuestion Reason = new("reason", "Reason for your visit", QuestionKind.Text, [], Required: true);
    private static readonly EventQuestion Guests = new("guests", "Number of guests", QuestionKind.Number, [], Required: true);
    private static readonly EventQuestion Treatment = new("treatment", "Which treatment would you like", QuestionKind.OneOf, ["Cleaning", "Filling", "Check-up"], Required: true);
    private static readonly EventQuestion Insured = new("insured", "Do you have insurance?", QuestionKind.YesNo, [], Required: true);
    private static readonly EventQuestion Extras = new("extras", "Extras", QuestionKind.SomeOf, ["Parking", "Lunch", "Translation"], Required: true);
    private static readonly EventQuestion Doctor = new("doctor", "Your doctor's telephone number", QuestionKind.Phone, [], Required: true);

    [Fact]
    public async Task Every_kind_of_question_is_asked_answered_read_back_and_passed_on()
    {
        var visit = await new Visit().Elsewhere(Reason, Guests, Treatment, Insured, Extras, Doctor).SaysAsync(UpToQuestions);
        visit.HearsThat("reason for your visit");
        visit.IsAsked(AnswerKind.FreeText);
        await visit.SaysAsync("a toothache since last Tuesday");
        visit.HearsThat("number of guests");
        await visit.SaysAsync("we will be twenty five people");
        visit.HearsThat("Which treatment would you like? You can say Cleaning, Filling or Check-up.");
        visit.IsAsked(AnswerKind.Choice);
        await visit.SaysAsync("the second one");
        visit.HearsThat("Do you have insurance?");
        visit.IsAsked(AnswerKind.YesNo);
        await visit.SaysAsync("no I don't");
        visit.HearsThat("one or more");
        await visit.SaysAsync("lunch and translation please");
        visit.IsAsked(AnswerKind.Digits);
        await visit.SaysAsync("two one two, five five five, oh one nine nine");
        visit.HearsThat("two one two");
        await visit.SaysAsync("yes");
        visit.HearsThat("reason for your visit: a toothache since last Tuesday; number of guests: twenty five; which treatment would you like: Filling; do you have insurance: no; extras: Lunch and Translation");
        await visit.SaysAsync("yes");
        visit.OnlyBooking();
        Assert.Equal(
            [new("reason", "a toothache since last Tuesday"), new("guests", "25"), new("treatment", "Filling"), new("insured", "false"), new("extras", "Lunch\nTranslation"), new("doctor", "+12125550199")],
            visit.Ledger.Committed[0].Answers);
    }

    [Fact]
    public async Task Questions_that_are_not_required_are_not_asked()
    {
        var visit = await new Visit().Elsewhere(Reason with { Required = false }).SaysAsync(UpToQuestions);
        visit.HearsThat("Shall I book it?");
    }

    [Fact]
    public async Task The_owners_own_wording_is_asked()
    {
        var visit = await new Visit().Elsewhere(Guests with { Ask = "How many of you will come?" }).SaysAsync(UpToQuestions);
        visit.HearsThat("How many of you will come?");
        visit.DoesNotHear("number of guests");
    }

    [Theory]
    [InlineData("filling", "Filling")]
    [InlineData("I need a filling please", "Filling")]
    [InlineData("just a check up", "Check-up")]
    [InlineData("the last one", "Check-up")]
    [InlineData("number one", "Cleaning")]
    [InlineData("the third one please", "Check-up")]
    public async Task An_option_is_known_by_its_words_or_its_place(string words, string answer)
    {
        var visit = await new Visit().Elsewhere(Treatment).SaysAsync([.. UpToQuestions, words, "yes"]);
        Assert.Equal([new EventAnswer("treatment", answer)], visit.Ledger.Committed[0].Answers);
    }

    [Fact]
    public async Task Options_and_yes_and_no_are_keyed_after_trouble()
    {
        var visit = await new Visit().Elsewhere(Treatment, Insured, Extras, Guests).SaysAsync([.. UpToQuestions, "the green one"]);
        visit.HearsThat("For Cleaning, press 1; for Filling, press 2; for Check-up, press 3");
        await visit.KeysAsync("3");
        await visit.KeysAsync("1");
        await visit.KeysAsync("13#");
        await visit.KeysAsync("12#");
        visit.HearsThat("Shall I book it?");
        await visit.KeysAsync("1");
        Assert.Equal([new("treatment", "Check-up"), new("insured", "true"), new("extras", "Parking\nTranslation"), new("guests", "12")], visit.Ledger.Committed[0].Answers);
    }

    [Fact]
    public async Task What_is_not_understood_leads_to_typing_and_then_to_a_person()
    {
        var visit = new Visit { CanType = true }.Elsewhere(Treatment);
        await visit.SaysAsync([.. UpToQuestions, "blah florp", "florp blah"]);
        visit.HearsThat("You can also type it");
        await visit.SaysAsync("florp");
        visit.HearsThat("person");
        await visit.SaysAsync("no");
        visit.HearsThat("Which treatment");
        visit.NothingBooked();
    }

    [Fact]
    public async Task A_required_answer_is_not_skipped()
    {
        var visit = await new Visit().Elsewhere(Reason).SaysAsync([.. UpToQuestions, "skip"]);
        visit.HearsThat("can't be booked without that");
        visit.IsAsked(AnswerKind.FreeText);
        await visit.SaysAsync("I'd rather not say");
        visit.HearsThat("can't be booked without that");
        await visit.SaysAsync("none");
        visit.HearsThat("Shall I book it?");
        await visit.SaysAsync("yes");
        Assert.Equal("none", visit.Ledger.Committed[0].Answers[0].Answer);
    }

    [Theory]
    [InlineData("I want to cancel my gym contract")]
    [InlineData("I'd like to book a flight and I need advice")]
    [InlineData("my insurance won't pay since Monday")]
    [InlineData("no")]
    public async Task A_free_answer_is_taken_as_it_is_said_whatever_it_sounds_like(string words)
    {
        var visit = await new Visit().Elsewhere(Reason).SaysAsync([.. UpToQuestions, words, "yes"]);
        Assert.Equal(words, visit.Ledger.Committed[0].Answers[0].Answer);
    }

    [Fact]
    public async Task Another_time_may_be_wished_while_a_question_stands()
    {
        var visit = await new Visit().Elsewhere(Guests).SaysAsync([.. UpToQuestions, "actually make it Wednesday at two p.m.", "four", "yes"]);
        Assert.Equal(Visit.At(12, 2, 14), visit.OnlyBooking().Slot.Start);
        Assert.Equal("4", visit.Ledger.Committed[0].Answers[0].Answer);
    }

    [Fact]
    public async Task A_person_may_be_asked_for_while_a_question_stands()
    {
        var visit = await new Visit().Elsewhere(Reason).SaysAsync([.. UpToQuestions, "I want to speak to a person"]);
        Assert.NotNull(visit.TransferredTo);
    }

    [Theory]
    [InlineData("no, the number of guests is four", "4")]
    [InlineData("no, four guests", "4")]
    public async Task An_answer_is_put_right_at_the_read_back(string words, string answer)
    {
        var visit = await new Visit().Elsewhere(Guests, Reason).SaysAsync([.. UpToQuestions, "three", "a toothache", words]);
        visit.HearsThat("four");
        await visit.SaysAsync("yes");
        Assert.Equal([new("guests", answer), new("reason", "a toothache")], visit.Ledger.Committed[0].Answers);
    }

    [Fact]
    public async Task An_answer_is_asked_again_when_only_its_name_is_said()
    {
        var visit = await new Visit().Elsewhere(Guests, Reason).SaysAsync([.. UpToQuestions, "three", "a toothache", "no"]);
        visit.HearsThat("the number of guests, the reason for your visit or the e-mail");
        await visit.SaysAsync("the reason");
        visit.IsAsked(AnswerKind.FreeText);
        await visit.SaysAsync("a headache", "yes");
        Assert.Equal([new("guests", "3"), new("reason", "a headache")], visit.Ledger.Committed[0].Answers);
    }

    [Fact]
    public async Task The_answer_to_change_may_be_keyed()
    {
        var visit = await new Visit().Elsewhere(Guests, Reason).SaysAsync([.. UpToQuestions, "three", "a toothache", "no"]);
        await visit.KeysAsync("5");
        visit.HearsThat("reason for your visit");
        await visit.SaysAsync("a headache", "yes");
        Assert.Equal("a headache", visit.Ledger.Committed[0].Answers[1].Answer);
    }

    [Fact]
    public async Task The_name_is_still_the_name()
    {
        var visit = await new Visit().Elsewhere(Guests with { Label = "Company name", Kind = QuestionKind.Text }).SaysAsync([.. UpToQuestions, "Acme", "no, the name is Hannah Miller", "yes"]);
        Assert.Equal("Hannah Miller", visit.OnlyBooking().Attendee.Name);
        Assert.Equal("Acme", visit.Ledger.Committed[0].Answers[0].Answer);
    }

    [Fact]
    public async Task Values_given_with_the_call_answer_questions_of_their_name()
    {
        var visit = new Visit().Elsewhere(Reason, Guests, Treatment, Insured);
        visit.Variables["Reason for your visit"] = "toothache";
        visit.Variables["guests"] = "3";
        visit.Variables["treatment"] = "drilling";
        visit.Variables["INSURED"] = "true";
        await visit.SaysAsync(UpToQuestions);
        visit.HearsThat("Which treatment"); // what was given is none of the options
        await visit.SaysAsync("filling", "yes");
        Assert.Equal([new("reason", "toothache"), new("guests", "3"), new("treatment", "Filling"), new("insured", "true")], visit.Ledger.Committed[0].Answers);
    }

    [Fact]
    public async Task A_second_booking_on_the_call_asks_an_equal_question_no_second_time()
    {
        var visit = await new Visit().Elsewhere(Reason).SaysAsync([.. UpToQuestions, "a toothache", "yes", "yes, another appointment please", "Wednesday at two p.m."]);
        visit.HearsThat("reason for your visit: a toothache");
        await visit.SaysAsync("yes");
        Assert.Equal(2, visit.Booked.Count);
        Assert.Equal("a toothache", visit.Ledger.Committed[1].Answers[0].Answer);
    }

    [Fact]
    public async Task A_number_that_is_just_the_callers_own_is_not_asked()
    {
        var visit = await new Visit().Elsewhere(Doctor with { Id = "phone", Label = "Phone number" }).SaysAsync(UpToQuestions);
        visit.HearsThat("Shall I book it?");
        await visit.SaysAsync("yes");
        Assert.Equal([new EventAnswer("phone", Visit.Number)], visit.Ledger.Committed[0].Answers);
    }

    [Fact]
    public async Task A_refused_answer_is_asked_again_and_the_time_kept()
    {
        var visit = await new Visit().Elsewhere(Guests, Reason).SaysAsync([.. UpToQuestions, "three hundred", "a toothache"]);
        visit.Ledger.Next.Enqueue(new BookingOutcome.FieldInvalid("guests", "too many"));
        await visit.SaysAsync("yes");
        visit.HearsThat("didn't accept the number of guests. Nothing is booked yet.");
        Assert.Equal(1, visit.Ledger.Leases);
        await visit.SaysAsync("three");
        visit.HearsThat("Shall I book it?");
        await visit.SaysAsync("yes");
        visit.OnlyBooking();
        Assert.Equal([new("guests", "3"), new("reason", "a toothache")], visit.Ledger.Committed[^1].Answers);
    }

    [Fact]
    public async Task A_value_given_with_the_call_that_is_refused_is_asked()
    {
        var visit = new Visit().Elsewhere(Guests);
        visit.Variables["guests"] = "300";
        await visit.SaysAsync(UpToQuestions);
        visit.Ledger.Next.Enqueue(new BookingOutcome.FieldInvalid("Number of guests", "too many"));
        await visit.SaysAsync("yes");
        visit.HearsThat("number of guests");
        await visit.SaysAsync("two", "yes");
        Assert.Equal("2", visit.Ledger.Committed[^1].Answers[0].Answer);
    }

    [Fact]
    public async Task A_question_that_turns_out_to_be_required_is_asked_then()
    {
        var visit = await new Visit().Elsewhere(Reason with { Required = false }).SaysAsync(UpToQuestions);
        visit.Ledger.Next.Enqueue(new BookingOutcome.FieldInvalid("reason", "missing"));
        await visit.SaysAsync("yes");
        visit.IsAsked(AnswerKind.FreeText);
        await visit.SaysAsync("a toothache", "yes");
        Assert.Equal("a toothache", visit.Ledger.Committed[^1].Answers[0].Answer);
    }

    [Fact]
    public async Task A_number_that_is_needed_is_not_skipped()
    {
        var visit = new Visit { Caller = null }.Elsewhere();
        visit.Consultation.NeedsPhone = true;
        await visit.SaysAsync([.. UpToQuestions, "skip"]);
        visit.HearsThat("can't be booked without a telephone number");
        visit.IsAsked(AnswerKind.Digits);
        await visit.SaysAsync("two one two five five five oh one nine nine", "yes", "yes");
        Assert.Equal("+12125550199", visit.OnlyBooking().Attendee.Phone);
    }

    [Fact]
    public async Task Typed_answers_are_taken_as_they_are()
    {
        var visit = new Visit { CanType = true, By = SaidBy.Typing }.Elsewhere(Reason, Guests);
        await visit.SaysAsync("book an appointment", "tomorrow at ten a.m.", "Anna Miller", "anna@gmail.com", "Why, the tooth (left).", "2", "yes");
        Assert.Equal([new("reason", "Why, the tooth (left)."), new("guests", "2")], visit.Ledger.Committed[0].Answers);
    }

    [Fact]
    public async Task Hanging_up_in_the_middle_of_the_questions_books_nothing_and_lets_go()
    {
        var visit = await new Visit().Elsewhere(Reason).SaysAsync(UpToQuestions);
        await visit.HangsUpAsync("yes");
        visit.NothingBooked();
        Assert.Equal(0, visit.Ledger.Leases);
    }

    [Fact]
    public async Task A_moved_appointment_keeps_its_answers()
    {
        var visit = await new Visit().Elsewhere(Reason).SaysAsync([.. UpToQuestions, "a toothache", "yes", "please move it to Wednesday at two p.m.", "yes"]);
        Assert.Equal(Visit.At(12, 2, 14), visit.OnlyBooking().Slot.Start);
        Assert.Equal("a toothache", visit.Ledger.Committed[^1].Answers[0].Answer);
        Assert.Equal(2, visit.Ledger.Committed.Count);
    }

    [Fact]
    public async Task An_intent_keeps_its_state_while_a_question_stands()
    {
        var visit = await new Visit().Elsewhere(Reason).SaysAsync(UpToQuestions);
        Assert.Empty(visit.Ledger.CommittedFrom);
        await visit.SaysAsync("a toothache", "yes");
        Assert.Equal([IntentState.Agreed], visit.Ledger.CommittedFrom);
    }
}
