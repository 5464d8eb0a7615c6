using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Tests.Booking.Minds;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;

namespace VoiceBooker.Tests.Booking.Reception;

public sealed class OptOutTests
{
    [Theory]
    [InlineData("stop calling me")]
    [InlineData("Please stop calling.")]
    [InlineData("can you people stop calling me all the time")]
    [InlineData("why don't you stop calling us")]
    [InlineData("take me off your list")]
    [InlineData("take my number off of your calling list please")]
    [InlineData("I want you to remove me from your database")]
    [InlineData("remove my number")]
    [InlineData("don't call again")]
    [InlineData("Don't ever call me again!")]
    [InlineData("do not call here anymore")]
    [InlineData("never call this number again")]
    [InlineData("don't call me")]
    [InlineData("no more calls")]
    [InlineData("I don't want any more calls from you")]
    [InlineData("I don't want to be called")]
    [InlineData("unsubscribe me")]
    [InlineData("I want to opt out")]
    [InlineData("put me on the do not call list")]
    [InlineData("lose my number")]
    [InlineData("leave me alone")]
    [InlineData("stop with these calls")]
    [InlineData("Rufen Sie mich nicht mehr an.")]
    [InlineData("rufen sie nie wieder an")]
    [InlineData("bitte nicht mehr anrufen")]
    [InlineData("nicht mehr anrufen")]
    [InlineData("Hören Sie auf, mich anzurufen!")]
    [InlineData("streichen Sie mich von Ihrer Liste")]
    [InlineData("löschen Sie bitte meine Nummer")]
    [InlineData("ich will keine Anrufe mehr")]
    [InlineData("ich möchte nicht mehr angerufen werden")]
    [InlineData("lassen Sie mich in Ruhe")]
    [InlineData("no me llamen más")]
    [InlineData("no me llame más por favor")]
    [InlineData("no vuelva a llamarme")]
    [InlineData("deje de llamarme")]
    [InlineData("quíteme de su lista")]
    [InlineData("borre mi número de la lista")]
    [InlineData("elimine mi número")]
    [InlineData("no quiero más llamadas")]
    [InlineData("déjeme en paz")]
    [InlineData("Ne m'appelez plus.")]
    [InlineData("ne me rappelez plus jamais")]
    [InlineData("arrêtez de m'appeler")]
    [InlineData("cessez d'appeler")]
    [InlineData("retirez-moi de votre liste")]
    [InlineData("supprimez mon numéro")]
    [InlineData("je ne veux plus être appelé")]
    [InlineData("laissez-moi tranquille")]
    [InlineData("I told you not to call")]
    [InlineData("I told you people not to call me again")]
    [InlineData("can you not call me any more")]
    [InlineData("would you please not call this number")]
    [InlineData("you people never call this number again")]
    [InlineData("please no more calls")]
    [InlineData("no more calls from you")]
    [InlineData("I said no more calls")]
    [InlineData("don't call back")]
    [InlineData("Rufen Sie mich nicht an")]
    [InlineData("bitte rufen Sie hier nicht an")]
    [InlineData("keine Anrufe mehr")]
    [InlineData("ich möchte bitte keine weiteren Anrufe")]
    [InlineData("no me llamen")]
    [InlineData("no me llamen a este número")]
    [InlineData("ne m'appelez pas")]
    [InlineData("ne m'appelez pas s'il vous plaît")]
    [InlineData("merci de ne plus m'appeler")]
    [InlineData("je vous ai dit de ne pas m'appeler")]
    [InlineData("j'en ai assez de vos appels")]
    public void Who_does_not_want_to_be_called_is_understood(string said) => Assert.True(OutboundWords.StopsCalls(said));

    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    [InlineData("es-ES")]
    [InlineData("fr-FR")]
    public void What_is_listened_for_all_through_a_call_of_ours_is_understood(string language) =>
        Assert.All(StandingPhrases.WaysToStopCalls(new Assistant { Language = language }), said => Assert.True(OutboundWords.StopsCalls(said), said));

    [Theory]
    [InlineData("don't stop")]
    [InlineData("please don't stop calling me")]
    [InlineData("call me back")]
    [InlineData("call me again tomorrow")]
    [InlineData("I'll stop by at nine")]
    [InlineData("stop by at nine")]
    [InlineData("can I stop by")]
    [InlineData("stop")]
    [InlineData("don't call me before nine")]
    [InlineData("don't call me tomorrow, call on Friday")]
    [InlineData("never mind")]
    [InlineData("take me off the waiting list")]
    [InlineData("remove the appointment")]
    [InlineData("take the second one")]
    [InlineData("my number is two one two five five five")]
    [InlineData("I called again but nobody answered")]
    [InlineData("don't forget my number")]
    [InlineData("rufen Sie mich morgen an")]
    [InlineData("rufen Sie mich später zurück")]
    [InlineData("ich kann Sie nicht mehr hören")]
    [InlineData("rufen Sie mich nicht mehr heute an, lieber morgen")]
    [InlineData("streichen Sie den Termin")]
    [InlineData("llámeme más tarde")]
    [InlineData("no me llame más tarde, llame ahora")]
    [InlineData("no deje de llamarme")]
    [InlineData("borre la cita")]
    [InlineData("appelez-moi plus tard")]
    [InlineData("rappelez-moi demain")]
    [InlineData("n'arrêtez pas")]
    [InlineData("plus tard")]
    [InlineData("you never call me back")]
    [InlineData("you never call me any more")]
    [InlineData("don't call back, I'll ring you")]
    [InlineData("why don't you call me again tomorrow")]
    [InlineData("why can you not call me")]
    [InlineData("I told you not to call before nine")]
    [InlineData("please don't call me again before Monday")]
    [InlineData("I have no more calls after three, so that works")]
    [InlineData("I have no more calls")]
    [InlineData("please no more calls after six")]
    [InlineData("Ich habe keine Anrufe von Ihnen bekommen")]
    [InlineData("bei mir sind heute keine Anrufe mehr")]
    [InlineData("warum rufen Sie mich nicht an")]
    [InlineData("Sie rufen mich nie wieder an")]
    [InlineData("bitte keine Anrufe vor neun")]
    [InlineData("no tengo ninguna llamada más")]
    [InlineData("vous ne me rappelez jamais")]
    [InlineData("vous ne m'appelez pas")]
    [InlineData("ne m'appelez pas avant neuf heures")]
    [InlineData("je n'ai plus d'appels")]
    public void Who_says_something_else_is_not_taken_off(string said) => Assert.False(OutboundWords.StopsCalls(said));

    [Theory]
    [InlineData("stop")]
    [InlineData("Stop it!")]
    [InlineData("no, stop, please stop")]
    [InlineData("stopp")]
    [InlineData("bitte stopp")]
    [InlineData("arrêtez")]
    [InlineData("arrêtez s'il vous plaît")]
    [InlineData("para")]
    [InlineData("basta ya")]
    public void Stop_and_nothing_else_counts_on_calls_that_we_make(string said)
    {
        Assert.True(OurCallsTests.Called().Heeds(said));
        Assert.False(new Visit().Heeds(said));
    }

    [Theory]
    [InlineData("I'll stop by at nine")]
    [InlineData("don't stop")]
    [InlineData("no basta")]
    [InlineData("para el martes")]
    [InlineData("stop by")]
    [InlineData("n'arrêtez pas")]
    public void Stop_in_other_words_does_not(string said) => Assert.False(OurCallsTests.Called().Heeds(said));

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
