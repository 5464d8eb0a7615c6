using System.Text;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Calendars.Invitations;

namespace VoiceBooker.Tests.Booking.Calendars;

public sealed class InvitationTextTests
{
    private static readonly Instant Ten = Instant.FromUtc(2026, 12, 1, 10, 0);

    private readonly Invitation _invitation = new(
        new Guid("00000000-0000-0000-0000-000000000001"), 0, Cancels: false, new Slot(Ten, Ten + Duration.FromMinutes(30)), "a consultation", "", "Room 1", "owner@example.org", "Jo March", "jo@example.org", Ten);

    [Fact]
    public void An_invitation_says_who_when_and_where()
    {
        var lines = InvitationText.Write(_invitation).Split("\r\n");
        Assert.Contains("METHOD:REQUEST", lines);
        Assert.Contains("UID:00000000-0000-0000-0000-000000000001@voicebooker", lines);
        Assert.Contains("SEQUENCE:0", lines);
        Assert.Contains("DTSTART:20261201T100000Z", lines);
        Assert.Contains("DTEND:20261201T103000Z", lines);
        Assert.Contains("LOCATION:Room 1", lines);
        Assert.Contains("ORGANIZER:mailto:owner@example.org", lines);
        Assert.Contains("ATTENDEE;CN=\"Jo March\";", Unfolded(_invitation), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancellation_keeps_the_identity()
    {
        var lines = InvitationText.Write(_invitation with { Cancels = true, Sequence = 2 }).Split("\r\n");
        Assert.Contains("METHOD:CANCEL", lines);
        Assert.Contains("STATUS:CANCELLED", lines);
        Assert.Contains("SEQUENCE:2", lines);
        Assert.Contains("UID:00000000-0000-0000-0000-000000000001@voicebooker", lines);
    }

    [Fact]
    public void No_line_is_longer_than_75_octets_and_no_character_is_cut()
    {
        var title = string.Concat(Enumerable.Repeat("Gespräch über 日本 🎉, ", 12));
        var text = InvitationText.Write(_invitation with { Title = title });
        Assert.All(text.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
        Assert.DoesNotContain("\uFFFD", text, StringComparison.Ordinal);
        Assert.Contains($"SUMMARY:{title.Replace(",", "\\,", StringComparison.Ordinal)}", Unfolded(_invitation with { Title = title }), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_writes_lines_of_their_own_into_an_invitation()
    {
        var text = Unfolded(_invitation with { Title = "x\r\nATTENDEE:mailto:evil@example.org", AttendeeName = "Jo\";X=\"y\r\nX:1", Place = "a;b,c\\d" });
        Assert.DoesNotContain("\r\nATTENDEE:mailto:evil", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\nX:1", text, StringComparison.Ordinal);
        Assert.Contains("CN=\"Jo';X='yX:1\"", text, StringComparison.Ordinal);
        Assert.Contains(@"LOCATION:a\;b\,c\\d", text, StringComparison.Ordinal);
    }

    private static string Unfolded(Invitation invitation) => InvitationText.Write(invitation).Replace("\r\n ", "", StringComparison.Ordinal);
}
