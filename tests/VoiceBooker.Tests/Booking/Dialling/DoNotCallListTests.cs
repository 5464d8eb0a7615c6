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
        Assert.True(await _world.Server.List.RemoveAsync("+12125550100", one.Id.ToString("D"), CancellationToken.None));
        Assert.False(await _world.Server.List.RemoveAsync("+12125550100", one.Id.ToString("D"), CancellationToken.None));
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

    private Task<int> ImportAsync(IReadOnlyList<string> numbers) => _world.Server.List.ImportAsync("registry", DoNotCallEntry.Everywhere, numbers.ToAsyncEnumerable(), CancellationToken.None);
}
