using System.Text;
using NodaTime;
using NodaTime.Text;

namespace VoiceBooker.Booking.Calendars.Invitations;

/// <summary>What an invitation says.</summary>
/// <param name="Uid">The meeting's identity, the same in every revision.</param>
/// <param name="Sequence">The revision, from 0.</param>
/// <param name="Cancels">True when the meeting is called off.</param>
/// <param name="Slot">When.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Description">More about it; may be empty.</param>
/// <param name="Place">Link or place; may be empty.</param>
/// <param name="OrganizerEmail">Who holds it; empty leaves the organizer out.</param>
/// <param name="AttendeeName">Whom it is with.</param>
/// <param name="AttendeeEmail">The attendee's address; null leaves the attendee out.</param>
/// <param name="WrittenAt">When this revision was written.</param>
public sealed record Invitation(
    Guid Uid, int Sequence, bool Cancels, Slot Slot, string Title, string Description, string Place, string OrganizerEmail, string AttendeeName, string? AttendeeEmail, Instant WrittenAt);

/// <summary>Writes invitations as iCalendar (RFC 5545) scheduling messages (RFC 5546). Pure.</summary>
public static class InvitationText
{
    private const int MostOctets = 75;

    private static readonly InstantPattern Utc = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    /// <summary>The file's whole text: lines of at most 75 octets, each ended by CR LF.</summary>
    public static string Write(Invitation invitation)
    {
        var text = new StringBuilder();
        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//VoiceBooker//Built-in calendar//EN");
        Line("CALSCALE:GREGORIAN");
        Line($"METHOD:{MethodOf(invitation)}");
        Line("BEGIN:VEVENT");
        Line($"UID:{invitation.Uid:D}@voicebooker");
        Line($"SEQUENCE:{invitation.Sequence}");
        Line($"DTSTAMP:{Utc.Format(invitation.WrittenAt)}");
        Line($"DTSTART:{Utc.Format(invitation.Slot.Start)}");
        Line($"DTEND:{Utc.Format(invitation.Slot.End)}");
        Line($"SUMMARY:{Escape(invitation.Title)}");
        if (invitation.Description.Length > 0)
            Line($"DESCRIPTION:{Escape(invitation.Description)}");
        if (invitation.Place.Length > 0)
            Line($"LOCATION:{Escape(invitation.Place)}");
        if (invitation.OrganizerEmail.Length > 0)
            Line($"ORGANIZER:mailto:{Address(invitation.OrganizerEmail)}");
        if (invitation.AttendeeEmail is { Length: > 0 } attendee)
            Line($"ATTENDEE;CN={Quote(invitation.AttendeeName)};ROLE=REQ-PARTICIPANT;PARTSTAT={(invitation.Cancels ? "DECLINED" : "ACCEPTED")};RSVP=FALSE:mailto:{Address(attendee)}");
        Line($"STATUS:{(invitation.Cancels ? "CANCELLED" : "CONFIRMED")}");
        Line("TRANSP:OPAQUE");
        Line("END:VEVENT");
        Line("END:VCALENDAR");
        return text.ToString();

        void Line(string line) => Fold(line, text);
    }

    /// <summary>"REQUEST" or "CANCEL".</summary>
    public static string MethodOf(Invitation invitation) => invitation.Cancels ? "CANCEL" : "REQUEST";

    /// <summary>Ends the line, folded so that no piece is longer than 75 octets; a character is never cut in two.</summary>
    private static void Fold(string line, StringBuilder into)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                into.Append("\r\n ");
                octets = 1;
            }

            into.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        into.Append("\r\n");
    }

    private static string Escape(string text) => Plain(text.ReplaceLineEndings("\n"), keepLines: true)
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace(";", @"\;", StringComparison.Ordinal)
        .Replace(",", @"\,", StringComparison.Ordinal)
        .Replace("\n", @"\n", StringComparison.Ordinal);

    /// <summary>A parameter in quotes knows no escape for a quote: it becomes an apostrophe.</summary>
    private static string Quote(string text) => $"\"{Plain(text, keepLines: false).Replace('"', '\'')}\"";

    private static string Address(string email) => Plain(email, keepLines: false).Replace(" ", "", StringComparison.Ordinal);

    private static string Plain(string text, bool keepLines) => string.Concat(text.Where(letter => !char.IsControl(letter) || (keepLines && letter == '\n')));
}
