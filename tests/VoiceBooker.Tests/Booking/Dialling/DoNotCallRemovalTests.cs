using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Campaigns;
using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Tests.Booking.Dialling;

/// <summary>Numbers that are taken off the do-not-call list: nothing of that is forgotten.</summary>
public sealed class DoNotCallRemovalTests : IDisposable
{
    private const string Ada = "+12125550100";
    private static readonly Removal ByAKey = new("API key “CRM”", "clean-up", MayWishes: false);
    private static readonly Removal ByAPerson = new("Ann", "misheard", MayWishes: true);

    private readonly DialWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("call")]
    [InlineData("key")]
    [InlineData("sms")]
    [InlineData("page")]
    [InlineData("carrier")]
    public async Task What_a_person_asked_for_is_taken_off_only_by_who_may_and_who_and_why_is_kept(string source)
    {
        await ListAsync(source, "never");
        Assert.IsType<RemovalAnswer.Wished>(await RemoveAsync(ByAKey));
        var asked = _world.Now;
        _world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.IsType<RemovalAnswer.Removed>(await RemoveAsync(ByAPerson));
        await using var db = _world.Database.CreateDbContext();
        Assert.Empty(await db.DoNotCall.ToListAsync());
        var entry = await db.DoNotCall.IgnoreQueryFilters().SingleAsync();
        Assert.Equal((source, "never", asked, _world.Now, "Ann", "misheard"), (entry.Source, entry.Reason, entry.At, entry.TakenBackAt, entry.TakenBackBy, entry.TakenBackWhy));
    }

    [Theory]
    [InlineData("api", "call")]
    [InlineData("api", "sms")]
    [InlineData("console", "key")]
    [InlineData("call", "api")]
    [InlineData("sms", "console")]
    public async Task A_persons_wish_is_not_lost_where_somebody_else_had_listed_or_lists_the_number_too(string first, string then)
    {
        await ListAsync(first);
        await ListAsync(then);
        Assert.IsType<RemovalAnswer.Wished>(await RemoveAsync(ByAKey));
    }

    [Fact]
    public async Task What_no_person_asked_for_is_taken_off_with_a_reason_and_who_waits_may_be_called()
    {
        await ListAsync("api");
        Assert.IsType<RemovalAnswer.Removed>(await RemoveAsync(ByAKey));
        await _world.AddAsync(_world.Person(Ada));
        await _world.DialAsync();
        Assert.Single(_world.Carrier.Calls);
    }

    [Fact]
    public async Task After_a_wish_was_taken_off_a_call_needs_consent_that_is_younger_than_it_even_when_a_list_came_and_went_since()
    {
        await ListAsync("call");
        await RemoveAsync(ByAPerson);
        await _world.Server.List.ImportAsync("registry", DoNotCallEntry.Everywhere, new[] { Ada }.ToAsyncEnumerable(), CancellationToken.None);
        Assert.Equal(1, await _world.Server.List.TakeBackListAsync("registry", DoNotCallEntry.Everywhere, "Ann", "the wrong file", CancellationToken.None));
        var old = await _world.AddAsync(_world.Person(Ada));
        await _world.DialAsync();
        Assert.Empty(_world.Carrier.Calls);
        Assert.Equal((ContactState.Done, Dispositions.Refused), (_world.Contact(old.Id).State, _world.Contact(old.Id).Disposition));
    }

    [Fact]
    public async Task Put_back_it_holds_as_before_with_its_date_and_that_it_was_off_is_kept()
    {
        await ListAsync("call", "stop");
        var asked = _world.Now;
        _world.Clock.Advance(TimeSpan.FromHours(1));
        await RemoveAsync(ByAPerson);
        var off = _world.Now;
        _world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await _world.Server.List.PutBackAsync(Ada, DoNotCallEntry.Everywhere, CancellationToken.None));
        Assert.False(await _world.Server.List.PutBackAsync(Ada, DoNotCallEntry.Everywhere, CancellationToken.None));
        await using var db = _world.Database.CreateDbContext();
        var entry = await db.DoNotCall.SingleAsync();
        Assert.Equal(("call", "stop", asked, null), (entry.Source, entry.Reason, entry.At, entry.TakenBackWhy));
        var past = Assert.Single(await _world.Server.List.FindPastAsync([Ada], CancellationToken.None));
        Assert.Equal((asked, off, "Ann", "misheard"), (past.At, past.TakenBackAt, past.TakenBackBy, past.TakenBackWhy));
    }

    [Fact]
    public async Task Listed_anew_it_holds_from_that_day_and_what_was_before_is_kept()
    {
        await ListAsync("call", "stop");
        await RemoveAsync(ByAPerson);
        _world.Clock.Advance(TimeSpan.FromDays(2));
        await ListAsync("key");
        await using var db = _world.Database.CreateDbContext();
        var entry = await db.DoNotCall.SingleAsync();
        Assert.Equal(("key", _world.Now), (entry.Source, entry.At));
        Assert.Equal(("call", "stop", "misheard"), Assert.Single((await _world.Server.List.FindPastAsync([Ada], CancellationToken.None)).Select(past => (past.Source, past.Reason, past.TakenBackWhy!))));
    }

    [Fact]
    public async Task A_number_that_a_list_has_besides_stays_on_by_that()
    {
        await _world.Server.List.ImportAsync("registry", DoNotCallEntry.Everywhere, new[] { Ada }.ToAsyncEnumerable(), CancellationToken.None);
        await ListAsync("call");
        Assert.Equal("registry", Assert.IsType<RemovalAnswer.StillListed>(await RemoveAsync(ByAPerson)).List);
        await using var db = _world.Database.CreateDbContext();
        Assert.Equal("list:registry", (await db.DoNotCall.SingleAsync()).Source);
        Assert.Equal("call", Assert.Single(await _world.Server.List.FindPastAsync([Ada], CancellationToken.None)).Source);
    }

    private Task ListAsync(string source, string reason = "") => _world.Server.List.AddAsync(Ada, DoNotCallEntry.Everywhere, source, reason, null, CancellationToken.None);

    private Task<RemovalAnswer> RemoveAsync(Removal removal) => _world.Server.List.RemoveAsync(Ada, DoNotCallEntry.Everywhere, removal, CancellationToken.None);
}
