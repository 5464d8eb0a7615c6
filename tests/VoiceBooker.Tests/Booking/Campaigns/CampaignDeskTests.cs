using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Tests.Booking.Dialling;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Tests.Booking.Campaigns;

public sealed class CampaignDeskTests : IDisposable
{
    private readonly DialWorld _world = new();

    private CampaignDesk Desk => _world.Server.Desk;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_campaign_starts_when_nothing_is_missing_and_says_what_is()
    {
        var saved = Assert.IsType<CampaignAnswer.Done>(await Desk.SaveAsync(new Campaign { Name = " Check-ups ", EventId = Guid.NewGuid(), CallerIds = ["+14155550199"] }, CancellationToken.None)).Campaign;
        Assert.Equal(("Check-ups", CampaignState.Draft), (saved.Name, saved.State));
        var missing = Assert.IsType<CampaignAnswer.Incomplete>(await Desk.StartAsync(saved.Id, CancellationToken.None)).Missing;
        Assert.Equal(5, missing.Count);
        foreach (var word in (string[])["purpose", "assistant", "event", "contacts", "caller ID"])
            Assert.Contains(missing, each => each.Contains(word, StringComparison.Ordinal));

        (saved.Purpose, saved.AssistantId, saved.EventId, saved.CallerIds) = ("your check-up", _world.Assistant.Id, null, []);
        Assert.IsType<CampaignAnswer.Done>(await Desk.SaveAsync(saved, CancellationToken.None));
        var person = _world.Person("+12125550100", saved.Id);
        person.Consent = ConsentKind.None;
        await _world.AddAsync(person);
        Assert.Contains("Choose the event", Assert.IsType<CampaignAnswer.Incomplete>(await Desk.StartAsync(saved.Id, CancellationToken.None)).Missing[0], StringComparison.Ordinal);
        saved.Rules = saved.Rules with { PaceByOpenings = false };
        Assert.IsType<CampaignAnswer.Done>(await Desk.SaveAsync(saved, CancellationToken.None));
        Assert.Contains("consent", Assert.Single(Assert.IsType<CampaignAnswer.Incomplete>(await Desk.StartAsync(saved.Id, CancellationToken.None)).Missing), StringComparison.Ordinal);

        await _world.AddAsync(_world.Person("+12125550101", saved.Id));
        Assert.Equal((CampaignState.Running, _world.Now), (Running(await Desk.StartAsync(saved.Id, CancellationToken.None)), _world.Campaign(saved.Id).StartedAt!.Value));
        Assert.IsType<CampaignAnswer.NotNow>(await Desk.StartAsync(saved.Id, CancellationToken.None));
        Assert.IsType<CampaignAnswer.NoSuchCampaign>(await Desk.StartAsync(Guid.NewGuid(), CancellationToken.None));
    }

    [Fact]
    public async Task Nobody_is_called_while_the_business_has_no_name_to_say()
    {
        _world.BusinessName = " ";
        var draft = await _world.CampaignAsync(people: 1, state: CampaignState.Draft);
        Assert.Contains("Reception:BusinessName", Assert.Single(Assert.IsType<CampaignAnswer.Incomplete>(await Desk.StartAsync(draft.Id, CancellationToken.None)).Missing), StringComparison.Ordinal);
        Assert.Contains("Reception:BusinessName", _world.Server.Requests.Missing, StringComparison.Ordinal);
        var running = await _world.CampaignAsync(people: 1); // begun when it had one
        await _world.DialAsync();
        Assert.Empty(_world.Carrier.Calls);
        Assert.Contains("Reception:BusinessName", _world.Campaign(running.Id).PausedBecause, StringComparison.Ordinal);
        _world.BusinessName = "Harbour Dental";
        var named = _world.Start();
        Assert.Null(named.Requests.Missing);
        await _world.DialAsync(named);
        Assert.Single(_world.Carrier.Calls);
    }

