using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Tests.Booking.Details;

/// <summary>Yes and no in German, Spanish and French: "!" stands behind a yes that was said in so many words, the only one that may confirm a booking.</summary>
public sealed class YesNoElsewhereTests
{
    [Theory]
    [InlineData("de", "ja", "Yes!")]
    [InlineData("de", "passt", "Yes!")]
    [InlineData("de", "genau", "Yes!")]
    [InlineData("de", "nee", "No")]
    [InlineData("de", "lieber nicht", "No")]
    [InlineData("de", "nein danke", "No")]
    [InlineData("de", "vielleicht", "Unclear")]
    [InlineData("de", "ich glaube schon", "Unclear")]
    [InlineData("de", "gut", "Yes")]
    [InlineData("de", "alles klar", "Yes")]
    [InlineData("de", "das passt mir leider nicht", "No")]
    [InlineData("de", "das geht", "Yes!")]
    [InlineData("de", "geht nicht", "No")]
    [InlineData("de", "weiß nicht", "Unclear")]
    [InlineData("de", "1", "Yes!")]
    [InlineData("de", "ja, bitte buchen Sie", "Yes!")]
    [InlineData("de", "mhm", "Yes")]
    [InlineData("de", "in Ordnung", "Yes!")]
    [InlineData("es", "sí", "Yes!")]
    [InlineData("es", "vale", "Yes!")]
    [InlineData("es", "claro", "Yes!")]
    [InlineData("es", "de acuerdo", "Yes!")]
    [InlineData("es", "pues no", "No")]
    [InlineData("es", "no gracias", "No")]
    [InlineData("es", "quizás", "Unclear")]
    [InlineData("es", "creo que sí", "Unclear")]
    [InlineData("es", "bueno", "Yes")]
    [InlineData("es", "no me va bien", "No")]
    [InlineData("es", "a ver", "Unclear")]
    [InlineData("es", "claro que sí, gracias", "Yes!")]
    [InlineData("es", "no sé", "Unclear")]
    [InlineData("fr", "oui", "Yes!")]
    [InlineData("fr", "d'accord", "Yes!")]
    [InlineData("fr", "ça marche", "Yes!")]
    [InlineData("fr", "non merci", "No")]
    [InlineData("fr", "peut-être", "Unclear")]
    [InlineData("fr", "peut être", "Unclear")]
    [InlineData("fr", "je crois que oui", "Unclear")]
    [InlineData("fr", "ça ne marche pas", "No")]
    [InlineData("fr", "pas d'accord", "No")]
    [InlineData("fr", "très bien", "Yes")]
    [InlineData("fr", "bien sûr", "Yes!")]
    [InlineData("fr", "je ne sais pas", "Unclear")]
    [InlineData("fr", "c'est bon", "Yes")]
    [InlineData("de", "jawohl", "Yes!")]
    [InlineData("de", "stimmt genau", "Yes!")]
    [InlineData("de", "einverstanden", "Yes!")]
    [InlineData("de", "ja gerne", "Yes!")]
    [InlineData("de", "auf jeden Fall", "Yes!")]
    [InlineData("de", "okay", "Yes!")]
    [InlineData("de", "super", "Yes")]
    [InlineData("de", "bitte", "Yes")]
    [InlineData("de", "doch", "Yes")]
    [InlineData("de", "auf keinen Fall", "No")]
    [InlineData("de", "das stimmt nicht", "No")]
    [InlineData("de", "nein, das ist falsch", "No")]
    [InlineData("de", "nicht buchen", "No")]
    [InlineData("de", "keiner davon", "No")]
    [InlineData("de", "kann sein", "Unclear")]
    [InlineData("de", "eventuell", "Unclear")]
    [InlineData("de", "mal sehen", "Unclear")]
    [InlineData("de", "jein", "Unclear")]
    [InlineData("de", "moment", "Unclear")]
    [InlineData("de", "wahrscheinlich", "Unclear")]
    [InlineData("de", "ja und nein", "Unclear")]
    [InlineData("de", "2", "No")]
    [InlineData("es", "claro que sí", "Yes!")]
    [InlineData("es", "por supuesto", "Yes!")]
    [InlineData("es", "perfecto", "Yes!")]
    [InlineData("es", "me viene bien", "Yes!")]
    [InlineData("es", "adelante", "Yes!")]
    [InlineData("es", "exacto", "Yes!")]
    [InlineData("es", "está bien", "Yes")]
    [InlineData("es", "muy bien", "Yes")]
    [InlineData("es", "claro que no", "No")]
    [InlineData("es", "para nada", "No")]
    [InlineData("es", "mejor no", "No")]
    [InlineData("es", "no es correcto", "No")]
    [InlineData("es", "ninguna", "No")]
    [InlineData("es", "tal vez", "Unclear")]
    [InlineData("es", "a lo mejor", "Unclear")]
    [InlineData("es", "supongo que sí", "Unclear")]
    [InlineData("es", "depende", "Unclear")]
    [InlineData("es", "un momento", "Unclear")]
    [InlineData("es", "sí y no", "Unclear")]
    [InlineData("es", "sí, resérvelo por favor", "Yes!")]
    [InlineData("fr", "oui bien sûr", "Yes!")]
    [InlineData("fr", "tout à fait", "Yes!")]
    [InlineData("fr", "c'est ça", "Yes!")]
    [InlineData("fr", "volontiers", "Yes!")]
    [InlineData("fr", "allez-y", "Yes!")]
    [InlineData("fr", "parfait", "Yes!")]
    [InlineData("fr", "ça me convient très bien", "Yes!")]
    [InlineData("fr", "oui, réservez s'il vous plaît", "Yes!")]
    [InlineData("fr", "bon", "Yes")]
    [InlineData("fr", "pourquoi pas", "Yes")]
    [InlineData("fr", "pas du tout", "No")]
    [InlineData("fr", "surtout pas", "No")]
    [InlineData("fr", "c'est faux", "No")]
    [InlineData("fr", "ce n'est pas possible", "No")]
    [InlineData("fr", "aucun des deux", "No")]
    [InlineData("fr", "probablement", "Unclear")]
    [InlineData("fr", "ça dépend", "Unclear")]
    [InlineData("fr", "on verra", "Unclear")]
    [InlineData("fr", "une seconde", "Unclear")]
    [InlineData("fr", "oui et non", "Unclear")]
    [InlineData("fr", "je suppose", "Unclear")]
    public void An_answer_is_yes_no_or_neither(string tag, string words, string expected)
    {
        var reading = YesNo.Read(words, Tongue.Of(tag));
        Assert.Equal(expected, reading.Answer + (reading.IsExplicit && reading.Answer == Answer.Yes ? "!" : ""));
        Assert.Equal(expected == "Yes!", reading.IsPlainYes);
    }

