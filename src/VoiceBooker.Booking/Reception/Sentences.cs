using System.Text.RegularExpressions;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.Offers;

namespace VoiceBooker.Booking.Reception;

/// <summary>One of the caller's own details.</summary>
internal enum CallerDetail
{
    /// <summary>The name.</summary>
    Name,

    /// <summary>The telephone number.</summary>
    Phone,

    /// <summary>The e-mail address.</summary>
    Email,
}

/// <summary>What must be true, in words: which sentence an outcome calls for. A calendar's reasons are English, whatever the caller speaks.</summary>
internal static partial class Sentences
{
    /// <summary>What came of a commit; an invitation is spoken of only when one is really sent (<paramref name="invites"/>).</summary>
    public static string Outcome(Phrasebook say, BookingIntent intent, OfferedSlot chosen, BookingOutcome outcome, LocalDate today, bool tellZone, bool invites)
    {
        var moved = intent.Moving is not null;
        var mailed = invites && intent.Attendee?.Email is not null;
        switch (outcome)
        {
            case BookingOutcome.Booked booked:
                var start = When(booked.Slot.Start.InZone(chosen.Zone));
                var what = moved ? say.IsMoved(start) : say.IsBooked(intent.Event, start);
                return $"{what}{(mailed ? $" {say.InvitationComes(moved)}" : "")}{say.Meeting(booked.Via.Length > 0 ? booked.Via : intent.Event.MeetingSpoken, booked.MeetingPlace, mailed)}";

            case BookingOutcome.PendingConfirmation:
                return say.IsAskedFor(intent.Event, When(chosen.Start), moved, mailed);

            case BookingOutcome.Taken:
                return say.TimeTaken;

            case BookingOutcome.OutOfBounds(var why) when moved && IsAboutAppointment(why):
                return Gone().IsMatch(why) ? say.AppointmentGoneNotMoved : say.MoveNotAllowed;

            case BookingOutcome.OutOfBounds:
                return say.TimeNotBookable;

            case BookingOutcome.LimitReached(var reason) when IsAttendeesLimit(reason):
                return say.TooManyOfOne;

            case BookingOutcome.LimitReached:
                return say.DayIsFull;

            case BookingOutcome.FieldInvalid(var field, _):
                return say.DetailRefused(DetailOf(field));

            case BookingOutcome.Unknown:
                return say.NotCertain(moved);

            default:
                return say.CalendarDown(moved);
        }

        string When(ZonedDateTime at) => say.DateAndTime(at, today) + (tellZone ? $", {say.Zone(chosen.Zone)}" : "");
    }

    /// <summary>The facts a yes is asked for.</summary>
    public static string ReadBack(Phrasebook say, BookingIntent intent, Attendee attendee, string? emailSpoken, bool spellName, IReadOnlyList<string> answers, LocalDate today)
    {
        var chosen = intent.Chosen!;
        return say.ReadBack(new ReadBackFacts(
            intent.Event,
            intent.Moving is { } moving ? say.DateAndTime(moving.Slot.Start.InZone(chosen.Zone), today) : null,
            say.DateAndTime(chosen.Start, today),
            say.Zone(chosen.Zone),
            attendee.Name,
            spellName ? say.Letters(attendee.Name) : null,
            emailSpoken,
            answers));
    }

    /// <summary>Which of the caller's own details a calendar means by a field's name; null when none.</summary>
    public static CallerDetail? DetailOf(string field) =>
        field.Contains("mail", StringComparison.OrdinalIgnoreCase) ? CallerDetail.Email
        : field.Contains("phone", StringComparison.OrdinalIgnoreCase) || field.Contains("sms", StringComparison.OrdinalIgnoreCase) ? CallerDetail.Phone
        : field.Contains("name", StringComparison.OrdinalIgnoreCase) ? CallerDetail.Name
        : null;

    /// <summary>True when a limit is one person's and not the day's: another time does not help.</summary>
    public static bool IsAttendeesLimit(string reason) => AttendeesLimit().IsMatch(reason);

    /// <summary>True when it is the appointment itself that cannot be moved, to whatever time.</summary>
    public static bool IsAboutAppointment(string reason) => Appointment().IsMatch(reason);

    /// <summary>True when an appointment cannot be cancelled because it has begun or is over.</summary>
    public static bool HasBegun(string reason) => Past().IsMatch(reason);

    [GeneratedRegex(@"\b(attendees?|bookers?|invitees?|person|caller|guest)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AttendeesLimit();

    [GeneratedRegex(@"\b(appointment|booking|moving|reschedul\w*)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Appointment();

    [GeneratedRegex(@"\b(no such|not stand|not found|no longer|cancell?ed|moved already|already moved|gone)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Gone();

    [GeneratedRegex(@"\b(past|ended|over|begun|started|already (taken|took) place)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Past();
}
