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

    /// <summary>E.164 numbers it answers; empty: any number no other assistant claims.</summary>
    public List<string> Numbers { get; set; } = [];

    /// <summary>E.164 number for "I want to speak to a person"; empty: the wish is noted for a call back.</summary>
    public string TransferNumber { get; set; } = "";
}
