namespace VoiceBooker.Providers.Sockets;

/// <summary>A service answered, but did not open the socket.</summary>
internal sealed class RefusedUpgradeException : IOException
{
    private const int LongestReason = 200;

    /// <summary>A refusal that says whose and why.</summary>
    /// <param name="service">Who refused.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="reason">The service's own words; null: none.</param>
    public RefusedUpgradeException(string service, int status, string? reason)
        : base($"{service} {Meaning(status)} ({status}){(string.IsNullOrWhiteSpace(reason) ? "" : ": " + reason[..Math.Min(reason.Length, LongestReason)])}")
    {
        Status = status;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>True when asking again cannot help: the key, the credit or the request is at fault.</summary>
    public bool IsForGood => Status is >= 300 and < 500 and not 408 and not 425 and not 429;

    private static string Meaning(int status) => status switch
    {
        400 => "does not accept the request",
        401 => "does not know the key",
        402 => "has no credit left for this account",
        403 => "does not allow this with this key",
        404 => "has nothing at this address",
        408 or 504 => "took too long",
        429 => "takes no more connections at the moment",
        >= 500 => "is out of order",
        _ => "refused the connection",
    };
}
