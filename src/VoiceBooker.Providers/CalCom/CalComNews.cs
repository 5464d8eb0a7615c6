using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VoiceBooker.Booking.Calendars;
using VoiceBooker.Booking.Connections;

namespace VoiceBooker.Providers.CalCom;

/// <summary>Reads what Cal.com sends to a webhook.</summary>
internal static class CalComNews
{
    /// <summary>Lower-case hex of HMAC-SHA256 over the raw body.</summary>
    public const string SignatureHeader = "X-Cal-Signature-256";

    /// <summary>What we ask to be told of.</summary>
    public static readonly IReadOnlyList<string> Triggers = ["BOOKING_CREATED", "BOOKING_REQUESTED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED", "BOOKING_REJECTED"];

    /// <summary>
    /// Checks the signature and reads the body. The signature has no time in it, so an old delivery can be sent again: its key is what happened, to which booking, and when it was told.
    /// </summary>
    public static NewsReading Read(string secret, string? signature, ReadOnlySpan<byte> body)
    {
        if (string.IsNullOrEmpty(signature))
            return new NewsReading.Refused("There is no signature.");
        if (signature == "no-secret-provided")
            return new NewsReading.Refused("It is not signed: the webhook there has no secret.");
        if (secret.Length == 0 || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(Sign(secret, body))))
            return new NewsReading.Refused("The signature does not fit.");

        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return new NewsReading.Refused("The body is not JSON.");
        }
    }

    /// <summary>The signature of a body.</summary>
    public static string Sign(string secret, ReadOnlySpan<byte> body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private static NewsReading Read(JsonElement whole)
    {
        if (whole.Text("triggerEvent") is not { } trigger || !Triggers.Contains(trigger) || whole.Item("payload") is not { } payload || payload.Text("uid") is not { Length: > 0 } uid)
            return new NewsReading.Unconcerning();

        CalendarNews? news = trigger switch
        {
            "BOOKING_CREATED" when !Awaits(payload) => SlotOf(payload) is { } slot ? new CalendarNews.Confirmed(uid, slot) : null,
            "BOOKING_RESCHEDULED" or "BOOKING_REQUESTED" when payload.Text("rescheduleUid") is { Length: > 0 } old => SlotOf(payload) is { } slot ? new CalendarNews.Moved(old, uid, slot) { AwaitsConfirmation = trigger == "BOOKING_REQUESTED" || Awaits(payload) } : null, // a move that waits for the host's word is a request
            "BOOKING_RESCHEDULED" => SlotOf(payload) is { } slot ? new CalendarNews.Confirmed(uid, slot) : null,
            "BOOKING_CANCELLED" => new CalendarNews.Cancelled(uid, payload.Text("cancellationReason") ?? ""),
            "BOOKING_REJECTED" => new CalendarNews.Cancelled(uid, payload.Text("rejectionReason") ?? payload.Text("cancellationReason") ?? "The host declined."),
            _ => null,
        };
        return news is null ? new NewsReading.Unconcerning() : new NewsReading.Read($"{trigger} {uid} {whole.Text("createdAt")}", news);
    }

    private static bool Awaits(JsonElement payload) => payload.Text("status") is { } status && status.Equals("PENDING", StringComparison.OrdinalIgnoreCase);

    private static Slot? SlotOf(JsonElement payload) => payload.Moment("startTime") is { } start && payload.Moment("endTime") is { } end && end > start ? new Slot(start, end) : null;
}
