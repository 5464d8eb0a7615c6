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

    /// <summary>Who answered a call that we made.</summary>
    public const string AnsweredBy = "/carrier/answered-by";

    /// <summary>Where a stream stands.</summary>
    public const string StreamStatus = "/carrier/stream-status";

    /// <summary>What comes after the conversation.</summary>
    public const string AfterStream = "/carrier/after-stream";

    /// <summary>What the person who is to take a call hears before it.</summary>
    public const string Whisper = "/carrier/whisper";

    /// <summary>The key that person pressed.</summary>
    public const string WhisperKey = "/carrier/whisper-key";

    /// <summary>What comes after a transfer.</summary>
    public const string AfterTransfer = "/carrier/after-transfer";

    /// <summary>A text message comes in.</summary>
    public const string Message = "/carrier/message";

    /// <summary>Where a text message that we sent stands.</summary>
    public const string MessageStatus = "/carrier/message-status";

    /// <summary>The media socket.</summary>
    public const string Media = "/carrier/media";

    /// <summary>The query parameter that carries the attempt of ours through the doors of calls that we make.</summary>
    internal const string Attempt = "attempt";

    /// <summary>The query parameter that carries our identity of a text message.</summary>
    internal const string Text = "text";

    /// <summary>The query parameter that names the language of the call.</summary>
    internal const string Language = "language";

    /// <summary>The query parameter that names the caller's call where the carrier asks about another one.</summary>
    internal const string Caller = "caller";
}
