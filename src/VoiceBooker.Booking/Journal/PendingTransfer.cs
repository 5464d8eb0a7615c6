using NodaTime;

namespace VoiceBooker.Booking.Journal;

/// <summary>A caller who is being put through to a person, for whichever server the carrier asks next; a row of <c>transfers</c>. It goes after a day.</summary>
public sealed class PendingTransfer
{
    /// <summary>The carrier's identity of the caller's call; unique.</summary>
    public string CallSid { get; set; } = "";

    /// <summary>To whom, E.164.</summary>
    public string Number { get; set; } = "";

    /// <summary>What that person is told first; null: they are connected at once.</summary>
    public string? Summary { get; set; }

    /// <summary>BCP 47 tag of the summary.</summary>
    public string Language { get; set; } = "";

    /// <summary>What is known of the caller's call, as the carrier's side writes it, for when nobody takes the call.</summary>
    public string Caller { get; set; } = "";

    /// <summary>How far it has come.</summary>
    public TransferState State { get; set; }

    /// <summary>When it was asked for.</summary>
    public Instant At { get; set; }
}

/// <summary>How far a caller's way to a person has come.</summary>
public enum TransferState
{
    /// <summary>It was asked for: the person was told nothing yet, or there is nothing to tell.</summary>
    Asked,

    /// <summary>The person is being told the summary; it may be an answering machine.</summary>
    Told,

    /// <summary>They take the call.</summary>
    Taken,

    /// <summary>Nobody took it: the caller has come back to us.</summary>
    CameBack,
}
