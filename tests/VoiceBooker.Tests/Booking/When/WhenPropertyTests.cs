using NodaTime;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Tests.Booking.When;

public sealed class WhenPropertyTests
{
    private static readonly string[] Salad =
    [
        "tuesday", "next", "this", "the", "second", "one", "two", "ten", "thirty", "thirty first", "half", "past", "quarter", "to", "of", "june", "february", "may", "march", "not", "but", "or", "and", "between", "after", "before", "by", "from", "at", "around", "ish", "a", "m",
        "p.m.", "am", "noon", "midnight", "morning", "evening", "tonight", "later", "earlier", "same", "time", "day", "week", "weekend", "month", "in", "few", "couple", "end", "early", "late", "any", "except", "no", "sorry", "i", "mean", "instead", "last", "first", "available", "option",
        "12/24", "2026-13-45", "99/99", "31.02.2027", "25:99", "3-5pm", "00:00", "24", "31st", "99999999999", "oh", "hundred", "thousand", "twenty", "an", "hour", "minutes", ",", ".", "-", "please", "hello", "people", "new", "years", "eve", "christmas", "weekdays", "following", "coming", "that", "daylight",
    ];

    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Europe/Berlin")]
    [InlineData("UTC")]
    public void Every_date_and_time_we_say_is_understood(string id)
    {
        var zone = DateTimeZoneProviders.Tzdb[id];
        var random = new Random(7);
        foreach (var start in new[] { new LocalDate(2026, 11, 22) })
            for (var day = 0; day < 400; day++)
            {
                var now = zone.AtLeniently(start.PlusDays(random.Next(0, 3)).At(new LocalTime(random.Next(0, 20), 0)));
                foreach (var time in new[] { new LocalTime(0, 0), new(1, 30), new(2, 30), new(7, 5), new(10, 30), new(12, 0), new(15, 0), new(random.Next(24), random.Next(60)) })
                    foreach (var told in zone.MapLocal(now.Date.PlusDays(day).At(time)) is { Count: > 0 } mapping ? mapping.Count == 1 ? [mapping.Single()] : new[] { mapping.First(), mapping.Last() } : [])
                    {
                        if (told.LocalDateTime <= now.LocalDateTime)
                            continue;
                        var words = SpokenEnglish.DateAndTime(told, now.Date);
                        var reading = WhenResolver.Resolve(words, new(now, [], null, null, null));
                        var wish = Assert.IsType<WhenReading.Wish>(reading is WhenReading.Wish ? reading : throw new InvalidOperationException($"{now}: {words} → {WhenClock.Told(reading)}")).Constraint;
                        Assert.True(wish.Allows(told) && wish.From == told.Date && wish.Until == told.Date && wish.Exactly == told.TimeOfDay, $"{now}: {words} → {WhenClock.Told(wish)}");
                        Assert.True(WhenResolver.MentionsTime(words), words);
                        Assert.Equal(new WhenReading.Pick(0), WhenResolver.Resolve(words, new(now, [told], null, null, null)));
                    }
            }
    }

    [Fact]
    public void No_word_salad_breaks_the_resolver()
    {
        var random = new Random(42);
        var context = WhenClock.Wednesday;
        WhenReading.Ambiguous? pending = null;
        for (var round = 0; round < 5_000; round++)
        {
            var words = string.Join(' ', Enumerable.Range(0, random.Next(1, 12)).Select(_ => Salad[random.Next(Salad.Length)]));
            var standing = random.Next(3) == 0 ? context : context.Offering("2026-12-01 10:30", "2026-12-01 14:00", "2026-12-02 11:00");
            if (random.Next(3) == 0)
                standing = standing.Having("2026-11-30 15:00");
            try
            {
                var reading = WhenResolver.Resolve(words, standing with { Pending = random.Next(2) == 0 ? pending : null });
                if (reading is WhenReading.Ambiguous asked)
                {
                    Assert.True(asked.Meanings.Count > 1);
                    pending = asked;
                }

                if (reading is WhenReading.Pick(var place))
                    Assert.InRange(place, 0, standing.Offered.Count - 1);
                Details(words);
            }
            catch (Exception broken) when (broken is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{words}: {broken}");
            }
        }

        static void Details(string words)
        {
            WhenResolver.MentionsTime(words);
            SpokenEmail.TryRead(words, out _);
            SpokenPhone.TryRead(words, null, out _);
            SpokenName.TryRead(words, out _);
            YesNo.Read(words);
            SpokenZone.Read(words, asked: true);
        }
    }

    [Fact]
    public void Sentences_of_everyday_words_have_no_time()
    {
        string[] everyday = ["i", "would", "like", "to", "speak", "with", "your", "manager", "about", "the", "price", "please", "because", "my", "dog", "needs", "a", "haircut", "and", "it", "is", "two", "people", "hello", "thank", "you", "very", "much"];
        var random = new Random(3);
        for (var round = 0; round < 5_000; round++)
        {
            var words = string.Join(' ', Enumerable.Range(0, random.Next(1, 10)).Select(_ => everyday[random.Next(everyday.Length)])).Replace("two", "two people", StringComparison.Ordinal);
            Assert.Equal("nothing", WhenClock.Told(WhenResolver.Resolve(words, WhenClock.Wednesday)) is var told && told != "nothing" ? $"{words}: {told}" : told);
        }
    }

    [Theory]
    [InlineData("You are booked for Tuesday.", true)]
    [InlineData("I have ten thirty or two p.m.", true)]
    [InlineData("Shall we say three o'clock?", true)]
    [InlineData("How about the fourteenth?", true)]
    [InlineData("Good morning, how can I help you today?", false)]
    [InlineData("One moment please.", false)]
    [InlineData("May I have your name?", false)]
    [InlineData("For how many people?", false)]
    public void Claims_of_time_are_noticed(string sentence, bool claims) => Assert.Equal(claims, WhenResolver.MentionsTime(sentence));

    [Fact]
    public void What_is_in_the_recorded_phrases_is_understood()
    {
        var manifest = Path.Combine(House.House.Root, "tests", "audio", "manifest.tsv");
        foreach (var row in File.ReadLines(manifest).Skip(1).Select(line => line.Split('\t')).Where(row => row.Length > 8))
        {
            var parts = row[8].Split(',').ToHashSet();
            var reading = WhenResolver.Resolve(row[3], WhenClock.Wednesday);
            if (parts.Any(part => part.StartsWith("wd:", StringComparison.Ordinal) || part.StartsWith("day:", StringComparison.Ordinal) || part.StartsWith("week:", StringComparison.Ordinal) || part.StartsWith("dom:", StringComparison.Ordinal)))
                Assert.True(reading is WhenReading.Wish or WhenReading.Ambiguous or WhenReading.Impossible, $"{row[3]}: {WhenClock.Told(reading)}");
            else if (parts.Overlaps(["book", "cancel", "human", "repeat", "yes", "no", "bye", "wait", "list", "help", "mind"]))
                Assert.Equal("nothing", WhenClock.Told(reading) is var told && told != "nothing" ? $"{row[3]}: {told}" : told);
        }
    }
}
