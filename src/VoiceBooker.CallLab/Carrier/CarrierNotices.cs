using System.Collections.Concurrent;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>One entry of the carrier's debugger: the server under test did something the carrier warns of.</summary>
/// <param name="Code">The carrier's number for it.</param>
/// <param name="Reason">What exactly was wrong.</param>
internal sealed record CarrierNotice(int Code, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Code} {Reason}";
}

/// <summary>The debugger of one call. Any entry fails a scenario unless it expects it.</summary>
internal sealed class CarrierNotices
{
    /// <summary>HTTP retrieval failed: no answer in time, 4xx or 5xx.</summary>
    public const int FetchFailed = 11200;

    /// <summary>The answer is larger than 64 kB.</summary>
    public const int TooLarge = 11750;

    /// <summary>More than ten redirects.</summary>
    public const int TooManyRedirects = 11215;

    /// <summary>The document is not well-formed.</summary>
    public const int NotWellFormed = 12100;

    /// <summary>An unknown element or attribute, or wrong case.</summary>
    public const int Schema = 12200;

    /// <summary>Missing or wrong content type.</summary>
    public const int ContentType = 12300;

    /// <summary>The socket could not be opened.</summary>
    public const int StreamHandshake = 31920;

    /// <summary>The scheme is not wss.</summary>
    public const int StreamScheme = 31922;

    /// <summary>The URL is no good.</summary>
    public const int StreamUrl = 31923;

    /// <summary>More than ten minutes of audio are queued.</summary>
    public const int BufferOverflow = 31931;

    /// <summary>The track of a two-way stream can only be the inbound one.</summary>
    public const int StreamTrack = 31941;

    /// <summary>A binary message.</summary>
    public const int Binary = 31950;

    /// <summary>A message that is not what the contract says.</summary>
    public const int InvalidMessage = 31951;

    private readonly ConcurrentQueue<CarrierNotice> _entries = new();

    /// <summary>All entries so far.</summary>
    public IReadOnlyCollection<CarrierNotice> Entries => _entries;

    /// <summary>Writes one.</summary>
    public void Add(int code, string reason) => _entries.Enqueue(new CarrierNotice(code, reason));
}
