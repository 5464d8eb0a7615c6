using System.Globalization;

namespace VoiceBooker.Booking.Messages;

/// <summary>How a text message stands, and what to do when it did not arrive, in plain words for people at the business. Pure.</summary>
public static class TextWords
{
    /// <summary>What a message is for: "Confirmation".</summary>
    public static string Purpose(OutgoingText text) => text.Purpose switch
    {
        "confirmation" => "Confirmation",
        "reminder" => "Reminder",
        "link" => "Link to type under",
        "answer" => "Answer to their message",
        _ => text.Purpose,
    };

    /// <summary>How far a message has come: "delivered".</summary>
    public static string Standing(OutgoingText text) => text.State switch
    {
        TextState.Waiting => "to be sent",
        TextState.Submitting => "being sent",
        TextState.Cancelled => "not sent",
        TextState.Failed => text.LastError?.StartsWith(TextOutbox.NotKnown, StringComparison.Ordinal) == true ? "perhaps sent" : "not sent",
        _ => text.Delivery switch
        {
            TextDelivery.Delivered => "delivered",
            TextDelivery.Undelivered => "not delivered",
            TextDelivery.Failed => "not sent",
            TextDelivery.Sent => "sent",
            _ => "with the carrier",
        },
    };

    /// <summary>Why a message did not arrive and what to do now; empty for one of which nothing bad is known.</summary>
    public static string Trouble(OutgoingText text) =>
        text.Fault != TextFault.None ? Advice(text.Fault, text.ErrorCode)
        : text.State is TextState.Failed or TextState.Cancelled ? text.LastError ?? ""
        : text is { State: TextState.Waiting, LastError: { } error } ? $"{error} It is tried again."
        : "";

    /// <summary>What a fault means and what to do about it.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="code">The carrier's code; null when it gave none.</param>
    public static string Advice(TextFault fault, int? code)
    {
        var words = fault switch
        {
            TextFault.None => "",
            TextFault.Landline => "The number is a landline, or takes no text messages. It is not texted again: ask the person for a mobile number, or call.",
            TextFault.Unreachable => "The telephone was off or out of reach. Call if this message matters; later ones may arrive.",
            TextFault.UnknownNumber => "The number does not exist or is out of service. Check it with the person.",
            TextFault.Blocked => "The person or their network lets no message of yours through. Call, and ask whether they want text messages.",
            TextFault.OptedOut => "The person answered STOP and wants no messages. Only they can take that back, by texting START.",
            TextFault.Filtered => "The carrier or the person's network took it for spam. Look at its wording and links, and at whether your sender is registered, before you send more like it.",
            _ => "The carrier could not deliver it; its list of error codes says more.",
        };
        return words.Length == 0 || code is not { } known ? words : string.Create(CultureInfo.InvariantCulture, $"{words} (Code {known})");
    }
}
