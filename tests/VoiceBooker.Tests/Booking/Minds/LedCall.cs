using Microsoft.Extensions.Logging.Abstractions;
using VoiceBooker.Booking.Minds;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Tests.Booking.Reception;
using VoiceBooker.Tests.Voice.Playing;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Tests.Booking.Minds;

/// <summary>A whole spoken call in virtual time that hosted models lead. Seconds count from the line's first sample.</summary>
internal sealed class LedCall
{
    private readonly List<Action<CallerSide>> _caller = [];
    private readonly List<Func<TimeProvider, Model>> _models = [];

    public MindOptions Options { get; init; } = new();

    public Visit Visit { get; init; } = new();

    public Action<Spending> Spent { get; init; } = _ => { };

    public LedCall CallerSays(string text, double from, double until)
    {
        _caller.Add(side => side.Sounds(TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(until), text));
        return this;
    }

    public LedCall CallerTypes(string text, double at) => Happens(new CallEvent.Typed(text), at);

    public LedCall Happens(CallEvent happened, double at)
    {
        _caller.Add(side => side.At(TimeSpan.FromSeconds(at), happened));
        return this;
    }

    public LedCall Model(string name, Action<ScriptedModel> model, ModelDeadlines? deadlines = null, ModelPrices? prices = null)
    {
        _models.Add(time =>
        {
            var client = new ScriptedModel(time);
            model(client);
            return new Model(name, client, deadlines ?? Reception.Minds.Patient, prices ?? Reception.Minds.Free);
        });
        return this;
    }

    public PlayedLedCall Play(double hangsUpAt) => VirtualTime.Run(async time =>
    {
        var caller = new CallerSide();
        _caller.ForEach(act => act(caller));
        caller.At(TimeSpan.FromSeconds(hangsUpAt), new CallEvent.HungUp(HangUpCause.Caller));
        var line = new FakeLine(time.Clock, caller);
        var journal = new KeptJournal();
        var id = CallId.New(VirtualTime.Start);
        Model[] models = [.. _models.Select(model => model(time.Clock))];
        Visit.Ledger.Clock = time.Clock;
        var list = Reception.Minds.Listed(time.Clock, Options, models);
        Spent(list.Spending);
        var brief = new CallBrief(id, Visit.Assistant, Visit.Number, CanType: true, Visit.Variables) { Outbound = Visit.Outbound };
        var session = new CallSession(new CallParts
        {
            Id = id,
            Line = line,
            Agent = new Receptionist(brief, new CallMind(list, "", journal), Visit.Ledger, Visit.Notes, Visit.Wishes, journal, time.Clock, new ReceptionOptions(), NullLogger.Instance),
            Outbound = Visit.Outbound is null ? null : new(),
            Ears = [caller],
            Voices = [new ScriptedVoice(time.Clock)],
            Journal = journal,
            Time = time.Clock,
            Log = NullLogger.Instance,
        });
        var running = line.RunAsync();
        await session.RunAsync(CancellationToken.None);
        await running;
        return new PlayedLedCall(Visit, line, journal, [.. session.Conversation.Utterances.Where(each => each.Speaker == Speaker.Bot).Select(each => each.Text)], [.. models.Select(model => (ScriptedModel)model.Client)], list.Spending);
    });
}

/// <summary>What came of it.</summary>
internal sealed record PlayedLedCall(Visit Visit, FakeLine Line, KeptJournal Journal, IReadOnlyList<string> Said, IReadOnlyList<ScriptedModel> Models, Spending Spending)
{
    public string Heard => string.Join("\n", Said);

    /// <summary>Milliseconds from the end of the caller's speech to the first audio of each answer.</summary>
    public IReadOnlyList<double> Waits => [.. Journal.Of("turn.timing").Where(each => each.TryGetProperty("firstAudioMs", out var ms) && ms.ValueKind == System.Text.Json.JsonValueKind.Number).Select(each => each.GetProperty("firstAudioMs").GetDouble())];

    public IReadOnlyList<string?> Of(string kind, string property) => [.. Journal.Of(kind).Select(each => each.GetProperty(property).ToString())];
}
