namespace VoiceBooker.Booking.Details;

/// <summary>What was understood of an e-mail address; a caller may give it in pieces.</summary>
/// <param name="Local">What stands before the at sign; empty when only the domain was given.</param>
/// <param name="Domain">What stands after it, lower case; null when it was not given yet.</param>
public sealed record EmailReading(string Local, string? Domain)
{
    /// <summary>The whole address, valid and normalised; null while a piece is missing.</summary>
    public string? Address => throw new NotImplementedException();

    /// <summary>This reading with a further piece: a missing domain is added, a given one replaced, letters are appended to a local part that has no domain yet.</summary>
    public EmailReading With(EmailReading piece) => throw new NotImplementedException();
}

/// <summary>E-mail addresses as they are spoken, spelled or typed.</summary>
public static class SpokenEmail
{
    /// <summary>Reads a whole address or a piece of one ("a n n a at example dot com", "a as in alpha", "at gmail").</summary>
    public static bool TryRead(string words, out EmailReading reading) => throw new NotImplementedException();

    /// <summary>True when the words are a whole address, so that nothing more need be waited for.</summary>
    public static bool IsComplete(string words) => throw new NotImplementedException();

    /// <summary>True for an address that can exist: sane limits of RFC 5321, a domain with a dot.</summary>
    public static bool IsValid(string address) => throw new NotImplementedException();
}
