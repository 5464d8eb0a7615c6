using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.CallLab.Called;

/// <summary>Who, or what, is at the end of a line that is dialled.</summary>
internal abstract record CalledPerson
{
    private CalledPerson() { }

    /// <summary>How long it rings before it is answered; a longer one is a slow answer.</summary>
    public TimeSpan Rings { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Voice of whoever answers, one of the synthesiser's.</summary>
    public string Voice { get; init; } = "rms";

    /// <summary>Engaged.</summary>
    public sealed record Engaged : CalledPerson;

    /// <summary>It rings until the caller gives up.</summary>
    public sealed record NeverAnswers : CalledPerson;

    /// <summary>The network cannot make the call.</summary>
    /// <param name="SipCode">Why: 404 no such number, 480 not reachable, 503 overloaded, 603 declined …</param>
    public sealed record NetworkFails(int SipCode) : CalledPerson;

    /// <summary>Somebody says hello, listens, and does what their manner is.</summary>
    public sealed record Human(Manner Manner) : CalledPerson
    {
        /// <summary>The first word; empty: none.</summary>
        public string Hello { get; init; } = "Hello?";
    }

    /// <summary>An answering machine, or a voicemail of the network.</summary>
    /// <param name="Greeting">What it says.</param>
    /// <param name="Beeps">False: it records after the greeting without a sign.</param>
    public sealed record Machine(string Greeting, bool Beeps) : CalledPerson
    {
        /// <summary>What most say.</summary>
        public const string Usual = "Hi, I can't take your call right now. Please leave a message after the tone.";

        /// <summary>What some say who have keys besides.</summary>
        public const string WithKeys = "To leave a callback number, press one. To leave a message, wait for the tone.";

        /// <summary>How long it records at most.</summary>
        public TimeSpan Records { get; init; } = TimeSpan.FromSeconds(60);

        /// <summary>It hangs up after so much silence.</summary>
        public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(8);
    }

    /// <summary>A screening assistant, which asks for a name and a reason and puts the call through or does not.</summary>
    /// <param name="Accepts">Whether whoever is behind it takes a call that gave both.</param>
    /// <param name="Behind">Who that is.</param>
    public sealed record Screener(bool Accepts, Manner Behind) : CalledPerson
    {
        /// <summary>What it asks.</summary>
        public string Asks { get; init; } = "Hi, the person you are calling is using a screening service. Please state your name and why you are calling.";

        /// <summary>How long it takes to put the call through.</summary>
        public TimeSpan Connects { get; init; } = TimeSpan.FromSeconds(2);
    }

    /// <summary>The menu of a company, told twice.</summary>
    public sealed record Menu : CalledPerson
    {
        /// <summary>One that begins as a person might who picks up for a business.</summary>
        public static readonly Menu Polite = new() { Opening = ["Thank you for calling Acme.", "We are open from Monday to Friday."], Says = "Please listen carefully, as our options have changed. For sales, press one. For support, press two." };

        /// <summary>What it says.</summary>
        public string Says { get; init; } = "Thank you for calling Acme. For sales, press one. For support, press two. For all other questions, press zero.";

        /// <summary>Sentences before it, once, each with <see cref="Pause"/> behind it.</summary>
        public IReadOnlyList<string> Opening { get; init; } = [];

        /// <summary>How long it is silent after a sentence of its opening.</summary>
        public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1.2);
    }

    /// <summary>A fax.</summary>
    public sealed record Fax : CalledPerson;
}

/// <summary>What somebody does who has answered.</summary>
internal abstract record Manner
{
    private Manner() { }

    /// <summary>Puts the handset down right after the hello.</summary>
    public sealed record HangsUpAtOnce : Manner;

    /// <summary>Puts it down while the other side speaks.</summary>
    /// <param name="After">So long into it.</param>
    public sealed record HangsUpInMidSentence(TimeSpan After) : Manner;

    /// <summary>Says nothing, and stays.</summary>
    public sealed record StaysSilent : Manner;

    /// <summary>Presses keys while the other side speaks, once; then listens to the end.</summary>
    public sealed record Presses(string Keys, TimeSpan After) : Manner;

    /// <summary>Says one thing when the other side has spoken and paused; then listens to the end.</summary>
    public sealed record Says(string Words) : Manner;

    /// <summary>Says, when the other side has spoken and paused, that they want to be called again; then listens to the end.</summary>
    /// <param name="Words">"Please call me back in two minutes."</param>
    /// <param name="After">What the words mean, counted from their end.</param>
    public sealed record AsksForCallIn(string Words, TimeSpan After) : Manner;

    /// <summary>The same, with the time of day where they are.</summary>
    /// <param name="Ahead">So far ahead at least; the next full minute after it is named.</param>
    /// <param name="Zone">Where they are, IANA.</param>
    public sealed record AsksForCallAt(TimeSpan Ahead, string Zone) : Manner;

    /// <summary>Presses a key whenever the other side has spoken and paused: the next of these, the last one for ever. Understands nothing, and books where keys are enough.</summary>
    public sealed record PressesOn(string Keys) : Manner;

    /// <summary>Does what somebody else decides, for example by a story and the live journal of the call. Ends when that does, and with the call.</summary>
    public sealed record Follows(Func<SimulatedCall, CancellationToken, Task> Live) : Manner;
}

/// <summary>What the REST door does with a request for a call, besides what it should.</summary>
internal enum PostFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Answers 429; the call is not taken.</summary>
    TooManyRequests,

    /// <summary>Answers 500; the call is not taken.</summary>
    ErrorNotTaken,

    /// <summary>Answers 500 although the call is taken.</summary>
    ErrorTaken,

    /// <summary>Takes the call and breaks the connection.</summary>
    AnswerLost,

    /// <summary>Breaks the connection without having taken the call.</summary>
    LostNotTaken,

    /// <summary>Takes the call, and answers after <see cref="NumberScript.SlowAnswer"/>: callbacks may come first.</summary>
    SlowAnswer,
}

/// <summary>All that happens when one number is dialled.</summary>
/// <param name="Calls">Who answers the first call, the second …; the last one answers all further ones.</param>
internal sealed record NumberScript(params IReadOnlyList<CalledPerson> Calls)
{
    /// <summary>What goes wrong on the calls.</summary>
    public Faults Faults { get; init; } = Faults.None;

    /// <summary>What goes wrong with the first request for a call to this number, the second …; further ones go well.</summary>
    public IReadOnlyList<PostFault> Posts { get; init; } = [];

    /// <summary>How slow a slow answer is.</summary>
    public TimeSpan SlowAnswer { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The carrier refuses every call to this number with this code (21211, 21214, 21215, 21216, 21219 …); null: it does not.</summary>
    public int? RefusedWith { get; init; }

    /// <summary>Who answers the call of this number, counted from 0.</summary>
    public CalledPerson Answering(int call) => Calls[Math.Min(call, Calls.Count - 1)];

    /// <summary>What goes wrong with the request of this number, counted from 0.</summary>
    public PostFault Fault(int request) => request < Posts.Count ? Posts[request] : PostFault.None;
}
