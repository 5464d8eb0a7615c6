using System.Collections.Concurrent;

namespace VoiceBooker.CallLab.StandIns.AzureSpeech;

/// <summary>One connection (or REST request) as it was seen, for judging.</summary>
/// <param name="Door">Which door.</param>
/// <param name="Generation">v1, v2 or REST.</param>
/// <param name="ConnectionId">What the client called it.</param>
internal sealed record SpeechSession(SpeechDoor Door, string Generation, string ConnectionId)
{
    private int _turns;
    private int _finals;
    private int _telemetry;
    private int _stops;
    private long _audio;

    /// <summary>True when the credential was an Entra token.</summary>
    public bool ByToken { get; init; }

    /// <summary>Turns or phrases that were begun.</summary>
    public int Turns => Volatile.Read(ref _turns);

    /// <summary>Final results that were sent.</summary>
    public int Finals => Volatile.Read(ref _finals);

    /// <summary>Telemetry messages that came.</summary>
    public int Telemetry => Volatile.Read(ref _telemetry);

    /// <summary>How often speaking was stopped by the client.</summary>
    public int Stops => Volatile.Read(ref _stops);

    /// <summary>Milliseconds of audio that were heard or spoken.</summary>
    public long AudioMilliseconds => Interlocked.Read(ref _audio) / 8;

    /// <summary>What was said about each turn: the bodies of <c>speech.context</c> or <c>synthesis.context</c>.</summary>
    public ConcurrentQueue<string> Contexts { get; } = new();

    /// <summary>What was to be spoken: SSML or text.</summary>
    public ConcurrentQueue<string> Texts { get; } = new();

    /// <summary>Paths of the client's messages, in order; audio once for each turn, with what it began with.</summary>
    public ConcurrentQueue<string> Messages { get; } = new();

    /// <summary>The format of the audio that was heard: "mu-law" or "pcm"; empty: none yet.</summary>
    public string Format { get; set; } = "";

    /// <summary>A turn or phrase begins.</summary>
    public void CountTurn() => Interlocked.Increment(ref _turns);

    /// <summary>A final result was sent.</summary>
    public void CountFinal() => Interlocked.Increment(ref _finals);

    /// <summary>Telemetry came.</summary>
    public void CountTelemetry() => Interlocked.Increment(ref _telemetry);

    /// <summary>The client stopped a phrase.</summary>
    public void CountStop() => Interlocked.Increment(ref _stops);

    /// <summary>Audio was heard or spoken.</summary>
    public void CountAudio(int bytes) => Interlocked.Add(ref _audio, bytes);
}

/// <summary>A wait that the stand-in, not the one it stands against, is the reason of.</summary>
/// <param name="What">"hypothesis", "final" (from the arrival of the voice's last sound, so the segmentation silence is in it) or "first audio" (from the arrival of the text).</param>
/// <param name="ConnectionId">Whose.</param>
/// <param name="From">When it began, a time stamp of the stand-in's clock.</param>
/// <param name="Until">When the message was given to the socket.</param>
internal readonly record struct AddedLatency(string What, string ConnectionId, long From, long Until);
