using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Bookings;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Calendars.Slots;

/// <summary>Has the free times ready that the calls may need: from the moment one rings until it is over. One loop for all calls; a question per event, a few at once per account.</summary>
public sealed partial class SlotKeeper(SlotBook book, IDbContextFactory<BookingDbContext> contexts, IOptions<LedgerOptions> options, TimeProvider time, ILogger<SlotKeeper> log) : BackgroundService
{
    private const int AtOncePerDiary = 4;
    private const int AtOnce = 32;

    /// <summary>A call that rings and is not answered within this is not expected any more.</summary>
    private static readonly Duration LongestRinging = Duration.FromSeconds(90);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<CallId, Call> _calls = new();
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>A call rings. Returns at once.</summary>
    /// <param name="call">Which.</param>
    /// <param name="assistant">Who is to answer it; null: whoever answers the number.</param>
    /// <param name="ours">Our number of the call.</param>
    /// <param name="anybody">See <see cref="Assistant.Choose"/>.</param>
    public void Expect(CallId call, Guid? assistant, string ours, bool anybody)
    {
        if (_calls.TryAdd(call, new Call(assistant, ours, anybody, Now + LongestRinging)))
            _news.Writer.TryWrite(true);
    }

    /// <summary>The call was answered and lasts until <see cref="Leave"/>. Returns at once.</summary>
    public void Stay(CallId call, Guid assistant)
    {
        _calls[call] = new Call(assistant, "", Anybody: false, Instant.MaxValue);
        _news.Writer.TryWrite(true);
    }

    /// <summary>The call is over.</summary>
    public void Leave(CallId call) => _calls.TryRemove(call, out _);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await book.StopAsync();
    }

    /// <summary>Asks for what is due; gives when to look again, or null when no call is on.</summary>
    internal async Task<TimeSpan?> RefreshAsync(CancellationToken stopping)
    {
        var now = Now;
        foreach (var (gone, _) in _calls.Where(call => call.Value.Until < now))
            _calls.TryRemove(gone, out _);
        if (_calls.IsEmpty)
            return null;

        var wanted = await FindWantedAsync(stopping);
        var next = now + Duration.FromTimeSpan(LongestPause);
        var busy = wanted.Where(each => IsBusy(each.Page)).GroupBy(each => each.Page.Key.Diary, StringComparer.Ordinal).ToDictionary(diary => diary.Key, diary => diary.Count(), StringComparer.Ordinal);
        var total = busy.Values.Sum();
        foreach (var (calendar, bookingEvent, page) in wanted)
        {
            var until = page.Reach(book.UntilOf(bookingEvent, now), now);
            if (page.DueAt(Duration.FromTimeSpan(options.Value.SlotsRefresh), Instant.Min(until, book.UntilOf(bookingEvent, now - Duration.FromDays(1)))) is not { } due)
                continue;
            var running = busy.GetValueOrDefault(page.Key.Diary);
            if (due <= now && running < AtOncePerDiary && total < AtOnce)
            {
                book.Ask(calendar, bookingEvent, page, now, until);
                busy[page.Key.Diary] = running + 1;
                total++;
            }
            else if (due < next)
            {
                next = due;
            }
        }

        return TimeSpan.FromTicks(Math.Clamp((next - now).BclCompatibleTicks, ShortestPause.Ticks, LongestPause.Ticks));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan? pause = LongestPause;
            try
            {
                pause = await RefreshAsync(stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                LogBroken(broken);
            }

            await NewsAsync(pause, stoppingToken);
        }
    }

    /// <summary>Waits for a call that begins, at most as long as <paramref name="pause"/> says.</summary>
    private async Task NewsAsync(TimeSpan? pause, CancellationToken stopping)
    {
        using var over = new CancellationTokenSource(pause ?? Timeout.InfiniteTimeSpan, time);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stopping);
        try
        {
            await _news.Reader.ReadAsync(waiting.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            // The pause is over.
        }
    }

    private static bool IsBusy(SlotPage page) => page.DueAt(Duration.Zero, Instant.MinValue) is null;

    /// <summary>The pages of all events that a call which is on may book.</summary>
    private async Task<IReadOnlyList<(ICalendar Calendar, BookingEvent Event, SlotPage Page)>> FindWantedAsync(CancellationToken stopping)
    {
        await using var db = await contexts.CreateDbContextAsync(stopping);
        var events = (await db.Events.AsNoTracking().Where(row => row.Active && row.ConnectionId != null).ToListAsync(stopping))
            .Where(row => book.CalendarOf(row.Provider) is { IsRemote: true }).ToList();
        if (events.Count == 0)
            return [];

        var assistants = await db.Assistants.AsNoTracking().OrderBy(assistant => assistant.Id).ToListAsync(stopping);
        var answering = _calls.Values.Select(call => Assistant.Choose(assistants, call.Assistant, call.Ours, call.Anybody)?.Id).OfType<Guid>().ToHashSet();
        return
        [
            .. from each in events
               where answering.Count > 0 && (each.AssistantId is not { } only || answering.Contains(only))
               let calendar = book.CalendarOf(each.Provider)!
               let page = book.PageOf(calendar, each)
               group (calendar, each, page) by page.Key into same
               select same.First(),
        ];
    }

    /// <summary>A call that is on.</summary>
    private sealed record Call(Guid? Assistant, string Ours, bool Anybody, Instant Until);

    [LoggerMessage(LogLevel.Error, "Free times could not be fetched ahead; tried again.")]
    private partial void LogBroken(Exception broken);
}
