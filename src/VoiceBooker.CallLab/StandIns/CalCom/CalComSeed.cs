using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.CalCom;

/// <summary>The practice that the demonstration and the lab use.</summary>
internal static class CalComSeed
{
    /// <summary>The API key of the one account.</summary>
    public const string Key = "cal_live_standin";

    /// <summary>The confidential OAuth client, and its secret.</summary>
    public const string ConfidentialClient = "standin-confidential";

    /// <summary>Its secret.</summary>
    public const string ConfidentialSecret = "standin-secret";

    /// <summary>The public OAuth client (PKCE).</summary>
    public const string PublicClient = "standin-public";

    /// <summary>Half an hour, nothing special: Cal Video, Google Meet, or the caller's telephone.</summary>
    public const int Plain = 101;

    /// <summary>Asks a text and a choice, both required.</summary>
    public const int WithQuestions = 102;

    /// <summary>The host confirms.</summary>
    public const int WithConfirmation = 103;

    /// <summary>Seated: cannot be booked by telephone.</summary>
    public const int Seated = 104;

    /// <summary>15, 30 or 60 minutes.</summary>
    public const int VariableLength = 105;

    /// <summary>Costs money: cannot be booked by telephone.</summary>
    public const int Paid = 106;

    /// <summary>Fills <paramref name="standIn"/>: Dr. Ann Example, Monday to Friday 9 to 17 in <paramref name="zone"/>; redirects of OAuth go to <paramref name="redirects"/> (none: to any loopback address).</summary>
    public static CalComAccount Seed(this CalComStandIn standIn, string zone = "Europe/Berlin", params IReadOnlyList<string> redirects)
    {
        var hours = WorkingHours.Weekdays(DateTimeZoneProviders.Tzdb[zone], new LocalTime(9, 0), new LocalTime(17, 0));
        var ann = standIn.Add(new CalComAccount(1, "ann", "Dr. Ann Example", "ann@example.com", zone) { Keys = [new CalComKey(Key)], GoogleCalendar = true, DefaultApp = "google-meet" }, hours);
        CalComLocation[] places = [new("integration", "cal-video"), new("integration", "google-meet"), new("attendeePhone")];
        standIn.Add(new CalComEventType(Plain, ann.Id, "consultation", "Consultation", 30) { Locations = places, Description = "A first talk." });
        standIn.Add(new CalComEventType(WithQuestions, ann.Id, "first-visit", "First visit", 30)
        {
            Locations = places,
            Fields =
            [
                new CalComField("text", "reason", "What is it about?", Required: true),
                new CalComField("select", "insurance", "How are you insured?", Required: true) { Options = ["statutory", "private", "none"] },
            ],
        });
        standIn.Add(new CalComEventType(WithConfirmation, ann.Id, "second-opinion", "Second opinion", 45) { Locations = places, RequiresConfirmation = true });
        standIn.Add(new CalComEventType(Seated, ann.Id, "group-class", "Group class", 60) { Seats = 8 });
        standIn.Add(new CalComEventType(VariableLength, ann.Id, "talk", "Talk", 30) { Locations = places, Lengths = [15, 30, 60] });
        standIn.Add(new CalComEventType(Paid, ann.Id, "check-up", "Check-up", 30) { Price = 9000 });
        string[] scopes = ["PROFILE_READ", "EVENT_TYPE_READ", "BOOKING_READ", "BOOKING_WRITE", "SCHEDULE_READ", "APPS_READ", "WEBHOOK_READ", "WEBHOOK_WRITE"];
        standIn.Add(new CalComOAuthClient(ConfidentialClient, "VoiceBooker", ConfidentialSecret, redirects, scopes));
        standIn.Add(new CalComOAuthClient(PublicClient, "VoiceBooker", Secret: null, redirects, scopes));
        return ann;
    }
}
