using Microsoft.Extensions.Options;

namespace VoiceBooker.Booking.Dialling;

/// <summary>The numbers we may show as caller ID: those of the settings, else those of the account.</summary>
internal sealed class OwnNumbers(IDialer dialer, IOptions<DiallingOptions> options)
{
    private readonly IReadOnlySet<string>? _set = options.Value.Numbers.Length == 0
        ? null
        : options.Value.Numbers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    /// <summary>All of them; null when the carrier could not be asked.</summary>
    public async Task<IReadOnlySet<string>?> FindAsync(CancellationToken cancel) => _set ?? await dialer.OwnNumbersAsync(cancel);

    /// <summary>The one that is shown where nobody says which; empty: there is none.</summary>
    public static string First(IReadOnlySet<string>? own) => own?.Order(StringComparer.Ordinal).FirstOrDefault() ?? "";
}
