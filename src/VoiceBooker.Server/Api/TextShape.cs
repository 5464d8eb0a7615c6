using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Server.Api;

/// <summary>A text message (SMS) to a person.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Purpose">"confirmation", "reminder", "link" or "answer".</param>
/// <param name="To">E.164.</param>
/// <param name="State">"waiting", "submitting", "sent" (the carrier took it), "failed" or "cancelled".</param>
/// <param name="Delivery">What became of it since: "unreported", "queued", "sent" (to the person's network, which has not said more), "delivered", "undelivered" or "failed".</param>
/// <param name="DeliveryAt">When that was told.</param>
/// <param name="Fault">Why it was refused or did not arrive: "none", "landline" (it is not texted again), "unreachable", "unknown-number", "blocked", "opted-out", "filtered" or "other".</param>
/// <param name="ErrorCode">The carrier's code for that; null: none.</param>
/// <param name="Trouble">What that means and what to do about it; empty when nothing is wrong.</param>
/// <param name="MessageSid">The carrier's identity of it; null until it took it.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="NotBefore">Not to be sent before.</param>
/// <param name="SentAt">When the carrier took it.</param>
internal sealed record TextShape(
    Guid Id,
    string Purpose,
    string To,
    string State,
    string Delivery,
    string? DeliveryAt,
    string Fault,
    int? ErrorCode,
    string Trouble,
    string? MessageSid,
    string CreatedAt,
    string NotBefore,
    string? SentAt)
{
    public static TextShape Of(OutgoingText text) => new(
        text.Id,
        text.Purpose,
        text.To,
        text.State.ToString().ToLowerInvariant(),
        text.Delivery.ToString().ToLowerInvariant(),
        Moments.Write(text.DeliveryAt),
        text.Fault switch
        {
            TextFault.UnknownNumber => "unknown-number",
            TextFault.OptedOut => "opted-out",
            var fault => fault.ToString().ToLowerInvariant(),
        },
        text.ErrorCode,
        TextWords.Trouble(text),
        text.MessageSid,
        Moments.Write(text.CreatedAt),
        Moments.Write(text.NotBefore),
        Moments.Write(text.SentAt));

    /// <summary>Those that were sent on a call or about what was booked on it, the first one first.</summary>
    public static async Task<TextShape[]> OfCallAsync(BookingDbContext db, CallId? call, CancellationToken cancel) =>
        [.. (await db.Texts.AsNoTracking().Where(text => text.CallId == call).OrderBy(text => text.CreatedAt).ToListAsync(cancel)).Select(Of)];
}
