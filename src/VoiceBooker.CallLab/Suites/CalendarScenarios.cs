using VoiceBooker.CallLab.Callers;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.StandIns;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.Suites;

/// <summary>Calls that book into a provider's calendar, and all that can go wrong there; the same stories for each provider, as far as it has such a thing.</summary>
internal static class CalendarScenarios
{
    /// <summary>What the callers hear when a booking stands.</summary>
    public const string Booked = "you're booked";

    /// <summary>The day and hour most callers want.</summary>
    public const string Slot = "slot";

    private static readonly AnswerRule NoMore = new() { When = "~ anything else|what can i do for you", Say = "No thank you, goodbye." };

    /// <summary>All typed ones of this provider.</summary>
    public static async Task<IReadOnlyList<Scenario>> OfAsync(string provider)
    {
        var traits = await Practices.TraitsAsync(provider);
        return [.. Bookings(traits).Concat(CalendarFaults.Of(traits)).Select(scenario => At(provider, scenario))];
    }

    /// <summary>Puts a scenario into a provider's calendar and on the wall's clock.</summary>
    public static Scenario At(string provider, Scenario scenario) => scenario with
    {
        Name = $"{provider} {scenario.Name}",
        TextOnly = "The calendar is judged here, not the ears.",
        Seed = scenario.Seed with { Calendar = provider },
        Pace = CallPace.Wall,
        Then = scenario.Then is { } then ? At(provider, then) : null,
    };

    /// <summary>Somebody wants an appointment at <see cref="Slot"/> and says yes to all; the wish is noted where it cannot be booked.</summary>
    public static Scenario Wants(string name, string note) => new()
    {
        Name = name,
        Note = note,
        Seed = new Seed { Events = [new SeedEvent { Hours = EveryDay }] },
        Let = new Dictionary<string, string>(StringComparer.Ordinal) { [Slot] = "+3 10:00", ["old"] = "+4 11:00", ["new"] = "+5 14:00" },
        Caller = new Caller { Knows = new Dictionary<string, string>(StringComparer.Ordinal) { ["wish"] = "An appointment on {slot:weekday} at {slot:time}." } },
        Answers =
        [
            NoMore,
            new AnswerRule { When = "~ call you, or send you", Say = "Call me please." },
            new AnswerRule { When = "name|freetext ~ your name", Say = "{name}" },
        ],
        Expect = new Expectation
        {
            Bookings = [new ExpectedBooking { Start = Slot, Name = "Anna Miller", Email = "anna.miller@example.com" }],
            Outcome = "booked",
            Heard = [Booked],
            MaxTurns = 20,
            MaxReplyMs = 6000,
        },
    };

    /// <summary>Nothing is booked, the caller is told so, and an operator has a task.</summary>
    public static Expectation WishNoted { get; } = new()
    {
        Bookings = [],
        Heard = ["can't reach the calendar right now", "noted that you'd like", "somebody will call you back"],
        NotHeard = [Booked],
        Tasks = ["^call-back: Call back Anna Miller"],
        MaxTurns = 20,
        MaxReplyMs = 6000,
    };

    private static Dictionary<string, string> EveryDay => new(StringComparer.Ordinal) { ["mon-sun"] = "09:00-17:00" };

    private static IEnumerable<Scenario> Bookings(PracticeTraits traits)
    {
        yield return Wants("books", "A booking as it should be: one request, one booking, and it was asked for in the provider's own words.") with
        {
            Calendar = new CalendarStory { Judge = practice => Count(practice, PracticeOperation.Book, 1) },
        };

        yield return Wants("asks-the-owners-questions", "The provider's event requires answers: they are asked, read back and stored.") is var asking
            ? asking with
            {
                Seed = asking.Seed with
                {
                    Events = [asking.Seed.Events[0] with { Questions = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["What is it about?"] = [], ["How are you insured?"] = ["statutory", "private", "none"] } }],
                },
                Answers = [new AnswerRule { When = "~ what is it about", Say = "A sore tooth." }, new AnswerRule { When = "~ insured", Say = "Private." }, .. asking.Answers],
                Expect = asking.Expect with
                {
                    Bookings = [asking.Expect.Bookings[0] with { Answers = new Dictionary<string, string>(StringComparer.Ordinal) { ["What is it about?"] = "tooth", ["How are you insured?"] = "^private$" } }],
                },
            }
            : asking;

