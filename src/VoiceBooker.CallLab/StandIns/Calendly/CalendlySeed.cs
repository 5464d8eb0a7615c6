using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>The account of the demonstration and the lab: Ann Example, Monday to Friday 9 to 17, with one event type of every sort that a client has to tell apart. Its identities are always the same.</summary>
internal static class CalendlySeed
{
    /// <summary>Ann's personal token, with all rights.</summary>
    public const string Token = "standin-pat";

    /// <summary>The web application.</summary>
    public const string ClientId = "standin-client";

    /// <summary>Its secret.</summary>
    public const string ClientSecret = "standin-secret";

    /// <summary>The native application, which has no secret.</summary>
    public const string NativeClientId = "standin-native";

    /// <summary>Signs the webhooks of both applications.</summary>
    public const string SigningKey = "standin-signing-key";

    /// <summary>Solo, 30 minutes: Google Meet, an office, a call to the invitee.</summary>
    public const string Solo = "11111111-0000-4000-8000-000000000001";

    /// <summary>Solo, 45 minutes, with two required questions and an optional one; Zoom.</summary>
    public const string Questions = "11111111-0000-4000-8000-000000000002";

    /// <summary>A poll, which cannot be booked.</summary>
    public const string Poll = "11111111-0000-4000-8000-000000000003";

    /// <summary>A group of five, 60 minutes.</summary>
    public const string Group = "11111111-0000-4000-8000-000000000004";

    /// <summary>Round robin of Ann and Ben, 30 minutes.</summary>
    public const string RoundRobin = "11111111-0000-4000-8000-000000000005";

    /// <summary>Paid.</summary>
    public const string Paid = "11111111-0000-4000-8000-000000000006";

    /// <summary>Without any location.</summary>
    public const string NoLocation = "11111111-0000-4000-8000-000000000007";

    /// <summary>Fills <paramref name="standIn"/>; Ann and Ben work in <paramref name="zone"/>, redirects of OAuth go to <paramref name="redirects"/> (none: to any loopback address).</summary>
    public static void Seed(this CalendlyStandIn standIn, string zone = "America/New_York", params IReadOnlyList<string> redirects) => standIn.Change(books => Fill(books, zone, redirects));

    private static void Fill(CalendlyBooks books, string zone, IReadOnlyList<string> redirects)
    {
        var hours = WorkingHours.Weekdays(DateTimeZoneProviders.Tzdb[zone], new LocalTime(9, 0), new LocalTime(17, 0));
        var organization = new CalendlyOrganization { Uuid = "22222222-0000-4000-8000-000000000001", Name = "Example Studio" };
        var ann = new CalendlyUser { Uuid = "33333333-0000-4000-8000-000000000001", Organization = organization, Name = "Ann Example", Email = "ann@example.com", Slug = "ann-example", Hours = hours, IsAdmin = true };
        var ben = new CalendlyUser { Uuid = "33333333-0000-4000-8000-000000000002", Organization = organization, Name = "Ben Example", Email = "ben@example.com", Slug = "ben-example", Hours = hours };
        books.Organizations.Add(organization);
        books.Users.AddRange([ann, ben]);
        books.Tokens.Add(new CalendlyToken { Text = Token, User = ann });
        books.Apps.Add(new CalendlyApp { ClientId = ClientId, ClientSecret = ClientSecret, Name = "Phone receptionist", SigningKey = SigningKey, RedirectUris = redirects });
        books.Apps.Add(new CalendlyApp { ClientId = NativeClientId, Name = "Phone receptionist (native)", SigningKey = SigningKey, RedirectUris = redirects });
        var alone = CalendlyEventType.OneHost(ann);
        IReadOnlyList<OfferedLocation> meet = [new("google_conference")];
        books.EventTypes.AddRange(
        [
            new()
            {
                Uuid = Solo, Owner = ann, Pools = alone, Name = "Intro meeting", Slug = "intro", Position = 0, Description = "Half an hour to get to know each other.",
                Locations = [new("google_conference"), new("physical", "12 Example Street, New York", AdditionalInfo: "Second floor"), new("outbound_call")],
            },
            new()
            {
                Uuid = Questions, Owner = ann, Pools = alone, Name = "Project talk", Slug = "project-talk", Minutes = 45, Position = 1, AfterBuffer = 15, Locations = [new("zoom_conference")],
                Questions =
                [
                    new("What is your project called?", "string", Required: true), new("How did you find us?", "single_select", Required: true, ["Search", "A friend", "Advertisement"]),
                    new("Anything else we should know?", "text", Required: false),
                ],
            },
            new() { Uuid = Poll, Owner = ann, Pools = alone, Name = "Team poll", Slug = "team-poll", Position = 2, BookingMethod = "poll", Locations = meet },
            new() { Uuid = Group, Owner = ann, Pools = alone, Name = "Open workshop", Slug = "workshop", Minutes = 60, Increment = 60, Position = 3, Kind = "group", Seats = 5, Locations = meet },
            new() { Uuid = RoundRobin, Owner = ann, Pools = [[ann, ben]], Name = "Whoever is free", Slug = "whoever", Position = 4, PoolingType = "round_robin", Locations = meet },
            new() { Uuid = Paid, Owner = ann, Pools = alone, Name = "Paid consultation", Slug = "consultation", Position = 5, IsPaid = true, Locations = meet },
            new() { Uuid = NoLocation, Owner = ann, Pools = alone, Name = "Short call", Slug = "short-call", Minutes = 15, Increment = 15, Position = 6, Locations = null },
        ]);
    }
}
