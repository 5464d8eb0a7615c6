namespace VoiceBooker.Booking.Minds;

/// <summary>How a model failed to answer.</summary>
public enum ModelFailure
{
    /// <summary>It refuses us: wrong key, no right, no such model, a request it does not take. Asking again changes nothing.</summary>
    Refused,

    /// <summary>Too many requests, or the account has no money left.</summary>
    Quota,

    /// <summary>It cannot be reached, or says that it is in trouble.</summary>
    Unavailable,

    /// <summary>The answer broke off, or is not what the protocol says.</summary>
    Broken,

    /// <summary>A deadline passed.</summary>
    Late,

    /// <summary>It answered, but nothing that can be used.</summary>
    Nonsense,
}

/// <summary>A model failed to answer. The message names no key and nothing that was said.</summary>
public sealed class ModelFailedException(ModelFailure kind, string message, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How.</summary>
    public ModelFailure Kind => kind;

    /// <summary>How long it asked to be left alone; null: it did not say.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
