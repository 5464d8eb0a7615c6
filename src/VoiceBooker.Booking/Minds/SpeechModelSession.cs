using VoiceBooker.Voice.Listening;

namespace VoiceBooker.Booking.Minds;

/// <summary>One call's session with a model that hears and speaks itself, guarded like any model. Its ears are the call's first ears, its mind the call's first mind; both are followed by the others when it breaks.</summary>
public sealed class SpeechModelSession : IAsyncDisposable
{
    private readonly ISpeechModelCall _call;

    internal SpeechModelSession(ISpeechModel model, ISpeechModelCall call, ModelBreaker breaker)
    {
        _call = call;
        Guarded = new GuardedModel(new Model(model.Name, call.Mind, model.Deadlines, model.Prices), breaker);
    }

    /// <summary>Hears the caller.</summary>
    public ISpeechToText Ears => _call.Ears;

    /// <summary>Answers.</summary>
    internal GuardedModel Guarded { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _call.DisposeAsync();
}
