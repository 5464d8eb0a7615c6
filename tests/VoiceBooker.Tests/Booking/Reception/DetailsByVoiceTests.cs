using VoiceBooker.Booking.Bookings;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Booking.Reception;

/// <summary>Names and addresses as callers give them.</summary>
public sealed class DetailsByVoiceTests
{
    private static readonly string[] UpToName = ["book an appointment", "tomorrow at ten a.m."];

    [Fact]
    public async Task A_spelled_name_is_read_back_in_letters()
    {
        var visit = await new Visit().SaysAsync([.. UpToName, "anna m i l l e r"]);
        visit.HearsThat("m, i, l, l, e, r");
        visit.IsAsked(AnswerKind.YesNo);
        await visit.SaysAsync("yes");
        visit.IsAsked(AnswerKind.Email);
    }

    [Fact]
    public async Task A_spelled_name_that_is_wrong_is_corrected()
    {
        var visit = await new Visit().SaysAsync([.. UpToName, "anna m i l l e r", "no, m u e l l e r", "yes", "skip", "yes"]);
        Assert.Equal("Anna Mueller", visit.OnlyBooking().Attendee.Name);
    }

    [Theory]
    [InlineData(SaidBy.Keys, "#")]
    [InlineData(SaidBy.Voice, "what is the meaning of seventeen")]
    public async Task A_name_not_understood_ends_up_under_the_number(SaidBy by, string third)
    {
        var visit = await new Visit().SaysAsync([.. UpToName, "what is the meaning of seventeen", "so what do i do now with this"]);
        visit.IsAsked(AnswerKind.Name);
        visit.By = by;
        await visit.SaysAsync(third);
        visit.HearsThat("under your telephone number");
        visit.IsAsked(AnswerKind.Email);
        visit.By = SaidBy.Voice;
        await visit.SaysAsync("skip", "yes");
        Assert.Equal($"Caller {Visit.Number}", visit.OnlyBooking().Attendee.Name);
        Assert.Equal(Visit.Number, visit.OnlyBooking().Attendee.Phone);
    }

    [Fact]
    public async Task A_wrong_letter_is_put_right()
    {
        var visit = await new Visit().SaysAsync([.. UpToName, "Anna Miller", "a m m a at gmail dot com", "no, it's anna at gmail dot com"]);
        visit.IsAsked(AnswerKind.YesNo);
        await visit.SaysAsync("yes", "yes");
        Assert.Equal("anna@gmail.com", visit.OnlyBooking().Attendee.Email);
    }

    [Fact]
    public async Task A_letter_in_the_alphabet_replaces_the_one_that_sounds_like_it()
    {
        var visit = await new Visit().SaysAsync([.. UpToName, "Anna Miller", "j i m at gmail dot com", "no, n as in november", "yes", "yes"]);
        Assert.Equal("jin@gmail.com", visit.OnlyBooking().Attendee.Email);
    }

    [Fact]
    public async Task A_wrong_domain_is_put_right()
    {
        var visit = await new Visit().SaysAsync([.. UpToName, "Anna Miller", "anna at hotmail dot com", "no, it's at gmail", "yes", "yes"]);
        Assert.Equal("anna@gmail.com", visit.OnlyBooking().Attendee.Email);
    }

    [Fact]
    public async Task After_two_misses_the_address_may_be_typed_or_skipped()
    {
        var visit = new Visit { CanType = true };
        await visit.SaysAsync([.. UpToName, "Anna Miller", "well you know how it is", "it is rather hard to say"]);
        visit.HearsThat("type");
        visit.By = SaidBy.Typing;
        await visit.SaysAsync("anna@example.com", "yes");
        Assert.Equal("anna@example.com", visit.OnlyBooking().Attendee.Email);
    }

    [Fact]
    public async Task Without_an_address_no_invitation_is_promised()
    {
        var visit = await new Visit().SaysAsync([.. UpToName, "Anna Miller", "I don't have an email"]);
        visit.HearsThat("can't send an invitation");
        await visit.SaysAsync("yes");
        visit.DoesNotHear("on its way");
        Assert.Null(visit.OnlyBooking().Attendee.Email);
    }

