using NodaTime;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.Suites;

namespace VoiceBooker.CallLab.Campaigns;

/// <summary>What a campaign needs besides its people: an assistant with a number, and something to be booked.</summary>
internal static class CampaignSeeding
{
    /// <summary>Makes both; the calendar is open on one weekday two days from now, every half hour within <paramref name="hours"/>, so often as that day falls into the next <paramref name="bookingWindow"/> days.</summary>
    public static Task<Seeded> SeedAsync(Bench bench, string number, string hours, int bookingWindow, TimeProvider time) =>
        new Seeding(bench.Api, bench.Carrier).SeedAsync(Scenario(hours, bookingWindow, Now(time)), Now(time), from: "", to: number, text: false, practice: null);

    /// <summary>Dates and times of a campaign that begins now.</summary>
    public static Moments Now(TimeProvider time) =>
        new(Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]), new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>The story behind it, for callers who follow one.</summary>
    public static Scenario Scenario(string hours, int bookingWindow, Moments moments) => new()
    {
        Name = "campaign",
        Seed = new Seed
        {
            Mind = "script",
            Events = [new SeedEvent { Hours = new Dictionary<string, string>(StringComparer.Ordinal) { [moments.Resolve("+2").DayOfWeek.ToString()[..3].ToLowerInvariant()] = hours }, BookingWindowDays = bookingWindow, SlotsPerDay = 3, HoursBetweenSlots = 1 }],
        },
        Answers =
        [
            new AnswerRule { When = "~ no free time|nothing free|shall i note|take a message|fully booked", Say = "No. Goodbye.", Once = true },
            new AnswerRule { When = "~ no free time|nothing free|take a message|anything else|what can i do", HangUp = true },
            new AnswerRule { When = "open", Say = "Yes, I would like to make an appointment please.", Once = true },
        ],
        Expect = new Expectation { Bookings = [new ExpectedBooking()] },
    };
}
