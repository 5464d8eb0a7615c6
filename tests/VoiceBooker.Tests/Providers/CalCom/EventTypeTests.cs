using System.Text.Json;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.Providers.CalCom;
using static VoiceBooker.Tests.Providers.CalCom.CalComWorld;
using Lab = VoiceBooker.CallLab.StandIns.CalCom;

namespace VoiceBooker.Tests.Providers.CalCom;

/// <summary>The owner's list of event types: what each asks for, where one meets, and why one cannot be booked by telephone.</summary>
public sealed class EventTypeTests
{
    [Fact]
    public async Task The_list_has_all_own_types_hidden_ones_too_by_name()
    {
        await using var world = await OpenAsync();
        Lab.CalComSeed.Seed(world.StandIn);
        world.AddEvent(type => type with { Hidden = true, Title = "A secret one" }, id: 110);
        var key = new Access(new Connection { BaseAddress = world.Api2.ToString() }, new Credential(Lab.CalComSeed.Key));
        var events = Assert.IsType<ProviderEventsAnswer.Found>(await world.Accounts.FindEventsAsync(key, default)).Events;
        Assert.Equal(["A secret one", "Check-up", "Consultation", "First visit", "Group class", "Second opinion", "Talk"], events.Select(each => each.Name));

        var first = events.Single(each => each.Name == "First visit");
        Assert.Equal(("102", 30, true, false, false), (first.Id, first.Minutes, first.NeedsEmail, first.NeedsPhone, first.AwaitsConfirmation));
        Assert.Equal(
            [new EventQuestion("reason", "What is it about?", QuestionKind.Text, [], Required: true), new EventQuestion("insurance", "How are you insured?", QuestionKind.OneOf, ["statutory", "private", "none"], Required: true)],
            first.Questions);
        Assert.Equal(["integration:cal-video", "integration:google-meet", "attendeePhone"], first.Locations.Select(location => location.Id));
        Assert.Equal(["a video call", "a Google Meet video call", "a phone call, and we call you at your number"], first.Locations.Select(location => location.Spoken));
        Assert.Equal([false, false, true], first.Locations.Select(location => location.NeedsPhone));
        Assert.Empty(first.Obstacles);

        Assert.True(events.Single(each => each.Name == "Second opinion").AwaitsConfirmation);
        var talk = events.Single(each => each.Name == "Talk");
        Assert.Equal("105/lengths", talk.Id);
        Assert.Equal([15, 60], talk.MinutesToChoose);
        Assert.Contains("seats", Assert.Single(events.Single(each => each.Name == "Group class").Obstacles), StringComparison.Ordinal);
        Assert.Contains("paid", Assert.Single(events.Single(each => each.Name == "Check-up").Obstacles), StringComparison.Ordinal);
        Assert.Empty(world.StandIn.SpecViolations);
    }

    [Fact]
    public async Task What_the_wizard_shows_can_be_booked_as_it_is()
    {
        await using var world = await OpenAsync();
        var found = Assert.Single(Assert.IsType<ProviderEventsAnswer.Found>(await world.Accounts.FindEventsAsync(await world.OpenAccountAsync(), default)).Events);
        foreach (var (location, hour) in found.Locations.Zip([9, 10, 11, 12]))
        {
            var booked = await world.BookedAsync(world.Request(December(2, hour), world.Event(chosen => (chosen.ProviderEvent, chosen.MeetingLink, chosen.MeetingSpoken) = (found.Id, location.Id, location.Spoken))));
            Assert.Equal(location.Id == "integration:google-meet" ? "a video call" : location.Spoken, booked.Via); // without a Google calendar it is Cal Video
        }

        Assert.Equal("at 12 Harbour Street", found.Locations[^1].Spoken);
    }

