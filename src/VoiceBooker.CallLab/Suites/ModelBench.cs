using VoiceBooker.CallLab.StandIns.Minds;
using VoiceBooker.CallLab.StandIns.OpenAI;

namespace VoiceBooker.CallLab.Suites;

/// <summary>A server whose only model is a stand-in, asked over real HTTP; the embedded script is all it can fall back to.</summary>
internal sealed class ModelBench : IAsyncDisposable
{
    private ModelBench(OpenAIStandIn model, Bench bench)
    {
        Model = model;
        Bench = bench;
    }

    /// <summary>The model.</summary>
    public OpenAIStandIn Model { get; }

    /// <summary>Carrier and server.</summary>
    public Bench Bench { get; }

    /// <summary>Opens all three. Deadlines are short and the breaker is patient, so that one call's failing model is no other call's.</summary>
    public static async Task<ModelBench> OpenAsync(BenchOptions options, IPracticeMind mind, TimeProvider time)
    {
        if (options.Server is not null)
            throw new InvalidDataException("This suite starts a server of its own, with the model's stand-in in its settings; leave --server out.");
        var model = new OpenAIStandIn(time) { Mind = mind, Key = "sk-practice-0000000000000000" };
        try
        {
            await model.OpenAsync();
            var settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Models:0:Name"] = "stand-in",
                ["Models:0:Kind"] = "compatible",
                ["Models:0:BaseUrl"] = model.Base.ToString(),
                ["Models:0:Model"] = "practice",
                ["Models:0:Key"] = model.Key,
                ["Models:0:FirstTokenWithin"] = "00:00:01",
                ["Models:0:GapWithin"] = "00:00:01",
                ["Models:0:WholeWithin"] = "00:00:04",
                ["Minds:FirstWordsWithin"] = "00:00:01.5",
                ["Minds:FailuresToOpen"] = "100",
            };
            foreach (var (name, value) in options.Settings)
                settings[name] = value;
            return new ModelBench(model, await Bench.OpenAsync(options with { Settings = settings }, time));
        }
        catch
        {
            await model.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Bench.DisposeAsync();
        await Model.DisposeAsync();
    }
}
