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
    [InlineData("thank you for calling Northside Clinic, for appointments press one")]
    [InlineData("para ventas pulse uno")]
    [InlineData("für terminvereinbarungen drücken sie die eins")]
    [InlineData("pour un rendez-vous tapez un")]
    [InlineData("please listen carefully as our options have changed")]
    public void Menus_are_known(string said) => Assert.Equal(FarSideSpeech.Menu, FarSideWords.Read(said));

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
