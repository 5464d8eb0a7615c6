using System.Reflection;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.When;
using VoiceBooker.Tests.Booking.Reception;

namespace VoiceBooker.Tests.Booking.Languages;

/// <summary>Every sentence of every language, with every kind of argument.</summary>
public sealed class PhrasebookTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    public static TheoryData<string> Others => new(Tongue.All.Skip(1).Select(tongue => tongue.Code));

    [Theory]
    [MemberData(nameof(Others))]
    public void No_sentence_holds_an_English_word(string language)
    {
        List<string> wrong = [];
        foreach (var (member, said) in Everything(Phrasebook.Of(Tongue.Of(language))))
        {
            if (EnglishWords.In(said, Tongue.Of(language)) is { Count: > 0 } english)
                wrong.Add($"{member}: {string.Join(", ", english)} in \"{said}\"");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("de", "du", "dein", "deine", "deinen", "dir", "dich")]
    [InlineData("es", "tú", "tu", "te", "ti", "tienes", "puedes", "quieres", "eres")]
    [InlineData("fr", "tu", "te", "toi", "ton", "ta", "tes", "peux-tu")]
    public void Callers_are_addressed_formally(string language, params string[] familiar)
    {
        var heard = Everything(Phrasebook.Of(Tongue.Of(language))).Where(each => each.Said.ToLowerInvariant().Split([' ', ',', '.', '?', '!', ':', '¿'], StringSplitOptions.RemoveEmptyEntries).Any(familiar.Contains)).ToList();
        Assert.True(heard.Count == 0, string.Join('\n', heard));
    }

    [Theory]
    [MemberData(nameof(Others))]
    [InlineData("en")]
    public void Sentences_are_whole(string language)
    {
        foreach (var (member, said) in Everything(Phrasebook.Of(Tongue.Of(language))))
            Assert.False(said.Contains("..", StringComparison.Ordinal) || said.Contains("  ", StringComparison.Ordinal) || said.Contains(" .", StringComparison.Ordinal) || said.Contains(" ,", StringComparison.Ordinal) || said.Contains("?.", StringComparison.Ordinal), $"{member}: \"{said}\"");
    }

    /// <summary>A forgotten translation would stand in two languages alike.</summary>
    [Fact]
    public void No_sentence_is_the_same_in_two_languages()
    {
        var books = Tongue.All.Select(tongue => Everything(Phrasebook.Of(tongue)).Where(each => each.Said.Split(' ').Length > 3).ToList()).ToList();
        var twice = books.SelectMany(book => book.Select(each => each.Said).Distinct()).GroupBy(said => said, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key).ToList();
        Assert.True(twice.Count == 0, string.Join('\n', twice));
    }

    [Theory]
    [InlineData("de", "Das tut mir leid, dieser Termin ist gerade vergeben worden.", "Das kann ich noch nicht bestätigen: Der Kalender hat nicht geantwortet.", "Ich erreiche den Kalender im Moment leider nicht, es ist also nichts gebucht.", "Der Kalender hat die E-Mail-Adresse leider nicht angenommen.", "An diesem Tag ist leider kein Platz mehr.", "Ich habe den Termin angefragt: Beratung, morgen, am Dienstag, dem ersten Dezember, um zehn Uhr. Er muss noch bestätigt werden")]
    [InlineData("es", "Lo siento, esa hora se acaba de ocupar.", "Todavía no puedo confirmarlo: el calendario no ha respondido.", "Lo siento, ahora mismo no puedo consultar el calendario, así que no hay nada reservado.", "Lo siento, el calendario no ha aceptado el correo electrónico.", "Lo siento, ese día ya no queda sitio.", "He solicitado la cita: Beratung, mañana, martes uno de diciembre, a las diez de la mañana. Todavía tiene que confirmarse")]
    [InlineData("fr", "Je suis désolé, cet horaire vient d'être pris.", "Je ne peux pas encore le confirmer: le calendrier n'a pas répondu.", "Je suis désolé, je n'arrive pas à joindre le calendrier pour le moment, rien n'est donc réservé.", "Je suis désolé, le calendrier n'a pas accepté l'adresse e-mail.", "Je suis désolé, il n'y a plus de place ce jour-là.", "J'ai demandé le rendez-vous: Beratung, demain, mardi premier décembre, à dix heures. Il doit encore être confirmé")]
    public async Task What_comes_of_a_booking_is_told_as_it_is(string language, params string[] told)
    {
        BookingOutcome[] outcomes =
        [
            new BookingOutcome.Taken(), new BookingOutcome.Unknown("timeout"), new BookingOutcome.ProviderDown("down"), new BookingOutcome.FieldInvalid("attendee_email", "no"), new BookingOutcome.LimitReached("Too many on that day."),
            new BookingOutcome.PendingConfirmation("ref", new Slot(Visit.At(12, 1, 10), Visit.At(12, 1, 11))),
        ];
        var (when, yes) = language switch
        {
            "de" => ("Termin morgen um zehn Uhr", "ja"),
            "es" => ("una cita mañana a las diez de la mañana", "sí"),
            _ => ("un rendez-vous demain à dix heures", "oui"),
        };
        foreach (var (outcome, words) in outcomes.Zip(told))
        {
            var visit = new Visit();
            visit.Assistant.Language = language;
            visit.Consultation.Name = "Beratung";
            visit.Ledger.Next.Enqueue(outcome);
            await visit.SaysAsync(when, "Anna Miller");
            await visit.KeysAsync("#");
            await visit.SaysAsync(yes);
            visit.HearsThat(words);
        }
    }

    /// <summary>What a book says, member by member, with every combination of sample arguments.</summary>
    private static IEnumerable<(string Member, string Said)> Everything(Phrasebook book)
    {
        foreach (var property in typeof(Phrasebook).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.NonPublic).Where(each => each.PropertyType == typeof(string)))
            yield return (property.Name, (string)property.GetValue(book)!);

        string[] likely = [.. book.Likely.Help, .. book.Likely.When, .. book.Likely.Places, book.Likely.LastPlace, book.Likely.AllOfThem, book.Likely.AnotherDay, .. book.Likely.Change, .. book.Likely.Wish, .. book.Likely.CallOrText];
        foreach (var words in likely)
            yield return (nameof(Phrasebook.Likely), words);

        foreach (var method in typeof(Phrasebook).GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(each => each.ReturnType == typeof(string) && !each.IsSpecialName && each.DeclaringType == typeof(Phrasebook)))
        {
            foreach (var arguments in Combined([.. method.GetParameters().Select(Samples)]))
                yield return (method.Name, (string?)method.Invoke(book, arguments) ?? "");
        }
    }

    private static IEnumerable<object?[]> Combined(object?[][] samples) =>
        samples.Aggregate((IEnumerable<object?[]>)[[]], (before, next) => before.SelectMany(_ => next, (head, last) => (object?[])[.. head, last]));

    private static object?[] Samples(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var optional = new NullabilityInfoContext().Create(parameter).ReadState == NullabilityState.Nullable;
        var enumeration = Nullable.GetUnderlyingType(type) ?? type;
        object?[] samples = type switch
        {
            _ when type == typeof(bool) => [true, false],
            _ when type == typeof(int) || type == typeof(int?) => parameter.Name == "month" ? [2] : [1, 2, 3],
            _ when type == typeof(decimal) => [2.5m],
            _ when type == typeof(string) => ["X1"],
            _ when enumeration == typeof(LocalTime) => [new LocalTime(10, 30)],
            _ when enumeration == typeof(LocalDate) => [new LocalDate(2026, 11, 30), new LocalDate(2026, 12, 1), new LocalDate(2027, 12, 1)],
            _ when type == typeof(ZonedDateTime) => [new LocalDateTime(2026, 12, 1, 13, 5).InZoneLeniently(Berlin)],
            _ when type == typeof(Duration) => [Duration.FromMinutes(75), Duration.FromMinutes(90)],
            _ when type == typeof(DateTimeZone) => [Berlin, DateTimeZone.Utc],
            _ when type == typeof(PhoneNumber) => PhoneNumber.TryParse("+4930123456", out var number) ? [number] : [],
            _ when type == typeof(BookingEvent) => [new BookingEvent { Name = "X1" }],
            _ when type == typeof(IReadOnlyList<string>) => [new[] { "X1", "X2" }, new[] { "X1", "X2", "X3" }],
            _ when type == typeof(IReadOnlyList<ZonedDateTime>) => [new[] { new LocalDateTime(2026, 12, 1, 9, 0).InZoneLeniently(Berlin) }],
            _ when type == typeof(WhenConstraint) => [new WhenConstraint { Weekdays = [IsoDayOfWeek.Friday], Earliest = new(12, 0), Before = new(18, 0) }, new WhenConstraint { Until = new(2026, 12, 4), Exactly = new(9, 0) }],
            _ when type == typeof(ReadBackFacts) => [new ReadBackFacts(new BookingEvent { Name = "X1" }, null, "X2", "X3", "X4", "X5", "X6", ["X7"]), new ReadBackFacts(new BookingEvent { Name = "X1" }, "X0", "X2", "X3", "X4", null, null, [])],
            _ when enumeration.IsEnum => [.. Enum.GetValues(enumeration).Cast<object>()],
            _ => throw new NotSupportedException($"No sample for {type}."),
        };
        return optional || Nullable.GetUnderlyingType(type) is not null ? [.. samples, null] : samples;
    }
}
