using NodaTime;
using NodaTime.Text;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Servers;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.Scenarios;

/// <summary>What a scenario found when its call began.</summary>
/// <param name="Assistant">Who answers.</param>
/// <param name="Events">What can be booked.</param>
/// <param name="Others">Bookings of other people that were made through the server.</param>
/// <param name="Connection">The account at the provider; null: the server's own calendar.</param>
internal sealed record Seeded(string Assistant, List<(string Id, string Name)> Events, List<(string Event, Instant Start)> Others, string? Connection);

/// <summary>Puts into server and calendar what a scenario begins with, through their APIs.</summary>
internal sealed class Seeding(ServerApi api, SimulatedCarrier carrier)
{
    private static readonly string[] Week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>Makes assistant, calendar, events and bookings.</summary>
    public async Task<Seeded> SeedAsync(Scenario scenario, Moments moments, string from, string to, bool text, ICalendarPractice? practice)
    {
        var seed = scenario.Seed;
        var assistant = await api.CreateAsync("api/assistants", new
        {
            name = "Robin",
            greeting = seed.Greeting,
            instructions = seed.Instructions,
            voice = "slt",
            language = "en-US",
            numbers = new[] { to },
            transferNumber = seed.TransferNumber,
            mind = seed.Mind,
        });
        if (!text)
        {
            var server = api.Server;
            carrier.Numbers[to] = new NumberSettings(new Uri(server, "carrier/voice"), new Uri(server, "carrier/fallback"), new Uri(server, "carrier/status"));
        }

        string? connection = null;
        IReadOnlyList<OfferedEvent> offered = [];
        if (practice is not null)
        {
            foreach (var each in seed.Events)
                practice.Add(Practised(each, seed, moments));
            connection = scenario.Calendar?.SignsIn == true ? await SignInAsync(practice) : await api.ConnectAsync(practice.Provider, practice.Key, practice.Address);
            offered = await api.OfferedAsync(connection);
        }

        var events = new List<(string Id, string Name)>();
        foreach (var each in seed.Events)
        {
            var id = practice is null ? await AddBuiltInAsync(scenario, each, moments, to, assistant) : await AddOfferedAsync(each, offered, moments, seed, connection!, assistant);
            events.Add((id, each.Name));
        }

        var seeded = new Seeded(assistant, events, [], connection);
        foreach (var booking in seed.Existing)
            await BookAsync(booking, seeded, seed, moments, from, practice);
        return seeded;
    }

    /// <summary>The owner signs in at the provider, as an API client offers it on a page of its own.</summary>
    private async Task<string> SignInAsync(ICalendarPractice practice)
    {
        var begun = await api.BeginSignInAsync(practice.Provider, practice.Address, PracticeSignIn.Callback);
        var back = await practice.SignInAsync(new Uri(begun.Address));
        return await api.FinishSignInAsync(back);
    }

    private static PracticeEvent Practised(SeedEvent each, Seed seed, Moments moments)
    {
        var zone = DateTimeZoneProviders.Tzdb[seed.Zone];
        var week = Hours(each.Hours).Select(hours => new HoursOfDay((IsoDayOfWeek)(Array.IndexOf(Week, hours.Day) + 1), Time(hours.From), Time(hours.To))).ToList();
        var dates = each.Closed.Select(day => HoursOfDate.Closed(moments.Resolve(day).Date))
            .Concat(each.Also.Select(day => new HoursOfDate(moments.Resolve(day).Date, Time(each.Hours.Values.First().Split('-')[0]), Time(each.Hours.Values.First().Split('-')[1]))));
        return new PracticeEvent(each.Name, new WorkingHours(zone, week, [.. dates]))
        {
            Minutes = each.DurationMinutes,
            Step = each.StepMinutes,
            MinimumNotice = each.MinimumNoticeMinutes,
            WindowDays = each.BookingWindowDays,
            AsksHost = each.AsksHost,
            Questions = [.. each.Questions.Select(question => new PracticeQuestion(question.Key, question.Value))],
        };
    }

