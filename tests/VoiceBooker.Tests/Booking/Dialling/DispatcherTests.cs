using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Booking.Tasks;

namespace VoiceBooker.Tests.Booking.Dialling;

public sealed class DispatcherTests : IDisposable
{
    private readonly DialWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Before_the_carrier_hears_of_a_call_the_attempt_and_the_reasons_stand_on_disk()
    {
        await _world.CampaignAsync(people: 1);
        var seen = 0;
        _world.Carrier.Meanwhile = order =>
        {
            var attempt = Assert.Single(_world.Attempts());
            Assert.Equal((order.Attempt, AttemptState.Submitting), (attempt.Id, attempt.State));
            var decision = Assert.Single(_world.Decisions());
            Assert.Equal((order.Attempt, true, 10), (decision.AttemptId, decision.Allowed, decision.Verdicts.Count));
            Assert.Equal(ContactState.Calling, Assert.Single(_world.Contacts()).State);
            seen++;
            return Task.CompletedTask;
        };
        await _world.DialAsync();
        await _world.DialAsync();
        Assert.Equal(1, seen);
        var made = Assert.Single(_world.Attempts());
        Assert.Equal((AttemptState.Accepted, "CA00001", 1), (made.State, made.CallSid, made.Try));
    }

    [Fact]
    public async Task The_first_attempt_of_a_single_call_has_its_identity()
    {
        var asked = await _world.Server.Requests.AddAsync(_world.Person("+12125550100"), CancellationToken.None);
        await _world.DialAsync();
        Assert.Equal(asked.Id, Assert.Single(_world.Carrier.Calls).Order.Attempt);
        Assert.Equal(ScriptedCarrier.Ours, _world.Carrier.Calls[0].Order.From);
    }

    [Fact]
    public async Task A_test_call_rings_in_the_manner_of_its_campaign_and_at_any_hour_only_on_a_telephone_of_the_house()
    {
        var campaign = await _world.CampaignAsync(state: CampaignState.Draft, rules: new CampaignRules { From = new LocalTime(12, 0), Until = new LocalTime(14, 0), RingSeconds = 55, DetectMachines = false });
        const string Front = "+12125550199";
        _world.Carrier.Numbers = new HashSet<string>(StringComparer.Ordinal) { ScriptedCarrier.Ours, Front };
        var other = _world.Person("+12125550100");
        var own = _world.Person(Front);
        (other.TestOf, own.TestOf, own.From) = (campaign.Id, campaign.Id, ScriptedCarrier.Ours);
        await _world.AddAsync(other);
        await _world.AddAsync(own);
        await _world.DialAsync();
        var order = Assert.Single(_world.Carrier.Calls).Order;
        Assert.Equal((Front, TimeSpan.FromSeconds(55), false), (order.To, order.RingFor, order.DetectMachines));
        Assert.Null(Assert.Single(_world.Attempts()).CampaignId);
        var waiting = _world.Contact(other.Id);
        Assert.Equal((ContactState.Waiting, 17), (waiting.State, waiting.NextAt.InUtc().Hour)); // noon in New York
    }

