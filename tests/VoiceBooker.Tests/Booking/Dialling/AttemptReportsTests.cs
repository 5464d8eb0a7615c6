using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Tests.Booking.Dialling;

public sealed class AttemptReportsTests : IDisposable
{
    private readonly DialWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Callbacks_may_repeat_and_overtake_each_other(int seed)
    {
        var call = await RingAsync();
        var random = new Random(seed);
        (string Status, bool IsFinal)[] told = [("initiated", false), ("ringing", false), ("busy", true), ("initiated", false), ("ringing", false), ("busy", true), ("failed", true)];
        var order = told.Take(6).OrderBy(_ => random.Next()).Append(told[6]);
        foreach (var (status, isFinal) in order)
            await _world.Server.Reports.ReportAsync(random.Next(2) == 0 ? call.Order.Attempt : null, call.Sid, status, isFinal, null, null, 1200, _world.Now, CancellationToken.None);
        var attempt = Assert.Single(_world.Attempts());
        Assert.Equal((AttemptState.Ended, Dispositions.Busy, "busy", 1200), (attempt.State, attempt.Disposition, attempt.CarrierStatus, attempt.QueuedMs!.Value));
        var contact = Assert.Single(_world.Contacts());
        Assert.Equal((ContactState.Waiting, 1, _world.Now + Duration.FromMinutes(15)), (contact.State, contact.Outcomes[Dispositions.Busy], contact.NextAt));
    }

    [Fact]
    public async Task How_long_a_call_waited_at_the_carrier_is_seen_by_when_it_begins_to_dial_unless_the_carrier_says_it_itself()
    {
        var call = await RingAsync();
        _world.Clock.Advance(TimeSpan.FromSeconds(7));
        await _world.SayAsync(call, "initiated");
        _world.Clock.Advance(TimeSpan.FromSeconds(5));
        await _world.SayAsync(call, "initiated");
        await _world.SayAsync(call, "ringing");
        Assert.Equal(7000, Assert.Single(_world.Attempts()).QueuedMs);
        await _world.Server.Reports.ReportAsync(call.Order.Attempt, call.Sid, "ringing", isFinal: false, null, null, queuedMs: 6000, _world.Now, CancellationToken.None);
        Assert.Equal(6000, Assert.Single(_world.Attempts()).QueuedMs);
    }

    [Theory]
    [InlineData("busy", null, Dispositions.Busy)]
    [InlineData("no-answer", null, Dispositions.NoAnswer)]
    [InlineData("no-answer", 603, Dispositions.Declined)]
    [InlineData("failed", 404, Dispositions.BadNumber)]
    [InlineData("failed", 484, Dispositions.BadNumber)]
    [InlineData("failed", 603, Dispositions.Declined)]
    [InlineData("failed", 608, Dispositions.Declined)]
    [InlineData("failed", 486, Dispositions.Busy)]
    [InlineData("failed", 503, Dispositions.Failed)]
    [InlineData("failed", null, Dispositions.Failed)]
    public async Task The_carriers_last_word_says_what_came_of_it(string status, int? sip, string disposition)
    {
        var call = await RingAsync();
        await _world.SayAsync(call, status, sip);
        Assert.Equal(disposition, Assert.Single(_world.Contacts()).Disposition);
        Assert.Equal((AttemptState.Ended, sip), (_world.Attempts()[0].State, _world.Attempts()[0].SipCode));
    }

    [Fact]
    public async Task A_conversation_ends_with_its_record_and_not_with_the_carriers_word()
    {
        var campaign = await _world.CampaignAsync(people: 1);
        await _world.DialAsync();
        var call = _world.Carrier.Calls[0];
        await _world.SayAsync(call, "in-progress");
        await AddRecordAsync(call, ended: false, "");
        await _world.SayAsync(call, "completed");
        Assert.Equal((AttemptState.InProgress, ContactState.Calling), (_world.Attempts()[0].State, _world.Contacts()[0].State));

        await using (var db = _world.Database.CreateDbContext())
            await db.Calls.ExecuteUpdateAsync(set => set.SetProperty(record => record.EndedAt, _world.Now).SetProperty(record => record.Disposition, Dispositions.Booked));
        await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
        Assert.Equal((AttemptState.Ended, Dispositions.Booked), (_world.Attempts()[0].State, _world.Attempts()[0].Disposition));
        Assert.Equal((ContactState.Done, Dispositions.Booked), (_world.Contacts()[0].State, _world.Contacts()[0].Disposition));
        Assert.Equal(CampaignState.Finished, _world.Campaign(campaign.Id).State);
    }

