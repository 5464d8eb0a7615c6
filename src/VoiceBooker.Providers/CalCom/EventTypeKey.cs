using System.Globalization;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Providers.CalCom;

/// <summary>An event type as <see cref="BookingEvent.ProviderEvent"/> names it: its number, and whether it has lengths to choose from ("7" or "7/lengths"). Only with lengths to choose from one may be asked for.</summary>
/// <param name="Id">Its number there.</param>
/// <param name="HasLengths">Whether it has lengths to choose from.</param>
internal readonly record struct EventTypeKey(int Id, bool HasLengths)
{
    private const string Lengths = "/lengths";

    /// <summary>Reads one; null when it is none.</summary>
    public static EventTypeKey? Read(string text)
    {
        var chosen = text.EndsWith(Lengths, StringComparison.Ordinal);
        return int.TryParse(chosen ? text[..^Lengths.Length] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new EventTypeKey(id, chosen) : null;
    }

    /// <summary>The length to ask for, in minutes; null: the type's own.</summary>
    public int? MinutesOf(BookingEvent bookingEvent) => HasLengths ? bookingEvent.Minutes : null;

    /// <inheritdoc/>
    public override string ToString() => Id.ToString(CultureInfo.InvariantCulture) + (HasLengths ? Lengths : "");
}
