using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.CallLab.StandIns.Calendars;
using VoiceBooker.Providers.CalCom;
using static VoiceBooker.Tests.Providers.CalCom.CalComWorld;
using Lab = VoiceBooker.CallLab.StandIns.CalCom;

namespace VoiceBooker.Tests.Providers.CalCom;

/// <summary>Booking, and what Cal.com makes of it.</summary>
public sealed class BookingTests
{
    [Fact]
    public async Task A_booking_carries_our_identity_names_its_location_and_is_read_back()
    {
        await using var world = await OpenAsync();
        var request = world.Request(December(2, 10));
        var booked = await world.BookedAsync(request);

        var stands = Assert.Single(world.StandIn.Bookings);
        Assert.Equal(booked.Reference, stands.Uid);
        Assert.Equal(request.Intent.ToString("D"), (string?)JsonNode.Parse(stands.Metadata)!["voicebookerIntent"]);
        Assert.Equal(("Jo March", "jo@example.org", "Europe/Berlin", "en"), (stands.Name, stands.Email, stands.TimeZone, stands.Language));
        Assert.Equal(("integration", "cal-video"), (stands.Location.Type, stands.Location.Value));
        Assert.Equal($"https://app.cal.com/video/{stands.Uid}", booked.MeetingPlace);
        Assert.Equal("a video call", booked.Via);
        Assert.Equal(["book", "get"], world.StandIn.Log.All.Select(request => request.Operation).Where(operation => operation is "book" or "get"));
        Assert.Empty(world.StandIn.SpecViolations);
    }

    [Fact]
    public async Task Every_request_has_the_exact_version_of_its_group_and_keeps_the_path_of_the_address()
    {
        await using var world = await OpenAsync();
        var ten = December(2, 10);
        await world.FreeAsync(DayOfDecember(2));
        var hold = await world.Calendar.ReserveAsync(world.Event(), ten, default);
        await world.Calendar.ReleaseAsync(world.Event(), hold!, default);
        var request = world.Request(ten);
        var booked = await world.BookedAsync(request);
        await world.Calendar.FindByIntentAsync(request, default);
        var moved = Assert.IsType<BookingOutcome.Booked>(await world.Calendar.MoveAsync(world.Request(December(2, 11)), booked.Reference, default));
        await world.Calendar.CancelAsync(world.Event(), moved.Reference, "", default);
        await world.Accounts.FindEventsAsync(await world.OpenAccountAsync(), default);

        Assert.All(world.Wire.All, sent => Assert.StartsWith("/v2/", sent.Path, StringComparison.Ordinal));
        Assert.All(world.Wire.All, sent => Assert.Equal(
            sent.Path.Split('/', '?')[2] switch { "slots" => "2024-09-04", "bookings" => "2024-08-13", "event-types" => "2024-06-14", _ => null }, sent.Version));
        Assert.True(world.Wire.All.Count >= 9);
    }

    [Fact]
    public async Task A_self_hosted_Cal_com_under_a_path_of_its_own_is_reached_there()
    {
        await using var world = await OpenAsync();
        var access = new Access(new Connection { BaseAddress = $"{world.StandIn.Base}api/v2" }, new Credential(Key));
        world.Wire.Instead = sent => sent.Path == "/api/v2/me" ? (200, """{"status":"success","data":{"id":9,"name":"Own","email":"own@example.org","timeZone":"Europe/Riga"}}""") : null;
        Assert.Equal("9", Assert.IsType<AccountAnswer.Known>(await world.Accounts.IdentifyAsync(access, default)).AccountId);
    }

    [Fact]
    public async Task The_same_wish_asked_twice_is_one_booking()
    {
        await using var world = await OpenAsync();
        var request = world.Request(December(2, 10));
        var first = await world.BookedAsync(request);
        var second = await world.BookedAsync(request); // Cal.com says "already has booking"; the look-up knows better
        Assert.Equal(first.Reference, second.Reference);
        Assert.Single(world.StandIn.Bookings);
        Assert.IsType<BookingOutcome.Taken>(await world.Calendar.BookAsync(request with { Intent = Guid.CreateVersion7() }, default));
    }

