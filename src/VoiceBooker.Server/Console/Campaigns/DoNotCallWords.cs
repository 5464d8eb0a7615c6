using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Server.Console.Campaigns;

/// <summary>The do-not-call list in words.</summary>
internal static class DoNotCallWords
{
    /// <summary>Where an entry came from, as the beginning of a sentence.</summary>
    public static string Source(string source) => source switch
    {
        "call" => "Said on a call",
        "key" => "Pressed the key on a call",
        "sms" => "Answered a text message",
        "page" => "On a page behind a link",
        "api" => "By the API",
        "console" => "Entered here",
        "carrier" => "Told by the carrier",
        _ => source.StartsWith(DoNotCallEntry.ListSource, StringComparison.Ordinal) ? $"From the list {List(source)}" : source,
    };

    /// <summary>An imported list's name.</summary>
    public static string List(string source) => source[DoNotCallEntry.ListSource.Length..];

    /// <summary>Who or what took an entry back, and why, as the end of a sentence.</summary>
    public static string TakenBack(string? by, string? why) => why is null ? $"taken back by text message, “{by}”" : $"taken off by {by}: “{why}”";
}
