namespace VoiceBooker.Booking.Offers;

/// <summary>What can be offered for a wish; at most three times, each with a handle that is fresh within the intent.</summary>
public abstract record SlotOfferResult
{
    private SlotOfferResult(IReadOnlyList<OfferedSlot> slots) => Slots = slots;

    /// <summary>The times to be offered, in the order in which they are told.</summary>
    public IReadOnlyList<OfferedSlot> Slots { get; }

    /// <summary>Every time satisfies the wish; a wish for one exact time of one day gives that one alone. Ascending, or the latest first where the caller wants it late.</summary>
    public sealed record Exact(IReadOnlyList<OfferedSlot> Times) : SlotOfferResult(Times);

    /// <summary>The time asked for is not free; these are the nearest on the days asked for: to be said as "not free, but".</summary>
    public sealed record Alternatives(IReadOnlyList<OfferedSlot> Times) : SlotOfferResult(Times);

    /// <summary>Nothing is free on the days asked for; these are the next free times on other days ("nothing on Friday; the next is"), empty when nothing is free at all.</summary>
    public sealed record NothingFree(IReadOnlyList<OfferedSlot> Next) : SlotOfferResult(Next);
}
