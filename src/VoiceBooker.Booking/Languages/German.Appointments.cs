using NodaTime;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class German
{
    public override string OnlyFromBookedNumber => "Das kann ich leider nur nachsehen, wenn Sie von der Nummer anrufen, mit der gebucht wurde.";

    public override string NoAppointmentFound => "Unter der Nummer, von der Sie anrufen, finde ich keinen anstehenden Termin.";

    public override string DayAloneIsNotEnough => "Danke. Der Tag allein genügt mir allerdings nicht.";

    public override string FactDoesNotMatch => "Das stimmt leider nicht mit dem überein, was ich habe.";

    public override string CannotTellWithoutFact => "Über Termine kann ich leider nur Auskunft geben, wenn ich sicher weiß, wer anruft.";

    public override string YouHave(BookingEvent? bookingEvent, string when, string? zone, bool pending) =>
        Ended($"Sie haben diesen Termin: {Named(bookingEvent)}, {when}{(zone is null ? "" : $", {zone}")}{(pending ? StillToConfirm : "")}");

    public override string StillToConfirm => "; er muss noch bestätigt werden";

    public override string CannotMoveThatOne => "Diesen Termin kann ich leider nicht selbst verschieben.";

    public override string WantsToCancel(BookingEvent? bookingEvent, string when, string zone) => $"Sie möchten diesen Termin absagen: {Named(bookingEvent)}, {when}, {zone}.";

    public override string ShallCancel => "Soll ich ihn absagen?";

    public override string IsCancelled(string when) => $"Ihr Termin {when} ist abgesagt.";

    public override string IsGone => "Dieser Termin steht nicht mehr im Kalender.";

    public override string NotCancelled(bool begun) => begun
        ? "Dieser Termin hat leider schon begonnen oder ist vorbei, ich kann ihn nicht mehr absagen. Er steht noch im Kalender."
        : "Dieser Termin lässt sich leider nicht mehr absagen. Er bleibt bestehen.";

    public override string CancelUncertain(bool noted) =>
        $"Ich konnte ihn gerade leider nicht absagen und kann nicht sicher sagen, ob er noch besteht.{(noted ? " Jemand kümmert sich darum und meldet sich bei Ihnen." : "")}";

    public override string Stands => "In Ordnung, der Termin bleibt, wie er ist.";

    public override string WishFor(BookingEvent bookingEvent, bool moving, string? when, string wish)
    {
        var joined = when ?? wish;
        return $"{(moving ? "Termin verschieben" : Named(bookingEvent))}{(joined.Length == 0 ? "" : $", {joined}")}";
    }

    public override string WishToCancel => "Termin absagen";

    public override string WishNoted(string wished, GetsBack by) =>
        $"{Ended($"Ich habe Ihren Wunsch notiert: {wished}")} Jemand {by switch { GetsBack.Mail => "schreibt Ihnen", GetsBack.Text => "schreibt Ihnen eine SMS", _ => "ruft Sie zurück" }}.";

    public override string WishNotNoted => "Auch notieren konnte ich es leider nicht. Bitte rufen Sie etwas später noch einmal an.";

    public override string NoWayToGetBack => "Ohne Nummer kann sich niemand bei Ihnen melden, deshalb habe ich es nicht notiert.";

    public override string IsPast(LocalDate? date, LocalDate today) => date is { } day ? $"{Date(day, today)}, liegt in der Vergangenheit." : "Das liegt in der Vergangenheit.";

    public override string IsPastToday(LocalTime time) => $"{Capital(Time(time))} ist heute schon vorbei.";

    public override string PartOfTodayIsOver => "Dieser Teil des Tages ist schon vorbei.";

    public override string DaysDoNotFit => "Diese Tage passen nicht zusammen.";

    public override string CannotBe => "Diese Zeit kann es nicht geben.";

    public override string HourLeftOut(LocalTime time, LocalDate date, LocalDate today) => $"{Capital(Time(time))} gibt es {On(date, today)}, nicht: In dieser Stunde werden die Uhren vorgestellt.";

    public override string HourComesTwice(LocalTime time, LocalDate date, LocalDate today) =>
        $"{Capital(On(date, today))}, werden die Uhren zurückgestellt, und {Time(time)} gibt es zweimal. Meinen Sie das erste Mal, in Sommerzeit, oder das zweite Mal, in Winterzeit?";

    public override string OnlyNamed(int times) => times == 1 ? "Ich habe nur eine Zeit genannt." : $"Ich habe nur {Number(times)} Zeiten genannt.";

    public override string DoYouMean(IReadOnlyList<string> meanings, bool days) => days ? $"Meinen Sie {string.Join(", oder ", meanings)}?" : $"Meinen Sie {Or(meanings)}?";

    public override string WhichMeaning(IReadOnlyList<string> meanings, bool onlyKeys) => onlyKeys
        ? Ended(string.Join("; ", meanings.Select((each, i) => $"{(i == 0 ? "Drücken Sie" : "drücken Sie")} die {i + 1} für: {each}")))
        : $"{Ended($"Ich kann nachsehen: {string.Join("; oder ", meanings)}")} Was davon? Sie können auch {Or([.. meanings.Select((_, i) => $"die {i + 1}")])} drücken.";

    public override string NoSuchMonth(int month) => $"Einen Monat mit der Nummer {Number(Math.Abs(month))} gibt es nicht.";

    public override string NoSuchDay(int day, int month, int? year)
    {
        var name = Months[month - 1] + (year is { } said ? $" {Year(said)}" : "");
        return day is < 1 or > 31 ? $"So einen Tag hat der {name} nicht." : $"Den {Ordinal(day)}n {name} gibt es nicht.";
    }

    public override string YearTooFar => "Dieses Jahr ist zu weit weg.";
}
