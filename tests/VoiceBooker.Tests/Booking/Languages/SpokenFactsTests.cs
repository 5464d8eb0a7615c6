using NodaTime;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Tests.Booking.Languages;

/// <summary>Dates, times, numbers, names and addresses as people say them. Today is Monday, November 30, 2026.</summary>
public sealed class SpokenFactsTests
{
    private static readonly LocalDate Today = new(2026, 11, 30);

    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Theory]
    [InlineData("de", 2026, 11, 30, 10, 30, "heute, am Montag, dem dreißigsten November, um zehn Uhr dreißig")]
    [InlineData("de", 2026, 12, 1, 12, 0, "morgen, am Dienstag, dem ersten Dezember, um zwölf Uhr")]
    [InlineData("de", 2026, 12, 3, 13, 5, "am Donnerstag, dem dritten Dezember, um dreizehn Uhr fünf")]
    [InlineData("de", 2027, 1, 1, 1, 0, "am Freitag, dem ersten Januar, um ein Uhr nachts")]
    [InlineData("de", 2027, 3, 8, 0, 0, "am Montag, dem achten März, um null Uhr")]
    [InlineData("de", 2027, 5, 31, 21, 45, "am Montag, dem einunddreißigsten Mai, um einundzwanzig Uhr fünfundvierzig")]
    [InlineData("de", 2027, 7, 7, 15, 30, "am Mittwoch, dem siebten Juli, um fünfzehn Uhr dreißig")]
    [InlineData("de", 2027, 11, 20, 9, 0, "am Samstag, dem zwanzigsten November zweitausendsiebenundzwanzig, um neun Uhr")]
    [InlineData("es", 2026, 11, 30, 10, 30, "hoy, lunes treinta de noviembre, a las diez y media de la mañana")]
    [InlineData("es", 2026, 12, 1, 12, 0, "mañana, martes uno de diciembre, a las doce del mediodía")]
    [InlineData("es", 2026, 12, 3, 13, 5, "el jueves tres de diciembre a la una y cinco de la tarde")]
    [InlineData("es", 2027, 1, 1, 1, 0, "el viernes uno de enero a la una de la madrugada")]
    [InlineData("es", 2027, 3, 8, 0, 0, "el lunes ocho de marzo a las doce de la noche")]
    [InlineData("es", 2027, 5, 31, 21, 45, "el lunes treinta y uno de mayo a las nueve y cuarenta y cinco de la noche")]
    [InlineData("es", 2027, 7, 7, 14, 15, "el miércoles siete de julio a las dos y cuarto de la tarde")]
    [InlineData("es", 2027, 11, 20, 9, 0, "el sábado veinte de noviembre de dos mil veintisiete a las nueve de la mañana")]
    [InlineData("fr", 2026, 11, 30, 10, 30, "aujourd'hui, lundi trente novembre, à dix heures trente")]
    [InlineData("fr", 2026, 12, 1, 12, 0, "demain, mardi premier décembre, à midi")]
    [InlineData("fr", 2026, 12, 3, 13, 5, "jeudi trois décembre à treize heures cinq")]
    [InlineData("fr", 2027, 1, 1, 1, 0, "vendredi premier janvier à une heure du matin")]
    [InlineData("fr", 2027, 3, 8, 0, 0, "lundi huit mars à zéro heure")]
    [InlineData("fr", 2027, 5, 31, 21, 45, "lundi trente et un mai à vingt et une heures quarante-cinq")]
    [InlineData("fr", 2027, 7, 7, 14, 30, "mercredi sept juillet à quatorze heures trente")]
    [InlineData("fr", 2027, 11, 20, 9, 0, "samedi vingt novembre deux mille vingt-sept à neuf heures")]
    public void A_moment_is_told_as_people_say_it(string language, int year, int month, int day, int hour, int minute, string told) =>
        Assert.Equal(told, Say(language).DateAndTime(new LocalDateTime(year, month, day, hour, minute).InZoneLeniently(Berlin), Today));

    [Theory]
    [InlineData("de", "am Sonntag, dem fünfundzwanzigsten Oktober, um zwei Uhr dreißig nachts, Sommerzeit", "am Sonntag, dem fünfundzwanzigsten Oktober, um zwei Uhr dreißig nachts, Winterzeit")]
    [InlineData("es", "el domingo veinticinco de octubre a las dos y media de la madrugada, horario de verano", "el domingo veinticinco de octubre a las dos y media de la madrugada, horario de invierno")]
    [InlineData("fr", "dimanche vingt-cinq octobre à deux heures trente du matin, heure d'été", "dimanche vingt-cinq octobre à deux heures trente du matin, heure d'hiver")]
    public void The_hour_that_comes_twice_is_told_apart(string language, string first, string second)
    {
        var twice = Berlin.MapLocal(new LocalDateTime(2026, 10, 25, 2, 30));
        Assert.Equal([first, second], new[] { twice.First(), twice.Last() }.Select(start => Say(language).DateAndTime(start, new LocalDate(2026, 10, 1))));
    }

    /// <summary>What is told means that very moment when it is said back, on every day of a year and at every quarter of an hour of a working day.</summary>
    [Theory]
    [InlineData("de")]
    [InlineData("es")]
    [InlineData("fr")]
    public void What_is_told_is_understood_when_it_is_said_back(string language)
    {
        var now = new LocalDateTime(2026, 11, 30, 6, 0).InZoneLeniently(Berlin);
        List<string> wrong = [];
        for (var day = 0; day < 400; day++)
        {
            var start = now.Date.PlusDays(day).At(new LocalTime(7, 0).PlusMinutes(day * 35 % 720)).InZoneLeniently(Berlin);
            var words = Say(language).DateAndTime(start, now.Date);
            var reading = WhenResolver.Resolve(words, new WhenContext(now, [], null, null, null) { Tongue = Tongue.Of(language) });
            if (reading is not WhenReading.Wish(var wish) || wish.From != start.Date || wish.Until != start.Date || wish.Exactly != start.TimeOfDay)
                wrong.Add($"{words} → {reading}");
            if (!WhenResolver.MentionsTime(words, Tongue.Of(language)))
                wrong.Add($"{words} → names no time");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count}: {string.Join('\n', wrong.Take(12))}");
    }

    [Theory]
    [InlineData("de", "Morgen, am Dienstag, dem ersten Dezember, hätte ich zehn Uhr oder vierzehn Uhr frei. Am Mittwoch, dem zweiten Dezember, hätte ich zwölf Uhr frei.")]
    [InlineData("es", "Para mañana, martes uno de diciembre, tengo libre a las diez de la mañana o a las dos de la tarde. Para el miércoles dos de diciembre, tengo libre a las doce del mediodía.")]
    [InlineData("fr", "Demain, mardi premier décembre, je peux vous proposer dix heures ou quatorze heures. Mercredi deux décembre, je peux vous proposer midi.")]
    [InlineData("en", "Tomorrow, Tuesday, December first, I have ten a.m. or two p.m. On Wednesday, December second, I have noon.")]
    public void Free_times_are_offered_day_by_day(string language, string offer)
    {
        var times = new[] { new LocalDateTime(2026, 12, 1, 10, 0), new(2026, 12, 1, 14, 0), new(2026, 12, 2, 12, 0) }.Select(time => time.InZoneLeniently(Berlin)).ToList();
        Assert.Equal(offer, Say(language).Offer(times, Today));
    }

    [Theory]
    [InlineData("de", "am Mittwoch, dem zweiten Dezember, nach fünfzehn Uhr", "an einem Dienstag oder Freitag, am Vormittag", "ab Montag, dem siebten Dezember, nicht am Freitag", "zwischen morgen, Dienstag, dem ersten Dezember, und Freitag, dem vierten Dezember, gegen elf Uhr")]
    [InlineData("es", "el miércoles dos de diciembre, después de las tres de la tarde", "un martes o viernes, por la mañana", "a partir del lunes siete de diciembre, que no sea viernes", "entre mañana, martes uno de diciembre, y el viernes cuatro de diciembre, hacia las once de la mañana")]
    [InlineData("fr", "mercredi deux décembre, après quinze heures", "un mardi ou un vendredi, le matin", "à partir du lundi sept décembre, mais pas le vendredi", "entre demain, mardi premier décembre, et le vendredi quatre décembre, vers onze heures")]
    public void A_wish_is_told_in_words(string language, params string[] told)
    {
        WhenConstraint[] wishes =
        [
            new() { From = new(2026, 12, 2), Until = new(2026, 12, 2), Earliest = new(15, 1) },
            new() { Weekdays = [IsoDayOfWeek.Tuesday, IsoDayOfWeek.Friday], Earliest = new(5, 0), Before = new(12, 0) },
            new() { From = new(2026, 12, 7), NotWeekdays = [IsoDayOfWeek.Friday] },
            new() { From = new(2026, 12, 1), Until = new(2026, 12, 4), Around = new(11, 0) },
        ];
        Assert.Equal(told, wishes.Select(wish => Say(language).Wish(wish, Today)));
    }

    [Theory]
    [InlineData("de", 0, "null")]
    [InlineData("de", 21, "einundzwanzig")]
    [InlineData("de", 101, "hunderteins")]
    [InlineData("de", 1999, "tausendneunhundertneunundneunzig")]
    [InlineData("de", 21017, "einundzwanzigtausendsiebzehn")]
    [InlineData("de", 1100, "tausendeinhundert")]
    [InlineData("de", 101_000, "hunderteintausend")]
    [InlineData("es", 16, "dieciséis")]
    [InlineData("es", 31, "treinta y uno")]
    [InlineData("es", 100, "cien")]
    [InlineData("es", 555, "quinientos cincuenta y cinco")]
    [InlineData("es", 21022, "veintiún mil veintidós")]
    [InlineData("fr", 21, "vingt et un")]
    [InlineData("fr", 71, "soixante et onze")]
    [InlineData("fr", 80, "quatre-vingts")]
    [InlineData("fr", 81, "quatre-vingt-un")]
    [InlineData("fr", 99, "quatre-vingt-dix-neuf")]
    [InlineData("fr", 200, "deux cents")]
    [InlineData("fr", 80203, "quatre-vingt mille deux cent trois")]
    public void Numbers_are_words(string language, int number, string told) => Assert.Equal(told, Say(language).Number(number));

    [Theory]
    [InlineData("de", "zwei Komma fünf")]
    [InlineData("es", "dos coma cinco")]
    [InlineData("fr", "deux virgule cinq")]
    public void Decimals_have_their_sign(string language, string told) => Assert.Equal(told, Say(language).Number(2.5m));

    [Theory]
    [InlineData("de", 90, "eineinhalb Stunden")]
    [InlineData("de", 30, "dreißig Minuten")]
    [InlineData("de", 135, "zwei Stunden und fünfzehn Minuten")]
    [InlineData("es", 90, "una hora y media")]
    [InlineData("es", 30, "media hora")]
    [InlineData("es", 1260, "veintiuna horas")]
    [InlineData("fr", 90, "une heure et demie")]
    [InlineData("fr", 21, "vingt et une minutes")]
    [InlineData("fr", 60, "une heure")]
    public void Lengths_are_told(string language, int minutes, string told) => Assert.Equal(told, Say(language).Length(Duration.FromMinutes(minutes)));

    [Theory]
    [InlineData("de", "Müller", false, "m, Umlaut u, doppel-l, e, r")]
    [InlineData("de", "Weiß", false, "w, e, i, Eszett")]
    [InlineData("de", "Müller", true, "m wie Martha, ü wie Übermut, l wie Ludwig, l wie Ludwig, e wie Emil, r wie Richard")]
    [InlineData("es", "Muñoz", false, "m, u, eñe, o, z")]
    [InlineData("es", "García", false, "g, a, r, c, i con acento, a")]
    [InlineData("es", "Ana", true, "a de Antonio, n de Navarra, a de Antonio")]
    [InlineData("fr", "Lefèvre", false, "l, e, f, e accent grave, v, r, e")]
    [InlineData("fr", "Émilie", false, "e accent aigu, m, i, l, i, e")]
    [InlineData("fr", "Ballard", false, "b, a, deux l, a, r, d")]
    [InlineData("fr", "Marc", true, "m comme Marcel, a comme Anatole, r comme Raoul, c comme Célestin")]
    public void Names_are_spelled_as_on_the_telephone(string language, string name, bool alphabet, string told) => Assert.Equal(told, Say(language).Letters(name, alphabet));

    [Theory]
    [InlineData("de", "anna.b-c_7@gmx.de", "anna Punkt b Bindestrich c Unterstrich sieben ät gmx Punkt de", "a, doppel-n, a, ät gmail Punkt com")]
    [InlineData("es", "anna.b-c_7@gmx.de", "anna punto b guion c guion bajo siete arroba gmx punto de", "a, n, n, a, arroba gmail punto com")]
    [InlineData("fr", "anna.b-c_7@gmx.de", "anna point b tiret c tiret bas sept arobase gmx point de", "a, deux n, a, arobase gmail point com")]
    public void Addresses_are_told_and_spelled(string language, string address, string told, string spelled)
    {
        Assert.Equal(told, Say(language).Email(address));
        Assert.Equal(spelled, Say(language).EmailLetters("anna@gmail.com"));
    }

    [Theory]
    [InlineData("de", "+491711234567", "null eins sieben eins, eins zwei drei, vier fünf, sechs sieben")]
    [InlineData("de", "+41441234567", "plus vier eins, vier vier eins, zwei drei vier, fünf sechs sieben")]
    [InlineData("de", "+14155550147", "vier eins fünf, fünf fünf fünf, null eins vier sieben")]
    [InlineData("es", "+34612345678", "seis uno dos, tres cuatro cinco, seis siete ocho")]
    [InlineData("es", "+525512345678", "plus cinco dos, cinco cinco uno, dos tres cuatro, cinco seis, siete ocho")]
    [InlineData("fr", "+33612345678", "zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit")]
    [InlineData("fr", "+3226521234", "plus trente-deux, vingt-six, cinquante-deux, douze, trente-quatre")]
    public void Telephone_numbers_are_grouped_as_people_group_them(string language, string number, string told)
    {
        Assert.True(PhoneNumber.TryParse(number, out var parsed));
        Assert.Equal(told, Say(language).Phone(parsed));
    }

    [Theory]
    [InlineData("de", "Ortszeit New York", "Ortszeit Wien", "koordinierte Weltzeit")]
    [InlineData("es", "hora de Nueva York", "hora de Viena", "hora universal")]
    [InlineData("fr", "heure de New York", "heure de Vienne", "temps universel")]
    public void Zones_have_the_names_of_their_cities(string language, params string[] told) =>
        Assert.Equal(told, new[] { "America/New_York", "Europe/Vienna", "Etc/UTC" }.Select(id => Say(language).Zone(DateTimeZoneProviders.Tzdb[id])));

    [Theory]
    [InlineData("de", "rot", "rot oder grün", "rot, grün oder blau", "rot")]
    [InlineData("es", "rojo", "rojo o verde", "rojo, verde u ocre", "rojo")]
    public void Lists_end_in_or(string language, string one, string two, string three, string first)
    {
        string[] colours = language == "de" ? ["rot", "grün", "blau"] : ["rojo", "verde", "ocre"];
        Assert.Equal([one, two, three], new[] { 1, 2, 3 }.Select(count => Say(language).Or(colours[..count])));
        Assert.Equal(first, Say(language).And(colours[..1]));
    }

    private static Phrasebook Say(string language) => Phrasebook.Of(Tongue.Of(language));
}
