using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Tests.Booking.Bookings;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Tests.Booking.Dialling;

/// <summary>Nobody is dialled who is on the line already, or has got by now what the call is about.</summary>
public sealed class OnTheLineTests : IDisposable
{
    private const string BeforeTheKey = "20261129100500_StoppedDialling";

    private readonly DialWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_process_that_stood_still_since_it_found_the_number_free_does_not_call_it_a_second_time()
    {
        await _world.CampaignAsync(people: 1);
        await _world.CampaignAsync(people: 1, name: "Flu shots"); // of the same number
        await _world.DialAsync();
        var call = Assert.Single(_world.Carrier.Calls);
        var other = _world.Contacts().Single(contact => contact.State == ContactState.Waiting);
        var stranger = await _world.AddAsync(_world.Person("+12165550100", other.CampaignId));

        Assert.Equal([stranger.Id], (await _world.Server.Claims.TakeAsync([ClaimOf(other), ClaimOf(stranger)], _world.Now, CancellationToken.None)).Select(claim => claim.Contact.Id));
        Assert.Equal((ContactState.Waiting, 0), (_world.Contact(other.Id).State, _world.Contact(other.Id).Attempts));
        Assert.Equal([call.Order.To, stranger.Number], _world.Attempts().Select(attempt => attempt.Number).Order(StringComparer.Ordinal));

        await _world.SayAsync(call, "no-answer");
        Assert.Single(await _world.Server.Claims.TakeAsync([ClaimOf(other)], _world.Now, CancellationToken.None)); // the line is free again
    }

    [Fact]
    public async Task A_call_that_comes_to_be_late_is_taken_back_when_another_campaign_calls_the_number_by_now()
    {
        await _world.CampaignAsync(people: 1);
        _world.Carrier.LosesAnswer = _ => true;
        await _world.DialAsync();
        var late = _world.Carrier.Calls[0];
        _world.Carrier.Calls.Clear(); // the list lags far behind
        for (var look = 0; look < 2; look++)
        {
            _world.Clock.Advance(TimeSpan.FromSeconds(61));
            await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
        }

        _world.Carrier.LosesAnswer = _ => false;
        var first = Assert.Single(_world.Contacts());
        await using (var db = _world.Database.CreateDbContext())
            await db.Contacts.Where(contact => contact.Id == first.Id).ExecuteUpdateAsync(set => set.SetProperty(contact => contact.NextAt, _world.Now + Duration.FromHours(1)));
        await _world.AddAsync(_world.Person(first.Number));
        await _world.DialAsync();
        var other = Assert.Single(_world.Carrier.Calls);
        _world.Carrier.Calls.Add(late);
        await _world.SayAsync(late, "ringing");
        await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
        Assert.Equal(("canceled", "queued"), (late.Status, other.Status));
        Assert.Equal(ContactState.Waiting, _world.Contact(first.Id).State);
    }

    [Fact]
    public async Task Two_calls_to_one_number_that_an_older_version_left_behind_end_each_in_its_way()
    {
        await _world.CampaignAsync(people: 1);
        await _world.CampaignAsync(people: 1, name: "Flu shots");
        var contacts = _world.Contacts();
        await using (var db = _world.Database.CreateDbContext())
        {
            await db.Database.MigrateAsync(BeforeTheKey);
            foreach (var contact in contacts)
            {
                db.Attempts.Add(new Attempt { Id = Guid.CreateVersion7(), ContactId = contact.Id, CampaignId = contact.CampaignId, Try = 1, Number = contact.Number, From = ScriptedCarrier.Ours, CallSid = $"CA{contact.Id:N}", State = AttemptState.Ringing, ClaimedAt = _world.Now });
                await db.SaveChangesAsync();
                _world.Clock.Advance(TimeSpan.FromSeconds(1));
            }

            await db.Contacts.ExecuteUpdateAsync(set => set.SetProperty(contact => contact.State, ContactState.Calling));
            await db.Database.MigrateAsync();
        }

        Assert.Equal(["completed", ""], _world.Attempts().Select(attempt => attempt.CarrierStatus));
        await _world.Server.Reports.ReportAsync(_world.Attempts()[1].Id, _world.Attempts()[1].CallSid!, "busy", isFinal: true, null, null, null, _world.Now, CancellationToken.None);
        _world.Clock.Advance(TimeSpan.FromHours(5));
        await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
        Assert.Equal([Dispositions.CutOff, Dispositions.Busy], _world.Attempts().Select(attempt => attempt.Disposition));
    }

