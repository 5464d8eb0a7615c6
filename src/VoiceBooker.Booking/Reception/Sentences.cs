using System.Text.RegularExpressions;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Offers;

namespace VoiceBooker.Booking.Reception;

/// <summary>What must be true, in words: read-backs and outcomes.</summary>
internal static partial class Sentences
{
    /// <summary>"a consultation": the event's name with an article where it has none.</summary>
    public static string Named(BookingEvent? bookingEvent)
    {
        var name = bookingEvent?.Name.Trim() ?? "";
        if (name.Length == 0)
            return "an appointment";
        var first = name.Split(' ')[0].ToLowerInvariant();
        if (first is "a" or "an" or "the" or "your" or "our" || char.IsAsciiDigit(name[0]))
            return Lower(name);
        return (char.ToLowerInvariant(name[0]) is 'a' or 'e' or 'i' or 'o' or 'u' ? "an " : "a ") + Lower(name);
    }

    /// <summary>What follows an appointment's time while somebody at the calendar's side must still agree to it; else nothing.</summary>
    public static string Pending(Appointment appointment) => appointment.AwaitsConfirmation ? ", which they still have to confirm" : "";

    /// <summary>Upper case at the beginning of a sentence.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>What came of a commit; an invitation is spoken of only when one is really sent (<paramref name="invites"/>).</summary>
    public static string Outcome(BookingIntent intent, OfferedSlot chosen, BookingOutcome outcome, LocalDate today, bool tellZone, bool invites)
    {
        var moved = intent.Moving is not null;
        var at = SpokenEnglish.DateAndTime(chosen.Start, today) + (tellZone ? $", {SpokenEnglish.Zone(chosen.Zone)}" : "");
        switch (outcome)
        {
            case BookingOutcome.Booked booked:
                var start = SpokenEnglish.DateAndTime(booked.Slot.Start.InZone(chosen.Zone), today) + (tellZone ? $", {SpokenEnglish.Zone(chosen.Zone)}" : "");
                var what = moved ? $"Your appointment is moved to {Ended(start)}" : $"You're booked: {Named(intent.Event)}, {Ended(start)}";
                return $"{what}{(invites ? Invitation(intent) : "")}{Meeting(booked.Via.Length > 0 ? booked.Via : intent.Event.MeetingSpoken, booked.MeetingPlace, invites && intent.Attendee?.Email is not null)}";

            case BookingOutcome.PendingConfirmation:
                var asked = moved ? $"I've asked for your appointment to be moved to {Ended(at)}" : $"I've asked for {Named(intent.Event)}, {Ended(at)}";
                return $"{asked} It still has to be confirmed{(invites && intent.Attendee?.Email is not null ? "; you'll get an e-mail about it." : ", and you'll hear from us.")}";

            case BookingOutcome.Taken:
                return "I'm sorry, that time has just been taken.";

            case BookingOutcome.OutOfBounds(var why) when moved && IsAboutAppointment(why):
                return Gone().IsMatch(why)
                    ? "I'm sorry, that appointment doesn't stand in the calendar any more, so I can't move it."
                    : "I'm sorry, the calendar doesn't allow moving that appointment any more. It stands as it was.";

            case BookingOutcome.OutOfBounds:
                return "I'm sorry, that time can't be booked.";

            case BookingOutcome.LimitReached(var reason) when IsAttendeesLimit(reason):
                return "I'm sorry, you already have as many of these appointments as one person may have, so nothing more is booked. I can move one that you have.";

            case BookingOutcome.LimitReached:
                return "I'm sorry, there is no more room on that day.";

            case BookingOutcome.FieldInvalid(var field, _):
                return FieldRefused(DetailOf(field));

            case BookingOutcome.Unknown:
                return moved
                    ? "I can't confirm that yet: the calendar hasn't answered. You'll get word as soon as it is certain; please don't count on the new time until then."
                    : "I can't confirm that yet: the calendar hasn't answered. You'll get word as soon as it is certain; please don't count on it until then.";

            default:
                return moved ? "I'm sorry, I can't reach the calendar right now. Your appointment stands as it was." : "I'm sorry, I can't reach the calendar right now, so nothing is booked.";
        }
    }

