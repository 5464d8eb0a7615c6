using System.Collections.Concurrent;

namespace VoiceBooker.CallLab.StandIns.Minds;

/// <summary>Lets another mind answer and keeps what the model was told, so that it can be seen whether any of it reached a caller.</summary>
internal sealed class WatchedMind(IPracticeMind inner) : IPracticeMind
{
    private readonly ConcurrentDictionary<string, bool> _prompts = new(StringComparer.Ordinal);
    private int _requests;

    /// <summary>Requests so far.</summary>
    public int Requests => _requests;

    /// <summary>The system's messages so far, each once.</summary>
    public IReadOnlyCollection<string> Prompts => [.. _prompts.Keys];

    /// <inheritdoc/>
    public MindAnswer Answer(MindRequest request)
    {
        Interlocked.Increment(ref _requests);
        foreach (var each in request.Messages.Where(each => each.Role is "system" or "developer"))
            _prompts.TryAdd(each.Text, value: true);
        return inner.Answer(request);
    }
}
