using NodaTime;

namespace VoiceBooker.Booking.Minds;

/// <summary>The server's hosted models, in the order in which they are asked, each with its breaker; one for all calls.</summary>
public sealed class ModelList
{
    /// <summary>What an assistant names when no hosted model is to lead its calls.</summary>
    public const string ScriptOnly = "script";

    private readonly IReadOnlyList<GuardedModel> _models;

    /// <summary>A list of <paramref name="models"/>; of two with one name the first counts.</summary>
    public ModelList(IEnumerable<Model> models, Spending spending, MindOptions options, TimeProvider time)
    {
        _models = [.. models.DistinctBy(model => model.Name, StringComparer.OrdinalIgnoreCase).Select(model => new GuardedModel(model, new ModelBreaker(options.FailuresToOpen, Duration.FromTimeSpan(options.FailureWindow), Duration.FromTimeSpan(options.OpenFor))))];
        Spending = spending;
        Options = options;
        Time = time;
    }

    /// <summary>The models' names, in order.</summary>
    public IReadOnlyList<string> Names => [.. _models.Select(each => each.Model.Name)];

    /// <summary>Whether an assistant may name <paramref name="mind"/>: empty, "script", or one of <see cref="Names"/>.</summary>
    public bool Knows(string mind) => mind.Length == 0 || string.Equals(mind, ScriptOnly, StringComparison.OrdinalIgnoreCase) || Names.Contains(mind, StringComparer.OrdinalIgnoreCase);

    /// <summary>What is spent.</summary>
    public Spending Spending { get; }

    /// <summary>Limits and budgets.</summary>
    public MindOptions Options { get; }

    /// <summary>The clock by which models answer: real time, also on a typed call that keeps a time of its own.</summary>
    internal TimeProvider Time { get; }

    internal Instant Now => Instant.FromDateTimeOffset(Time.GetUtcNow());

    /// <summary>Which models lead the calls of an assistant, the first one first.</summary>
    /// <param name="mind">Empty, or a name nobody has: all. "script": none. A model's name: that one, then the others.</param>
    internal IReadOnlyList<GuardedModel> For(string mind)
    {
        if (string.Equals(mind, ScriptOnly, StringComparison.OrdinalIgnoreCase))
            return [];
        return [.. _models.OrderBy(each => string.Equals(each.Model.Name, mind, StringComparison.OrdinalIgnoreCase) ? 0 : 1)];
    }
}

/// <summary>A model with its breaker.</summary>
internal sealed record GuardedModel(Model Model, ModelBreaker Breaker);
