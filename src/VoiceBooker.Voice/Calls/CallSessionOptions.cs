using System.ComponentModel.DataAnnotations;

namespace VoiceBooker.Voice.Calls;

/// <summary>Timing and limits of a call; how turns are told apart is in <see cref="Turns.TurnOptions"/>.</summary>
public sealed class CallSessionOptions
{
    /// <summary>How far audio is sent ahead of what the caller hears; default 300 ms. Less stutters on a busy machine, more is longer to throw away.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:00.4")]
    public TimeSpan Lead { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>At least so often a mark stands in the audio, besides the one after each phrase; default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:02")]
    public TimeSpan MarkEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long, beyond the audio still queued, the last mark of an utterance is awaited; default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:00:10")]
    public TimeSpan MarkGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The floor law: audio is owed within this time after the end of the caller's turn, and after the line ran dry within a reply; default 1.2 s. Then a filler is said.</summary>
    [Range(typeof(TimeSpan), "00:00:00.3", "00:00:10")]
    public TimeSpan FirstAudioWithin { get; init; } = TimeSpan.FromSeconds(1.2);

    /// <summary>After a filler, audio is owed within this time; default 4 s. Then the next filler, then the fallback.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan NextAudioWithin { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How many fillers one late reply gets before the fallback is said; default 2. A reply that waits for a slow calendar gets as many as it takes.</summary>
    [Range(0, 10)]
    public int Fillers { get; init; } = 2;

    /// <summary>Silence after the bot's last word was heard until the caller is asked again; default 7 s.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:01:00")]
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>The same while a name, a number or an address is to be dictated; default 12 s.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:02:00")]
    public TimeSpan IdleWhileDictating { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>After so long without a sign of life from the caller, prompts or not, the bot says goodbye; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:10:00")]
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest a call may last; default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "04:00:00")]
    public TimeSpan LongestCall { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>So long before <see cref="LongestCall"/> the caller is told; default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:10:00")]
    public TimeSpan WarnBeforeEnd { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After the caller hung up, the transcriber may take so long to deliver the last words; default 1.5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:10")]
    public TimeSpan LastWordsWithin { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long a reply that finishes something (a booking under way) may go on after the call's end, and the agent's farewell after it; default 30 s each.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan LetGoWithin { get; init; } = TimeSpan.FromSeconds(30);
}
