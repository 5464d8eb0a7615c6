using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Tasks;
using VoiceBooker.Providers.Calendly;
using static VoiceBooker.Tests.Providers.Calendly.CalendlyScript;

namespace VoiceBooker.Tests.Providers.Calendly;

/// <summary>Moves and cancellations whose second step, reason or answer fails.</summary>
public sealed class ChangingPitfallTests
{
    [Fact]
    public async Task A_credential_goes_to_the_connections_own_address_whatever_address_a_reference_names()
    {
        var wire = new ScriptedWire().On("GET /scheduled_events/E1/invitees/I1", 404);
        using var world = await OpenAsync(wire);
        await world.Calendar.FindByReferenceAsync(world.Event(), "https://evil.example.com/scheduled_events/E1/invitees/I1", default);
        Assert.IsType<BookingStanding.Gone>(await world.Calendar.FindByReferenceAsync(world.Event(), "https://evil.example.com/anything", default));
        Assert.IsType<CancelOutcome.NotFound>(await world.Calendar.CancelAsync(world.Event(), "", "x", default));
        Assert.Single(wire.Sent);
    }

    [Fact]
    public async Task A_move_whose_second_step_is_lost_is_finished_by_the_look_up()
    {
        var wire = OldStands(new ScriptedWire()).On(Book, 201, Created()).On(Meeting, 200, Held(Eleven)).On("POST /scheduled_events/E1/cancellation", 500).On("POST /scheduled_events/E1/cancellation", 500);
        using var world = await OpenAsync(wire);
        var request = world.Request(Eleven) with { Moving = Old };
        Assert.IsType<BookingOutcome.Unknown>(await world.Calendar.MoveAsync(request, Old, default));

        wire.On("POST /scheduled_events/E1/cancellation", 201, """{"resource":{"canceled_by":"Ann","canceler_type":"host"}}""");
        wire.On(Meetings, 200, "{\"collection\":[" + HeldEvent(Eleven) + "]}").On("GET /scheduled_events/E2/invitees", 200, "{\"collection\":[" + Person(Invitee, request.Intent) + "]}");
        var found = Assert.IsType<BookingOutcome.Booked>(await world.Calendar.FindByIntentAsync(request, default));
        Assert.Equal((Invitee, Eleven), (found.Reference, found.Slot));
        Assert.Equal(1, wire.Count(Book)); // the new time is booked once
        Assert.Empty(await world.OpenTasksAsync());
    }

