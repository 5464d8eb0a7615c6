using System.Globalization;
using NodaTime;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class English
{
    public override string OnlyFromBookedNumber => "I'm sorry, I can only look that up when you call from the number it was booked with.";

    public override string NoAppointmentFound => "I don't find an upcoming appointment under the number you're calling from.";

    public override string DayAloneIsNotEnough => "Thank you. The day alone is not enough for me, though.";

    public override string FactDoesNotMatch => "I'm sorry, that doesn't match what I have.";

    public override string CannotTellWithoutFact => "I'm sorry, I can't tell you about appointments without being sure who is calling.";

    public override string YouHave(BookingEvent? bookingEvent, string when, string? zone, bool pending) =>
        Ended($"You have {Named(bookingEvent)} on {when}{(zone is null ? "" : $", {zone}")}{(pending ? StillToConfirm : "")}");

    public override string StillToConfirm => ", which they still have to confirm";

    public override string CannotMoveThatOne => "I'm sorry, I can't move that one myself.";

    public override string WantsToCancel(BookingEvent? bookingEvent, string when, string zone) => $"You want to cancel {Named(bookingEvent)} on {when}, {zone}.";

    public override string ShallCancel => "Shall I cancel it?";

    public override string IsCancelled(string when) => $"Your appointment on {when} is cancelled.";

    public override string IsGone => "That appointment doesn't stand in the calendar any more.";

    public override string NotCancelled(bool begun) =>
        $"I'm sorry, {(begun ? "that appointment has already begun or is over, so I can't cancel it." : "the calendar doesn't allow cancelling that appointment any more.")} It still stands.";

    public override string CancelUncertain(bool noted) =>
        $"I'm sorry, I couldn't cancel it just now, and I can't say for certain whether it still stands.{(noted ? " Someone will look after it and get back to you." : "")}";

    public override string Stands => "All right, the appointment stands as it is.";

    public override string WishFor(BookingEvent bookingEvent, bool moving, string? when, string wish)
    {
        var joined = when is not null ? $" {(moving ? "to" : "for")} {when}" : wish.Length > 0 ? $", {wish}" : "";
        return moving ? $"to move your appointment{joined}" : $"{Named(bookingEvent)}{joined}";
    }

    public override string WishToCancel => "to cancel your appointment";

    public override string WishNoted(string wished, GetsBack by) =>
        $"{Ended($"I've noted that you'd like {wished}")} Somebody will {by switch { GetsBack.Mail => "write to you", GetsBack.Text => "text you", _ => "call you back" }}.";

    public override string WishNotNoted => "I'm sorry, I couldn't note it either. Please call again a little later.";

    public override string NoWayToGetBack => "Without a number nobody can get back to you, so I haven't noted it.";

    public override string IsPast(LocalDate? date, LocalDate today) => date is { } day ? $"{Date(day, today)} is in the past." : "That is in the past.";

    public override string IsPast(string said) => $"{Capital(said)} is in the past.";

    public override string IsPastToday(LocalTime time) => $"{Capital(Time(time))} today is in the past.";

    public override string PartOfTodayIsOver => "That part of today is over.";

    public override string DaysDoNotFit => "Those days do not fit together.";

    public override string CannotBe => "That time cannot be.";

    public override string HourLeftOut(LocalTime time, LocalDate date, LocalDate today) => $"There is no {Time(time)} on {Date(date, today)}: the clocks go forward in that hour.";

    public override string HourComesTwice(LocalTime time, LocalDate date, LocalDate today) =>
        $"On {Date(date, today)} the clocks go back and {Time(time)} comes twice. Do you mean the first, in daylight time, or the second, in standard time?";

    public override string OnlyNamed(int times) => $"I have named only {(times == 1 ? "one time" : Number(times) + " times")}.";

    public override string DoYouMean(IReadOnlyList<string> meanings, bool days) => $"Do you mean {SpokenEnglish.List(meanings, days ? ", or" : "or")}?".Replace(" , or", ", or", StringComparison.Ordinal);

    public override string WhichMeaning(IReadOnlyList<string> meanings, bool onlyKeys) => onlyKeys
        ? Ended(string.Join("; ", meanings.Select((each, i) => $"{(i == 0 ? "Press" : "press")} {i + 1} to look {each}")))
        : $"{Ended($"I can look {string.Join("; or ", meanings)}")} Which of these? You can also press {Or([.. meanings.Select((_, i) => $"{i + 1}")])}.";

    public override string NoSuchMonth(int month) => $"There is no month number {Number(Math.Abs(month))}.";

    public override string NoSuchDay(int day, int month, int? year)
    {
        var name = CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month);
        return day is < 1 or > 31 ? $"{name} has no such day." : year is { } said ? $"{name} {said} has no {SpokenEnglish.Ordinal(day)}." : $"{name} has no {SpokenEnglish.Ordinal(day)}.";
    }

    public override string YearTooFar => "That year is too far away.";
}
