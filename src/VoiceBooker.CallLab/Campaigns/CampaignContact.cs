using VoiceBooker.CallLab.Called;

namespace VoiceBooker.CallLab.Campaigns;

/// <summary>One person of a campaign: who they are on the telephone, and what may come of calling them.</summary>
/// <param name="Number">E.164.</param>
/// <param name="Kind">What they are, for the figures ("engaged at first").</param>
/// <param name="Script">Who answers, and what goes wrong.</param>
/// <param name="Ends">Dispositions that fit what they do.</param>
internal sealed record CampaignContact(string Number, string Kind, NumberScript Script, IReadOnlyList<string> Ends)
{
    /// <summary>There is a record that they agreed to be called.</summary>
    public bool Consents { get; init; } = true;

    /// <summary>They are on the do-not-call list from the beginning.</summary>
    public bool OnTheList { get; init; }

    /// <summary>They ask for no more calls, by a key or in words.</summary>
    public bool OptsOut { get; init; }

    /// <summary>Whether they may be called at all.</summary>
    public bool MayBeCalled => Consents && !OnTheList;
}

/// <summary>What the campaign's rules allow to be tried again, and how often.</summary>
/// <param name="Outcome">A disposition.</param>
/// <param name="Limit">How often.</param>
internal sealed record AllowedRetry(string Outcome, int Limit);

/// <summary>Makes up the people of a campaign, the same for the same seed.</summary>
internal static class CampaignPeople
{
    /// <summary>What is said on answering machines.</summary>
    public const string Message = "Hello, this is Robin about your yearly check. Please call us back at your convenience. Goodbye.";

    /// <summary>Attempts at one person.</summary>
    public const int MostAttempts = 6;

    /// <summary>What is tried again in these campaigns.</summary>
    public static readonly IReadOnlyList<AllowedRetry> Retries = [new("busy", 2), new("no-answer", 1), new("failed", 1), new("cut-off", 3), new("call-back", 1)];

    private static readonly string[] LeftEarly = ["hung-up", "no-booking", "not-interested"];

