using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Calendars.Slots;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Bookings;

/// <summary>
/// The calendars' own holds beside our leases: asked for and let go behind the caller's back, in order for each wish, so that no release overtakes its hold. Advisory: what is lost here (a full queue, a crash,
/// a calendar that does not answer) ends by itself when the hold expires.
/// </summary>
internal sealed partial class ProviderHolds(IDbContextFactory<BookingDbContext> contexts, SlotBook book, IOptions<LedgerOptions> options, TimeProvider time, ILogger<ProviderHolds> log) : BackgroundService
{
    private const int Waiting = 4096;
    private const int AtOncePerDiary = 4;

    private readonly Channel<Order> _orders = Channel.CreateBounded<Order>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly Dictionary<Guid, Wish> _wishes = []; // only the loop looks in here
    private readonly Dictionary<string, int> _busy = new(StringComparer.Ordinal);

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>So long after it ran out by our clock is a hold remembered: the calendar's clock may say otherwise, and a time chosen once more lets the old hold go first.</summary>
    private Duration Kept => Duration.FromTimeSpan(options.Value.HoldFor);

    /// <summary>A wish has the lease on this time: the calendar shall hold it too. Returns at once.</summary>
    public void Reserve(ICalendar calendar, BookingEvent bookingEvent, Slot slot, Guid intent)
    {
        if (!calendar.IsRemote)
            return;
        book.BeginHold(calendar, calendar.Diary(bookingEvent), slot, intent, Now + Duration.FromTimeSpan(options.Value.HoldFor));
        if (!_orders.Writer.TryWrite(new Order.Reserve(intent, calendar, bookingEvent, slot)))
            LogFull(intent);
    }

    /// <summary>The wish needs its time no more: booked, another chosen, given up, hung up. Returns at once.</summary>
    public void Release(Guid intent)
    {
        book.EndHold(intent);
        if (!_orders.Writer.TryWrite(new Order.Release(intent)))
            LogFull(intent);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new List<(Task Work, Guid Intent)>();
        try
        {
            var news = _orders.Reader.WaitToReadAsync(stoppingToken).AsTask();
            while (true)
            {
                await Task.WhenAny([news, .. running.Select(each => each.Work)]);
                stoppingToken.ThrowIfCancellationRequested();
                while (_orders.Reader.TryRead(out var order))
                    Note(order);
                if (news.IsCompleted)
                    news = _orders.Reader.WaitToReadAsync(stoppingToken).AsTask();
                foreach (var ended in running.Where(each => each.Work.IsCompleted).ToList())
                {
                    await ended.Work;
                    running.Remove(ended);
                    Done(ended.Intent);
                }

                foreach (var (intent, wish) in _wishes.Where(each => IsReady(each.Value)).ToList())
                {
                    if (_busy.GetValueOrDefault(wish.Diary) >= AtOncePerDiary)
                        continue;
                    (wish.Busy, _busy[wish.Diary]) = (true, _busy.GetValueOrDefault(wish.Diary) + 1);
                    running.Add((BringAboutAsync(intent, wish, wish.Wanted, stoppingToken), intent));
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(running.Select(each => each.Work)); // what is held now expires by itself
        }
    }

    private void Note(Order order)
    {
        switch (order)
        {
            case Order.Reserve(var intent, var calendar, var bookingEvent, var slot):
                if (!_wishes.TryGetValue(intent, out var wish))
                    _wishes[intent] = wish = new Wish { Calendar = calendar, Event = bookingEvent, Diary = $"{calendar.Provider}/{calendar.Diary(bookingEvent)}" };
                (wish.Calendar, wish.Event, wish.Wanted, wish.Again) = (calendar, bookingEvent, slot, true);
                AskAgain(wish);
                break;

            case Order.Release(var intent):
                if (_wishes.TryGetValue(intent, out var known))
                    known.Wanted = null;
                break;
        }
    }

    private void Done(Guid intent)
    {
        var wish = _wishes[intent];
        wish.Busy = false;
        AskAgain(wish);
        if (--_busy[wish.Diary] == 0)
            _busy.Remove(wish.Diary);
        foreach (var (over, _) in _wishes.Where(each => !each.Value.Busy && !IsReady(each.Value) && (each.Value.Wanted is null || each.Value.ExpiresAt + Kept < Now)).ToList())
            _wishes.Remove(over);
    }

    /// <summary>A time that is chosen once more after its hold ran out at the calendar is asked for once more.</summary>
    private void AskAgain(Wish wish)
    {
        if (wish.Busy)
            return; // when it is done
        if (wish.Again && wish.Held == wish.Wanted && wish.ExpiresAt <= Now)
            wish.Held = null;
        wish.Again = false;
    }

    private static bool IsReady(Wish wish) => !wish.Busy && wish.Wanted != wish.Held;

    /// <summary>Makes what is held equal to what is wanted: lets the old hold go, then asks for the new one.</summary>
    private async Task BringAboutAsync(Guid intent, Wish wish, Slot? wanted, CancellationToken stopping)
    {
        if (wish.Hold is { } hold)
            await AskAsync(intent, cancel => ReleaseAsync(wish, hold, cancel), stopping);
        (wish.Hold, wish.Held) = (null, wanted);
        if (wanted is not { } slot)
            return;

        wish.ExpiresAt = Now + Duration.FromTimeSpan(options.Value.HoldFor);
        wish.Hold = await AskAsync(intent, cancel => wish.Calendar.ReserveAsync(wish.Event, slot, cancel), stopping);
        if (wish.Hold is { } reservation)
            await AskAsync(intent, cancel => WriteAsync(intent, slot, reservation, cancel), stopping);
    }

    private static async Task<string?> ReleaseAsync(Wish wish, string hold, CancellationToken cancel)
    {
        await wish.Calendar.ReleaseAsync(wish.Event, hold, cancel);
        return null;
    }

    private async Task<string?> WriteAsync(Guid intent, Slot slot, string reservation, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Leases.Where(lease => lease.Intent == intent && lease.Start == slot.Start).ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Reservation, reservation), cancel);
        return reservation;
    }

