using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Tests.Voice.Calls;

public sealed class FarSideTests
{
    [Theory]
    [InlineData("Hi, you've reached Ana Lopez. I can't come to the phone right now, please leave a message after the tone")]
    [InlineData("the person you are trying to reach is not available at the tone please record your message")]
    [InlineData("your call has been forwarded to an automated voice message system")]
    [InlineData("sorry I missed your call leave me your name and number and I'll get back to you")]
    [InlineData("the mailbox is full and cannot accept any messages at this time")]
    [InlineData("you have reached the voicemail of five five five zero one four seven")]
    [InlineData("Guten Tag, ich bin gerade nicht erreichbar. Bitte hinterlassen Sie eine Nachricht nach dem Signalton.")]
    [InlineData("der angerufene teilnehmer ist zurzeit nicht erreichbar")]
    [InlineData("ha llamado al buzón de voz de Ana, deje su mensaje después de la señal")]
    [InlineData("en este momento no puedo atenderle deje un mensaje al oír el tono")]
    [InlineData("bonjour vous êtes bien sur la messagerie vocale d'Ana, laissez un message après le bip")]
    public void Greetings_of_answering_machines_are_known(string said) => Assert.Equal(FarSideSpeech.Machine, FarSideWords.Read(said));

    [Theory]
    [InlineData("je suis indisponible pour le moment merci de rappeler")]
    [InlineData("you've reached Ana Lopez I am not available right now")]
    [InlineData("sorry she can't come to the phone")]
    [InlineData("ahora no puedo atenderle")]
    public void Excuses_are_a_machines_until_somebody_has_listened_to_us(string said)
    {
        Assert.Equal(FarSideSpeech.Excuse, FarSideWords.Read(said));
        Assert.True(new FarSideJudge().Hear(said));
        Assert.False(new FarSideJudge().Hear(said, afterGreeting: true));
        var talk = new FarSideJudge();
        talk.Answered(TimeSpan.FromSeconds(1));
        Assert.False(talk.Hear(said));
        Assert.True(talk.Hear("please leave a message after the tone"));
    }

    [Theory]
    [InlineData("the person you are calling is using a screening service please state your name and why you're calling")]
    [InlineData("Hi, if you record your name and reason for calling, I'll see if this person is available")]
    [InlineData("before I try to connect you can I ask your name, go ahead and say your name and the reason for your call")]
    [InlineData("bitte nennen sie ihren namen und den grund für ihren anruf")]
    [InlineData("diga su nombre y el motivo de su llamada")]
    [InlineData("indiquez votre nom et la raison de votre appel")]
    public void Screening_is_known(string said) => Assert.Equal(FarSideSpeech.ScreeningAsks, FarSideWords.Read(said));

    [Theory]
    [InlineData("may I ask who's calling?")]
    [InlineData("Can I ask who is calling please")]
    [InlineData("could you tell me who's calling")]
    [InlineData("who's calling please")]
    public void Whoever_asks_who_calls_is_a_living_receptionist(string said) => Assert.Equal(FarSideSpeech.Person, FarSideWords.Read(said));

    [Theory]
    [InlineData("good morning")]
    [InlineData("Good afternoon, Acme, Bob here")]
    [InlineData("Guten Tag")]
    [InlineData("buenos días")]
    [InlineData("buenas tardes, dígame")]
    [InlineData("bonsoir")]
    public void People_pick_up_in_other_ways_than_with_hello(string said) => Assert.Equal(FarSideSpeech.Person, FarSideWords.Read(said));

    [Theory]
    [InlineData("thank you for calling Northside Clinic, for appointments press one")]
    [InlineData("para ventas pulse uno")]
    [InlineData("für terminvereinbarungen drücken sie die eins")]
    [InlineData("pour un rendez-vous tapez un")]
    [InlineData("you have reached Acme thank you for calling for billing press two")]
    public void Menus_are_known(string said) => Assert.Equal(FarSideSpeech.Menu, FarSideWords.Read(said));

