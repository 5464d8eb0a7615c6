using VoiceBooker.CallLab.Scenarios;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.Suites;

/// <summary>What a provider can do wrong, and what the caller hears then.</summary>
internal static class CalendarFaults
{
    /// <summary>As slow as it has been seen.</summary>
    private static readonly TimeSpan Seconds47 = TimeSpan.FromSeconds(47);

    private const string Taken = "just been taken|has just taken";

    /// <summary>All of them.</summary>
    public static IEnumerable<Scenario> Of(PracticeTraits traits) => [.. Races(traits), .. Slow(), .. Lost(), .. Throttled(), .. Distrusted(), .. Broken()];

    private static IEnumerable<Scenario> Races(PracticeTraits traits)
    {
        var race = Elsewhere("taken-between-offer-and-yes", "Somebody books the time on the provider's page between read-back and yes: the caller is told, and takes another time.");
        yield return race with { Answers = [AtTheYes(acts => acts.CompeteAsync(CalendarScenarios.Slot)), .. race.Answers] };

        yield return Elsewhere("taken-as-it-is-booked", "Somebody books the time in the very moment of booking: the provider says that it is filled.") with
        {
            Calendar = new CalendarStory { Faults = [new FaultRule(PracticeOperation.Book, FaultKind.SlotTakenAfterOffer)], Judge = practice => CalendarScenarios.Count(practice, PracticeOperation.Book, 2) },
        };

        if (traits.AnswersConflict)
        {
            yield return Elsewhere("taken-told-by-409", "The race is lost only when the provider writes the booking: a bare 409 means the same as its 400.") with
            {
                Calendar = new CalendarStory { Faults = [new FaultRule(PracticeOperation.Book, FaultKind.Conflict409)], Judge = practice => CalendarScenarios.Count(practice, PracticeOperation.Book, 2) },
            };
        }

        if (traits.CachesTimes)
        {
            var stale = Elsewhere("taken-and-still-listed", "The provider goes on listing a time for two seconds after it is gone: it is not offered again, nor booked twice.");
            yield return stale with
            {
                Answers = [AtTheYes(acts => acts.CompeteAsync(CalendarScenarios.Slot)), .. stale.Answers],
                Calendar = new CalendarStory { Before = practice => practice.CacheTimes(), Judge = practice => CalendarScenarios.Count(practice, PracticeOperation.Book, 2) },
            };
        }

        if (traits.KeepsTimes)
        {
            var expired = CalendarScenarios.Wants("kept-time-runs-out", "The provider's hold runs out while the caller thinks, and somebody else holds the time: a hold is only advice, the booking goes through and is told.");
            yield return expired with
            {
                Answers =
                [
                    AtTheYes(acts =>
                    {
                        acts.Practice.Clock.Advance(TimeSpan.FromMinutes(6));
                        return acts.Practice.KeepForAnother(acts.EventName, acts.Moments.ResolveInstant(CalendarScenarios.Slot)) ? Task.CompletedTask : throw new InvalidDataException("Our hold did not run out.");
                    }),
                    .. expired.Answers,
                ],
                Calendar = new CalendarStory { Judge = practice => CalendarScenarios.AtLeastOnce(practice, PracticeOperation.Keep) },
            };
        }
    }

    private static IEnumerable<Scenario> Slow()
    {
        yield return NotBooked("47-seconds-for-times", "Free times take 47 seconds: fillers, then the wish is noted for an operator.", new FaultRule(PracticeOperation.Times, FaultKind.Slow, Times: 0, Delay: Seconds47)) is var slow
            ? slow with { Expect = slow.Expect with { Heard = [.. slow.Expect.Heard, "one moment"] } }
            : slow;

        yield return CalendarScenarios.Wants("47-seconds-for-the-booking", "The booking is made at once and answered after 47 seconds: it is found by looking, and told as booked.") with
        {
            Calendar = FoundByLooking(new FaultRule(PracticeOperation.Book, FaultKind.Slow, Delay: Seconds47)),
        };

        var stop = CalendarScenarios.Wants("no-more-calls-while-it-is-booked", "The caller wants no more calls while the provider is being asked: written down at once; the booking stands all the same, and both are told before the goodbye.");
        yield return stop with
        {
            Answers = [new AnswerRule { When = "~ one moment", Say = "Please stop calling me.", InterruptAfterMs = 1, Once = true }, .. stop.Answers],
            Calendar = new CalendarStory { Faults = [new FaultRule(PracticeOperation.Book, FaultKind.Slow, Delay: TimeSpan.FromSeconds(4))], Judge = practice => CalendarScenarios.Count(practice, PracticeOperation.Book, 1) },
            Expect = stop.Expect with { EndedBy = "bot", Heard = [CalendarScenarios.Booked, "not be called again"] },
        };

        yield return Uncertain("47-seconds-for-booking-and-looking", "The booking is answered late and cannot be looked up either: the caller is told that it is not certain; it is found afterwards.",
            new FaultRule(PracticeOperation.Book, FaultKind.Slow, Delay: Seconds47), new FaultRule(PracticeOperation.Find, FaultKind.Slow, Times: 0, Delay: Seconds47));
    }