    private async Task<string> AddBuiltInAsync(Scenario scenario, SeedEvent each, Moments moments, string to, string assistant)
    {
        var schedule = await api.CreateAsync("api/schedules", new
        {
            name = $"{each.Name} of {scenario.Name} {to}",
            timeZone = scenario.Seed.Zone,
            weeklyHours = Hours(each.Hours).Select(hours => new { day = hours.Day, from = hours.From, to = hours.To }).ToArray(),
            exceptions = each.Closed.Select(day => new { date = Iso(moments.Resolve(day)) }).ToArray(),
            durationMinutes = each.DurationMinutes,
            stepMinutes = each.StepMinutes,
            bufferBeforeMinutes = 0,
            bufferAfterMinutes = 0,
            minimumNoticeMinutes = each.MinimumNoticeMinutes,
            bookingWindowDays = each.BookingWindowDays,
            capacity = each.Capacity,
        });
        return await AddAsync(each, moments, scenario.Seed, assistant, StandIns.Practices.BuiltIn, schedule, "place", connection: null);
    }

    private async Task<string> AddOfferedAsync(SeedEvent each, IReadOnlyList<OfferedEvent> offered, Moments moments, Seed seed, string connection, string assistant)
    {
        var there = offered.FirstOrDefault(one => one.Name == each.Name) ?? throw new InvalidDataException($"The server does not see the provider's event '{each.Name}'; it sees {string.Join(", ", offered.Select(one => one.Name))}.");
        if (there.Obstacles.Count > 0)
            throw new InvalidDataException($"The server cannot book '{each.Name}': {string.Join(" ", there.Obstacles)}");
        return await AddAsync(each, moments, seed, assistant, seed.Calendar, there.Id, there.Locations[0].Id, connection);
    }

    private Task<string> AddAsync(SeedEvent each, Moments moments, Seed seed, string assistant, string provider, string providerEvent, string meetingLink, string? connection) => api.CreateAsync("api/events", new
    {
        name = each.Name,
        description = each.Description,
        provider,
        connectionId = connection,
        providerEvent,
        organizerEmail = "owner@example.com",
        meetingLink,
        meetingPlace = connection is null ? each.MeetingPlace : "",
        timeZone = each.TimeZone.Length > 0 ? each.TimeZone : seed.Zone,
        initialBookingDate = each.InitialDate is { } first ? Iso(moments.Resolve(first)) : null,
        daysToOffer = each.DaysToOffer,
        slotsPerDay = each.SlotsPerDay,
        hoursBetweenSlots = each.HoursBetweenSlots,
        dailyCap = each.DailyCap,
        assistantId = assistant,
    });

    private async Task BookAsync(SeedBooking booking, Seeded seeded, Seed seed, Moments moments, string from, ICalendarPractice? practice)
    {
        var start = moments.ResolveInstant(booking.Start);
        var (id, name) = seeded.Events[booking.Event];
        if (practice is not null && !booking.Mine)
        {
            if (!practice.TakeAway(name, start))
                throw new InvalidDataException($"The scenario's own booking at {booking.Start} was refused at the provider.");
            return;
        }

        var booked = await api.TryBookAsync(new
        {
            eventId = id,
            start = start.ToString(),
            name = booking.Mine ? "Anna Miller" : "Somebody Else",
            email = booking.Mine ? "anna.miller@example.com" : "somebody@example.com",
            phone = booking.Mine ? from : "+12125550177",
            zone = seed.Zone,
        });
        if (!booked)
            throw new InvalidDataException($"The scenario's own booking at {booking.Start} was refused.");
        if (!booking.Mine)
            seeded.Others.Add((id, start));
    }

    /// <summary>Opening hours, a weekday at a time.</summary>
    internal static IEnumerable<(string Day, string From, string To)> Hours(IReadOnlyDictionary<string, string> hours) => hours.SelectMany(each =>
    {
        var ends = each.Key.Split('-').Select(day => Array.FindIndex(Week, full => full.StartsWith(day, StringComparison.OrdinalIgnoreCase))).ToArray();
        var times = each.Value.Split('-');
        return Week[ends[0]..(ends[^1] + 1)].Select(day => (day, times[0], times[1]));
    });

    /// <summary>"09:00".</summary>
    internal static LocalTime Time(string text) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value;

    private static string Iso(LocalDateTime day) => LocalDatePattern.Iso.Format(day.Date);
}