    [Theory]
    [InlineData("please listen carefully as our options have changed")]
    [InlineData("For sales, press one. For support, press two. For all other questions, press zero.")]
    [InlineData("for sales press one for support press two to leave a message press three")]
    [InlineData("sorry we can't take your call, for sales press one, for opening hours press two")]
    [InlineData("für termine drücken sie die eins für alles andere drücken sie die null")]
    [InlineData("para ventas pulse uno para soporte pulse dos")]
    [InlineData("pour un rendez-vous tapez un pour une question tapez deux")]
    public void Several_keys_are_a_menu_that_nobody_living_tells(string said) => Assert.Equal(FarSideSpeech.WholeMenu, FarSideWords.Read(said));

    [Theory]
    [InlineData("press 1 to leave a callback number")]
    [InlineData("to leave a message press one")]
    [InlineData("to leave a message please press one or press star for more options")]
    [InlineData("to leave a callback number press five, to send a numeric page press six")]
    [InlineData("um eine Nachricht zu hinterlassen drücken Sie die Eins")]
    [InlineData("para dejar un mensaje pulse uno")]
    [InlineData("pour laisser un message tapez un")]
    public void A_key_for_leaving_word_is_a_machines_until_a_menu_names_others(string said)
    {
        Assert.Equal(FarSideSpeech.MessageKey, FarSideWords.Read(said));

        var judge = new FarSideJudge();
        judge.Hear(FarSide.Machine, "carrier");
        Assert.False(judge.Hear(said));
        Assert.Equal(FarSide.Machine, judge.Verdict);

        var unknown = new FarSideJudge();
        Assert.True(unknown.Hear(said));
        Assert.Equal(FarSide.Machine, unknown.Verdict);
        Assert.True(unknown.Hear("for our opening hours press two"));
        Assert.Equal(FarSide.Menu, unknown.Verdict);
        Assert.False(unknown.Hear(said));
        Assert.Equal(FarSide.Menu, unknown.Verdict);
    }

    [Theory]
    [InlineData("leave a message after the tone, when you are finished recording you may hang up or press one for more options")]
    [InlineData("at the tone please record your message or press one to leave a callback number")]
    public void A_machine_that_offers_keys_is_a_machine(string said) => Assert.Equal(FarSideSpeech.Machine, FarSideWords.Read(said));

    [Theory]
    [InlineData("your call is important to us")]
    [InlineData("for more options press star")]
    [InlineData("this call may be recorded")]
    public void What_machines_say_as_well_does_not_unmake_one(string said)
    {
        var judge = new FarSideJudge();
        judge.Hear(FarSide.Machine, "carrier");
        Assert.False(judge.Hear(said));
        Assert.Equal(FarSide.Machine, judge.Verdict);
        Assert.True(new FarSideJudge().Hear(said));
    }

    [Fact]
    public void The_carriers_machine_and_a_menus_keys_make_a_menu_in_either_order()
    {
        var late = new FarSideJudge();
        Assert.True(late.Hear(FarSide.Machine, "carrier"));
        Assert.True(late.Hear("Thank you for calling Acme. For sales, press one."));
        Assert.Equal(FarSide.Menu, late.Verdict);
        Assert.False(late.Hear(FarSide.Machine, "carrier"));

        var early = new FarSideJudge();
        Assert.True(early.Hear("Thank you for calling Acme. For sales, press one."));
        Assert.False(early.Hear(FarSide.Machine, "carrier"));
        Assert.Equal(FarSide.Menu, early.Verdict);
    }

    [Fact]
    public void No_keys_unmake_a_machine_that_has_beeped_or_is_known_by_its_own_words()
    {
        var beeped = new FarSideJudge();
        beeped.Hear(FarSide.Machine, "carrier");
        beeped.Hear(FarSide.Beep, "sound");
        Assert.False(beeped.Hear("to send your message press one to hear it press two"));
        Assert.False(beeped.Hear("for sales press one for support press two"));
        Assert.Equal(FarSide.Beep, beeped.Verdict);

        var spoken = new FarSideJudge();
        spoken.Hear("please leave a message after the tone");
        Assert.False(spoken.Hear("for sales press one for support press two"));
        Assert.Equal(FarSide.Machine, spoken.Verdict);
    }