    private async Task<string?> AskAsync(Guid intent, Func<CancellationToken, Task<string?>> ask, CancellationToken stopping)
    {
        using var deadline = new CancellationTokenSource(options.Value.AskTimeout, time);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        try
        {
            return await ask(asking.Token);
        }
        catch (Exception failed)
        {
            if (!stopping.IsCancellationRequested)
                LogFailed(failed, intent);
            return null;
        }
    }

    /// <summary>What is to be done.</summary>
    private abstract record Order
    {
        private Order() { }

        public sealed record Reserve(Guid Intent, ICalendar Calendar, BookingEvent Event, Slot Slot) : Order;

        public sealed record Release(Guid Intent) : Order;
    }

    /// <summary>What one wish wants held, and what is.</summary>
    private sealed class Wish
    {
        public required ICalendar Calendar { get; set; }

        public required BookingEvent Event { get; set; }

        public required string Diary { get; init; }

        /// <summary>What is to be held; null: nothing.</summary>
        public Slot? Wanted { get; set; }

        /// <summary>What was asked for last, whether or not the calendar holds it.</summary>
        public Slot? Held { get; set; }

        /// <summary>The calendar's hold; null when it keeps none.</summary>
        public string? Hold { get; set; }

        public Instant ExpiresAt { get; set; }

        /// <summary>True when it was chosen since somebody last looked.</summary>
        public bool Again { get; set; }

        public bool Busy { get; set; }
    }

    [LoggerMessage(LogLevel.Warning, "Too many holds wait; that of intent {Intent} is left to itself.")]
    private partial void LogFull(Guid intent);

    [LoggerMessage(LogLevel.Warning, "The calendar's hold for intent {Intent} could not be changed; it ends by itself.")]
    private partial void LogFailed(Exception failed, Guid intent);
}
