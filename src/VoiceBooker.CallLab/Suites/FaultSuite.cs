using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.Scenarios;

namespace VoiceBooker.CallLab.Suites;

/// <summary>The same booking by keys under everything a carrier can do wrong.</summary>
internal static class FaultSuite
{
    private static readonly Scenario Booking = new()
    {
        Note = "books by keys",
        Answers =
        [
            new AnswerRule { When = "~ (any|some)thing else|another (appointment|booking)", Press = "2" },
            new AnswerRule { When = "open", Press = "1" },
            new AnswerRule { When = "when", Press = "1" },
            new AnswerRule { When = "yesno", Press = "1" },
            new AnswerRule { When = "choice", Press = "1" },
            new AnswerRule { When = "name|digits", Press = "#" },
        ],
        Expect = new Expectation { Bookings = [new ExpectedBooking()], Outcome = "booked", MaxReplyMs = 6000, MaxTurns = 20 },
    };

    private static readonly Expectation Nothing = new() { MaxReplyMs = 6000, Outcome = "no-booking|in-progress|unknown" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Scenario> All =>
    [
        Books("callback-late", new Faults { StatusCallbackDelayMs = 3000 }),
        Books("callback-twice", new Faults { StatusCallbackCopies = 2 }),
        Books("callback-never", new Faults { StatusCallbackCopies = 0 }),
        Books("callback-out-of-order", new Faults { StatusOutOfOrder = true }),
        Books("stop-missing", new Faults { StopMissing = true }),
        Books("handshake-with-slash", new Faults { Handshake = HandshakeSignature.TrailingSlash }),
        Books("signature-always-with-port", new Faults { Port = PortInSignature.Always }),
        Books("signature-never-with-port", new Faults { Port = PortInSignature.Never }),
        Books("voice-webhook-twice", new Faults { VoiceWebhookTwice = true }),
        Books("slow-reads", new Faults { SlowReadMs = 15 }),
        Books("jitter", new Faults { JitterMs = 30 }),
        Books("bunches", new Faults { Bunch = 10 }),
        Books("gaps", new Faults { GapEvery = 100, GapFrames = 3 }),
        Books("marks-late", new Faults { MarkDelayMs = 800 }),
        Books("one-mark-lost", new Faults { LoseMark = 4 }),
        Books("transit-150", new Faults { TransitMs = 150 }),
        Books("rest-answer-lost", new Faults { RestAnswerLost = true }),
        Books("rest-too-many-requests", new Faults { RestTooManyRequests = 2 }),
        Books("rest-server-errors", new Faults { RestServerErrors = 2 }),
        Books("withheld-number", new Faults { Anonymous = true }),
        Books("unknown-parameters", new Faults { UnknownParameters = true }),
        Books("numbers-unquoted", new Faults { NumbersUnquoted = true }),
        Fails("socket-cut", new Faults { CutAfterMs = 4000 }, "stream ended: Broken"),
        Fails("socket-cut-and-no-action", new Faults { CutAfterMs = 4000, AfterBrokenStream = AfterBrokenStream.End }, "stream ended: Broken"),
        Fails("hang-up-before-start", new Faults { HangUpBeforeStart = true }, "stream ended: CallEnded"),
        Fails("handshake-unsigned", new Faults { Handshake = HandshakeSignature.Missing }, "stream ended: Refused", CarrierNotices.StreamHandshake),
        Fails("handshake-forged", new Faults { Handshake = HandshakeSignature.Forged }, "stream ended: Refused", CarrierNotices.StreamHandshake),
        Fails("webhook-forged", new Faults { WebhookForged = true }, "call (failed|completed)", CarrierNotices.FetchFailed),
    ];

    private static Scenario Books(string name, Faults faults) => Booking with { Name = $"fault-{name}", Faults = faults };

    private static Scenario Fails(string name, Faults faults, string step, params int[] notices) =>
        Booking with { Name = $"fault-{name}", Note = "ends without a booking, cleanly", Faults = faults, Expect = Nothing with { Steps = [step], Notices = notices } };
}
