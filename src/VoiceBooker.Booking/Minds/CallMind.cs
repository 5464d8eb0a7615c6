using Microsoft.Extensions.AI;
using NodaTime;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Voice.Journal;

namespace VoiceBooker.Booking.Minds;

/// <summary>
/// The hosted models of one call: which one is asked next, what is prepared before it is wanted, what all of it costs. It says when no model may be asked any more; then the embedded script leads.
/// Everything that was asked stands in the journal: <c>mind.answered</c>, <c>mind.failed</c>, <c>mind.speculated</c>, each with its tokens and cost; <c>mind.fallback</c> and <c>mind.capped</c>.
/// </summary>
/// <param name="models">The server's models.</param>
/// <param name="mind">What the assistant says of who leads: see <see cref="ModelList.For"/>.</param>
/// <param name="journal">The call's record.</param>
/// <param name="speaker">A model that hears and speaks itself and is asked first; null: none. Disposed with this.</param>
public sealed class CallMind(ModelList models, string mind, ICallJournal journal, SpeechModelSession? speaker = null) : IAsyncDisposable
{
    private readonly IReadOnlyList<GuardedModel> _models = speaker is null ? models.For(mind) : [speaker.Guarded, .. models.For("")];
    private readonly Dictionary<GuardedModel, int> _nonsense = [];
    private readonly Lock _gate = new();
    private readonly List<ModelRequest> _open = [];
    private ModelRequest? _prepared;
    private decimal _spent;
    private int _discarded;
    private bool _capped;
    private volatile bool _speakerGone;

    /// <summary>True when a hosted model may lead this call; false: the script does from the first word.</summary>
    public bool HasModels => _models.Count > 0;

    internal MindOptions Options => models.Options;

    internal TimeProvider Time => models.Time;

    /// <summary>One answer to <paramref name="messages"/>; nothing is asked before it is read.</summary>
    internal MindAnswer Ask(IReadOnlyList<ChatMessage> messages, ChatOptions options) => new(this, messages, options);

    /// <summary>
    /// Begins an answer to what the caller will probably turn out to have said. Nothing comes of it but its cost unless <see cref="Ask"/> asks the very same words. At most one is under way.
    /// </summary>
    internal void Prepare(IReadOnlyList<ChatMessage> messages, ChatOptions options)
    {
        if (!Options.Speculate || _discarded >= Options.DiscardedPerTurn || (Volatile.Read(ref _prepared) is { } prepared && prepared.Asked(messages)))
            return;
        Discard();
        if (_discarded >= Options.DiscardedPerTurn || IsCapped() || _models.FirstOrDefault(MayAsk) is not { Breaker.IsClosed: true } model)
            return;
        Volatile.Write(ref _prepared, Send(model, messages, options, aside: true));
    }

    /// <summary>Throws away what was prepared; the caller goes on.</summary>
    internal void Discard()
    {
        if (Interlocked.Exchange(ref _prepared, null) is not { } unwanted)
            return;
        _discarded++;
        if (unwanted.Failure is not null)
        {
            Settle(unwanted, cutOff: false); // it had failed already, which concerns other calls, too
            return;
        }

        unwanted.LetGo();
        unwanted.To.Breaker.LetGo();
        var usage = Charge(unwanted);
        journal.Record("mind.speculated", new { used = false, model = unwanted.To.Model.Name, inputTokens = usage.Input, cachedTokens = usage.Cached, outputTokens = usage.Output, cost = usage.CostAt(unwanted.To.Model.Prices), estimated = usage.Estimated });
    }

    /// <summary>The caller's turn is over; another one may be prepared for.</summary>
    internal void TurnBegins() => _discarded = 0;

    /// <summary>The next model's answer: what was prepared, if it asked the same; else a new request. Null when none may be asked.</summary>
    internal ModelRequest? Next(IReadOnlyList<ChatMessage> messages, ChatOptions options, IReadOnlySet<GuardedModel> tried)
    {
        if (Volatile.Read(ref _prepared) is { } prepared && prepared.Asked(messages) && MayAsk(prepared.To) && Interlocked.Exchange(ref _prepared, null) is { } ready)
        {
            journal.Record("mind.speculated", new { used = true, model = ready.To.Model.Name, aheadMs = (long)ready.Age.TotalMilliseconds });
            return ready;
        }

        Discard();
        if (IsCapped() || _models.FirstOrDefault(model => !tried.Contains(model) && MayAsk(model) && model.Breaker.TryEnter(models.Now)) is not { } next)
            return null;
        return Send(next, messages, options, aside: false);
    }

