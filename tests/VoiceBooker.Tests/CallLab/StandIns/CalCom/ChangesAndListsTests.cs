using System.Text.Json.Nodes;
using VoiceBooker.CallLab.StandIns.CalCom;

namespace VoiceBooker.Tests.CallLab.StandIns.CalCom;

/// <summary>C16 to C19 of the checklist.</summary>
public sealed class ChangesAndListsTests : IClassFixture<CalComWorld>
{
    private const int Own = 203;
    private const string Ten = "2026-12-02T10:00:00Z";
    private const string Eleven = "2026-12-02T11:00:00Z";
    private readonly CalComWorld _world;

    public ChangesAndListsTests(CalComWorld world)
    {
        _world = world;
        world.Freshen();
    }

    [Fact]
    public async Task C16_a_moved_booking_is_a_new_one_linked_both_ways()
    {
        var wish = CalComWorld.Wish(Ten);
        wish["metadata"] = new JsonObject { ["intent"] = "i-1" };
        var old = await _world.BookAsync(wish);
        var moved = await MoveAsync(old.Uid, Eleven);
        Assert.Equal(201, moved.Status);
        Assert.NotEqual(old.Uid, moved.Uid);
        Assert.Equal((old.Uid, "accepted", 30, (string)old.Data["icsUid"]!, "i-1"), ((string)moved.Data["rescheduledFromUid"]!, (string)moved.Data["status"]!, (int)moved.Data["duration"]!, (string)moved.Data["icsUid"]!, (string)moved.Data["metadata"]!["intent"]!));
        var before = await _world.SendAsync("GET", $"/v2/bookings/{old.Uid}", "2024-08-13");
        Assert.Equal(("cancelled", moved.Uid), ((string)before.Data["status"]!, (string)before.Data["rescheduledToUid"]!));
    }

    [Fact]
    public async Task C16_its_own_time_is_free_for_it_and_free_for_others_afterwards()
    {
        var old = await _world.BookAsync(Ten);
        var moved = await MoveAsync(old.Uid, "2026-12-02T10:15:00Z");
        Assert.Equal(201, moved.Status);
        Assert.Equal(400, (await _world.BookAsync(Ten)).Status);
        Assert.Equal(201, (await MoveAsync(moved.Uid, Eleven)).Status);
        Assert.Equal(201, (await _world.BookAsync(Ten)).Status);
    }

    [Fact]
    public async Task C16_what_cannot_be_moved_says_why()
    {
        Assert.Equal((404, "Booking with uid=none was not found in the database"), await MoveAsync("none", Eleven) is var none ? (none.Status, none.Message) : default);

        var old = await _world.BookAsync(Ten);
        Assert.Equal((400, "rescheduleReason property is wrong,property rescheduleReason should not exist "), await _world.ChangeAsync(old.Uid, "reschedule", new JsonObject { ["start"] = Eleven, ["rescheduleReason"] = "x" }) is var key ? (key.Status, key.Message) : default);
        await _world.BookAsync(Eleven);
        Assert.Equal((400, "User either already has booking at this time or is not available"), await MoveAsync(old.Uid, Eleven) is var taken ? (taken.Status, taken.Message) : default);
        Assert.Contains("too soon", (await MoveAsync(old.Uid, "2026-12-01T09:00:00Z")).Message, StringComparison.Ordinal);

        var moved = await MoveAsync(old.Uid, "2026-12-02T12:00:00Z");
        Assert.Contains($"cancelled and rescheduled already to booking with uid={moved.Uid}", (await MoveAsync(old.Uid, "2026-12-02T13:00:00Z")).Message, StringComparison.Ordinal);
        await _world.ChangeAsync(moved.Uid, "cancel");
        Assert.StartsWith($"Can't reschedule booking with uid={moved.Uid} because it has been cancelled.", (await MoveAsync(moved.Uid, "2026-12-02T13:00:00Z")).Message, StringComparison.Ordinal);

        var pending = await _world.BookAsync("2026-12-02T14:00:00Z", CalComSeed.WithConfirmation);
        await _world.ChangeAsync(pending.Uid, "decline", new JsonObject { ["reason"] = "No" }, CalComSeed.Key);
        Assert.Equal("""{"statusCode":404,"message":"Could not find original booking"}""", (await MoveAsync(pending.Uid, "2026-12-02T15:00:00Z")).Text);
    }

