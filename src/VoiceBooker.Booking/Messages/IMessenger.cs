namespace VoiceBooker.Booking.Messages;

/// <summary>Sends text messages (SMS).</summary>
public interface IMessenger
{
    /// <summary>Whether there is an account and a number to send from.</summary>
    bool IsConfigured { get; }

    /// <summary>Sends one message; never throws but for <paramref name="cancel"/>.</summary>
    /// <param name="text">Our identity of it (<see cref="OutgoingText.Id"/>); comes back with every report on it.</param>
    /// <param name="to">E.164.</param>
    /// <param name="from">E.164; empty: the configured sender.</param>
    /// <param name="body">At most 1600 characters.</param>
    /// <param name="cancel">Gives up.</param>
    Task<MessageResult> SendAsync(Guid text, string to, string from, string body, CancellationToken cancel);

    /// <summary>What the carrier knows of a message that it took; null when it could not be asked, or knows no such message.</summary>
    /// <param name="messageSid">The carrier's identity of it.</param>
    /// <param name="cancel">Gives up.</param>
    Task<TextStanding?> FindAsync(string messageSid, CancellationToken cancel);
}

/// <summary>What came of sending a message.</summary>
public abstract record MessageResult
{
    private MessageResult() { }

    /// <summary>The carrier took it.</summary>
    public sealed record Sent(string MessageSid) : MessageResult;

    /// <summary>Surely not sent; trying again later is right.</summary>
    public sealed record NotSent(string Reason) : MessageResult;

    /// <summary>Refused for good.</summary>
    /// <param name="Code">The carrier's code.</param>
    /// <param name="Fault">What that means. <see cref="TextFault.OptedOut"/> is taken as an opt-out of calls as well.</param>
    /// <param name="Message">In the carrier's words.</param>
    public sealed record Refused(int Code, TextFault Fault, string Message) : MessageResult;

    /// <summary>It may have been sent or not; it is not sent again.</summary>
    public sealed record Unknown(string Reason) : MessageResult;
}

/// <summary>Where a message stands, as the carrier tells it.</summary>
/// <param name="Delivery">How far it has come.</param>
/// <param name="Code">The carrier's code, for one that did not arrive; null when it gave none.</param>
/// <param name="Fault">What the code means.</param>
public readonly record struct TextStanding(TextDelivery Delivery, int? Code, TextFault Fault);