    private static IEnumerable<Scenario> Lost()
    {
        yield return CalendarScenarios.Wants("booked-and-the-answer-lost", "The provider books and never answers: found by looking, one booking, told as booked, never booked again.") with
        {
            Calendar = FoundByLooking(new FaultRule(PracticeOperation.Book, FaultKind.CommitThenTimeout)),
        };

        // A request that is still under way may yet be carried out: then the caller hears that it is not certain, and an operator looks; surely nothing stands in the end.
        var lost = CalendarScenarios.Wants("lost-before-it-was-booked", "The provider neither books nor answers: looked for and not found; told as not booked or not certain, never as booked; nothing stands.");
        yield return lost with
        {
            Expect = CalendarScenarios.WishNoted with { Heard = ["nothing is booked|can't confirm that yet"], Tasks = ["^(call-back: Call back|check-booking: Check whether) Anna Miller"] },
            Calendar = new CalendarStory
            {
                Faults = [new FaultRule(PracticeOperation.Book, FaultKind.Timeout)],
                Settles = TimeSpan.FromSeconds(45),
                HoldsRunOut = true,
                Judge = practice => [.. CalendarScenarios.Count(practice, PracticeOperation.Book, 1), .. CalendarScenarios.AtLeastOnce(practice, PracticeOperation.Find)],
            },
        };
    }

    private static IEnumerable<Scenario> Throttled()
    {
        yield return CalendarScenarios.Wants("429-for-times-then-well", "Free times are refused for a second by a 429 with Retry-After: waited for, and booked.") with
        {
            Calendar = new CalendarStory { Faults = [new FaultRule(PracticeOperation.Times, FaultKind.RateLimited, RetryAfter: "1")] },
        };

        yield return NotBooked("429-for-times", "Free times are refused by 429 without Retry-After, again and again: the wish is noted.", new FaultRule(PracticeOperation.Times, FaultKind.RateLimited, Times: 0));

        yield return CalendarScenarios.Wants("429-for-the-booking-then-well", "The booking is refused for a second by a 429 with Retry-After: surely not booked, so it is sent again, once.") with
        {
            Calendar = new CalendarStory { Faults = [new FaultRule(PracticeOperation.Book, FaultKind.RateLimited, RetryAfter: "1")], Judge = practice => CalendarScenarios.Count(practice, PracticeOperation.Book, 2) },
        };

        yield return NotBooked("429-for-the-booking", "The booking is refused by 429 without Retry-After, again and again: not booked, the wish is noted.", new FaultRule(PracticeOperation.Book, FaultKind.RateLimited, Times: 0)) is var again
            ? again with { Calendar = again.Calendar! with { HoldsRunOut = true } }
            : again;

        yield return NotBooked("429-for-ten-minutes", "The booking is refused with Retry-After of ten minutes: nobody waits for that.", new FaultRule(PracticeOperation.Book, FaultKind.RateLimited, RetryAfter: "600")) is var long10
            ? long10 with { Calendar = long10.Calendar! with { HoldsRunOut = true, Judge = practice => CalendarScenarios.Count(practice, PracticeOperation.Book, 1) } }
            : long10;
    }