    [Fact]
    public async Task Who_called_us_and_talks_with_us_is_not_dialled_until_they_have_hung_up()
    {
        var campaign = await _world.CampaignAsync(people: 2);
        var talks = _world.Contacts()[0];
        await CallsInAsync(talks.Number);
        await _world.DialAsync();
        Assert.Equal(_world.Contacts()[1].Number, Assert.Single(_world.Carrier.Calls).Order.To);
        Assert.Contains("on the line with us", _world.Contact(talks.Id).Remark, StringComparison.Ordinal);
        Assert.Equal((campaign.Id, false), _world.Decisions().Where(decision => decision.ContactId == talks.Id).Select(decision => (decision.CampaignId!.Value, decision.Allowed)).Single());

        await HangUpAsync();
        _world.Clock.AdvanceTo(_world.Contact(talks.Id).NextAt.ToDateTimeOffset());
        await _world.DialAsync();
        Assert.Equal(talks.Number, _world.Carrier.Calls[^1].Order.To);
    }

    [Fact]
    public async Task Who_has_booked_meanwhile_is_not_called_for_that_meeting_any_more()
    {
        var (checkUp, cleaning) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using (var db = _world.Database.CreateDbContext())
        {
            db.Events.AddRange(new BookingEvent { Id = checkUp, Name = "a check-up", Provider = "few" }, new BookingEvent { Id = cleaning, Name = "a cleaning", Provider = "few" });
            db.HookEndpoints.Add(new HookEndpoint { Id = Guid.CreateVersion7(), Name = "CRM", Url = "https://example.com", CreatedAt = _world.Now });
            await db.SaveChangesAsync();
        }

        const string Number = "+12125550100";
        var (of, alone, about) = (await _world.CampaignAsync(bookingEvent: checkUp), await _world.CampaignAsync(bookingEvent: checkUp, name: "The last ones"), await _world.CampaignAsync(bookingEvent: cleaning));
        var booked = await _world.AddAsync(_world.Person(Number, of.Id));
        var neighbour = await _world.AddAsync(_world.Person("+12125550101", of.Id));
        var last = await _world.AddAsync(_world.Person(Number, alone.Id));
        var otherwise = await _world.AddAsync(_world.Person(Number, about.Id));
        var single = _world.Person(Number);
        single.EventId = checkUp;
        await _world.AddAsync(single);

        var booking = new BookingRecord { Id = Guid.CreateVersion7(), EventId = checkUp, Provider = "few", Reference = "r1", Start = _world.Now + Duration.FromDays(3), End = _world.Now + Duration.FromDays(3.5), Name = "Jo March", Phone = Number, Zone = "America/New_York", CreatedAt = _world.Now, UpdatedAt = _world.Now };
        await StandsAsync(booking, movedFrom: new BookingRecord { Id = Guid.CreateVersion7(), EventId = checkUp });
        Assert.All(_world.Contacts(), contact => Assert.Equal(ContactState.Waiting, contact.State)); // it was moved: they had it before
        await StandsAsync(booking, movedFrom: null);

        Assert.All([booked, last, single], contact => Assert.Equal((ContactState.Done, Dispositions.Booked, "A meeting was booked for this number before it was called."), (_world.Contact(contact.Id).State, _world.Contact(contact.Id).Disposition, _world.Contact(contact.Id).Remark)));
        Assert.All([neighbour, otherwise], contact => Assert.Equal(ContactState.Waiting, _world.Contact(contact.Id).State));
        Assert.Equal((CampaignState.Running, CampaignState.Finished), (_world.Campaign(of.Id).State, _world.Campaign(alone.Id).State));
        await using var after = _world.Database.CreateDbContext();
        Assert.Equal(1, await after.HookDeliveries.CountAsync(delivery => delivery.Kind == HookKinds.CallEnded)); // whoever asked for the single call
    }

    private async Task StandsAsync(BookingRecord booking, BookingRecord? movedFrom)
    {
        var parts = new LedgerParts(_world.Database, _world.Clock, []);
        await using var db = _world.Database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await parts.FollowUps.StandsAsync(db, booking, movedFrom, CancellationToken.None);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    private async Task CallsInAsync(string number)
    {
        await using var db = _world.Database.CreateDbContext();
        db.Calls.Add(new CallRecord { Id = new CallId(Guid.CreateVersion7()), CallSid = "CAin", From = number, To = ScriptedCarrier.Ours, StartedAt = _world.Now });
        await db.SaveChangesAsync();
    }

    private async Task HangUpAsync()
    {
        await using var db = _world.Database.CreateDbContext();
        await db.Calls.ExecuteUpdateAsync(set => set.SetProperty(call => call.EndedAt, _world.Now));
    }

    private DialClaim ClaimOf(Contact contact)
    {
        var attempt = new Attempt { Id = Guid.CreateVersion7(), ContactId = contact.Id, CampaignId = contact.CampaignId, Try = 1, Number = contact.Number, From = ScriptedCarrier.Ours, State = AttemptState.Submitting, Node = "thawed", ClaimedAt = _world.Now, SubmittedAt = _world.Now };
        return new DialClaim(contact, Campaign: null, new CampaignRules(), attempt, new DialDecision { Id = Guid.CreateVersion7(), ContactId = contact.Id, CampaignId = contact.CampaignId, AttemptId = attempt.Id, At = _world.Now, Allowed = true });
    }
}
