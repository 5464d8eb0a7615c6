using NodaTime;

namespace VoiceBooker.Booking.Dialling;

/// <summary>How far one attempt to reach a contact has come. It only goes down this list, but for <see cref="Unknown"/>, which may turn out to be any state after <see cref="Submitting"/>.</summary>
public enum AttemptState
{
    /// <summary>The contact is ours to call and the gate has allowed it; nothing was sent to the carrier.</summary>
    Claimed,

    /// <summary>The request is, or may be, on its way to the carrier. Written before the first byte is sent.</summary>
    Submitting,

    /// <summary>Nobody knows whether the carrier took the call: the answer was lost, or the process died. Looked up before anything else happens to the contact.</summary>
    Unknown,

    /// <summary>The carrier took the call; it waits there to be dialled.</summary>
    Accepted,

    /// <summary>It rings.</summary>
    Ringing,

    /// <summary>Somebody or something answered.</summary>
    InProgress,

    /// <summary>Over; see <see cref="Attempt.Disposition"/>.</summary>
    Ended,
}

/// <summary>One attempt to reach one contact; a row of <c>attempts</c>. Its key (contact, number of the attempt) is unique and written before the carrier hears of it, so that no restart and no second node calls twice.</summary>
public sealed class Attempt
{
    /// <summary>Identity; also the identity of the call (<c>CallId</c>) that comes of it, and what the carrier's callbacks carry.</summary>
    public Guid Id { get; set; }

    /// <summary>Who is called.</summary>
    public Guid ContactId { get; set; }

    /// <summary>The contact's campaign; null for a call asked for by itself.</summary>
    public Guid? CampaignId { get; set; }

    /// <summary>Which attempt at this contact, from 1.</summary>
    public int Try { get; set; }

    /// <summary>The number called, E.164.</summary>
    public string Number { get; set; } = "";

    /// <summary>The caller ID shown, E.164.</summary>
    public string From { get; set; } = "";

    /// <summary>What is to be booked on the call; null: whatever the assistant books.</summary>
    public Guid? EventId { get; set; }

    /// <summary>How far it came.</summary>
    public AttemptState State { get; set; }

    /// <summary>Which process dials it: a name made at its start.</summary>
    public string Node { get; set; } = "";

    /// <summary>The carrier's identity of the call; null until it is known.</summary>
    public string? CallSid { get; set; }

    /// <summary>When it was claimed.</summary>
    public Instant ClaimedAt { get; set; }

    /// <summary>When the request was about to be sent.</summary>
    public Instant? SubmittedAt { get; set; }

    /// <summary>When the far end answered.</summary>
    public Instant? AnsweredAt { get; set; }

    /// <summary>When it was over.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>When to look at it next, if nothing is heard of it until then: for the look-up of an unknown one, or of one whose callbacks are lost.</summary>
    public Instant? LookAt { get; set; }

    /// <summary>How often an unknown one was looked up in vain.</summary>
    public int LookUps { get; set; }

    /// <summary>The carrier's last word ("completed", "busy", "no-answer", "failed", "canceled"); empty before it.</summary>
    public string CarrierStatus { get; set; } = "";

    /// <summary>The network's response code (SIP), when one was given.</summary>
    public int? SipCode { get; set; }

    /// <summary>The carrier's error code, when it refused.</summary>
    public int? ErrorCode { get; set; }

    /// <summary>The last verdict on who answered, a name of <c>FarSide</c> in kebab case ("human", "machine", "beep", …); empty: none.</summary>
    public string AnsweredBy { get; set; } = "";

    /// <summary>What came of it, one of <see cref="Dispositions"/>; empty until it ended.</summary>
    public string Disposition { get; set; } = "";

    /// <summary>How long the carrier kept it waiting before it dialled, in milliseconds: as it said itself, else from our request to its word that it dials; null: neither is known.</summary>
    public int? QueuedMs { get; set; }
}
