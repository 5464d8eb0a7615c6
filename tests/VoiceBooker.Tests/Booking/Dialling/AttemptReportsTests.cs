using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
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
    [InlineData(FarSide.Machine, Dispositions.Voicemail)]
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
    public async Task A_wish_that_nobody_would_carry_out_is_left_to_people()
    {
        Assert.False(await _world.Server.List.CallBackAsync(CallId.New(_world.Clock.GetUtcNow()), _world.Now, "later", CancellationToken.None)); // it came in
        await _world.CampaignAsync(people: 1, rules: new CampaignRules { Retries = [] });
        await _world.DialAsync();
        Assert.False(await _world.Server.List.CallBackAsync(new CallId(_world.Carrier.Calls[0].Order.Attempt), _world.Now, "later", CancellationToken.None));
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
