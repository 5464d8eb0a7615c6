using System.Collections.Concurrent;

namespace VoiceBooker.CallLab.StandIns.Minds;

/// <summary>A mind that answers what it was told to, in order, and then nothing but "Yes."; for tests of the wire.</summary>
internal sealed class ScriptedMind : IPracticeMind
{
    private readonly ConcurrentQueue<MindAnswer> _answers = new();
    private readonly ConcurrentQueue<MindRequest> _asked = new();

    /// <summary>What it was asked, the oldest first.</summary>
    public IReadOnlyList<MindRequest> Asked => [.. _asked];

    /// <summary>Puts an answer behind those that wait.</summary>
    public ScriptedMind Says(string text, params MindCall[] calls)
    {
        _answers.Enqueue(new MindAnswer(text, calls));
        return this;
    }

    /// <summary>Puts an answer that only calls tools behind those that wait.</summary>
    public ScriptedMind Calls(params MindCall[] calls) => Says("", calls);

    /// <inheritdoc/>
    public MindAnswer Answer(MindRequest request)
    {
        _asked.Enqueue(request);
        return _answers.TryDequeue(out var answer) ? answer : new MindAnswer("Yes.", []);
    }
}
