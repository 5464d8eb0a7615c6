using NodaTime;
using VoiceBooker.Booking.Bookings;

namespace VoiceBooker.Booking.Details;

/// <summary>What words about a place or zone mean.</summary>
public abstract record ZoneReading
{
    private ZoneReading() { }

    /// <summary>One zone.</summary>
    public sealed record Known(DateTimeZone Zone) : ZoneReading;

    /// <summary>More than one; ask which.</summary>
    /// <param name="Question">"Central time in America, or Central European time?"</param>
    /// <param name="Zones">The possible ones, in the order in which the question names them.</param>
    public sealed record Ambiguous(string Question, IReadOnlyList<DateTimeZone> Zones) : ZoneReading;

    /// <summary>A place was named that is not known.</summary>
    /// <param name="Suggestions">Known places that sound alike, best first; may be empty.</param>
    public sealed record Unknown(IReadOnlyList<string> Suggestions) : ZoneReading;

    /// <summary>The words name no place.</summary>
    public sealed record Nothing : ZoneReading;
}

/// <summary>Time zones as people name them: cities, states, countries, names and abbreviations.</summary>
public static class SpokenZone
{
    /// <summary>Reads a place or zone; <paramref name="pending"/> is the ambiguity that was just asked about, if any.</summary>
    /// <param name="words">What was said.</param>
    /// <param name="pending">The last <see cref="ZoneReading.Ambiguous"/>, which "the first" or "the american one" answers.</param>
    /// <param name="asked">True when a place was asked for: a lone unknown word is then taken for a place.</param>
    public static ZoneReading Read(string words, ZoneReading.Ambiguous? pending = null, bool asked = false) => throw new NotImplementedException();

    /// <summary>The zone of most people with such a number; null when the country has several and the number does not tell. Weak: <see cref="ZoneOrigin.Number"/>.</summary>
    public static CallerZone? FromNumber(PhoneNumber number) => throw new NotImplementedException();
}
