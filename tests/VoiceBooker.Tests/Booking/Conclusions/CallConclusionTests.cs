using NodaTime;
using VoiceBooker.Booking.Conclusions;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Journal;

namespace VoiceBooker.Tests.Booking.Conclusions;

/// <summary>What came of a call, as its journal tells.</summary>
public sealed class CallConclusionTests
{
    private const string Asked = """{"intent":"i1","state":"Chosen","event":"Consultation","start":"2026-12-01T15:00:00Z","zone":"America/New_York"}""";
    private const string Booked = """{"intent":"i1","outcome":"booked","reference":"r1","start":"2026-12-01T15:00:00Z"}""";

    private readonly List<JournalEntry> _journal = [];
    private readonly CallRecord _call = new() { Direction = "inbound", From = "+12125550147", To = "+12125550100", Cause = "caller hung up", Outcome = CallOutcomes.NoBooking };

    [Fact]
    public void A_booking_is_told_with_its_time_where_the_person_is()
    {
        var came = Happened("caller.said", """{"text":"book an appointment"}""").Happened("details", """{"name":"Anna Miller","email":"anna@example.com"}""").Happened("intent.changed", Asked).Happened("booking.resolved", Booked).Conclude();
        Assert.Equal(Dispositions.Booked, came.Disposition);
        Assert.Equal("Anna Miller (+12125550147) called. “Consultation” was booked for Tuesday, December 1, 2026, 10:00 (America/New_York).", came.Summary);
        Assert.Equal("anna@example.com", came.Fields["email"]);
    }

