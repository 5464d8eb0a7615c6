using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Tests.Booking.Dialling;

public sealed class ReconciliationTests : IDisposable
{
    private readonly DialWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_lost_answer_is_looked_up_and_the_call_adopted()
    {
        _world.Carrier.LosesAnswer = _ => true;
        await DialAsync();
        await PassAsync(61);
        Assert.Equal((AttemptState.Accepted, "CA00001"), (_world.Attempts()[0].State, _world.Attempts()[0].CallSid!));
        await _world.DialAsync();
        Assert.Single(_world.Carrier.Calls);
    }

    [Fact]
    public async Task What_is_not_at_the_carrier_twice_was_never_dialled_and_the_contact_gets_a_new_attempt()
    {
        _world.Carrier.Answers = _ => new DialResult.Unknown("reset");
        await DialAsync();
        _world.Carrier.Answers = _ => null;
        await PassAsync(61);
        Assert.Equal(AttemptState.Unknown, Assert.Single(_world.Attempts()).State);
        await _world.DialAsync();
        Assert.Empty(_world.Carrier.Calls);
        await PassAsync(61);
        Assert.Equal((AttemptState.Ended, Dispositions.NeverDialled), (_world.Attempts()[0].State, _world.Attempts()[0].Disposition));
        Assert.Equal((ContactState.Waiting, 0), (_world.Contacts()[0].State, _world.Contacts()[0].Attempts));
        await _world.DialAsync();
        Assert.Equal([1, 2], _world.Attempts().Select(attempt => attempt.Try));
        Assert.Single(_world.Carrier.Calls);
    }

    [Fact]
    public async Task While_the_carrier_cannot_be_asked_nothing_is_concluded()
    {
        _world.Carrier.Answers = _ => new DialResult.Unknown("reset");
        await DialAsync();
        _world.Carrier.IsReachable = false;
        for (var minute = 0; minute < 10; minute++)
            await PassAsync(61);
        Assert.Equal((AttemptState.Unknown, 0), (_world.Attempts()[0].State, _world.Attempts()[0].LookUps));
    }

    [Fact]
    public async Task A_call_of_another_attempt_is_not_adopted()
    {
        await DialAsync();
        await _world.SayAsync(_world.Carrier.Calls[0], "busy");
        _world.Carrier.Answers = _ => new DialResult.Unknown("reset");
        _world.Clock.Advance(TimeSpan.FromMinutes(15));
        await _world.DialAsync();
        await PassAsync(61);
        await PassAsync(61);
        Assert.Equal([Dispositions.Busy, Dispositions.NeverDialled], _world.Attempts().Select(attempt => attempt.Disposition));
    }

    [Fact]
    public async Task A_call_that_comes_to_be_after_it_was_given_up_is_taken_up_again()
    {
        _world.Carrier.LosesAnswer = _ => true;
        await DialAsync();
        var late = _world.Carrier.Calls[0];
        _world.Carrier.Calls.Clear(); // the list lags far behind
        await PassAsync(61);
        await PassAsync(61);
        Assert.Equal(Dispositions.NeverDialled, _world.Attempts()[0].Disposition);
        _world.Carrier.Calls.Add(late);
        await _world.SayAsync(late, "ringing");
        Assert.Equal((AttemptState.Ringing, late.Sid), (_world.Attempts()[0].State, _world.Attempts()[0].CallSid!));
        await _world.DialAsync();
        Assert.Single(_world.Carrier.Calls);
    }

    [Fact]
    public async Task And_taken_back_when_the_person_is_being_called_again_already()
    {
        _world.Carrier.LosesAnswer = _ => true;
        await DialAsync();
        var late = _world.Carrier.Calls[0];
        _world.Carrier.Calls.Clear();
        await PassAsync(61);
        await PassAsync(61);
        _world.Carrier.LosesAnswer = _ => false;
        await _world.DialAsync();
        _world.Carrier.Calls.Add(late);
        await _world.SayAsync(late, "queued");
        await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
        Assert.Equal("canceled", late.Status);
        Assert.Equal((ContactState.Calling, AttemptState.Accepted), (_world.Contacts()[0].State, _world.Attempts()[1].State));
    }

    [Fact]
    public async Task A_call_of_which_nothing_is_heard_is_asked_for()
    {
        await DialAsync();
        _world.Carrier.Calls[0].Status = "no-answer"; // its callbacks are lost
        await PassAsync(100);
        Assert.Equal(AttemptState.Accepted, _world.Attempts()[0].State);
        await PassAsync(21);
        Assert.Equal((AttemptState.Ended, Dispositions.NoAnswer), (_world.Attempts()[0].State, _world.Attempts()[0].Disposition));
    }

