using NodaTime;

namespace VoiceBooker.Booking.Minds;

/// <summary>The server's hosted models, in the order in which they are asked, each with its breaker; one for all calls.</summary>
public sealed class ModelList
{
    /// <summary>What an assistant names when no hosted model is to lead its calls.</summary>
    public const string ScriptOnly = "script";

    private readonly IReadOnlyList<GuardedModel> _models;
    private readonly IReadOnlyList<(ISpeechModel Model, ModelBreaker Breaker)> _speakers;

    /// <summary>A list of <paramref name="models"/>, and of those that hear and speak themselves, which lead only the calls of assistants that name them; of two with one name the first counts.</summary>
    public ModelList(IEnumerable<Model> models, IEnumerable<ISpeechModel> speakers, Spending spending, MindOptions options, TimeProvider time)
    {
        _models = [.. models.DistinctBy(model => model.Name, StringComparer.OrdinalIgnoreCase).Select(model => new GuardedModel(model, NewBreaker()))];
        _speakers = [.. speakers.Where(speaker => !_models.Any(model => Same(model.Model.Name, speaker.Name))).Select(speaker => (speaker, NewBreaker()))];
        Spending = spending;
        Options = options;
        Time = time;

        ModelBreaker NewBreaker() => new(options.FailuresToOpen, Duration.FromTimeSpan(options.FailureWindow), Duration.FromTimeSpan(options.OpenFor));
    }

    /// <summary>The models' names, in order.</summary>
    public IReadOnlyList<string> Names => [.. _models.Select(each => each.Model.Name)];

    /// <summary>Names of the models that hear and speak themselves.</summary>
    public IReadOnlyList<string> Speakers => [.. _speakers.Select(each => each.Model.Name)];

    /// <summary>Names of the models whose prices are not known, so that no budget holds for them.</summary>
    public IReadOnlyList<string> Unpriced =>
        [.. _models.Select(each => each.Model).Select(model => (model.Name, model.Prices)).Concat(_speakers.Select(each => (each.Model.Name, each.Model.Prices))).Where(each => each.Prices is { Input: 0, Output: 0 }).Select(each => each.Name)];

    /// <summary>Whether an assistant may name <paramref name="mind"/>: empty, "script", one of <see cref="Names"/> or of <see cref="Speakers"/>.</summary>
    public bool Knows(string mind) => mind.Length == 0 || Same(mind, ScriptOnly) || Names.Contains(mind, StringComparer.OrdinalIgnoreCase) || Speakers.Contains(mind, StringComparer.OrdinalIgnoreCase);

    /// <summary>What is spent.</summary>
    public Spending Spending { get; }

    /// <summary>Limits and budgets.</summary>
    public MindOptions Options { get; }

    /// <summary>The clock by which models answer: real time, also on a typed call that keeps a time of its own.</summary>
    internal TimeProvider Time { get; }

    internal Instant Now => Instant.FromDateTimeOffset(Time.GetUtcNow());

    /// <summary>A session with the model that hears and speaks itself, when <paramref name="mind"/> names one that works; else null. Whoever opens it disposes it.</summary>
    /// <param name="mind">What the assistant says of who leads.</param>
    /// <param name="language">BCP 47 tag of what is spoken on the call.</param>
    public SpeechModelSession? OpenSpeaker(string mind, string language)
    {
        foreach (var (model, breaker) in _speakers)
        {
            if (Same(model.Name, mind) && breaker.MayTry(Now))
                return new SpeechModelSession(model, model.Open(language), breaker);
        }

        return null;
    }

    /// <summary>Which models lead the calls of an assistant, the first one first.</summary>
    /// <param name="mind">Empty, or a name nobody has: all. "script": none. A model's name: that one, then the others.</param>
    internal IReadOnlyList<GuardedModel> For(string mind)
    {
        if (Same(mind, ScriptOnly))
            return [];
        return [.. _models.OrderBy(each => Same(each.Model.Name, mind) ? 0 : 1)];
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A model with its breaker.</summary>
internal sealed record GuardedModel(Model Model, ModelBreaker Breaker);
