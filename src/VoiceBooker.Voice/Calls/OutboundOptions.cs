using System.ComponentModel.DataAnnotations;

namespace VoiceBooker.Voice.Calls;

/// <summary>How a call that we made begins, and what is done with machines that answer it; section <c>Calls:Outbound</c>.</summary>
public sealed class OutboundOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Calls:Outbound";

    /// <summary>After the answer the far side speaks first; when it says nothing for so long, we greet. Default 1.5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:00:10")]
    public TimeSpan HelloWithin { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Sound without any word goes on so long at most before we greet all the same (a noisy line); default 8 s.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:01:00")]
    public TimeSpan HelloAtMost { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Silence after an answering machine's greeting that counts as its end where no beep was heard; default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:00:10")]
    public TimeSpan MachinePause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A machine's greeting that has no end within this time is left without a message; default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:05:00")]
    public TimeSpan LongestGreeting { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long, after who and why were told to a call-screening assistant, the person is waited for; default 45 s.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:05:00")]
    public TimeSpan ScreeningPatience { get; init; } = TimeSpan.FromSeconds(45);
}
