using NodaTime;

namespace VoiceBooker.Booking.Minds;

/// <summary>What the models of all calls have cost today. The day is that of UTC. Kept in memory; what was spent before a restart comes from the list of calls (<see cref="SpendingAtStart"/>).</summary>
/// <param name="time">The server's clock.</param>
public sealed class Spending(TimeProvider time)
{
    private readonly Lock _gate = new();
    private LocalDate _day = DayOf(time);
    private decimal _today;

    /// <summary>Spent since midnight, UTC.</summary>
    public decimal Today
    {
        get
        {
            lock (_gate)
            {
                Turn();
                return _today;
            }
        }
    }

    /// <summary>Midnight, UTC.</summary>
    public Instant StartOfToday => DayOf(time).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();

    /// <summary>Adds what a request has cost.</summary>
    public void Add(decimal cost)
    {
        lock (_gate)
        {
            Turn();
            _today += cost;
        }
    }

    private void Turn()
    {
        if (DayOf(time) is var today && today != _day)
            (_day, _today) = (today, 0);
    }

    private static LocalDate DayOf(TimeProvider time) => Instant.FromDateTimeOffset(time.GetUtcNow()).InUtc().Date;
}
