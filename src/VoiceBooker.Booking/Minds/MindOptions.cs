using System.ComponentModel.DataAnnotations;

namespace VoiceBooker.Booking.Minds;

/// <summary>How hosted models lead calls, and what they may cost; section <c>Minds</c>.</summary>
public sealed class MindOptions
{
    /// <summary>
    /// How long, from the end of the caller's turn, all models together may take to begin an answer; then the embedded script answers in their place. Less than <c>Calls:Session:FirstAudioWithin</c>: the caller
    /// hears an answer before a filler would be due. More: a slow model is waited for, with fillers. What was prepared while the caller fell silent has its start already.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:10")]
    public TimeSpan FirstWordsWithin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether an answer is prepared as soon as the caller has probably finished; it is thrown away, and paid for, when the caller goes on.</summary>
    public bool Speculate { get; init; } = true;

    /// <summary>How many prepared answers may be thrown away in one turn of the caller; after that the end of the turn is waited for.</summary>
    [Range(0, 10)]
    public int DiscardedPerTurn { get; init; } = 2;

    /// <summary>Characters of text after which an answer has no end and is cut off.</summary>
    [Range(100, 10_000)]
    public int LongestAnswer { get; init; } = 700;

    /// <summary>Failures in a row, within <see cref="FailureWindow"/>, after which a model is left alone on all calls.</summary>
    [Range(1, 100)]
    public int FailuresToOpen { get; init; } = 3;

    /// <summary>The span in which those failures must lie.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan FailureWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a model is then left alone before one answer is tried again; a vendor that says how long it wants to be left alone is believed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan OpenFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Answers of a model on one call that made no sense, after which it is not asked on that call any more. They do not count on other calls: a caller could provoke them.</summary>
    [Range(1, 20)]
    public int NonsensePerCall { get; init; } = 2;

    /// <summary>What the models of one call may cost before the script leads on, in <see cref="Currency"/>; 0: no limit. The answer under way is finished.</summary>
    [Range(0.0, 1_000_000.0)]
    public double CallBudget { get; init; }

    /// <summary>What the models of all calls may cost on one day (UTC) before the script leads on; 0: no limit.</summary>
    [Range(0.0, 100_000_000.0)]
    public double DailyBudget { get; init; }

    /// <summary>The currency of budgets and prices; shown, never converted.</summary>
    [Required]
    [StringLength(10)]
    public string Currency { get; init; } = "USD";
}
