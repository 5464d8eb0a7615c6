namespace VoiceBooker.CallLab.StandIns.ElevenLabs;

/// <summary>How quick the stand-in is; zero it for tests.</summary>
internal sealed class ElevenLabsLatencies
{
    /// <summary>How long an upgrade takes.</summary>
    public TimeSpan Upgrade { get; set; }

    /// <summary>From the text (or its flush) to the first audio.</summary>
    public TimeSpan FirstAudio { get; set; } = TimeSpan.FromMilliseconds(120);

    /// <summary>Between two pieces of 100 ms.</summary>
    public TimeSpan AudioPace { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>A second of <c>inactivity_timeout</c> lasts so long here.</summary>
    public TimeSpan InactivitySecond { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>All at once.</summary>
    public void Zero() => Upgrade = FirstAudio = AudioPace = TimeSpan.Zero;
}
