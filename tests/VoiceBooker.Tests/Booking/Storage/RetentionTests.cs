using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Campaigns.Upload;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Hooks;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Booking.Storage;

public sealed class RetentionTests
{
    private static readonly ManualClock Clock = new(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));

    private static Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    [Fact]
    public Task In_a_file_what_is_old_goes_and_what_is_young_or_unfinished_stays() => DeletesTheOldAsync(TestDatabase.InMemory());

    [PostgresFact]
    public Task On_a_server_what_is_old_goes_and_what_is_young_or_unfinished_stays() => DeletesTheOldAsync(TestDatabase.OnServer());

    private static async Task DeletesTheOldAsync(TestDatabase database)
    {
        using var made = database;
        await using var db = database.CreateDbContext();
        for (var number = 0; number < Retention.BatchSize + 3; number++)
            db.IdempotentRequests.Add(new IdempotentRequest { Key = $"old {number}", At = Now - Duration.FromHours(25) });
        db.IdempotentRequests.Add(new IdempotentRequest { Key = "young", At = Now - Duration.FromHours(23) });
        db.TextLinks.AddRange(new TextLink { TokenHash = "expired", ExpiresAt = Now - Duration.FromSeconds(1) }, new TextLink { TokenHash = "good", ExpiresAt = Now + Duration.FromSeconds(1) });
        db.Transfers.AddRange(new PendingTransfer { CallSid = "CA1", At = Now - Duration.FromHours(25) }, new PendingTransfer { CallSid = "CA2", At = Now - Duration.FromHours(23) });
        var old = new UploadedFile { Id = Guid.CreateVersion7(), Name = "old.csv", At = Now - Duration.FromDays(8) };
        db.Uploads.AddRange(old, new UploadedFile { Id = Guid.CreateVersion7(), Name = "young.csv", At = Now - Duration.FromDays(6) });
        db.UploadedPieces.Add(new UploadedPiece { UploadId = old.Id, Bytes = [1] });
        db.DialDecisions.AddRange(Decision(1828), Decision(1826));
        db.HookDeliveries.AddRange(Delivery(DeliveryState.Delivered, 31), Delivery(DeliveryState.Delivered, 29), Delivery(DeliveryState.Failed, 31), Delivery(DeliveryState.Waiting, 31));
        await db.SaveChangesAsync();

        Assert.Equal(Retention.BatchSize + 3 + 1 + 1 + 1 + 1 + 1, await new Retention(database, Clock, NullLogger<Retention>.Instance).RunAsync(default));

        Assert.Equal(["young"], await db.IdempotentRequests.Select(row => row.Key).ToListAsync());
        Assert.Equal(["CA2"], await db.Transfers.Select(row => row.CallSid).ToListAsync());
        Assert.Equal(["young.csv"], await db.Uploads.Select(row => row.Name).ToListAsync());
        Assert.Empty(await db.UploadedPieces.Select(row => row.Number).ToListAsync());
        Assert.Equal(["good"], await db.TextLinks.Select(row => row.TokenHash).ToListAsync());
        Assert.Equal([Now - Duration.FromDays(1826)], await db.DialDecisions.Select(row => row.At).ToListAsync());
        Assert.Equal([DeliveryState.Waiting, DeliveryState.Delivered, DeliveryState.Failed], (await db.HookDeliveries.Select(row => row.State).ToListAsync()).Order());
    }

    private static DialDecision Decision(int days) => new() { Id = Guid.CreateVersion7(), At = Now - Duration.FromDays(days) };

    private static HookDelivery Delivery(DeliveryState state, int days) => new() { Id = Guid.CreateVersion7(), State = state, DeliveredAt = state == DeliveryState.Delivered ? Now - Duration.FromDays(days) : null, CreatedAt = Now - Duration.FromDays(days) };
}