        var moves = Wants("moves", "An appointment is moved; the old time is free again.");
        yield return moves with
        {
            Seed = moves.Seed with { Existing = [new SeedBooking { Start = "old", Mine = true }] },
            Caller = Wishing("I need to move my appointment."),
            Answers = [new AnswerRule { When = "when", Say = "{new:weekday} the {new:day} at {new:time}." }, .. moves.Answers],
            Expect = moves.Expect with { Bookings = [new ExpectedBooking { Start = "new" }], Outcome = "moved|booked", Heard = ["your appointment is moved"] },
            Calendar = new CalendarStory { Judge = practice => practice.Bookings.Count(each => each.Status == PracticeStatus.Gone) == 1 ? [] : ["the old booking still stands at the provider"] },
        };

        var cancels = Wants("cancels", "An appointment is cancelled; nothing stands at the provider.");
        yield return cancels with
        {
            Seed = cancels.Seed with { Existing = [new SeedBooking { Start = "old", Mine = true }] },
            Caller = Wishing("I want to cancel my appointment."),
            Expect = cancels.Expect with { Bookings = [], Outcome = "cancelled", Heard = ["cancelled"] },
        };

        var between = Wants("host-cancels-between-two-calls", "The host cancels in their own calendar; when the caller asks for the appointment, there is none.");
        yield return between with
        {
            Then = between with
            {
                Caller = Wishing("When is my appointment?"),
                Calendar = new CalendarStory
                {
                    AtRing = async acts =>
                    {
                        acts.Practice.CancelByHost(acts.Practice.Bookings[^1].Reference);
                        await acts.Practice.ToldAsync();
                    },
                },
                Expect = between.Expect with { Bookings = [], Outcome = null, Heard = ["don't find an upcoming appointment"], NotHeard = ["you have a"], Tasks = ["^difference: Anna Miller: .* does not stand"] },
            },
        };

        var moved = Wants("host-moves-between-two-calls", "The appointment is moved at the provider; when the caller asks for it, the new time is told.");
        yield return moved with
        {
            Then = moved with
            {
                Caller = Wishing("When is my appointment?"),
                Calendar = new CalendarStory
                {
                    AtRing = async acts =>
                    {
                        acts.Practice.Move(acts.Practice.Bookings[^1].Reference, acts.Moments.ResolveInstant("new"));
                        await acts.Practice.ToldAsync();
                    },
                },
                Expect = moved.Expect with { Bookings = [new ExpectedBooking { Start = "new" }], Outcome = null, Heard = ["you have a consultation on {new:weekday}"], Tasks = ["^difference: Anna Miller: .* was moved"] },
            },
        };

        foreach (var (name, day) in new[] { ("spring", "last sunday of march"), ("autumn", "last sunday of october") })
        {
            var changing = Wants($"on-the-day-clocks-change-in-{name}", "Ten o'clock is ten o'clock on the day itself, in the zone's new offset.");
            yield return changing with
            {
                Seed = changing.Seed with { Events = [new SeedEvent { Hours = new Dictionary<string, string>(StringComparer.Ordinal) { ["mon-sun"] = "00:00-17:00" }, InitialDate = day }] },
                Let = new Dictionary<string, string>(StringComparer.Ordinal) { [Slot] = $"{day} 10:00" },
                Caller = Wishing("An appointment on {slot:date} {slot:year} at {slot:time}."),
            };
        }

        if (traits.AsksHosts)
        {
            var pending = Wants("waits-for-the-hosts-word", "The host must agree: told as asked for, never as booked.");
            yield return pending with
            {
                Seed = pending.Seed with { Events = [pending.Seed.Events[0] with { AsksHost = true }] },
                Expect = pending.Expect with { Bookings = [pending.Expect.Bookings[0] with { Pending = true }], Outcome = null, Heard = ["still has to be confirmed"], NotHeard = [Booked] },
            };
        }

        if (traits.HasVersions)
        {
            yield return Wants("self-hosted", "A self-hosted server knows only the older versions: the client speaks them, or every request would be refused or misunderstood.") with
            {
                Calendar = new CalendarStory { Before = practice => practice.BeSelfHosted(), Judge = practice => Count(practice, PracticeOperation.Book, 1) },
            };
        }
    }

    /// <summary>Somebody with this wish.</summary>
    public static Caller Wishing(string wish) => new() { Knows = new Dictionary<string, string>(StringComparer.Ordinal) { ["wish"] = wish } };

    /// <summary>What is wrong when an operation was not asked for so often.</summary>
    public static IEnumerable<string> Count(ICalendarPractice practice, string operation, int times) =>
        practice.Asked(operation).Count is var asked && asked != times ? [$"'{operation}' was asked for {asked} times at the provider, expected {times}"] : [];

    /// <summary>What is wrong when an operation was never asked for.</summary>
    public static IEnumerable<string> AtLeastOnce(ICalendarPractice practice, string operation) =>
        practice.Asked(operation).Count == 0 ? [$"'{operation}' was never asked for at the provider"] : [];
}
