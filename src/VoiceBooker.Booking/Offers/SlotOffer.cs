using System.Globalization;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Booking.Offers;

/// <summary>What an offer is made from.</summary>
public sealed record OfferBasis
{
    /// <summary>Free times as the ledger found them, ascending.</summary>
    public required IReadOnlyList<Slot> Free { get; init; }

    /// <summary>The event whose rules shape what is offered first.</summary>
    public required BookingEvent Event { get; init; }

    /// <summary>What the caller asked for.</summary>
    public required WhenConstraint Wish { get; init; }

    /// <summary>The zone in which times are told and wished for.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The clock; nothing before it is offered.</summary>
    public required Instant Now { get; init; }

    /// <summary>All times offered before on this intent (<c>BookingIntent.Offered</c>); handles go on from there.</summary>
    public IReadOnlyList<OfferedSlot> Before { get; init; } = [];

    /// <summary>Starts the caller or the calendar has refused; never offered again.</summary>
    public IReadOnlyCollection<Instant> Refused { get; init; } = [];
}

/// <summary>
/// Chooses which free times are told first. Pure: the same basis gives the same offer. The event's rules shape only what is offered on our own accord: who asks for a certain day or time gets it when it is free.
/// </summary>
public static class SlotOffer
{
    /// <summary>How many times a listener can keep in mind.</summary>
    public const int MostTimes = 3;

    /// <summary>The offer for a wish.</summary>
    public static SlotOfferResult Make(OfferBasis basis)
    {
        var wish = basis.Wish;
        var free = basis.Free
            .Where(slot => slot.Start > basis.Now && !basis.Refused.Contains(slot.Start))
            .OrderBy(slot => slot.Start)
            .Select(slot => new Candidate(slot, slot.Start.InZone(basis.Zone).LocalDateTime))
            .ToList();

        // 1. What satisfies every part of the wish.
        var wished = free.Where(candidate => wish.Allows(candidate.Start)).ToList();
        if (wished.Count > 0)
            return new SlotOfferResult.Exact(Name(basis, Choose(basis, wished)));

        // 2. The time is not free, but the days have others: those nearest to it.
        var otherTimes = free.Where(candidate => (wish with { Exactly = null }).Allows(candidate.Start)).ToList();
        if (otherTimes.Count == 0)
            otherTimes = [.. free.Where(candidate => OfDays(wish).Allows(candidate.Start))];
        if (otherTimes.Count > 0)
            return new SlotOfferResult.Alternatives(Name(basis, Nearest(wish, otherTimes)));

        // 3. The days have nothing: other days, at the wished time of day where that is possible. What was ruled out stays out.
        var otherDays = wish with { From = null, Until = null, Weekdays = [] };
        var next = free.Where(candidate => otherDays.Allows(candidate.Start)).ToList();
        if (next.Count == 0)
            next = [.. free.Where(candidate => OfDays(otherDays).Allows(candidate.Start))];
        return new SlotOfferResult.NothingFree(Name(basis, Following(basis, next)));
    }

    private static WhenConstraint OfDays(WhenConstraint wish) => wish with { Exactly = null, Earliest = null, Before = null };

    private static IEnumerable<Candidate> Choose(OfferBasis basis, List<Candidate> wished)
    {
        var wish = basis.Wish;
        if (wish.Preference == WhenPreference.Soonest)
            return wished.Take(MostTimes);

        if (wish is { From: null, Until: null, Weekdays.Count: 0 })
            wished = OnOurAccord(basis, wished);
        return wish.Preference == WhenPreference.Latest
            ? wished.TakeLast(MostTimes).Reverse()
            : Spread(basis.Event, wished);
    }

    /// <summary>The caller names no day: the event's days come first, then what follows them, then anything.</summary>
    private static List<Candidate> OnOurAccord(OfferBasis basis, List<Candidate> wished)
    {
        var today = basis.Now.InZone(basis.Zone).Date;
        var first = basis.Event.InitialBookingDate is { } initial && initial > today ? initial : today;
        var last = first.PlusDays(Math.Max(1, basis.Event.DaysToOffer) - 1);
        var within = wished.Where(candidate => candidate.Start.Date >= first && candidate.Start.Date <= last).ToList();
        if (within.Count > 0)
            return within;

        var after = wished.Where(candidate => candidate.Start.Date > last).ToList();
        return after.Count > 0 ? after : wished;
    }

    /// <summary>A few of each day, some hours apart, day by day.</summary>
    private static IEnumerable<Candidate> Spread(BookingEvent bookingEvent, List<Candidate> wished)
    {
        var apart = Duration.FromMinutes(Math.Max(0, bookingEvent.HoursBetweenSlots) * 60);
        return wished.GroupBy(candidate => candidate.Start.Date).SelectMany(OfDay).Take(MostTimes);

        IEnumerable<Candidate> OfDay(IEnumerable<Candidate> day)
        {
            var count = 0;
            var last = Instant.MinValue;
            foreach (var candidate in day)
            {
                if (count == Math.Max(1, bookingEvent.SlotsPerDay))
                    yield break;
                if (count > 0 && candidate.Slot.Start - last < apart)
                    continue;

                count++;
                last = candidate.Slot.Start;
                yield return candidate;
            }
        }
    }

    /// <summary>Those nearest to the wished time of day, told in the order of time.</summary>
    private static IEnumerable<Candidate> Nearest(WhenConstraint wish, List<Candidate> others)
    {
        var target = wish.Exactly ?? wish.Earliest ?? wish.Before ?? LocalTime.Midnight;
        return others
            .OrderBy(candidate => Math.Abs(candidate.Start.TimeOfDay.TickOfDay - target.TickOfDay))
            .ThenBy(candidate => candidate.Slot.Start)
            .Take(MostTimes)
            .OrderBy(candidate => candidate.Slot.Start);
    }

    /// <summary>The next ones after the days asked for; where nothing follows, the last ones before them.</summary>
    private static IEnumerable<Candidate> Following(OfferBasis basis, List<Candidate> next)
    {
        var asked = basis.Wish.From ?? basis.Now.InZone(basis.Zone).Date;
        var after = next.Where(candidate => candidate.Start.Date >= asked).ToList();
        return after.Count > 0 ? Spread(basis.Event, after) : next.TakeLast(MostTimes);
    }

    private static List<OfferedSlot> Name(OfferBasis basis, IEnumerable<Candidate> chosen)
    {
        var number = basis.Before
            .Select(offered => int.TryParse(offered.Handle.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var used) ? used : 0)
            .DefaultIfEmpty(0)
            .Max();
        return [.. chosen.Select(candidate => new OfferedSlot(string.Create(CultureInfo.InvariantCulture, $"s{++number}"), candidate.Slot, basis.Zone))];
    }

    private readonly record struct Candidate(Slot Slot, LocalDateTime Start);
}
