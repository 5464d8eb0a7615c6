using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Tests.Booking.Details;

/// <summary>Names, addresses, numbers and choices as they are spoken and spelled in German, Spanish and French.</summary>
public sealed class SpokenElsewhereTests
{
    [Theory]
    [InlineData("de", "mein name ist anna müller", "Anna Müller")]
    [InlineData("de", "ich heiße Anna Müller", "Anna Müller")]
    [InlineData("de", "müller m ü doppel l e r", "Müller")]
    [InlineData("de", "m wie martha ü l l e r", "Müller")]
    [InlineData("de", "ja guten tag hier ist peter schmidt", "Peter Schmidt")]
    [InlineData("de", "herr von der leyen", "Von der Leyen")]
    [InlineData("de", "anton berta caesar", "Abc")]
    [InlineData("es", "me llamo ana garcía lópez", "Ana García López")]
    [InlineData("es", "mi nombre es josé ñúñez", "José Ñúñez")]
    [InlineData("es", "g a r c i con acento a", "García")]
    [InlineData("es", "garcía ge a erre ce i a", "Garcia")]
    [InlineData("es", "a nombre de maría de la cruz", "María de la Cruz")]
    [InlineData("fr", "je m'appelle anne dupont", "Anne Dupont")]
    [InlineData("fr", "au nom de durand", "Durand")]
    [InlineData("fr", "d u p o n t", "Dupont")]
    [InlineData("fr", "dupont d comme désiré u p o n t", "Dupont")]
    [InlineData("fr", "l e f e accent grave v r e", "Lefèvre")]
    public void A_name_is_read(string tag, string words, string name)
    {
        Assert.True(SpokenName.TryRead(words, out var reading, Tongue.Of(tag)), words);
        Assert.Equal(name, reading.Name);
    }

    [Theory]
    [InlineData("de", "anna müller mit ü")]
    [InlineData("de", "ich möchte einen termin")]
    [InlineData("de", "das weiß ich nicht")]
    [InlineData("es", "quiero una cita")]
    [InlineData("fr", "je voudrais un rendez-vous")]
    public void A_sentence_is_no_name(string tag, string words) => Assert.False(SpokenName.TryRead(words, out _, Tongue.Of(tag)), words);

    [Theory]
    [InlineData("de", "anna punkt müller ät beispiel punkt de", "anna.mueller@beispiel.de")]
    [InlineData("de", "anna at gmx punkt at", "anna@gmx.at")]
    [InlineData("de", "meine e-mail-adresse ist max unterstrich meier klammeraffe web punkt de", "max_meier@web.de")]
    [InlineData("de", "a wie anton n n a bindestrich zwei at gmail punkt com", "anna-2@gmail.com")]
    [InlineData("de", "anna@example.com", "anna@example.com")]
    [InlineData("de", "m doppel l at t bindestrich online punkt de", "mll@t-online.de")]
    [InlineData("de", "anton at beispiel punkt de", "anton@beispiel.de")]
    [InlineData("es", "ana punto garcía arroba ejemplo punto es", "ana.garcia@ejemplo.es")]
    [InlineData("es", "ana guion bajo uno dos arroba gmail punto com", "ana_12@gmail.com")]
    [InlineData("es", "a n a arroba gmail", "ana@gmail.com")]
    [InlineData("es", "b de barcelona o b arroba ejemplo punto com", "bob@ejemplo.com")]
    [InlineData("fr", "anne point dupont arobase exemple point fr", "anne.dupont@exemple.fr")]
    [InlineData("fr", "anne tiret dupont arobase orange point fr", "anne-dupont@orange.fr")]
    [InlineData("fr", "a comme anatole n n e tiret bas un arobase gmail point com", "anne_1@gmail.com")]
    [InlineData("fr", "jean arobase free point fr", "jean@free.fr")]
    public void An_address_is_read(string tag, string words, string address)
    {
        Assert.True(SpokenEmail.TryRead(words, out var reading, Tongue.Of(tag)), words);
        Assert.Equal(address, reading.Address);
        Assert.True(SpokenEmail.IsComplete(words, Tongue.Of(tag)));
    }

