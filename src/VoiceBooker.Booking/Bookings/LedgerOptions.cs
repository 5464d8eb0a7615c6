namespace VoiceBooker.Booking.Bookings;

/// <summary>How long times are held and a lost answer is looked for; section <c>Booking</c>.</summary>
public sealed class LedgerOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Booking";

    /// <summary>How long a chosen time is kept for its caller, 30 seconds to 1 hour.</summary>
    public TimeSpan HoldFor { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the calendar may take to answer a booking, a move or a cancellation, 1 to 60 seconds; after it the answer to a booking counts as lost and is looked up, and a cancellation as not done. Nothing a provider's own settings say makes a caller wait longer.</summary>
    public TimeSpan CommitTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How long the calendar may take to answer anything else, 1 to 60 seconds.</summary>
    public TimeSpan AskTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How often unsettled bookings are looked at, 1 second to 1 hour.</summary>
    public TimeSpan ReconcileEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Free times of a calendar over the network that are this young are told at once, 1 second to 10 minutes.</summary>
    public TimeSpan SlotsYoung { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>How often free times are fetched again while a call is on that may need them, 1 second to 10 minutes.</summary>
    public TimeSpan SlotsRefresh { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>When the calendar does not answer, free times up to this old are told; 0 to 1 hour.</summary>
    public TimeSpan SlotsOld { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the calendar is waited for before such older times are told, 0 to 60 seconds.</summary>
    public TimeSpan SlotsPatience { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many days ahead free times are fetched before anybody asks, 1 to 366; at least as many as <c>Reception:SearchDays</c> and two, so that only who names a later day waits for the calendar.</summary>
    public int SlotsAhead { get; set; } = 62;

    /// <summary>At what time of night all upcoming bookings are compared with their calendars, 00:00:00 to 23:59:59.</summary>
    public TimeSpan CompareAt { get; set; } = new(3, 30, 0);

    /// <summary>IANA zone of <see cref="CompareAt"/>; empty: that of the first event.</summary>
    public string CompareZone { get; set; } = "";
}