    [Fact]
    public async Task When_taken_cannot_be_looked_up_nobody_is_told_that_it_is_taken()
    {
        await using var world = await OpenAsync();
        var request = world.Request(December(2, 10));
        await world.BookedAsync(request);
        world.StandIn.Faults.Add(new FaultRule("list", FaultKind.Error500, Times: 0));
        Assert.IsType<BookingOutcome.Unknown>(await world.Calendar.BookAsync(request, default));
    }

    [Theory]
    [InlineData(nameof(FaultKind.Conflict409))]
    [InlineData(nameof(FaultKind.SlotTakenAfterOffer))]
    public async Task A_race_that_is_lost_is_taken_however_it_is_told(string fault)
    {
        await using var world = await OpenAsync();
        world.StandIn.Faults.Add(new FaultRule("book", Enum.Parse<FaultKind>(fault)));
        Assert.IsType<BookingOutcome.Taken>(await world.Calendar.BookAsync(world.Request(December(2, 10)), default));
        Assert.DoesNotContain(world.StandIn.Bookings, booking => booking.Name == "Jo March");
    }

    [Fact]
    public async Task A_booking_that_a_person_must_agree_to_is_told_as_such_and_asked_for_once()
    {
        await using var world = await OpenAsync();
        world.AddEvent(type => type with { RequiresConfirmation = true }, id: 103);
        var request = world.Request(December(2, 10), world.Event(asked => asked.ProviderEvent = "103"));
        var pending = Assert.IsType<BookingOutcome.PendingConfirmation>(await world.Calendar.BookAsync(request, default));
        Assert.Equal(pending, await world.Calendar.FindByIntentAsync(request, default));
        Assert.Equal(pending, await world.Calendar.BookAsync(request, default));
        Assert.Single(world.StandIn.Bookings);
        Assert.True(Assert.IsType<BookingStanding.Stands>(await world.Calendar.FindByReferenceAsync(request.Event, pending.Reference, default)).AwaitsConfirmation);
    }

    [Fact]
    public async Task A_booking_that_awaits_an_answer_is_read_back_too_and_what_is_read_counts()
    {
        await using var world = await OpenAsync();
        world.AddEvent(type => type with { RequiresConfirmation = true }, id: 103);
        world.Wire.Instead = sent => sent.Method == "GET" && sent.Path.StartsWith("/v2/bookings/", StringComparison.Ordinal)
            ? (200, $$$"""{"status":"success","data":{"uid":"{{{sent.Path["/v2/bookings/".Length..]}}}","status":"rejected","start":"{{{December(2, 10).Start}}}","end":"{{{December(2, 10).End}}}"}}""")
            : null;
        Assert.IsType<BookingOutcome.Taken>(await world.Calendar.BookAsync(world.Request(December(2, 10), world.Event(asked => asked.ProviderEvent = "103")), default));
    }

