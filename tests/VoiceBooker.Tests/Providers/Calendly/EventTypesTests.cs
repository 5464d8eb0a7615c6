using System.Text.Json;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;
using VoiceBooker.Providers.Calendly;

namespace VoiceBooker.Tests.Providers.Calendly;

public sealed class EventTypesTests
{
    [Theory]
    [InlineData("\"booking_method\":\"poll\"", "poll")]
    [InlineData("\"is_paid\":true", "pay")]
    [InlineData("\"kind\":\"group\"", "Several invitees share one time")]
    [InlineData("\"active\":false", "switched off")]
    [InlineData("\"deleted_at\":\"2026-11-01T10:00:00.000000Z\"", "deleted")]
    [InlineData("\"type\":\"AdhocEventType\"", "one-off")]
    [InlineData("\"duration_options\":[15,30,60]", "15, 30, 60 minutes")]
    [InlineData("\"duration\":null", "how long")]
    [InlineData("\"locations\":[{\"kind\":\"physical\"}]", "address or text is missing")]
    [InlineData("\"pooling_type\":\"round_robin\"", "administrator")]
    [InlineData("\"pooling_type\":\"multi_pool\"", "administrator")]
    [InlineData("\"pooling_type\":\"round_robin\",\"locations\":[{\"kind\":\"outbound_call\"}]", "pool of hosts")]
    [InlineData("\"custom_questions\":[{\"name\":\"Draw us a map\",\"type\":\"drawing\",\"position\":0,\"enabled\":true,\"required\":true}]", "Draw us a map")]
    public void An_event_that_cannot_be_booked_for_a_caller_says_why(string field, string said) =>
        Assert.Contains(Describe(field).Obstacles, obstacle => obstacle.Contains(said, StringComparison.Ordinal));

    [Theory]
    [InlineData("\"pooling_type\":\"collective\"")]
    [InlineData("\"secret\":true,\"admin_managed\":true")]
    [InlineData("\"duration_options\":[30]")]
    [InlineData("\"locations\":null")]
    [InlineData("\"custom_questions\":[{\"name\":\"Draw us a map\",\"type\":\"drawing\",\"position\":0,\"enabled\":true,\"required\":false}]")]
    [InlineData("\"custom_questions\":[{\"name\":\"Draw us a map\",\"type\":\"drawing\",\"position\":0,\"enabled\":false,\"required\":true}]")]
    [InlineData("\"something_new\":{\"with\":[1,2]}")]
    public void What_only_looks_unusual_can_be_booked(string field) => Assert.Empty(Describe(field).Obstacles);

    [Fact]
    public void A_pool_of_hosts_can_be_booked_by_an_administrator_and_leaves_the_place_to_the_host()
    {
        var type = EventTypes.Describe(Type("\"pooling_type\":\"round_robin\",\"locations\":[{\"kind\":\"zoom_conference\"}]"), mayReadOrganization: true);
        Assert.Empty(type.Obstacles);
        Assert.Equal([new ProviderLocation("pooled", "As the host has set it", "a Zoom video call")], type.Locations);
    }

    [Theory]
    [InlineData("{\"kind\":\"google_conference\"}", "google_conference", "Google Meet", "a Google Meet video call")]
    [InlineData("{\"kind\":\"zoom_conference\"}", "zoom_conference", "Zoom", "a Zoom video call")]
    [InlineData("{\"kind\":\"microsoft_teams_conference\"}", "microsoft_teams_conference", "Microsoft Teams", "a Microsoft Teams video call")]
    [InlineData("{\"kind\":\"webex_conference\"}", "webex_conference", "Webex", "a Webex video call")]
    [InlineData("{\"kind\":\"gotomeeting_conference\"}", "gotomeeting_conference", "GoTo Meeting", "a GoTo Meeting video call")]
    [InlineData("{\"kind\":\"outbound_call\"}", "outbound_call", "Telephone: the host calls", "a telephone call; they will call you")]
    [InlineData("{\"kind\":\"inbound_call\",\"phone_number\":\"+12125550100\"}", "inbound_call", "Telephone: the caller calls +12125550100", "a telephone call; please call +12125550100")]
    [InlineData("{\"kind\":\"inbound_call\",\"phone_number\":12125550100}", "inbound_call", "Telephone: the caller calls +12125550100", "a telephone call; please call +12125550100")]
    [InlineData("{\"kind\":\"physical\",\"location\":\"12 Harbour Street\",\"additional_info\":\"2nd floor\"}", "physical:12 Harbour Street", "In person: 12 Harbour Street", "at 12 Harbour Street")]
    [InlineData("{\"kind\":\"custom\",\"location\":\"the usual café\"}", "custom:the usual café", "the usual café", "at the usual café")]
    [InlineData("{\"kind\":\"custom\",\"location\":\"https://meet.example.com/ann\"}", "custom:https://meet.example.com/ann", "https://meet.example.com/ann", "an online meeting")]
    [InlineData("{\"kind\":\"ask_invitee\"}", "ask_invitee", "The caller says where", "")]
    public void Every_way_to_meet_has_words_for_the_owner_and_for_the_caller(string location, string id, string title, string spoken) =>
        Assert.Equal([new ProviderLocation(id, title, spoken)], Describe($"\"locations\":[{location}]").Locations);

