using System.Globalization;
using VoiceBooker.Booking.Messages;

namespace VoiceBooker.Providers.Twilio;

/// <summary>What the carrier's words and codes of a text message mean.</summary>
/// <remarks>Words: <c>message_enum_status</c> of the OpenAPI document. Codes: <c>/docs/api/errors</c>; a code whose page says nothing that a person could act on is <see cref="TextFault.Other"/>.</remarks>
internal static class MessageResource
{
    /// <summary>Where a message stands by its status and error code; null for a word that is none of an outgoing message's.</summary>
    /// <param name="status">"queued", "sent", "delivered", …</param>
    /// <param name="errorCode">The code, in digits; empty or null: none.</param>
    public static TextStanding? Read(string? status, string? errorCode)
    {
        TextDelivery? delivery = status switch
        {
            "accepted" or "scheduled" or "queued" or "sending" => TextDelivery.Queued,
            "sent" or "partially_delivered" => TextDelivery.Sent, // of several parts some arrived; the last word follows
            "delivered" or "read" => TextDelivery.Delivered,
            "undelivered" => TextDelivery.Undelivered,
            "failed" or "canceled" => TextDelivery.Failed,
            _ => null,
        };
        if (delivery is not { } known)
            return null;
        if (known is not (TextDelivery.Undelivered or TextDelivery.Failed))
            return new TextStanding(known, null, TextFault.None);
        int? code = int.TryParse(errorCode, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
        return new TextStanding(known, code, FaultOf(code ?? 0));
    }

    /// <summary>What an error code means, in a report as in a refusal.</summary>
    public static TextFault FaultOf(int code) => code switch
    {
        21610 => TextFault.OptedOut,
        21614 or 21635 or 30006 => TextFault.Landline, // no mobile number; a landline where none is tried; a landline, or a carrier that a short code cannot reach
        30003 => TextFault.Unreachable, // off, without signal
        30005 or 21211 => TextFault.UnknownNumber, // unknown or out of service; no telephone number
        30004 => TextFault.Blocked,
        30007 => TextFault.Filtered,
        _ => TextFault.Other,
    };
}
