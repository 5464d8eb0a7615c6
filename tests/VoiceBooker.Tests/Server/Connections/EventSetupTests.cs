using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.Tests.Booking.Connections;

namespace VoiceBooker.Tests.Server.Connections;

/// <summary>The one check before an event is kept.</summary>
public sealed class EventSetupTests
{
    private static readonly Dictionary<string, string> NoAsks = new(StringComparer.Ordinal);

    [Fact]
    public async Task What_the_owner_leaves_empty_is_the_accounts()
    {
        using var world = new DeskWorld();
        var wish = Wish((await world.ConnectAsync()).Id);
        var ready = Assert.IsType<EventSetupResult.Ready>(await world.Setup.PrepareAsync(wish, NoAsks, stored: null, CancellationToken.None)).Event;
        Assert.Equal(("fake", "ann@example.com", "Europe/Berlin", "video"), (ready.Provider, ready.OrganizerEmail, ready.TimeZone, ready.MeetingLink));
    }

    [Fact]
    public async Task What_cannot_be_satisfied_is_not_kept()
    {
        using var world = new DeskWorld();
        world.Provider.Events.Add(FakeAccounts.Paid);
        var wish = Wish((await world.ConnectAsync()).Id);
        wish.ProviderEvent = "106";
        Assert.Equal("providerEvent", await OnlyFieldAsync(world, wish));
        wish.ProviderEvent = "999";
        Assert.Equal("providerEvent", await OnlyFieldAsync(world, wish));
        wish.ProviderEvent = "";
        Assert.Equal("providerEvent", await OnlyFieldAsync(world, wish));
        wish.ConnectionId = Guid.NewGuid();
        wish.TimeZone = "UTC";
        Assert.Equal("connectionId", await OnlyFieldAsync(world, wish));
    }

    [Fact]
    public async Task A_key_that_died_is_the_connections_fault()
    {
        using var world = new DeskWorld();
        var wish = Wish((await world.ConnectAsync()).Id);
        world.Provider.Keys.Clear();
        Assert.Equal("connectionId", await OnlyFieldAsync(world, wish));
        Assert.Equal(ConnectionState.Dead, (await world.Connections.ListAsync(CancellationToken.None))[0].State);
    }

    [Fact]
    public async Task While_the_provider_is_away_a_new_event_waits_and_a_kept_one_can_be_renamed()
    {
        using var world = new DeskWorld();
        var id = (await world.ConnectAsync()).Id;
        var stored = Assert.IsType<EventSetupResult.Ready>(await world.Setup.PrepareAsync(Wish(id), NoAsks, stored: null, CancellationToken.None)).Event;
        world.Provider.Reachable = false;
        Assert.IsType<EventSetupResult.Unreachable>(await world.Setup.PrepareAsync(Wish(id), NoAsks, stored: null, CancellationToken.None));

        var renamed = Wish(id);
        (renamed.Name, renamed.MeetingLink) = ("a long talk", stored.MeetingLink);
        var ready = Assert.IsType<EventSetupResult.Ready>(await world.Setup.PrepareAsync(renamed, NoAsks, stored, CancellationToken.None)).Event;
        Assert.Equal((30, true, "a video call", 2), (ready.Minutes, ready.NeedsEmail, ready.MeetingSpoken, ready.Questions.Count));
        renamed.MeetingLink = "phone"; // whether that is still possible, nobody knows
        Assert.IsType<EventSetupResult.Unreachable>(await world.Setup.PrepareAsync(renamed, NoAsks, stored, CancellationToken.None));
    }

    private static BookingEvent Wish(Guid connection) => new() { Name = "a consultation", ConnectionId = connection, ProviderEvent = "101" };

    private static async Task<string> OnlyFieldAsync(DeskWorld world, BookingEvent wish) =>
        Assert.Single(Assert.IsType<EventSetupResult.Wrong>(await world.Setup.PrepareAsync(wish, NoAsks, stored: null, CancellationToken.None)).Mistakes).Field;
}
