using System.ComponentModel.DataAnnotations;

namespace VoiceBooker.Voice.Turns;

/// <summary>How the caller's turns are told apart. Every patience counts from the last voice on the line, not from the transcriber's answer.</summary>
public sealed class TurnOptions
{
    /// <summary>After the bot fell silent because of a voice: so long words are awaited; then it goes on. Default 700 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.3", "00:00:03")]
    public TimeSpan WordsWithin { get; init; } = TimeSpan.FromMilliseconds(700);

    /// <summary>The same, at the latest, while the voice goes on without words; default 1.5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:00:05")]
    public TimeSpan WordsWithinAtMost { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>So often in one reply a sound without words may hush the bot; then only words interrupt that reply, so that the caller hears it through. Default 2.</summary>
    [Range(0, 20)]
    public int FalseAlarms { get; init; } = 2;

    /// <summary>How long after the voice a transcriber may take to give its final words; default 600 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:03")]
    public TimeSpan FinalWithin { get; init; } = TimeSpan.FromMilliseconds(600);

    /// <summary>Patience after an answer that can only be finished (see <see cref="Question.IsComplete"/>); default 250 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:02")]
    public TimeSpan WhenComplete { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Patience after a yes-or-no question; default 400 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:05")]
    public TimeSpan AfterYesNo { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Patience after a choice between things just named; default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:05")]
    public TimeSpan AfterChoice { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Patience where anything may be said, and for days, times and places; default 750 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:05")]
    public TimeSpan AfterOpen { get; init; } = TimeSpan.FromMilliseconds(750);

    /// <summary>Patience while a name is said; default 1.1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:10")]
    public TimeSpan AfterName { get; init; } = TimeSpan.FromSeconds(1.1);

    /// <summary>Patience while a number or an e-mail address is dictated, or free words are noted; default 1.6 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:10")]
    public TimeSpan AfterDictation { get; init; } = TimeSpan.FromSeconds(1.6);

    /// <summary>Pause between two keys that ends a row of digits; default 2.5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:00:10")]
    public TimeSpan BetweenKeys { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>The tone of a key is audible on the line: voice and words this close to it are not the caller's; default 200 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan MuteAroundKey { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Sound shorter than this in which no words were understood is a cough, not a misunderstanding; default 200 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:02")]
    public TimeSpan ShortestSpeech { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>What listeners say without wanting the floor; lower case. While the bot speaks these alone do not interrupt it, except when they answer a question it has asked already.</summary>
    public IReadOnlyList<string> Backchannels { get; init; } = DefaultBackchannels;

    /// <summary>The default of <see cref="Backchannels"/>.</summary>
    public static readonly IReadOnlyList<string> DefaultBackchannels =
        ["mhm", "mm", "mmm", "mm-hmm", "mmhmm", "hm", "hmm", "uh-huh", "uh", "um", "er", "ah", "aha", "oh", "okay", "ok", "right", "yeah", "sure", "i see", "got it", "alright", "all right"];

    /// <summary>How long to wait after the caller's voice when <paramref name="kind"/> of answer is awaited.</summary>
    public TimeSpan PatienceFor(AnswerKind kind) => kind switch
    {
        AnswerKind.YesNo => AfterYesNo,
        AnswerKind.Choice => AfterChoice,
        AnswerKind.Name => AfterName,
        AnswerKind.Email or AnswerKind.Digits or AnswerKind.FreeText => AfterDictation,
        _ => AfterOpen,
    };
}