    [Fact]
    public void Several_things_that_were_done_are_one_sentence_and_what_remains_is_another()
    {
        var came = Happened("intent.changed", Asked).Happened("booking.resolved", Booked.Replace("booked", "pending", StringComparison.Ordinal))
            .Happened("booking.cancelling", """{"intent":"i2","event":"Check-up","start":"2026-12-02T15:00:00Z","zone":"America/New_York"}""").Happened("booking.resolved", """{"intent":"i2","outcome":"cancelled"}""")
            .Happened("message.taken", """{"text":"please send the forms"}""").Conclude();
        Assert.Equal(Dispositions.Booked, came.Disposition);
        Assert.Contains("requested for Tuesday, December 1, 2026, 10:00 (America/New_York) and “Check-up” of Wednesday, December 2, 2026, 10:00 (America/New_York) was cancelled.", came.Summary, StringComparison.Ordinal);
        Assert.EndsWith("Open: the requested time must still be agreed to in the calendar; Message: “please send the forms”.", came.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("opted-out", """{"how":"words","words":"stop calling me"}""", Dispositions.OptedOut, "never to be called again")]
    [InlineData("call-back", """{"at":"2026-12-01T15:00:00Z","words":"tomorrow at three"}""", Dispositions.CallBack, "called back at Tuesday, December 1, 2026, 15:00 (UTC)")]
    [InlineData("call-back", """{"words":"later"}""", Dispositions.CallBack, "asked to be called back.")]
    [InlineData("not-interested", """{"words":"no"}""", Dispositions.NotInterested, "did not want a meeting")]
    [InlineData("wrong-person", """{"words":"she moved"}""", Dispositions.WrongPerson, "Somebody else answered")]
    [InlineData("transfer", """{"number":"+12125550100"}""", Dispositions.Transferred, "put through to a person")]
    public void What_a_person_wished_is_what_came_of_the_call(string kind, string data, string disposition, string words)
    {
        _call.Direction = "outbound";
        var came = Happened("caller.said", """{"text":"hello"}""").Happened(kind, data).Conclude(answeredBy: "human");
        Assert.Equal(disposition, came.Disposition);
        Assert.Contains(words, came.Summary, StringComparison.Ordinal);
        Assert.StartsWith("We called +12125550100", came.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_booking_counts_before_the_wish_never_to_be_called_again_which_is_told_as_well()
    {
        var came = Happened("intent.changed", Asked).Happened("booking.resolved", Booked).Happened("opted-out", """{"how":"words"}""").Conclude();
        Assert.Equal(Dispositions.Booked, came.Disposition);
        Assert.Contains("on the do-not-call list", came.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transfer_that_nobody_took_is_none()
    {
        var came = Happened("caller.said", """{"text":"a person please"}""").Happened("transfer", "{}").Happened("transfer.failed", "{}").Conclude();
        Assert.Equal(Dispositions.NoBooking, came.Disposition);
    }

    [Theory]
    [InlineData("machine", null, Dispositions.Voicemail)]
    [InlineData("beep", "true", Dispositions.VoicemailLeft)]
    [InlineData("beep", "false", Dispositions.Voicemail)]
    [InlineData("screening", null, Dispositions.Screened)]
    [InlineData("menu", null, Dispositions.Menu)]
    [InlineData("fax", null, Dispositions.Fax)]
    [InlineData("human", null, Dispositions.HungUp)]
    public void Who_answered_decides_when_nothing_else_does(string who, string? left, string disposition)
    {
        _call.Direction = "outbound";
        if (left is not null)
            Happened("voicemail", $$"""{"left":{{left}}}""");
        Assert.Equal(disposition, Conclude(answeredBy: who).Disposition); // the carrier's verdict
        Assert.Equal(disposition, Happened("far-side", $$"""{"who":"{{who}}","by":"words"}""").Conclude(answeredBy: "unknown").Disposition); // what was heard on the call
    }

    [Theory]
    [InlineData("machine")]
    [InlineData("beep")]
    [InlineData("screening")]
    public void A_call_that_broke_off_on_our_side_before_a_message_was_left_is_no_machines(string who)
    {
        _call.Direction = "outbound";
        _call.Outcome = CallOutcomes.CutOff;
        Assert.Equal(Dispositions.CutOff, Conclude(answeredBy: who).Disposition); // whom the carrier takes for a machine may be a person
        Assert.Equal(Dispositions.VoicemailLeft, Happened("voicemail", """{"left":true}""").Conclude(answeredBy: who).Disposition);
    }

    [Theory]
    [InlineData("menu", Dispositions.Menu)]
    [InlineData("fax", Dispositions.Fax)]
    public void A_menu_or_a_fax_is_one_however_the_call_ended(string who, string disposition)
    {
        _call.Direction = "outbound";
        _call.Outcome = CallOutcomes.CutOff;
        Assert.Equal(disposition, Conclude(answeredBy: who).Disposition);
    }

    [Fact]
    public void The_last_verdict_on_who_answered_counts()
    {
        _call.Direction = "outbound";
        Happened("far-side", """{"who":"machine"}""").Happened("far-side", """{"who":"human"}""").Happened("caller.said", """{"text":"yes hello"}""");
        Assert.Equal(Dispositions.NoBooking, Conclude(answeredBy: "machine").Disposition);
    }

    [Fact]
    public void A_late_opinion_of_the_carrier_that_nobody_acted_on_changes_nothing()
    {
        _call.Direction = "outbound";
        Happened("far-side", """{"who":"human","by":"words","acted":true}""").Happened("caller.said", """{"text":"yes hello"}""").Happened("far-side", """{"who":"machine","by":"carrier","acted":false}""");
        Assert.Equal(Dispositions.NoBooking, Conclude(answeredBy: "machine").Disposition);
        _journal.Clear();
        Happened("far-side", """{"who":"screening","by":"words","acted":true}""").Happened("screening", "{}").Happened("far-side", """{"who":"machine","by":"carrier","acted":false}""");
        Assert.Equal(Dispositions.Screened, Conclude(answeredBy: "machine").Disposition);
        _journal.Clear();
        Happened("far-side", """{"who":"beep","by":"sound","acted":true}""").Happened("voicemail", """{"left":true}""").Happened("far-side", """{"who":"human","by":"carrier","acted":false}""");
        Assert.Equal(Dispositions.VoicemailLeft, Conclude(answeredBy: "human").Disposition);
    }

    [Fact]
    public void A_verdict_that_came_too_late_to_count_says_nothing_of_the_call()
    {
        _call.Direction = "outbound";
        Happened("far-side", """{"who":"menu","acted":true}""").Happened("far-side", """{"who":"machine","by":"carrier","acted":false}""");
        Assert.Equal(Dispositions.Menu, Conclude(answeredBy: "machine").Disposition);
    }

    [Theory]
    [InlineData("line lost", CallOutcomes.NoBooking)]
    [InlineData("server stopped", CallOutcomes.NoBooking)]
    [InlineData("the server ended in mid-call", CallOutcomes.CutOff)]
    public void A_call_that_broke_off_on_our_side_is_cut_off_whatever_was_said(string cause, string outcome)
    {
        (_call.Cause, _call.Outcome) = (cause, outcome);
        Assert.Equal(Dispositions.CutOff, Happened("caller.said", """{"text":"hello"}""").Conclude().Disposition);
    }

    [Fact]
    public void A_booking_that_was_made_before_the_call_broke_off_is_one()
    {
        _call.Outcome = CallOutcomes.CutOff;
        Assert.Equal(Dispositions.Booked, Happened("intent.changed", Asked).Happened("booking.resolved", Booked).Conclude().Disposition);
    }

    [Fact]
    public void What_was_wanted_and_came_to_nothing_is_told()
    {
        var came = Happened("caller.said", """{"text":"book"}""").Happened("intent.changed", Asked).Happened("booking.resolved", """{"intent":"i1","outcome":"taken"}""").Conclude();
        Assert.Equal("+12125550147 called, about “Consultation”. Nothing was booked.", came.Summary);
        Assert.Equal(Dispositions.NoBooking, came.Disposition);
    }

    [Fact]
    public void Silence_is_a_hang_up_and_entries_that_cannot_be_read_say_nothing()
    {
        Assert.Equal(Dispositions.HungUp, Happened("caller.said", """{"text":""}""").Happened("details", "not json").Conclude().Disposition);
    }

    private CallConclusionTests Happened(string kind, string data)
    {
        _journal.Add(new JournalEntry(_journal.Count + 1, Instant.FromUtc(2026, 11, 30, 14, 0), 0, kind, data));
        return this;
    }

    private CallConclusion Conclude(string answeredBy = "") => CallConclusion.Of(_call, _journal, answeredBy);
}