    [Fact]
    public async Task A_move_never_cancels_what_it_has_booked_even_when_the_old_booking_leads_there()
    {
        var wire = new ScriptedWire();
        using var world = await OpenAsync(wire);
        var request = world.Request(Eleven) with { Moving = Old };
        wire.On(Meetings, 200, "{\"collection\":[" + HeldEvent(Eleven) + "]}").On("GET /scheduled_events/E2/invitees", 200, "{\"collection\":[" + Person(Invitee, request.Intent) + "]}")
            .On("GET /scheduled_events/E1/invitees/I1", 200, Invited(Old, status: "canceled", more: $",\"rescheduled\":true,\"new_invitee\":\"{Invitee}\""))
            .On("GET /scheduled_events/E2/invitees/I2", 200, Invited(Invitee)).On(Meeting, 200, Held(Eleven));
        Assert.IsType<BookingOutcome.Booked>(await world.Calendar.FindByIntentAsync(request, default));
        Assert.DoesNotContain(wire.Sent, each => each.What.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_move_whose_old_time_may_not_be_cancelled_stands_and_a_person_is_asked_to()
    {
        var wire = OldStands(new ScriptedWire()).On(Book, 201, Created()).On(Meeting, 200, Held(Eleven)).On("POST /scheduled_events/E1/cancellation", 403, """{"title":"Permission Denied","message":"You are not allowed to cancel this event"}""");
        using var world = await OpenAsync(wire);
        Assert.Equal(Invitee, Assert.IsType<BookingOutcome.Booked>(await world.Calendar.MoveAsync(world.Request(Eleven) with { Moving = Old }, Old, default)).Reference);
        var task = Assert.Single(await world.OpenTasksAsync());
        Assert.Equal(TaskKind.CheckBooking, task.Kind);
        Assert.Contains("not allowed to cancel", task.Details, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, Filled)]
    [InlineData(500, "")]
    public async Task A_move_that_cannot_have_the_new_time_leaves_the_old_one_alone(int status, string body)
    {
        var wire = OldStands(new ScriptedWire()).On(Book, status, body).On(Meetings, 200, NoneFound);
        using var world = await OpenAsync(wire);
        var outcome = await world.Calendar.MoveAsync(world.Request(Eleven) with { Moving = Old }, Old, default);
        Assert.True(status == 400 ? outcome is BookingOutcome.Taken : outcome is BookingOutcome.Unknown);
        Assert.Equal(0, wire.Count("POST /scheduled_events/E1/cancellation"));
    }

    [Fact]
    public async Task A_meeting_to_which_others_come_is_neither_cancelled_nor_moved()
    {
        var wire = OldStands(new ScriptedWire(), comers: 3);
        using var world = await OpenAsync(wire);
        Assert.IsType<CancelOutcome.Refused>(await world.Calendar.CancelAsync(world.Event(), Old, "x", default));
        Assert.IsType<BookingOutcome.OutOfBounds>(await world.Calendar.MoveAsync(world.Request(Eleven), Old, default));
        Assert.DoesNotContain(wire.Sent, each => each.What.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancellation_whose_reason_is_refused_is_sent_without_one()
    {
        var wire = OldStands(new ScriptedWire()).On("POST /scheduled_events/E1/cancellation", 400, """{"title":"Invalid Argument","message":"The supplied parameters are invalid."}""").On("POST /scheduled_events/E1/cancellation", 201, "{}");
        using var world = await OpenAsync(wire);
        Assert.IsType<CancelOutcome.Cancelled>(await world.Calendar.CancelAsync(world.Event(), Old, "The caller cannot come.", default));
        Assert.Equal(["""{"reason":"The caller cannot come."}""", "{}"], wire.Sent.Where(each => each.What.StartsWith("POST", StringComparison.Ordinal)).Select(each => each.Body));
    }

    [Fact]
    public async Task A_cancellation_in_doubt_is_looked_at_and_not_believed_blindly()
    {
        const string Cancel = "POST /scheduled_events/E1/cancellation";
        var gone = Invited(Old, status: "canceled", more: ",\"rescheduled\":false,\"cancellation\":{\"canceler_type\":\"host\"}");
        using var done = await OpenAsync(OldStands(new ScriptedWire()).On("GET /scheduled_events/E1/invitees/I1", 200, gone).On(Cancel, 500));
        Assert.IsType<CancelOutcome.Cancelled>(await done.Calendar.CancelAsync(done.Event(), Old, "x", default));
        using var already = await OpenAsync(OldStands(new ScriptedWire()).On("GET /scheduled_events/E1/invitees/I1", 200, gone).On(Cancel, 403, """{"title":"Permission Denied","message":"Event is already canceled"}"""));
        Assert.IsType<CancelOutcome.Cancelled>(await already.Calendar.CancelAsync(already.Event(), Old, "x", default));
        using var stands = await OpenAsync(OldStands(new ScriptedWire()).On(Cancel, 500));
        Assert.IsType<CancelOutcome.Failed>(await stands.Calendar.CancelAsync(stands.Event(), Old, "x", default));
        using var refused = await OpenAsync(OldStands(new ScriptedWire()).On(Cancel, 403, """{"title":"Permission Denied","message":"You are not allowed to cancel this event"}"""));
        Assert.IsType<CancelOutcome.Refused>(await refused.Calendar.CancelAsync(refused.Event(), Old, "x", default));
    }

    [Fact]
    public async Task What_has_begun_is_not_cancelled()
    {
        var wire = OldStands(new ScriptedWire(), slot: new Slot(Now - Duration.FromMinutes(10), Now + Duration.FromMinutes(20)));
        using var world = await OpenAsync(wire);
        Assert.IsType<CancelOutcome.Refused>(await world.Calendar.CancelAsync(world.Event(), Old, "x", default));
        Assert.IsType<BookingOutcome.OutOfBounds>(await world.Calendar.MoveAsync(world.Request(Eleven), Old, default));
    }
}
