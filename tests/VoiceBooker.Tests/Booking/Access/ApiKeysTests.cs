using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Access;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.ApiAccess; // "Access" alone is a type of the connections

public sealed class ApiKeysTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.InMemory();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task A_key_opens_what_it_was_made_for_and_is_nowhere_kept()
    {
        var keys = new ApiKeys(_database, _clock);
        var (row, key) = await keys.MakeAsync("crm", [ApiScopes.Dial, "everything", ApiScopes.Read], expiresAt: null, "owner@example.com", CancellationToken.None);

        Assert.StartsWith("vb_", key, StringComparison.Ordinal);
        Assert.Equal(3 + 43, key.Length); // 256 bits in base64url
        Assert.Equal([ApiScopes.Read, ApiScopes.Dial], row.Scopes);
        var works = Assert.IsType<KeyCheck.Works>(await keys.CheckAsync(key, CancellationToken.None));
        Assert.Equal(row.Id, works.Key.Id);
        await using var db = _database.CreateDbContext();
        var stored = await db.ApiKeys.AsNoTracking().SingleAsync();
        Assert.DoesNotContain(key, System.Text.Json.JsonSerializer.Serialize(new { stored.Name, stored.Hash, stored.Prefix, stored.MadeBy }), StringComparison.Ordinal);
        Assert.IsType<KeyCheck.Unknown>(await keys.CheckAsync(key[..^1], CancellationToken.None));
        Assert.IsType<KeyCheck.Unknown>(await keys.CheckAsync("", CancellationToken.None));
    }

    [Fact]
    public async Task A_revoked_key_stops_at_once_here_and_within_ten_seconds_elsewhere()
    {
        ApiKeys here = new(_database, _clock), elsewhere = new(_database, _clock);
        var (row, key) = await here.MakeAsync("crm", [ApiScopes.Read], expiresAt: null, "owner", CancellationToken.None);
        Assert.IsType<KeyCheck.Works>(await here.CheckAsync(key, CancellationToken.None));
        Assert.IsType<KeyCheck.Works>(await elsewhere.CheckAsync(key, CancellationToken.None));

        Assert.True(await here.RevokeAsync(row.Id, CancellationToken.None));
        Assert.False(await here.RevokeAsync(row.Id, CancellationToken.None));

        Assert.IsType<KeyCheck.Revoked>(await here.CheckAsync(key, CancellationToken.None));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.IsType<KeyCheck.Revoked>(await elsewhere.CheckAsync(key, CancellationToken.None));
        Assert.False(await here.AnyAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_key_works_until_its_time_is_over()
    {
        var keys = new ApiKeys(_database, _clock);
        var (_, key) = await keys.MakeAsync("trial", [ApiScopes.Read], Instant.FromUtc(2026, 12, 1, 9, 0, 5), "owner", CancellationToken.None);
        Assert.IsType<KeyCheck.Works>(await keys.CheckAsync(key, CancellationToken.None));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.IsType<KeyCheck.Expired>(await keys.CheckAsync(key, CancellationToken.None));
    }

    [Fact]
    public async Task When_a_key_was_last_used_is_noted_once_a_minute()
    {
        var keys = new ApiKeys(_database, _clock);
        var (_, key) = await keys.MakeAsync("crm", [ApiScopes.Read], expiresAt: null, "owner", CancellationToken.None);
        List<Instant?> noted = [];
        foreach (var wait in (int[])[0, 20, 39, 1])
        {
            _clock.Advance(TimeSpan.FromSeconds(wait));
            await keys.CheckAsync(key, CancellationToken.None);
            await using var db = _database.CreateDbContext();
            noted.Add((await db.ApiKeys.AsNoTracking().SingleAsync()).LastUsedAt);
        }

        var first = Instant.FromUtc(2026, 12, 1, 9, 0);
        Assert.Equal([first, first, first, first + Duration.FromMinutes(1)], noted);
    }
}
