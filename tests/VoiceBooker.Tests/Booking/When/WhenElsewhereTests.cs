using NodaTime;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Tests.Booking.When;

/// <summary>What holds of callers' words about time in every language.</summary>
public sealed class WhenElsewhereTests
{
    private static readonly string[] Salad =
    [
        "dienstag", "nächste", "nächsten", "woche", "halb", "viertel", "vor", "nach", "zehn", "elf", "uhr", "und", "zwanzig", "am", "ersten", "dezember", "nicht", "lieber", "bis", "zwischen", "morgen", "früh", "in", "acht", "tagen", "1.12.", "31.02.2027", "25:99", "24", "später",
        "martes", "que", "viene", "la", "las", "tres", "y", "media", "menos", "cuarto", "para", "de", "mañana", "tarde", "noche", "doce", "entre", "el", "próximo", "uno", "diciembre", "dentro", "otro", "día", "no",
        "mardi", "prochain", "heures", "heure", "et", "demie", "moins", "le", "quart", "midi", "minuit", "après", "dans", "quinze", "jours", "du", "au", "premier", "décembre", "pas", "plutôt", "15h30", "12/24", "2026-13-45", "99/99", "99999999999", ",", ".", "-", "¿", "à",
    ];

    public static TheoryData<string> Tags => ["de", "es", "fr"];