    [Theory]
    [InlineData(null, Dispositions.CutOff)]
    [InlineData(FarSide.Machine, Dispositions.CutOff)] // no message was left, and it may have been a person
    [InlineData(FarSide.Screening, Dispositions.CutOff)]
    [InlineData(FarSide.Fax, Dispositions.Fax)]
    [InlineData(FarSide.Menu, Dispositions.Menu)]
    public async Task Answered_without_us_it_was_cut_off_or_what_the_far_side_is(FarSide? who, string disposition)
    {
        var call = await RingAsync();
        await _world.SayAsync(call, "in-progress");
        if (who is { } judged)
        {
            await _world.Server.Reports.FarSideAsync(call.Order.Attempt, call.Sid, FarSide.Human, CancellationToken.None);
            await _world.Server.Reports.FarSideAsync(null, call.Sid, judged, CancellationToken.None); // a later verdict replaces an earlier one
        }

        await _world.SayAsync(call, "completed");
        await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
        Assert.Equal(AttemptState.InProgress, _world.Attempts()[0].State); // its record may still come
        _world.Clock.Advance(TimeSpan.FromSeconds(11));
        await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
        Assert.Equal((AttemptState.Ended, disposition), (_world.Attempts()[0].State, _world.Attempts()[0].Disposition));
    }

    [Fact]
    public async Task A_callback_settles_what_was_unknown()
    {
        _world.Carrier.LosesAnswer = _ => true;
        var call = await RingAsync();
        Assert.Equal((AttemptState.Unknown, (string?)null), (_world.Attempts()[0].State, _world.Attempts()[0].CallSid));
        await _world.SayAsync(call, "initiated");
        Assert.Equal((AttemptState.Accepted, call.Sid), (_world.Attempts()[0].State, _world.Attempts()[0].CallSid!));
    }

    [Fact]
    public async Task A_callback_for_another_call_of_the_same_attempt_changes_nothing()
    {
        var call = await RingAsync();
        await _world.Server.Reports.ReportAsync(call.Order.Attempt, "CA99999", "busy", isFinal: true, null, null, null, _world.Now, CancellationToken.None);
        Assert.Equal((AttemptState.Accepted, call.Sid), (_world.Attempts()[0].State, _world.Attempts()[0].CallSid!));
    }

    [Fact]
    public async Task Who_asks_to_be_called_back_is_called_back_then()
    {
        var call = await RingAsync();
        await _world.SayAsync(call, "in-progress");
        var asked = _world.Now + Duration.FromHours(26);
        Assert.True(await _world.Server.List.CallBackAsync(new CallId(call.Order.Attempt), asked, "tomorrow at noon", CancellationToken.None));
        await _world.TalkAsync(call, Dispositions.NoBooking);
        var contact = Assert.Single(_world.Contacts());
        Assert.Equal((ContactState.Waiting, asked, Dispositions.CallBack), (contact.State, contact.NextAt, contact.Disposition));
    }

    [Fact]
    public async Task Who_books_after_all_is_not_called_back()
    {
        var call = await RingAsync();
        await _world.SayAsync(call, "in-progress");
        Assert.True(await _world.Server.List.CallBackAsync(new CallId(call.Order.Attempt), at: null, "later", CancellationToken.None));
        await _world.TalkAsync(call, Dispositions.Booked);
        Assert.Equal((ContactState.Done, Dispositions.Booked), (_world.Contacts()[0].State, _world.Contacts()[0].Disposition));
    }

    [Fact]
    public async Task A_time_at_which_nobody_may_be_called_is_not_promised()
    {
        var call = await RingAsync();
        await _world.SayAsync(call, "in-progress");
        Assert.False(await _world.Server.List.CallBackAsync(new CallId(call.Order.Attempt), _world.Now + Duration.FromHours(12), "at ten tonight", CancellationToken.None));
        Assert.False(await _world.Server.List.CallBackAsync(new CallId(call.Order.Attempt), _world.Now + Duration.FromDays(5), "on Saturday", CancellationToken.None));
        Assert.True(await _world.Server.List.CallBackAsync(new CallId(call.Order.Attempt), _world.Now + Duration.FromHours(1), "in an hour", CancellationToken.None));
    }

