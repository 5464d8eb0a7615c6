using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Journal;
using VoiceBooker.Voice.Listening;
using VoiceBooker.Voice.Speaking;
using VoiceBooker.Voice.Turns;

namespace VoiceBooker.Tests.Voice.Playing;

/// <summary>A little call, written as it goes and played in virtual time. Seconds count from the line's first sample.</summary>
internal sealed class CallScript
{
    private readonly List<Action<CallerSide>> _caller = [];
    private readonly List<Answer> _answers = [];
    private Answer _greeting = new([new Speech.Words("Hello.")]);
    private Action<ScriptedAgent> _agent = _ => { };
    private double _until = 120;
    private Func<int, bool> _losesMark = _ => false;
    private Func<string, TimeSpan> _voiceDelay = _ => TimeSpan.FromMilliseconds(40);
    private Func<string, Exception?> _voiceFails = _ => null;
    private bool _canTransfer = true;
    private bool _typed;
    private TimeSpan? _readsIn = TimeSpan.Zero;
    private double? _breaksAt;
    private string[] _typesAtOnce = [];
    private Func<TimeProvider, CallerSide, ISpeechToText[]>? _ears;
    private Func<TimeProvider, ITextToSpeech[]>? _voices;
    private Func<CallParts, CallParts> _with = parts => parts;

    public CallSessionOptions Options { get; init; } = new();

    public Stream? Recording { get; init; }

    public CallScript Greets(params Speech[] speech) => With(() => _greeting = new Answer(speech));

    public CallScript Greets(string text, Question? asks = null) => Greets(Line(text, asks));

    public CallScript CallerSays(string text, double from, double until) => Caller(side => side.Sounds(S(from), S(until), text));

    /// <summary>A sound the transcriber makes nothing of.</summary>
    public CallScript CallerCoughs(double from, double until) => Caller(side => side.Sounds(S(from), S(until), null));

    /// <summary>A sound the transcriber takes for speech without words.</summary>
    public CallScript CallerMumbles(double from, double until) => Caller(side => side.Sounds(S(from), S(until), ""));

    /// <summary>We made the call.</summary>
    public CallScript WeCall(OutboundOptions? options = null) => Parts(parts => parts with { Outbound = options ?? new() });

    /// <summary>The carrier tells who answered.</summary>
    public CallScript CarrierJudges(FarSide who, double at) => Caller(side => side.At(S(at), new CallEvent.FarSideJudged(who, "carrier")));

    public CallScript MachineBeeps(double from, double until, double hertz = 1000) => Caller(side => side.Tones(S(from), S(until), hertz));

    public CallScript CallerPresses(char digit, double at) => Caller(side => side.At(S(at), new CallEvent.DigitPressed(digit)));

    public CallScript CallerTypes(string text, double at) => Caller(side => side.At(S(at), new CallEvent.Typed(text)));

    public CallScript CallerHangsUp(double at) => With(() => _until = at);

    public CallScript LineBreaks(double at) => With(() => _breaksAt = at);

    public CallScript EarsFail(double at) => Caller(side => (side.EarsFail, side.EarsFailAt) = (new IOException("no ears"), S(at)));

    public CallScript BotAnswers(string text, Question? asks = null, double thinks = 0.1) => BotAnswers(new Answer(Line(text, asks)) { ThinksFor = S(thinks) });

    public CallScript BotAnswers(Answer answer) => With(() => _answers.Add(answer));

    public CallScript Agent(Action<ScriptedAgent> agent) => With(() => _agent += agent);

    public CallScript LosesMarks(Func<int, bool> loses) => With(() => _losesMark = loses);

    public CallScript VoiceNeeds(Func<string, TimeSpan> delay) => With(() => _voiceDelay = delay);

    public CallScript VoiceFails(Func<string, Exception?> fails) => With(() => _voiceFails = fails);

    /// <summary>Who listens, in order, in the place of the one ear that knows the script.</summary>
    public CallScript Ears(Func<TimeProvider, CallerSide, ISpeechToText[]> ears) => With(() => _ears = ears);

    /// <summary>Who speaks, in order.</summary>
    public CallScript Voices(Func<TimeProvider, ITextToSpeech[]> voices) => With(() => _voices = voices);

    /// <summary>Other parts of the call.</summary>
    public CallScript Parts(Func<CallParts, CallParts> with) => With(() => _with = with);

