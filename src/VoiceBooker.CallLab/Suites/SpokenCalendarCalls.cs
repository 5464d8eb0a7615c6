using VoiceBooker.CallLab.Scenarios;

namespace VoiceBooker.CallLab.Suites;

/// <summary>
/// Audio calls that book, move and cancel in a provider's calendar; its state is the judge. The caller is known by the number, because an address cannot be dictated to the embedded ears, and presses keys where they are weak.
/// </summary>
internal static class SpokenCalendarCalls
{
    /// <summary>Those of one provider.</summary>
    public static IEnumerable<Scenario> Of(string provider) => new[] { Books(), Moves(), Cancels() }.Select(each => CalendarScenarios.At(provider, each) with { TextOnly = null, AudioOnly = "Spoken: the same stories are typed in the suite without --spoken." });

    private static Scenario Books()
    {
        var books = Known("spoken-books", "An audio call books; the caller is known and says yes to the address on record.");
        return books with
        {
            Answers = [new AnswerRule { When = "open", Press = "1" }, .. Keys],
            Expect = books.Expect with { Bookings = [new ExpectedBooking { Start = "old" }, new ExpectedBooking()], Outcome = "booked", Heard = [CalendarScenarios.Booked] },
        };
    }

    private static Scenario Moves()
    {
        var moves = Known("spoken-moves", "An audio call moves the caller's appointment.");
        return moves with
        {
            Answers = [new AnswerRule { When = "open", Press = "2" }, .. Keys],
            Expect = moves.Expect with { Bookings = [new ExpectedBooking { Within = "not on old" }], Outcome = "moved|booked", Heard = ["your appointment is moved"] },
        };
    }

    private static Scenario Cancels()
    {
        var cancels = Known("spoken-cancels", "An audio call cancels the caller's appointment.");
        return cancels with { Answers = [new AnswerRule { When = "open", Press = "3" }, .. Keys], Expect = cancels.Expect with { Bookings = [], Outcome = "cancelled", Heard = ["cancelled"] } };
    }

    private static AnswerRule[] Keys =>
    [
        new() { When = "~ anything else|what can i do for you", Press = "2" },
        new() { When = "yesno", Press = "1" },
        new() { When = "when", Press = "1" },
        new() { When = "choice", Press = "1" },
        new() { When = "name|freetext ~ your name|full name", Say = "Anna Miller.", Once = true },
        new() { When = "name|digits|email", Press = "#" },
    ];

    private static Scenario Known(string name, string note)
    {
        var wants = CalendarScenarios.Wants(name, note);
        return wants with
        {
            Seed = wants.Seed with { Existing = [new SeedBooking { Start = "old", Mine = true }] },
            Expect = new Expectation { MaxTurns = 24, MaxReplyMs = 6000 },
        };
    }
}
