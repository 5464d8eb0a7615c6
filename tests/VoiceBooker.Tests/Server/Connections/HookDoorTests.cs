using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Events;
using VoiceBooker.Server.Connections;
using VoiceBooker.Tests.Booking.Connections;

namespace VoiceBooker.Tests.Server.Connections;

/// <summary>Only what is signed is believed.</summary>
public sealed class HookDoorTests
{
    [Fact]
    public async Task What_is_signed_but_does_not_concern_us_is_acknowledged()
    {
        using var world = new DeskWorld();
        var made = await world.ConnectAsync();
        Assert.Equal(200, await KnockAsync(world, made.Id, "hello", Secret(world)));
    }

    [Theory]
    [InlineData(null, "the signature is missing")]
    [InlineData("another secret", "the signature does not fit the body")]
    public async Task What_is_not_signed_rightly_is_refused_and_the_log_says_which_check_failed(string? secret, string check)
    {
        using var world = new DeskWorld();
        var made = await world.ConnectAsync();
        Assert.Equal(403, await KnockAsync(world, made.Id, "cancelled r1", secret));
        var line = Assert.Single(world.HookLog.Lines);
        Assert.Contains(check, line, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret(world), line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_meeting_the_host_cancels_is_cancelled_here_and_told_twice_it_changes_nothing_more()
    {
        using var world = new DeskWorld();
        var made = await world.ConnectAsync();
        await using (var db = world.Database.CreateDbContext())
        {
            db.Events.Add(new BookingEvent { Id = Guid.NewGuid(), Name = "a consultation", Provider = "fake", ConnectionId = made.Id, TimeZone = "UTC" });
            db.Bookings.Add(new BookingRecord
            {
                Id = Guid.NewGuid(), EventId = db.Events.Local.Single().Id, Provider = "fake", ConnectionId = made.Id, Reference = "r1", Name = "Jo March", Zone = "UTC",
                Start = Instant.FromUtc(2026, 12, 1, 10, 0), End = Instant.FromUtc(2026, 12, 1, 10, 30), Status = BookingStatus.Confirmed,
            });
            await db.SaveChangesAsync();
        }

        Assert.Equal(200, await KnockAsync(world, made.Id, "cancelled r1", Secret(world)));
        Assert.Equal((BookingStatus.Cancelled, "The host is ill."), await StandsAsync(world));
        Assert.Equal(200, await KnockAsync(world, made.Id, "cancelled r1", Secret(world)));
        Assert.Equal((BookingStatus.Cancelled, "The host is ill."), await StandsAsync(world));
    }

    [Fact]
    public async Task After_disconnecting_nothing_is_believed_any_more()
    {
        using var world = new DeskWorld();
        var made = await world.ConnectAsync();
        var secret = Secret(world);
        await world.Desk.DisconnectAsync(made.Id);
        Assert.Equal(403, await KnockAsync(world, made.Id, "cancelled r1", secret));
        Assert.Equal(403, await KnockAsync(world, Guid.NewGuid(), "cancelled r1", secret));
    }

    private static async Task<(BookingStatus Status, string Reason)> StandsAsync(DeskWorld world)
    {
        await using var db = world.Database.CreateDbContext();
        var booking = await db.Bookings.SingleAsync();
        return (booking.Status, booking.CancelReason ?? "");
    }

    private static string Secret(DeskWorld world) => world.Provider.Subscribed.Values.Single().Secret;

    private static async Task<int> KnockAsync(DeskWorld world, Guid connection, string body, string? secret)
    {
        var context = new DefaultHttpContext();
        var bytes = Encoding.UTF8.GetBytes(body);
        context.Request.Body = new MemoryStream(bytes);
        if (secret is not null)
            context.Request.Headers["X-Fake-Signature"] = FakeAccounts.Sign(secret, bytes);
        return ((IStatusCodeHttpResult)await world.Hooks.TakeAsync(connection, context)).StatusCode!.Value;
    }
}