    public CallScript CannotTransfer() => With(() => _canTransfer = false);

    /// <summary>No audio: captions and typing. <paramref name="readsIn"/>: seconds until a caption counts as heard; null: it never does.</summary>
    public CallScript Typed(double? readsIn = 0) => With(() => (_typed, _readsIn) = (true, readsIn is { } seconds ? S(seconds) : null));

    /// <summary>The answers that are typed the moment the bot begins to listen.</summary>
    public CallScript CallerTypesAtOnce(params string[] texts) => With(() => _typesAtOnce = texts);

    public PlayedCall Play() => VirtualTime.Run(async time =>
    {
        var caller = new CallerSide();
        _caller.ForEach(act => act(caller));
        caller.At(S(_until), new CallEvent.HungUp(HangUpCause.Caller));
        var line = new FakeLine(time.Clock, caller, carriesAudio: !_typed) { LosesMark = _losesMark, CanTransfer = _ => _canTransfer, ReadsCaptionIn = _readsIn };
        Array.ForEach(_typesAtOnce, line.TypedAtOnce.Enqueue);
        var agent = new ScriptedAgent(time.Clock) { Greeting = _greeting };
        agent.Answers.AddRange(_answers);
        _agent(agent);
        var voice = new ScriptedVoice(time.Clock) { Delay = _voiceDelay, Fails = _voiceFails };
        var journal = new KeptJournal();
        var session = new CallSession(_with(new CallParts
        {
            Id = CallId.New(VirtualTime.Start),
            Line = line,
            Agent = agent,
            Ears = _ears?.Invoke(time.Clock, caller) ?? [caller],
            Voices = _voices?.Invoke(time.Clock) ?? [voice],
            Options = Options,
            Journal = journal,
            Recording = Recording,
            Time = time.Clock,
            Log = NullLogger.Instance,
        }));
        var running = line.RunAsync();
        var breaking = BreakAsync(time, line);
        var cause = await session.RunAsync(CancellationToken.None);
        await running;
        await breaking;
        return new PlayedCall(cause, session.Conversation, journal, line, agent, voice, time.Now);
    });

    public static Speech[] Line(string text, Question? asks = null, string? tag = null) =>
        asks is null ? [new Speech.Words(text, tag)] : [new Speech.Words(text, tag), new Speech.Asks(asks)];

    private async Task BreakAsync(VirtualTime time, FakeLine line)
    {
        if (_breaksAt is not { } at)
            return;
        await Task.Delay(S(at), time.Clock);
        line.Break();
    }

    private CallScript Caller(Action<CallerSide> act) => With(() => _caller.Add(act));

    private CallScript With(Action change)
    {
        change();
        return this;
    }

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}

/// <summary>What came of it.</summary>
internal sealed record PlayedCall(HangUpCause Cause, Conversation Conversation, KeptJournal Journal, FakeLine Line, ScriptedAgent Agent, ScriptedVoice Voice, TimeSpan Length)
{
    public IEnumerable<string> Texts => Conversation.Utterances.Select(utterance => utterance.Text);

    /// <summary>When the ear heard the phrase whose index (in the voice's order) is given.</summary>
    public IEnumerable<TimeSpan> Heard(int phrase) => Line.Ear.Where(each => Array.IndexOf(each.Frame, ScriptedVoice.ToneOf(phrase)) >= 0).Select(each => each.At);

    public IEnumerable<TimeSpan> Heard(string phrase) => Heard(Voice.Phrases.IndexOf(phrase));
}

/// <summary>A journal in memory.</summary>
internal sealed class KeptJournal : ICallJournal
{
    public List<(string Kind, JsonElement Data)> Entries { get; } = [];

    public string Text => string.Join('\n', Entries.Select(entry => $"{entry.Kind} {entry.Data}"));

    public void Record(string kind, object? payload = null) => Entries.Add((kind, JsonSerializer.SerializeToElement(payload)));

    public ValueTask RecordDurablyAsync(string kind, object? payload, CancellationToken cancel)
    {
        Record(kind, payload);
        return ValueTask.CompletedTask;
    }

    public List<JsonElement> Of(string kind) => [.. Entries.Where(entry => entry.Kind == kind).Select(entry => entry.Data)];
}
