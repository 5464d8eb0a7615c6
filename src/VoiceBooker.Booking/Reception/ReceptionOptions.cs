using System.ComponentModel.DataAnnotations;

namespace VoiceBooker.Booking.Reception;

/// <summary>How the receptionist behaves; section <c>Reception</c>.</summary>
public sealed class ReceptionOptions
{
    /// <summary>What callers hear the business being called in the default greeting, and everybody who is called at the beginning of the call; empty: left out, and nobody is called.</summary>
    [StringLength(200)]
    public string BusinessName { get; init; } = "";

    /// <summary>Misunderstandings in a row after which keys and typing are offered.</summary>
    [Range(1, 5)]
    public int MissesBeforeKeys { get; init; } = 2;

    /// <summary>Misunderstandings in a row after which a person (or a message for a call back) is offered.</summary>
    [Range(2, 8)]
    public int MissesBeforePerson { get; init; } = 3;

    /// <summary>How often the model may call tools before it must let the caller speak again.</summary>
    [Range(1, 10)]
    public int ModelRounds { get; init; } = 4;

    /// <summary>How far ahead times are looked for, in days, when the caller does not say when.</summary>
    [Range(1, 365)]
    public int SearchDays { get; init; } = 60;

    /// <summary>How long a caller waits for free times before the receptionist offers to take the wish instead.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:02:00")]
    public TimeSpan SearchWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many bookings one call may make.</summary>
    [Range(1, 20)]
    public int BookingsPerCall { get; init; } = 5;
}
