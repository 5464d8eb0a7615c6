using VoiceBooker.CallLab.Callers;
using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.Suites;

/// <summary>
/// An audio call that books in a provider's calendar, moves what it booked and cancels it; the provider's state is the judge after each. The caller is known by the number, because an address cannot be dictated to the embedded ears,
/// and presses keys, so that the figure is the calendar's and not the ears'.
/// </summary>
internal static class SpokenCalendarCalls
{
    /// <summary>Those of one provider.</summary>
    public static IEnumerable<Scenario> Of(string provider) => [CalendarScenarios.At(provider, BooksMovesCancels()) with { TextOnly = null, AudioOnly = "Spoken; the same stories are typed in the suite without --spoken." }];

    private static Scenario BooksMovesCancels()
    {
        var wants = CalendarScenarios.Wants("spoken-books-moves-cancels", "One audio call books, moves and cancels; what stood before stands still.");
        return wants with
        {
            WantsMore = true,
            Seed = wants.Seed with { Existing = [new SeedBooking { Start = "old", Mine = true }] },
            Answers =
            [
                new AnswerRule { When = "~ what can i do for you", Press = "2", Once = true, Meanwhile = acts => Stand(acts, standing: 2, gone: 0) },
                new AnswerRule { When = "~ what can i do for you", Press = "3", Once = true, Meanwhile = acts => Stand(acts, standing: 2, gone: 1) },
                new AnswerRule { When = "~ anything else", Press = "1", Once = true },
                new AnswerRule { When = "~ anything else", Press = "1", Once = true },
                new AnswerRule { When = "~ anything else|what can i do for you", Press = "2" },
                new AnswerRule { When = "open|yesno|when|choice", Press = "1" },
                new AnswerRule { When = "name|digits|email", Press = "#" },
            ],
            Expect = new Expectation
            {
                Bookings = [new ExpectedBooking { Start = "old" }],
                Heard = [CalendarScenarios.Booked, "your appointment is moved", "cancelled"],
                MaxTurns = 24,
                MaxReplyMs = 6000,
            },
            Calendar = new CalendarStory
            {
                Judge = practice => practice.Bookings.Count(each => each.Status == PracticeStatus.Gone) == 2 ? [] : ["the booking made and the one moved to are not both gone at the provider"],
            },
        };
    }

    private static Task Stand(CallActs acts, int standing, int gone)
    {
        var (stand, went) = (acts.Practice.Bookings.Count(each => each.Status == PracticeStatus.Stands), acts.Practice.Bookings.Count(each => each.Status == PracticeStatus.Gone));
        acts.Expect(stand == standing && went == gone, $"at the provider {stand} bookings stand and {went} are gone, expected {standing} and {gone}");
        return Task.CompletedTask;
    }
}