    [Fact]
    public async Task A_lost_answer_of_a_caller_without_an_address_is_found_by_listing_the_time()
    {
        await using var world = await OpenAsync();
        world.AddEvent(type => type with { EmailRequired = false });
        var request = world.Request(December(2, 10), world.Event(asked => asked.NeedsEmail = false), Jo with { Email = null });
        world.StandIn.Faults.Add(new FaultRule("book", FaultKind.CommitThenTimeout));
        Assert.IsType<BookingOutcome.Unknown>(await world.Calendar.BookAsync(request, default));
        Assert.Equal(request.Slot, Assert.IsType<BookingOutcome.Booked>(await world.Calendar.FindByIntentAsync(request, default)).Slot);
        Assert.Equal("+4930901820", Assert.Single(world.StandIn.Bookings).Phone);
        Assert.DoesNotContain("attendeeEmail", world.StandIn.Log.Of("list")[^1].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_with_a_plus_is_looked_up_as_it_is()
    {
        await using var world = await OpenAsync();
        var request = world.Request(December(2, 10), attendee: Jo with { Email = "jo+dentist@example.org" });
        await world.BookedAsync(request);
        Assert.IsType<BookingOutcome.Booked>(await world.Calendar.FindByIntentAsync(request, default));
        var asked = Assert.Single(world.StandIn.Log.Of("list"));
        Assert.Contains("attendeeEmail=jo%2Bdentist%40example.org", asked.Query, StringComparison.Ordinal);
        Assert.Contains("status=upcoming,unconfirmed", asked.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_Cal_com_keeps_in_another_spelling_does_not_hide_the_booking()
    {
        await using var world = await OpenAsync();
        var request = world.Request(December(2, 10));
        await world.BookedAsync(request);
        var other = request with { Attendee = Jo with { Email = "jo.m.march@example.org" } };
        Assert.IsType<BookingOutcome.Booked>(await world.Calendar.FindByIntentAsync(other, default));
        Assert.Equal(2, world.StandIn.Log.Of("list").Count);
    }

    [Fact]
    public async Task Google_Meet_that_became_Cal_Video_is_told_as_what_it_is()
    {
        await using var world = await OpenAsync();
        var meet = world.Event(asked => (asked.MeetingLink, asked.MeetingSpoken) = ("integration:google-meet", "a Google Meet video call"));
        var fallen = await world.BookedAsync(world.Request(December(2, 10), meet));
        Assert.Equal("a video call", fallen.Via);
        Assert.Contains("destination calendar must be a Google calendar", Assert.Single(world.Warnings.Lines), StringComparison.Ordinal);

        world.AddHost(new LocalTime(9, 0), new LocalTime(17, 0), googleCalendar: true);
        var kept = await world.BookedAsync(world.Request(December(2, 11), meet));
        Assert.Equal("a Google Meet video call", kept.Via);
        Assert.StartsWith("https://meet.google.com/", kept.MeetingPlace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_comes_later_is_not_read_out_as_an_internal_name()
    {
        await using var world = await OpenAsync();
        world.StandIn.Switches.LinkAfter = TimeSpan.FromMinutes(1);
        var booked = await world.BookedAsync(world.Request(December(2, 10)));
        Assert.Equal(("", "a video call"), (booked.MeetingPlace, booked.Via));
    }

    [Fact]
    public async Task A_call_to_the_attendee_names_the_number_and_without_one_it_is_asked_for()
    {
        await using var world = await OpenAsync();
        var call = world.Event(asked => (asked.MeetingLink, asked.MeetingSpoken) = ("attendeePhone", "a phone call, and we call you at your number"));
        var booked = await world.BookedAsync(world.Request(December(2, 10), call));
        Assert.Equal(("+4930901820", "a phone call, and we call you at your number"), (booked.MeetingPlace, booked.Via));
        Assert.Equal("phone", Assert.IsType<BookingOutcome.FieldInvalid>(await world.Calendar.BookAsync(world.Request(December(2, 11), call, Jo with { Phone = null }), default)).Field);
        Assert.Single(world.StandIn.Bookings);
    }

    [Fact]
    public async Task Answers_are_sent_in_the_kind_their_field_wants()
    {
        await using var world = await OpenAsync();
        world.AddEvent(type => type with
        {
            Fields =
            [
                new Lab.CalComField("text", "reason", "What is it about?", Required: true),
                new Lab.CalComField("number", "people", "How many are you?", Required: true),
                new Lab.CalComField("boolean", "first", "Is it your first visit?", Required: true),
                new Lab.CalComField("multiselect", "topics", "Which topics?", Required: true) { Options = ["teeth", "gums", "other"] },
                new Lab.CalComField("select", "insurance", "How are you insured?", Required: true) { Options = ["statutory", "private"] },
            ],
        });
        var asked = world.Event(asked => asked.Questions =
        [
            new EventQuestion("reason", "What is it about?", QuestionKind.Text, [], Required: true),
            new EventQuestion("people", "How many are you?", QuestionKind.Number, [], Required: true),
            new EventQuestion("first", "Is it your first visit?", QuestionKind.YesNo, [], Required: true),
            new EventQuestion("topics", "Which topics?", QuestionKind.SomeOf, ["teeth", "gums", "other"], Required: true),
            new EventQuestion("insurance", "How are you insured?", QuestionKind.OneOf, ["statutory", "private"], Required: true),
        ]);
        await world.BookedAsync(world.Request(December(2, 10), asked, null, ("reason", "pain"), ("people", "2"), ("first", "true"), ("topics", "teeth\ngums"), ("insurance", "private")));
        var answers = JsonNode.Parse(world.StandIn.Bookings[0].Responses)!;
        Assert.Equal("""["pain",2,true,["teeth","gums"],"private"]""", new JsonArray([.. new[] { "reason", "people", "first", "topics", "insurance" }.Select(slug => answers[slug]?.DeepClone())]).ToJsonString());
        Assert.Empty(world.StandIn.SpecViolations);

        var missing = world.Request(December(2, 11), asked, null, ("reason", "pain"));
        Assert.Equal("people", Assert.IsType<BookingOutcome.FieldInvalid>(await world.Calendar.BookAsync(missing, default)).Field);
        var wordy = world.Request(December(2, 11), asked, null, ("people", "two"));
        Assert.Equal("people", Assert.IsType<BookingOutcome.FieldInvalid>(await world.Calendar.BookAsync(wordy, default)).Field);
        var foreign = world.Request(December(2, 11), asked, null, ("reason", "pain"), ("people", "2"), ("first", "no"), ("topics", "teeth"), ("insurance", "none"));
        Assert.Equal("first", Assert.IsType<BookingOutcome.FieldInvalid>(await world.Calendar.BookAsync(foreign, default)).Field);
    }

    [Fact]
    public async Task A_length_is_named_only_where_there_are_lengths_to_choose_from()
    {
        await using var world = await OpenAsync();
        world.AddEvent(type => type with { Lengths = [15, 30, 60] }, id: 105);
        var hour = world.Request(December(2, 10, minutes: 60), world.Event(asked => (asked.ProviderEvent, asked.Minutes) = ("105/lengths", 60)));
        Assert.Equal(hour.Slot, (await world.BookedAsync(hour)).Slot);
        await world.BookedAsync(world.Request(December(2, 12)));
        Assert.DoesNotContain("lengthInMinutes", world.StandIn.Log.Of("book")[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organizer_who_is_not_the_host_is_invited_as_a_guest()
    {
        await using var world = await OpenAsync();
        await world.BookedAsync(world.Request(December(2, 10)) with { OrganizerEmail = "Ann@example.com" });
        await world.BookedAsync(world.Request(December(2, 11)) with { OrganizerEmail = "owner@example.org" });
        await world.BookedAsync(world.Request(December(2, 12)) with { OrganizerEmail = "" });
        Assert.Equal(["", "owner@example.org", ""], world.StandIn.Bookings.Select(booking => string.Join(' ', booking.Guests)));
    }

    [Fact]
    public async Task A_full_day_is_a_limit_and_the_connection_lives()
    {
        await using var world = await OpenAsync();
        world.AddEvent(type => type with { CountLimit = new Lab.CalComLimit(Day: 1) });
        await world.BookedAsync(world.Request(December(2, 10)));
        Assert.IsType<BookingOutcome.LimitReached>(await world.Calendar.BookAsync(world.Request(December(2, 11)), default));
        Assert.Equal(ConnectionState.Works, (await world.Connections.FindAsync(world.Account.Id, default))!.State);
        await world.BookedAsync(world.Request(December(3, 11)));
    }

    [Fact]
    public async Task A_blocked_address_is_about_the_address_and_one_booking_too_many_is_a_limit()
    {
        await using var world = await OpenAsync();
        world.AddHost(new LocalTime(9, 0), new LocalTime(17, 0), blocked: ["jo@example.org"]);
        Assert.Equal("email", Assert.IsType<BookingOutcome.FieldInvalid>(await world.Calendar.BookAsync(world.Request(December(2, 10)), default)).Field);

        world.AddEvent(type => type with { BookerLimit = 1, BookerLimitOffersReschedule = true });
        var amy = Jo with { Email = "amy@example.org" };
        await world.BookedAsync(world.Request(December(2, 10), attendee: amy));
        Assert.IsType<BookingOutcome.LimitReached>(await world.Calendar.BookAsync(world.Request(December(2, 11), attendee: amy), default));
    }

    [Fact]
    public async Task What_the_owner_set_up_wrongly_books_nothing_and_says_what_it_is()
    {
        await using var world = await OpenAsync();
        var zoom = world.Event(asked => asked.MeetingLink = "integration:zoom");
        Assert.Equal("location", Assert.IsType<BookingOutcome.FieldInvalid>(await world.Calendar.BookAsync(world.Request(December(2, 10), zoom), default)).Field);
        var gone = world.Event(asked => asked.ProviderEvent = "999");
        Assert.Contains("gone", Assert.IsType<BookingOutcome.ProviderDown>(await world.Calendar.BookAsync(world.Request(December(2, 10), gone), default)).Reason, StringComparison.Ordinal);
        Assert.Empty(world.StandIn.Bookings);
    }
}
