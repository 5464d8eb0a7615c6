using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Dialling.Gate;

namespace VoiceBooker.Booking.Dialling;

/// <summary>The countries that this server calls, for whoever takes in people to be called: so that a person is told before the gate refuses.</summary>
public sealed class CallableCountries
{
    private readonly OwnNumbers _numbers;
    private readonly IOptions<DiallingOptions> _options;

    internal CallableCountries(OwnNumbers numbers, IOptions<DiallingOptions> options) => (_numbers, _options) = (numbers, options);

    /// <summary>Those of <c>Dialling:Countries</c>, else those of our own numbers; null: nobody can tell now, and the gate will decide.</summary>
    public async Task<AllowedCountries?> FindAsync(CancellationToken cancel) =>
        AllowedCountries.Of(_options.Value, _options.Value.Countries.Length > 0 ? null : await _numbers.FindAsync(cancel));
}
