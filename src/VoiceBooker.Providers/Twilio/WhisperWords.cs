namespace VoiceBooker.Providers.Twilio;

/// <summary>The fixed words around a summary, for the person who is to take a call; in English where a language has none.</summary>
internal static class WhisperWords
{
    /// <summary>How the call is taken.</summary>
    /// <param name="language">BCP 47 tag.</param>
    public static string PressOne(string language) => Primary(language) switch
    {
        "de" => "Drücken Sie die Eins, um das Gespräch anzunehmen.",
        "es" => "Pulse uno para atender la llamada.",
        "fr" => "Appuyez sur la touche un pour prendre l'appel.",
        _ => "Press one to take the call.",
    };

    /// <summary>In place of a summary that is not known.</summary>
    /// <param name="language">BCP 47 tag.</param>
    public static string SomebodyWaits(string language) => Primary(language) switch
    {
        "de" => "Jemand möchte mit Ihnen sprechen.",
        "es" => "Alguien quiere hablar con usted.",
        "fr" => "Quelqu'un souhaite vous parler.",
        _ => "Somebody would like to talk to you.",
    };

    private static string Primary(string language) => language.Split('-')[0].ToLowerInvariant();
}
