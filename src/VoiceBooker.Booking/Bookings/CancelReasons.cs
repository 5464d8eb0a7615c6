using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Bookings;

/// <summary>Why a meeting is called off, where nobody has worded it: stored and told to calendars in English, and to the person in the language of the call. Pure.</summary>
public static class CancelReasons
{
    /// <summary>The caller wished it.</summary>
    public const string ByCaller = "The caller cancelled by phone.";

    /// <summary>Somebody at the business did it in the console.</summary>
    public const string ByOperator = "Cancelled by the operator";

    /// <summary>It was done in the calendar itself.</summary>
    public const string InCalendar = "It was cancelled in the calendar.";

    /// <summary>It stands at another time now.</summary>
    public const string Moved = "Moved to another time.";

    /// <summary>A reason in the language of the person; one that somebody has worded stays as it is.</summary>
    public static string In(string reason, string language) => (Tongue.Of(language).Code, reason) switch
    {
        ("de", ByCaller) => "telefonisch abgesagt",
        ("de", ByOperator) => "von uns abgesagt",
        ("de", InCalendar) => "im Kalender abgesagt",
        ("de", Moved) => "auf eine andere Zeit verschoben",
        ("es", ByCaller) => "cancelado por teléfono",
        ("es", ByOperator) => "cancelado por nosotros",
        ("es", InCalendar) => "cancelado en el calendario",
        ("es", Moved) => "cambiado a otra hora",
        ("fr", ByCaller) => "annulé par téléphone",
        ("fr", ByOperator) => "annulé par nos soins",
        ("fr", InCalendar) => "annulé dans le calendrier",
        ("fr", Moved) => "déplacé à une autre heure",
        _ => reason,
    };
}
