using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Providers.CalCom;

/// <summary>Where a meeting can happen: how an event type offers it, how a booking asks for it, how it is spoken of.</summary>
internal static class MeetingWays
{
    private const string Application = "integration:";
    private const string CalVideo = "cal-video";
    private const string GoogleMeet = "google-meet";

    /// <summary>The way in which we call the attendee.</summary>
    public const string CallAttendee = "attendeePhone";

    /// <summary>A location of an event type that we can book; null when only the attendee could name it.</summary>
    public static ProviderLocation? Offer(JsonElement location) => location.Text("type") switch
    {
        "integration" when location.Text("integration") is { Length: > 0 } application => new ProviderLocation(Application + application, TitleOf(application), SpokenOf(application)),
        "organizersDefaultApp" => new ProviderLocation("organizersDefaultApp", "The video application set as your default", "a video call"),
        "link" => new ProviderLocation("link", $"Link: {location.Text("link")}", "an online meeting"),
        "address" when location.Flag("public") == false => new ProviderLocation("address", $"In person: {location.Text("address")}", "a meeting in person"),
        "address" => new ProviderLocation("address", $"In person: {location.Text("address")}", $"at {location.Text("address")}"),
        "phone" => new ProviderLocation("phone", $"The attendee calls {location.Text("phone")}", "a phone call, and you call us"),
        CallAttendee => new ProviderLocation(CallAttendee, "You call the attendee", "a phone call, and we call you at your number", NeedsPhone: true),
        _ => null,
    };

    /// <summary>The location as a booking names it; always named: without it the event's first one would be taken, or another than the owner set. Null when it needs a number and there is none.</summary>
    public static JsonObject? Ask(string id, string? phone)
    {
        if (id.StartsWith(Application, StringComparison.Ordinal))
            return new JsonObject { ["type"] = "integration", ["integration"] = id[Application.Length..] };
        if (id == CallAttendee)
            return phone is null ? null : new JsonObject { ["type"] = CallAttendee, ["phone"] = phone };
        return new JsonObject { ["type"] = id };
    }

    /// <summary>How the attendee meets, by what the booking says: the application that stands there, else what the owner chose.</summary>
    public static string Via(BookingEvent bookingEvent, string location) =>
        ApplicationOf(location) is not { } application || bookingEvent.MeetingLink == Application + application && bookingEvent.MeetingSpoken.Length > 0 ? bookingEvent.MeetingSpoken : SpokenOf(application);

    /// <summary>The link or place for the attendee; empty while there is only an application's internal name.</summary>
    public static string Place(string location) => location.StartsWith("integrations:", StringComparison.Ordinal) ? "" : location;

    /// <summary>True when the owner chose Google Meet and the booking has Cal Video: what happens, without a word, when the host's calendar is not Google's.</summary>
    public static bool FellBack(BookingEvent bookingEvent, string location) => bookingEvent.MeetingLink == Application + GoogleMeet && ApplicationOf(location) == CalVideo;

    private static string? ApplicationOf(string location)
    {
        if (location.StartsWith("integrations:", StringComparison.Ordinal))
        {
            return location["integrations:".Length..] switch
            {
                "daily" => CalVideo,
                "google:meet" => GoogleMeet,
                "office365_video" => "office365-video",
                var other => other,
            };
        }

        if (!Uri.TryCreate(location, UriKind.Absolute, out var link) || link.Scheme is not ("https" or "http"))
            return null;
        return link.Host switch
        {
            "meet.google.com" => GoogleMeet,
            "teams.microsoft.com" or "teams.live.com" => "office365-video",
            var host when host == "zoom.us" || host.EndsWith(".zoom.us", StringComparison.OrdinalIgnoreCase) => "zoom",
            _ when link.AbsolutePath.StartsWith("/video/", StringComparison.Ordinal) => CalVideo,
            _ => null,
        };
    }

    private static string TitleOf(string application) => application switch
    {
        CalVideo => "Cal Video",
        GoogleMeet => "Google Meet",
        "zoom" => "Zoom",
        "office365-video" => "Microsoft Teams",
        _ => application,
    };

    private static string SpokenOf(string application) => application switch
    {
        GoogleMeet => "a Google Meet video call",
        "zoom" => "a Zoom video call",
        "office365-video" => "a Microsoft Teams video call",
        "webex-video" => "a Webex video call",
        "jitsi" => "a Jitsi video call",
        "whatsapp-video" => "a WhatsApp call",
        "facetime-video" => "a FaceTime call",
        "signal-video" => "a Signal call",
        "telegram-video" => "a Telegram call",
        "skype-video" => "a Skype call",
        "discord-video" => "a Discord call",
        _ => "a video call",
    };
}
