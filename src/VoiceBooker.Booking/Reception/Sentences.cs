using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Offers;

namespace VoiceBooker.Booking.Reception;

/// <summary>What must be true, in words: read-backs and outcomes.</summary>
internal static class Sentences
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
                return $"{what}{(invites ? Invitation(intent) : "")}{Place(booked.MeetingPlace, invites && intent.Attendee?.Email is not null)}";

            case BookingOutcome.PendingConfirmation:
                return $"I've passed on your request for {Ended(at)} It still has to be confirmed, and you'll hear from us.";

            case BookingOutcome.Taken:
                return "I'm sorry, that time has just been taken.";

            case BookingOutcome.OutOfBounds:
                return "I'm sorry, that time can't be booked.";

            case BookingOutcome.LimitReached:
                return "I'm sorry, there is no more room on that day.";

            case BookingOutcome.FieldInvalid(var field, _):
                return field.Contains("name", StringComparison.OrdinalIgnoreCase) ? "I'm sorry, the calendar didn't accept the name. Nothing is booked yet."
                    : field.Contains("phone", StringComparison.OrdinalIgnoreCase) ? "I'm sorry, the calendar didn't accept the telephone number. Nothing is booked yet."
                    : "I'm sorry, the calendar didn't accept the e-mail address. Nothing is booked yet.";

            case BookingOutcome.Unknown:
                return moved
                    ? "I can't confirm that yet: the calendar hasn't answered. You'll get word as soon as it is certain; please don't count on the new time until then."
                    : "I can't confirm that yet: the calendar hasn't answered. You'll get word as soon as it is certain; please don't count on it until then.";

            default:
                return moved ? "I'm sorry, I can't reach the calendar right now. Your appointment stands as it was." : "I'm sorry, I can't reach the calendar right now, so nothing is booked.";
        }
    }

    /// <summary>The facts a yes is asked for.</summary>
    public static string ReadBack(BookingIntent intent, Attendee attendee, string? emailSpoken, bool spellName, LocalDate today)
    {
        var chosen = intent.Chosen!;
        var what = intent.Moving is { } moving
            ? $"I would move your appointment from {SpokenEnglish.DateAndTime(moving.Slot.Start.InZone(chosen.Zone), today)}, to {SpokenEnglish.DateAndTime(chosen.Start, today)}, {SpokenEnglish.Zone(chosen.Zone)}, for {attendee.Name}"
            : $"{Capital(Named(intent.Event))}, {SpokenEnglish.DateAndTime(chosen.Start, today)}, {SpokenEnglish.Zone(chosen.Zone)}, for {attendee.Name}";
        var name = spellName ? $", spelled {SpokenEnglish.Letters(attendee.Name)}" : "";
        return $"{what}{name}{(emailSpoken is null ? "" : $", with the e-mail {emailSpoken}")}.";
    }

    /// <summary>A sentence's end; "a.m." ends one already.</summary>
    public static string Ended(string text) => text.EndsWith('.') ? text : text + ".";

    private static string Invitation(BookingIntent intent) => intent.Attendee?.Email is null ? "" : intent.Moving is null ? " An invitation is on its way to you by e-mail." : " The new invitation is on its way to you by e-mail.";

    private static string Place(string place, bool invited) =>
        place.Length == 0 ? ""
        : Uri.TryCreate(place, UriKind.Absolute, out var link) && link.Scheme.StartsWith("http", StringComparison.Ordinal)
            ? invited ? " The link for the meeting is in the invitation." : " It takes place online."
            : $" The place is {Ended(place)}";

    private static string Lower(string name) => name.Length > 1 && char.IsUpper(name[0]) && !char.IsUpper(name[1]) ? char.ToLowerInvariant(name[0]) + name[1..] : name;
}