    private static readonly (int Share, Func<string, Func<bool, Manner>, CampaignContact> Make)[] Kinds =
    [
        (12, (number, _) => new(number, "engaged at first, then hangs up at once", new(new CalledPerson.Engaged(), Human(new Manner.HangsUpAtOnce())), LeftEarly)),
        (4, (number, _) => new(number, "always engaged", new(new CalledPerson.Engaged()), ["busy"])),
        (6, (number, _) => new(number, "never answers", new(new CalledPerson.NeverAnswers()), ["no-answer"])),
        (4, (number, _) => new(number, "no such number", new(new CalledPerson.NetworkFails(404)), ["bad-number"])),
        (4, (number, _) => new(number, "network overloaded at first", new(new CalledPerson.NetworkFails(503), Human(new Manner.HangsUpAtOnce())), LeftEarly)),
        (3, (number, _) => new(number, "refused by the carrier", new(new CalledPerson.Engaged()) { RefusedWith = 21211 }, ["bad-number"])),
        (10, (number, _) => new(number, "presses 9", new(Human(new Manner.Presses("9", TimeSpan.FromSeconds(2)))), ["opted-out"]) { OptsOut = true }),
        (10, (number, _) => new(number, "hangs up in mid-sentence", new(Human(new Manner.HangsUpInMidSentence(TimeSpan.FromSeconds(1.5)))), LeftEarly)),
        (8, (number, _) => new(number, "hangs up at once", new(Human(new Manner.HangsUpAtOnce())), LeftEarly)),
        (8, (number, _) => new(number, "is not interested", new(Human(new Manner.Says("I'm not interested."))), ["not-interested"])),
        (7, (number, _) => new(number, "says stop calling", new(Human(new Manner.Says("Please stop calling me."))), ["opted-out"]) { OptsOut = true }),
        (8, (number, _) => new(number, "machine with a beep", new(new CalledPerson.Machine("Please leave a message after the tone.", Beeps: true) { Rings = TimeSpan.FromMilliseconds(300) }), ["voicemail-left"])),
        (3, (number, _) => new(number, "machine without a beep", new(new CalledPerson.Machine("The person you are calling is not available. Please leave a message.", Beeps: false) { Rings = TimeSpan.FromMilliseconds(300) }), ["voicemail-left", "voicemail"])),
        (2, (number, _) => new(number, "fax", new(new CalledPerson.Fax() { Rings = TimeSpan.FromMilliseconds(300) }), ["fax"])),
        (3, (number, _) => new(number, "screening that refuses", new(new CalledPerson.Screener(Accepts: false, new Manner.HangsUpAtOnce()) { Rings = TimeSpan.FromMilliseconds(300) }), ["screened"])),
        (2, (number, _) => new(number, "menu", new(new CalledPerson.Menu() { Rings = TimeSpan.FromMilliseconds(300) }), ["ivr"])),
        (6, (number, books) => new(number, "books by voice", new(Human(books(false))), ["booked"])),
        (5, (number, books) => new(number, "books by keys", new(Human(books(true))), ["booked"])),
        (3, (number, _) => new(number, "asks to be called back in ten seconds", CalledBack(new Manner.AsksForCallIn("Please call me back in ten seconds.", TimeSpan.FromSeconds(10))), ["not-interested"])),
        (3, (number, _) => new(number, "asks to be called back in two minutes", CalledBack(new Manner.AsksForCallIn("Please call me back in two minutes.", TimeSpan.FromMinutes(2))), ["not-interested"])),
        (3, (number, _) => new(number, "asks to be called back at a time", CalledBack(new Manner.AsksForCallAt(TimeSpan.FromMinutes(1.5), CampaignApi.ZoneOf(number))), ["not-interested"])),
        (2, (number, _) => new(number, "menu that begins politely", new(CalledPerson.Menu.Polite with { Rings = TimeSpan.FromMilliseconds(300) }), ["ivr"])),
        (2, (number, _) => new(number, "menu, taken for a machine before its keys", new(new CalledPerson.Menu() { Rings = TimeSpan.FromMilliseconds(300) }) { Faults = new() { WrongVerdict = "machine_start", WrongVerdictAfterMs = 2000 } }, ["ivr"])),
        (2, (number, _) => new(number, "menu, taken for a person", new(new CalledPerson.Menu() { Rings = TimeSpan.FromMilliseconds(300) }) { Faults = new() { WrongVerdict = "human", WrongVerdictAfterMs = 2000 } }, ["ivr"])),
        (2, (number, _) => new(number, "machine with a key for leaving a number", Machine(CalledPerson.Machine.WithKeys), ["voicemail-left"])),
        (2, (number, _) => new(number, "machine, no verdict", Machine(CalledPerson.Machine.Usual) with { Faults = new() { LosesVerdict = true } }, ["voicemail-left"])),
        (2, (number, _) => new(number, "machine, taken for a person at first", Machine(CalledPerson.Machine.Usual) with { Faults = new() { WrongVerdict = "human", WrongVerdictAfterMs = 1500, VerdictCorrectedMs = 4000 } }, ["voicemail-left"])),
        (2, (number, _) => new(number, "machine, taken for a person for good", Machine(CalledPerson.Machine.Usual) with { Faults = new() { WrongVerdict = "human", WrongVerdictAfterMs = 1500 } }, ["voicemail-left"])),
        (2, (number, _) => new(number, "is not interested, taken for a machine at first", new(Human(new Manner.Says("I'm not interested."))) { Faults = new() { WrongVerdict = "machine_start", VerdictCorrectedMs = 4000 } }, ["not-interested"])),
        (2, (number, _) => new(number, "is not interested, taken for a machine for good", new(Human(new Manner.Says("I'm not interested."))) { Faults = new() { WrongVerdict = "machine_end_silence" } }, ["not-interested"])),
        (2, (number, _) => new(number, "says stop calling, taken for a machine late", new(Human(new Manner.Says("Please stop calling me."))) { Faults = new() { WrongVerdict = "machine_start", WrongVerdictAfterMs = 5000 } }, ["opted-out"]) { OptsOut = true }),
        (2, (number, _) => new(number, "presses 9, the verdict comes late", new(Human(new Manner.Presses("9", TimeSpan.FromSeconds(2)))) { Faults = new() { VerdictDelayMs = 20_000 } }, ["opted-out"]) { OptsOut = true }),
        (2, (number, books) => new(number, "books by voice, taken for a machine meanwhile", new(Human(books(false))) { Faults = new() { WrongVerdict = "machine_start", WrongVerdictAfterMs = 20_000 } }, ["booked"])),
        (3, (number, _) => new(number, "on the do-not-call list", new(Human(new Manner.HangsUpAtOnce())), ["refused", "opted-out"]) { OnTheList = true }),
        (3, (number, _) => new(number, "without consent", new(Human(new Manner.HangsUpAtOnce())), ["refused"]) { Consents = false }),
    ];

