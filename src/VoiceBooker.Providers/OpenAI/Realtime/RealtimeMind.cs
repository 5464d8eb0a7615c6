using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using VoiceBooker.Booking.Minds;

namespace VoiceBooker.Providers.OpenAI.Realtime;

/// <summary>
/// The session as a mind. Before each answer the model's memory of the call is brought in line with the conversation as it was heard (<see cref="SessionMemory"/>); then one response is asked for. The receiving loop of the session is the
/// only writer of a response; whoever asks is its only reader. One answer at a time: an older one is cancelled, and its end awaited, first.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2213", Justification = "The semaphore is never waited on by a handle.")]
internal sealed class RealtimeMind(string model, RealtimeCall call, TimeProvider time) : IChatClient
{
    private static readonly TimeSpan LetsGoWithin = TimeSpan.FromSeconds(3);

    private readonly SessionMemory _memory = new();
    private readonly SemaphoreSlim _asking = new(1, 1);
    private volatile RealtimeAnswer? _answer;
    private volatile Exception? _broken;
    private int _asked;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await call.Ready.WaitAsync(cancellationToken);
        var answer = await AskAsync([.. messages], [.. options?.Tools?.OfType<AIFunctionDeclaration>() ?? []], cancellationToken);
        var whole = false;
        try
        {
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

    /// <summary>One asker at a time; from the moment the memory catches up, everything is sent, whoever loses interest meanwhile, since what was told counts as told.</summary>
    private async Task<RealtimeAnswer> AskAsync(IReadOnlyList<ChatMessage> messages, IReadOnlyList<AIFunctionDeclaration> tools, CancellationToken cancel)
    {
        await _asking.WaitAsync(cancel);
        try
        {
            if (_answer is { } before)
                await before.Ended.WaitAsync(LetsGoWithin, time, cancel);
            cancel.ThrowIfCancellationRequested();
            foreach (var order in _memory.Catch(messages, tools))
                await call.SendAsync(order, CancellationToken.None);
            var id = string.Create(CultureInfo.InvariantCulture, $"ask-{++_asked}");
            var answer = new RealtimeAnswer(id, model, _memory, response => call.TrySend(ClientEvents.Cancel(response)));
            _answer = answer;
            if (_broken is { } broken)
                answer.Break(broken);
            await call.SendAsync(ClientEvents.Answer(id), CancellationToken.None);
            return answer;
        }
        catch (TimeoutException stuck)
        {
            throw new ModelFailedException(ModelFailure.Broken, "The speech-to-speech model does not let go of its last answer.", inner: stuck);
        }
        catch (System.Threading.Channels.ChannelClosedException over)
        {
            throw new ModelFailedException(ModelFailure.Broken, "The speech-to-speech session is over.", inner: over);
        }
        finally
        {
            _asking.Release();
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
        // An asker may still be on its way out; the semaphore holds no handle.
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
