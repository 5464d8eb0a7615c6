namespace VoiceBooker.Booking.Messages;

/// <summary>Who takes what the carrier tells of text messages. One for the server.</summary>
public interface IMessageDesk
{
    /// <summary>A report on a message that we sent. Reports may come twice, late, out of order, and before the answer to our own request: an earlier word never replaces a later one.</summary>
    /// <param name="text">Our identity of the message; null when the report does not carry it, so that <paramref name="messageSid"/> has to find it.</param>
    /// <param name="messageSid">The carrier's identity of it.</param>
    /// <param name="standing">Where it stands.</param>
    /// <param name="cancel">Gives up.</param>
    Task ReportAsync(Guid? text, string messageSid, TextStanding standing, CancellationToken cancel);

    /// <summary>Answers a message of a person's: who we are and how the messages are stopped, or that they are. Told of the same message again it answers once.</summary>
    /// <param name="question">What the person wrote.</param>
    /// <param name="cancel">Gives up.</param>
    Task AnswerAsync(AnsweredMessage question, CancellationToken cancel);
}

/// <summary>A message of a person's that gets an answer.</summary>
/// <param name="MessageSid">The carrier's identity of it.</param>
/// <param name="Number">Who wrote it, E.164.</param>
/// <param name="Ours">The number it was written to, E.164.</param>
/// <param name="Stopped">True: it was an opt-out, which is on the list already; false: a question for help.</param>
/// <param name="Language">The language its word is of ("fr"); null: no one in particular, so that the language of the assistant at <paramref name="Ours"/> is right.</param>
public sealed record AnsweredMessage(string MessageSid, string Number, string Ours, bool Stopped, string? Language);