    [Fact]
    public async Task C16_shortly_before_only_the_host_may_move()
    {
        _world.StandIn.Add(new CalComEventType(Own, 1, "own", "Own", 30) { ReschedulingMinutesBefore = 60 * 48 });
        var old = await _world.BookAsync(Ten, Own);
        Assert.Equal("""{"statusCode":403,"message":"Rescheduling is not allowed within the minimum notice period before the event"}""", (await MoveAsync(old.Uid, Eleven)).Text);
        Assert.Equal(201, (await MoveAsync(old.Uid, Eleven, CalComSeed.Key)).Status);
    }

    [Fact]
    public async Task C16_where_the_host_confirms_a_move_waits_unless_the_host_made_it()
    {
        var booked = await _world.BookAsync(Ten, CalComSeed.WithConfirmation);
        var byBooker = await MoveAsync(booked.Uid, Eleven);
        Assert.Equal("pending", (string)byBooker.Data["status"]!);
        var byHost = await MoveAsync(byBooker.Uid, "2026-12-02T12:00:00Z", CalComSeed.Key);
        Assert.Equal("accepted", (string)byHost.Data["status"]!);
        var byAddress = await _world.ChangeAsync((await _world.BookAsync(Ten, CalComSeed.WithConfirmation)).Uid, "reschedule", new JsonObject { ["start"] = "2026-12-02T15:00:00Z", ["rescheduledBy"] = "ann@example.com" });
        Assert.Equal("accepted", (string)byAddress.Data["status"]!);
    }

