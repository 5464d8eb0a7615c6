using NodaTime;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Reception;

namespace VoiceBooker.Booking.Languages;

internal sealed partial class English
{
    public override string EventGladly(string named) => $"{Capital(named)}, gladly.";

    public override string NothingToBook => "I'm sorry, I have nothing to book at the moment.";

    public override string NoMoreBookings => "I'm sorry, I can't make more bookings on one call.";

    public override string InZone(string zone) => $"In {zone}:";

    public override string SayTimeOrPress(int count) => $"Say the time, or press {(count == 2 ? "1 or 2" : "1, 2 or 3")}.";

    public override string WhichSuits => "Which one suits you?";

    public override string ShallTakeIt => "Shall I take that one?";

    public override string GoodTime(string when) => $"Good, {Ended(when)}";

    public override string SomebodyTookIt => "I'm sorry, somebody has just taken that time.";

    public override string CannotReachCalendar => "I'm sorry, I can't reach the calendar right now.";

    public override string NoFreeTime(string wish) => Ended($"I'm sorry, I find no free time{Spaced(wish)}");

    public override string NothingFreeBut(string wish) => $"{Ended($"I'm sorry, I have nothing free{Spaced(wish)}")} Here is what comes next.";

    public override string NotFree(LocalTime? time) => $"I'm sorry, {(time is { } exactly ? Time(exactly) : "that time")} isn't free.";

    public override string LetMeReadBack(bool again) => again ? "Once more:" : "Let me read that back.";

    public override string ReadBack(ReadBackFacts facts)
    {
        var what = facts.Before is { } before
            ? $"I would move your appointment from {before}, to {facts.When}, {facts.Zone}, for {facts.Name}"
            : $"{Capital(Named(facts.Event))}, {facts.When}, {facts.Zone}, for {facts.Name}";
        return $"{what}{(facts.Letters is null ? "" : $", spelled {facts.Letters}")}{(facts.Email is null ? "" : $", {facts.Email}")}{string.Concat(facts.Answers.Select(each => $"; {each}"))}.";
    }

    public override string ShallBook => "Shall I book it?";

    public override string ShallMove => "Shall I move it?";

    public override string IsBooked(BookingEvent bookingEvent, string when) => $"You're booked: {Named(bookingEvent)}, {Ended(when)}";

    public override string IsMoved(string when) => $"Your appointment is moved to {Ended(when)}";

    public override string InvitationComes(bool moved) => moved ? "The new invitation is on its way to you by e-mail." : "An invitation is on its way to you by e-mail.";

    public override string IsAskedFor(BookingEvent bookingEvent, string when, bool moved, bool mailComes) =>
        $"{(moved ? $"I've asked for your appointment to be moved to {Ended(when)}" : $"I've asked for {Named(bookingEvent)}, {Ended(when)}")} It still has to be confirmed{(mailComes ? "; you'll get an e-mail about it." : ", and you'll hear from us.")}";

    public override string TimeTaken => "I'm sorry, that time has just been taken.";

    public override string AppointmentGoneNotMoved => "I'm sorry, that appointment doesn't stand in the calendar any more, so I can't move it.";

    public override string MoveNotAllowed => "I'm sorry, the calendar doesn't allow moving that appointment any more. It stands as it was.";

    public override string TimeNotBookable => "I'm sorry, that time can't be booked.";

    public override string TooManyOfOne => "I'm sorry, you already have as many of these appointments as one person may have, so nothing more is booked. I can move one that you have.";

    public override string DayIsFull => "I'm sorry, there is no more room on that day.";

    public override string DetailRefused(CallerDetail? detail) => detail switch
    {
        CallerDetail.Name => AnswerRefused("name"),
        CallerDetail.Phone => AnswerRefused("telephone number"),
        CallerDetail.Email => AnswerRefused("e-mail address"),
        _ => "I'm sorry, the calendar didn't accept the booking, so nothing is booked.",
    };

    public override string AnswerRefused(string label) => $"I'm sorry, the calendar didn't accept the {label}. Nothing is booked yet.";

    public override string NotCertain(bool moved) =>
        $"I can't confirm that yet: the calendar hasn't answered. You'll get word as soon as it is certain; please don't count on {(moved ? "the new time" : "it")} until then.";

    public override string CalendarDown(bool moved) => moved ? "I'm sorry, I can't reach the calendar right now. Your appointment stands as it was." : "I'm sorry, I can't reach the calendar right now, so nothing is booked.";

    protected override string LinkInInvitation => "The link for the meeting is in the invitation.";

    protected override string IsOnline => "It takes place online.";

    protected override string IsByTelephone => "It takes place by telephone.";

    protected override string PlaceIs(string place) => $"The place is {Ended(place)}";

    protected override string MeetsBy(string how) => $"It is {Ended(how)}";

    protected override string MeetsByLink(string how) => $"It is {how}; the link is in the invitation.";

    private static string Spaced(string text) => text.Length == 0 ? "" : " " + text;
}
