using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using VoiceBooker.Booking.Minds;

namespace VoiceBooker.Providers.OpenAI.Realtime;

/// <summary>
/// The session as a mind. Before each answer the model's memory of the call is brought in line with the conversation as it was heard (<see cref="SessionMemory"/>); then one response is asked for. The receiving loop of the session is the
/// only writer of a response; whoever asks is its only reader. One answer at a time: an older one is cancelled, and its end awaited, first.
/// </summary>
internal sealed class RealtimeMind(string model, RealtimeCall call) : IChatClient
{
    private readonly SessionMemory _memory = new();
    private volatile RealtimeAnswer? _answer;
    private volatile Exception? _broken;
    private int _asked;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await call.Ready.WaitAsync(cancellationToken);
        if (_answer is { } before)
            await before.Ended.WaitAsync(cancellationToken);

        foreach (var order in _memory.Catch(up: [.. messages], [.. options?.Tools?.OfType<AIFunctionDeclaration>() ?? []]))
            await call.SendAsync(order, cancellationToken);
        var id = string.Create(CultureInfo.InvariantCulture, $"ask-{++_asked}");
        var answer = new RealtimeAnswer(id, model, _memory, response => call.TrySend(ClientEvents.Cancel(response)));
        _answer = answer;
        if (_broken is { } broken)
            answer.Break(broken);
        var whole = false;
        try
        {
            await call.SendAsync(ClientEvents.Answer(id), cancellationToken);
            await foreach (var update in answer.Updates.ReadAllAsync(cancellationToken))
                yield return update;
            whole = true;
        }
        finally
        {
            if (!whole)
                answer.Abandon();
        }
    }

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>The model has a new utterance of the caller in its memory.</summary>
    internal void HeardItem(string item) => _memory.CallerSpoke(item);

    /// <summary>Something of an answer came.</summary>
    internal void Take(ServerEvent happened) => _answer?.Take(happened);

    /// <summary>The model complains about one of our messages.</summary>
    internal void Refused(string about, string code)
    {
        if (_answer is { } answer && answer.Id == about)
            answer.Break(new ModelFailedException(code.Contains("rate_limit", StringComparison.Ordinal) || code.Contains("quota", StringComparison.Ordinal) ? ModelFailure.Quota : ModelFailure.Refused, $"The speech-to-speech model refused to answer: {code}."));
    }

    /// <summary>The session is gone.</summary>
    internal void Break(Exception reason)
    {
        _broken = reason;
        _answer?.Break(reason);
    }
}
