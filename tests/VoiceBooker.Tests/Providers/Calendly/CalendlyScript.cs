using NodaTime;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Providers.Calendly;

namespace VoiceBooker.Tests.Providers.Calendly;

/// <summary>Answers of the service written out, around a meeting at ten (E1 and its invitee I1, the old one) and one that is booked (E2, I2).</summary>
internal static class CalendlyScript
{
    public const string Book = "POST /invitees";
    public const string TheType = "GET /event_types/T1";
    public const string Times = "GET /event_type_available_times";
    public const string Meetings = "GET /scheduled_events";
    public const string Meeting = "GET /scheduled_events/E2";
    public const string Invitee = "https://api.calendly.com/scheduled_events/E2/invitees/I2";
    public const string Old = "https://api.calendly.com/scheduled_events/E1/invitees/I1";
    public const string NoneFound = """{"collection":[],"pagination":{"count":0,"next_page_token":null}}""";
    public const string WrongPlace = """{"title":"Invalid Argument","message":"Specified location kind is not configured for this event type.","details":[{"parameter":"event.location_configuration.kind","message":"invalid location choice","code":"invalid_location_choice"}]}""";
    public const string Filled = """{"title":"Invalid Argument","message":"The supplied parameters are invalid.","details":[{"parameter":"event.start_time","message":"That start time has been filled","code":"already_filled"}]}""";

    public static readonly Instant Now = Instant.FromUtc(2026, 11, 30, 6, 0);
    public static readonly Slot Ten = new(Instant.FromUtc(2026, 12, 2, 9, 0), Instant.FromUtc(2026, 12, 2, 9, 30));
    public static readonly Slot Eleven = new(Instant.FromUtc(2026, 12, 2, 10, 0), Instant.FromUtc(2026, 12, 2, 10, 30));

    public static async Task<CalendlyWorld> OpenAsync(ScriptedWire wire, CalendlyOptions? options = null)
    {
        var world = new CalendlyWorld(Now, wire.Invoker, options);
        await world.ConnectAsync();
        return world;
    }

    public static ScriptedWire OldStands(ScriptedWire wire, int comers = 1, Slot? slot = null) => wire
        .On("GET /scheduled_events/E1/invitees/I1", 200, Invited(Old))
        .On("GET /scheduled_events/E1", 200, "{\"resource\":" + HeldEvent(slot ?? Ten, "E1", comers: comers) + "}");

    public static string Created() => Invited(Invitee);

    public static string Invited(string uri, string status = "active", string more = "") => $$$"""{"resource":{"uri":"{{{uri}}}","status":"{{{status}}}","event":"{{{uri[..uri.IndexOf("/invitees", StringComparison.Ordinal)]}}}"{{{more}}}}}""";

    public static string Person(string uri, Guid intent) => $$$"""{"uri":"{{{uri}}}","status":"active","tracking":{"utm_content":"{{{intent.ToString("D").ToUpperInvariant()}}}"}}""";

    public static string Held(Slot? slot = null, string status = "active", string location = """{"type":"zoom_conference","status":"pushed","join_url":"https://zoom.example.com/1"}""") =>
        "{\"resource\":" + HeldEvent(slot, status: status, location: location) + "}";

    public static string HeldEvent(Slot? slot = null, string uuid = "E2", string status = "active", int comers = 1, string location = """{"type":"zoom_conference","status":"pushed","join_url":"https://zoom.example.com/1"}""") =>
        $$$"""{"uri":"https://api.calendly.com/scheduled_events/{{{uuid}}}","status":"{{{status}}}","start_time":"{{{(slot ?? Ten).Start:uuuu-MM-ddTHH:mm:ss}}}.000000Z","end_time":"{{{(slot ?? Ten).End:uuuu-MM-ddTHH:mm:ss}}}.000000Z","location":{{{location}}},"invitees_counter":{"total":{{{comers}}},"active":{{{comers}}},"limit":5}}""";

    public static string EventType(string kind) => $$$"""{"resource":{"uri":"https://api.calendly.com/event_types/T1","name":"Intro","active":true,"duration":30,"locations":[{"kind":"{{{kind}}}"}]}}""";

    public static string Free(Slot slot) => $$$"""{"collection":[{"status":"available","invitees_remaining":1,"start_time":"{{{slot.Start:uuuu-MM-ddTHH:mm:ss}}}.000000Z"},{"status":"available","invitees_remaining":0,"start_time":"2026-12-02T09:15:00.000000Z"}]}""";
}
