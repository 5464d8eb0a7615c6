using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Dialling;

/// <summary>What the carrier's words of a call mean. Pure.</summary>
internal static class CarrierWords
{
    /// <summary>How far a call has come by a word that is not the last.</summary>
    public static AttemptState StateOf(string status) => status switch
    {
        "ringing" => AttemptState.Ringing,
        "in-progress" or "answered" => AttemptState.InProgress,
        _ => AttemptState.Accepted, // queued, initiated
    };

    /// <summary>What came of a call that never was one of ours, by the carrier's last word.</summary>
    /// <param name="status">The last word.</param>
    /// <param name="sipCode">The network's response code (RFC 3261, 8197, 8688); null: not told.</param>
    /// <param name="answeredBy">Who or what answered, as far as that was judged.</param>
    public static string DispositionOf(string status, int? sipCode, string answeredBy) => status switch
    {
        "busy" => sipCode is 603 or 607 or 608 ? Dispositions.Declined : Dispositions.Busy,
        "no-answer" => sipCode is 603 or 607 or 608 ? Dispositions.Declined : Dispositions.NoAnswer,
        "canceled" => Dispositions.Canceled,
        "completed" => answeredBy switch
        {
            "menu" => Dispositions.Menu,
            "fax" => Dispositions.Fax,
            _ => Dispositions.CutOff, // somebody or something answered, and we were not there: no message was left, no name told
        },
        _ => sipCode switch
        {
            404 or 410 or 484 or 485 or 604 => Dispositions.BadNumber,
            486 or 600 => Dispositions.Busy,
            480 or 408 or 487 => Dispositions.NoAnswer,
            603 or 607 or 608 => Dispositions.Declined,
            _ => Dispositions.Failed,
        },
    };

    /// <summary>A verdict as it is stored.</summary>
    public static string WordOf(FarSide who) => who switch
    {
        FarSide.Human => "human",
        FarSide.Machine => "machine",
        FarSide.Beep => "beep",
        FarSide.Screening => "screening",
        FarSide.Menu => "menu",
        FarSide.Fax => "fax",
        _ => "unknown",
    };
}
