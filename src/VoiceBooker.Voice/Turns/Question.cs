namespace VoiceBooker.Voice.Turns;

/// <summary>What kind of answer is awaited; decides how patiently the end of the caller's turn is awaited and which words are listened for.</summary>
public enum AnswerKind
{
    /// <summary>Anything: "how can I help you?"</summary>
    Open,

    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>One of the things just named (offered times, events).</summary>
    Choice,

    /// <summary>A day, a time, a range.</summary>
    When,

    /// <summary>A person's name.</summary>
    Name,

    /// <summary>An e-mail address, spoken or spelled.</summary>
    Email,

    /// <summary>A telephone number or another row of digits.</summary>
    Digits,

    /// <summary>A place or a time zone.</summary>
    Zone,

    /// <summary>Free words that are kept as they are.</summary>
    FreeText,
}

/// <summary>What has just been asked.</summary>
/// <param name="Kind">What kind of answer is awaited.</param>
/// <param name="Phrases">Words and phrases that are likely in the answer ("tuesday at ten", "the second one", names of events). Never needed, only helpful.</param>
/// <param name="IsComplete">True for an answer that can only be finished (a whole e-mail address, ten digits, a plain yes). Null where that cannot be known.</param>
/// <param name="DigitCount">How many keys make an answer: 1 for a choice; 0 = a row that <c>#</c> or a pause ends.</param>
public sealed record Question(AnswerKind Kind, IReadOnlyList<string> Phrases, Func<string, bool>? IsComplete = null, int DigitCount = 1)
{
    /// <summary>How much longer than usual a silent person is waited for, who may be doing what was asked elsewhere (typing it); zero: no longer.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Anything may be said.</summary>
    public static readonly Question Open = new(AnswerKind.Open, []);

    /// <summary>A plain yes-or-no question; 1 is yes, 2 is no.</summary>
    public static readonly Question YesNo = new(AnswerKind.YesNo, []);
}
