using NodaTime;

namespace VoiceBooker.Booking.Hooks;

/// <summary>How far a delivery has come.</summary>
public enum DeliveryState
{
    /// <summary>To be sent at <see cref="HookDelivery.NextAt"/>.</summary>
    Waiting,

    /// <summary>The owner's system took it.</summary>
    Delivered,

    /// <summary>Given up after the last attempt; it can be replayed.</summary>
    Failed,
}

/// <summary>One message for one system of the owner's, written in the transaction of what it tells of; a row of <c>hook_deliveries</c>.</summary>
public sealed class HookDelivery
{
    /// <summary>Identity; also the message's own, which a receiver uses to leave repetitions out.</summary>
    public Guid Id { get; set; }

    /// <summary>Which system; null for the address a single call named.</summary>
    public Guid? EndpointId { get; set; }

    /// <summary>Where it goes.</summary>
    public string Url { get; set; } = "";

    /// <summary>One of <see cref="HookKinds"/>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The message, JSON, as it is signed and sent.</summary>
    public string Body { get; set; } = "";

    /// <summary>How far it came.</summary>
    public DeliveryState State { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is tried next; also the end of the claim of whoever sends it.</summary>
    public Instant NextAt { get; set; }

    /// <summary>The last answer: an HTTP status, or what went wrong.</summary>
    public string LastAnswer { get; set; } = "";

    /// <summary>When what it tells of happened.</summary>
    public Instant CreatedAt { get; set; }

    /// <summary>When it was taken.</summary>
    public Instant? DeliveredAt { get; set; }
}
