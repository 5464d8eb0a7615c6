using System.Diagnostics.Metrics;

namespace VoiceBooker.Booking.Calendars.Slots;

/// <summary>What the book of free times measures, under the meter <see cref="Name"/>. Times are milliseconds.</summary>
public static class SlotMeter
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "VoiceBooker.Booking";

    private static readonly Meter _meter = new(Name);

    /// <summary>Questions for free times, by <c>source</c>: "book" (answered from memory, at once), "asked" (the caller waited for the calendar), "joined" (for an answer on its way already), "old" (the calendar did not answer; from memory), "none" (no answer).</summary>
    public static readonly Counter<long> Answers = _meter.CreateCounter<long>("voicebooker.slots_answers", description: "Questions for free times");

    /// <summary>How long whoever asked for free times waited for a calendar.</summary>
    public static readonly Histogram<double> Waited = _meter.CreateHistogram<double>("voicebooker.slots_waited", "ms", "Wait for free times");

    /// <summary>How long calendars took to tell their free times, by <c>provider</c>.</summary>
    public static readonly Histogram<double> Fetched = _meter.CreateHistogram<double>("voicebooker.slots_fetched", "ms", "Calendar's time to tell free times");
}