    [Fact]
    public async Task Values_that_make_no_sense_are_not_taken()
    {
        var rules = new CampaignRules { From = new LocalTime(19, 0), Until = new LocalTime(9, 0), Days = [], RingSeconds = 2, MostAttempts = 0, AtOnce = 0, CallsPerSecond = 0, Retries = [new RetryRule("grumpy", 0, 1)] };
        var mistakes = Assert.IsType<CampaignAnswer.Incomplete>(await Desk.SaveAsync(new Campaign { CallerIds = ["555"], Rules = rules }, CancellationToken.None)).Missing;
        Assert.Equal(10, mistakes.Count);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Hours_beyond_those_of_the_server_are_not_taken_and_the_settings_named()
    {
        (_world.Options.EarliestHour, _world.Options.LatestHour) = (TimeSpan.FromHours(8), TimeSpan.FromHours(21));
        foreach (var rules in (CampaignRules[])[new() { From = LocalTime.Midnight, Until = LocalTime.Midnight }, new() { From = new LocalTime(7, 30) }, new() { Until = new LocalTime(21, 30) }])
            Assert.Contains("Dialling:EarliestHour", Assert.Single(Assert.IsType<CampaignAnswer.Incomplete>(await Desk.SaveAsync(new Campaign { Name = "Early", Rules = rules }, CancellationToken.None)).Missing), StringComparison.Ordinal);
        Assert.IsType<CampaignAnswer.Done>(await Desk.SaveAsync(new Campaign { Name = "Day", Rules = new() { From = new LocalTime(8, 0), Until = new LocalTime(21, 0) } }, CancellationToken.None));
    }

    [Fact]
    public async Task A_campaign_that_advertises_does_not_start_without_a_consent_in_writing()
    {
        var campaign = await _world.CampaignAsync(state: CampaignState.Draft, rules: new() { Advertises = true });
        var person = _world.Person("+12125550100", campaign.Id);
        person.Consent = ConsentKind.Express;
        await _world.AddAsync(person);
        Assert.Contains("in writing", Assert.Single(Assert.IsType<CampaignAnswer.Incomplete>(await Desk.StartAsync(campaign.Id, CancellationToken.None)).Missing), StringComparison.Ordinal);
        await _world.AddAsync(_world.Person("+12125550101", campaign.Id));
        Assert.Equal(CampaignState.Running, Running(await Desk.StartAsync(campaign.Id, CancellationToken.None)));
    }

    [Fact]
    public async Task Paused_nobody_new_is_called_and_resumed_it_goes_on()
    {
        var campaign = await _world.CampaignAsync(people: 3);
        _world.Options.AtOnce = 1;
        await _world.DialAsync();
        Assert.IsType<CampaignAnswer.Done>(await Desk.PauseAsync(campaign.Id, "A person paused it.", CancellationToken.None));
        _world.Options.AtOnce = 10;
        await _world.DialAsync();
        Assert.Single(_world.Carrier.Calls);
        await _world.TalkAsync(_world.Carrier.Calls[0], Dispositions.NotInterested); // a call that runs goes on
        Assert.Equal((CampaignState.Paused, "A person paused it."), (_world.Campaign(campaign.Id).State, _world.Campaign(campaign.Id).PausedBecause));
        Assert.Equal(CampaignState.Running, Running(await Desk.ResumeAsync(campaign.Id, CancellationToken.None)));
        await _world.DialAsync();
        Assert.Equal(3, _world.Carrier.Calls.Count);
    }

    [Fact]
    public async Task A_campaign_is_changed_while_it_does_not_run_and_looked_at_again_before_it_goes_on()
    {
        var campaign = await _world.CampaignAsync(people: 2);
        campaign.Purpose = "";
        Assert.Contains("pause it", Assert.IsType<CampaignAnswer.NotNow>(await Desk.SaveAsync(campaign, CancellationToken.None)).Because, StringComparison.Ordinal);
        await Desk.PauseAsync(campaign.Id, "", CancellationToken.None);
        Assert.IsType<CampaignAnswer.Done>(await Desk.SaveAsync(campaign, CancellationToken.None));
        Assert.Contains("purpose", Assert.Single(Assert.IsType<CampaignAnswer.Incomplete>(await Desk.ResumeAsync(campaign.Id, CancellationToken.None)).Missing), StringComparison.Ordinal);
        Assert.Equal(CampaignState.Paused, _world.Campaign(campaign.Id).State);
    }

    [Fact]
    public async Task A_campaign_that_had_finished_goes_on_with_people_who_come_later()
    {
        var campaign = await _world.CampaignAsync(people: 1);
        await _world.DialAsync();
        await _world.TalkAsync(_world.Carrier.Calls[0], Dispositions.Booked);
        var intake = new ContactIntake(_world.Database);
        Assert.Single(await intake.AddAsync(campaign.Id, [_world.Person(_world.Carrier.Calls[0].Order.To)], new HashSet<Guid>(), CancellationToken.None));
        Assert.Equal(CampaignState.Finished, _world.Campaign(campaign.Id).State);
        await intake.AddAsync(campaign.Id, [_world.Person("+12125550100")], new HashSet<Guid>(), CancellationToken.None);
        Assert.Equal((CampaignState.Running, (Instant?)null), (_world.Campaign(campaign.Id).State, _world.Campaign(campaign.Id).EndedAt));
        await _world.DialAsync();
        Assert.Equal(2, _world.Carrier.Calls.Count);
    }

    [Fact]
    public async Task Whom_an_equal_request_had_added_before_it_broke_off_counts_as_added()
    {
        var campaign = await _world.CampaignAsync(people: 1);
        var intake = new ContactIntake(_world.Database);
        HashSet<Guid> request = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        await intake.AddAsync(campaign.Id, [Person("+12125550100", request.First())], request, CancellationToken.None);
        Assert.Empty(await intake.AddAsync(campaign.Id, [Person("+12125550100", request.First()), Person("+12125550101", request.Last())], request, CancellationToken.None));
        Assert.Equal(["+12125550100"], await intake.AddAsync(campaign.Id, [Person("+12125550100", Guid.CreateVersion7())], new HashSet<Guid>(), CancellationToken.None));
        Assert.Equal(3, _world.Contacts().Count);

        Contact Person(string number, Guid id)
        {
            var person = _world.Person(number);
            person.Id = id;
            return person;
        }
    }

    [Fact]
    public async Task Who_looks_on_sees_what_was_read_for_all_a_second_ago()
    {
        var campaign = await _world.CampaignAsync(people: 2);
        Assert.Equal(2, (await Desk.WatchAsync(campaign.Id, CancellationToken.None))!.Waiting);
        await _world.DialAsync();
        Assert.Equal(2, (await Desk.WatchAsync(campaign.Id, CancellationToken.None))!.Waiting);
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, (await Desk.WatchAsync(campaign.Id, CancellationToken.None))!.Calling);
    }

