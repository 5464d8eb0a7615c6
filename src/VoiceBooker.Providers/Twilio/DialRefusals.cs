using System.Net;
using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Providers.Twilio;

/// <summary>What the carrier's refusals of a call mean for the contact, the campaign and the account.</summary>
internal static class DialRefusals
{
    /// <summary>The meaning of a refusal, first by its code, then by its HTTP status.</summary>
    public static DialRefusal KindOf(HttpStatusCode status, int code) => code switch
    {
        21211 or 21217 or 21401 or 13223 or 13224 => DialRefusal.BadNumber, // no telephone number
        21216 or 13225 => DialRefusal.BadNumber, // on the carrier's block list
        21214 => DialRefusal.Unreachable,
        21610 => DialRefusal.OptedOut, // of messages; a person who says stop means calls as well
        21210 or 21212 => DialRefusal.CallerId, // not ours or not verified; invalid, or on the list of numbers that never call
        20003 or 20005 or 20006 or 20404 => DialRefusal.Account, // credentials, suspended, no access, unknown
        21215 or 13227 => DialRefusal.Account, // no permission for the country
        21219 => DialRefusal.Account, // a trial account calls verified numbers only
        _ when status is HttpStatusCode.Unauthorized or HttpStatusCode.PaymentRequired or HttpStatusCode.Forbidden => DialRefusal.Account,
        _ => DialRefusal.Other,
    };
}