    [Theory]
    [MemberData(nameof(Tags))]
    public void Every_date_and_time_we_say_is_understood(string tag)
    {
        var (tongue, zone) = (Tongue.Of(tag), DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        var (say, today) = (Phrasebook.Of(tongue), new LocalDate(2026, 11, 22));
        var context = new WhenContext(zone.AtStartOfDay(today), [], null, null, null) { Tongue = tongue };
        var random = new Random(11);
        for (var day = 1; day < 400; day++)
            foreach (var time in new LocalTime[] { new(8, 0), new(9, 5), new(10, 30), new(11, 45), new(12, 0), new(12, 15), new(13, 1), new(15, 0), new(18, 40), new(random.Next(8, 21), random.Next(60)) })
            {
                var start = zone.AtStrictly(today.PlusDays(day).At(time));
                var words = say.DateAndTime(start, today);
                var reading = WhenResolver.Resolve(words, context);
                Assert.True(reading is WhenReading.Wish({ } wish) && wish.From == start.Date && wish.Until == start.Date && wish.Exactly == time, $"{words} → {WhenClock.Told(reading)}");
                Assert.True(WhenResolver.MentionsTime(words, tongue), words);
                Assert.Equal(new WhenReading.Pick(0), WhenResolver.Resolve(words, context with { Offered = [start] }));
                var date = WhenResolver.Resolve(say.On(start.Date, today), context);
                Assert.True(date is WhenReading.Wish({ } whole) && whole.From == start.Date && whole.Until == start.Date, $"{say.On(start.Date, today)} → {WhenClock.Told(date)}");
            }
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void An_early_hour_is_understood_when_it_was_offered(string tag)
    {
        var (tongue, zone) = (Tongue.Of(tag), DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        var now = zone.AtStartOfDay(new(2026, 11, 22));
        for (var hour = 5; hour < 8; hour++)
        {
            var start = zone.AtStrictly(new LocalDateTime(2026, 12, 3, hour, 30));
            Assert.Equal(new WhenReading.Pick(0), WhenResolver.Resolve(Phrasebook.Of(tongue).DateAndTime(start, now.Date), new(now, [start], null, null, null) { Tongue = tongue }));
        }
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void Every_wish_we_tell_is_understood(string tag)
    {
        var tongue = Tongue.Of(tag);
        var context = WhenClock.At("2026-11-25T07:00", "Europe/Berlin") with { Tongue = tongue };
        var (say, today) = (Phrasebook.Of(tongue), context.Now.Date);
        WhenConstraint[] times =
        [
            new() { Exactly = new(9, 0) }, new() { Exactly = new(14, 30) }, new() { Earliest = new(15, 0) }, new() { Before = new(12, 0) }, new() { Before = new(10, 0) },
            new() { Earliest = new(10, 0), Before = new(12, 0) }, new() { Earliest = new(14, 0), Before = new(16, 30) }, new() { Around = new(15, 0), Earliest = new(14, 0), Before = new(16, 1) },
            new() { Earliest = new(5, 0), Before = new(12, 0) }, new() { Earliest = new(12, 0), Before = new(18, 0) }, new() { Earliest = new(15, 0), Before = new(18, 30) },
            new() { Earliest = new(5, 0), Before = new(10, 0) }, new() { Earliest = new(11, 30), Before = new(14, 0) }, new() { Earliest = new(17, 0), Before = LocalTime.MaxValue },
        ];
        var wishes = times.Concat(Enumerable.Range(1, 60).SelectMany(day => times.Select(time => time with { From = today.PlusDays(day), Until = today.PlusDays(day) })))
            .Concat(Enumerable.Range(1, 60).SelectMany(day => new WhenConstraint[]
            {
                new() { From = today.PlusDays(day) }, new() { Until = today.PlusDays(day) }, new() { From = today.PlusDays(day), Until = today.PlusDays(day + 5) }, new() { From = today.PlusDays(day), Until = today.PlusDays(day + 5), Earliest = new(15, 0) },
            }))
            .Concat(Enumerable.Range(1, 7).Select(weekday => new WhenConstraint { NotWeekdays = [(IsoDayOfWeek)weekday] }));
        foreach (var wish in wishes)
        {
            var words = say.Wish(wish, today);
            Assert.True(WhenClock.Told(wish) == WhenClock.Told(WhenResolver.Resolve(words, context)), $"{words} → {WhenClock.Told(WhenResolver.Resolve(words, context))}, meant was {WhenClock.Told(wish)}");
        }
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void No_word_salad_breaks_the_resolver(string tag)
    {
        var random = new Random(42);
        var context = WhenClock.Wednesday with { Tongue = Tongue.Of(tag) };
        WhenReading.Ambiguous? pending = null;
        for (var round = 0; round < 3_000; round++)
        {
            var words = string.Join(' ', Enumerable.Range(0, random.Next(1, 12)).Select(_ => Salad[random.Next(Salad.Length)]));
            var reading = WhenResolver.Resolve(words, (round % 3 == 0 ? context.Offering("2026-12-01 10:30", "2026-12-01 14:00") : context) with { Pending = pending });
            pending = reading as WhenReading.Ambiguous;
            WhenResolver.MentionsTime(words, context.Tongue);
            if (reading is WhenReading.Impossible(var reason))
                Assert.NotEmpty(reason);
        }
    }

    [Fact]
    public void Endless_words_are_cut()
    {
        foreach (var tongue in Tongue.All)
            foreach (var endless in new[] { string.Concat(Enumerable.Repeat("halb elf und ", 5_000)), new string('1', 100_000), string.Concat(Enumerable.Repeat("a b ", 20_000)), new string('-', 50_000), string.Concat(Enumerable.Repeat("mañana por la ", 5_000)) })
                Assert.NotNull(WhenResolver.Resolve(endless, WhenClock.Wednesday with { Tongue = tongue }));
    }

    [Theory]
    [InlineData("de", "nächsten freitag", "den ersten", "2026-11-27")]
    [InlineData("de", "nächsten freitag", "am vierten dezember", "2026-12-04")]
    [InlineData("de", "um sieben", "abends", "=19:00")]
    [InlineData("de", "um sieben", "morgens", "=07:00")]
    [InlineData("es", "el próximo viernes", "el primero", "2026-11-27")]
    [InlineData("es", "el próximo viernes", "el cuatro de diciembre", "2026-12-04")]
    [InlineData("es", "a las siete", "de la tarde", "=19:00")]
    [InlineData("fr", "vendredi prochain", "le premier", "2026-11-27")]
    [InlineData("fr", "vendredi prochain", "le quatre décembre", "2026-12-04")]
    [InlineData("fr", "à sept heures", "le soir", "=19:00")]
    public void A_question_is_asked_in_the_language_and_answered(string tag, string first, string answer, string meaning)
    {
        var context = WhenClock.Wednesday with { Tongue = Tongue.Of(tag) };
        var asked = Assert.IsType<WhenReading.Ambiguous>(WhenResolver.Resolve(first, context));
        Assert.EndsWith("?", asked.Question, StringComparison.Ordinal);
        Assert.DoesNotContain("Do you mean", asked.Question, StringComparison.Ordinal);
        Assert.Equal(meaning, WhenClock.Told(WhenResolver.Resolve(answer, context with { Pending = asked })));
    }
}
