using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Booking.Reception.Stopping;
using VoiceBooker.Tests.Booking.Minds;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Booking.Reception;

public sealed class OptOutTests
{
    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    [InlineData("es-ES")]
    [InlineData("fr-FR")]
    public void What_is_listened_for_all_through_a_call_of_ours_is_understood(string language) =>
        Assert.All(StandingPhrases.WaysToStopCalls(new Assistant { Language = language }), said => Assert.True(StopWords.Read(said, StopPlace.OurCall) is StopWish.Clear, said));

    [Fact]
    public async Task The_number_is_off_the_list_before_it_is_said()
    {
        var visit = OurCallsTests.Called();
        await visit.SaysAsync("yes", "stop calling me");

        Assert.Equal((Visit.Number, "call", "stop calling me"), Assert.Single(visit.Wishes.Stopped));
        visit.HearsThat("I have taken your number off our list; you will not be called again. Goodbye.");
        Assert.True(visit.HungUp);
        Assert.Contains("opted-out", visit.Journal.Entries.Select(entry => entry.Kind));
    }

    [Fact]
    public async Task It_counts_in_the_first_words_of_a_call_and_in_the_last()
    {
        var first = OurCallsTests.Called();
        first.Conversation.Add(new Utterance(Speaker.Caller, "stop calling me", TimeSpan.Zero));
        await first.GreetAsync();
        Assert.Single(first.Wishes.Stopped);
        Assert.True(first.HungUp);

        var last = OurCallsTests.Called();
        await last.SaysAsync("yes");
        await last.HangsUpAsync("take me off your list");
        Assert.Single(last.Wishes.Stopped);
    }

    [Fact]
    public async Task It_counts_when_it_comes_in_pieces()
    {
        var visit = OurCallsTests.Called();
        await visit.GreetAsync();
        visit.Conversation.Add(new Utterance(Speaker.Caller, "would you please stop", TimeSpan.Zero));
        await visit.SaysAsync("calling me");
        Assert.Single(visit.Wishes.Stopped);
    }

    [Fact]
    public async Task Nine_is_the_key_for_it_wherever_the_call_stands()
    {
        var visit = OurCallsTests.Called();
        await visit.SaysAsync("yes", "Tuesday at ten");
        Assert.True(visit.Heeds("9", SaidBy.Keys));
        Assert.False(visit.Heeds("1", SaidBy.Keys));
        Assert.False(visit.Heeds("9175550147", SaidBy.Keys));
        await visit.KeysAsync("9");

        Assert.Equal((Visit.Number, "key", ""), Assert.Single(visit.Wishes.Stopped));
        Assert.True(visit.HungUp);
        Assert.Empty(visit.Ledger.Calendar);
    }

    [Theory]
    [InlineData("99")]
    [InlineData("999#")]
    public async Task A_row_of_nines_is_asked_about(string keys)
    {
        var visit = OurCallsTests.Called();
        await visit.SaysAsync("yes");
        await visit.KeysAsync(keys);
        visit.HearsThat("Do you mean you want no more calls from us?");
        Assert.Empty(visit.Wishes.Stopped);
        await visit.KeysAsync("1");
        Assert.Equal("key", Assert.Single(visit.Wishes.Stopped).Source);
    }

    [Fact]
    public async Task A_nine_among_digits_that_are_asked_for_is_asked_about_once_and_then_is_one_of_them()
    {
        var visit = OurCallsTests.Called(person: "").Elsewhere(new EventQuestion("guests", "Number of guests", QuestionKind.Number, [], Required: true));
        await visit.SaysAsync("tomorrow at ten a.m.", "Anna Miller", "anna at gmail dot com", "yes");
        visit.HearsThat("number of guests");
        await visit.KeysAsync("9");
        visit.HearsThat("Do you mean you want no more calls from us?");
        await visit.KeysAsync("2");
        visit.HearsThat("number of guests");
        await visit.KeysAsync("9");

        Assert.Empty(visit.Wishes.Stopped);
        visit.HearsThat("number of guests: nine");
    }