    /// <summary>Whether any model may be asked at all; a call without models, or beyond its budget, is the script's without a word.</summary>
    internal bool MayAskAny() => !IsCapped() && _models.Any(MayAsk);

    /// <summary>Takes note of how a request ended.</summary>
    /// <param name="request">The request; its contents are complete, or nobody reads them any more.</param>
    /// <param name="cutOff">The caller talked over it.</param>
    internal void Settle(ModelRequest request, bool cutOff)
    {
        var (model, breaker) = (request.To.Model, request.To.Breaker);
        var usage = Charge(request);
        if (request.Failure is not { } failure || cutOff)
        {
            if (cutOff)
                breaker.LetGo();
            else
                breaker.Succeed();
            journal.Record("mind.answered", new { model = model.Name, prompt = SystemPrompt.Version, firstTokenMs = (long?)request.FirstAfter?.TotalMilliseconds, wholeMs = (long)(cutOff ? request.Age : request.WholeAfter).TotalMilliseconds, inputTokens = usage.Input, cachedTokens = usage.Cached, outputTokens = usage.Output, cost = usage.CostAt(model.Prices), estimated = usage.Estimated, cutOff });
            return;
        }

        if (failure.Kind == ModelFailure.Nonsense)
        {
            breaker.LetGo();
            MadeNoSense(request.To);
        }
        else
        {
            breaker.Fail(models.Now, failure.RetryAfter is { } pause ? Duration.FromTimeSpan(pause) : null);
            _speakerGone |= request.To == speaker?.Guarded && failure.Kind != ModelFailure.Late; // its session is not mended: once gone, it is gone for this call
        }

        journal.Record("mind.failed", new { model = model.Name, why = Word(failure.Kind), stage = request.Stage, message = failure.Message, afterMs = (long)request.WholeAfter.TotalMilliseconds, inputTokens = usage.Input, cachedTokens = usage.Cached, outputTokens = usage.Output, cost = usage.CostAt(model.Prices), estimated = usage.Estimated });
    }

    /// <summary>An answer was whole, and no use: it says nothing, or nothing that may be said or done.</summary>
    internal void Reject(GuardedModel model, string why)
    {
        MadeNoSense(model);
        journal.Record("mind.failed", new { model = model.Model.Name, why = Word(ModelFailure.Nonsense), stage = "answer", message = why });
    }

    /// <summary>Somebody else answers in a model's place.</summary>
    internal void FallBack(string to) => journal.Record("mind.fallback", new { to });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Discard();
        ModelRequest[] open;
        lock (_gate)
            open = [.. _open];
        foreach (var request in open)
            await request.DisposeAsync();
        if (speaker is not null)
            await speaker.DisposeAsync();
    }

    private bool MayAsk(GuardedModel model) => !(_speakerGone && model == speaker?.Guarded) && _nonsense.GetValueOrDefault(model) < Options.NonsensePerCall;

    private void MadeNoSense(GuardedModel model) => _nonsense[model] = _nonsense.GetValueOrDefault(model) + 1;

    private ModelRequest Send(GuardedModel to, IReadOnlyList<ChatMessage> messages, ChatOptions options, bool aside)
    {
        var request = new ModelRequest(to, [.. messages], options, Options.LongestAnswer, Time, aside);
        lock (_gate)
            _open.Add(request);
        return request;
    }

    private MindUsage Charge(ModelRequest request)
    {
        var usage = request.Usage;
        var cost = usage.CostAt(request.To.Model.Prices);
        _spent += cost;
        models.Spending.Add(cost);
        return usage;
    }

    /// <summary>A limit that is reached stays reached on this call, so that nobody hears the receptionist change its manner twice.</summary>
    private bool IsCapped()
    {
        if (_capped || _models.Count == 0)
            return _capped;
        var (ofCall, ofDay) = ((decimal)Options.CallBudget, (decimal)Options.DailyBudget);
        if (ofCall > 0 && _spent >= ofCall)
            Cap("call", _spent, ofCall);
        else if (ofDay > 0 && models.Spending.Today is var today && today >= ofDay)
            Cap("day", today, ofDay);
        return _capped;
    }

    private void Cap(string what, decimal spent, decimal budget)
    {
        _capped = true;
        journal.Record("mind.capped", new { cap = what, spent, budget, currency = Options.Currency });
    }

    private static string Word(ModelFailure kind) => kind.ToString().ToLowerInvariant();
}
