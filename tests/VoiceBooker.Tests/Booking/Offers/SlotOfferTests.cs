using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Offers;
using VoiceBooker.Booking.When;

namespace VoiceBooker.Tests.Booking.Offers;

public sealed class SlotOfferTests
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["America/New_York"];

    /// <summary>Monday; every weekday of two weeks is free from nine to five, each half hour.</summary>
    private readonly OfferBasis _basis = new()
    {
        Free = [.. Enumerable.Range(0, 12).Select(day => new LocalDate(2026, 11, 30).PlusDays(day)).Where(date => date.DayOfWeek < IsoDayOfWeek.Saturday)
            .SelectMany(date => Enumerable.Range(0, 16).Select(half => At(date, 9 + (half / 2), half % 2 * 30)))],
        Event = new BookingEvent(),
        Wish = WhenConstraint.Any,
        Zone = Zone,
        Now = new LocalDateTime(2026, 11, 30, 8, 0).InZoneStrictly(Zone).ToInstant(),
    };

    [Fact]
    public void Without_a_wish_at_most_three_are_offered_some_hours_apart_day_by_day() =>
        Told<SlotOfferResult.Exact>(_basis, "Mon 09:00", "Mon 11:00", "Tue 09:00");

    [Fact]
    public void The_event_decides_what_is_offered_first() =>
        Told<SlotOfferResult.Exact>(
            _basis with { Event = new BookingEvent { InitialBookingDate = new LocalDate(2026, 12, 2), SlotsPerDay = 1, DaysToOffer = 2 } },
            "Wed 09:00",
            "Thu 09:00");

    [Fact]
    public void Who_asks_for_another_day_gets_it_when_it_is_free() =>
        Told<SlotOfferResult.Exact>(
            _basis with { Event = new BookingEvent { InitialBookingDate = new LocalDate(2026, 12, 9) }, Wish = On(2026, 12, 1) with { Exactly = new LocalTime(14, 30) } },
            "Tue 14:30");

    [Fact]
    public void When_the_time_is_not_free_the_nearest_are_alternatives() =>
        Told<SlotOfferResult.Alternatives>(
            Without(At(new LocalDate(2026, 12, 1), 15, 0)) with { Wish = On(2026, 12, 1) with { Exactly = new LocalTime(15, 0) } },
            "Tue 14:00",
            "Tue 14:30",
            "Tue 15:30");

    [Fact]
    public void When_the_day_has_nothing_the_next_free_times_are_named() =>
        Told<SlotOfferResult.NothingFree>(_basis with { Wish = On(2026, 12, 5) with { Earliest = new LocalTime(15, 0) } }, "Mon 15:00", "Tue 15:00", "Wed 15:00");

    [Fact]
    public void When_nothing_is_free_at_all_nothing_is_named() => Told<SlotOfferResult.NothingFree>(_basis with { Free = [] });

    [Fact]
    public void As_soon_as_possible_means_the_very_first_ones() =>
        Told<SlotOfferResult.Exact>(_basis with { Wish = new WhenConstraint { Preference = WhenPreference.Soonest } }, "Mon 09:00", "Mon 09:30", "Mon 10:00");

    [Fact]
    public void As_late_as_possible_begins_with_the_last() =>
        Told<SlotOfferResult.Exact>(_basis with { Wish = On(2026, 12, 1) with { Preference = WhenPreference.Latest } }, "Tue 16:30", "Tue 16:00", "Tue 15:30");

    [Fact]
    public void What_was_refused_is_never_offered_again_and_handles_go_on()
    {
        var first = SlotOffer.Make(_basis).Slots;
        var second = SlotOffer.Make(_basis with { Before = first, Refused = [.. first.Select(slot => slot.Slot.Start)] }).Slots;
        Assert.Empty(first.Select(slot => slot.Slot).Intersect(second.Select(slot => slot.Slot)));
        Assert.Equal(["s1", "s2", "s3", "s4", "s5", "s6"], first.Concat(second).Select(slot => slot.Handle));
    }

    [Fact]
    public void What_the_caller_ruled_out_is_not_offered_as_the_next_free_time_either()
    {
        var offer = SlotOffer.Make(_basis with { Wish = On(2026, 12, 5) with { NotWeekdays = [IsoDayOfWeek.Monday] } });
        Assert.DoesNotContain(offer.Slots, slot => slot.Start.DayOfWeek == IsoDayOfWeek.Monday);
    }

    private static WhenConstraint On(int year, int month, int day) => new() { From = new LocalDate(year, month, day), Until = new LocalDate(year, month, day) };

    private static Slot At(LocalDate date, int hour, int minute)
    {
        var start = (date + new LocalTime(hour, minute)).InZoneStrictly(Zone).ToInstant();
        return new Slot(start, start + Duration.FromMinutes(30));
    }

    private OfferBasis Without(Slot slot) => _basis with { Free = [.. _basis.Free.Where(free => free != slot)] };

    private static void Told<T>(OfferBasis basis, params string[] times)
        where T : SlotOfferResult
    {
        var offer = Assert.IsType<T>(SlotOffer.Make(basis));
        Assert.Equal(times, offer.Slots.Select(slot => slot.Start.ToString("ddd HH:mm", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