    [Fact]
    public async Task A_server_without_mail_promises_no_invitation_and_says_where_and_when()
    {
        var visit = new Visit { SendsMail = false };
        await visit.SaysAsync([.. UpToName, "Anna Miller"]);
        visit.DoesNotHear("invitation");
        visit.By = SaidBy.Typing;
        await visit.SaysAsync("anna@example.com", "yes");
        Assert.Equal("anna@example.com", visit.OnlyBooking().Attendee.Email);
        visit.DoesNotHear("invitation");
        visit.HearsThat("You're booked");
        visit.HearsThat("12 Main Street");
    }

    [Fact]
    public async Task A_server_with_mail_tells_of_the_invitation()
    {
        var visit = await new Visit().SaysAsync([.. UpToName, "Anna Miller"]);
        visit.By = SaidBy.Typing;
        await visit.SaysAsync("anna@example.com", "yes");
        visit.HearsThat("An invitation is on its way");
    }

    [Fact]
    public async Task A_link_is_not_said_to_be_in_an_invitation_that_is_not_sent()
    {
        var visit = new Visit { SendsMail = false };
        visit.Ledger.Place = "https://meet.example.com/1";
        await visit.SaysAsync([.. UpToName, "Anna Miller"]);
        visit.By = SaidBy.Typing;
        await visit.SaysAsync("anna@example.com", "yes");
        visit.HearsThat("online");
        visit.DoesNotHear("invitation");
    }

    [Theory]
    [InlineData("It is spelled K O W A L S K I", "Kowalski")]
    [InlineData("K as in kilo O W A L S K I", "Kowalski")]
    public async Task A_spelled_name_keeps_every_letter(string words, string name)
    {
        var visit = await new Visit().SaysAsync([.. UpToName, words, "yes", "skip", "yes"]);
        Assert.Equal(name, visit.OnlyBooking().Attendee.Name);
    }

    [Fact]
    public async Task A_calendar_that_needs_an_address_insists()
    {
        var visit = new Visit();
        visit.Elsewhere();
        await visit.SaysAsync([.. UpToName, "Anna Miller", "skip"]);
        visit.HearsThat("can't be booked without an e-mail address");
        visit.DoesNotHear("didn't get that");
        visit.IsAsked(AnswerKind.Email);
    }

    [Fact]
    public async Task Values_given_with_the_call_are_not_asked()
    {
        var visit = new Visit();
        visit.Variables["name"] = "Anna Miller";
        visit.Variables["email"] = "anna@example.com";
        await visit.SaysAsync(UpToName);
        visit.HearsThat("Shall I book it?");
        await visit.SaysAsync("yes");
        Assert.Equal("anna@example.com", visit.OnlyBooking().Attendee.Email);
    }

    [Fact]
    public async Task A_known_caller_is_asked_without_telling_all_that_is_known()
    {
        var visit = new Visit();
        visit.Ledger.Known = new KnownCaller("Anna Miller", "anna.secret@example.com", Visit.Number, null);
        await visit.SaysAsync(UpToName);
        visit.HearsThat("Anna M");
        visit.DoesNotHear("Miller");
        await visit.SaysAsync("yes");
        visit.HearsThat("ending in");
        visit.DoesNotHear("secret");
        await visit.SaysAsync("yes");
        visit.DoesNotHear("secret");
        await visit.SaysAsync("yes");
        Assert.Equal("anna.secret@example.com", visit.OnlyBooking().Attendee.Email);
    }

    [Fact]
    public async Task Somebody_else_on_a_known_number_gives_their_own_name()
    {
        var visit = new Visit();
        visit.Ledger.Known = new KnownCaller("Anna Miller", "anna.secret@example.com", Visit.Number, null);
        await visit.SaysAsync([.. UpToName, "no", "Peter Jones"]);
        visit.IsAsked(AnswerKind.Email);
        visit.DoesNotHear("ending in");
    }

    [Fact]
    public async Task A_name_may_be_corrected_at_the_read_back()
    {
        var visit = await new Visit().SaysAsync([.. UpToName, "Anna Miller", "skip", "no, the name is Hannah Miller", "yes"]);
        Assert.Equal("Hannah Miller", visit.OnlyBooking().Attendee.Name);
    }

    [Fact]
    public async Task A_time_may_be_changed_while_the_name_is_asked()
    {
        var visit = await new Visit().SaysAsync([.. UpToName, "actually make it Wednesday at two p.m.", "Anna Miller", "skip", "yes"]);
        Assert.Equal(Visit.At(12, 2, 14), visit.OnlyBooking().Slot.Start);
    }
}
