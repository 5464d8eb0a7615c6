using System.Text.Json;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.CallLab.StandIns.Calendars;
using VoiceBooker.Providers.CalCom;
using static VoiceBooker.Tests.Providers.CalCom.CalComWorld;

namespace VoiceBooker.Tests.Providers.CalCom;

/// <summary>Free times and reservations.</summary>
public sealed class FreeTimesTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];
    private static readonly Duration HalfAnHour = Duration.FromMinutes(30);

    [Fact]
    public void Times_are_read_with_their_ends_or_with_the_events_length()
    {
        var nine = Instant.FromUtc(2026, 12, 1, 14, 0);
        Slot[] expected = [new(nine, nine + HalfAnHour)];
        Assert.Equal(expected, Read("""{"2026-12-01":[{"start":"2026-12-01T09:00:00.000-05:00","end":"2026-12-01T09:30:00.000-05:00"}]}""", length: null).Slots);
        Assert.Equal(expected, Read("""{"2026-12-01":[{"start":"2026-12-01T09:00:00.000-05:00"}]}""", HalfAnHour).Slots);
        Assert.Equal(expected, Read("""{"2026-12-01":["2026-12-01T09:00:00-05:00"]}""", HalfAnHour).Slots);
    }

    [Fact]
    public void An_end_that_is_its_start_is_no_end() =>
        Assert.Equal(HalfAnHour, Assert.Single(Read("""{"2026-12-01":[{"start":"2026-12-01T09:00:00.000-05:00","end":"2026-12-01T09:00:00.000-05:00"}]}""", HalfAnHour).Slots).Length);

    [Fact]
    public void A_time_told_with_an_offset_our_zone_data_does_not_know_is_not_offered()
    {
        // Vancouver stays on UTC-7 since November 2026; a provider that does not know it yet would still say -08:00.
        var vancouver = DateTimeZoneProviders.Tzdb["America/Vancouver"];
        var ours = vancouver.GetUtcOffset(Instant.FromUtc(2026, 12, 1, 18, 0));
        var theirs = ours == Offset.FromHours(-7) ? "-08:00" : "-07:00";
        var reading = FreeTimes.Read(Json($$"""{"2026-12-01":[{"start":"2026-12-01T09:00:00.000{{theirs}}"},{"start":"2026-12-01T10:00:00.000{{ours}}:00"}]}"""), vancouver, HalfAnHour);
        Assert.Single(reading!.Slots);
        Assert.Equal([$"2026-12-01T09:00:00.000{theirs}"], reading.Doubtful);
    }

    [Fact]
    public void The_same_hour_twice_in_autumn_is_two_times()
    {
        var reading = Read("""{"2026-11-01":[{"start":"2026-11-01T01:30:00.000-04:00"},{"start":"2026-11-01T01:30:00.000-05:00"}]}""", HalfAnHour);
        Assert.Equal([Instant.FromUtc(2026, 11, 1, 5, 30), Instant.FromUtc(2026, 11, 1, 6, 30)], reading.Slots.Select(slot => slot.Start));
    }

    [Fact]
    public void A_full_seated_time_is_not_free()
    {
        Assert.Empty(Read("""{"2026-12-01":[{"start":"2026-12-01T09:00:00.000-05:00","seatsRemaining":0,"seatsTotal":4}]}""", HalfAnHour).Slots);
        Assert.Single(Read("""{"2026-12-01":[{"start":"2026-12-01T09:00:00.000-05:00","seatsRemaining":1,"seatsTotal":4}]}""", HalfAnHour).Slots);
    }

    [Fact]
    public void What_is_no_list_of_times_is_not_taken_for_an_empty_one()
    {
        foreach (var wrong in new[] { "[]", "\"x\"", "{\"2026-12-01\":{}}", "{\"2026-12-01\":[{\"time\":\"x\"}]}", "{\"2026-12-01\":[{\"start\":\"tomorrow\"}]}", "{\"slots\":{\"2026-12-01\":[]}}" })
            Assert.Null(FreeTimes.Read(Json(wrong), NewYork, HalfAnHour));
        Assert.Null(FreeTimes.Read(Json("""{"2026-12-01":[{"start":"2026-12-01T09:00:00.000-05:00"}]}"""), NewYork, length: null));
        Assert.Empty(Read("{}", HalfAnHour).Slots);
    }

    [Fact]
    public async Task Doubtful_times_are_left_out_and_the_operator_is_warned()
    {
        await using var world = await OpenAsync();
        world.Wire.Instead = sent => sent.Path.StartsWith("/v2/slots", StringComparison.Ordinal)
            ? (200, """{"status":"success","data":{"2026-12-02":[{"start":"2026-12-02T09:00:00.000+02:00"},{"start":"2026-12-02T11:00:00.000+01:00"}]}}""")
            : null;
        Assert.Equal([December(2, 11)], await world.FreeAsync(DayOfDecember(2)));
        Assert.Contains("zone data is out of date", Assert.Single(world.Warnings.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_far_from_UTC_is_covered_to_both_its_ends()
    {
        await using var world = await OpenAsync(zone: "Pacific/Auckland", from: 0, until: 23);
        world.AddHost(LocalTime.Midnight, LocalTime.Midnight, "Pacific/Auckland");
        var auckland = DateTimeZoneProviders.Tzdb["Pacific/Auckland"];
        var day = new Interval(new LocalDate(2026, 12, 3).AtStartOfDayInZone(auckland).ToInstant(), new LocalDate(2026, 12, 4).AtStartOfDayInZone(auckland).ToInstant());
        foreach (var zone in new[] { "Pacific/Auckland", "UTC", "America/Los_Angeles" })
            Assert.Equal(48, (await world.FreeAsync(day, world.Event(asked => asked.TimeZone = zone))).Count);
    }

    [Fact]
    public async Task The_first_question_after_an_outage_is_answered_in_all_its_pieces()
    {
        await using var world = await OpenAsync(options: Quick(daysPerRequest: 5));
        var month = new Interval(December(1, 0).Start, December(20, 0).Start);
        world.Wire.Instead = _ => (500, "");
        Assert.IsType<SlotsResult.Unavailable>(await world.Calendar.FindSlotsAsync(world.Event(), month, default));
        Assert.Contains("kept failing", Assert.IsType<SlotsResult.Unavailable>(await world.Calendar.FindSlotsAsync(world.Event(), month, default)).Reason, StringComparison.Ordinal);

        world.Wire.Instead = null;
        world.StandIn.Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.NotEmpty(await world.FreeAsync(month));
    }

    [Fact]
    public async Task A_long_span_is_asked_in_pieces_and_no_time_is_told_twice()
    {
        await using var world = await OpenAsync(options: Quick(daysPerRequest: 5));
        var free = await world.FreeAsync(new Interval(December(1, 0).Start, December(21, 0).Start));
        Assert.Equal(20 * 16, free.Count);
        Assert.Equal(free.Count, free.Distinct().Count());
        Assert.Equal(5, world.StandIn.Log.Of("slots").Count);
        Assert.Empty(world.StandIn.SpecViolations);
    }

    [Fact]
    public async Task A_length_is_asked_for_only_where_there_are_lengths_to_choose_from()
    {
        await using var world = await OpenAsync();
        world.AddEvent(type => type with { Lengths = [15, 30, 60] }, id: 105);
        await world.FreeAsync(DayOfDecember(2));
        Assert.DoesNotContain("duration=", world.Wire.All[^1].Path, StringComparison.Ordinal);

        var hours = await world.FreeAsync(DayOfDecember(2), world.Event(asked => (asked.ProviderEvent, asked.Minutes) = ("105/lengths", 60)));
        Assert.All(hours, slot => Assert.Equal(Duration.FromHours(1), slot.Length));
        Assert.Contains("duration=60", world.Wire.All[^1].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_we_reserved_is_hidden_from_others_and_not_from_us()
    {
        await using var world = await OpenAsync();
        var ten = December(2, 10);
        var hold = await world.Calendar.ReserveAsync(world.Event(), ten, default);
        Assert.NotNull(hold);
        Assert.Equal(5, Assert.Single(world.StandIn.Reservations).Minutes);
        Assert.Contains(ten, await world.FreeAsync(DayOfDecember(2)));
        Assert.Null(await world.Calendar.ReserveAsync(world.Event(), ten, default));

        var other = world.OtherProcess();
        Assert.DoesNotContain(ten, await world.FreeAsync(DayOfDecember(2), asks: other));

        await world.Calendar.ReleaseAsync(world.Event(), hold, default);
        await world.Calendar.ReleaseAsync(world.Event(), hold, default);
        Assert.Empty(world.StandIn.Reservations);
        Assert.Contains(ten, await world.FreeAsync(DayOfDecember(2), asks: other));
        Assert.Empty(world.StandIn.SpecViolations);
    }

    [Fact]
    public async Task A_reserved_time_that_was_booked_is_free_no_more()
    {
        await using var world = await OpenAsync();
        var ten = December(2, 10);
        Assert.NotNull(await world.Calendar.ReserveAsync(world.Event(), ten, default));
        await world.BookedAsync(world.Request(ten));
        Assert.DoesNotContain(ten, await world.FreeAsync(DayOfDecember(2)));
    }

    [Fact]
    public async Task A_reservation_that_ended_by_itself_hides_and_promises_nothing()
    {
        await using var world = await OpenAsync();
        var ten = December(2, 10);
        Assert.NotNull(await world.Calendar.ReserveAsync(world.Event(), ten, default));
        world.StandIn.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.NotNull(world.StandIn.BookByStranger(Consultation, ten.Start));
        Assert.DoesNotContain(ten, await world.FreeAsync(DayOfDecember(2)));
    }

    [Fact]
    public async Task An_event_that_is_gone_has_no_free_times_and_says_why()
    {
        await using var world = await OpenAsync();
        var gone = await world.Calendar.FindSlotsAsync(world.Event(asked => asked.ProviderEvent = "999"), DayOfDecember(2), default);
        Assert.Contains("Event Type not found", Assert.IsType<SlotsResult.Unavailable>(gone).Reason, StringComparison.Ordinal);
        Assert.IsType<SlotsResult.Unavailable>(await world.Calendar.FindSlotsAsync(world.Event(asked => asked.ProviderEvent = "intro"), DayOfDecember(2), default));
        Assert.IsType<SlotsResult.Unavailable>(await world.Calendar.FindSlotsAsync(world.Event(asked => asked.ConnectionId = null), DayOfDecember(2), default));
    }

    [Fact]
    public async Task Slots_that_fail_once_are_asked_again_and_a_wrong_shape_is_no_free_day()
    {
        await using var world = await OpenAsync();
        world.StandIn.Faults.Add(new FaultRule("slots", FaultKind.Error500));
        Assert.Equal(16, (await world.FreeAsync(DayOfDecember(2))).Count);
        world.StandIn.Faults.Add(new FaultRule("slots", FaultKind.Malformed));
        Assert.IsType<SlotsResult.Unavailable>(await world.Calendar.FindSlotsAsync(world.Event(), DayOfDecember(2), default));
    }

    private static FreeTimes.Reading Read(string data, Duration? length) => Assert.IsType<FreeTimes.Reading>(FreeTimes.Read(Json(data), NewYork, length));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
