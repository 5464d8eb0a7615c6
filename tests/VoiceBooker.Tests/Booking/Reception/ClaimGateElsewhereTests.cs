using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Tests.Booking.When;

namespace VoiceBooker.Tests.Booking.Reception;

/// <summary>What a mind may say of its own in German, Spanish and French while Tuesday, December first at half past ten is offered.</summary>
public sealed class ClaimGateElsewhereTests
{
    [Theory]
    [InlineData("de", "Ihr Termin ist gebucht.")]
    [InlineData("de", "Ich habe das für Sie reserviert.")]
    [InlineData("de", "Der Termin ist bestätigt.")]
    [InlineData("de", "Ich hätte Dienstag um drei frei.")]
    [InlineData("de", "Morgen geht es.")]
    [InlineData("de", "Am ersten Dezember um halb elf.")]
    [InlineData("de", "Wir freuen uns auf Sie!")]
    [InlineData("de", "Bis Dienstag!")]
    [InlineData("de", "Es geht um 15 Uhr.")]
    [InlineData("de", "Um elf Uhr dreißig?")]
    [InlineData("es", "Su cita queda reservada.")]
    [InlineData("es", "Confirmado.")]
    [InlineData("es", "Está confirmada para usted.")]
    [InlineData("es", "Tengo el martes a las tres.")]
    [InlineData("es", "Le esperamos el martes.")]
    [InlineData("es", "Hasta mañana.")]
    [InlineData("es", "Por la tarde hay sitio.")]
    [InlineData("es", "Todo listo.")]
    [InlineData("fr", "C'est réservé.")]
    [InlineData("fr", "Votre rendez-vous est confirmé.")]
    [InlineData("fr", "À mardi !")]
    [InlineData("fr", "J'ai de la place mardi à trois heures.")]
    [InlineData("fr", "Demain, c'est possible.")]
    [InlineData("fr", "C'est fait.")]
    [InlineData("fr", "J'ai noté votre rendez-vous.")]
    public void Claims_and_times_that_nothing_backs_do_not_pass(string tag, string sentence) => Assert.False(Allows(tag, sentence), sentence);

    [Theory]
    [InlineData("de", "Soll ich das buchen?")]
    [InlineData("de", "Guten Tag, wie kann ich Ihnen heute helfen?")]
    [InlineData("de", "Einen Moment bitte, ich sehe nach.")]
    [InlineData("de", "Natürlich, sehr gerne.")]
    [InlineData("de", "Dafür brauche ich noch Ihren Namen.")]
    [InlineData("de", "Welcher Tag würde Ihnen passen?")]
    [InlineData("de", "Vielen Dank, einen schönen Tag noch.")]
    [InlineData("de", "Am Dienstag, dem ersten Dezember, um zehn Uhr dreißig, passt das?")]
    [InlineData("de", "Um zehn Uhr dreißig?")]
    [InlineData("es", "¿Quiere que la reserve?")]
    [InlineData("es", "Buenos días, ¿en qué puedo ayudarle hoy?")]
    [InlineData("es", "Claro, con mucho gusto.")]
    [InlineData("es", "Necesito su nombre, por favor.")]
    [InlineData("es", "¿Qué día le vendría bien?")]
    [InlineData("fr", "Voulez-vous que je réserve ?")]
    [InlineData("fr", "Bonjour, comment puis-je vous aider aujourd'hui ?")]
    [InlineData("fr", "Très volontiers, quel est votre nom ?")]
    [InlineData("fr", "Un instant, s'il vous plaît.")]
    [InlineData("fr", "Bonne journée !")]
    [InlineData("fr", "Quel jour vous conviendrait ?")]
    public void Small_talk_questions_and_what_was_offered_pass(string tag, string sentence) => Assert.True(Allows(tag, sentence), sentence);

    [Fact]
    public void What_the_desk_would_say_of_an_offered_time_passes_and_of_another_does_not()
    {
        foreach (var tongue in Tongue.All)
        {
            var say = Phrasebook.Of(tongue);
            var offered = WhenClock.At("2026-12-01T10:30", "Europe/Berlin").Now;
            Assert.True(Allows(tongue.Code, $"{say.DateAndTime(offered, new(2026, 11, 25))}."), tongue.Code);
            Assert.False(Allows(tongue.Code, $"{say.DateAndTime(offered.PlusHours(1), new(2026, 11, 25))}."), tongue.Code);
        }
    }

    [Fact]
    public void What_stands_in_the_instructions_may_be_said()
    {
        Assert.True(Allows("de", "Wir haben Montag bis Freitag von neun bis siebzehn Uhr geöffnet.", "Wir haben Montag bis Freitag von neun bis siebzehn Uhr geöffnet."));
        Assert.False(Allows("de", "Wir haben Samstag geöffnet.", "Wir haben Montag bis Freitag geöffnet."));
    }

    [Fact]
    public void A_date_with_a_full_stop_ends_no_sentence()
    {
        var text = new System.Text.StringBuilder("Gern. Am 1. Dezember geht es. Und ");
        Assert.Equal(["Gern. ", "Am 1. Dezember geht es. "], ClaimGate.TakeSentences(text, Tongue.German));
        Assert.Equal("Und ", text.ToString());
    }

    private static bool Allows(string tag, string sentence, string instructions = "") =>
        ClaimGate.Allows(sentence, new ClaimGround(instructions, [WhenClock.At("2026-12-01T10:30", "Europe/Berlin").Now], new(2026, 11, 25)) { Tongue = Tongue.Of(tag) });
}
