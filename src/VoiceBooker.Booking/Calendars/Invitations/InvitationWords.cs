using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Booking.Calendars.Invitations;

/// <summary>The words around the facts of an invitation, in the four languages calls are held in. Pure.</summary>
internal sealed record InvitationWords(string With, string When, string Where, string Reason, string ToBeTold, string Beside)
{
    /// <summary>In a language, a BCP 47 tag.</summary>
    public static InvitationWords Of(string language) => Tongue.Of(language).Code switch
    {
        "de" => new("Mit", "Wann", "Wo", "Grund", "wird noch mitgeteilt", "mit"),
        "es" => new("Con", "Cuándo", "Dónde", "Motivo", "por comunicar", "con"),
        "fr" => new("Avec", "Quand", "Où", "Motif", "à préciser", "avec"),
        _ => new("With", "When", "Where", "Reason", "to be told", "with"),
    };
}