    [Fact]
    public async Task Stopped_who_waits_is_cancelled_and_what_waits_at_the_carrier_taken_back()
    {
        var campaign = await _world.CampaignAsync(people: 4);
        _world.Options.AtOnce = 3;
        await _world.DialAsync();
        await _world.SayAsync(_world.Carrier.Calls[1], "ringing");
        await _world.SayAsync(_world.Carrier.Calls[2], "in-progress");
        Assert.IsType<CampaignAnswer.NotNow>(await Desk.ArchiveAsync(campaign.Id, CancellationToken.None));
        Assert.IsType<CampaignAnswer.Done>(await Desk.StopAsync(campaign.Id, CancellationToken.None));
        await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
        Assert.Equal(["canceled", "ringing", "in-progress"], _world.Carrier.Calls.Select(call => call.Status));
        await _world.SayAsync(_world.Carrier.Calls[1], "busy");
        await _world.TalkAsync(_world.Carrier.Calls[2], Dispositions.Booked);
        await _world.DialAsync();
        var progress = (await Desk.ProgressAsync(campaign.Id, CancellationToken.None))!;
        Assert.Equal((CampaignState.Stopped, 4, 0, 0, 1, 3), (progress.State, progress.Contacts, progress.Waiting, progress.Calling, progress.Done, progress.Cancelled));
        Assert.Equal(CampaignState.Archived, Running(await Desk.ArchiveAsync(campaign.Id, CancellationToken.None)));
        Assert.IsType<CampaignAnswer.NotNow>(await Desk.SaveAsync(_world.Campaign(campaign.Id), CancellationToken.None));
    }