    [Fact]
    public async Task Whom_a_person_of_ours_is_to_call_back_is_not_called_by_the_campaign()
    {
        var call = await RingAsync();
        await _world.SayAsync(call, "in-progress");
        Assert.False(await _world.Server.List.CallBackAsync(new CallId(call.Order.Attempt), _world.Now + Duration.FromHours(12), "at ten tonight", CancellationToken.None)); // a task says so
        await _world.TalkAsync(call, Dispositions.CallBack);
        Assert.Equal((ContactState.Done, Dispositions.CallBack), (_world.Contacts()[0].State, _world.Contacts()[0].Disposition));
    }

    [Fact]
    public async Task A_wish_that_nobody_would_carry_out_is_left_to_people()
    {
        Assert.False(await _world.Server.List.CallBackAsync(CallId.New(_world.Clock.GetUtcNow()), _world.Now, "later", CancellationToken.None)); // it came in
        await _world.CampaignAsync(people: 1, rules: new CampaignRules { Retries = [] });
        await _world.DialAsync();
        Assert.False(await _world.Server.List.CallBackAsync(new CallId(_world.Carrier.Calls[0].Order.Attempt), _world.Now, "later", CancellationToken.None));
    }

    [Fact]
    public async Task While_a_conversation_is_not_concluded_its_attempt_stays_open()
    {
        var call = await RingAsync();
        await _world.SayAsync(call, "in-progress");
        await AddRecordAsync(call, ended: true, "");
        await _world.SayAsync(call, "completed");
        _world.Clock.Advance(TimeSpan.FromMinutes(15.5)); // so long a lost answer of the calendar's is looked for
        await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
        Assert.Equal(AttemptState.InProgress, _world.Attempts()[0].State);
        _world.Clock.Advance(TimeSpan.FromMinutes(5));
        await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
        Assert.Equal(AttemptState.Ended, _world.Attempts()[0].State);
    }

    [Fact]
    public async Task Who_comes_back_after_a_transfer_that_nobody_took_is_still_the_same_attempt()
    {
        var call = await RingAsync();
        await _world.SayAsync(call, "in-progress");
        var first = new CallId(call.Order.Attempt);
        await PutAsync(first, call.Sid, "transferred", Dispositions.NoBooking);
        await _world.Server.Reports.CallEndedAsync(first, CancellationToken.None);
        Assert.Equal(AttemptState.InProgress, _world.Attempts()[0].State); // the person is still on the line

        var second = CallId.New(_world.Clock.GetUtcNow());
        await PutAsync(second, call.Sid + "#2", "", "");
        var asked = _world.Now + Duration.FromHours(26);
        Assert.True(await _world.Server.List.CallBackAsync(second, asked, "tomorrow", CancellationToken.None));
        await _world.SayAsync(call, "completed");
        Assert.Equal(AttemptState.InProgress, _world.Attempts()[0].State);

        await using (var db = _world.Database.CreateDbContext())
            await db.Calls.Where(record => record.Id == second).ExecuteUpdateAsync(set => set.SetProperty(record => record.EndedAt, _world.Now).SetProperty(record => record.Disposition, Dispositions.Booked));
        await _world.Server.Reports.CallEndedAsync(second, CancellationToken.None);
        Assert.Equal((AttemptState.Ended, Dispositions.Booked), (_world.Attempts()[0].State, Assert.Single(_world.Attempts()).Disposition));
        Assert.Equal((ContactState.Done, Dispositions.Booked), (_world.Contacts()[0].State, _world.Contacts()[0].Disposition));
        Assert.Empty(Told()); // its conclusions tell

        async Task PutAsync(CallId id, string sid, string cause, string disposition)
        {
            await using var db = _world.Database.CreateDbContext();
            db.Calls.Add(new CallRecord { Id = id, CallSid = sid, Direction = "outbound", ContactId = _world.Contacts()[0].Id, StartedAt = _world.Now, EndedAt = cause.Length > 0 ? _world.Now : null, Cause = cause, Disposition = disposition });
            await db.SaveChangesAsync();
        }
    }

    [Theory]
    [InlineData(new[] { "booked", "hung-up" }, "booked")]
    [InlineData(new[] { "no-booking", "call-back" }, "call-back")]
    [InlineData(new[] { "not-interested", "hung-up" }, "not-interested")]
    [InlineData(new[] { "opted-out", "no-booking" }, "opted-out")]
    [InlineData(new[] { "cut-off", "hung-up" }, "hung-up")]
    public void Of_several_conversations_what_was_done_counts_then_the_last_that_came_to_anything(string[] each, string best) => Assert.Equal(best, AttemptCalls.BestOf(each));

