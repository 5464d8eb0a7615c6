using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Minds;

namespace VoiceBooker.Providers.OpenAI.Realtime;

/// <summary>The speech-to-speech model of the settings.</summary>
internal sealed class RealtimeModel(IOptions<RealtimeOptions> options, TimeProvider time, ILogger<RealtimeCall> log) : ISpeechModel
{
    /// <inheritdoc/>
    public string Name => options.Value.Name;

    /// <inheritdoc/>
    public ModelDeadlines Deadlines => new(options.Value.FirstTokenWithin, options.Value.GapWithin, options.Value.WholeWithin);

    /// <inheritdoc/>
    public ModelPrices Prices => new(options.Value.InputPrice, options.Value.CachedInputPrice, options.Value.OutputPrice);

    /// <inheritdoc/>
    public ISpeechModelCall Open(string language) => new RealtimeCall(options.Value, language, time, log);
}
