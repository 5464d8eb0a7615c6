using NodaTime;
using VoiceBooker.Booking.Events;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Voice.Dialogue;

namespace VoiceBooker.Booking.Reception;

/// <summary>What the desk is asking the caller.</summary>
public enum Asking
{
    /// <summary>How can I help?</summary>
    Help,

    /// <summary>Which event is to be booked.</summary>
    Event,

    /// <summary>Which day or time would suit.</summary>
    When,

    /// <summary>Which of several meanings of what was said about time.</summary>
    WhenMeaning,

    /// <summary>Which of the offered times.</summary>
    Time,

    /// <summary>Which place or zone the caller is in.</summary>
    Zone,

    /// <summary>Whether to tell times in the zone the number suggests.</summary>
    NumberZone,

    /// <summary>The caller's name.</summary>
    Name,

    /// <summary>Whether the name was understood.</summary>
    NameRight,

    /// <summary>Whether it is the person known for this number.</summary>
    KnownName,

    /// <summary>The e-mail address.</summary>
    Email,

    /// <summary>Whether the address was understood.</summary>
    EmailRight,

    /// <summary>Whether to use the address known for this number.</summary>
    KnownEmail,

    /// <summary>The telephone number.</summary>
    Phone,

    /// <summary>Whether the number was understood.</summary>
    PhoneRight,

    /// <summary>Yes or no to the read-back of a booking or a move.</summary>
    ReadBack,

    /// <summary>What is to be changed after a no to the read-back.</summary>
    Change,

    /// <summary>A second fact that shows who is calling.</summary>
    Fact,

    /// <summary>Which of the caller's appointments.</summary>
    Appointment,

    /// <summary>Yes or no to the read-back of a cancellation.</summary>
    CancelReadBack,

    /// <summary>Whether to be texted a link for typing the name or the address: <see cref="ReceptionState.Texts"/>.</summary>
    TextOffer,

    /// <summary>Whether to be handed to a person (or leave a message).</summary>
    Person,

    /// <summary>A question of the event: <see cref="ReceptionState.Question"/>.</summary>
    Question,

    /// <summary>Whether a telephone number that the event asks for was understood.</summary>
    QuestionRight,

    /// <summary>Whether the wish is to be noted for somebody to get back, since the calendar cannot be asked.</summary>
    Wish,

    /// <summary>Whether to be called or texted.</summary>
    WishWay,

    /// <summary>What the message is.</summary>
    Message,

    /// <summary>The number for calling back.</summary>
    MessageNumber,

    /// <summary>On a call that we made: whether it is the person we want to speak to.</summary>
    RightPerson,

    /// <summary>On a call that we made: when to call again.</summary>
    CallBackTime,

    /// <summary>Whether what they said means that they want no more calls from us.</summary>
    NoMoreCalls,

    /// <summary>Whether there is anything else.</summary>
    AnythingElse,

    /// <summary>Nothing: the goodbye was said.</summary>
    Nothing,
}

/// <summary>A call that we made.</summary>
/// <param name="Business">The business; may be empty.</param>
/// <param name="Purpose">Why we call.</param>
/// <param name="Person">Whom we want to speak to; empty: whoever answers.</param>
public sealed record OurCall(string Business, string Purpose, string Person);

/// <summary>What the receptionist knows at one moment; a hosted model reads it in words in its prompt, <see cref="ReceptionScript"/> reads it as it is.</summary>
public sealed record ReceptionState
{
    /// <summary>Key of the snapshot in <c>ChatOptions.AdditionalProperties</c>.</summary>
    public const string Key = "reception";

    /// <summary>What the caller is being asked.</summary>
    public required Asking Asking { get; init; }

    /// <summary>The caller's last words.</summary>
    public required string Said { get; init; }

    /// <summary>How they came in.</summary>
    public required SaidBy By { get; init; }

    /// <summary>The clock, in the zone in which times are told.</summary>
    public required ZonedDateTime Now { get; init; }

    /// <summary>Names of what can be booked, in the order in which they are listed to the caller.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>What is being booked; null when open.</summary>
    public string? Event { get; init; }

    /// <summary>Handles and words of the times that stand offered.</summary>
    public IReadOnlyList<(string Handle, string Words)> Offered { get; init; } = [];

    /// <summary>How many appointments stand for choice.</summary>
    public int Appointments { get; init; }

    /// <summary>The time chosen so far, in words.</summary>
    public string? Chosen { get; init; }

    /// <summary>The event's question that was asked; null when none is.</summary>
    public EventQuestion? Question { get; init; }

    /// <summary>What may be changed besides time, name and e-mail, by its label.</summary>
    public IReadOnlyList<string> Changeable { get; init; } = [];

    /// <summary>The name, when known.</summary>
    public string? Name { get; init; }

    /// <summary>True when a booking, move or cancellation is under way.</summary>
    public bool Underway { get; init; }

    /// <summary>What was done on this call, in words.</summary>
    public IReadOnlyList<string> Done { get; init; } = [];

    /// <summary>Misunderstandings in a row.</summary>
    public int Misses { get; init; }

    /// <summary>Typing may be offered.</summary>
    public bool CanType { get; init; }

    /// <summary>The language the call is held in.</summary>
    public Tongue Language { get; init; } = Tongue.English;

    /// <summary>The assistant's name.</summary>
    public string AssistantName { get; init; } = "";

    /// <summary>What the owner says of what can be booked; only of those of which something is said.</summary>
    public IReadOnlyList<(string Event, string Text)> Descriptions { get; init; } = [];

    /// <summary>An e-mail address is known for what is being booked.</summary>
    public bool HasEmail { get; init; }

    /// <summary>What a link can be texted for now, "email" or "name"; null: for nothing.</summary>
    public string? Texts { get; init; }

    /// <summary>What there is to know of a call that we made; null when it came in.</summary>
    public OurCall? OurCall { get; init; }

    /// <summary>The assistant's instructions, variables filled in.</summary>
    public string Instructions { get; init; } = "";
}