    [Fact]
    public async Task Where_no_holidays_are_known_a_single_call_is_made_for_whoever_answers_for_it()
    {
        var (strict, bold) = (_world.Person("+302101234567"), _world.Person("+302101234568"));
        bold.IgnoreHolidays = true;
        await _world.AddAsync(strict);
        await _world.AddAsync(bold);
        await _world.DialAsync();
        await _world.Server.Reconciliation.RunAsync(CancellationToken.None);
        var made = Assert.Single(_world.Carrier.Calls);
        Assert.Equal((bold.Number, false), (made.Order.To, made.IsFinal)); // nor is it taken back while it waits at the carrier
        Assert.Contains("no table of public holidays for GR", _world.Contact(strict.Id).Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Campaigns_take_turns_however_many_people_each_has()
    {
        await _world.CampaignAsync(people: 300, area: "212");
        await _world.CampaignAsync(people: 3, area: "215", rules: new CampaignRules { From = LocalTime.Midnight, Until = LocalTime.Midnight });
        await _world.AddAsync(_world.Person("+12165550100"));
        _world.Options.AtOnce = 9;
        await _world.DialAsync();
        Assert.Equal([("212", 5), ("215", 3), ("216", 1)], _world.Carrier.Calls.GroupBy(call => call.Order.To[2..5]).OrderBy(area => area.Key, StringComparer.Ordinal).Select(area => (area.Key, area.Count())));
    }

    [Fact]
    public async Task A_call_per_second_is_one_call_per_second()
    {
        (_world.Options.CallsPerSecond, _world.Options.CallsPerSecondPerNumber) = (1, 1);
        await _world.CampaignAsync(people: 50);
        for (var tick = 0; tick < 50; tick++, _world.Clock.Advance(TimeSpan.FromMilliseconds(200)))
            await _world.DialAsync();
        Assert.Equal(10, _world.Carrier.Calls.Count);
        Assert.All(_world.Carrier.Calls.Zip(_world.Carrier.Calls.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= Duration.FromSeconds(1)));
    }

    [Fact]
    public async Task Another_process_keeps_the_pace_of_the_first()
    {
        (_world.Options.CallsPerSecond, _world.Options.CallsPerSecondPerNumber) = (1, 1);
        await _world.CampaignAsync(people: 5);
        await _world.DialAsync(_world.Start());
        await _world.DialAsync(_world.Start());
        Assert.Single(_world.Carrier.Calls);
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        await _world.DialAsync(_world.Start());
        Assert.Equal(2, _world.Carrier.Calls.Count);
    }

    [Fact]
    public async Task Lines_that_are_kept_for_callers_are_not_used()
    {
        await _world.CampaignAsync(people: 10);
        _world.FreeLines = 3;
        await _world.DialAsync();
        await _world.DialAsync();
        Assert.Equal(3, _world.Carrier.Calls.Count); // those that ring will want the three
    }

    [Fact]
    public async Task A_campaign_for_which_no_line_is_left_says_so()
    {
        var campaign = await _world.CampaignAsync(people: 1);
        _world.FreeLines = 0;
        await _world.DialAsync();
        Assert.Contains("Dialling:LinesForInbound", _world.Campaign(campaign.Id).PausedBecause, StringComparison.Ordinal);
        _world.FreeLines = 1;
        await _world.DialAsync();
        Assert.Single(_world.Carrier.Calls);
        Assert.Empty(_world.Campaign(campaign.Id).PausedBecause);
    }

    [Fact]
    public async Task Limits_hold_for_each_campaign_and_caller_id_and_caller_ids_take_turns()
    {
        _world.Carrier.Numbers = new HashSet<string>(["+14155550147", "+14155550148"], StringComparer.Ordinal);
        _world.Options.AtOncePerNumber = 4;
        var campaign = await _world.CampaignAsync(people: 20, rules: new CampaignRules { AtOnce = 6 });
        await ChangeAsync(campaign.Id, each => each.CallerIds = ["+14155550147", "+14155550148"]);
        await _world.DialAsync();
        Assert.Equal(6, _world.Carrier.Calls.Count);
        Assert.All(_world.Carrier.Calls.GroupBy(call => call.Order.From), calls => Assert.Equal(3, calls.Count()));
        await ChangeAsync(campaign.Id, each => each.Rules = each.Rules with { AtOnce = null });
        await _world.DialAsync();
        Assert.Equal(8, _world.Carrier.Calls.Count);
    }

    [Fact]
    public async Task Who_is_refused_for_now_is_asked_again_when_it_may_be_and_not_before()
    {
        _world.Clock.AdvanceTo(new DateTimeOffset(2026, 12, 1, 3, 0, 0, TimeSpan.Zero)); // ten in the evening
        var campaign = await _world.CampaignAsync(people: 1);
        await _world.DialAsync();
        await _world.DialAsync();
        var refused = Assert.Single(_world.Decisions());
        Assert.Equal((false, Instant.FromUtc(2026, 12, 1, 14, 5)), (refused.Allowed, refused.AgainAt!.Value));
        Assert.Equal((CampaignState.Running, ContactState.Waiting), (_world.Campaign(campaign.Id).State, Assert.Single(_world.Contacts()).State));
        _world.Clock.AdvanceTo(new DateTimeOffset(2026, 12, 1, 14, 5, 0, TimeSpan.Zero));
        await _world.DialAsync();
        Assert.Single(_world.Carrier.Calls);
    }

    [Fact]
    public async Task Who_is_refused_for_good_is_done_and_the_campaign_may_be_finished_with_it()
    {
        var campaign = await _world.CampaignAsync();
        var person = _world.Person("+12125550100", campaign.Id);
        person.Consent = ConsentKind.None;
        await _world.AddAsync(person);
        await _world.DialAsync();
        var ended = _world.Contact(person.Id);
        Assert.Equal((ContactState.Done, Dispositions.Refused), (ended.State, ended.Disposition));
        Assert.Contains("agreed", ended.Remark, StringComparison.Ordinal);
        Assert.Equal(CampaignState.Finished, _world.Campaign(campaign.Id).State);
        Assert.Empty(_world.Carrier.Calls);
    }

    [Fact]
    public async Task One_person_in_two_campaigns_is_called_once_at_a_time()
    {
        var (one, two) = (await _world.CampaignAsync(), await _world.CampaignAsync());
        await _world.AddAsync(_world.Person("+12125550100", one.Id));
        await _world.AddAsync(_world.Person("+12125550100", two.Id));
        await _world.DialAsync();
        Assert.Single(_world.Carrier.Calls);
        await _world.SayAsync(_world.Carrier.Calls[0], "busy");
        _world.Clock.Advance(TimeSpan.FromMinutes(2));
        await _world.DialAsync();
        Assert.Equal(2, _world.Carrier.Calls.Count);
    }

    [Fact]
    public async Task Nobody_is_dialled_who_opts_out_while_the_round_is_under_way()
    {
        await _world.CampaignAsync(people: 3);
        var late = new OptsOutDuringTheClaim(_world);
        await _world.DialAsync(_world.Start(late));
        Assert.Equal(2, _world.Carrier.Calls.Count);
        Assert.DoesNotContain(_world.Carrier.Calls, call => call.Order.To == late.Number);
        Assert.Equal(Dispositions.OptedOut, _world.Contacts().Single(contact => contact.Number == late.Number).Disposition);
    }

    [Fact]
    public async Task What_surely_was_not_dialled_is_no_attempt_and_is_tried_again_soon()
    {
        await _world.CampaignAsync(people: 1);
        _world.Carrier.Answers = _ => new DialResult.NotDialled("429", Throttled: true);
        await _world.DialAsync();
        Assert.Empty(_world.Attempts());
        Assert.Equal((ContactState.Waiting, 0), (_world.Contacts()[0].State, _world.Contacts()[0].Attempts));
        await _world.DialAsync();
        Assert.Single(_world.Decisions()); // it backs off
        _world.Carrier.Answers = _ => null;
        _world.Clock.Advance(TimeSpan.FromSeconds(10));
        await _world.DialAsync();
        Assert.Single(_world.Carrier.Calls);
    }

    [Theory]
    [InlineData(DialRefusal.BadNumber, ContactState.Done, Dispositions.BadNumber)]
    [InlineData(DialRefusal.OptedOut, ContactState.Done, Dispositions.OptedOut)]
    [InlineData(DialRefusal.Unreachable, ContactState.Waiting, Dispositions.Failed)]
    [InlineData(DialRefusal.Other, ContactState.Waiting, Dispositions.Failed)]
    [InlineData(DialRefusal.Destination, ContactState.Done, Dispositions.Refused)]
    public async Task A_refusal_of_the_number_is_about_the_contact(DialRefusal kind, ContactState state, string disposition)
    {
        await _world.CampaignAsync(people: 1);
        _world.Carrier.Answers = _ => new DialResult.Refused(kind, 21211, "no");
        await _world.DialAsync();
        var contact = Assert.Single(_world.Contacts());
        Assert.Equal((state, disposition), (contact.State, contact.Disposition));
        Assert.Equal((AttemptState.Ended, 21211), (_world.Attempts()[0].State, _world.Attempts()[0].ErrorCode!.Value));
        await using var db = _world.Database.CreateDbContext();
        Assert.Equal(kind == DialRefusal.OptedOut, await db.DoNotCall.AnyAsync(entry => entry.Number == contact.Number && entry.Source == "carrier"));
        if (kind == DialRefusal.Unreachable)
            Assert.Equal(_world.Now + Duration.FromDays(1), contact.NextAt);
    }

    [Fact]
    public async Task A_caller_id_that_is_not_ours_pauses_its_campaign_and_tells_a_person()
    {
        var (wrong, right) = (await _world.CampaignAsync(people: 2), await _world.CampaignAsync(people: 2, area: "215"));
        _world.Carrier.Answers = order => order.To.StartsWith("+1212", StringComparison.Ordinal) ? new DialResult.Refused(DialRefusal.CallerId, 21210, "not verified") : null;
        await _world.DialAsync();
        Assert.Equal((CampaignState.Paused, CampaignState.Running), (_world.Campaign(wrong.Id).State, _world.Campaign(right.Id).State));
        Assert.Equal(TaskKind.Dialling, Assert.Single(_world.Tasks()).Kind);
        Assert.All(_world.Contacts().Where(contact => contact.CampaignId == wrong.Id), contact => Assert.Equal((ContactState.Waiting, 0), (contact.State, contact.Attempts)));
    }

    [Fact]
    public async Task A_campaign_with_a_caller_id_we_do_not_own_is_paused_before_anybody_is_called()
    {
        var campaign = await _world.CampaignAsync(people: 2);
        await ChangeAsync(campaign.Id, each => each.CallerIds = ["+14155550199"]);
        await _world.DialAsync();
        Assert.Equal(CampaignState.Paused, _world.Campaign(campaign.Id).State);
        Assert.Single(_world.Tasks());
        Assert.Empty(_world.Carrier.Calls);
    }

    [Fact]
    public async Task An_account_that_may_not_call_pauses_everything_and_tells_a_person_once()
    {
        var (one, two) = (await _world.CampaignAsync(people: 3), await _world.CampaignAsync(people: 3, area: "215"));
        _world.Carrier.Answers = _ => new DialResult.Refused(DialRefusal.Account, 20003, "authenticate to call +1 (212) 555-0100 or +12125550101");
        await _world.DialAsync();
        Assert.All(new[] { one, two }, each => Assert.EndsWith("(20003): authenticate to call (a number) or (a number)", _world.Campaign(each.Id).PausedBecause, StringComparison.Ordinal)); // whose number it was is no matter of the others
        Assert.All(_world.Contacts(), contact => Assert.Equal((ContactState.Waiting, 0), (contact.State, contact.Attempts)));
        Assert.Single(_world.Tasks());
    }

    [Fact]
    public async Task A_country_the_account_may_not_call_stops_nobody_else_and_a_person_is_told_once_for_each()
    {
        var campaign = await _world.CampaignAsync(people: 3);
        foreach (var number in (string[])["+4930123456", "+4930123457", "+4315330100"])
            await _world.AddAsync(_world.Person(number, campaign.Id));
        _world.Carrier.Answers = order => order.To.StartsWith("+4", StringComparison.Ordinal) ? new DialResult.Refused(DialRefusal.Destination, 21215, "not permitted") : null;
        await _world.DialAsync();
        Assert.Equal((CampaignState.Running, 3), (_world.Campaign(campaign.Id).State, _world.Carrier.Calls.Count));
        Assert.Equal(["dialling/destination/43", "dialling/destination/49"], _world.Tasks().Select(task => task.Matter).Order(StringComparer.Ordinal));
        Assert.All(_world.Contacts().Where(contact => contact.Number[1] == '4'), contact => Assert.Contains("21215", contact.Remark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_process_that_stood_still_after_its_claim_dials_nobody()
    {
        await _world.CampaignAsync(people: 2);
        var frozen = _world.Start(dialer: new FreezingCarrier(_world));
        await _world.DialAsync(frozen);
        var call = Assert.Single(_world.Carrier.Calls); // the clock ran away while the first was asked for
        Assert.Equal(_world.Attempts()[0].ClaimedAt + Duration.FromSeconds(10), call.Order.NotAfter);
        Assert.Equal([(ContactState.Waiting, 0), (ContactState.Calling, 1)], _world.Contacts().Select(contact => (contact.State, contact.Attempts)).Order());
    }

    [Fact]
    public async Task A_slow_campaign_keeps_its_own_pace_over_processes_and_ended_calls()
    {
        await _world.CampaignAsync(people: 5, rules: new CampaignRules { CallsPerSecond = 0.01 });
        await _world.DialAsync(_world.Start());
        await _world.SayAsync(_world.Carrier.Calls[0], "busy");
        _world.Clock.Advance(TimeSpan.FromSeconds(90));
        await _world.DialAsync(_world.Start());
        Assert.Single(_world.Carrier.Calls);
        _world.Clock.Advance(TimeSpan.FromSeconds(10));
        await _world.DialAsync(_world.Start());
        Assert.Equal(2, _world.Carrier.Calls.Count);
    }

    [Fact]
    public async Task When_half_of_the_calls_fail_dialling_pauses_then_tries_one_and_goes_on()
    {
        var campaign = await _world.CampaignAsync(people: 60);
        (_world.Options.BreakerWindow, _world.Options.AtOnce) = (10, 10);
        await _world.DialAsync();
        foreach (var call in _world.Carrier.Calls.ToList())
            await _world.SayAsync(call, "failed", sip: 503);
        await _world.DialAsync();
        Assert.Equal(10, _world.Carrier.Calls.Count);
        Assert.Contains("failed", _world.Campaign(campaign.Id).PausedBecause, StringComparison.Ordinal);

        _world.Clock.Advance(TimeSpan.FromMinutes(6));
        await _world.DialAsync();
        await _world.DialAsync();
        Assert.Equal(11, _world.Carrier.Calls.Count);
        await _world.SayAsync(_world.Carrier.Calls[^1], "no-answer");
        await _world.DialAsync();
        Assert.Equal(21, _world.Carrier.Calls.Count);
        await _world.DialAsync();
        Assert.Empty(_world.Campaign(campaign.Id).PausedBecause);
    }

    [Fact]
    public async Task A_long_conversation_from_before_the_pause_neither_is_the_trial_nor_stands_in_its_way()
    {
        await _world.CampaignAsync(people: 60);
        (_world.Options.BreakerWindow, _world.Options.AtOnce) = (10, 11);
        await _world.DialAsync();
        var talk = _world.Carrier.Calls[0];
        await _world.SayAsync(talk, "in-progress");
        foreach (var call in _world.Carrier.Calls.Skip(1).ToList())
            await _world.SayAsync(call, "failed", sip: 503);
        _world.Clock.Advance(TimeSpan.FromMinutes(6));
        await _world.DialAsync();
        Assert.Equal(12, _world.Carrier.Calls.Count); // one is tried, though somebody still talks
        await _world.TalkAsync(talk, Dispositions.NotInterested);
        await _world.DialAsync();
        Assert.Equal(12, _world.Carrier.Calls.Count); // how that one ended says nothing
        await _world.SayAsync(_world.Carrier.Calls[^1], "no-answer");
        await _world.DialAsync();
        Assert.Equal(23, _world.Carrier.Calls.Count);
    }

    [Fact]
    public async Task A_call_back_whose_time_has_come_is_made_before_the_whole_backlog()
    {
        var campaign = await BacklogAsync(people: 300);
        var (asked, alone) = (await PromisedAsync("+12125550199", campaign), await PromisedAsync("+12165550199", null));
        for (_world.Options.AtOnce = 1; _world.Options.AtOnce <= 3; _world.Options.AtOnce++)
            await _world.DialAsync();
        Assert.Equal([asked.Number, alone.Number], _world.Carrier.Calls.Take(2).Select(call => call.Order.To).Order(StringComparer.Ordinal));
        Assert.Equal(3, _world.Carrier.Calls.Count); // and then it goes on
    }

    [Fact]
    public async Task Of_many_who_are_called_in_one_round_those_who_were_promised_it_come_first()
    {
        var campaign = await BacklogAsync(people: 300);
        List<string> promised = [];
        for (var person = 0; person < 5; person++)
            promised.Add((await PromisedAsync($"+121255501{person:00}", campaign)).Number);
        var later = await PromisedAsync("+12125550199", campaign);
        await using (var db = _world.Database.CreateDbContext())
            await db.Contacts.Where(contact => contact.Id == later.Id).ExecuteUpdateAsync(set => set.SetProperty(contact => contact.NextAt, _world.Now + Duration.FromMinutes(1)));
        _world.Options.AtOnce = 20;
        await _world.DialAsync();
        var called = _world.Carrier.Calls.Where(call => call.Order.To.StartsWith("+1212", StringComparison.Ordinal)).Select(call => call.Order.To).ToList();
        Assert.Equal(promised, called.Take(5).Order(StringComparer.Ordinal));
        Assert.Equal((20, 20), (_world.Carrier.Calls.Count, _world.Carrier.Calls.Select(call => call.Order.To).Distinct(StringComparer.Ordinal).Count()));
        Assert.DoesNotContain(later.Number, called);
    }

    [Fact]
    public async Task A_carrier_that_keeps_calls_waiting_is_asked_for_fewer_until_it_does_so_no_more_and_the_campaign_says_why()
    {
        var campaign = await _world.CampaignAsync(people: 400);
        (_world.Options.CallsPerSecond, _world.Options.CallsPerSecondPerNumber) = (5, 5);
        var (begun, perSecond, longest) = (0, 1, 0);
        await RunAsync(seconds: 60);
        Assert.InRange(_world.Carrier.Calls.Count, 35, 80); // 300, were the queue not seen
        Assert.InRange(longest, 15, 25);
        Assert.StartsWith("Calls are started more slowly", _world.Campaign(campaign.Id).PausedBecause, StringComparison.Ordinal);

        longest = 0;
        await RunAsync(seconds: 60);
        Assert.InRange(longest, 0, 10);

        perSecond = 100;
        await RunAsync(seconds: 5);
        _world.Clock.Advance(TimeSpan.FromMinutes(5));
        var made = _world.Carrier.Calls.Count;
        await RunAsync(seconds: 10);
        Assert.InRange(_world.Carrier.Calls.Count - made, 49, 50);
        Assert.Empty(_world.Campaign(campaign.Id).PausedBecause);

        async Task RunAsync(int seconds)
        {
            for (var second = 0; second < seconds; second++)
            {
                for (var tick = 0; tick < 5; tick++, _world.Clock.Advance(TimeSpan.FromMilliseconds(200)))
                    await _world.DialAsync();
                for (var let = 0; let < perSecond && begun < _world.Carrier.Calls.Count; let++)
                {
                    var call = _world.Carrier.Calls[begun++];
                    await _world.SayAsync(call, "initiated");
                    if (begun > 3)
                        await _world.SayAsync(_world.Carrier.Calls[begun - 4], "no-answer");
                }

                longest = Math.Max(longest, _world.Carrier.Calls.Count - begun);
            }
        }
    }

    [Fact]
    public async Task A_server_that_may_not_dial_says_so()
    {
        var campaign = await _world.CampaignAsync(people: 1);
        _world.Options.Enabled = false;
        await _world.DialAsync();
        Assert.Empty(_world.Carrier.Calls);
        Assert.Contains("Dialling:Enabled", _world.Campaign(campaign.Id).PausedBecause, StringComparison.Ordinal);
        _world.Options.Enabled = true;
        await _world.DialAsync();
        Assert.Empty(_world.Campaign(campaign.Id).PausedBecause);
        Assert.Single(_world.Carrier.Calls);
    }

    [Fact]
    public async Task When_all_calls_are_stopped_no_server_calls_anybody_new_and_whoever_waits_is_told_why()
    {
        var campaign = await _world.CampaignAsync(people: 2);
        var single = await _world.AddAsync(_world.Person("+12125550199"));
        _world.Options.AtOnce = 1;
        await _world.DialAsync();
        Assert.Single(_world.Carrier.Calls);
        _world.Options.AtOnce = 10;

        var first = await _world.Server.Switch.StopAsync("Ann", "The opening hours are wrong.", CancellationToken.None);
        Assert.Equal(first.Id, (await _world.Server.Switch.StopAsync("Bob", "", CancellationToken.None)).Id); // who said so first, and why, stays
        var other = _world.Start();
        await _world.DialAsync();
        await _world.DialAsync(other);
        Assert.Single(_world.Carrier.Calls);
        Assert.Contains("by Ann: The opening hours are wrong.", _world.Campaign(campaign.Id).PausedBecause, StringComparison.Ordinal);
        Assert.Contains("The opening hours are wrong", WaitReasons.Of(single, last: null, await other.Switch.FindAsync(CancellationToken.None)), StringComparison.Ordinal);
        await _world.TalkAsync(_world.Carrier.Calls[0], Dispositions.NotInterested); // a call that runs goes on
        Assert.Equal(CampaignState.Running, _world.Campaign(campaign.Id).State);

        Assert.True(await other.Switch.AllowAsync("Bob", CancellationToken.None));
        Assert.False(await other.Switch.AllowAsync("Bob", CancellationToken.None));
        await _world.DialAsync();
        Assert.Equal(3, _world.Carrier.Calls.Count);
        Assert.Empty(_world.Campaign(campaign.Id).PausedBecause);
    }

    [Fact]
    public async Task While_nobody_can_say_which_numbers_are_ours_nobody_is_called_and_nobody_refused()
    {
        var campaign = await _world.CampaignAsync(people: 3);
        foreach (var numbers in (IReadOnlySet<string>?[])[null, new HashSet<string>(StringComparer.Ordinal)])
        {
            _world.Carrier.Numbers = numbers;
            await _world.DialAsync();
            Assert.NotEmpty(_world.Campaign(campaign.Id).PausedBecause);
        }

        Assert.Empty(_world.Decisions());
        Assert.Empty(_world.Carrier.Calls);
    }

    [Fact]
    public async Task A_request_that_began_is_waited_for_when_the_server_stops()
    {
        await _world.CampaignAsync(people: 1);
        using var stopping = new CancellationTokenSource();
        _world.Carrier.Meanwhile = async _ =>
        {
            await stopping.CancelAsync();
            await Task.Yield();
        };
        await _world.Server.Dispatcher.RunAsync(TimeSpan.FromSeconds(1), stopping.Token);
        Assert.Equal(AttemptState.Accepted, Assert.Single(_world.Attempts()).State);
    }

    [Fact]
    public async Task A_callback_that_comes_before_the_answer_is_not_overwritten_by_it()
    {
        await _world.CampaignAsync(people: 1);
        _world.Carrier.Meanwhile = order => _world.Server.Reports.ReportAsync(order.Attempt, "CA00001", "ringing", isFinal: false, null, null, null, _world.Now, CancellationToken.None);
        await _world.DialAsync();
        var attempt = Assert.Single(_world.Attempts());
        Assert.Equal((AttemptState.Ringing, "CA00001"), (attempt.State, attempt.CallSid));
    }

    [Fact]
    public async Task Two_processes_at_once_call_nobody_twice()
    {
        using var world = new DialWorld(onDisk: true);
        var campaign = await world.CampaignAsync(people: 150);
        var calls = new System.Collections.Concurrent.ConcurrentBag<string>();
        var processes = Enumerable.Range(0, 2).Select(_ => world.Start(dialer: new CountingDialer(calls))).ToList();
        await Task.WhenAll(processes.Select(process => Task.Run(async () =>
        {
            for (var pass = 0; pass < 8; pass++)
                await process.Dispatcher.RunAsync(TimeSpan.Zero, CancellationToken.None);
        })));
        Assert.Equal(150, calls.Count);
        Assert.Equal(150, calls.Distinct(StringComparer.Ordinal).Count());
        Assert.All(world.Contacts().Where(contact => contact.CampaignId == campaign.Id), contact => Assert.Equal((ContactState.Calling, 1), (contact.State, contact.Attempts)));
    }

    private async Task ChangeAsync(Guid campaign, Action<Campaign> change)
    {
        await using var db = _world.Database.CreateDbContext();
        change(await db.Campaigns.SingleAsync(each => each.Id == campaign));
        await db.SaveChangesAsync();
    }

    private sealed class CountingDialer(System.Collections.Concurrent.ConcurrentBag<string> calls) : IDialer
    {
        public bool IsConfigured => true;

        public async Task<DialResult> DialAsync(DialOrder order, CancellationToken cancel)
        {
            await Task.Yield();
            calls.Add(order.To);
            return new DialResult.Accepted($"CA{order.Attempt:N}");
        }

        public Task<bool> CancelAsync(string callSid, CancellationToken cancel) => Task.FromResult(true);

        public Task<CallLookUp> ReadAsync(string callSid, CancellationToken cancel) => Task.FromResult<CallLookUp>(new CallLookUp.NoSuchCall());

        public Task<IReadOnlyList<KnownCall>?> FindAsync(string to, string from, Instant since, CancellationToken cancel) => Task.FromResult<IReadOnlyList<KnownCall>?>([]);

        public Task<IReadOnlySet<string>?> OwnNumbersAsync(CancellationToken cancel) => Task.FromResult<IReadOnlySet<string>?>(new HashSet<string>([ScriptedCarrier.Ours], StringComparer.Ordinal));
    }

    /// <summary>The database of a process, where the person opts out after the gate was asked and before the claim is written.</summary>
    private sealed class OptsOutDuringTheClaim(DialWorld world) : IDbContextFactory<BookingDbContext>
    {
        private int _contexts;

        public string Number { get; } = "+12125000001";

        public BookingDbContext CreateDbContext() => world.Database.CreateDbContext();

        public async Task<BookingDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            if (++_contexts == 3) // the pace, the round, and now the claim
                await world.Server.List.StopCallingAsync(Number, null, "sms", "STOP", CancellationToken.None);
            return CreateDbContext();
        }
    }

    /// <summary>The process stands still for an hour while the first call is asked for.</summary>
    private sealed class FreezingCarrier(DialWorld world) : IDialer
    {
        public bool IsConfigured => true;

        public async Task<DialResult> DialAsync(DialOrder order, CancellationToken cancel)
        {
            var answer = await world.Carrier.DialAsync(order, cancel);
            world.Clock.Advance(TimeSpan.FromHours(1));
            return answer;
        }

        public Task<bool> CancelAsync(string callSid, CancellationToken cancel) => world.Carrier.CancelAsync(callSid, cancel);

        public Task<CallLookUp> ReadAsync(string callSid, CancellationToken cancel) => world.Carrier.ReadAsync(callSid, cancel);

        public Task<IReadOnlyList<KnownCall>?> FindAsync(string to, string from, Instant since, CancellationToken cancel) => world.Carrier.FindAsync(to, from, since, cancel);

        public Task<IReadOnlySet<string>?> OwnNumbersAsync(CancellationToken cancel) => world.Carrier.OwnNumbersAsync(cancel);
    }

    /// <summary>People of a campaign, and a few single calls, who have been due since yesterday.</summary>
    private async Task<Guid> BacklogAsync(int people)
    {
        var campaign = await _world.CampaignAsync(people);
        for (var person = 0; person < 10; person++)
            await _world.AddAsync(_world.Person($"+121655501{person:00}"));
        await using var db = _world.Database.CreateDbContext();
        var yesterday = _world.Now - Duration.FromDays(1);
        await db.Contacts.ExecuteUpdateAsync(set => set.SetProperty(contact => contact.NextAt, yesterday));
        return campaign.Id;
    }

    private Task<Contact> PromisedAsync(string number, Guid? campaign)
    {
        var person = _world.Person(number, campaign);
        (person.Disposition, person.NextAt) = (Dispositions.CallBack, _world.Now - Duration.FromMinutes(1));
        return _world.AddAsync(person);
    }
}
