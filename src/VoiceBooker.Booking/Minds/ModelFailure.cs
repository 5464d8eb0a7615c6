namespace VoiceBooker.Booking.Minds;

/// <summary>How a hosted model failed; whoever asked it decides by this whether to ask again, and whom.</summary>
public enum ModelFailure
{
    /// <summary>It will not do it however often it is asked: a wrong key, an unknown model, a request it does not understand.</summary>
    Refused,

    /// <summary>Too many requests, or no credit left.</summary>
    Quota,

    /// <summary>It cannot be reached, fails inside, or gives no answer in the time the connection allows.</summary>
    Unavailable,

    /// <summary>The answer began and broke off, or cannot be read.</summary>
    Broken,
}

/// <summary>A hosted model did not answer. The message names the model, the status and the vendor's own code; never a key, never what was said.</summary>
/// <param name="kind">How it failed.</param>
/// <param name="message">For the log and the journal.</param>
/// <param name="retryAfter">How long it asks to be left alone; null when it does not say.</param>
/// <param name="inner">What the library threw, where that holds nothing but facts of the connection.</param>
public sealed class ModelFailedException(ModelFailure kind, string message, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How it failed.</summary>
    public ModelFailure Kind { get; } = kind;

    /// <summary>How long it asks to be left alone; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
