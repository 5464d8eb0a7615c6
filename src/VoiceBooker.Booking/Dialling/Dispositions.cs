using System.Collections.Frozen;

namespace VoiceBooker.Booking.Dialling;

/// <summary>What came of an attempt, or of a contact: the documented list. Each word is the one that APIs, webhooks and result files carry.</summary>
public static class Dispositions
{
    /// <summary>A meeting was booked.</summary>
    public const string Booked = "booked";

    /// <summary>A meeting the person had was moved.</summary>
    public const string Moved = "moved";

    /// <summary>A meeting the person had was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The person was handed to a person of ours.</summary>
    public const string Transferred = "transferred";

    /// <summary>The person asked to be called back.</summary>
    public const string CallBack = "call-back";

    /// <summary>The person asked never to be called again; the number is on the do-not-call list.</summary>
    public const string OptedOut = "opted-out";

    /// <summary>The person did not want a meeting.</summary>
    public const string NotInterested = "not-interested";

    /// <summary>Somebody else answered at this number.</summary>
    public const string WrongPerson = "wrong-person";

    /// <summary>A person answered, and nothing was booked.</summary>
    public const string NoBooking = "no-booking";

    /// <summary>A person answered and hung up before a word was exchanged.</summary>
    public const string HungUp = "hung-up";

    /// <summary>A message was left on an answering machine, heard to its end.</summary>
    public const string VoicemailLeft = "voicemail-left";

    /// <summary>An answering machine, and no message was left.</summary>
    public const string Voicemail = "voicemail";

    /// <summary>A call-screening assistant answered and did not put us through.</summary>
    public const string Screened = "screened";

    /// <summary>A menu of a company answered.</summary>
    public const string Menu = "ivr";

    /// <summary>A fax answered.</summary>
    public const string Fax = "fax";

    /// <summary>Engaged.</summary>
    public const string Busy = "busy";

    /// <summary>Nobody answered while it rang.</summary>
    public const string NoAnswer = "no-answer";

    /// <summary>The call was declined, by the person or by the network on the person's behalf (SIP 603, 607, 608): not tried again, and never from another number.</summary>
    public const string Declined = "declined";

    /// <summary>The network could not make the call.</summary>
    public const string Failed = "failed";

    /// <summary>The number is invalid, out of service, or may not be dialled: never tried again.</summary>
    public const string BadNumber = "bad-number";

    /// <summary>The call broke off on our side.</summary>
    public const string CutOff = "cut-off";

    /// <summary>We took the call back before it was answered.</summary>
    public const string Canceled = "canceled";

    /// <summary>Looked up twice and never found: the carrier did not get it, nobody was called.</summary>
    public const string NeverDialled = "never-dialled";

    /// <summary>The dial gate refused for good; the contact was not called.</summary>
    public const string Refused = "refused";

    /// <summary>Its time was over before it could be called.</summary>
    public const string Expired = "expired";

    /// <summary>All of them.</summary>
    public static readonly FrozenSet<string> All = FrozenSet.ToFrozenSet(
        [Booked, Moved, Cancelled, Transferred, CallBack, OptedOut, NotInterested, WrongPerson, NoBooking, HungUp, VoicemailLeft, Voicemail, Screened, Menu, Fax, Busy, NoAnswer, Declined, Failed, BadNumber, CutOff, Canceled, NeverDialled, Refused, Expired],
        StringComparer.Ordinal);
}
