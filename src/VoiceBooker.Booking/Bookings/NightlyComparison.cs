using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Bookings;

/// <summary>Compares, once a night and whenever it is asked to, what was promised with what the calendars hold.</summary>
public sealed partial class NightlyComparison : BackgroundService
{
    private readonly IDbContextFactory<BookingDbContext> _contexts;
    private readonly BookingComparer _comparer;
    private readonly IOptions<LedgerOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<NightlyComparison> _log;
    private readonly CancellationTokenSource _ends = new();
    private readonly Lock _gate = new();
    private readonly Instant _since;
    private Lazy<Task<Comparison>>? _running;

    internal NightlyComparison(IDbContextFactory<BookingDbContext> contexts, BookingComparer comparer, IOptions<LedgerOptions> options, TimeProvider time, ILogger<NightlyComparison> log)
    {
        (_contexts, _comparer, _options, _time, _log) = (contexts, comparer, options, time, log);
        _since = Now;
    }

    private Instant Now => Instant.FromDateTimeOffset(_time.GetUtcNow());

    /// <summary>True while a run is on its way.</summary>
    public bool Runs
    {
        get
        {
            lock (_gate)
                return _running is { IsValueCreated: true, Value.IsCompleted: false };
        }
    }

    /// <summary>Compares now; joins a run that is on its way. Whoever gives up waiting does not end the run.</summary>
    public Task<Comparison> RunAsync(CancellationToken cancel)
    {
        Lazy<Task<Comparison>> run;
        lock (_gate)
        {
            if (_running is null || (_running.IsValueCreated && _running.Value.IsCompleted))
                _running = new Lazy<Task<Comparison>>(CompareAsync);
            run = _running;
        }

        return run.Value.WaitAsync(cancel);
    }

    /// <summary>The latest run; null when there was none.</summary>
    public async Task<Comparison?> LastAsync(CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        return await db.Comparisons.AsNoTracking().OrderByDescending(run => run.At).FirstOrDefaultAsync(cancel);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _ends.CancelAsync();
        await base.StopAsync(cancellationToken);
        Lazy<Task<Comparison>>? run;
        lock (_gate)
            run = _running;
        if (run is { IsValueCreated: true })
            await Task.WhenAny(run.Value); // however it ended
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _ends.Dispose();
        base.Dispose();
    }

    /// <summary>When the next run is due: at the next <see cref="LedgerOptions.CompareAt"/> after the last run; at once when a night was missed.</summary>
    internal async Task<Instant> NextAsync(CancellationToken cancel)
    {
        var zone = await ZoneAsync(cancel);
        var after = (await LastAsync(cancel))?.At ?? _since;
        var at = LocalTime.FromTicksSinceMidnight(_options.Value.CompareAt.Ticks);
        var date = after.InZone(zone).Date;
        var tonight = zone.AtLeniently(date + at).ToInstant();
        return tonight > after ? tonight : zone.AtLeniently(date.PlusDays(1) + at).ToInstant();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var pause = await NextAsync(stoppingToken) - Now;
                if (pause > Duration.Zero)
                    await Task.Delay(TimeSpan.FromTicks(Math.Min(pause.BclCompatibleTicks + 1, TimeSpan.TicksPerHour)), _time, stoppingToken); // looked at again every hour: the clock may be set
                else
                    await RunAsync(stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                LogBroken(broken);
                await Task.Delay(TimeSpan.FromMinutes(10), _time, stoppingToken);
            }
        }
    }

    private async Task<Comparison> CompareAsync()
    {
        var run = new Comparison { Id = Guid.CreateVersion7(_time.GetUtcNow()), At = Now };
        await _comparer.CompareAsync(run, _ends.Token);
        await using var db = await _contexts.CreateDbContextAsync(_ends.Token);
        db.Comparisons.Add(run);
        await db.SaveChangesAsync(_ends.Token);
        LogCompared(run.Compared, run.Differences, run.Untold);
        return run;
    }

    private async Task<DateTimeZone> ZoneAsync(CancellationToken cancel)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(_options.Value.CompareZone) is { } chosen)
            return chosen;
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        var first = await db.Events.Where(row => row.Active && row.TimeZone != "").OrderBy(row => row.Name).Select(row => row.TimeZone).FirstOrDefaultAsync(cancel);
        return DateTimeZoneProviders.Tzdb.GetZoneOrNull(first ?? "") ?? DateTimeZone.Utc;
    }

    [LoggerMessage(LogLevel.Information, "Compared {Compared} bookings with their calendars: {Differences} differ, {Untold} could not be told.")]
    private partial void LogCompared(int compared, int differences, int untold);

    [LoggerMessage(LogLevel.Error, "The comparison of bookings with their calendars failed; tried again.")]
    private partial void LogBroken(Exception broken);
}
