using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Providers.Calendly;

/// <summary>Reads free times: always starts in the future, in spans the API takes, several at a time.</summary>
internal sealed class FreeTimes(IOptions<CalendlyOptions> options, TimeProvider time)
{
    /// <summary>A span must start in the future by Calendly's clock, too.</summary>
    private static readonly Duration Ahead = Duration.FromMinutes(1);

    /// <summary>How much later it is asked when Calendly's clock is ahead of ours all the same.</summary>
    private static readonly Duration FurtherAhead = Duration.FromMinutes(10);

    private static readonly Duration Margin = Duration.FromMinutes(1);

    /// <summary>What every version of the API takes.</summary>
    private static readonly Duration Week = Duration.FromDays(7);

    /// <summary>Longer spans were refused and a week was not: from here on weeks are asked for.</summary>
    private volatile bool _weeksOnly;

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Free slots that start within, ascending. A span that cannot be read makes all of it unavailable: half an answer would call the rest of the days full.</summary>
    public async Task<SlotsResult> FindAsync(Account account, BookingEvent bookingEvent, Interval within, CancellationToken cancel)
    {
        if (bookingEvent.Minutes is not { } minutes)
            return new SlotsResult.Unavailable("The event's settings do not say how long it lasts; save it again.");

        var longest = _weeksOnly ? Week : Duration.FromDays(options.Value.SlotSpanDays);
        var answers = await ReadAllAsync(account, bookingEvent.ProviderEvent, Spans(within, longest), cancel);
        if (longest > Week && answers.Any(answer => answer.MayBeTooLong))
        {
            answers = await ReadAllAsync(account, bookingEvent.ProviderEvent, Spans(within, Week), cancel);
            _weeksOnly = answers.All(answer => answer.Trouble.Length == 0);
        }

        if (answers.FirstOrDefault(answer => answer.Trouble.Length > 0) is { Trouble: { } trouble })
            return new SlotsResult.Unavailable(trouble);

        return new SlotsResult.Found([.. answers
            .SelectMany(answer => answer.Starts)
            .Where(within.Contains)
            .Distinct()
            .Order()
            .Select(start => new Slot(start, start + Duration.FromMinutes(minutes)))]);
    }

    /// <summary>Whether a start is free now; null when that cannot be told.</summary>
    public async Task<bool?> IsFreeAsync(Account account, BookingEvent bookingEvent, Instant start, CancellationToken cancel)
    {
        using var gate = new SemaphoreSlim(1);
        foreach (var span in Spans(new Interval(start, start + Margin), Week))
        {
            var (starts, trouble, _) = await ReadAsync(account, bookingEvent.ProviderEvent, span, gate, cancel);
            return trouble.Length > 0 ? null : starts.Contains(start);
        }

        return false; // too near to be asked for
    }

    /// <summary>In whole seconds, and overlapping by a little: whether a start on a span's very edge belongs to it is not written anywhere.</summary>
    private IEnumerable<Interval> Spans(Interval within, Duration longest)
    {
        var end = NextSecond(within.End);
        for (var from = NextSecond(Instant.Max(within.Start - Margin, Now + Ahead)); from < end; from += longest - Margin)
            yield return new Interval(from, Instant.Min(from + longest, end));
    }

    private static Instant NextSecond(Instant at) =>
        Instant.FromUnixTimeSeconds((at + Duration.FromSeconds(1) - Duration.Epsilon).ToUnixTimeSeconds());

    private async Task<(IReadOnlyList<Instant> Starts, string Trouble, bool MayBeTooLong)[]> ReadAllAsync(Account account, string eventType, IEnumerable<Interval> spans, CancellationToken cancel)
    {
        using var gate = new SemaphoreSlim(options.Value.SlotRequestsAtOnce);
        return await Task.WhenAll(spans.Select(span => ReadAsync(account, eventType, span, gate, cancel)));
    }

    private async Task<(IReadOnlyList<Instant> Starts, string Trouble, bool MayBeTooLong)> ReadAsync(Account account, string eventType, Interval span, SemaphoreSlim gate, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            var reply = await SendAsync(account, eventType, span.Start, span.End, cancel);
            if (reply is CalendlyReply.Refused { Why: Refusal.TooEarly or Refusal.Doubtful { Place: false } } && span.Start <= Now + FurtherAhead && span.Start + FurtherAhead < span.End)
                reply = await SendAsync(account, eventType, span.Start + FurtherAhead, span.End, cancel);

            return reply switch
            {
                CalendlyReply.Done done when done.Read(CalendlyJson.Default.Times) is { Collection: { } times } => (StartsOf(times), "", false),
                CalendlyReply.Done => ([], "Calendly's free times are not what they should be.", false),
                CalendlyReply.Refused { Why: Refusal.NotFound } => ([], "The event is not at Calendly any more.", false),
                CalendlyReply.Refused { Why: not (Refusal.BadCredential or Refusal.LacksScopes or Refusal.BeyondPlan or Refusal.NotAllowed) } => ([], reply.Trouble, span.Duration > Week), // which text it has is written nowhere
                _ => ([], reply.Trouble, false),
            };
        }
        finally
        {
            gate.Release();
        }
    }

    private static Task<CalendlyReply> SendAsync(Account account, string eventType, Instant from, Instant until, CancellationToken cancel) => account.SendAsync(
        CalendlyCall.Get("free times", "/event_type_available_times", ("event_type", eventType), ("start_time", WireInstant.Write(from)), ("end_time", WireInstant.Write(until))), cancel);

    private static IReadOnlyList<Instant> StartsOf(IReadOnlyList<WireTime> times) =>
        [.. times.Where(each => each.Status == "available" && each.InviteesRemaining is not <= 0).Select(each => WireInstant.Read(each.StartTime)).OfType<Instant>()];
}
