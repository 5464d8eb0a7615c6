using System.Runtime.CompilerServices;
using VoiceBooker.Voice.Dialogue;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Tests.Voice.Playing;

/// <summary>Says what it was told to say, in order; a step may wait, work on after an interruption, or fail.</summary>
internal sealed class ScriptedAgent(TimeProvider time) : IAgent
{
    private int _next;

    public List<Answer> Answers { get; } = [];

    public Answer Greeting { get; set; } = new([new Speech.Words("Hello.")]);

    public Func<SilenceKind, int, Speech[]> Prompts { get; set; } = (silence, times) => silence switch
    {
        SilenceKind.GivingUp or SilenceKind.TimeUp => [new Speech.Words("Goodbye then.")],
        SilenceKind.TransferFailed => [new Speech.Words("Nobody is there. What may I pass on?")],
        SilenceKind.NotUnderstood => [new Speech.Words("Sorry, what was that?")],
        _ => [new Speech.Words("Are you still there?")],
    };

    public Func<int, string?> Fillers { get; set; } = _ => "One moment please.";

    public Func<Speech[]> Fallbacks { get; set; } = () => [new Speech.Words("Sorry, something went wrong.")];

    /// <summary>What it leaves on an answering machine; no words: nothing.</summary>
    public Answer Message { get; set; } = new([]);

    /// <summary>What it tells a screening assistant.</summary>
    public Answer Screening { get; set; } = new([new Speech.Words("This is the office, for Ana.")]);

    public Func<Utterance, bool> Heeded { get; set; } = _ => false;

    public List<string> Asked { get; } = [];

    public List<string> Finished { get; } = [];

    public Conversation? Ended { get; private set; }

    public IReadOnlyList<string> EndedWith { get; private set; } = [];

    public IAsyncEnumerable<Speech> GreetAsync(Conversation conversation, CancellationToken bargeIn) => SayAsync(Greeting, bargeIn);

    public bool Heeds(Utterance said) => Heeded(said);

    public IAsyncEnumerable<Speech> LeaveMessageAsync(Conversation conversation, CancellationToken bargeIn) => SayAsync(Message, bargeIn);

    public IAsyncEnumerable<Speech> AnswerScreeningAsync(Conversation conversation, CancellationToken bargeIn) => SayAsync(Screening, bargeIn);

    public IAsyncEnumerable<Speech> ReplyAsync(Conversation conversation, CancellationToken bargeIn)
    {
        Asked.Add(conversation.LastOfCaller!.Text);
        return SayAsync(_next < Answers.Count ? Answers[_next++] : new Answer([new Speech.Words("I see.")]), bargeIn);
    }

    public IAsyncEnumerable<Speech> PromptAsync(Conversation conversation, SilenceKind silence, int times, CancellationToken bargeIn)
    {
        Asked.Add($"{silence} {times}");
        return SayAsync(new Answer(Prompts(silence, times)), bargeIn);
    }

    public bool IsAtWork { get; set; }

    public string? Filler(int times) => Fillers(times);

    public Speech[] Fallback() => Fallbacks();

    public Task EndAsync(Conversation conversation, CancellationToken stopping)
    {
        Ended = conversation;
        EndedWith = [.. conversation.Utterances.Select(utterance => utterance.Text)];
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async IAsyncEnumerable<Speech> SayAsync(Answer answer, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        await Task.Delay(answer.ThinksFor, time, bargeIn);
        foreach (var speech in answer.Speech)
        {
            await Task.Delay(answer.BetweenWords, time, bargeIn);
            yield return speech;
            if (speech is Speech.Voiced && answer.WithdrawsAfter is { } change)
            {
                await Task.Delay(change.After, time, bargeIn);
                change.Passage.Withdraw();
            }
        }

        if (answer.FinishesIn is { } work)
        {
            await Task.Delay(work, time, CancellationToken.None); // a booking: it goes on whoever talks
            Finished.Add("booking");
        }

        if (answer.Fails is not null)
            throw answer.Fails;
    }
}

/// <summary>One reply of the script.</summary>
internal sealed record Answer(Speech[] Speech)
{
    public TimeSpan ThinksFor { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan BetweenWords { get; init; }

    /// <summary>What turns out not to be so while it is said.</summary>
    public (VoicedPassage Passage, TimeSpan After)? WithdrawsAfter { get; init; }

    public TimeSpan? FinishesIn { get; init; }

    public Exception? Fails { get; init; }
}
