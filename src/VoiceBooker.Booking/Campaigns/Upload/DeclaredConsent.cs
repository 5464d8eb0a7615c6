using NodaTime;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>A consent that whoever uploads a file declares for all of its people; what a column of the file says of a person comes before it.</summary>
/// <param name="Kind">What kind; <see cref="ConsentKind.None"/>: nothing is declared.</param>
/// <param name="Date">When it was given; null: not told.</param>
/// <param name="Text">What was agreed to, word for word, or where that is kept.</param>
/// <param name="Channel">Where it was given ("web form", "on paper").</param>
public sealed record DeclaredConsent(ConsentKind Kind, LocalDate? Date, string Text, string Channel)
{
    /// <summary>Nothing is declared.</summary>
    public static readonly DeclaredConsent Nothing = new(ConsentKind.None, null, "", "");
}