    [Fact, Storage.FileOnly]
    public async Task A_request_of_a_process_that_died_is_looked_up_before_anybody_is_dialled()
    {
        var campaign = await _world.CampaignAsync(people: 1);
        _world.Carrier.Meanwhile = _ => throw new InvalidOperationException();
        await using (var db = _world.Database.CreateDbContext())
        {
            var contact = await db.Contacts.SingleAsync();
            (contact.State, contact.Attempts) = (ContactState.Calling, 1);
            db.Attempts.Add(new Attempt { Id = Guid.CreateVersion7(), ContactId = contact.Id, CampaignId = campaign.Id, Try = 1, Number = contact.Number, From = ScriptedCarrier.Ours, State = AttemptState.Submitting, Node = "gone", ClaimedAt = _world.Now, SubmittedAt = _world.Now });
            await db.SaveChangesAsync();
        }

        await _world.Server.Reconciliation.RunAsync(CancellationToken.None); // a file has one process: the others are gone
        Assert.Equal(AttemptState.Unknown, _world.Attempts()[0].State);
        await PassAsync(61);
        await PassAsync(61);
        Assert.Equal(ContactState.Waiting, _world.Contacts()[0].State);
    }

    [Fact]
    public async Task A_call_that_waits_at_the_carrier_until_the_hours_are_over_is_taken_back_and_made_in_the_morning()
    {
        _world.Clock.AdvanceTo(new DateTimeOffset(2026, 11, 30, 23, 54, 0, TimeSpan.Zero)); // six to seven
        await DialAsync();
        await PassAsync(120);
        Assert.Equal("canceled", _world.Carrier.Calls[0].Status);
        Assert.Equal((ContactState.Waiting, 0), (_world.Contacts()[0].State, _world.Contacts()[0].Attempts));
        await _world.DialAsync();
        Assert.Equal(Instant.FromUtc(2026, 12, 1, 14, 5), _world.Contacts()[0].NextAt);
        _world.Clock.AdvanceTo(new DateTimeOffset(2026, 12, 1, 14, 5, 0, TimeSpan.Zero));
        await _world.DialAsync();
        Assert.Equal(2, _world.Carrier.Calls.Count);
    }

    [Theory]
    [InlineData("queued", true)]
    [InlineData("ringing", true)]
    [InlineData("in-progress", false)]
    public async Task A_call_to_whoever_has_just_opted_out_does_not_ring_on(string status, bool takenBack)
    {
        await DialAsync();
        await _world.SayAsync(_world.Carrier.Calls[0], status);
        await _world.Server.List.StopCallingAsync(_world.Carrier.Calls[0].Order.To, null, "sms", "STOP", CancellationToken.None);
        await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
        Assert.Equal(takenBack, _world.Carrier.Calls[0].Status == "canceled");
        if (!takenBack)
            return;
        await _world.DialAsync();
        Assert.Equal((ContactState.Done, Dispositions.OptedOut), (_world.Contacts()[0].State, _world.Contacts()[0].Disposition));
    }

    [Fact]
    public async Task A_single_call_can_be_cancelled_until_it_rings()
    {
        var waiting = await _world.Server.Requests.AddAsync(_world.Person("+12125550100"), CancellationToken.None);
        Assert.True(await _world.Server.Requests.CancelAsync(waiting.Id, CancellationToken.None));
        Assert.False(await _world.Server.Requests.CancelAsync(waiting.Id, CancellationToken.None));

        var queued = await _world.Server.Requests.AddAsync(_world.Person("+12125550101"), CancellationToken.None);
        await _world.DialAsync();
        Assert.True(await _world.Server.Requests.CancelAsync(queued.Id, CancellationToken.None));
        Assert.Equal((ContactState.Cancelled, "canceled", AttemptState.Ended), (_world.Contact(queued.Id).State, _world.Carrier.Calls[0].Status, _world.Attempts()[0].State));

        var ringing = await _world.Server.Requests.AddAsync(_world.Person("+12125550102"), CancellationToken.None);
        await _world.DialAsync();
        await _world.SayAsync(_world.Carrier.Calls[1], "in-progress");
        Assert.False(await _world.Server.Requests.CancelAsync(ringing.Id, CancellationToken.None));
        Assert.Equal(ContactState.Calling, _world.Contact(ringing.Id).State);
    }

    [Fact]
    public async Task A_call_of_which_the_carrier_has_not_said_whether_it_has_it_can_be_cancelled_too()
    {
        _world.Carrier.Answers = _ => new DialResult.Unknown("reset");
        var lost = await _world.Server.Requests.AddAsync(_world.Person("+12125550101"), CancellationToken.None);
        await _world.DialAsync();
        Assert.Equal(AttemptState.Unknown, Assert.Single(_world.Attempts()).State);
        Assert.True(await _world.Server.Requests.CancelAsync(lost.Id, CancellationToken.None));
        for (var minute = 0; minute < 10; minute++)
        {
            _world.Clock.Advance(TimeSpan.FromMinutes(1));
            await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
            await _world.DialAsync();
        }

        Assert.Equal((ContactState.Cancelled, AttemptState.Ended), (_world.Contact(lost.Id).State, Assert.Single(_world.Attempts()).State));
        Assert.DoesNotContain(_world.Carrier.Calls, call => call.Status is not "canceled"); // what had come to be is taken back
    }

