using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Hooks;

/// <summary>Takes what the owner's systems are to be told: it is written with what it tells of, in one transaction, so that neither is there without the other.</summary>
public sealed class HookOutbox(TimeProvider time)
{
    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Adds one delivery for every active system that wants to hear of it to what <paramref name="db"/> is about to save.</summary>
    /// <param name="db">Whose next <c>SaveChanges</c> writes them.</param>
    /// <param name="kind">One of <see cref="HookKinds"/>.</param>
    /// <param name="payload">The data; see <see cref="CallEndedData"/>, <see cref="BookingData"/>, <see cref="OptedOutData"/>.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task PutAsync(BookingDbContext db, string kind, object payload, CancellationToken cancel)
    {
        var endpoints = await db.HookEndpoints.AsNoTracking().Where(endpoint => endpoint.Active).ToListAsync(cancel);
        var body = HookMessages.Write(kind, Now, payload);
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.Kinds.Count == 0 || endpoint.Kinds.Contains(kind, StringComparer.Ordinal)))
            Add(db, endpoint.Id, endpoint.Url, kind, body);
    }

    /// <summary>Adds one delivery to one system, whatever it wants to hear of otherwise.</summary>
    internal HookDelivery PutTo(BookingDbContext db, HookEndpoint endpoint, string kind, object payload) => Add(db, endpoint.Id, endpoint.Url, kind, HookMessages.Write(kind, Now, payload));

    /// <summary>Adds one delivery to the address a single call named; it is signed with the server's own secret.</summary>
    internal void PutTo(BookingDbContext db, string url, string kind, object payload) => Add(db, null, url, kind, HookMessages.Write(kind, Now, payload));

    private HookDelivery Add(BookingDbContext db, Guid? endpoint, string url, string kind, string body)
    {
        var delivery = new HookDelivery { Id = Guid.CreateVersion7(time.GetUtcNow()), EndpointId = endpoint, Url = url, Kind = kind, Body = body, NextAt = Now, CreatedAt = Now };
        db.HookDeliveries.Add(delivery);
        return delivery;
    }
}
