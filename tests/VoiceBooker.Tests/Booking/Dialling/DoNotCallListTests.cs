using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Hooks;

namespace VoiceBooker.Tests.Booking.Dialling;

public sealed class DoNotCallListTests : IDisposable
{
    private readonly DialWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task What_may_be_the_wish_is_one_task_for_a_person_and_stops_nothing()
    {
        var waits = await _world.AddAsync(_world.Person("+12125550100"));
        await _world.Server.List.LeaveToPersonAsync("+12125550100", null, "sms", "take me off that", CancellationToken.None);
        await _world.Server.List.LeaveToPersonAsync("+12125550100", null, "call", "stop it", CancellationToken.None);

        var task = Assert.Single(_world.Tasks());
        Assert.Contains("+12125550100", task.Title, StringComparison.Ordinal);
        Assert.Contains("stop it", task.Details, StringComparison.Ordinal);
        Assert.Equal(ContactState.Waiting, _world.Contact(waits.Id).State);
    }

    [Fact]
    public async Task Who_wants_no_more_calls_gets_none_from_any_campaign()
    {
        var (one, two) = (await _world.CampaignAsync(), await _world.CampaignAsync(people: 1, area: "215"));
        var waits = await _world.AddAsync(_world.Person("+12125550100", one.Id));
        var alone = await _world.AddAsync(_world.Person("+12125550100"));
        await _world.Server.List.StopCallingAsync("+12125550100", null, "call", "stop calling me", CancellationToken.None);
        await _world.Server.List.StopCallingAsync("+12125550100", null, "key", "", CancellationToken.None);
        Assert.All(new[] { waits, alone }, each => Assert.Equal((ContactState.Done, Dispositions.OptedOut), (_world.Contact(each.Id).State, _world.Contact(each.Id).Disposition)));
        Assert.Equal((CampaignState.Finished, CampaignState.Running), (_world.Campaign(one.Id).State, _world.Campaign(two.Id).State));

        var later = await _world.AddAsync(_world.Person("+12125550100"));
        await _world.DialAsync();
        Assert.Equal((ContactState.Done, Dispositions.OptedOut), (_world.Contact(later.Id).State, _world.Contact(later.Id).Disposition));
        Assert.Equal("+12155000000", Assert.Single(_world.Carrier.Calls).Order.To);
        await using var db = _world.Database.CreateDbContext();
        var entered = await db.DoNotCall.SingleAsync();
        Assert.Equal(("call", "stop calling me"), (entered.Source, entered.Reason));
    }

    [Fact]
    public async Task A_list_of_one_campaign_holds_for_it_alone()
    {
        var (one, two) = (await _world.CampaignAsync(), await _world.CampaignAsync());
        var refused = await _world.AddAsync(_world.Person("+12125550100", one.Id));
        await _world.AddAsync(_world.Person("+12125550100", two.Id));
        await _world.Server.List.AddAsync("+12125550100", one.Id.ToString("D"), "console", "a customer of long standing", null, CancellationToken.None);
        await _world.DialAsync();
        Assert.Equal(two.Id, Assert.Single(_world.Attempts()).CampaignId);
        Assert.Equal(Dispositions.Refused, _world.Contact(refused.Id).Disposition);
        Removal removal = new("Ann", "a mistake", MayWishes: false);
        Assert.IsType<RemovalAnswer.Removed>(await _world.Server.List.RemoveAsync("+12125550100", one.Id.ToString("D"), removal, CancellationToken.None));
        Assert.IsType<RemovalAnswer.NotListed>(await _world.Server.List.RemoveAsync("+12125550100", one.Id.ToString("D"), removal, CancellationToken.None));
    }

