using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Tasks;

namespace VoiceBooker.Tests.Booking.Dialling;

public sealed class PromisedCallsTests : IDisposable
{
    private readonly DialWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Who_was_promised_a_call_is_named_to_a_person_when_the_campaign_ends()
    {
        var campaign = await _world.CampaignAsync(people: 2);
        await PromiseAsync("+12125550101", campaign.Id, "Ana Lopez", Duration.FromHours(3));
        await PromiseAsync("+12125550102", campaign.Id, "", Duration.FromHours(5));
        Assert.Equal(2, await _world.Server.Desk.CountPromisedAsync(campaign.Id, CancellationToken.None));

        Assert.IsType<CampaignAnswer.Done>(await _world.Server.Desk.StopAsync(campaign.Id, CancellationToken.None));
        var task = Assert.Single(_world.Tasks());
        Assert.Equal((TaskKind.CallBack, "Call 2 people back: the campaign 'Check-ups' was ended"), (task.Kind, task.Title));
        Assert.Contains("- Ana Lopez (+12125550101), promised for Mon 30 Nov, 13:00 (America/New_York)\n- +12125550102, promised for", task.Details, StringComparison.Ordinal);
        Assert.All(_world.Contacts(), contact => Assert.Equal(ContactState.Cancelled, contact.State));
    }

    [Fact]
    public async Task Nobody_is_bothered_when_a_campaign_ends_in_which_nothing_was_promised()
    {
        var campaign = await _world.CampaignAsync(people: 2);
        await _world.Server.Desk.StopAsync(campaign.Id, CancellationToken.None);
        Assert.Empty(_world.Tasks());
    }

    [Fact]
    public async Task A_promised_call_that_is_half_an_hour_late_is_told_once_and_stays_in_its_place()
    {
        var campaign = await _world.CampaignAsync();
        var person = await PromiseAsync("+12125550101", campaign.Id, "Ana Lopez", Duration.FromHours(1));
        await PromiseAsync("+12125550102", campaign: null, "Bo", Duration.FromHours(3));
        await ReconcileAsync(minutes: 89);
        Assert.Empty(_world.Tasks());

        await ReconcileAsync(minutes: 2);
        await ReconcileAsync(minutes: 2);
        var task = Assert.Single(_world.Tasks());
        Assert.Equal("Ana Lopez (+12125550101) was promised a call for Mon 30 Nov, 11:00 (America/New_York), and was not called yet", task.Title);
        Assert.Equal(ContactState.Waiting, _world.Contact(person.Id).State);

        await _world.Server.Desk.PauseAsync(campaign.Id, "", CancellationToken.None);
        using (var db = _world.Database.CreateDbContext())
        {
            db.Tasks.Single().DoneAt = _world.Now;
            db.SaveChanges();
        }

        await ReconcileAsync(minutes: 2); // somebody has seen to it: it does not come up again
        Assert.NotNull(Assert.Single(_world.Tasks()).DoneAt);
        await ReconcileAsync(minutes: 120);
        Assert.Equal(2, _world.Tasks().Count); // the single call
    }

    [Fact]
    public async Task People_who_were_added_while_their_campaign_finished_are_called_and_those_who_came_later_wait_for_a_start()
    {
        var campaign = await _world.CampaignAsync();
        var uploaded = _world.Person("+12125550101", campaign.Id); // read from the file before the last call ended, written after
        _world.Clock.Advance(TimeSpan.FromSeconds(20));
        await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
        Assert.Equal(CampaignState.Finished, _world.Campaign(campaign.Id).State);

        await _world.AddAsync(uploaded);
        await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
        Assert.Equal((CampaignState.Running, null), (_world.Campaign(campaign.Id).State, _world.Campaign(campaign.Id).EndedAt));
        await _world.DialAsync();
        await _world.TalkAsync(Assert.Single(_world.Carrier.Calls), Dispositions.NotInterested);
        Assert.Equal(CampaignState.Finished, _world.Campaign(campaign.Id).State);

        _world.Clock.Advance(TimeSpan.FromSeconds(20));
        await _world.AddAsync(_world.Person("+12125550102", campaign.Id));
        await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
        Assert.Equal(CampaignState.Finished, _world.Campaign(campaign.Id).State);
    }

    private async Task<Contact> PromiseAsync(string number, Guid? campaign, string name, Duration inTime)
    {
        var person = _world.Person(number, campaign);
        (person.Name, person.Disposition, person.NextAt, person.Zone) = (name, Dispositions.CallBack, _world.Now + inTime, "America/New_York");
        return await _world.AddAsync(person);
    }

    private async Task ReconcileAsync(int minutes)
    {
        _world.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
    }
}