    [Fact]
    public async Task A_file_begun_before_its_campaign_finished_and_gone_on_with_afterwards_starts_nothing()
    {
        var campaign = await _world.CampaignAsync(people: 1);
        await _world.DialAsync();
        await _world.TalkAsync(_world.Carrier.Calls[0], Dispositions.Booked);
        var ended = _world.Campaign(campaign.Id).EndedAt!.Value;
        var later = _world.Person("+12125550199", campaign.Id);
        (later.Line, later.CreatedAt, later.NextAt) = (2, ended - Duration.FromHours(1), ended + Duration.FromHours(1)); // the file's moment, and when it was gone on with
        await _world.AddAsync(later);
        _world.Clock.Advance(TimeSpan.FromHours(2));
        await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
        Assert.Equal(CampaignState.Finished, _world.Campaign(campaign.Id).State);

        var meanwhile = _world.Person("+12125550198", campaign.Id);
        (meanwhile.Line, meanwhile.CreatedAt, meanwhile.NextAt) = (3, ended - Duration.FromHours(1), ended - Duration.FromHours(1)); // written down while the campaign finished
        await _world.AddAsync(meanwhile);
        await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
        Assert.Equal(CampaignState.Running, _world.Campaign(campaign.Id).State);
    }

    [Fact]
    public async Task A_call_that_ends_while_it_is_taken_back_in_vain_leaves_nobody_on_the_line()
    {
        var queued = await _world.Server.Requests.AddAsync(_world.Person("+12125550101"), CancellationToken.None);
        await _world.DialAsync();
        _world.Carrier.Calls[0].Status = "in-progress"; // we have not heard of it yet
        _world.Carrier.MeanwhileTakingBack = call => _world.TalkAsync(call, Dispositions.NoBooking);
        Assert.False(await _world.Server.Requests.CancelAsync(queued.Id, CancellationToken.None));
        Assert.Equal((ContactState.Done, Dispositions.NoBooking), (_world.Contact(queued.Id).State, _world.Contact(queued.Id).Disposition));
    }

    [Fact]
    public async Task Who_is_on_the_line_without_a_call_is_called_again_or_done_with_as_the_last_call_says()
    {
        await _world.CampaignAsync(people: 2);
        await _world.DialAsync();
        var calls = _world.Carrier.Calls.OrderBy(call => call.Order.To, StringComparer.Ordinal).ToList();
        await _world.SayAsync(calls[0], "busy");
        await _world.TalkAsync(calls[1], Dispositions.NotInterested);
        await using (var db = _world.Database.CreateDbContext())
            await db.Contacts.ExecuteUpdateAsync(set => set.SetProperty(contact => contact.State, ContactState.Calling).SetProperty(contact => contact.NextAt, _world.Now));
        await PassAsync(seconds: 1);
        Assert.Equal([ContactState.Waiting, ContactState.Done], _world.Contacts().OrderBy(contact => contact.Number, StringComparer.Ordinal).Select(contact => contact.State));
        Assert.Contains(_world.Contacts(), contact => contact.NextAt == _world.Now + Duration.FromMinutes(15));
    }

    [Fact]
    public async Task Who_came_into_a_campaign_as_it_was_stopped_waits_no_more()
    {
        await _world.CampaignAsync(people: 2, state: CampaignState.Stopped);
        await PassAsync(seconds: 1);
        Assert.All(_world.Contacts(), contact => Assert.Equal(ContactState.Cancelled, contact.State));
    }

    [Fact]
    public async Task Only_numbers_of_the_house_may_ring_at_night_for_a_test()
    {
        var campaign = await _world.CampaignAsync(rules: new CampaignRules { IsTest = true });
        await _world.AddAsync(_world.Person("+12125550100", campaign.Id));
        _world.Carrier.Numbers = new HashSet<string>([ScriptedCarrier.Ours, "+12125550101"], StringComparer.Ordinal);
        await _world.AddAsync(_world.Person("+12125550101", campaign.Id));
        await _world.DialAsync();
        Assert.Equal(2, _world.Carrier.Calls.Count);
        await PassAsync(seconds: 12 * 3600);
        Assert.Equal([("+12125550100", "canceled"), ("+12125550101", "queued")], _world.Carrier.Calls.Select(call => (call.Order.To, call.Status)).Order());
    }

    private async Task DialAsync()
    {
        await _world.CampaignAsync(people: 1);
        await _world.DialAsync();
    }

    private async Task PassAsync(int seconds)
    {
        _world.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
    }
}
