using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Providers.CalCom;

/// <summary>Free times and reservations. A reservation hides its time from everybody who asks for free times, also from us: those made here are put back, as the calendar's contract wants it.</summary>
internal sealed partial class CalComSlots(CalComLine line, IOptions<CalComOptions> options, TimeProvider time, ILogger<CalComSlots> log)
{
    /// <summary>Days are listed in the zone that is asked in, the range is UTC: a day more on both sides, and then by instant.</summary>
    private static readonly Duration Margin = Duration.FromDays(1);

    private readonly ConcurrentDictionary<string, Hold> _holds = new(StringComparer.Ordinal);

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>As <see cref="ICalendar.FindSlotsAsync"/>.</summary>
    public async Task<SlotsResult> FindAsync(BookingEvent bookingEvent, Interval within, CancellationToken cancel)
    {
        if (EventTypeKey.Read(bookingEvent.ProviderEvent) is not { } type)
            return new SlotsResult.Unavailable($"'{bookingEvent.ProviderEvent}' is no event of this provider.");
        if (await line.OpenAsync(bookingEvent, cancel) is not { } access)
            return new SlotsResult.Unavailable("The event's account is not connected.");

        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(bookingEvent.TimeZone) ?? DateTimeZone.Utc;
        var replies = await Task.WhenAll(Pieces(within).Select(piece => line.SendAsync(access, Ask(bookingEvent, type, zone, piece), cancel)));
        SortedDictionary<Instant, Slot> found = [];
        foreach (var reply in replies)
        {
            if (reply is not CalComReply.Said(var data, _))
                return new SlotsResult.Unavailable(reply.Why);
            if (FreeTimes.Read(data, zone, bookingEvent.Minutes is { } minutes ? Duration.FromMinutes(minutes) : null) is not { } reading)
                return new SlotsResult.Unavailable("The free times cannot be read.");
            if (reading.Doubtful.Count > 0)
                LogDoubtful(bookingEvent.Id, zone.Id, reading.Doubtful.Count, reading.Doubtful[0]);
            foreach (var slot in reading.Slots.Where(slot => within.Contains(slot.Start)))
                found[slot.Start] = slot;
        }

        foreach (var hold in Held(bookingEvent, within))
            found.TryAdd(hold.Start, hold);
        return new SlotsResult.Found([.. found.Values]);
    }

    /// <summary>As <see cref="ICalendar.ReserveAsync"/>. Whoever wants it longer lets it go and reserves again: an extension would be refused because of the reservation itself.</summary>
    public async Task<string?> ReserveAsync(BookingEvent bookingEvent, Slot slot, CancellationToken cancel)
    {
        if (EventTypeKey.Read(bookingEvent.ProviderEvent) is not { } type)
            return null;
        var body = new JsonObject { ["eventTypeId"] = type.Id, ["slotStart"] = CalComJson.Utc(slot.Start), ["reservationDuration"] = (int)options.Value.HoldFor.TotalMinutes };
        if (type.MinutesOf(bookingEvent) is { } minutes)
            body["slotDuration"] = minutes;

        var reply = await line.SendAsync(bookingEvent, new CalComCall("reserve", HttpMethod.Post, "slots/reservations", CalComCall.Slots) { Body = body }, cancel);
        if (reply is not CalComReply.Said(var data, _) || data.Text("reservationUid") is not { Length: > 0 } uid)
        {
            LogNotReserved(bookingEvent.Id, reply.Why);
            return null;
        }

        foreach (var gone in _holds.Where(hold => hold.Value.Until <= Now))
            _holds.TryRemove(gone);
        _holds[uid] = new Hold(bookingEvent.ConnectionId, type.Id, slot, data.Moment("reservationUntil") ?? Now + Duration.FromTimeSpan(options.Value.HoldFor));
        return uid;
    }

    /// <summary>As <see cref="ICalendar.ReleaseAsync"/>; may be repeated, so it may be sent again.</summary>
    public async Task ReleaseAsync(BookingEvent bookingEvent, string hold, CancellationToken cancel)
    {
        _holds.TryRemove(hold, out _);
        var reply = await line.SendAsync(bookingEvent, new CalComCall("release", HttpMethod.Delete, $"slots/reservations/{Uri.EscapeDataString(hold)}", CalComCall.Slots) { Repeatable = true }, cancel);
        if (reply is not CalComReply.Said)
            LogNotReleased(bookingEvent.Id, reply.Why);
    }

    /// <summary>The time is gone, to us or to somebody else: a reservation of ours does not make it free any more.</summary>
    public void Gone(BookingEvent bookingEvent, Slot slot)
    {
        foreach (var hold in _holds.Where(hold => hold.Value.Connection == bookingEvent.ConnectionId && hold.Value.Slot.Start < slot.End && hold.Value.Slot.End > slot.Start))
            _holds.TryRemove(hold);
    }

    /// <summary>The range in pieces that touch, with a margin around the whole of it.</summary>
    internal IEnumerable<Interval> Pieces(Interval within)
    {
        var span = Duration.FromDays(options.Value.DaysPerRequest);
        var end = within.End + Margin;
        for (var start = within.Start - Margin; start < end; start += span)
            yield return new Interval(start, Instant.Min(start + span, end));
    }

    private static CalComCall Ask(BookingEvent bookingEvent, EventTypeKey type, DateTimeZone zone, Interval piece)
    {
        var query = $"slots?eventTypeId={type.Id}&start={CalComJson.Utc(piece.Start)}&end={CalComJson.Utc(piece.End)}&timeZone={Uri.EscapeDataString(zone.Id)}&format=range";
        return new CalComCall("slots", HttpMethod.Get, type.MinutesOf(bookingEvent) is { } minutes ? $"{query}&duration={minutes}" : query, CalComCall.Slots);
    }

    private IEnumerable<Slot> Held(BookingEvent bookingEvent, Interval within) =>
        from hold in _holds.Values
        where hold.Connection == bookingEvent.ConnectionId && hold.Type == EventTypeKey.Read(bookingEvent.ProviderEvent)?.Id && hold.Until > Now && within.Contains(hold.Slot.Start)
        select hold.Slot;

    /// <summary>A reservation of ours that may still hide its time.</summary>
    private sealed record Hold(Guid? Connection, int Type, Slot Slot, Instant Until);

    [LoggerMessage(LogLevel.Warning, "Event {BookingEvent}: {Count} free times were told with an offset that {Zone} does not have then by our zone data (the first: {First}); they are not offered. One side's zone data is out of date.")]
    private partial void LogDoubtful(Guid bookingEvent, string zone, int count, string first);

    [LoggerMessage(LogLevel.Debug, "Event {BookingEvent}: the time could not be reserved: {Reason}")]
    private partial void LogNotReserved(Guid bookingEvent, string reason);

    [LoggerMessage(LogLevel.Debug, "Event {BookingEvent}: a reservation could not be let go; it ends by itself: {Reason}")]
    private partial void LogNotReleased(Guid bookingEvent, string reason);
}
