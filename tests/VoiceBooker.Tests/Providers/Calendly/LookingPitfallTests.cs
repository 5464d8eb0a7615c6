using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Providers.Calendly;
using static VoiceBooker.Tests.Providers.Calendly.CalendlyScript;

namespace VoiceBooker.Tests.Providers.Calendly;

/// <summary>Look-ups and free times that are answered in part or not at all.</summary>
public sealed class LookingPitfallTests
{
    [Fact]
    public async Task A_look_up_reads_every_page_and_every_invitee_until_it_finds_our_mark()
    {
        var wire = new ScriptedWire();
        using var world = await OpenAsync(wire);
        var request = world.Request(Ten);
        wire.On(Meetings, 200, "{\"collection\":[" + HeldEvent(uuid: "E9") + "],\"pagination\":{\"next_page_token\":\"second\"}}").On(Meetings, 200, "{\"collection\":[" + HeldEvent() + "]}")
            .On("GET /scheduled_events/E9/invitees", 200, "{\"collection\":[" + Person("https://api.calendly.com/scheduled_events/E9/invitees/I9", Guid.NewGuid()) + "]}")
            .On("GET /scheduled_events/E2/invitees", 200, "{\"collection\":[{\"uri\":\"x\",\"status\":\"active\",\"tracking\":null}],\"pagination\":{\"next_page_token\":\"more\"}}")
            .On("GET /scheduled_events/E2/invitees", 200, "{\"collection\":[" + Person(Invitee, request.Intent) + "]}");
        Assert.Equal(Invitee, Assert.IsType<BookingOutcome.Booked>(await world.Calendar.FindByIntentAsync(request, default)).Reference);
        Assert.Contains("page_token=second", wire.Sent[1].Query, StringComparison.Ordinal);
        Assert.Contains("user=https://api.calendly.com/users/U1", wire.Sent[0].Query, StringComparison.Ordinal);
        Assert.Contains("status=active", wire.Sent[0].Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(403)]
    public async Task A_look_up_that_fails_never_says_surely_not(int status)
    {
        using var world = await OpenAsync(new ScriptedWire().On(Meetings, status, "{}"));
        Assert.IsType<BookingOutcome.Unknown>(await world.Calendar.FindByIntentAsync(world.Request(Ten), default));
        using var half = await OpenAsync(new ScriptedWire().On(Meetings, 200, "{\"collection\":[" + HeldEvent() + "]}").On("GET /scheduled_events/E2/invitees", status, "{}"));
        Assert.IsType<BookingOutcome.Unknown>(await half.Calendar.FindByIntentAsync(half.Request(Ten), default));
    }

    [Fact]
    public async Task A_booking_with_a_pool_of_hosts_is_looked_for_in_the_organisation_and_only_there_told_as_not_found()
    {
        var wire = new ScriptedWire().On(Meetings, 200, NoneFound).On(Meetings, 200, NoneFound).On(Meetings, 200, NoneFound).On(Meetings, 403, "{}");
        using var world = await OpenAsync(wire);
        var request = world.Request(Ten, world.Event(link: "pooled"));
        Assert.Null(await world.Calendar.FindByIntentAsync(request, default));
        Assert.Contains("organization=https://api.calendly.com/organizations/O1", wire.Sent[1].Query, StringComparison.Ordinal);
        Assert.Contains("invitee_email=jo@example.org", wire.Sent[1].Query, StringComparison.Ordinal);
        Assert.IsType<BookingOutcome.Unknown>(await world.Calendar.FindByIntentAsync(request, default));
    }

    [Fact]
    public async Task Free_times_that_begin_by_a_faster_clock_are_asked_for_a_little_later()
    {
        const string Past = """{"title":"Invalid Argument","message":"The supplied parameters are invalid."}""";
        var wire = new ScriptedWire().On(Times, 400, Past).On(Times, 200, Free(Ten));
        using var world = await OpenAsync(wire);
        var found = Assert.IsType<SlotsResult.Found>(await world.Calendar.FindSlotsAsync(world.Event(), new Interval(Now - Duration.FromDays(1), Eleven.End), default));
        Assert.Equal([Ten], found.Slots);
        Assert.Equal(2, wire.Count(Times));
    }

    [Fact]
    public async Task Half_an_answer_is_no_answer()
    {
        var wire = new ScriptedWire().On(Times, 200, Free(Ten)).On(Times, 403, """{"message":"You do not have permission"}""");
        using var world = await OpenAsync(wire, new CalendlyOptions { SlotSpanDays = 7 });
        var none = Assert.IsType<SlotsResult.Unavailable>(await world.Calendar.FindSlotsAsync(world.Event(), new Interval(Now, Now + Duration.FromDays(30)), default));
        Assert.Contains("You do not have permission", none.Reason, StringComparison.Ordinal);
    }
}