    [Fact]
    public async Task C17_the_host_must_give_a_reason_and_the_time_is_free_at_once()
    {
        var booked = await _world.BookAsync(Ten);
        Assert.Equal("""{"statusCode":400,"message":"Cancellation reason is required"}""", (await _world.ChangeAsync(booked.Uid, "cancel", key: CalComSeed.Key)).Text);
        var cancelled = await _world.ChangeAsync(booked.Uid, "cancel", new JsonObject { ["cancellationReason"] = "Ill" }, CalComSeed.Key);
        Assert.Equal((200, "cancelled", "Ill", "ann@example.com"), (cancelled.Status, (string)cancelled.Data["status"]!, (string)cancelled.Data["cancellationReason"]!, (string)cancelled.Data["cancelledByEmail"]!));
        Assert.Contains("2026-12-02T10:00:00.000Z", await _world.StartsAsync(CalComSeed.Plain, CalComWorld.Tomorrow));
        var twice = await _world.ChangeAsync(booked.Uid, "cancel");
        Assert.Equal(400, twice.Status);
        Assert.StartsWith($"Can't cancel booking with uid={booked.Uid} because it has been cancelled already.", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C17_unknown_ended_and_protected_bookings_have_their_own_words()
    {
        Assert.Equal((404, "Booking with uid=none not found"), await _world.ChangeAsync("none", "cancel") is var none ? (none.Status, none.Message) : default);
        var booked = await _world.BookAsync(Ten);
        _world.StandIn.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal("""{"statusCode":400,"message":"Cannot cancel a booking that has already ended"}""", (await _world.ChangeAsync(booked.Uid, "cancel")).Text);
        _world.StandIn.Add(new CalComEventType(Own, 1, "own", "Own", 30) { CancellingDisabled = true });
        var held = await _world.BookAsync("2026-12-08T10:00:00Z", Own);
        Assert.Equal("""{"statusCode":400,"message":"This event type does not allow cancellations"}""", (await _world.ChangeAsync(held.Uid, "cancel")).Text);
    }

    [Fact]
    public async Task C18_a_pending_booking_is_confirmed_or_declined_once()
    {
        var first = await _world.BookAsync(Ten, CalComSeed.WithConfirmation);
        Assert.Equal("accepted", (string)(await _world.ChangeAsync(first.Uid, "confirm", key: CalComSeed.Key)).Data["status"]!);
        Assert.Equal(400, (await _world.ChangeAsync(first.Uid, "confirm", key: CalComSeed.Key)).Status);
        var second = await _world.BookAsync(Eleven, CalComSeed.WithConfirmation);
        var declined = await _world.ChangeAsync(second.Uid, "decline", new JsonObject { ["reason"] = "Full" }, CalComSeed.Key);
        Assert.Equal(("rejected", "Full"), ((string)declined.Data["status"]!, (string)declined.Data["cancellationReason"]!));
        Assert.Equal(400, (await _world.ChangeAsync(second.Uid, "decline", key: CalComSeed.Key)).Status);
    }

    [Fact]
    public async Task C19_a_booking_is_found_by_address_time_and_our_own_key()
    {
        var wish = CalComWorld.Wish(Ten, email: "bob+cal@example.com");
        wish["metadata"] = new JsonObject { ["intent"] = "i-7" };
        await _world.BookAsync(wish);
        await _world.BookAsync(Eleven, email: "bob+cal@example.com");
        var found = await ListAsync("attendeeEmail=bob%2Bcal@example.com&eventTypeId=101&afterStart=2026-12-02T09:59:59Z&beforeEnd=2026-12-02T10:30:01Z&status=upcoming,unconfirmed&take=10");
        Assert.Equal(["i-7"], found.Data.AsArray().Select(each => (string)each!["metadata"]!["intent"]!));
        Assert.Empty((await ListAsync("attendeeEmail=bob+cal@example.com")).Data.AsArray()); // a plain plus is a blank
        Assert.Equal(2, (await ListAsync("attendeeEmail=%20bob%2Bcal@example.com%20")).Data.AsArray().Count);
    }

    [Fact]
    public async Task C19_statuses_are_sets_and_bookings_of_others_stay_unseen()
    {
        var past = await _world.BookAsync("2026-12-01T10:00:00Z");
        _world.StandIn.Clock.Advance(TimeSpan.FromHours(4));
        var upcoming = await _world.BookAsync(Ten);
        var pending = await _world.BookAsync(Eleven, CalComSeed.WithConfirmation);
        var gone = await _world.BookAsync("2026-12-02T14:00:00Z");
        await _world.ChangeAsync(gone.Uid, "cancel");

        Assert.Equal([upcoming.Uid], await UidsAsync("status=upcoming"));
        Assert.Equal([past.Uid], await UidsAsync("status=past"));
        Assert.Equal([gone.Uid], await UidsAsync("status=cancelled"));
        Assert.Equal([pending.Uid], await UidsAsync("status=unconfirmed"));
        Assert.Equal([upcoming.Uid, pending.Uid], await UidsAsync("status=upcoming,unconfirmed"));
        Assert.Equal(4, (await UidsAsync("sortStart=asc")).Count);
        Assert.Equal([gone.Uid, pending.Uid, upcoming.Uid, past.Uid], await UidsAsync("sortStart=desc"));
        _world.StandIn.Switches.ListWithoutStatusIsUpcoming = true;
        Assert.Equal([upcoming.Uid], await UidsAsync(""));
    }

    [Fact]
    public async Task C19_pages_are_counted_from_zero_and_hold_one_to_two_hundred_and_fifty()
    {
        foreach (var hour in (string[])["10", "11", "12", "13", "14"])
            await _world.BookAsync($"2026-12-02T{hour}:00:00Z");
        var page = await ListAsync("take=2&status=upcoming");
        Assert.Equal("""{"returnedItems":2,"totalItems":5,"itemsPerPage":2,"remainingItems":3,"currentPage":0,"totalPages":3,"hasNextPage":true,"hasPreviousPage":false}""", page.Json["pagination"]!.ToJsonString());
        var last = await ListAsync("take=2&skip=4&status=upcoming");
        Assert.Equal("""{"returnedItems":1,"totalItems":5,"itemsPerPage":2,"remainingItems":0,"currentPage":2,"totalPages":3,"hasNextPage":false,"hasPreviousPage":true}""", last.Json["pagination"]!.ToJsonString());
        foreach (var query in (string[])["take=0", "take=251", "skip=-1", "status=soon", "attendeePhone=1", "afterStart=soon"])
            Assert.Equal((400, "Bad Request Exception"), await ListAsync(query) is var wrong ? (wrong.Status, wrong.Message) : default);
        Assert.Equal(200, (await ListAsync("take=250")).Status);
    }

    [Fact]
    public async Task C19_the_newest_list_goes_by_cursor()
    {
        foreach (var hour in (string[])["10", "11", "12"])
            await _world.BookAsync($"2026-12-02T{hour}:00:00Z");
        var seen = new List<string>();
        for (var cursor = ""; ;)
        {
            var page = await _world.SendAsync("GET", $"/v2/bookings?take=2{cursor}", "2026-05-01", CalComSeed.Key);
            seen.AddRange(page.Data.AsArray().Select(each => ((string)each!["start"]!)[11..13]));
            if ((string?)page.Json["pagination"]!["nextCursor"] is not { } next)
                break;
            cursor = $"&cursor={Uri.EscapeDataString(next)}";
        }

        Assert.Equal(["10", "11", "12"], seen);
    }

    private Task<Reply> MoveAsync(string uid, string start, string? key = null) => _world.ChangeAsync(uid, "reschedule", new JsonObject { ["start"] = start }, key);

    private Task<Reply> ListAsync(string query) => _world.SendAsync("GET", $"/v2/bookings?{query}", "2024-08-13", CalComSeed.Key);

    private async Task<List<string>> UidsAsync(string query) => [.. (await ListAsync(query)).Data.AsArray().Select(each => (string)each!["uid"]!)];
}
