using System.Runtime.CompilerServices;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Voice.Dialogue;

/// <summary>Who answers the caller: decides what to say and, by its own tools, what to do. One agent serves one call.</summary>
public interface IAgent : IAsyncDisposable
{
    /// <summary>The first words of a call.</summary>
    IAsyncEnumerable<Speech> GreetAsync(Conversation conversation, CancellationToken bargeIn);

    /// <summary>
    /// Answers the caller's last utterance. <paramref name="bargeIn"/> stops the speaking; a booking under way is finished and recorded all the same, so the
    /// sequence may let go late. What was heard of earlier replies is read from <paramref name="conversation"/>.
    /// </summary>
    IAsyncEnumerable<Speech> ReplyAsync(Conversation conversation, CancellationToken bargeIn);

    /// <summary>
    /// The caller will probably turn out to have said <paramref name="likely"/>, after all that stands in <paramref name="conversation"/>: an answer may be prepared, without any effect outside. Returns at once.
    /// What is prepared serves only a <see cref="ReplyAsync"/> to exactly that; another call of this replaces it. Called while no reply is under way.
    /// </summary>
    void Consider(Conversation conversation, Utterance likely)
    {
    }

    /// <summary>The caller goes on: what was prepared is thrown away. Returns at once.</summary>
    void Reconsider()
    {
    }

    /// <summary>
    /// The caller is silent though asked. <paramref name="times"/> counts from 1 since the last words of the caller; the agent asks again in other words,
    /// offers keys, and after the session's limit says goodbye.
    /// </summary>
    IAsyncEnumerable<Speech> PromptAsync(Conversation conversation, SilenceKind silence, int times, CancellationToken bargeIn);

    /// <summary>
    /// True while the reply waits for something outside that ends by itself (a calendar that is slow): the caller is kept company by fillers for as long as it takes, instead of being told that it failed.
    /// Read by the session while the agent works.
    /// </summary>
    bool IsAtWork => false;

    /// <summary>
    /// True for words (or a key) that count at any moment, even into what cannot be interrupted: somebody does not want to be called any more. Pure, and quick; the session hands them to <see cref="ReplyAsync"/>.
    /// </summary>
    bool Heeds(Utterance said) => false;

    /// <summary>
    /// What <see cref="Heeds"/> is true for was said: the wish is written down now, beside whatever a turn may still be finishing (a booking under way), and nothing else is done. Returns at once. Called before and besides the <see cref="ReplyAsync"/>
    /// that answers it; the agent itself sees to its end before it says or does anything about it, and before its farewell is over.
    /// </summary>
    Task HeedAsync(Utterance said) => Task.CompletedTask;

    /// <summary>What is left on an answering machine that answered a call of ours, as one passage with the tag <c>CallSession.MessageTag</c>; nothing: the call ends in silence.</summary>
    async IAsyncEnumerable<Speech> LeaveMessageAsync(Conversation conversation, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        await Task.CompletedTask;
        yield break;
    }

    /// <summary>Who calls and why, in one sentence, for an assistant that screens the calls of the person we called.</summary>
    async IAsyncEnumerable<Speech> AnswerScreeningAsync(Conversation conversation, [EnumeratorCancellation] CancellationToken bargeIn)
    {
        await Task.CompletedTask;
        yield break;
    }

    /// <summary>A short filler ("one moment please") for a reply that is late; null: none.</summary>
    string? Filler(int times);

    /// <summary>Said by the session itself when the agent has failed or breached its last deadline.</summary>
    Speech[] Fallback();

    /// <summary>
    /// The line is gone. <paramref name="conversation"/> ends with whatever the caller still said; an explicit yes that came after a heard read-back is honoured,
    /// everything else is let go (holds released).
    /// </summary>
    Task EndAsync(Conversation conversation, CancellationToken stopping);
}

/// <summary>Why the agent is asked to speak without having been spoken to.</summary>
public enum SilenceKind
{
    /// <summary>The caller says nothing.</summary>
    Idle,

    /// <summary>Sound was heard, but no words were understood.</summary>
    NotUnderstood,

    /// <summary>The absolute limit of silence is reached: say goodbye.</summary>
    GivingUp,

    /// <summary>The longest length of a call is near: say so.</summary>
    TimeNearlyUp,

    /// <summary>The longest length of a call is reached: say goodbye.</summary>
    TimeUp,

    /// <summary>The caller was to be handed over and nobody took them; the line is still open. Say so, and offer what else can be done.</summary>
    TransferFailed,
}
