using NodaTime;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Reception;

namespace VoiceBooker.Booking.Languages;

/// <content>Times offered and refused, the read-back, and what came of it.</content>
internal abstract partial class Phrasebook
{
    /// <summary>What is booked, as it stands in a sentence of its own; null: an appointment.</summary>
    public abstract string Named(BookingEvent? bookingEvent);

    public abstract string EventGladly(string named);

    public abstract string NothingToBook { get; }

    public abstract string NoMoreBookings { get; }

    public abstract string InZone(string zone);

    public abstract string SayTimeOrPress(int count);

    public abstract string WhichSuits { get; }

    public abstract string ShallTakeIt { get; }

    public abstract string GoodTime(string when);

    public abstract string SomebodyTookIt { get; }

    public abstract string CannotReachCalendar { get; }

    /// <summary>Nothing is free at all; the wish may be empty.</summary>
    public abstract string NoFreeTime(string wish);

    /// <summary>Nothing is free as wished, and other times follow; the wish may be empty.</summary>
    public abstract string NothingFreeBut(string wish);

    /// <summary>The time asked for is not free; null: "that time".</summary>
    public abstract string NotFree(LocalTime? time);

    public abstract string LetMeReadBack(bool again);

    /// <summary>The facts a yes is asked for.</summary>
    public abstract string ReadBack(ReadBackFacts facts);

    public abstract string ShallBook { get; }

    public abstract string ShallMove { get; }

    /// <summary>It stands in the calendar.</summary>
    public abstract string IsBooked(BookingEvent bookingEvent, string when);

    public abstract string IsMoved(string when);

    public abstract string InvitationComes(bool moved);

    /// <summary>It is asked for; a person at the calendar's side must still agree.</summary>
    public abstract string IsAskedFor(BookingEvent bookingEvent, string when, bool moved, bool mailComes);

    public abstract string TimeTaken { get; }

    public abstract string AppointmentGoneNotMoved { get; }

    public abstract string MoveNotAllowed { get; }

    public abstract string TimeNotBookable { get; }

    public abstract string TooManyOfOne { get; }

    public abstract string DayIsFull { get; }

    /// <summary>The calendar did not take one detail; null: it does not say which.</summary>
    public abstract string DetailRefused(CallerDetail? detail);

    /// <summary>The calendar did not take the answer to the question of this label.</summary>
    public abstract string AnswerRefused(string label);

    public abstract string NotCertain(bool moved);

    public abstract string CalendarDown(bool moved);

    /// <summary>How and where one meets, with a space before it: "It is a video call; the link is in the invitation."</summary>
    public string Meeting(string via, string place, bool invited)
    {
        var how = via.Trim().TrimEnd('.');
        var isLink = Uri.TryCreate(place, UriKind.Absolute, out var link) && link.Scheme.StartsWith("http", StringComparison.Ordinal);
        if (how.Length == 0)
        {
            return place.Length == 0 ? ""
                : isLink ? invited ? $" {LinkInInvitation}" : $" {IsOnline}"
                : PhoneNumber.TryParse(place, out _) ? $" {IsByTelephone}"
                : $" {PlaceIs(place)}";
        }

        return isLink && invited ? $" {MeetsByLink(how)}"
            : place.Length == 0 || isLink || PhoneNumber.TryParse(place, out _) || how.Contains(place.Trim().TrimEnd('.'), StringComparison.OrdinalIgnoreCase) ? $" {MeetsBy(how)}"
            : $" {MeetsBy(how)} {PlaceIs(place)}";
    }

    protected abstract string LinkInInvitation { get; }

    protected abstract string IsOnline { get; }

    protected abstract string IsByTelephone { get; }

    protected abstract string PlaceIs(string place);

    protected abstract string MeetsBy(string how);

    protected abstract string MeetsByLink(string how);
}

/// <summary>What is read back.</summary>
/// <param name="Event">What is booked.</param>
/// <param name="Before">The moment of the appointment that is moved, as it is told; null for a new one.</param>
/// <param name="When">The moment, as it is told.</param>
/// <param name="Zone">The zone it is told in.</param>
/// <param name="Name">For whom.</param>
/// <param name="Letters">The name in letters, when it was spelled.</param>
/// <param name="Email">The address, as <see cref="Phrasebook.WithEmail"/> puts it; null when there is none.</param>
/// <param name="Answers">Answers to the event's questions: "number of guests: three".</param>
internal sealed record ReadBackFacts(BookingEvent Event, string? Before, string When, string Zone, string Name, string? Letters, string? Email, IReadOnlyList<string> Answers);
