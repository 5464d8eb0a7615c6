using NodaTime;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Journal;

namespace VoiceBooker.Server.Console.Calls;

/// <summary>A call's facts as a person reads them.</summary>
internal static class CallWords
{
    /// <summary>Who is on the other side: the number, or how they came in; of a call that we made, whom we called.</summary>
    public static string Caller(CallRecord call) => call.Direction == "outbound" && call.To.Length > 0 ? call.To : call.From.Length > 0 ? call.From : call.Kind == "phone" ? "Withheld number" : "No number";

    /// <summary>How the caller came in.</summary>
    public static string Line(CallRecord call) => call.Kind switch
    {
        "softphone" => "Softphone",
        "text" => "Typed",
        _ => call.Direction == "outbound" ? "Telephone, we called" : "Telephone",
    };

    /// <summary>What came of a call, one of <see cref="Dispositions"/>, as a person reads it.</summary>
    public static string Disposition(string word) => word switch
    {
        Dispositions.Booked => "Booked",
        Dispositions.Moved => "Moved",
        Dispositions.Cancelled => "Cancelled",
        Dispositions.Transferred => "Handed over",
        Dispositions.CallBack => "Call back",
        Dispositions.OptedOut => "Opted out",
        Dispositions.NotInterested => "Not interested",
        Dispositions.WrongPerson => "Wrong person",
        Dispositions.NoBooking => "No booking",
        Dispositions.HungUp => "Hung up",
        Dispositions.VoicemailLeft => "Voicemail left",
        Dispositions.Voicemail => "Voicemail",
        Dispositions.Screened => "Screened",
        Dispositions.Menu => "Menu",
        Dispositions.Fax => "Fax",
        Dispositions.CutOff => "Cut off",
        _ => word.Length > 0 ? char.ToUpperInvariant(word[0]) + word[1..].Replace('-', ' ') : "",
    };

    /// <summary>The name of something a person told.</summary>
    public static string Field(string name) => name switch
    {
        "name" => "Name",
        "email" => "E-mail",
        "phone" => "Telephone",
        "zone" => "Time zone",
        "event" => "Wanted",
        _ => name,
    };

    /// <summary>"0.0312 USD": parts of a cent count.</summary>
    public static string Money(decimal amount, string currency) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{amount:0.00##} {currency}");

    /// <summary>"2:05"; empty while the call runs.</summary>
    public static string Length(CallRecord call) => call.DurationMs is { } ms ? StepTimes.Clock(ms) : "";
}