    [Theory]
    [InlineData("de", "ja aber um drei", "aber um drei")]
    [InlineData("de", "nein, dienstag", "dienstag")]
    [InlineData("es", "sí pero a las tres", "pero a las tres")]
    [InlineData("es", "¿qué?", "¿qué?")]
    [InlineData("fr", "oui mais à trois heures", "mais à trois heures")]
    public void What_is_said_beside_an_answer_is_kept(string tag, string words, string rest)
    {
        var reading = YesNo.Read(words, Tongue.Of(tag));
        Assert.Equal(rest, reading.Rest);
        Assert.False(reading.IsPlainYes);
    }

    [Fact]
    public void No_maybe_beside_a_yes_is_a_yes()
    {
        foreach (var (tag, yes, maybe) in new[] { ("de", "ja", "vielleicht"), ("es", "sí", "quizás"), ("fr", "oui", "peut-être") })
            Assert.Equal(Answer.Unclear, YesNo.Read($"{yes} {maybe}", Tongue.Of(tag)).Answer);
    }

    [Fact]
    public void Hostile_words_are_no_answer()
    {
        foreach (var tongue in Tongue.All)
            foreach (var words in new[] { "", "   ", new string('?', 3000), new string('a', 5000), string.Concat(Enumerable.Repeat("ja ", 2000)) })
                Assert.False(YesNo.Read(words, tongue).IsPlainYes);
    }
}
