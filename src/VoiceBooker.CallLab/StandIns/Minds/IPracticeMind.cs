namespace VoiceBooker.CallLab.StandIns.Minds;

/// <summary>What a stand-in of a language model says: it is given what a client sent over the wire and nothing else.</summary>
internal interface IPracticeMind
{
    /// <summary>Answers one request.</summary>
    MindAnswer Answer(MindRequest request);
}

/// <summary>A chat request as it came.</summary>
/// <param name="Model">The model or deployment that was asked for.</param>
/// <param name="Messages">All messages, the oldest first.</param>
/// <param name="Tools">Names of the tools that may be called.</param>
internal sealed record MindRequest(string Model, IReadOnlyList<MindMessage> Messages, IReadOnlyList<string> Tools);

/// <summary>One message of a chat.</summary>
/// <param name="Role">system, user, assistant, tool.</param>
/// <param name="Text">Its text; empty for an assistant's message that only calls tools.</param>
/// <param name="Calls">The tools that an assistant's message called.</param>
internal sealed record MindMessage(string Role, string Text, IReadOnlyList<MindCall> Calls);

/// <summary>A call of a tool.</summary>
/// <param name="Tool">Its name.</param>
/// <param name="ArgumentsJson">A JSON object.</param>
internal sealed record MindCall(string Tool, string ArgumentsJson);

/// <summary>An answer: text, calls, or both; neither is possible, too.</summary>
/// <param name="Text">What is said; may be empty.</param>
/// <param name="Calls">What is to be done, in order.</param>
internal sealed record MindAnswer(string Text, IReadOnlyList<MindCall> Calls);
