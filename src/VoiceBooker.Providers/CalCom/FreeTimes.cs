using System.Text.Json;
using NodaTime;
using VoiceBooker.Booking.Calendars;

namespace VoiceBooker.Providers.CalCom;

/// <summary>Reads free times: by their instants, whatever the day they are listed under.</summary>
internal static class FreeTimes
{
    /// <summary>What one answer holds.</summary>
    /// <param name="Slots">Times that can be offered, in the order they were told.</param>
    /// <param name="Doubtful">Those told with an offset that the zone does not have then, as they were told: their zone data and ours differ, so one of us would call it by a wrong hour.</param>
    public sealed record Reading(IReadOnlyList<Slot> Slots, IReadOnlyList<string> Doubtful);

    /// <summary>Reads an answer; null when it is not what free times look like.</summary>
    /// <param name="data">Days with their times; no days when nothing is free.</param>
    /// <param name="zone">The zone they were asked in.</param>
    /// <param name="length">How long a time is that does not say its end, or says one that is its start.</param>
    public static Reading? Read(JsonElement data, DateTimeZone zone, Duration? length)
    {
        if (data.ValueKind != JsonValueKind.Object)
            return null;
        List<Slot> slots = [];
        List<string> doubtful = [];
        foreach (var day in data.EnumerateObject())
        {
            if (day.Value.ValueKind != JsonValueKind.Array)
                return null;
            foreach (var told in day.Value.EnumerateArray())
            {
                var text = told.ValueKind == JsonValueKind.String ? told.GetString() : told.Text("start");
                if (CalComJson.Moment(text) is not { } start)
                    return null;
                if (told.Number("seatsRemaining") <= 0)
                    continue;

                var from = start.ToInstant();
                if (zone.GetUtcOffset(from) != start.Offset)
                    doubtful.Add(text!);
                else if (told.Moment("end") is { } end && end > from)
                    slots.Add(new Slot(from, end));
                else if (length is { } known)
                    slots.Add(new Slot(from, from + known));
                else
                    return null;
            }
        }

        return new Reading(slots, doubtful);
    }
}
