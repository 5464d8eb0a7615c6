using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Tests.Booking.Dialling;

public sealed class OpeningsTests : IDisposable
{
    private static readonly CampaignRules AnyTime = new() { From = LocalTime.Midnight, Until = LocalTime.Midnight, Days = [.. Enum.GetValues<IsoDayOfWeek>().Skip(1)], SkipHolidays = false, Retries = [] };

    private readonly DialWorld _world = new();
    private readonly FewSlots _calendar;
    private readonly BookingEvent _event = new() { Id = Guid.CreateVersion7(), Name = "a check-up", Provider = "few", ProviderEvent = "diary", TimeZone = "UTC" };

    public OpeningsTests()
    {
        _calendar = new FewSlots(_world.Now);
        _world.Calendars.Add(_calendar);
        using var db = _world.Database.CreateDbContext();
        db.Events.Add(_event);
        db.SaveChanges();
    }

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Twelve_openings_and_five_hundred_people_make_twelve_bookings_and_nobody_is_on_the_line_for_nothing(int seed)
    {
        var campaign = await _world.CampaignAsync(500, AnyTime, _event.Id);
        _calendar.Offer(12);
        var random = new Random(seed);
        var (booked, told) = (0, 0);
        Dictionary<CarrierCall, int> talking = [];
        for (var minute = 0; minute < 400 && booked < 12; minute++)
        {
            var before = _world.Carrier.Calls.Count;
            await _world.DialAsync();
            await _world.DialAsync();
            foreach (var call in _world.Carrier.Calls.Skip(before))
                talking[call] = minute + random.Next(1, 5);
            Assert.True(talking.Count <= _calendar.Slots.Count, $"{talking.Count} people are on the line for {_calendar.Slots.Count} openings");
            foreach (var (call, _) in talking.Where(each => each.Value <= minute).ToList())
            {
                talking.Remove(call);
                switch (random.Next(3))
                {
                    case 0:
                        await _world.SayAsync(call, "no-answer");
                        break;
                    case 1:
                        await _world.TalkAsync(call, Dispositions.NotInterested);
                        break;
                    default:
                        Assert.True(_calendar.Take(), "nothing is free for somebody who was called");
                        told++;
                        booked++;
                        await _world.TalkAsync(call, Dispositions.Booked);
                        break;
                }
            }

            _world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((12, 12), (booked, told));
        foreach (var call in talking.Keys)
            await _world.SayAsync(call, "no-answer");
        var made = _world.Carrier.Calls.Count;
        await _world.DialAsync();
        Assert.Equal((made, CampaignState.Running, "No openings are left."), (_world.Carrier.Calls.Count, _world.Campaign(campaign.Id).State, _world.Campaign(campaign.Id).PausedBecause));
        Assert.Equal(0, (await _world.Server.Desk.ProgressAsync(campaign.Id, CancellationToken.None))!.OpeningsLeft);

        _calendar.Offer(2); // two have cancelled: it goes on by itself
        await _world.DialAsync();
        await _world.DialAsync();
        Assert.Equal(made + 2, _world.Carrier.Calls.Count);
    }

    [Fact]
    public async Task Campaigns_that_share_a_diary_share_its_openings()
    {
        await _world.CampaignAsync(10, AnyTime, _event.Id);
        await _world.CampaignAsync(10, AnyTime, _event.Id, area: "215");
        _calendar.Offer(3);
        await _world.DialAsync();
        await _world.DialAsync();
        Assert.Equal(3, _world.Carrier.Calls.Count);
    }

    [Fact]
    public async Task What_a_caller_holds_and_what_the_daily_cap_forbids_is_no_opening()
    {
        await _world.CampaignAsync(10, AnyTime, _event.Id);
        _calendar.Offer(6);
        await using (var db = _world.Database.CreateDbContext())
        {
            var slot = _calendar.Slots[0];
            db.Leases.Add(new Lease { Provider = "few", Diary = "diary", Start = slot.Start, End = slot.End, Intent = Guid.CreateVersion7(), ExpiresAt = _world.Now + Duration.FromMinutes(5) });
            (await db.Events.SingleAsync(each => each.Id == _event.Id)).DailyCap = 4; // all six are on one day
            db.Bookings.Add(new BookingRecord { Id = Guid.CreateVersion7(), EventId = _event.Id, Provider = "few", Start = slot.Start - Duration.FromHours(1), End = slot.Start, Status = BookingStatus.Confirmed });
            await db.SaveChangesAsync();
        }

        await _world.DialAsync();
        Assert.Equal(3, _world.Carrier.Calls.Count); // a cap of four, one booked
    }

    [Fact]
    public async Task Times_that_overlap_are_one_opening()
    {
        await _world.CampaignAsync(10, AnyTime, _event.Id);
        var first = _world.Now + Duration.FromDays(1);
        for (var quarter = 0; quarter < 5; quarter++)
            _calendar.Slots.Add(new Slot(first + Duration.FromMinutes(15 * quarter), first + Duration.FromMinutes(15 * quarter + 30)));
        await _world.DialAsync();
        Assert.Equal(3, _world.Carrier.Calls.Count); // an hour and a half holds three half-hours
    }

    [Fact]
    public async Task A_calendar_that_does_not_answer_stops_its_campaigns_and_says_so()
    {
        var campaign = await _world.CampaignAsync(5, AnyTime, _event.Id);
        _calendar.Offer(5);
        _calendar.IsDown = true;
        await _world.DialAsync();
        Assert.Empty(_world.Carrier.Calls);
        Assert.StartsWith("The calendar cannot be asked", _world.Campaign(campaign.Id).PausedBecause, StringComparison.Ordinal);
        _calendar.IsDown = false;
        await _world.DialAsync();
        Assert.Equal(5, _world.Carrier.Calls.Count);
    }

    [Fact]
    public async Task A_single_call_is_made_without_openings_and_counts_as_one_on_the_line()
    {
        await _world.CampaignAsync(5, AnyTime, _event.Id);
        _calendar.Offer(1);
        var single = _world.Person("+12165550100");
        single.EventId = _event.Id;
        await _world.Server.Requests.AddAsync(single, CancellationToken.None);
        _world.Options.AtOnce = 1;
        for (var round = 0; round < 5 && _world.Carrier.Calls.All(call => call.Order.To != single.Number); round++)
        {
            if (_world.Carrier.Calls.Count > 0)
                await _world.SayAsync(_world.Carrier.Calls[^1], "no-answer");
            await _world.DialAsync();
        }

        Assert.Equal(single.Number, _world.Carrier.Calls[^1].Order.To);
        var made = _world.Carrier.Calls.Count;
        _world.Options.AtOnce = 10;
        await _world.DialAsync();
        Assert.Equal(made, _world.Carrier.Calls.Count);
    }

    [Fact]
    public async Task A_call_on_which_anything_may_be_booked_counts_for_every_event()
    {
        await _world.Server.Requests.AddAsync(_world.Person("+12165550100"), CancellationToken.None);
        await _world.DialAsync();
        await _world.CampaignAsync(5, AnyTime, _event.Id);
        _calendar.Offer(1);
        await _world.DialAsync();
        Assert.Single(_world.Carrier.Calls);
    }

    [Fact]
    public async Task People_who_called_us_and_are_on_the_line_may_want_the_openings_too()
    {
        await _world.CampaignAsync(5, AnyTime, _event.Id);
        _calendar.Offer(3);
        await using (var db = _world.Database.CreateDbContext())
        {
            db.Calls.AddRange(
                new CallRecord { Id = new CallId(Guid.CreateVersion7()), CallSid = "CA1", From = "+13125550100", StartedAt = _world.Now },
                new CallRecord { Id = new CallId(Guid.CreateVersion7()), CallSid = "CA2", From = "", StartedAt = _world.Now },
                new CallRecord { Id = new CallId(Guid.CreateVersion7()), CallSid = "CA3", From = "+13125550101", StartedAt = _world.Now, EndedAt = _world.Now });
            await db.SaveChangesAsync();
        }

        await _world.DialAsync();
        Assert.Single(_world.Carrier.Calls);
        await using (var db = _world.Database.CreateDbContext())
            await db.Calls.ExecuteUpdateAsync(set => set.SetProperty(call => call.EndedAt, _world.Now));
        await _world.DialAsync();
        Assert.Equal(3, _world.Carrier.Calls.Count);
    }

    [Fact]
    public async Task A_campaign_paced_by_openings_of_no_event_calls_nobody_and_says_why()
    {
        var campaign = await _world.CampaignAsync(5);
        await using (var db = _world.Database.CreateDbContext())
        {
            db.Campaigns.Single(each => each.Id == campaign.Id).Rules = new CampaignRules();
            await db.SaveChangesAsync();
        }

        await _world.DialAsync();
        Assert.Empty(_world.Carrier.Calls);
        Assert.Contains("choose the event", _world.Campaign(campaign.Id).PausedBecause, StringComparison.Ordinal);
    }

    /// <summary>A calendar with as many free half-hours as it is told, the same evening.</summary>
    private sealed class FewSlots(Instant now) : ICalendar
    {
        public List<Slot> Slots { get; } = [];

        public bool IsDown { get; set; }

        public string Provider => "few";

        public void Offer(int slots)
        {
            var first = now + Duration.FromDays(10);
            for (var slot = 0; slot < slots; slot++)
                Slots.Add(new Slot(first + Duration.FromMinutes(30 * slot), first + Duration.FromMinutes(30 * slot + 30)));
        }

        public bool Take()
        {
            if (Slots.Count == 0)
                return false;
            Slots.RemoveAt(0);
            return true;
        }

        public Task<SlotsResult> FindSlotsAsync(BookingEvent bookingEvent, Interval within, CancellationToken cancel) =>
            Task.FromResult<SlotsResult>(IsDown ? new SlotsResult.Unavailable("It is down.") : new SlotsResult.Found([.. Slots.Where(slot => within.Contains(slot.Start))]));

        public Task<BookingOutcome> BookAsync(BookingRequest request, CancellationToken cancel) => throw new NotSupportedException();

        public Task<BookingOutcome?> FindByIntentAsync(BookingRequest request, CancellationToken cancel) => throw new NotSupportedException();

        public Task<BookingStanding> FindByReferenceAsync(BookingEvent bookingEvent, string reference, CancellationToken cancel) => throw new NotSupportedException();

        public Task<BookingOutcome> MoveAsync(BookingRequest request, string reference, CancellationToken cancel) => throw new NotSupportedException();

        public Task<CancelOutcome> CancelAsync(BookingEvent bookingEvent, string reference, string reason, CancellationToken cancel) => throw new NotSupportedException();
    }
}