    [Fact]
    public async Task A_list_is_taken_over_with_its_repetitions_and_without_its_rubbish()
    {
        var numbers = Enumerable.Range(0, 2500).Select(each => $"+1 (212) 5{each / 10_000:00}-{each % 10_000:0000}").ToList();
        Assert.Equal(2500, await ImportAsync([.. numbers, "", "call me", .. numbers.Take(700), "0049 30"]));
        Assert.Equal(1, await ImportAsync([.. numbers.Take(10), "+12155550100"]));
        await using var db = _world.Database.CreateDbContext();
        Assert.Equal((2501, "list:registry"), (await db.DoNotCall.CountAsync(), await db.DoNotCall.Select(entry => entry.Source).Distinct().SingleAsync()));
    }

    [Fact]
    public async Task A_persons_own_word_takes_the_place_of_an_imported_lists_and_is_told_once()
    {
        await ImportAsync(["+12125550100"]);
        await using (var db = _world.Database.CreateDbContext())
        {
            db.HookEndpoints.Add(new HookEndpoint { Id = Guid.NewGuid(), Name = "CRM", Url = "https://example.com", Kinds = [HookKinds.OptedOut], CreatedAt = _world.Now });
            await db.SaveChangesAsync();
        }

        var waits = await _world.AddAsync(_world.Person("+12125550100"));
        await _world.Server.List.StopCallingAsync("+12125550100", null, "call", "stop calling me", CancellationToken.None);
        await _world.Server.List.StopCallingAsync("+12125550100", null, "sms", "STOP", CancellationToken.None);
        Assert.Equal((ContactState.Done, Dispositions.OptedOut), (_world.Contact(waits.Id).State, _world.Contact(waits.Id).Disposition));
        await using var after = _world.Database.CreateDbContext();
        var entry = await after.DoNotCall.SingleAsync();
        Assert.Equal(("call", "stop calling me"), (entry.Source, entry.Reason));
        Assert.Equal(HookKinds.OptedOut, (await after.HookDeliveries.SingleAsync()).Kind);
    }

