namespace VoiceBooker.CallLab.Called;

/// <summary>Who answers at numbers of which nothing else is said, by their last two digits: for trying things by hand.</summary>
internal static class NumberScripts
{
    /// <summary>What the endings mean, for people.</summary>
    public static readonly IReadOnlyList<(string Ending, string Meaning)> Told =
    [
        ("01", "engaged"),
        ("02", "nobody answers"),
        ("03", "an answering machine with a beep"),
        ("04", "a screening assistant, which puts through who tells a name and a reason; 14: one that does not"),
        ("05", "a person who hangs up at once; 15: in the middle of the first sentence"),
        ("06", "a person who presses 9 (no more calls)"),
        ("07", "a fax"),
        ("08", "no such number (SIP 404); 18: the network is overloaded (503); 28: the carrier refuses the number (21211)"),
        ("09", "the menu of a company; 19: one that begins with two polite sentences"),
        ("13", "a voicemail without a beep"),
        ("16", "a person who says \"please stop calling me\"; 26: \"I'm not interested\"; 36: \"you have the wrong number\"; 46: \"call me back tomorrow at ten\"; 56: \"call me back in thirty seconds\" and is not interested then"),
        ("17", "a person who stays silent"),
        ("11", "engaged at first, then a person who books"),
        ("12", "a person who is slow to answer (15 s)"),
        ("21", "the request is answered with 429 twice; 22: with 500 although the call is made; 23: with 500, and it is not; 24: the answer is lost, the call is made; 25: the answer comes after 3 s"),
        ("31", "status callbacks come twice; 32: 5 s late; 33: never; 34: out of order"),
        ("41", "the verdict on who answered comes after 20 s; 42: a person is taken for a machine at first; 43: for good"),
        ("44", "a machine of which no verdict comes; 45: it is taken for a person at first; 47: for good"),
        ("48", "a menu that is taken for a machine before it has told its keys; 49: a machine that offers a key for leaving a number"),
        ("else", "a person who books"),
    ];

    /// <summary>The script of a number by its ending.</summary>
    /// <param name="number">E.164.</param>
    /// <param name="books">What a person who books does.</param>
    public static NumberScript ByEnding(string number, Manner books)
    {
        var person = new CalledPerson.Human(books);
        return number[^2..] switch
        {
            "01" => new(new CalledPerson.Engaged()),
            "11" => new(new CalledPerson.Engaged(), person),
            "02" => new(new CalledPerson.NeverAnswers()),
            "12" => new(person with { Rings = TimeSpan.FromSeconds(15) }),
            "03" => new(new CalledPerson.Machine(CalledPerson.Machine.Usual, Beeps: true)),
            "13" => new(new CalledPerson.Machine("The person you are calling is not available. Please leave a message.", Beeps: false)),
            "04" => new(new CalledPerson.Screener(Accepts: true, books)),
            "14" => new(new CalledPerson.Screener(Accepts: false, books)),
            "05" => new(new CalledPerson.Human(new Manner.HangsUpAtOnce())),
            "15" => new(new CalledPerson.Human(new Manner.HangsUpInMidSentence(TimeSpan.FromSeconds(1.5)))),
            "06" => new(new CalledPerson.Human(new Manner.Presses("9", TimeSpan.FromSeconds(2)))),
            "16" => new(new CalledPerson.Human(new Manner.Says("Please stop calling me."))),
            "26" => new(new CalledPerson.Human(new Manner.Says("I'm not interested."))),
            "36" => new(new CalledPerson.Human(new Manner.Says("You have the wrong number."))),
            "46" => new(new CalledPerson.Human(new Manner.Says("Call me back tomorrow at ten."))),
            "56" => new(new CalledPerson.Human(new Manner.AsksForCallIn("Call me back in thirty seconds.", TimeSpan.FromSeconds(30))), new CalledPerson.Human(new Manner.Says("I'm not interested."))),
            "07" => new(new CalledPerson.Fax()),
            "17" => new(new CalledPerson.Human(new Manner.StaysSilent())),
            "08" => new(new CalledPerson.NetworkFails(404)),
            "18" => new(new CalledPerson.NetworkFails(503)),
            "28" => new(person) { RefusedWith = 21211 },
            "09" => new(new CalledPerson.Menu()),
            "19" => new(CalledPerson.Menu.Polite),
            "21" => new(person) { Posts = [PostFault.TooManyRequests, PostFault.TooManyRequests] },
            "22" => new(person) { Posts = [PostFault.ErrorTaken] },
            "23" => new(person) { Posts = [PostFault.ErrorNotTaken] },
            "24" => new(person) { Posts = [PostFault.AnswerLost] },
            "25" => new(person) { Posts = [PostFault.SlowAnswer] },
            "31" => new(person) { Faults = new() { StatusCallbackCopies = 2 } },
            "32" => new(person) { Faults = new() { StatusCallbackDelayMs = 5000 } },
            "33" => new(person) { Faults = new() { LosesStatus = "*" } },
            "34" => new(person) { Faults = new() { StatusOutOfOrder = true } },
            "41" => new(person) { Faults = new() { VerdictDelayMs = 20_000 } },
            "42" => new(person) { Faults = new() { WrongVerdict = "machine_start", VerdictCorrectedMs = 4000 } },
            "43" => new(person) { Faults = new() { WrongVerdict = "machine_start" } },
            "44" => new(new CalledPerson.Machine(CalledPerson.Machine.Usual, Beeps: true)) { Faults = new() { LosesVerdict = true } },
            "45" => new(new CalledPerson.Machine(CalledPerson.Machine.Usual, Beeps: true)) { Faults = new() { WrongVerdict = "human", WrongVerdictAfterMs = 1500, VerdictCorrectedMs = 4000 } },
            "47" => new(new CalledPerson.Machine(CalledPerson.Machine.Usual, Beeps: true)) { Faults = new() { WrongVerdict = "human", WrongVerdictAfterMs = 1500 } },
            "48" => new(new CalledPerson.Menu()) { Faults = new() { WrongVerdict = "machine_start", WrongVerdictAfterMs = 2000 } },
            "49" => new(new CalledPerson.Machine(CalledPerson.Machine.WithKeys, Beeps: true)),
            _ => new(person),
        };
    }
}
