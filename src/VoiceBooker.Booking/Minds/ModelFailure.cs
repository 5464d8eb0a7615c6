namespace VoiceBooker.Booking.Minds;

/// <summary>Why an answer of a model came to nothing.</summary>
public enum ModelFailure
{
    /// <summary>The vendor refuses the request: a wrong key, a model that does not exist, content it will not answer.</summary>
    Refused,

    /// <summary>The account's quota is used up, or too much was asked at once.</summary>
    Quota,

    /// <summary>The vendor cannot be reached, or is out of order.</summary>
    Unavailable,

    /// <summary>The answer broke off, or was no answer of a model.</summary>
    Broken,

    /// <summary>A deadline was missed.</summary>
    Late,

    /// <summary>The answer makes no sense: nothing, no end, tools that do not exist.</summary>
    Nonsense,
}

/// <summary>A model gave no answer, or only a part of one. Adapters throw it and never try again on their own: whoever leads the call knows how much time is left.</summary>
/// <param name="kind">Why.</param>
/// <param name="message">For the log; never what people said, never a credential.</param>
/// <param name="retryAfter">How long the vendor asks to be left alone; null when it does not say.</param>
/// <param name="inner">What was thrown below.</param>
public sealed class ModelFailedException(ModelFailure kind, string message, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public ModelFailure Kind => kind;

    /// <summary>How long the vendor asks to be left alone; null when it does not say.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
