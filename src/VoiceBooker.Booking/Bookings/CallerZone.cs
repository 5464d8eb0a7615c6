using NodaTime;

namespace VoiceBooker.Booking.Bookings;

/// <summary>A time zone with where it is known from.</summary>
public sealed record CallerZone(DateTimeZone Zone, ZoneOrigin Origin);

/// <summary>How a zone came to be known, strongest first.</summary>
public enum ZoneOrigin
{
    /// <summary>Given with the call (<c>cal_timezone</c>).</summary>
    PerCall,

    /// <summary>The caller said so.</summary>
    Asked,

    /// <summary>The booking event's setting.</summary>
    Event,

    /// <summary>Guessed from the telephone number; weak.</summary>
    Number,
}
