using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Server.Connections;
using VoiceBooker.Tests.Booking.Connections;

namespace VoiceBooker.Tests.Server.Connections;

/// <summary>What the owner does with accounts.</summary>
public sealed class AccountDeskTests
{
    [Fact]
    public async Task An_account_is_connected_by_its_key_and_the_key_lies_sealed()
    {
        using var world = new DeskWorld();
        var made = await world.ConnectAsync();
        Assert.Equal(("Ann Example", "ann@example.com", "Europe/Berlin", "https://api.fake.example"), (made.AccountName, made.AccountEmail, made.AccountZone, made.BaseAddress));
        Assert.DoesNotContain("key-of-ann", made.Secret, StringComparison.Ordinal);
        Assert.Equal(new Uri($"https://bot.example.com/hooks/calendars/{made.Id:D}"), Assert.Single(world.Provider.Subscribed).Value.Address);
        Assert.NotEmpty(made.Subscription);
    }

    [Theory]
    [InlineData("fake", "", "", "key", "missing")]
    [InlineData("fake", "key of ann", "", "key", "blanks")]
    [InlineData("other", "key-of-ann", "", "provider", "'fake'")]
    [InlineData("fake", "key-of-ann", "http://api.fake.example", "baseAddress", "https://")]
    [InlineData("fake", "key-of-ann", "nowhere", "baseAddress", "no address")]
    public async Task What_cannot_be_a_connection_is_refused_before_anybody_is_asked(string provider, string key, string address, string field, string told)
    {
        using var world = new DeskWorld();
        var wrong = Assert.IsType<AccountResult.Wrong>(await world.Desk.ConnectAsync(provider, key, address, CancellationToken.None));
        Assert.Equal(field, wrong.Field);
        Assert.Contains(told, wrong.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_refused_or_a_provider_that_is_away_keeps_nothing()
    {
        using var world = new DeskWorld();
        Assert.Equal("This key is not valid. Make a new one.", Assert.IsType<AccountResult.Refused>(await world.Desk.ConnectAsync("fake", "key-of-nobody", "", CancellationToken.None)).Reason);
        world.Provider.Reachable = false;
        Assert.IsType<AccountResult.Unreachable>(await world.Desk.ConnectAsync("fake", "key-of-ann", "", CancellationToken.None));
        Assert.Empty(await world.Connections.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_key_that_died_is_found_by_the_test_told_as_a_task_and_mended_by_another()
    {
        using var world = new DeskWorld();
        var made = await world.ConnectAsync();
        world.Provider.Keys.Clear();
        Assert.IsType<AccountResult.Refused>(await world.Desk.TestAsync(made.Id, CancellationToken.None));
        Assert.Equal(ConnectionState.Dead, (await world.Connections.FindAsync(made.Id, CancellationToken.None))!.State);
        Assert.Equal(TaskKind.Reconnect, Assert.Single(await world.Tasks.ListAsync(openOnly: true, 10, CancellationToken.None)).Kind);

        world.Provider.Keys["key-2-of-ann"] = FakeAccounts.Ann;
        Assert.Equal(ConnectionState.Works, Assert.IsType<AccountResult.Done>(await world.Desk.RotateAsync(made.Id, "key-2-of-ann", CancellationToken.None)).Connection.State);
        Assert.Empty(await world.Tasks.ListAsync(openOnly: true, 10, CancellationToken.None));
    }

    [Fact]
    public async Task A_key_of_somebody_else_does_not_take_the_place_of_ones_own()
    {
        using var world = new DeskWorld();
        var made = await world.ConnectAsync();
        world.Provider.Keys["key-of-ben"] = FakeAccounts.Ann with { AccountId = "ben-1", Name = "Ben Example", Email = "ben@example.com" };
        var wrong = Assert.IsType<AccountResult.Wrong>(await world.Desk.RotateAsync(made.Id, "key-of-ben", CancellationToken.None));
        Assert.Contains("Ben Example", wrong.Reason, StringComparison.Ordinal);
        Assert.Equal("key-of-ann", (await world.Connections.OpenAsync(made.Id, CancellationToken.None))!.Credential.Token);
    }

    [Fact]
    public async Task Disconnecting_ends_the_subscription_and_forgets_the_credential()
    {
        using var world = new DeskWorld();
        var made = await world.ConnectAsync();
        await using (var db = world.Database.CreateDbContext())
        {
            db.Events.Add(new BookingEvent { Id = Guid.NewGuid(), Name = "a consultation", Provider = "fake", ConnectionId = made.Id, TimeZone = "UTC" });
            await db.SaveChangesAsync();
        }

        Assert.Equal(["a consultation"], await world.Desk.FindEventNamesAsync(made.Id, CancellationToken.None));
        var gone = Assert.IsType<AccountResult.Done>(await world.Desk.DisconnectAsync(made.Id)).Connection;
        Assert.Equal((ConnectionState.Disconnected, "", ""), (gone.State, gone.Secret, gone.SubscriptionSecret));
        Assert.Empty(world.Provider.Subscribed);
        Assert.Equal(["key-of-ann"], world.Provider.Revoked);
        Assert.Null(await world.Connections.OpenAsync(made.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_subscription_that_the_provider_lost_is_made_again_by_the_test()
    {
        using var world = new DeskWorld();
        var made = await world.ConnectAsync();
        var before = world.Connections.SubscriptionSecret(made);
        world.Provider.Subscribed.Clear();
        var tested = Assert.IsType<AccountResult.Done>(await world.Desk.TestAsync(made.Id, CancellationToken.None)).Connection;
        Assert.Single(world.Provider.Subscribed);
        Assert.NotEqual(before, world.Connections.SubscriptionSecret(tested));
        var again = Assert.IsType<AccountResult.Done>(await world.Desk.TestAsync(made.Id, CancellationToken.None)).Connection;
        Assert.Equal(world.Connections.SubscriptionSecret(tested), world.Connections.SubscriptionSecret(again)); // one that stands is left alone
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://bot.example.com")]
    public async Task Without_a_public_address_the_owner_is_told_why_changes_are_not(string publicAddress)
    {
        using var world = new DeskWorld(publicAddress);
        var made = await world.ConnectAsync();
        Assert.Empty(world.Provider.Subscribed);
        Assert.Contains("Carrier:PublicBaseUrl", made.SubscriptionTrouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_refuses_to_tell_us_is_quoted()
    {
        using var world = new DeskWorld();
        world.Provider.RefusesSubscriptions = "Please upgrade.";
        Assert.Equal(("", "Please upgrade."), (await world.ConnectAsync()) is var made ? (made.Subscription, made.SubscriptionTrouble) : default);
    }

    [Theory]
    [InlineData("https://api.example.com/v2/", true)]
    [InlineData("http://127.0.0.1:5081", true)]
    [InlineData("https://me:secret@api.example.com", false)]
    [InlineData("https://api.example.com/?x=1", false)]
    [InlineData("ftp://api.example.com", false)]
    public void An_address_is_scheme_host_port_and_path(string address, bool allowed) => Assert.Equal(allowed, BaseAddresses.TryRead(address, out _, out _));

    [Fact]
    public async Task An_address_where_a_key_must_not_go_is_refused_in_its_field_with_what_the_provider_says_of_it()
    {
        using var world = new DeskWorld();
        world.Provider.RefusesAddresses = "must begin with https://, or Fake:AllowInsecureAddress must be set to true";
        var wrong = Assert.IsType<AccountResult.Wrong>(await world.Desk.ConnectAsync("fake", "key-of-ann", "http://192.168.7.9/v2", CancellationToken.None));
        Assert.Equal(("baseAddress", "A key must not travel unencrypted: http://192.168.7.9/v2 must begin with https://, or Fake:AllowInsecureAddress must be set to true."), (wrong.Field, wrong.Reason));
    }
}