    [Theory]
    [InlineData("busy", Dispositions.Busy)]
    [InlineData("no-answer", Dispositions.NoAnswer)]
    [InlineData("failed", Dispositions.Failed)]
    public async Task A_call_that_nobody_answers_is_told_of_once_at_its_own_webhook_too(string status, string disposition)
    {
        var contact = await SingleAsync("+12125550100");
        await _world.DialAsync();
        var call = Assert.Single(_world.Carrier.Calls);
        await _world.SayAsync(call, status);
        await _world.SayAsync(call, status);
        Assert.Equal(["https://example.com/crm", "https://example.com/mine"], Told().Select(told => told.Url).Order(StringComparer.Ordinal));
        Assert.All(Told(), told => Assert.Contains($"\"callId\":\"{call.Order.Attempt:D}\"", told.Body, StringComparison.Ordinal));
        Assert.All(Told(), told => Assert.Contains($"\"disposition\":\"{disposition}\"", told.Body, StringComparison.Ordinal));
        Assert.All(Told(), told => Assert.Contains($"\"contactId\":\"{contact.Id:D}\"", told.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_number_that_the_carrier_refuses_is_told_of()
    {
        await SingleAsync("+12125550100");
        _world.Carrier.Answers = _ => new DialResult.Refused(DialRefusal.BadNumber, 21217, "no such number");
        await _world.DialAsync();
        Assert.Equal(2, Told().Count);
        Assert.All(Told(), told => Assert.Contains("\"disposition\":\"bad-number\"", told.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_single_call_that_is_never_made_is_told_of_once()
    {
        var refused = await SingleAsync("+12125550100", ConsentKind.None);
        await _world.DialAsync();
        var cancelled = await SingleAsync("+12125550101");
        Assert.True(await _world.Server.Requests.CancelAsync(cancelled.Id, CancellationToken.None));
        Assert.False(await _world.Server.Requests.CancelAsync(cancelled.Id, CancellationToken.None));
        var late = await SingleAsync("+12125550102", notAfter: _world.Now);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        await _world.DialAsync();
        var unwanted = await SingleAsync("+12125550103");
        await _world.Server.List.StopCallingAsync("+12125550103", null, "sms", "STOP", CancellationToken.None);
        Assert.Empty(_world.Carrier.Calls);
        Assert.Equal(
            [(cancelled.Id, Dispositions.Canceled), (late.Id, Dispositions.Expired), (unwanted.Id, Dispositions.OptedOut), (refused.Id, Dispositions.Refused)], // by their outcome: those of one moment come in any order
            Told().Where(told => told.Url == "https://example.com/mine").Select(told => JsonElement.Parse(told.Body).GetProperty("data")).Select(data => (data.GetProperty("callId").GetGuid(), data.GetProperty("disposition").GetString()!)).OrderBy(told => told.Item2, StringComparer.Ordinal));
    }

    private async Task<Contact> SingleAsync(string number, ConsentKind consent = ConsentKind.Written, Instant? notAfter = null)
    {
        await using (var db = _world.Database.CreateDbContext())
        {
            if (!await db.HookEndpoints.AnyAsync())
                db.HookEndpoints.Add(new HookEndpoint { Id = Guid.NewGuid(), Name = "CRM", Url = "https://example.com/crm", Kinds = [HookKinds.CallEnded], CreatedAt = _world.Now });
            await db.SaveChangesAsync();
        }

        var contact = _world.Person(number);
        (contact.Webhook, contact.Consent, contact.NotAfter, contact.AssistantId) = ("https://example.com/mine", consent, notAfter, _world.Assistant.Id);
        return await _world.AddAsync(contact);
    }

    private List<HookDelivery> Told()
    {
        using var db = _world.Database.CreateDbContext();
        return [.. db.HookDeliveries.AsNoTracking().OrderBy(delivery => delivery.CreatedAt).ThenBy(delivery => delivery.Id)];
    }

    private async Task<CarrierCall> RingAsync()
    {
        await _world.CampaignAsync(people: 1);
        await _world.DialAsync();
        return _world.Carrier.Calls[0];
    }

    private async Task AddRecordAsync(CarrierCall call, bool ended, string disposition)
    {
        await using var db = _world.Database.CreateDbContext();
        db.Calls.Add(new CallRecord { Id = new CallId(call.Order.Attempt), CallSid = call.Sid, Direction = "outbound", StartedAt = _world.Now, EndedAt = ended ? _world.Now : null, Disposition = disposition });
        await db.SaveChangesAsync();
    }
}