    [Fact]
    public void A_menu_that_ends_at_a_machine_is_one()
    {
        var judge = new FarSideJudge();
        judge.Hear("for sales press one for support press two");
        Assert.True(judge.Hear("nobody has pressed a key please leave a message after the tone"));
        Assert.Equal(FarSide.Machine, judge.Verdict);
    }

    [Fact]
    public void Sentences_before_the_keys_make_nobody_a_person_for_good()
    {
        var judge = new FarSideJudge();
        judge.Hear("thank you for calling Acme");
        judge.Answered(TimeSpan.FromSeconds(2));
        judge.Hear("we are open from Monday to Friday");
        judge.Answered(TimeSpan.FromSeconds(3));
        Assert.False(judge.Hear("for sales press one"));
        Assert.True(judge.Hear("for support press two or press zero for the operator"));
        Assert.Equal(FarSide.Menu, judge.Verdict);
    }

    [Fact]
    public void Who_picked_up_like_a_person_listened_and_answered_is_no_menu_and_no_machine_of_the_carriers()
    {
        var judge = new FarSideJudge();
        judge.Hear("hello");
        judge.Answered(TimeSpan.FromSeconds(1), listened: true);
        Assert.False(judge.Hear("so is it press one for yes and press two for no"));
        Assert.False(judge.Hear(FarSide.Machine, "carrier"));
        Assert.False(judge.Hear(FarSide.Beep, "carrier"));
        Assert.Equal(FarSide.Human, judge.Verdict);
        Assert.True(judge.Hear("leave a message after the tone"));
    }

    [Fact]
    public void A_hello_and_the_carriers_machine_make_a_person_in_either_order()
    {
        var late = new FarSideJudge();
        late.Hear(FarSide.Machine, "carrier");
        Assert.True(late.Hear("hello?"));
        Assert.Equal(FarSide.Human, late.Verdict);

        var early = new FarSideJudge();
        early.Hear("hello?");
        Assert.False(early.Hear(FarSide.Machine, "carrier"));
        Assert.NotEqual(FarSide.Machine, early.Verdict);
        Assert.True(early.Hear(FarSide.Beep, "carrier")); // "hello, this is Ana" and a beep

        var greeting = new FarSideJudge();
        greeting.Hear("hello this is Ana");
        greeting.Hear("I am out at sea till Easter");
        Assert.True(greeting.Hear(FarSide.Machine, "carrier"));
    }

    [Theory]
    [InlineData(FarSide.Machine)]
    [InlineData(FarSide.Beep)]
    [InlineData(FarSide.Fax)]
    public void The_carrier_may_take_back_what_it_said_as_long_as_nothing_else_confirmed_it(FarSide first)
    {
        var judge = new FarSideJudge();
        judge.Hear(first, "carrier");
        Assert.True(judge.Hear(FarSide.Human, "carrier"));
        Assert.Equal(FarSide.Human, judge.Verdict);
        Assert.True(judge.Hear(first, "carrier"));
        Assert.Equal(first, judge.Verdict);
    }

    [Fact]
    public void The_carrier_takes_nothing_back_that_words_or_sounds_have_confirmed()
    {
        var words = new FarSideJudge();
        words.Hear(FarSide.Machine, "carrier");
        words.Hear("leave a message after the tone");
        Assert.False(words.Hear(FarSide.Human, "carrier"));
        Assert.Equal(FarSide.Machine, words.Verdict);

        var sound = new FarSideJudge();
        sound.Hear(FarSide.Machine, "carrier");
        sound.Hear(FarSide.Beep, "sound");
        Assert.False(sound.Hear(FarSide.Human, "carrier"));
        Assert.Equal(FarSide.Beep, sound.Verdict);
    }

