namespace VoiceBooker.Booking.Events;

/// <summary>Who answers the phone.</summary>
public sealed class Assistant
{
    /// <summary>Identity.</summary>
    public Guid Id { get; set; }

    /// <summary>How it introduces itself.</summary>
    public string Name { get; set; } = "";

    /// <summary>The first sentence of a call; <c>{name}</c> and other variables of the call are filled in.</summary>
    public string Greeting { get; set; } = "";

    /// <summary>What it should know and how it should behave: lines like "Hours: Monday to Friday, nine to five.", "Address: …", "Price: …".</summary>
    public string Instructions { get; set; } = "";

    /// <summary>Voice name of the speech engine.</summary>
    public string Voice { get; set; } = "";

    /// <summary>BCP 47 tag, "en-US".</summary>
    public string Language { get; set; } = "en-US";

    /// <summary>Who leads its calls: empty, the server's models in their order; "script", the embedded script alone; or the name of a model, that one first and the others after it.</summary>
    public string Mind { get; set; } = "";

    /// <summary>E.164 numbers it answers; empty: any number no other assistant claims.</summary>
    public List<string> Numbers { get; set; } = [];

    /// <summary>E.164 number for "I want to speak to a person"; empty: the wish is noted for a call back.</summary>
    public string TransferNumber { get; set; } = "";

    /// <summary>How a caller is put through: <see cref="WarmTransfer"/>, the person hears a one-sentence summary first; <see cref="ColdTransfer"/>, they are connected at once.</summary>
    public string TransferManner { get; set; } = WarmTransfer;

    /// <summary>The person hears a summary first.</summary>
    public const string WarmTransfer = "warm";

    /// <summary>Connected at once.</summary>
    public const string ColdTransfer = "cold";

    /// <summary>Who answers: the one asked for; else whoever claims the called number; else whoever claims none; else, when <paramref name="anybody"/> may, the first. Null when nobody does.</summary>
    /// <param name="assistants">All of them, in the order they were made.</param>
    /// <param name="asked">Who is asked for; null: nobody in particular.</param>
    /// <param name="ours">The number that was called, E.164.</param>
    /// <param name="anybody">True where no number was called, such as a softphone.</param>
    public static Assistant? Choose(IReadOnlyList<Assistant> assistants, Guid? asked, string ours, bool anybody) => asked is { } id
        ? assistants.FirstOrDefault(assistant => assistant.Id == id)
        : assistants.FirstOrDefault(assistant => assistant.Numbers.Contains(ours, StringComparer.Ordinal))
            ?? assistants.FirstOrDefault(assistant => assistant.Numbers.Count == 0)
            ?? (anybody && assistants.Count > 0 ? assistants[0] : null);
}
