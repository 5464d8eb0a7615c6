using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.CalCom;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.Tests.CallLab.StandIns.CalCom;

/// <summary>C5 to C9 of the checklist. The practice is in London: in winter its clock is UTC.</summary>
public sealed class SlotsAndHoldsTests : IClassFixture<CalComWorld>
{
    private const int Own = 201;
    private const string Day = CalComWorld.Tomorrow;
    private readonly CalComWorld _world;

    public SlotsAndHoldsTests(CalComWorld world)
    {
        _world = world;
        world.Freshen();
    }

    [Fact]
    public async Task C5_slots_are_found_by_id_or_by_user_and_slug_and_nothing_may_be_mixed()
    {
        var byId = await _world.SlotsAsync($"eventTypeId={CalComSeed.Plain}&start={Day}&end={Day}");
        var bySlug = await _world.SlotsAsync($"eventTypeSlug=consultation&username=ann&start={Day}&end={Day}");
        Assert.Equal(byId.Text, bySlug.Text);
        Assert.Equal(16, byId.Data[Day]!.AsArray().Count);

        var mixed = await _world.SlotsAsync($"eventTypeId={CalComSeed.Plain}&username=ann&start={Day}&end={Day}");
        Assert.Equal((400, "username property is wrong,property username should not exist "), (mixed.Status, mixed.Message));
    }