    private static readonly (int Share, Func<NumberScript, NumberScript> Make)[] Troubles =
    [
        (60, script => script),
        (6, script => script with { Posts = [PostFault.AnswerLost] }),
        (4, script => script with { Posts = [PostFault.ErrorTaken] }),
        (4, script => script with { Posts = [PostFault.ErrorNotTaken] }),
        (4, script => script with { Posts = [PostFault.LostNotTaken] }),
        (5, script => script with { Posts = [PostFault.TooManyRequests, PostFault.TooManyRequests] }),
        (3, script => script with { Posts = [PostFault.SlowAnswer], SlowAnswer = TimeSpan.FromSeconds(2) }),
        (4, script => script with { Faults = script.Faults with { LosesStatus = "completed" } }),
        (3, script => script with { Faults = script.Faults with { LosesStatus = "*" } }),
        (3, script => script with { Faults = script.Faults with { StatusCallbackDelayMs = 3000 } }),
        (2, script => script with { Faults = script.Faults with { StatusCallbackCopies = 2 } }),
        (2, script => script with { Faults = script.Faults with { StatusOutOfOrder = true } }),
    ];

    /// <summary>So many people: one of each kind first, as far as they go, then each kind by its share, in a mixed order; each trouble by its share.</summary>
    /// <param name="count">How many; at most 9000.</param>
    /// <param name="seed">Who is who.</param>
    /// <param name="areas">Area codes of their numbers.</param>
    /// <param name="books">What somebody does who books: with keys, or by voice.</param>
    public static IReadOnlyList<CampaignContact> Make(int count, int seed, IReadOnlyList<string> areas, Func<bool, Manner> books)
    {
        var chance = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(index =>
        {
            var make = index < Kinds.Length ? Kinds[index].Make : Pick(Kinds, chance);
            var contact = make($"+1{areas[index % areas.Count]}555{index + 1000:0000}", books);
            return contact with { Script = Pick(Troubles, chance)(contact.Script) };
        })];
    }

    private static NumberScript Machine(string greeting) => new(new CalledPerson.Machine(greeting, Beeps: true) { Rings = TimeSpan.FromMilliseconds(300) });

    /// <summary>Asks for another call, and is not interested in it then.</summary>
    private static NumberScript CalledBack(Manner asks) => new(Human(asks), Human(new Manner.Says("I'm not interested.")));

    private static CalledPerson.Human Human(Manner manner) => new(manner) { Rings = TimeSpan.FromMilliseconds(300) };

    private static T Pick<T>((int Share, T Value)[] among, Random chance)
    {
        var at = chance.Next(among.Sum(each => each.Share));
        foreach (var (share, value) in among)
        {
            if ((at -= share) < 0)
                return value;
        }

        return among[^1].Value;
    }
}