    /// <summary>The facts a yes is asked for.</summary>
    public static string ReadBack(BookingIntent intent, Attendee attendee, string? emailSpoken, bool spellName, IReadOnlyList<string> answers, LocalDate today)
    {
        var chosen = intent.Chosen!;
        var what = intent.Moving is { } moving
            ? $"I would move your appointment from {SpokenEnglish.DateAndTime(moving.Slot.Start.InZone(chosen.Zone), today)}, to {SpokenEnglish.DateAndTime(chosen.Start, today)}, {SpokenEnglish.Zone(chosen.Zone)}, for {attendee.Name}"
            : $"{Capital(Named(intent.Event))}, {SpokenEnglish.DateAndTime(chosen.Start, today)}, {SpokenEnglish.Zone(chosen.Zone)}, for {attendee.Name}";
        var name = spellName ? $", spelled {SpokenEnglish.Letters(attendee.Name)}" : "";
        return $"{what}{name}{(emailSpoken is null ? "" : $", with the e-mail {emailSpoken}")}{string.Concat(answers.Select(each => $"; {each}"))}.";
    }

    /// <summary>The name, as a detail that a calendar may refuse.</summary>
    public const string NameDetail = "name";

    /// <summary>The telephone number, as such.</summary>
    public const string PhoneDetail = "telephone number";

    /// <summary>The e-mail address, as such.</summary>
    public const string EmailDetail = "e-mail address";

    /// <summary>Which of the caller's own details a calendar means by a field's name; null when none.</summary>
    public static string? DetailOf(string field) =>
        field.Contains("mail", StringComparison.OrdinalIgnoreCase) ? EmailDetail
        : field.Contains("phone", StringComparison.OrdinalIgnoreCase) || field.Contains("sms", StringComparison.OrdinalIgnoreCase) ? PhoneDetail
        : field.Contains("name", StringComparison.OrdinalIgnoreCase) ? NameDetail
        : null;

    /// <summary>What the calendar did not take; null: it does not say.</summary>
    public static string FieldRefused(string? detail) =>
        detail is null ? "I'm sorry, the calendar didn't accept the booking, so nothing is booked." : $"I'm sorry, the calendar didn't accept the {detail}. Nothing is booked yet.";

    /// <summary>True when a limit is one person's and not the day's: another time does not help.</summary>
    public static bool IsAttendeesLimit(string reason) => AttendeesLimit().IsMatch(reason);

    /// <summary>True when it is the appointment itself that cannot be moved, to whatever time.</summary>
    public static bool IsAboutAppointment(string reason) => Appointment().IsMatch(reason);

    /// <summary>Why an appointment cannot be cancelled, after "I'm sorry".</summary>
    public static string WhyNotCancelled(string reason) =>
        Past().IsMatch(reason) ? "that appointment has already begun or is over, so I can't cancel it."
        : "the calendar doesn't allow cancelling that appointment any more.";

    /// <summary>A sentence's end; "a.m." ends one already.</summary>
    public static string Ended(string text) => text.EndsWith('.') ? text : text + ".";

    private static string Invitation(BookingIntent intent) => intent.Attendee?.Email is null ? "" : intent.Moving is null ? " An invitation is on its way to you by e-mail." : " The new invitation is on its way to you by e-mail.";

    /// <summary>How and where one meets: "It is a video call; the link is in the invitation."</summary>
    private static string Meeting(string via, string place, bool invited)
    {
        var how = via.Trim().TrimEnd('.');
        var isLink = Uri.TryCreate(place, UriKind.Absolute, out var link) && link.Scheme.StartsWith("http", StringComparison.Ordinal);
        if (how.Length == 0)
        {
            return place.Length == 0 ? ""
                : isLink ? invited ? " The link for the meeting is in the invitation." : " It takes place online."
                : PhoneNumber.TryParse(place, out _) ? " It takes place by telephone."
                : $" The place is {Ended(place)}";
        }

        return isLink && invited ? $" It is {how}; the link is in the invitation."
            : place.Length == 0 || isLink || PhoneNumber.TryParse(place, out _) || how.Contains(place.Trim().TrimEnd('.'), StringComparison.OrdinalIgnoreCase) ? $" It is {Ended(how)}"
            : $" It is {Ended(how)} The place is {Ended(place)}";
    }

    private static string Lower(string name) => name.Length > 1 && char.IsUpper(name[0]) && !char.IsUpper(name[1]) ? char.ToLowerInvariant(name[0]) + name[1..] : name;

    [GeneratedRegex(@"\b(attendees?|bookers?|invitees?|person|caller|guest)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AttendeesLimit();

    [GeneratedRegex(@"\b(appointment|booking|moving|reschedul\w*)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Appointment();

    [GeneratedRegex(@"\b(no such|not stand|not found|no longer|cancell?ed|moved already|already moved|gone)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Gone();

    [GeneratedRegex(@"\b(past|ended|over|begun|started|already (taken|took) place)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Past();
}
