using System.Text.Json;
using NodaTime;
using VoiceBooker.Booking.Calendars;

namespace VoiceBooker.Providers.CalCom;

/// <summary>A booking as Cal.com tells it, as far as we read it.</summary>
/// <param name="Uid">Its identity.</param>
/// <param name="Status">accepted, pending, cancelled, rejected.</param>
/// <param name="Slot">When.</param>
internal sealed record CalComBooking(string Uid, string Status, Slot Slot)
{
    /// <summary>The key of our identity in its metadata.</summary>
    public const string IntentKey = "voicebookerIntent";

    /// <summary>Our identity of the wish; empty when it is not ours.</summary>
    public string Intent { get; init; } = "";

    /// <summary>A link, an address, a number, or an application's internal name while there is no link yet.</summary>
    public string Location { get; init; } = "";

    /// <summary>The booking that replaced it; null: none.</summary>
    public string? RescheduledTo { get; init; }

    /// <summary>Why it was cancelled; empty when nothing is said.</summary>
    public string Reason { get; init; } = "";

    /// <summary>True while it stands, agreed to or not.</summary>
    public bool Stands => Status is not ("cancelled" or "rejected");

    /// <summary>True while a person there must still agree.</summary>
    public bool Awaits => Stands && Status != "accepted";

    /// <summary>Reads one; of several (a recurring one) the first. Null when it is not what a booking looks like.</summary>
    public static CalComBooking? Read(JsonElement data)
    {
        if (data.ValueKind == JsonValueKind.Array)
            return data.EnumerateArray().Select(Read).FirstOrDefault();
        if (data.Text("uid") is not { Length: > 0 } uid || data.Text("status") is not { } status || data.Moment("start") is not { } start)
            return null;
        var end = data.Moment("end") ?? start + Duration.FromMinutes(data.Number("duration") ?? 0);
        if (end <= start)
            return null;
        var place = data.Text("location") ?? "";
        return new CalComBooking(uid, status.ToLowerInvariant(), new Slot(start, end))
        {
            Intent = data.Item("metadata")?.Text(IntentKey) ?? "",
            Location = place.Length == 0 || place.StartsWith("integrations:", StringComparison.Ordinal) ? data.Text("meetingUrl") ?? place : place,
            RescheduledTo = data.Text("rescheduledToUid") is { Length: > 0 } to ? to : null,
            Reason = data.Text("cancellationReason") ?? data.Text("rejectionReason") ?? "",
        };
    }
}