    [Theory]
    [InlineData("eventTypeId=101&start=tomorrow&end=2026-12-02", 400, "start property is wrong,")]
    [InlineData("eventTypeId=101&start=2026-12-02&end=2026-12-02&timeZone=Mars/Base", 400, "timeZone property is wrong,timeZone must be a valid IANA time-zone ")]
    [InlineData("eventTypeId=101&start=2026-12-02&end=2026-12-02&format=list", 400, "format property is wrong,")]
    [InlineData("eventTypeId=101&start=2026-12-03&end=2026-12-02", 400, "Invalid time range given - check the 'start' and 'end' query parameters.")]
    [InlineData("eventTypeId=999&start=2026-12-02&end=2026-12-02", 404, "Event Type not found")]
    public async Task C5_mistakes_are_told_in_the_providers_words(string query, int status, string text)
    {
        var reply = await _world.SlotsAsync(query);
        Assert.Equal(status, reply.Status);
        Assert.StartsWith(text, reply.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("start=2026-12-02&end=2026-12-02", 16)]
    [InlineData("start=2026-12-02T00:00:00Z&end=2026-12-02T00:00:00Z", 16)]
    [InlineData("start=2026-12-02T09:30:00Z&end=2026-12-02T10:30:00Z", 3)]
    [InlineData("start=2026-12-02&end=2026-12-03T00:00:00Z", 32)]
    public async Task C5_a_bare_date_and_midnight_mean_the_days_end(string range, int slots)
    {
        var reply = await _world.SlotsAsync($"eventTypeId={CalComSeed.Plain}&{range}");
        Assert.Equal(slots, ((JsonObject)reply.Data).Sum(each => each.Value!.AsArray().Count));
    }

    [Fact]
    public async Task C5_days_and_offsets_are_those_of_the_zone_asked_for_while_the_range_stays_utc()
    {
        var utc = await _world.SlotsAsync($"eventTypeId={CalComSeed.Plain}&start={Day}&end={Day}");
        Assert.Equal("2026-12-02T09:00:00.000Z", (string)utc.Data[Day]![0]!["start"]!);

        var auckland = await _world.SlotsAsync($"eventTypeId={CalComSeed.Plain}&start={Day}&end={Day}&timeZone=Pacific/Auckland");
        Assert.Equal(["2026-12-02", "2026-12-03"], ((JsonObject)auckland.Data).Select(each => each.Key));
        Assert.Equal("2026-12-02T22:00:00.000+13:00", (string)auckland.Data["2026-12-02"]![0]!["start"]!);
    }

    [Fact]
    public async Task C5_days_without_slots_are_missing_and_a_range_names_the_ends()
    {
        var weekend = await _world.SlotsAsync($"eventTypeId={CalComSeed.Plain}&start=2026-12-05&end=2026-12-06");
        Assert.Equal("""{"status":"success","data":{}}""", weekend.Text);
        var range = await _world.SlotsAsync($"eventTypeId={CalComSeed.Plain}&start={Day}&end={Day}&format=range&timeZone=Europe/Berlin");
        Assert.Equal("""{"start":"2026-12-02T10:00:00.000+01:00","end":"2026-12-02T10:30:00.000+01:00"}""", range.Data[Day]![0]!.ToJsonString().Replace("\\u002B", "+", StringComparison.Ordinal));
    }

    [Fact]
    public async Task C5_seated_slots_tell_their_seats()
    {
        var reply = await _world.SlotsAsync($"eventTypeId={CalComSeed.Seated}&start={Day}&end={Day}");
        Assert.Equal((0, 8, 8), ((int)reply.Data[Day]![0]!["seatsBooked"]!, (int)reply.Data[Day]![0]!["seatsRemaining"]!, (int)reply.Data[Day]![0]!["seatsTotal"]!));
    }

    [Fact]
    public async Task C5_in_autumn_an_hour_comes_twice_and_in_spring_one_is_missing()
    {
        _world.StandIn.Add(new CalComSchedule(900, 1, "Nights", WorkingHours.EveryDay(DateTimeZoneProviders.Tzdb["Europe/London"], LocalTime.Midnight, new LocalTime(4, 0))));
        Add(type => type with { ScheduleId = 900, Length = 60, MinimumNotice = 0 });
        Assert.Equal(
            ["2027-03-28T00:00:00.000+00:00", "2027-03-28T02:00:00.000+01:00", "2027-03-28T03:00:00.000+01:00"],
            (await _world.StartsAsync(Own, "2027-03-28", "&timeZone=Europe/London")).Where(each => each.StartsWith("2027-03-28", StringComparison.Ordinal)));
        var autumn = await _world.SlotsAsync($"eventTypeId={Own}&start=2027-10-30T12:00:00Z&end=2027-10-31T12:00:00Z&timeZone=Europe/London");
        Assert.Equal(
            ["2027-10-31T00:00:00.000+01:00", "2027-10-31T01:00:00.000+01:00", "2027-10-31T01:00:00.000+00:00", "2027-10-31T02:00:00.000+00:00", "2027-10-31T03:00:00.000+00:00"],
            autumn.Data["2027-10-31"]!.AsArray().Select(each => (string)each!["start"]!));
    }

    [Fact]
    public async Task C6_starts_lie_an_interval_apart_or_else_a_length()
    {
        Add(type => type with { SlotInterval = 20, Length = 40 });
        Assert.Equal(["09:00", "09:20", "09:40"], (await _world.StartsAsync(Own, Day)).Take(3).Select(Hour));
        Assert.Equal("16:20", Hour((await _world.StartsAsync(Own, Day))[^1]));
        Assert.Equal(["09:00", "10:00"], (await _world.StartsAsync(CalComSeed.VariableLength, Day, "&duration=60")).Take(2).Select(Hour));
    }

    [Fact]
    public async Task C6_notice_and_window_hide_what_is_too_soon_and_too_far()
    {
        Assert.Equal("10:00", Hour((await _world.StartsAsync(CalComSeed.Plain, "2026-12-01"))[0])); // the next start after two hours
        Add(type => type with { Window = new CalComWindow("calendarDays", 2) });
        Assert.NotEmpty(await _world.StartsAsync(Own, "2026-12-03"));
        Assert.Empty(await _world.StartsAsync(Own, "2026-12-04"));
        Add(type => type with { Window = new CalComWindow("businessDays", 4) });
        Assert.NotEmpty(await _world.StartsAsync(Own, "2026-12-07"));
        Assert.Empty(await _world.StartsAsync(Own, "2026-12-08"));
        Add(type => type with { Window = new CalComWindow("range", 0, new LocalDate(2026, 12, 3), new LocalDate(2026, 12, 3)) });
        Assert.Empty(await _world.StartsAsync(Own, Day));
        Assert.NotEmpty(await _world.StartsAsync(Own, "2026-12-03"));
    }

    [Fact]
    public async Task C6_buffers_widen_what_is_busy()
    {
        Add(type => type with { BufferBefore = 15, BufferAfter = 15 });
        _world.StandIn.Occupy(1, CalComWorld.At("2026-12-02T10:00:00Z"), CalComWorld.At("2026-12-02T10:30:00Z"));
        var starts = (await _world.StartsAsync(Own, Day)).Select(Hour).ToList();
        Assert.Equal(["09:00", "11:00"], starts.Take(2));
        Assert.Equal(["09:00", "09:30", "10:30"], (await _world.StartsAsync(CalComSeed.Plain, Day)).Take(3).Select(Hour));
    }

    [Fact]
    public async Task C6_limits_empty_the_period_they_count()
    {
        Add(type => type with { CountLimit = new CalComLimit(Day: 1, Week: 2) });
        Assert.Equal(201, (await _world.BookAsync("2026-12-02T10:00:00Z", Own)).Status);
        Assert.Empty(await _world.StartsAsync(Own, Day));
        Assert.NotEmpty(await _world.StartsAsync(Own, "2026-12-03"));
        Assert.Equal(201, (await _world.BookAsync("2026-12-03T10:00:00Z", Own)).Status);
        Assert.Empty(await _world.StartsAsync(Own, "2026-12-04"));
        Assert.NotEmpty(await _world.StartsAsync(Own, "2026-12-07"));
    }

    [Fact]
    public async Task C6_bookings_of_every_type_of_the_host_are_busy_but_pending_ones_are_not()
    {
        await _world.BookAsync("2026-12-02T09:00:00Z", CalComSeed.VariableLength);
        await _world.BookAsync("2026-12-02T10:30:00Z", CalComSeed.WithConfirmation);
        Assert.Equal(["09:30", "10:00", "10:30"], (await _world.StartsAsync(CalComSeed.Plain, Day)).Take(3).Select(Hour));
    }

    [Fact]
    public async Task C6_a_booking_to_be_moved_is_not_in_its_own_way()
    {
        var uid = (await _world.BookAsync("2026-12-02T09:00:00Z")).Uid;
        Assert.Equal("09:30", Hour((await _world.StartsAsync(CalComSeed.Plain, Day))[0]));
        Assert.Equal("09:00", Hour((await _world.StartsAsync(CalComSeed.Plain, Day, $"&bookingUidToReschedule={uid}"))[0]));
    }

    [Fact]
    public async Task C7_identical_queries_get_a_stale_answer_for_two_seconds_when_the_cache_is_on()
    {
        _world.StandIn.Switches.SlotCache = true;
        Assert.Equal("09:00", Hour((await _world.StartsAsync(CalComSeed.Plain, Day))[0]));
        await _world.BookAsync("2026-12-02T09:00:00Z");
        Assert.Equal("09:00", Hour((await _world.StartsAsync(CalComSeed.Plain, Day))[0]));
        Assert.Equal("09:30", Hour((await _world.StartsAsync(CalComSeed.Plain, Day, "&timeZone=UTC"))[0]));
        _world.StandIn.Clock.Advance(TimeSpan.FromSeconds(2.5));
        Assert.Equal("09:30", Hour((await _world.StartsAsync(CalComSeed.Plain, Day))[0]));
    }

    [Fact]
    public async Task C8_a_hold_hides_the_time_for_five_minutes_from_every_type_of_the_host()
    {
        var held = await _world.HoldAsync("2026-12-02T09:00:00Z");
        Assert.Equal((201, 5, 30), (held.Status, (int)held.Data["reservationDuration"]!, (int)held.Data["slotDuration"]!));
        Assert.StartsWith("2026-12-01T08:04:0", (string)held.Data["reservationUntil"]!, StringComparison.Ordinal);
        Assert.Equal("09:30", Hour((await _world.StartsAsync(CalComSeed.Plain, Day))[0]));
        Assert.Equal("09:30", Hour((await _world.StartsAsync(CalComSeed.WithQuestions, Day))[0]));
        _world.StandIn.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("09:00", Hour((await _world.StartsAsync(CalComSeed.Plain, Day))[0]));
    }

    [Fact]
    public async Task C8_a_held_or_booked_time_of_the_type_cannot_be_held_but_that_of_another_type_can()
    {
        await _world.HoldAsync("2026-12-02T09:00:00Z");
        var second = await _world.HoldAsync("2026-12-02T09:15:00Z");
        Assert.Equal((422, "This time slot is already reserved by another user. Please choose a different time."), (second.Status, second.Message));
        Assert.Equal(201, (await _world.HoldAsync("2026-12-02T09:00:00Z", CalComSeed.WithQuestions)).Status);

        await _world.BookAsync("2026-12-02T10:00:00Z");
        var booked = await _world.HoldAsync("2026-12-02T10:00:00Z");
        Assert.Equal((422, "Can't reserve a slot if the event is already booked."), (booked.Status, booked.Message));
        Assert.Equal(201, (await _world.HoldAsync("2026-12-02T10:00:00Z", CalComSeed.WithQuestions)).Status);
        await _world.BookAsync("2026-12-02T11:00:00Z", CalComSeed.WithConfirmation);
        Assert.Equal(422, (await _world.HoldAsync("2026-12-02T11:00:00Z", CalComSeed.WithConfirmation)).Status); // pending counts here
    }

    [Fact]
    public async Task C8_checks_come_in_their_order_and_working_hours_are_not_among_them()
    {
        Assert.Equal(401, (await _world.HoldAsync("nonsense", 999, minutes: 9)).Status);
        Assert.Equal((404, "Event Type with ID=999 not found"), await _world.HoldAsync("nonsense", 999) is var missing ? (missing.Status, missing.Message) : default);
        _world.StandIn.Add(new CalComAccount(2, "eve", "Eve", "eve@example.com", "Europe/London") { Keys = [new CalComKey("cal_eve")] }, WorkingHours.Weekdays(DateTimeZone.Utc, new LocalTime(9, 0), new LocalTime(10, 0)));
        Assert.Equal(403, (await _world.HoldAsync("nonsense", minutes: 9, key: "cal_eve")).Status);
        Assert.Equal((400, "Invalid start date"), await _world.HoldAsync("nonsense") is var start ? (start.Status, start.Message) : default);
        Assert.Equal(400, (await _world.SendAsync("POST", "/v2/slots/reservations", "2024-09-04", body: new JsonObject { ["eventTypeId"] = CalComSeed.Plain, ["slotStart"] = "2026-12-02T09:00:00Z", ["slotDuration"] = 45 })).Status);
        Assert.Equal(201, (await _world.HoldAsync("2026-12-05T03:00:00Z")).Status);
        Assert.Equal(30, (int)(await _world.HoldAsync("2026-12-02T12:00:00Z", minutes: 30, key: CalComSeed.Key)).Data["reservationDuration"]!);
    }

    [Fact]
    public async Task C8_a_hold_cannot_be_prolonged_in_place_but_moved_read_and_let_go()
    {
        var held = await _world.HoldAsync("2026-12-02T09:00:00Z");
        var path = $"/v2/slots/reservations/{held.Data["reservationUid"]}";
        Task<Reply> Change(string start) => _world.SendAsync("PATCH", path, "2024-09-04", body: new JsonObject { ["eventTypeId"] = CalComSeed.Plain, ["slotStart"] = start });

        Assert.Equal(422, (await Change("2026-12-02T09:00:00Z")).Status);
        Assert.Equal(200, (await Change("2026-12-02T13:00:00Z")).Status);
        Assert.Equal("2026-12-02T13:00:00.000Z", (string)(await _world.SendAsync("GET", path, "2024-09-04")).Data["slotStart"]!);
        Assert.Equal("""{"status":"success"}""", (await _world.SendAsync("DELETE", path, "2024-09-04")).Text);
        Assert.Equal("""{"status":"success","data":null}""", (await _world.SendAsync("GET", path, "2024-09-04")).Text);
        Assert.Equal(200, (await _world.SendAsync("DELETE", path, "2024-09-04")).Status);
        Assert.Equal(404, (await Change("2026-12-02T13:00:00Z")).Status);
    }

    [Fact]
    public async Task C9_a_booking_neither_minds_nor_uses_up_a_hold()
    {
        await _world.HoldAsync("2026-12-02T09:00:00Z");
        Assert.Equal(201, (await _world.BookAsync("2026-12-02T09:00:00Z")).Status);
        Assert.Single(_world.StandIn.Reservations);
    }

    private void Add(Func<CalComEventType, CalComEventType> made) => _world.StandIn.Add(made(new CalComEventType(Own, 1, "own", "Own", 30)));

    private static string Hour(string start) => start[11..16];
}
