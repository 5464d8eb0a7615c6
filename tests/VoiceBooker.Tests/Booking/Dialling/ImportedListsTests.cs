using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Tests.Booking.Dialling;

/// <summary>Imported do-not-call lists, taken back as a whole and replaced, and whom they had refused.</summary>
public sealed class ImportedListsTests : IDisposable
{
    private const string Ada = "+12125550100", Ben = "+12125550101", Cleo = "+12125550102";

    private readonly DialWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_list_taken_back_lets_its_numbers_go_but_for_those_that_somebody_else_keeps_on()
    {
        await ImportAsync("registry", Ada, Ben, Cleo, "+12125550103", "+12125550104");
        await ImportAsync("state", Ben);
        await _world.Server.List.StopCallingAsync(Cleo, null, "sms", "STOP", CancellationToken.None);
        await _world.Server.List.AddAsync("+12125550103", DoNotCallEntry.Everywhere, "console", "by letter", null, CancellationToken.None);
        await _world.Server.List.AddAsync("+12125550104", DoNotCallEntry.Everywhere, "api", "", null, CancellationToken.None);
        await ImportAsync("state", "+12125550104");
        Assert.Equal([("registry", 5), ("state", 2)], (await _world.Server.List.FindListsAsync(CancellationToken.None)).Select(list => (list.Name, list.Count)));

        Assert.Equal(1, await TakeBackAsync("registry"));
        await using var db = _world.Database.CreateDbContext();
        var entries = (await db.DoNotCall.OrderBy(entry => entry.Number).ToListAsync()).Select(entry => (entry.Number, entry.Source, entry.Besides));
        Assert.Equal([(Ben, "list:state", null), (Cleo, "sms", null), ("+12125550103", "console", null), ("+12125550104", "api", "list:state")], entries);
        var off = await db.DoNotCall.IgnoreQueryFilters().SingleAsync(entry => entry.TakenBackAt != null);
        Assert.Equal((Ada, "list:registry", "Ann", "the wrong file"), (off.Number, off.Source, off.TakenBackBy, off.TakenBackWhy));
        Assert.Equal(1, await TakeBackAsync("state"));
        Assert.Equal(0, await TakeBackAsync("state"));
    }

    [Fact]
    public async Task A_list_is_taken_back_where_it_holds_and_nowhere_else()
    {
        var campaign = (await _world.CampaignAsync()).Id.ToString("D");
        await ImportAsync("registry", Ada);
        await _world.Server.List.ImportAsync("registry", campaign, new[] { Ada, Ben }.ToAsyncEnumerable(), CancellationToken.None);
        Assert.Equal(2, await _world.Server.List.TakeBackListAsync("registry", campaign, "Ann", "old", CancellationToken.None));
        await using var db = _world.Database.CreateDbContext();
        Assert.Equal(DoNotCallEntry.Everywhere, (await db.DoNotCall.SingleAsync()).Scope);
    }

    [Fact]
    public async Task A_list_imported_in_its_own_place_adds_what_is_new_and_takes_back_what_is_gone()
    {
        var numbers = Enumerable.Range(0, 2500).Select(each => $"+12125{each:000000}").ToArray();
        await ImportAsync("registry", numbers);
        await ImportAsync("state", numbers[7]);
        var replaced = await ReplaceAsync(isWhole: true, [.. numbers[10..], Ada, Ada]);
        Assert.Equal(new ReplacedNumbers(1, 9), replaced);
        await using var db = _world.Database.CreateDbContext();
        Assert.Equal(2492, await db.DoNotCall.CountAsync());
        Assert.Equal("list:state", (await db.DoNotCall.SingleAsync(entry => entry.Number == numbers[7])).Source);

        Assert.Equal(new ReplacedNumbers(9, 1), await ReplaceAsync(isWhole: true, numbers)); // Ada goes, nine come again
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_list_that_is_not_read_whole_or_has_no_number_takes_nobody_off(bool isWhole, bool hasNumbers)
    {
        await ImportAsync("registry", Ada, Ben);
        Assert.Null((await ReplaceAsync(isWhole, hasNumbers ? [Ada] : [])).Gone);
        await using var db = _world.Database.CreateDbContext();
        Assert.Equal(2, await db.DoNotCall.CountAsync());
    }

    [Fact]
    public async Task Who_was_refused_only_because_of_a_list_waits_again_when_it_is_taken_back()
    {
        var campaign = await _world.CampaignAsync();
        var (ada, ben, cleo) = (await _world.AddAsync(_world.Person(Ada, campaign.Id)), await _world.AddAsync(_world.Person(Ben, campaign.Id)), await _world.AddAsync(_world.Person(Cleo, campaign.Id)));
        await ImportAsync("registry", Ada, Ben);
        await _world.Server.List.StopCallingAsync(Ben, null, "call", "stop", CancellationToken.None);
        await _world.Server.List.StopCallingAsync(Cleo, null, "call", "stop", CancellationToken.None);
        await _world.DialAsync();
        Assert.Equal(Dispositions.Refused, _world.Contact(ada.Id).Disposition);
        Assert.Equal(CampaignState.Finished, _world.Campaign(campaign.Id).State);

        WaitingAgain waiting = new(_world.Database, _world.Clock);
        Assert.Equal(0, await waiting.CountAsync(campaign.Id, CancellationToken.None));
        await TakeBackAsync("registry");
        Assert.Equal(1, await waiting.CountAsync(campaign.Id, CancellationToken.None));
        Assert.Equal(1, await waiting.LetAsync(campaign.Id, CancellationToken.None));
        Assert.Equal(0, await waiting.LetAsync(campaign.Id, CancellationToken.None));
        Assert.Equal((ContactState.Waiting, CampaignState.Running), (_world.Contact(ada.Id).State, _world.Campaign(campaign.Id).State));
        await _world.DialAsync();
        Assert.Equal(Ada, Assert.Single(_world.Carrier.Calls).Order.To);
        Assert.All(new[] { ben, cleo }, each => Assert.Equal(Dispositions.OptedOut, _world.Contact(each.Id).Disposition));
    }

    [Fact]
    public async Task Nobody_waits_again_in_a_campaign_that_was_ended()
    {
        var campaign = await _world.CampaignAsync(state: CampaignState.Stopped);
        Assert.Null(await new WaitingAgain(_world.Database, _world.Clock).LetAsync(campaign.Id, CancellationToken.None));
    }

    private Task<int> ImportAsync(string list, params string[] numbers) => _world.Server.List.ImportAsync(list, DoNotCallEntry.Everywhere, numbers.ToAsyncEnumerable(), CancellationToken.None);

    private Task<int> TakeBackAsync(string list) => _world.Server.List.TakeBackListAsync(list, DoNotCallEntry.Everywhere, "Ann", "the wrong file", CancellationToken.None);

    private Task<ReplacedNumbers> ReplaceAsync(bool isWhole, string[] numbers) =>
        _world.Server.List.ReplaceAsync("registry", DoNotCallEntry.Everywhere, numbers.ToAsyncEnumerable(), () => isWhole, "Ann", CancellationToken.None);
}
