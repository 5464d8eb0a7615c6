using System.Globalization;
using System.Text.Json;
using NodaTime;
using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Providers.Twilio;

/// <summary>A call as the REST API writes it: everything is text, dates are RFC 2822.</summary>
internal static class CallResource
{
    private static readonly string[] LastWords = ["completed", "busy", "no-answer", "failed", "canceled"];
    private static readonly string[] Dates = ["ddd, d MMM yyyy HH:mm:ss zzz", "d MMM yyyy HH:mm:ss zzz", "ddd, d MMM yyyy HH:mm:ss 'GMT'"];

    /// <summary>Whether nothing comes after this status.</summary>
    public static bool IsLastWord(string status) => LastWords.Contains(status, StringComparer.Ordinal);

    /// <summary>Reads a call; null when it has no identity or no status.</summary>
    public static KnownCall? Read(JsonElement call)
    {
        if (CarrierRequest.TextOf(call, "sid") is not { Length: > 0 } sid || CarrierRequest.TextOf(call, "status") is not { Length: > 0 } status)
            return null;
        return new KnownCall(sid, status, IsLastWord(status), DateOf(CarrierRequest.TextOf(call, "date_created")), NumberOf(call, "duration"), CarrierRequest.TextOf(call, "answered_by") is { Length: > 0 } who ? who : null)
        {
            QueuedMs = NumberOf(call, "queue_time"),
        };
    }

    /// <summary>Whether we asked for this call by itself: not one that came in, nor the second leg of another.</summary>
    public static bool IsDialled(JsonElement call) =>
        CarrierRequest.TextOf(call, "direction") is null or "outbound-api" && CarrierRequest.TextOf(call, "parent_call_sid") is null or "";

    /// <summary>"Tue, 31 Aug 2010 20:36:28 +0000"; null when it is no such date.</summary>
    private static Instant? DateOf(string? text) =>
        DateTimeOffset.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeUniversal, out var date) ? Instant.FromDateTimeOffset(date) : null;

    private static int? NumberOf(JsonElement call, string name) => int.TryParse(CarrierRequest.TextOf(call, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