    [Theory]
    [InlineData("de", "ich habe keine e-mail")]
    [InlineData("es", "no tengo correo")]
    [InlineData("fr", "je n'ai pas de mail")]
    public void A_sentence_is_no_address(string tag, string words) => Assert.False(SpokenEmail.TryRead(words, out _, Tongue.Of(tag)), words);

    [Theory]
    [InlineData("de", "fünfundzwanzig", "25")]
    [InlineData("de", "drei personen", "3")]
    [InlineData("de", "zweieinhalb", "2.5")]
    [InlineData("de", "ein dutzend", "12")]
    [InlineData("de", "neun vier eins null drei", "94103")]
    [InlineData("de", "zwei komma fünf", "2.5")]
    [InlineData("de", "eine person", "1")]
    [InlineData("de", "zweihundertfünfzig", "250")]
    [InlineData("es", "veinticinco", "25")]
    [InlineData("es", "treinta y dos", "32")]
    [InlineData("es", "dos y medio", "2.5")]
    [InlineData("es", "somos tres", "3")]
    [InlineData("es", "una docena", "12")]
    [InlineData("es", "ninguno", "0")]
    [InlineData("fr", "vingt-cinq", "25")]
    [InlineData("fr", "quatre-vingt-dix-neuf", "99")]
    [InlineData("fr", "soixante et onze", "71")]
    [InlineData("fr", "deux et demi", "2.5")]
    [InlineData("fr", "nous sommes trois", "3")]
    [InlineData("fr", "une douzaine", "12")]
    [InlineData("fr", "quatre-vingts", "80")]
    [InlineData("fr", "septante-deux", "72")]
    public void A_number_is_read(string tag, string words, string number)
    {
        Assert.True(SpokenNumber.TryRead(words, out var read, Tongue.Of(tag)), words);
        Assert.Equal(number, SpokenNumber.Written(read));
    }

    [Theory]
    [InlineData("de", "wir sind zu dritt")]
    [InlineData("de", "zwei oder drei")]
    public void Words_without_one_number_hold_none(string tag, string words) => Assert.False(SpokenNumber.TryRead(words, out _, Tongue.Of(tag)), words);

    [Theory]
    [InlineData("de", "null eins sieben sechs zwei drei vier fünf sechs sieben acht", "+491762345678")]
    [InlineData("fr", "zéro six douze trente-quatre cinquante-six soixante-dix-huit", "+33612345678")]
    [InlineData("es", "seis uno dos tres cuatro cinco seis siete ocho", "+34612345678")]
    public void A_telephone_number_is_read_for_the_country_of_its_language(string tag, string words, string number)
    {
        Assert.True(SpokenPhone.TryRead(words, null, out var read, Tongue.Of(tag)), words);
        Assert.Equal(number, read.E164);
    }

    [Theory]
    [InlineData("de", "null eins sieben sechs zwo drei vier fünf sechs sieben acht", "01762345678")]
    [InlineData("de", "null dreißig einundzwanzig doppel fünf", "0302155")]
    [InlineData("es", "seis uno dos treinta y cuatro cincuenta y seis setenta y ocho", "612345678")]
    [InlineData("es", "seiscientos doce treinta y cuatro cincuenta y seis setenta y ocho", "612345678")]
    [InlineData("fr", "zéro six douze trente-quatre cinquante-six soixante-dix-huit", "0612345678")]
    [InlineData("fr", "zéro un vingt et un", "0121")]
    public void Digits_are_kept_in_order(string tag, string words, string digits) => Assert.Equal(digits, SpokenPhone.Digits(words, Tongue.Of(tag)));

    [Theory]
    [InlineData("de", "A;B;C", "die zweite", "B")]
    [InlineData("de", "A;B;C", "der letzte bitte", "C")]
    [InlineData("de", "Erstberatung;Nachkontrolle", "erstberatung bitte", "Erstberatung")]
    [InlineData("de", "Größe S;Größe M", "größe m", "Größe M")]
    [InlineData("es", "A;B;C", "la segunda", "B")]
    [InlineData("es", "A;B;C", "la última", "C")]
    [InlineData("fr", "A;B;C", "le deuxième", "B")]
    [InlineData("fr", "A;B;C", "la dernière", "C")]
    public void A_choice_is_read(string tag, string options, string words, string chosen) => Assert.Equal(chosen, SpokenOption.Find(options.Split(';'), words, Tongue.Of(tag)));