    [Fact]
    public void An_event_without_a_place_is_booked_without_one() =>
        Assert.Equal([new ProviderLocation("unset", "No place is set", "")], Describe("\"locations\":null").Locations);

    [Fact]
    public void A_telephone_number_is_needed_only_where_there_is_no_other_way_to_meet()
    {
        Assert.True(Describe("\"locations\":[{\"kind\":\"outbound_call\"}]").NeedsPhone);
        Assert.False(Describe("\"locations\":[{\"kind\":\"zoom_conference\"},{\"kind\":\"outbound_call\"}]").NeedsPhone);
        Assert.False(Describe("\"locations\":null").NeedsPhone);
        Assert.True(Describe("\"locations\":null").NeedsEmail);
    }

    [Fact]
    public void Where_the_invitee_says_where_the_receptionist_asks_unless_another_way_spares_it()
    {
        var asked = Describe("\"locations\":[{\"kind\":\"ask_invitee\"}]");
        Assert.Equal([new EventQuestion("location", "Where to meet", QuestionKind.Text, [], Required: true, "Where would you like to meet?")], asked.Questions);

        var spared = Describe("\"locations\":[{\"kind\":\"ask_invitee\"},{\"kind\":\"zoom_conference\"}]");
        Assert.Empty(spared.Questions);
        Assert.Equal(["zoom_conference"], spared.Locations.Select(place => place.Id));
    }

    [Fact]
    public void Its_questions_are_asked_in_their_order_with_their_choices()
    {
        var type = Describe("""
            "custom_questions":[
              {"name":"Which of these?","type":"multi_select","position":3,"enabled":true,"required":false,"answer_choices":["A","B"],"include_other":false},
              {"name":"Your company: name?","type":"string","position":0,"enabled":true,"required":true,"answer_choices":[],"include_other":false},
              {"name":"Old one","type":"text","position":1,"enabled":false,"required":true,"answer_choices":[],"include_other":false},
              {"name":"Your mobile","type":"phone_number","position":2,"enabled":true,"required":true,"answer_choices":null,"include_other":false},
              {"name":"How did you find us?","type":"single_select","position":4,"enabled":true,"required":true,"answer_choices":["Search","A friend"],"include_other":true}]
            """);
        Assert.Equal(
            [
                new EventQuestion("0:Your company: name?", "Your company: name?", QuestionKind.Text, [], Required: true),
                new EventQuestion("2:Your mobile", "Your mobile", QuestionKind.Phone, [], Required: true),
                new EventQuestion("3:Which of these?", "Which of these?", QuestionKind.SomeOf, ["A", "B"], Required: false),
                new EventQuestion("4:How did you find us?", "How did you find us?", QuestionKind.OneOf, ["Search", "A friend"], Required: true),
            ],
            type.Questions);
    }

    [Fact]
    public void Answers_repeat_the_questions_exact_text_and_place()
    {
        var request = Request(
            [new EventQuestion("0:Your company: name?", "Your company: name?", QuestionKind.Text, [], Required: true), new EventQuestion("2:Your mobile", "Your mobile", QuestionKind.Phone, [], Required: true)],
            new() { ["0:Your company: name?"] = "March & Sons", ["location"] = "at the pier" });
        var (answers, missing) = EventTypes.AnswersOf(request);
        Assert.Null(missing);
        Assert.Equal([new BookingAnswer("Your company: name?", "March & Sons", 0), new BookingAnswer("Your mobile", "+4930901820", 2)], answers); // the number is known: it is not asked for twice
    }

    [Fact]
    public void A_required_question_without_an_answer_is_missed_before_anything_is_sent()
    {
        var request = Request([new EventQuestion("0:Your company?", "Your company?", QuestionKind.Text, [], Required: true)], new() { ["0:Your company?"] = " " });
        Assert.Equal("0:Your company?", EventTypes.AnswersOf(request).Missing?.Field);
    }

    private static BookingRequest Request(List<EventQuestion> questions, Dictionary<string, string> answers) =>
        new(Guid.NewGuid(), new BookingEvent { Questions = questions }, default, new Attendee("Jo March", "jo@example.org", "+4930901820", "Europe/Berlin"), "", answers);

    private static ProviderEvent Describe(string fields) => EventTypes.Describe(Type(fields), mayReadOrganization: false);

    /// <summary>A plain event type in which some fields are other ones; of a repeated field the last one counts.</summary>
    private static WireEventType Type(string fields) => JsonSerializer.Deserialize(
        """{"resource":{"uri":"https://api.calendly.com/event_types/AAAA","name":"Intro","active":true,"secret":false,"duration":30,"kind":"solo","pooling_type":null,"type":"StandardEventType","booking_method":"instant","is_paid":false,"locations":[{"kind":"zoom_conference"}],"""
        + fields + "}}",
        CalendlyJson.Default.EventType)!.Resource!;
}
