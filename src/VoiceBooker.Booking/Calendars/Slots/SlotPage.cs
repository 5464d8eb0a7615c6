using NodaTime;

namespace VoiceBooker.Booking.Calendars.Slots;

/// <summary>Which free times are meant: events with the same key have the same ones.</summary>
internal readonly record struct SlotKey(string Provider, string Diary, string Event, int? Minutes);

/// <summary>What a calendar said of its free times.</summary>
/// <param name="AskedAt">When it was asked: nothing before this is missing, what came later may be.</param>
/// <param name="Until">How far it was asked.</param>
/// <param name="Slots">What was free, ascending.</param>
internal sealed record SlotSnapshot(Instant AskedAt, Instant Until, IReadOnlyList<Slot> Slots);

/// <summary>One event's page of the book: the latest snapshot, what happened since, and the question that is on its way. Safe from many calls at once.</summary>
internal sealed class SlotPage(SlotKey key)
{
    /// <summary>A calendar may repeat an answer for about two seconds; what happened this long before a question may be missing in its answer.</summary>
    public static readonly Duration CalendarsCache = Duration.FromSeconds(3);

    private static readonly Duration ReachKept = Duration.FromMinutes(10);
    private static readonly Duration LongestPause = Duration.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly List<(Slot Slot, Instant At)> _taken = [];
    private SlotSnapshot? _snapshot;
    private (Lazy<Task<SlotsResult>> Answer, Instant Until)? _asking;
    private (Instant Until, Instant At) _reach;
    private Instant _changedAt = Instant.MinValue;
    private Instant _notBefore = Instant.MinValue;
    private int _failures;

    /// <summary>Whose page it is.</summary>
    public SlotKey Key => key;

    /// <summary>When it was last wanted.</summary>
    public Instant UsedAt { get; set; }

    /// <summary>
    /// The free times in the range, from memory: null when they are not known so far ahead, are older than <paramref name="oldest"/>, or (unless <paramref name="evenChanged"/>) when something that is not in them has come free since.
    /// </summary>
    public IReadOnlyList<Slot>? Find(Interval within, Instant now, Duration oldest, bool evenChanged)
    {
        lock (_gate)
        {
            UsedAt = now;
            if (_snapshot is not { } known || known.Until < within.End || known.AskedAt + oldest < now || (!evenChanged && known.AskedAt < _changedAt))
                return null;
            return [.. known.Slots.Where(slot => slot.Start >= within.Start && slot.Start < within.End && !IsTaken(slot, known.AskedAt))];
        }
    }

    /// <summary>The question on its way when it reaches as far as is needed, else a new one; <c>Joined</c> tells which. Whoever gets it starts it by looking at its value.</summary>
    public (Lazy<Task<SlotsResult>> Answer, bool Joined) Ask(Instant needed, Instant until, Instant now, Func<Instant, Task<SlotsResult>> ask)
    {
        lock (_gate)
        {
            if (until > _reach.Until || _reach.At + ReachKept < now)
                _reach = (until, now);
            if (_asking is { } asking && asking.Until >= needed && !(asking.Answer.IsValueCreated && asking.Answer.Value.IsCompleted))
                return (asking.Answer, true);

            var answer = new Lazy<Task<SlotsResult>>(() => ask(until));
            _asking = (answer, until);
            return (answer, false);
        }
    }

    /// <summary>How far to ask so that what callers wanted lately is in it.</summary>
    public Instant Reach(Instant least, Instant now)
    {
        lock (_gate)
            return _reach.At + ReachKept >= now && _reach.Until > least ? _reach.Until : least;
    }

    /// <summary>When it should be asked for again; null while a question is on its way.</summary>
    public Instant? DueAt(Duration every, Instant least)
    {
        lock (_gate)
        {
            if (_asking is { } asking && !(asking.Answer.IsValueCreated && asking.Answer.Value.IsCompleted))
                return null;
            var due = _snapshot is not { } known || known.Until < least ? Instant.MinValue
                : known.AskedAt < _changedAt ? _changedAt
                : known.AskedAt + every;
            return Instant.Max(due, _notBefore);
        }
    }

    /// <summary>The calendar answered.</summary>
    /// <param name="asked">The answer.</param>
    /// <param name="keeps">Whether a hold of ours hid this time from the answer.</param>
    public void Take(SlotSnapshot asked, Func<Slot, bool> keeps)
    {
        lock (_gate)
        {
            (_failures, _notBefore) = (0, Instant.MinValue);
            if (_snapshot is { } newer && newer.AskedAt > asked.AskedAt)
                return;

            var before = _snapshot?.Slots ?? [];
            var kept = before.Where(slot => keeps(slot) && slot.Start >= asked.AskedAt && slot.Start < asked.Until && !asked.Slots.Contains(slot)).ToList();
            _snapshot = kept.Count == 0 ? asked : asked with { Slots = [.. asked.Slots.Concat(kept).OrderBy(slot => slot.Start)] };
            _taken.RemoveAll(taken => taken.At + CalendarsCache <= asked.AskedAt);
        }
    }

    /// <summary>The calendar did not answer: asked again later and later.</summary>
    public void Fail(Instant now, Duration every)
    {
        lock (_gate)
        {
            _failures = Math.Min(_failures + 1, 10);
            _notBefore = now + Duration.Min(every * (1 << (_failures - 1)), LongestPause);
        }
    }

    /// <summary>Somebody has this time now.</summary>
    public void Close(Slot slot, Instant now)
    {
        lock (_gate)
        {
            _taken.Add((slot, now));
            if (_snapshot is { } known)
                _snapshot = known with { Slots = [.. known.Slots.Where(free => !Overlap(free, slot))] };
        }
    }

    /// <summary>Something has come free, or changed in a way we cannot tell: what is known counts as old.</summary>
    public void Change(Instant now)
    {
        lock (_gate)
            _changedAt = now + CalendarsCache;
    }

    /// <summary>True when the two share a moment.</summary>
    public static bool Overlap(Slot one, Slot other) => one.Start < other.End && other.Start < one.End;

    private bool IsTaken(Slot slot, Instant askedAt) => _taken.Exists(taken => taken.At + CalendarsCache > askedAt && Overlap(taken.Slot, slot));
}
