using NodaTime;
using VoiceBooker.Booking.Journal;

namespace VoiceBooker.Server.Console.Calls;

/// <summary>A call's facts as a person reads them.</summary>
internal static class CallWords
{
    /// <summary>Who called: the number, or how they came in.</summary>
    public static string Caller(CallRecord call) => call.From.Length > 0 ? call.From : call.Kind == "phone" ? "Withheld number" : "No number";

    /// <summary>How the caller came in.</summary>
    public static string Line(CallRecord call) => call.Kind switch
    {
        "softphone" => "Softphone",
        "text" => "Typed",
        _ => call.Direction == "outbound" ? "Telephone, we called" : "Telephone",
    };

    /// <summary>"0.0312 USD": parts of a cent count.</summary>
    public static string Money(decimal amount, string currency) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{amount:0.00##} {currency}");

    /// <summary>"2:05"; empty while the call runs.</summary>
    public static string Length(CallRecord call) => call.DurationMs is { } ms ? StepTimes.Clock(ms) : "";
}
