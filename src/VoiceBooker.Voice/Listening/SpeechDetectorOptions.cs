using System.ComponentModel.DataAnnotations;

namespace VoiceBooker.Voice.Listening;

/// <summary>When sound on the line counts as a voice. Levels are dBFS of 16-bit samples (0 = full scale), per frame of 20 ms.</summary>
public sealed class SpeechDetectorOptions
{
    /// <summary>How many spreads of the noise above its floor a frame must lie; default 3.5.</summary>
    [Range(1.0, 20.0)]
    public double Spreads { get; init; } = 3.5;

    /// <summary>However quiet the line, nothing below this is a voice; default -50 dBFS. Makes digital silence work.</summary>
    [Range(-80.0, -20.0)]
    public double QuietestVoice { get; init; } = -50;

    /// <summary>Frames, of the last four, that must lie above the threshold; default 3.</summary>
    [Range(1, 4)]
    public int FramesOfFour { get; init; } = 3;

    /// <summary>A pause of this length ends the voice; default 240 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:02")]
    public TimeSpan HangOver { get; init; } = TimeSpan.FromMilliseconds(240);

    /// <summary>What we play comes back as echo at least this much weaker; while we play, only frames louder than such an echo are the caller's. Default 12 dB.</summary>
    [Range(0.0, 60.0)]
    public double EchoLoss { get; init; } = 12;
}
