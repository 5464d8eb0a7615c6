namespace VoiceBooker.Booking.Connections;

/// <summary>Seals what must not be read on disk; the server does it with the framework's data protection.</summary>
public interface ISecrets
{
    /// <summary>The text sealed, authenticated, safe to store.</summary>
    string Seal(string text);

    /// <summary>The text in clear; null when it was sealed with a key that is gone or was changed since.</summary>
    string? Open(string sealedText);
}