    [Theory]
    [InlineData("de", "rot;grün;blau", "rot und blau", "rot;blau")]
    [InlineData("es", "rojo;azul", "todas", "rojo;azul")]
    [InlineData("fr", "rouge;vert;bleu", "rouge et bleu", "rouge;bleu")]
    public void Several_choices_are_read(string tag, string options, string words, string chosen) => Assert.Equal(chosen, string.Join(';', SpokenOption.FindSome(options.Split(';'), words, Tongue.Of(tag))));

    [Theory]
    [InlineData("de", "ich bin in wien", "Europe/Vienna")]
    [InlineData("de", "münchen", "Europe/Berlin")]
    [InlineData("es", "estoy en nueva york", "America/New_York")]
    [InlineData("fr", "je suis à genève", "Europe/Zurich")]
    [InlineData("de", "zentralzeit", "America/Chicago")]
    public void A_place_is_known_by_its_name_there(string tag, string words, string zone) => Assert.Equal(zone, Assert.IsType<ZoneReading.Known>(SpokenZone.Read(words, asked: true, tongue: Tongue.Of(tag))).Zone.Id);

    [Fact]
    public void Every_number_we_say_is_understood()
    {
        foreach (var tongue in Tongue.All)
            foreach (var number in Enumerable.Range(0, 1200).Concat([2000, 2026, 2027, 9_999, 12_345, 99_999, 100_000]))
            {
                var words = Phrasebook.Of(tongue).Number(number);
                Assert.True(SpokenNumber.TryRead(words, out var read, tongue) && read == number, $"{tongue}: {number} is told {words} and understood as {read}");
            }
    }

    [Fact]
    public void Every_address_we_spell_is_understood()
    {
        foreach (var tongue in Tongue.All)
            foreach (var address in new[] { "anna@example.com", "anna.miller@gmail.com", "jean-luc_2@web.de", "q.wxyz@orange.fr", "b3n@ejemplo.es" })
                foreach (var words in new[] { Phrasebook.Of(tongue).Email(address), Phrasebook.Of(tongue).EmailLetters(address, alphabet: false), Phrasebook.Of(tongue).EmailLetters(address, alphabet: true) })
                    Assert.True(SpokenEmail.TryRead(words, out var read, tongue) && read.Address == address, $"{tongue}: {address} is told {words} and understood as {read.Local}@{read.Domain}");
    }

    [Fact]
    public void Hostile_words_break_nothing()
    {
        var random = new Random(3);
        string[] salad = ["doppel", "wie", "de", "como", "comme", "at", "arroba", "punkt", "a", "b", "ü", "eins", "und", "zwanzig", "quatre", "vingt", "mil", "cent", "tausend", "hundert", "mein", "name", "ist", "@", "...", "-", "99999999999", "y", "et", "umlaut", "accent", "aigu", "i", "griega", "doble", "uve", "mal", "die", "zwei", "moins", "menos", "halb", "coma", "2,5", "1.2.3", "zweihundert", "einhalb"];
        foreach (var tongue in Tongue.All)
            for (var round = 0; round < 2_000; round++)
            {
                var words = string.Join(' ', Enumerable.Range(0, random.Next(0, 9)).Select(_ => salad[random.Next(salad.Length)]));
                SpokenName.TryRead(words, out _, tongue);
                SpokenEmail.TryRead(words, out _, tongue);
                SpokenNumber.TryRead(words, out _, tongue);
                SpokenNumber.IsOnlyNumber(words, tongue);
                SpokenPhone.TryRead(words, null, out _, tongue);
                SpokenOption.Find(["eins", "zwei"], words, tongue);
                SpokenZone.Read(words, asked: true, tongue: tongue);
                Assert.False(YesNo.Read(words, tongue).IsPlainYes, words);
            }
    }
}