    private static IEnumerable<Scenario> Distrusted()
    {
        yield return CalendarScenarios.Wants("token-expires", "The owner signed in; the access token ends before the call: renewed once, and the call goes on.") with
        {
            Calendar = new CalendarStory
            {
                SignsIn = true,
                AtRing = acts =>
                {
                    acts.Practice.EndTokens();
                    return Task.CompletedTask;
                },
                Judge = practice => CalendarScenarios.Count(practice, PracticeOperation.Token, 2), // the code's, and one renewal
            },
        };

        yield return KeyEnds("key-is-taken-back", "The key is dead before the call: politely noted, and the owner is told to connect again.") is var before
            ? before with
            {
                Calendar = new CalendarStory
                {
                    AtRing = acts =>
                    {
                        acts.Practice.EndKey();
                        return Task.CompletedTask;
                    },
                },
            }
            : before;

        yield return KeyEnds("key-is-taken-back-before-the-yes", "The key dies between offer and yes: nothing is booked, politely noted, and the owner is told to connect again.") is var during
            ? during with
            {
                Answers =
                [
                    AtTheYes(acts =>
                    {
                        acts.Practice.EndKey();
                        return Task.CompletedTask;
                    }),
                    .. during.Answers,
                ],
                Calendar = new CalendarStory { HoldsRunOut = true },
            }
            : during;
    }

    private static IEnumerable<Scenario> Broken()
    {
        yield return CalendarScenarios.Wants("500-for-times-then-well", "One 500 for free times: asked again, and booked.") with { Calendar = new CalendarStory { Faults = [new FaultRule(PracticeOperation.Times, FaultKind.Error500)] } };

        yield return NotBooked("500-for-times", "Nothing but 500 for free times: the wish is noted.", new FaultRule(PracticeOperation.Times, FaultKind.Error500, Times: 0));

        yield return NotBooked("500-for-the-booking", "A 500 for the booking, which was not made: looked for, not found, never sent again; told as not booked.", new FaultRule(PracticeOperation.Book, FaultKind.Error500)) is var failed
            ? failed with
            {
                Calendar = failed.Calendar! with { Judge = practice => [.. CalendarScenarios.Count(practice, PracticeOperation.Book, 1), .. CalendarScenarios.AtLeastOnce(practice, PracticeOperation.Find)] },
            }
            : failed;

        yield return NotBooked("malformed-times", "Free times come in a shape that no document knows: the wish is noted.", new FaultRule(PracticeOperation.Times, FaultKind.Malformed, Times: 0));

        yield return CalendarScenarios.Wants("malformed-booking", "The booking is made, and the answer cannot be read: found by looking, told as booked.") with { Calendar = FoundByLooking(new FaultRule(PracticeOperation.Book, FaultKind.Malformed)) };
    }

    private static CalendarStory FoundByLooking(FaultRule fault) => new()
    {
        Faults = [fault],
        Judge = practice => [.. CalendarScenarios.Count(practice, PracticeOperation.Book, 1), .. CalendarScenarios.AtLeastOnce(practice, PracticeOperation.Find)],
    };

    private static Scenario NotBooked(string name, string note, params IReadOnlyList<FaultRule> faults) =>
        CalendarScenarios.Wants(name, note) with { Calendar = new CalendarStory { Faults = faults }, Expect = CalendarScenarios.WishNoted };

    private static Scenario KeyEnds(string name, string note) =>
        CalendarScenarios.Wants(name, note) with { Expect = CalendarScenarios.WishNoted with { Tasks = [.. CalendarScenarios.WishNoted.Tasks, "^reconnect: "] } };

    /// <summary>Not known when the call ends: told so, and it stands in the end.</summary>
    private static Scenario Uncertain(string name, string note, params IReadOnlyList<FaultRule> faults)
    {
        var wants = CalendarScenarios.Wants(name, note);
        return wants with
        {
            Calendar = new CalendarStory { Faults = faults, Settles = TimeSpan.FromSeconds(45), HoldsRunOut = true, Judge = practice => CalendarScenarios.Count(practice, PracticeOperation.Book, 1) },
            Expect = wants.Expect with { Outcome = null, Heard = ["longer than usual", "can't confirm that yet"], NotHeard = [CalendarScenarios.Booked], Tasks = ["^check-booking: "] },
        };
    }

    /// <summary>The wanted time is lost; another one is booked, and only that one is told as booked.</summary>
    private static Scenario Elsewhere(string name, string note)
    {
        var wants = CalendarScenarios.Wants(name, note);
        return wants with { Expect = wants.Expect with { Bookings = [new ExpectedBooking { Name = "Anna Miller" }], Heard = [Taken, CalendarScenarios.Booked] } };
    }

    private static AnswerRule AtTheYes(Func<Callers.CallActs, Task> happens) => new() { When = "yesno ~ @readback", Meanwhile = happens, Say = "Yes.", Once = true };
}
