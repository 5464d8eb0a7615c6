using VoiceBooker.Booking.Reception;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Providers.Twilio;

/// <summary>How a caller is connected.</summary>
public enum CallKind
{
    /// <summary>Over the carrier.</summary>
    Phone,

    /// <summary>The browser's softphone, with audio.</summary>
    Softphone,

    /// <summary>Words only; the call's clock moves when its caller says so.</summary>
    Typed,
}

/// <summary>What is known of a call before its stream opens. Whoever holds its token may open that stream, once.</summary>
public sealed record CallTicket
{
    /// <summary>Our identity of the call.</summary>
    public required CallId Id { get; init; }

    /// <summary>How the caller is connected.</summary>
    public required CallKind Kind { get; init; }

    /// <summary>The carrier's identity of the call ("CA" and 32 hex digits).</summary>
    public required string CallSid { get; init; }

    /// <summary>The carrier's account ("AC" and 32 hex digits).</summary>
    public required string AccountSid { get; init; }

    /// <summary>True when we dialled.</summary>
    public bool Outbound { get; init; }

    /// <summary>Who calls, as the carrier names them: E.164, or any text when withheld.</summary>
    public string From { get; init; } = "";

    /// <summary>Who is called.</summary>
    public string To { get; init; } = "";

    /// <summary>The attempt of ours that this call is; null for a call that came in.</summary>
    public Guid? Attempt { get; init; }

    /// <summary>Whom we called; null for a call that came in.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>The contact's campaign; null: none.</summary>
    public Guid? CampaignId { get; init; }

    /// <summary>What the conversation must know of a call that we made; null for one that came in.</summary>
    public OutboundBrief? Brief { get; init; }

    /// <summary>True for a conversation that goes on with somebody who was to be put through to a person and whom nobody took over.</summary>
    public bool ComesBack { get; init; }

    /// <summary>So often its stream came to no server that could take it, and the call was connected anew.</summary>
    public int Misses { get; init; }

    /// <summary>Who answers; null: chosen by the dialled number.</summary>
    public Guid? AssistantId { get; init; }

    /// <summary>Per-call values by name (<c>cal_email</c>, <c>cal_timezone</c>, …).</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What a typed call's own clock shows at first; null: the present.</summary>
    public DateTimeOffset? StartsAt { get; init; }
}
