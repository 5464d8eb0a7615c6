using VoiceBooker.Booking.Events;
using VoiceBooker.Voice.Speaking;

namespace VoiceBooker.Booking.Reception;

/// <summary>
/// What a receptionist says in the same words on every call, so that it can be kept as audio: the greeting, unless a variable of the call stands in it, prompts, fillers and set sentences. Nothing here comes
/// from a caller.
/// </summary>
public static class StandingPhrases
{
    /// <summary>Said at the beginning, or when somebody waits: to be ready before the first call.</summary>
    /// <param name="assistant">Who says them.</param>
    /// <param name="options">How the business is called.</param>
    public static FixedPhrases FirstOf(Assistant assistant, ReceptionOptions options) => FixedPhrases.Of([.. Greeting(assistant, options), .. WhileWaiting, .. Prompts]);

    /// <summary>All of them.</summary>
    public static FixedPhrases Of(Assistant assistant, ReceptionOptions options) => FixedPhrases.Of([.. Greeting(assistant, options), .. WhileWaiting, .. Prompts, .. SetSentences]);

    private static readonly string[] WhileWaiting =
    [
        "One moment, please.",
        "I'm still waiting for the calendar.",
        "I'm still looking, just a moment.",
        "It takes longer than usual: the calendar hasn't answered yet. I'm still here.",
        "Thank you for waiting. I'm still here.",
        "The calendar still hasn't answered. Please bear with me.",
        "Thank you for waiting.",
    ];

    private static readonly string[] Prompts =
    [
        "How can I help you?",
        "Are you still there?",
        "I can't hear you, so I'll hang up now. Please call again.",
        "I'm sorry, this call has to end soon.",
        "I'm sorry, we have to stop here.",
        "I'm sorry, something isn't working on my side. I'll put you through to a person.",
        "I'm sorry, something isn't working on my side. Please say that again, or call us a little later.",
        "Goodbye.",
    ];

    private static readonly string[] SetSentences =
    [
        "I'm sorry, somebody has just taken that time.",
        "I'm sorry, I can't reach the calendar right now.",
        "That's all right, I'll put it under your telephone number.",
        "No problem.",
        "I'm sorry, I have nothing to book at the moment.",
        "I'm sorry, I can't make more bookings on one call.",
        "Of course, let's start over.",
        "Of course, take your time.",
        "All right.",
        "Gladly.",
        "Thank you.",
        "You can also type it.",
        "All right, the appointment stands as it is.",
        "Let me finish, so that all is right.",
        "I'm sorry, I'm having trouble understanding.",
        "I'm sorry, something went wrong on my side.",
        "I'm sorry, I can't move that one myself.",
        "I'm sorry, nobody can be reached on this line right now. I can take a message, and someone will call you back.",
        "I can't put you through right now, but I can take a message, and someone will call you back.",
        "I'll put you through to a colleague. One moment, please.",
        "I'm sorry, I couldn't note that. Please call again a little later.",
    ];

    /// <summary>The greeting as <see cref="Receptionist"/> gives it to a caller of whom nothing is known; none where a variable of the call stands in it.</summary>
    private static string[] Greeting(Assistant assistant, ReceptionOptions options) =>
        assistant.Greeting.Contains('{', StringComparison.Ordinal) ? [] : [Receptionist.Greeting(assistant, options, new Dictionary<string, string>(StringComparer.Ordinal))];
}