    [Fact]
    public async Task A_nine_after_a_row_of_digits_may_be_its_last()
    {
        var visit = OurCallsTests.Called(person: "");
        await visit.GreetAsync();
        await visit.KeysAsync("21255501");
        await visit.KeysAsync("9");
        visit.HearsThat("Do you mean you want no more calls from us?");
        Assert.Empty(visit.Wishes.Stopped);
        await visit.KeysAsync("9");
        Assert.Single(visit.Wishes.Stopped);
    }

    [Fact]
    public async Task Nine_is_never_the_key_of_an_answer_on_a_call_that_we_made()
    {
        var options = Enumerable.Range(1, 9).Select(each => $"room {each}").ToArray();
        var question = new EventQuestion("room", "Which room", QuestionKind.OneOf, options, Required: true);
        foreach (var ours in (bool[])[true, false])
        {
            var visit = (ours ? OurCallsTests.Called(person: "") : new Visit()).Elsewhere(question);
            await visit.SaysAsync(ours ? "tomorrow at ten a.m." : "book an appointment tomorrow at ten a.m.", "Anna Miller", "anna at gmail dot com", "yes", "the blue one");
            visit.HearsThat("room 9");
            Assert.Equal(!ours, visit.Said.Contains("press 9", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task On_a_call_that_came_in_nine_is_a_key_like_others_but_the_words_count()
    {
        var visit = new Visit();
        Assert.False(visit.Heeds("9", SaidBy.Keys));
        await visit.SaysAsync("you called me this morning, take me off your list");
        Assert.Single(visit.Wishes.Stopped);
        visit.HearsThat("you will not be called again");
    }

    [Fact]
    public async Task What_could_not_be_written_is_never_said_to_be_done()
    {
        var visit = OurCallsTests.Called();
        visit.Wishes.Breaks = true;
        await visit.SaysAsync("stop calling me");

        visit.HearsThat("a person will see to it");
        visit.DoesNotHear("you will not be called again");
        Assert.Contains("do-not-call list", Assert.Single(visit.Notes.Left).Title, StringComparison.Ordinal);
        Assert.DoesNotContain("opted-out", visit.Journal.Entries.Select(entry => entry.Kind));

        visit.Notes.Breaks = true;
        await visit.SaysAsync("did you hear me");
        visit.HearsThat("couldn't write that down");
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("yes, please")]
    [InlineData("I said take me off")]
    [InlineData("no more calls")]
    public async Task What_may_be_the_wish_is_asked_about_and_a_yes_counts(string answer)
    {
        var visit = OurCallsTests.Called();
        await visit.SaysAsync("yes", "take me off that");
        visit.HearsThat("Do you mean you want no more calls from us?");
        visit.IsAsked(AnswerKind.YesNo);
        Assert.Empty(visit.Wishes.Stopped);

        await visit.SaysAsync(answer);
        Assert.Single(visit.Wishes.Stopped);
        visit.HearsThat("you will not be called again");
        Assert.True(visit.HungUp);
    }

    [Theory]
    [InlineData("de-DE", "hören Sie auf damit", "Meinen Sie, dass wir Sie nicht mehr anrufen sollen?", "ja bitte")]
    [InlineData("es-ES", "quíteme de ahí", "¿Quiere decir que no desea recibir más llamadas nuestras?", "sí")]
    [InlineData("fr-FR", "ça suffit", "Voulez-vous dire que vous ne voulez plus recevoir d'appels de notre part?", "oui")]
    public async Task It_is_asked_about_in_every_language(string language, string said, string asked, string yes)
    {
        var visit = OurCallsTests.Called();
        visit.Assistant.Language = language;
        await visit.SaysAsync(said);
        visit.HearsThat(asked);
        await visit.SaysAsync(yes);
        Assert.Single(visit.Wishes.Stopped);
    }

    [Fact]
    public async Task Who_did_not_mean_it_goes_on_where_they_were()
    {
        var visit = OurCallsTests.Called();
        await visit.SaysAsync("stop it", "no");
        visit.HearsThat("Am I speaking with Ana Lopez?");
        await visit.SaysAsync("yes", "Tuesday at ten", "no e-mail", "yes");

        Assert.Equal("Ana Lopez", visit.OnlyBooking().Attendee.Name);
        Assert.Empty(visit.Wishes.Stopped);
    }

    [Fact]
    public async Task Silence_and_other_words_are_no_yes_to_it()
    {
        var silent = OurCallsTests.Called();
        await silent.SaysAsync("yes", "take me off that");
        await silent.SilentAsync(SilenceKind.Idle);
        silent.HearsThat("Do you mean you want no more calls from us?");
        await silent.HangsUpAsync();
        Assert.Empty(silent.Wishes.Stopped);
        Assert.Equal((Visit.Number, "call", "take me off that"), Assert.Single(silent.Wishes.LeftToPerson));

        var other = OurCallsTests.Called();
        await other.SaysAsync("yes", "take me off that", "Tuesday at ten");
        other.HearsThat("Tuesday, December first, at ten a.m");
        await other.HangsUpAsync();
        Assert.Empty(other.Wishes.LeftToPerson);
    }

    [Fact]
    public async Task It_counts_in_two_turns_although_the_first_is_asked_about()
    {
        var visit = OurCallsTests.Called();
        await visit.SaysAsync("yes", "would you please stop", "calling me");
        Assert.Single(visit.Wishes.Stopped);
    }

    [Fact]
    public async Task Who_hangs_up_after_words_that_may_have_meant_it_is_left_to_a_person()
    {
        var visit = OurCallsTests.Called();
        await visit.SaysAsync("yes");
        await visit.HangsUpAsync("stop it");
        Assert.Empty(visit.Wishes.Stopped);
        Assert.Equal("stop it", Assert.Single(visit.Wishes.LeftToPerson).Words);
    }

    [Theory]
    [InlineData("please remove me from the schedule for Friday")]
    [InlineData("take me off the calendar for Thursday")]
    [InlineData("can you take my name off the appointment")]
    [InlineData("cancel my appointment")]
    public async Task Who_rings_to_cancel_is_not_hung_up_on(string said)
    {
        var visit = new Visit().Has(day: 4, hour: 10);
        await visit.SaysAsync(said);
        Assert.False(visit.HungUp);
        Assert.Empty(visit.Wishes.Stopped);
        visit.DoesNotHear("no more calls");
        await visit.HangsUpAsync();
        Assert.Empty(visit.Wishes.LeftToPerson);
    }

    [Fact]
    public async Task Who_rings_and_says_only_remove_me_is_asked_what_they_mean()
    {
        var visit = new Visit().Has(day: 4, hour: 10);
        await visit.SaysAsync("please remove me");
        visit.HearsThat("Do you mean you want no more calls from us?");
        await visit.SaysAsync("no, I want to cancel my appointment");
        visit.DoesNotHear("Do you mean");
        Assert.Empty(visit.Wishes.Stopped);
        Assert.False(visit.HungUp);

        var other = new Visit();
        await other.SaysAsync("please remove me", "yes");
        Assert.Single(other.Wishes.Stopped);
    }

    [Fact]
    public async Task A_halting_answer_in_Spanish_ends_no_call()
    {
        var visit = OurCallsTests.Called(person: "");
        visit.Assistant.Language = "es-ES";
        await visit.SaysAsync("para");
        Assert.False(visit.HungUp);
        await visit.SaysAsync("para el martes");
        Assert.Empty(visit.Wishes.Stopped);
        visit.DoesNotHear("llamadas");
    }

    [Fact]
    public async Task Who_says_yes_to_a_booking_and_no_to_calls_in_one_breath_hears_that_nothing_is_booked()
    {
        var visit = OurCallsTests.Called(person: "");
        await visit.SaysAsync("Tuesday at ten", "Ana Lopez", "no e-mail", "yes and stop calling me");
        visit.HearsThat("nothing is booked yet");
        visit.HearsThat("you will not be called again");
        visit.NothingBooked();
    }

    [Fact]
    public async Task Whoever_talks_into_the_goodbye_hears_it_again_and_nothing_else()
    {
        var visit = OurCallsTests.Called();
        await visit.SaysAsync("stop calling me", "okay and book me for Tuesday at ten");

        visit.HearsThat("you will not be called again");
        Assert.True(visit.HungUp);
        Assert.Single(visit.Wishes.Stopped);
    }

    [Theory]
    [InlineData("de-DE", "bitte nicht mehr anrufen", "Sie werden nicht mehr angerufen")]
    [InlineData("es-ES", "no me llamen más", "no le volveremos a llamar")]
    [InlineData("fr-FR", "ne m'appelez plus", "vous ne serez plus appelé")]
    [InlineData("de-DE", "stop calling me", "Sie werden nicht mehr angerufen")]
    public async Task It_is_answered_in_the_language_of_the_call(string language, string said, string heard)
    {
        var visit = OurCallsTests.Called();
        visit.Assistant.Language = language;
        await visit.SaysAsync(said);

        Assert.Single(visit.Wishes.Stopped);
        visit.HearsThat(heard);
    }

    [Fact]
    public void A_model_that_leads_is_not_asked()
    {
        var call = new LedCall().Model("eager", model => model.Answers = _ => [Piece.Text("Oh please let me tell you about our offers.")]).CallerSays("please stop calling me", from: 4, until: 5).Play(hangsUpAt: 20);

        Assert.Single(call.Visit.Wishes.Stopped);
        Assert.DoesNotContain("offers", call.Heard, StringComparison.Ordinal);
        Assert.Contains("you will not be called again", call.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public void Over_our_own_words_it_counts_as_well()
    {
        var call = new LedCall { Visit = OurCallsTests.Called() }.CallerSays("hello", from: 0.4, until: 0.8).CallerSays("stop calling me", from: 3, until: 4).Play(hangsUpAt: 30);

        Assert.Equal("call", Assert.Single(call.Visit.Wishes.Stopped).Source);
        Assert.EndsWith("you will not be called again. Goodbye.", call.Heard.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(["us"], call.Of("call.ended", "cause"));
    }

    [Fact]
    public void The_key_counts_over_our_own_words_and_over_a_message()
    {
        var talk = new LedCall { Visit = OurCallsTests.Called() }.Happens(new CallEvent.DigitPressed('9'), at: 4).Play(hangsUpAt: 30);
        Assert.Equal("key", Assert.Single(talk.Visit.Wishes.Stopped).Source);
        Assert.Equal(["us"], talk.Of("call.ended", "cause"));

        var message = new LedCall { Visit = OurCallsTests.Called(message: "Please call us.") }
            .Happens(new CallEvent.FarSideJudged(FarSide.Beep, "carrier"), at: 1).Happens(new CallEvent.DigitPressed('9'), at: 4).Play(hangsUpAt: 40);
        Assert.Equal("key", Assert.Single(message.Visit.Wishes.Stopped).Source);
        Assert.EndsWith("you will not be called again. Goodbye.", message.Heard.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_hears_the_whole_message()
    {
        var call = new LedCall { Visit = OurCallsTests.Called(message: "Please call us.") }.Happens(new CallEvent.FarSideJudged(FarSide.Beep, "carrier"), at: 1).Play(hangsUpAt: 60);

        Assert.Equal(["True"], call.Of("voicemail", "left"));
        Assert.StartsWith("Hello, this is Mia, an automated assistant, calling about your yearly check-up.", call.Heard, StringComparison.Ordinal);
        Assert.Equal(["us"], call.Of("call.ended", "cause"));
    }

    [Theory]
    [InlineData("I have removed your number from our list.")]
    [InlineData("You won't be called again.")]
    [InlineData("I'll call you back at ten.")]
    [InlineData("Someone will call you back tomorrow.")]
    public void A_models_promise_about_calls_passes_only_when_it_is_so(string sentence)
    {
        var ground = new ClaimGround("", [], new NodaTime.LocalDate(2026, 11, 30));
        Assert.False(ClaimGate.Allows(sentence, ground));
        Assert.False(PromiseWords.Unfounded(sentence, ground with { CallsAgain = true, OptedOut = true }));
    }
}
