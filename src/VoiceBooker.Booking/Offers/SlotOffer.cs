using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Booking.Offers;

/// <summary>What an offer is made from.</summary>
public sealed record OfferBasis
{
    /// <summary>Free times as the ledger found them, ascending.</summary>
    public required IReadOnlyList<Slot> Free { get; init; }

    /// <summary>The event whose rules shape what is offered first.</summary>
    public required BookingEvent Event { get; init; }

    /// <summary>What the caller asked for.</summary>
    public required WhenConstraint Wish { get; init; }

    /// <summary>The zone in which times are told and wished for.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The clock; nothing before it is offered.</summary>
    public required Instant Now { get; init; }

    /// <summary>All times offered before on this intent (<c>BookingIntent.Offered</c>); handles go on from there.</summary>
    public IReadOnlyList<OfferedSlot> Before { get; init; } = [];

    /// <summary>Starts the caller or the calendar has refused; never offered again.</summary>
    public IReadOnlyCollection<Instant> Refused { get; init; } = [];
}

/// <summary>Chooses which free times are told first. Pure: the same basis gives the same offer.</summary>
public static class SlotOffer
{
    /// <summary>How many times a listener can keep in mind.</summary>
    public const int MostTimes = 3;

    /// <summary>The offer for a wish.</summary>
    public static SlotOfferResult Make(OfferBasis basis) => throw new NotImplementedException();
}