    [Fact]
    public void Fields_of_the_provider_itself_are_asked_only_where_they_are_required_and_can_be_answered()
    {
        var read = One("""
            "bookingFields":[
              {"type":"name","slug":"name","isDefault":true,"required":true,"label":"your_name"},
              {"type":"email","slug":"email","isDefault":true,"required":false,"label":"email_address"},
              {"type":"phone","slug":"attendeePhoneNumber","isDefault":true,"required":true,"label":"phone_number"},
              {"type":"radioInput","slug":"location","isDefault":true,"required":false},
              {"type":"text","slug":"title","isDefault":true,"required":true,"hidden":false,"label":"what_is_this_meeting_about"},
              {"type":"textarea","slug":"notes","isDefault":true,"required":false,"label":"additional_notes"},
              {"type":"multiemail","slug":"guests","isDefault":true,"required":false},
              {"type":"textarea","slug":"rescheduleReason","isDefault":true,"required":true},
              {"type":"text","slug":"old","required":true,"hidden":true,"label":"Old"},
              {"type":"checkbox","slug":"topics","required":true,"label":"Topics","options":[{"value":"a","label":"A"},"b"]},
              {"type":"boolean","slug":"terms","required":false,"label":""}
            ]
            """);
        Assert.Equal((false, true), (read.NeedsEmail, read.NeedsPhone));
        Assert.Equal(
            [
                new EventQuestion("title", "What is this meeting about?", QuestionKind.Text, [], Required: true),
                new EventQuestion("notes", "Additional notes", QuestionKind.Text, [], Required: false),
                new EventQuestion("topics", "Topics", QuestionKind.SomeOf, ["a", "b"], Required: true),
                new EventQuestion("terms", "terms", QuestionKind.YesNo, [], Required: false),
            ],
            read.Questions);
        Assert.Empty(read.Obstacles);
    }

    [Theory]
    [InlineData("\"recurrence\":{\"interval\":1,\"occurrences\":4,\"frequency\":\"weekly\"}", "repeats")]
    [InlineData("\"seats\":{\"seatsPerTimeSlot\":4}", "seats")]
    [InlineData("\"seatsPerTimeSlot\":4", "seats")]
    [InlineData("\"requiresBookerEmailVerification\":true", "code by e-mail")]
    [InlineData("\"price\":500", "paid")]
    [InlineData("\"metadata\":{\"apps\":{\"stripe\":{\"enabled\":true,\"price\":500}}}", "paid")]
    [InlineData("\"schedulingType\":\"roundRobin\"", "team")]
    [InlineData("\"teamId\":3", "team")]
    [InlineData("\"isInstantEvent\":true", "at once")]
    [InlineData("\"locations\":[]", "no location")]
    [InlineData("\"locations\":[{\"type\":\"attendeeAddress\"},{\"type\":\"attendeeDefined\"}]", "attendee names")]
    [InlineData("\"bookingFields\":[{\"type\":\"url\",\"slug\":\"site\",\"label\":\"Your site\",\"required\":true}]", "Your site")]
    [InlineData("\"bookingFields\":[{\"type\":\"multiemail\",\"slug\":\"guests\",\"required\":true}]", "guests")]
    [InlineData("\"bookingFields\":[{\"type\":\"select\",\"slug\":\"way\",\"label\":\"Way\",\"required\":true}]", "Way")]
    [InlineData("\"bookingFields\":[{\"type\":\"hologram\",\"slug\":\"you\",\"label\":\"You\",\"required\":true}]", "hologram")]
    public void What_cannot_be_booked_by_telephone_says_why(string member, string why) =>
        Assert.Contains(why, Assert.Single(One(member).Obstacles), StringComparison.Ordinal);

    [Fact]
    public void What_is_switched_off_is_no_obstacle()
    {
        var off = One("""
            "recurrence":{"disabled":true},"seats":{"disabled":true},"seatsPerTimeSlot":null,"confirmationPolicy":{"disabled":true},"price":0,"requiresBookerEmailVerification":false,
            "metadata":{"apps":{"stripe":{"enabled":false,"price":500}}},"bookingFields":[{"type":"url","slug":"site","label":"Your site","required":false}]
            """);
        Assert.Empty(off.Obstacles);
        Assert.False(off.AwaitsConfirmation);
    }

    [Fact]
    public void An_event_where_one_can_only_be_called_needs_a_number() =>
        Assert.True(One("\"locations\":[{\"type\":\"attendeePhone\"}]").NeedsPhone);

    [Fact]
    public void The_list_of_another_version_is_not_taken_for_event_types()
    {
        Assert.Null(EventTypes.Read(Json("""{"eventTypeGroups":[]}""")));
        Assert.Null(EventTypes.Read(Json("""[{"id":1,"length":30,"title":"Old"}]""")));
        Assert.Equal([], EventTypes.Read(Json("[]"))!);
    }

    private static ProviderEvent One(string member)
    {
        var locations = member.Contains("\"locations\"", StringComparison.Ordinal) ? "" : ",\"locations\":[{\"type\":\"integration\",\"integration\":\"cal-video\"}]";
        return Assert.Single(EventTypes.Read(Json($"[{{\"id\":7,\"lengthInMinutes\":30,\"title\":\"Intro\",{member}{locations}}}]"))!);
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
