using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.CallLab.StandIns.Calendars;
using VoiceBooker.CallLab.StandIns.Calendly;
using VoiceBooker.Providers.Calendly;

namespace VoiceBooker.Tests.Providers.Calendly;

/// <summary>What callers get of every kind of event and every mood of the service; the stand-in's own state is the judge.</summary>
public sealed class CallersJourneyTests
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 11, 30, 12, 0);

    [Fact]
    public async Task A_video_call_is_booked_at_once_and_its_link_is_found_a_little_later()
    {
        await using var world = await OpenAsync();
        var request = world.Wish(world.Type(CalendlySeed.Solo), "google_conference");
        var booked = Assert.IsType<BookingOutcome.Booked>(await world.BookAsync(request));
        Assert.Equal(("", "a Google Meet video call"), (booked.MeetingPlace, booked.Via));

        world.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.StartsWith("https://meet.example.com/google/", Assert.IsType<BookingStanding.Stands>(await StandingAsync(world, booked.Reference)).MeetingPlace, StringComparison.Ordinal);
        Assert.Equal(request.Intent.ToString("D"), world.InviteeOf(booked.Reference).Form.Tracking.Content);
    }

    [Theory]
    [InlineData("physical:12 Example Street, New York", "12 Example Street, New York", "at 12 Example Street, New York")]
    [InlineData("outbound_call", "", "a telephone call; they will call you")]
    public async Task The_place_the_owner_chose_is_the_place_that_stands(string link, string place, string via)
    {
        await using var world = await OpenAsync();
        var booked = Assert.IsType<BookingOutcome.Booked>(await world.BookAsync(world.Wish(world.Type(CalendlySeed.Solo), link)));
        Assert.Equal((place, via), (booked.MeetingPlace, booked.Via));
        Assert.Equal(link == "outbound_call" ? "+4930901820" : place, world.InviteeOf(booked.Reference).Event.Location!.Text);
    }

    [Fact]
    public async Task What_the_event_asks_is_answered_in_its_own_words()
    {
        await using var world = await OpenAsync();
        var type = world.Type(CalendlySeed.Questions);
        var made = world.Event(type);
        made.Questions = [.. (await EventsAsync(world)).Single(each => each.Name == "Project talk").Questions];
        var request = world.Adapter.Request(world.FirstFree(type), made);
        Assert.Equal("0:What is your project called?", Assert.IsType<BookingOutcome.FieldInvalid>(await world.BookAsync(request)).Field);

        request = request with { Answers = new Dictionary<string, string>(StringComparer.Ordinal) { ["0:What is your project called?"] = "Jo's boys", ["1:How did you find us?"] = "A friend" } };
        var booked = Assert.IsType<BookingOutcome.Booked>(await world.BookAsync(request));
        Assert.Equal([new GivenAnswer("What is your project called?", "Jo's boys", 0), new GivenAnswer("How did you find us?", "A friend", 1)], world.InviteeOf(booked.Reference).Form.Answers);

        // A client that does not know the questions is told by the service.
        var blind = world.Adapter.Request(world.FirstFree(type), world.Event(type));
        Assert.Equal("questions", Assert.IsType<BookingOutcome.FieldInvalid>(await world.BookAsync(blind)).Field);
    }

    [Fact]
    public async Task An_event_without_a_place_is_booked_without_one()
    {
        await using var world = await OpenAsync();
        var request = world.Wish(world.Type(CalendlySeed.NoLocation));
        request.Event.MeetingPlace = "12 Harbour Street";
        var booked = Assert.IsType<BookingOutcome.Booked>(await world.BookAsync(request));
        Assert.Equal("12 Harbour Street", booked.MeetingPlace); // the owner's own word
        Assert.Null(world.InviteeOf(booked.Reference).Event.Location);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pool_of_hosts_takes_a_booking_without_a_place_and_a_lost_one_is_found_with_whichever_host(bool annIsBusy)
    {
        await using var world = await OpenAsync(new CalendlyOptions { BookingDeadline = TimeSpan.FromSeconds(1) });
        var request = world.Wish(world.Type(CalendlySeed.RoundRobin));
        if (annIsBusy)
            world.StandIn.Occupy(world.StandIn.With(books => books.Users[0]), new Interval(request.Slot.Start, request.Slot.End));
        world.StandIn.Faults.Add(new FaultRule("book", FaultKind.CommitThenTimeout));
        Assert.IsType<BookingOutcome.Unknown>(await world.BookAsync(request));

        var found = Assert.IsType<BookingOutcome.Booked>(await world.Adapter.Calendar.FindByIntentAsync(request, default));
        Assert.Equal(annIsBusy ? "Ben Example" : "Ann Example", world.InviteeOf(found.Reference).Event.Hosts.Single().Name);
        Assert.Single(world.StandIn.Events);
    }

    [Fact]
    public async Task The_first_question_after_an_outage_is_answered_in_all_its_parts()
    {
        await using var world = await OpenAsync(new CalendlyOptions { SlotSpanDays = 7 });
        var type = world.Type(CalendlySeed.NoLocation);
        var month = new Interval(world.Adapter.Now, world.Adapter.Now + Duration.FromDays(28));
        world.StandIn.Faults.Add(new FaultRule("times", FaultKind.Error500, Times: 0));
        Assert.Contains("Calendly answered with an error (HTTP 500)", await TroubleAsync(), StringComparison.Ordinal);
        Assert.Contains("failed too often", await TroubleAsync(), StringComparison.Ordinal);

        world.StandIn.Faults.Clear();
        world.Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.NotEmpty(Assert.IsType<SlotsResult.Found>(await world.Adapter.Calendar.FindSlotsAsync(world.Event(type), month, default)).Slots);

        async Task<string> TroubleAsync() => Assert.IsType<SlotsResult.Unavailable>(await world.Adapter.Calendar.FindSlotsAsync(world.Event(type), month, default)).Reason;
    }

    [Fact]
    public async Task Two_callers_come_to_one_workshop_and_neither_cancels_the_other()
    {
        await using var world = await OpenAsync();
        var type = world.Type(CalendlySeed.Group);
        var (jo, amy) = (world.Wish(type), world.Wish(type) with { Attendee = new Attendee("Amy March", "amy@example.org", null, "Europe/Berlin") });
        var first = Assert.IsType<BookingOutcome.Booked>(await world.BookAsync(jo));
        var second = Assert.IsType<BookingOutcome.Booked>(await world.BookAsync(amy));
        Assert.Single(world.StandIn.Events);
        Assert.NotEqual(first.Reference, second.Reference);
        Assert.Equal(second.Reference, Assert.IsType<BookingOutcome.Booked>(await world.Adapter.Calendar.FindByIntentAsync(amy, default)).Reference);

        Assert.IsType<CancelOutcome.Refused>(await CancelAsync(world, first.Reference));
        Assert.All(world.StandIn.Invitees, invitee => Assert.True(invitee.Active));

        // When Amy has gone on her own, Jo's cancellation is a cancellation; and Amy's is done already, and leaves Jo alone.
        Assert.True(world.StandIn.CancelByInvitee(world.InviteeOf(second.Reference)));
        Assert.IsType<CancelOutcome.Cancelled>(await CancelAsync(world, second.Reference));
        Assert.True(world.InviteeOf(first.Reference).Active);
        Assert.IsType<CancelOutcome.Cancelled>(await CancelAsync(world, first.Reference));
    }

    [Fact]
    public async Task A_time_taken_meanwhile_is_taken_even_when_the_service_blames_the_place()
    {
        await using var world = await OpenAsync();
        world.StandIn.Switches.TakenLooksLikeWrongLocation = true;
        var type = world.Type(CalendlySeed.Solo);
        var request = world.Wish(type);
        world.StandIn.TakeAway(type, request.Slot.Start);
        Assert.IsType<BookingOutcome.Taken>(await world.BookAsync(request));
    }

    [Fact]
    public async Task A_booking_sent_twice_for_one_wish_is_one_booking()
    {
        await using var world = await OpenAsync();
        var request = world.Wish(world.Type(CalendlySeed.Solo));
        var first = Assert.IsType<BookingOutcome.Booked>(await world.BookAsync(request));
        Assert.Equal(first.Reference, Assert.IsType<BookingOutcome.Booked>(await world.BookAsync(request)).Reference);
        Assert.Single(world.StandIn.Events);
    }

    [Fact]
    public async Task A_service_that_refuses_reasons_cancels_all_the_same()
    {
        await using var world = await OpenAsync();
        world.StandIn.Switches.ReasonRefused = true;
        var booked = Assert.IsType<BookingOutcome.Booked>(await world.BookAsync(world.Wish(world.Type(CalendlySeed.Solo))));
        Assert.IsType<CancelOutcome.Cancelled>(await CancelAsync(world, booked.Reference));
        Assert.False(world.StandIn.Events.Single().Active);
    }

    [Fact]
    public async Task A_meeting_moved_at_the_service_is_cancelled_where_it_stands_now()
    {
        await using var world = await OpenAsync();
        var type = world.Type(CalendlySeed.Solo);
        var booked = Assert.IsType<BookingOutcome.Booked>(await world.BookAsync(world.Wish(type)));
        var moved = world.StandIn.Reschedule(world.InviteeOf(booked.Reference), world.FirstFree(type).Start + Duration.FromHours(2));
        Assert.Equal(world.StandIn.Uri(moved!.Path), Assert.IsType<BookingStanding.Moved>(await StandingAsync(world, booked.Reference)).Reference);
        Assert.IsType<CancelOutcome.Cancelled>(await CancelAsync(world, booked.Reference));
        Assert.All(world.StandIn.Events, held => Assert.False(held.Active));
    }

    [Fact]
    public async Task An_old_service_that_takes_seven_days_at_a_time_is_asked_for_a_month_all_the_same()
    {
        await using var world = await OpenAsync();
        world.StandIn.Switches.LongestSpan = Duration.FromDays(7);
        var type = world.Type(CalendlySeed.Solo);
        var month = new Interval(Monday, Monday + Duration.FromDays(30));
        var found = Assert.IsType<SlotsResult.Found>(await world.Adapter.Calendar.FindSlotsAsync(world.Event(type), month, default));
        Assert.Equal(world.StandIn.FreeTimesOf(type, month).Select(free => free.Slot.Start), found.Slots.Select(slot => slot.Start));
        var asked = world.Asked("times");
        Assert.InRange(asked, 6, 7); // once too long, then week by week

        Assert.IsType<SlotsResult.Found>(await world.Adapter.Calendar.FindSlotsAsync(world.Event(type), month, default));
        Assert.Equal(asked + 5, world.Asked("times")); // and that is remembered
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_caps_of_the_plan_are_told_as_throttled(bool day)
    {
        await using var world = await OpenAsync();
        world.StandIn.Change(books => books.Organizations[0].Plan = day ? CalendlyPlan.Trial : CalendlyPlan.Paid);
        world.StandIn.Switches.LimitsEnforced = true;
        var type = world.Type(CalendlySeed.NoLocation);
        for (var booked = 0; booked < (day ? 5 : 10); booked++)
            Assert.IsType<BookingOutcome.Booked>(await world.BookAsync(world.Wish(type)));
        Assert.IsType<BookingOutcome.Throttled>(await world.BookAsync(world.Wish(type)));
    }

    [Fact]
    public async Task Before_the_free_plan_booked_its_owner_was_told_so()
    {
        await using var world = await OpenAsync();
        world.StandIn.Switches.FreePlanBooksFrom = Monday + Duration.FromDays(1);
        world.StandIn.Change(books => books.Organizations[0].Plan = CalendlyPlan.Free);
        Assert.Contains("plan", Assert.IsType<BookingOutcome.ProviderDown>(await world.BookAsync(world.Wish(world.Type(CalendlySeed.Solo)))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_knows_by_whom_it_is_asked()
    {
        await using var world = await OpenAsync();
        world.StandIn.Switches.GenericAgentsRefused = true;
        Assert.IsType<BookingOutcome.Booked>(await world.BookAsync(world.Wish(world.Type(CalendlySeed.Solo))));
    }

    [Theory]
    [InlineData(nameof(FaultKind.Error500))]
    [InlineData(nameof(FaultKind.Malformed))]
    [InlineData(nameof(FaultKind.RateLimited))]
    public async Task Free_times_that_cannot_be_read_are_not_called_none(string fault)
    {
        await using var world = await OpenAsync();
        world.StandIn.Faults.Add(new FaultRule("times", Enum.Parse<FaultKind>(fault), Times: 0));
        Assert.IsType<SlotsResult.Unavailable>(await world.Adapter.Calendar.FindSlotsAsync(world.Event(world.Type(CalendlySeed.Solo)), new Interval(Monday, Monday + Duration.FromDays(3)), default));
    }

    private static async Task<StandInWorld> OpenAsync(CalendlyOptions? options = null)
    {
        var world = new StandInWorld(Monday, options);
        await world.OpenAsync();
        return world;
    }

    private static Task<BookingStanding> StandingAsync(StandInWorld world, string reference) => world.Adapter.Calendar.FindByReferenceAsync(world.Adapter.Event(), reference, default);

    private static Task<CancelOutcome> CancelAsync(StandInWorld world, string reference) => world.Adapter.Calendar.CancelAsync(world.Adapter.Event(), reference, "Cancelled by telephone.", default);

    private static async Task<IReadOnlyList<ProviderEvent>> EventsAsync(StandInWorld world) =>
        Assert.IsType<ProviderEventsAnswer.Found>(await world.Adapter.Accounts.FindEventsAsync(await world.AccessAsync(), default)).Events;
}
