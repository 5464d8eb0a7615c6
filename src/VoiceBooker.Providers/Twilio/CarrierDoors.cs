namespace VoiceBooker.Providers.Twilio;

/// <summary>Paths of the carrier's doors.</summary>
public static class CarrierDoors
{
    /// <summary>The voice webhook: a call comes in or was answered.</summary>
    public const string Voice = "/carrier/voice";

    /// <summary>What to say when the voice webhook fails.</summary>
    public const string Fallback = "/carrier/fallback";

    /// <summary>Where a call stands.</summary>
    public const string Status = "/carrier/status";

    /// <summary>Where a stream stands.</summary>
    public const string StreamStatus = "/carrier/stream-status";

    /// <summary>What comes after the conversation.</summary>
    public const string AfterStream = "/carrier/after-stream";

    /// <summary>What comes after a transfer.</summary>
    public const string AfterTransfer = "/carrier/after-transfer";

    /// <summary>The media socket.</summary>
    public const string Media = "/carrier/media";
}