    [Fact]
    public async Task A_campaign_whose_last_call_ended_while_it_was_paused_is_finished_when_it_is_resumed()
    {
        var campaign = await _world.CampaignAsync(people: 1);
        await _world.DialAsync();
        await Desk.PauseAsync(campaign.Id, "", CancellationToken.None);
        await _world.TalkAsync(_world.Carrier.Calls[0], Dispositions.Booked);
        Assert.Equal(CampaignState.Finished, Running(await Desk.ResumeAsync(campaign.Id, CancellationToken.None)));
        await _world.AddAsync(_world.Person("+12125550100", campaign.Id));
        Assert.Equal(CampaignState.Running, Running(await Desk.StartAsync(campaign.Id, CancellationToken.None)));
    }

    [Fact]
    public async Task Results_have_a_row_for_each_contact_with_its_attempts_its_call_and_its_booking()
    {
        var campaign = await _world.CampaignAsync(people: 3);
        await _world.DialAsync();
        var calls = _world.Carrier.Calls.OrderBy(call => call.Order.To, StringComparer.Ordinal).ToList();
        await _world.SayAsync(calls[0], "busy");
        await _world.TalkAsync(calls[1], Dispositions.Booked);
        await using (var db = _world.Database.CreateDbContext())
        {
            db.Bookings.Add(new BookingRecord { Id = Guid.NewGuid(), Reference = "B-7", Start = _world.Now + Duration.FromDays(1), End = _world.Now + Duration.FromDays(2), CallId = new CallId(calls[1].Order.Attempt), Status = BookingStatus.Confirmed });
            await db.SaveChangesAsync();
        }

        _world.Clock.Advance(TimeSpan.FromMinutes(16));
        await _world.DialAsync();
        await _world.SayAsync(_world.Carrier.Calls[^1], "no-answer");
        var rows = await _world.Server.Results.ReadAsync(campaign.Id, CancellationToken.None).ToListAsync();
        Assert.Equal(
            [("+12125000000", ContactState.Waiting, "no-answer", 2, "busy; no-answer", ""), ("+12125000001", ContactState.Done, "booked", 1, "booked", "B-7"), ("+12125000002", ContactState.Calling, "", 1, "", "")],
            rows.Select(row => (row.Number, row.State, row.Disposition, row.Attempts, row.Outcomes, row.BookingReference)));
        Assert.Equal((61, calls[1].Order.Attempt), (rows[1].Seconds!.Value, rows[1].LastCallId!.Value));
    }

    [Fact]
    public async Task Results_of_many_contacts_come_batch_by_batch_each_once()
    {
        var campaign = await _world.CampaignAsync(people: 1203, state: CampaignState.Draft);
        var rows = await _world.Server.Results.ReadAsync(campaign.Id, CancellationToken.None).Select(row => row.Number).ToListAsync();
        Assert.Equal(1203, rows.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(1203, rows.Count);
    }

    private async Task<IReadOnlyList<Campaign>> ListAsync()
    {
        await using var db = _world.Database.CreateDbContext();
        return await db.Campaigns.ToListAsync();
    }

    private static CampaignState Running(CampaignAnswer answer) => Assert.IsType<CampaignAnswer.Done>(answer).Campaign.State;
}