    [Fact]
    public async Task Start_takes_back_what_a_text_message_put_on_the_list_and_it_is_told()
    {
        await using (var db = _world.Database.CreateDbContext())
        {
            db.HookEndpoints.Add(new HookEndpoint { Id = Guid.NewGuid(), Name = "CRM", Url = "https://example.com", CreatedAt = _world.Now });
            await db.SaveChangesAsync();
        }

        await _world.Server.List.StopCallingAsync("+12125550100", null, "sms", "STOP", CancellationToken.None);
        var stopped = _world.Now;
        _world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await _world.Server.List.TakeBackAsync("+12125550100", "START", CancellationToken.None));
        Assert.False(await _world.Server.List.TakeBackAsync("+12125550100", "START", CancellationToken.None));
        await using var after = _world.Database.CreateDbContext();
        Assert.Empty(await after.DoNotCall.ToListAsync());
        var entry = await after.DoNotCall.IgnoreQueryFilters().SingleAsync();
        Assert.Equal(("sms", "STOP", stopped, _world.Now, "START"), (entry.Source, entry.Reason, entry.At, entry.TakenBackAt, entry.TakenBackBy));
        Assert.Equal([HookKinds.OptedOut, HookKinds.OptedIn], (await after.HookDeliveries.OrderBy(each => each.CreatedAt).ToListAsync()).Select(each => each.Kind));
    }

    [Theory]
    [InlineData("call")]
    [InlineData("key")]
    [InlineData("page")]
    [InlineData("carrier")]
    [InlineData("console")]
    [InlineData("api")]
    public async Task Start_takes_back_no_other_opt_out_whether_it_came_before_the_text_message_or_after_it(string source)
    {
        await _world.Server.List.AddAsync("+12125550100", DoNotCallEntry.Everywhere, source, "never", null, CancellationToken.None);
        await _world.Server.List.StopCallingAsync("+12125550100", null, "sms", "STOP", CancellationToken.None);
        await _world.Server.List.StopCallingAsync("+12125550101", null, "sms", "STOP", CancellationToken.None);
        await _world.Server.List.AddAsync("+12125550101", DoNotCallEntry.Everywhere, source, "never", null, CancellationToken.None);
        foreach (var number in (string[])["+12125550100", "+12125550101"])
            Assert.False(await _world.Server.List.TakeBackAsync(number, "START", CancellationToken.None));
        await using var db = _world.Database.CreateDbContext();
        Assert.All(await db.DoNotCall.ToListAsync(), entry => Assert.Equal((source, "never"), (entry.Source, entry.Reason)));
        Assert.Equal(2, await db.DoNotCall.CountAsync());
    }

    [Fact]
    public async Task Start_does_not_take_a_number_off_an_imported_list_whether_that_came_before_the_text_message_or_after_it()
    {
        await ImportAsync(["+12125550100"]);
        await _world.Server.List.StopCallingAsync("+12125550100", null, "sms", "STOP", CancellationToken.None);
        await _world.Server.List.StopCallingAsync("+12125550101", null, "sms", "STOP", CancellationToken.None);
        Assert.Equal(0, await ImportAsync(["+12125550101"]));
        foreach (var number in (string[])["+12125550100", "+12125550101"])
            Assert.False(await _world.Server.List.TakeBackAsync(number, "START", CancellationToken.None));
        await using var db = _world.Database.CreateDbContext();
        Assert.All(await db.DoNotCall.ToListAsync(), entry => Assert.Equal(("list:registry", ""), (entry.Source, entry.Reason)));
        Assert.Equal(2, await db.DoNotCall.CountAsync());
    }

    [Fact]
    public async Task Stop_after_start_stops_again_and_so_does_a_list()
    {
        foreach (var number in (string[])["+12125550100", "+12125550101"])
        {
            await _world.Server.List.StopCallingAsync(number, null, "sms", "STOP", CancellationToken.None);
            await _world.Server.List.TakeBackAsync(number, "START", CancellationToken.None);
        }

        await _world.Server.List.StopCallingAsync("+12125550100", null, "sms", "END", CancellationToken.None);
        Assert.Equal(1, await ImportAsync(["+12125550101"]));
        await using var db = _world.Database.CreateDbContext();
        Assert.Equal([("sms", "END"), ("list:registry", "")], (await db.DoNotCall.OrderBy(entry => entry.Number).ToListAsync()).Select(entry => (entry.Source, entry.Reason)));
        Assert.True(await _world.Server.List.TakeBackAsync("+12125550100", "START", CancellationToken.None));
    }

    [Fact]
    public async Task After_start_a_call_needs_consent_that_is_younger_than_the_stop()
    {
        await _world.Server.List.StopCallingAsync("+12125550100", null, "sms", "STOP", CancellationToken.None);
        var stopped = _world.Now;
        await _world.Server.List.TakeBackAsync("+12125550100", "START", CancellationToken.None);
        _world.Clock.Advance(TimeSpan.FromMinutes(10));
        var old = await _world.AddAsync(_world.Person("+12125550100"));
        await _world.DialAsync();
        Assert.Empty(_world.Carrier.Calls);
        Assert.Equal((ContactState.Done, Dispositions.Refused), (_world.Contact(old.Id).State, _world.Contact(old.Id).Disposition));
        Assert.Contains("that was taken back since, but they must agree to calls anew", _world.Contact(old.Id).Remark, StringComparison.Ordinal);

        var anew = _world.Person("+12125550100");
        anew.ConsentAt = stopped + NodaTime.Duration.FromMinutes(5);
        await _world.AddAsync(anew);
        await _world.DialAsync();
        Assert.Single(_world.Carrier.Calls);
    }

    private Task<int> ImportAsync(IReadOnlyList<string> numbers) => _world.Server.List.ImportAsync("registry", DoNotCallEntry.Everywhere, numbers.ToAsyncEnumerable(), CancellationToken.None);
}
