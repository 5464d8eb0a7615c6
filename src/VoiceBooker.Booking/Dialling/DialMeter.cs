using System.Diagnostics;
using System.Diagnostics.Metrics;
using VoiceBooker.Booking.Calendars.Slots;

namespace VoiceBooker.Booking.Dialling;

/// <summary>What dialling measures, under the meter <see cref="SlotMeter.Name"/>. Times are milliseconds of real time.</summary>
public static class DialMeter
{
    private static readonly Meter _meter = new(SlotMeter.Name);

    /// <summary>Decisions of the dial gate, by <c>allowed</c>.</summary>
    public static readonly Counter<long> Decisions = _meter.CreateCounter<long>("voicebooker.dial_decisions", description: "Decisions of the dial gate");

    /// <summary>How long one decision took: a round's time by the number of contacts it decided about; <c>until</c> is "decided" (facts read and gate asked) or "claimed" (on disk as well).</summary>
    public static readonly Histogram<double> Decided = _meter.CreateHistogram<double>("voicebooker.dial_decided", "ms", "Time of one dispatch decision");

    internal static void Measure(string until, long began, int decisions)
    {
        if (decisions > 0)
            Decided.Record(Stopwatch.GetElapsedTime(began).TotalMilliseconds / decisions, new KeyValuePair<string, object?>("until", until));
    }
}
