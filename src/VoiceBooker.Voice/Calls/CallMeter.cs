using System.Diagnostics.Metrics;

namespace VoiceBooker.Voice.Calls;

/// <summary>The engine's measurements, under the meter <see cref="Name"/>. Times are milliseconds.</summary>
public static class CallMeter
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "VoiceBooker.Voice";

    private static readonly Meter _meter = new(Name);

    /// <summary>From the onset of the caller's voice over the bot's to the moment the line was cleared.</summary>
    public static readonly Histogram<double> OnsetToClear = _meter.CreateHistogram<double>("voicebooker.onset_to_clear", "ms", "Caller's voice to silence of the bot");

    /// <summary>From the end of the caller's turn, as decided, to the first audio of the answer.</summary>
    public static readonly Histogram<double> EndOfTurnToFirstAudio = _meter.CreateHistogram<double>("voicebooker.end_of_turn_to_first_audio", "ms", "End of turn to first audio");

    /// <summary>From the end of the caller's speech to the first audio of the answer.</summary>
    public static readonly Histogram<double> EndOfSpeechToFirstAudio = _meter.CreateHistogram<double>("voicebooker.end_of_speech_to_first_audio", "ms", "End of speech to first audio");

    /// <summary>From the opening of the line to the first audio of the greeting.</summary>
    public static readonly Histogram<double> StartToFirstAudio = _meter.CreateHistogram<double>("voicebooker.start_to_first_audio", "ms", "Line opened to first audio of the greeting");

    /// <summary>How often another engine took over in mid-call.</summary>
    public static readonly Counter<long> FailOvers = _meter.CreateCounter<long>("voicebooker.fail_overs", description: "Another engine took over");

    /// <summary>How often the line ran dry in the middle of a phrase.</summary>
    public static readonly Counter<long> Underruns = _meter.CreateCounter<long>("voicebooker.playout_underruns", description: "Line ran dry within a phrase");

    /// <summary>How often audio was owed and late.</summary>
    public static readonly Counter<long> FloorBreaches = _meter.CreateCounter<long>("voicebooker.floor_breaches", description: "Audio owed and late");

    /// <summary>Calls going on.</summary>
    public static readonly UpDownCounter<long> ActiveCalls = _meter.CreateUpDownCounter<long>("voicebooker.active_calls", description: "Calls going on");
}
