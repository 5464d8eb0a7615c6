namespace VoiceBooker.CallLab.StandIns.Deepgram;

/// <summary>How quick the stand-in is. Silences are audio, latencies are time. The defaults are what such services are said to take; zero them for tests.</summary>
internal sealed class DeepgramLatencies
{
    /// <summary>How long an upgrade takes.</summary>
    public TimeSpan Upgrade { get; set; }

    /// <summary>Interim results, updates and starts of speech, after the audio they tell of.</summary>
    public TimeSpan Interim { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Final results and ends of turns, after the silence that made them.</summary>
    public TimeSpan Final { get; set; } = TimeSpan.FromMilliseconds(80);

    /// <summary>Nova: a long utterance is told in final pieces of about this length.</summary>
    public TimeSpan FinalEvery { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Flux: silence after which the turn has probably ended.</summary>
    public TimeSpan EagerSilence { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Flux: silence that ends a turn.</summary>
    public TimeSpan TurnSilence { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Speaking: from the flush to the first audio.</summary>
    public TimeSpan FirstAudio { get; set; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Speaking: between two pieces of 100 ms.</summary>
    public TimeSpan AudioPace { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Listening without audio or KeepAlive ends after so long.</summary>
    public TimeSpan ListenIdle { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A speaking connection without a message ends after so long.</summary>
    public TimeSpan SpeakIdle { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>All at once.</summary>
    public void Zero() => Upgrade = Interim = Final = FirstAudio = AudioPace = TimeSpan.Zero;
}