    [Theory]
    [InlineData("Thank you for calling Acme.", true)]
    [InlineData("Hello and welcome to Acme", true)]
    [InlineData("Willkommen bei Acme.", true)]
    [InlineData("gracias por llamar a Flores López", true)]
    [InlineData("thank you for calling Lopez Flowers how can I help you", false)]
    [InlineData("Thank you for calling Acme, this is Bob", false)]
    [InlineData("Thank you for calling Acme?", false)]
    [InlineData("thank you for calling but I have no need", false)]
    [InlineData("Hello?", false)]
    public void A_business_that_only_welcomes_us_may_go_on(string said, bool opens) => Assert.Equal(opens, FarSideWords.Opens(said));

    [Theory]
    [InlineData("Hello?")]
    [InlineData("hi this is Ana")]
    [InlineData("yes speaking")]
    [InlineData("who is this")]
    [InlineData("ja hallo")]
    [InlineData("wer ist da")]
    [InlineData("diga")]
    [InlineData("allô oui c'est qui")]
    [InlineData("hello can you hear me")]
    public void People_who_pick_up_are_people(string said) => Assert.Equal(FarSideSpeech.Person, FarSideWords.Read(said));

    [Theory]
    [InlineData("thank you for calling Lopez Flowers how can I help you")]
    [InlineData("you have reached the wrong number")]
    [InlineData("Tuesday at ten would be fine")]
    [InlineData("can you leave it open")]
    [InlineData("gracias por llamar a Flores López")]
    [InlineData("so I just press nine")]
    [InlineData("listen carefully I only have a minute")]
    public void What_people_say_as_well_makes_no_machine(string said) => Assert.True(FarSideWords.Read(said) is FarSideSpeech.Neutral or FarSideSpeech.Person, FarSideWords.Read(said).ToString());

    [Fact]
    public void A_verdict_is_turned_round_in_both_directions()
    {
        var judge = new FarSideJudge();
        Assert.True(judge.Hear(FarSide.Human, "carrier"));
        Assert.True(judge.Hear("please leave a message after the tone"));
        Assert.Equal(FarSide.Machine, judge.Verdict);
        Assert.False(judge.Hear(FarSide.Human, "carrier")); // it has heard less than we have
        Assert.True(judge.Hear("hello? who is this"));
        Assert.Equal(FarSide.Human, judge.Verdict);
        Assert.True(judge.Hear("sorry, just kidding, leave a message after the beep") is false); // as firm as what it would have to turn
        Assert.Equal(FarSide.Human, judge.Verdict);
    }

    [Fact]
    public void A_late_opinion_of_the_carrier_changes_nothing_for_somebody_who_talks()
    {
        var judge = new FarSideJudge();
        Assert.True(judge.Answered(TimeSpan.FromSeconds(4)));
        Assert.False(judge.IsSure);
        judge.Answered(TimeSpan.FromSeconds(4));
        judge.Answered(TimeSpan.FromSeconds(3));
        Assert.True(judge.IsSure);
        Assert.False(judge.Hear(FarSide.Machine, "carrier"));
        Assert.False(judge.Hear(FarSide.Beep, "carrier"));
        Assert.False(judge.Hear("you can leave a message at the tone, they told me"));
        Assert.Equal(FarSide.Human, judge.Verdict);
    }

    [Fact]
    public void One_long_speech_makes_nobody_a_person_for_good()
    {
        var judge = new FarSideJudge();
        judge.Answered(TimeSpan.FromSeconds(30));
        Assert.False(judge.IsSure);
        Assert.True(judge.Hear(FarSide.Machine, "carrier"));
    }

    [Fact]
    public void A_beep_ends_a_greeting_and_is_nothing_in_a_conversation()
    {
        var judge = new FarSideJudge();
        judge.Hear(FarSide.Machine, "carrier");
        Assert.True(judge.Hear(FarSide.Beep, "sound"));
        Assert.False(judge.Hear(FarSide.Machine, "carrier")); // it has ended

        var talk = new FarSideJudge();
        talk.Answered(TimeSpan.FromSeconds(2));
        Assert.False(talk.Hear(FarSide.Beep, "sound"));
    }
}
