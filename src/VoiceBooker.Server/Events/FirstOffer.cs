using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Offers;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Server.Events;

/// <summary>What a caller without a wish of their own would be offered now.</summary>
internal abstract record FirstOfferResult
{
    private FirstOfferResult() { }

    /// <summary>These times, in this order; none when nothing is free.</summary>
    public sealed record Offered(IReadOnlyList<OfferedSlot> Times) : FirstOfferResult;

    /// <summary>The calendar cannot be asked now.</summary>
    public sealed record Unavailable(string Reason) : FirstOfferResult;
}

/// <summary>The offer a call would open with, made by the same parts as the call's.</summary>
internal sealed class FirstOffer(IBookingLedger ledger, TimeProvider time)
{
    /// <summary>Makes it for an event, which need not be saved.</summary>
    public async Task<FirstOfferResult> MakeAsync(BookingEvent booked, CancellationToken cancel)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(booked.TimeZone) is not { } zone || booked.ProviderEvent.Length == 0)
            return new FirstOfferResult.Unavailable("Choose a calendar and a time zone first.");

        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var first = booked.InitialBookingDate is { } date ? Instant.Max(now, zone.AtStartOfDay(date).ToInstant()) : now;
        return await ledger.FindFreeAsync(booked, new Interval(now, first + Duration.FromDays(booked.DaysToOffer + 30)), Guid.NewGuid(), cancel) switch
        {
            FreeTimes.Found(var slots) => new FirstOfferResult.Offered(SlotOffer.Make(new OfferBasis { Free = slots, Event = booked, Wish = WhenConstraint.Any, Zone = zone, Now = now }).Slots),
            FreeTimes.Unavailable(var reason) => new FirstOfferResult.Unavailable(reason),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
