using System.ComponentModel.DataAnnotations;
using VoiceBooker.Booking.Dialling.Gate;

namespace VoiceBooker.Booking.Dialling;

/// <summary>How outbound calls are made; section <c>Dialling</c>.</summary>
public sealed class DiallingOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Dialling";

    /// <summary>Whether this server dials at all. False: campaigns stand still, single calls wait.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Calls started per second, over all campaigns. The carrier allows 1 for a new account and queues what comes faster, so that people would be dialled later than the clock was checked.</summary>
    [Range(0.01, 100)]
    public double CallsPerSecond { get; set; } = 1;

    /// <summary>Calls started per second from one caller ID.</summary>
    [Range(0.01, 100)]
    public double CallsPerSecondPerNumber { get; set; } = 1;

    /// <summary>So long a call may wait at the carrier before it is dialled. When one waits longer, calls are started more slowly, down to a twentieth of <see cref="CallsPerSecond"/>, and gradually as fast as before while none does.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:05:00")]
    public TimeSpan QueueAllowed { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Outbound calls at once, over all campaigns.</summary>
    [Range(1, 10_000)]
    public int AtOnce { get; set; } = 20;

    /// <summary>Outbound calls at once from one caller ID.</summary>
    [Range(1, 10_000)]
    public int AtOncePerNumber { get; set; } = 20;

    /// <summary>Of the lines of <c>Calls:AtOnce</c>, how many are never used for outbound calls. Where several servers share a database, each keeps so many.</summary>
    [Range(0, 10_000)]
    public int LinesForInbound { get; set; } = 5;

    /// <summary>The caller IDs we own, E.164, separated by commas; empty: the carrier is asked for the account's numbers.</summary>
    public string Numbers { get; set; } = "";

    /// <summary>The countries that are called: two letters each (ISO 3166-1), separated by commas ("US,CA"); "*": every one. Empty: the countries of our own numbers. Numbers without a country (toll-free, satellites) are never called.</summary>
    public string Countries { get; set; } = "";

    /// <summary>Nobody is called before this hour where they are, whatever a campaign's hours say. In the United States calls that sell are forbidden before 8 am and after 9 pm at the called party's location (47 CFR 64.1200(c)(1)).</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:00:00")]
    public TimeSpan EarliestHour { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Nor after this hour; a day (1.00:00:00) is the day's end.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "1.00:00:00")]
    public TimeSpan LatestHour { get; set; } = TimeSpan.FromHours(21);

    /// <summary>Attempts at one number in <see cref="AttemptsWithin"/>, over all campaigns and single calls.</summary>
    [Range(1, 100)]
    public int AttemptsPerNumber { get; set; } = 3;

    /// <summary>The time over which <see cref="AttemptsPerNumber"/> counts.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00")]
    public TimeSpan AttemptsWithin { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The circuit breaker looks at this many last attempts.</summary>
    [Range(5, 1000)]
    public int BreakerWindow { get; set; } = 20;

    /// <summary>With this share of them failed on our or the carrier's side, dialling pauses.</summary>
    [Range(0.05, 1)]
    public double BreakerShare { get; set; } = 0.5;

    /// <summary>For how long it pauses, before one call is tried.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after a lost answer the carrier's list is asked for the call, and how long between the first and the second asking. The list lags behind.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LookUpAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A call of which nothing was heard for so long is asked for at the carrier.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "01:00:00")]
    public TimeSpan SilentAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often the dispatcher looks for contacts that are due.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:01:00")]
    public TimeSpan DispatchEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Distance kept from both ends of a calling window.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan WindowMargin { get; set; } = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (LatestHour - EarliestHour < TimeSpan.FromHours(1) + (2 * WindowMargin))
            yield return new("there must be an hour between Dialling:EarliestHour and Dialling:LatestHour, besides WindowMargin at both ends.", [nameof(LatestHour)]);
        if (AllowedCountries.Split(Countries).FirstOrDefault(code => code != AllowedCountries.Every && !NumberPlaces.IsCountry(code)) is { } unknown)
            yield return new($"'{unknown}' is no country of two letters (ISO 3166-1), such as US or GB.", [nameof(Countries)]);
    }
}
