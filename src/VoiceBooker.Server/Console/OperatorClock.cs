using Microsoft.JSInterop;
using NodaTime;
using NodaTime.Text;

namespace VoiceBooker.Server.Console;

/// <summary>The clock on the operator's wall: their browser's zone, asked once per open page; UTC where the browser does not say.</summary>
internal sealed class OperatorClock(IJSRuntime browser, TimeProvider time)
{
    private static readonly LocalDateTimePattern LongPattern = LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH:mm");
    private static readonly LocalDateTimePattern ShortPattern = LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM, HH:mm");
    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>The operator's zone.</summary>
    public DateTimeZone Zone { get; private set; } = DateTimeZone.Utc;

    /// <summary>Whether the browser was asked.</summary>
    public bool IsSet { get; private set; }

    /// <summary>The present.</summary>
    public Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>When the operator's day began.</summary>
    public Instant StartOfToday => Zone.AtStartOfDay(Now.InZone(Zone).Date).ToInstant();

    /// <summary>Asks the browser for its zone.</summary>
    public async Task SetAsync()
    {
        if (IsSet)
            return;
        await using var module = await browser.InvokeAsync<IJSObjectReference>("import", "/console.js");
        Zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(await module.InvokeAsync<string?>("zone") ?? "") ?? DateTimeZone.Utc;
        IsSet = true;
    }

    /// <summary>"Mon 23 Nov 2026, 10:00".</summary>
    public string Long(Instant at) => LongPattern.Format(at.InZone(Zone).LocalDateTime);

    /// <summary>"Mon 23 Nov, 10:00".</summary>
    public string Short(Instant at) => ShortPattern.Format(at.InZone(Zone).LocalDateTime);

    /// <summary>"10:00".</summary>
    public string Time(Instant at) => TimePattern.Format(at.InZone(Zone).TimeOfDay);
}
