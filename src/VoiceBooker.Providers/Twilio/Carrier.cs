using Microsoft.Extensions.Options;

namespace VoiceBooker.Providers.Twilio;

/// <summary>What all streams share: the account, the API, the clock, and the memory of how calls ended and of who is put through to whom.</summary>
internal sealed class Carrier(IOptions<CarrierOptions> options, CarrierApi api, CallFates fates, Transfers transfers, TimeProvider time)
{
    /// <summary>The account and the doors.</summary>
    public CarrierOptions Options => options.Value;

    /// <summary>The REST API.</summary>
    public CarrierApi Api => api;

    /// <summary>How calls ended.</summary>
    public CallFates Fates => fates;

    /// <summary>Callers on their way to a person, for every server.</summary>
    public Transfers Transfers => transfers;

    /// <summary>Real time.</summary>
    public TimeProvider Time => time;
}
