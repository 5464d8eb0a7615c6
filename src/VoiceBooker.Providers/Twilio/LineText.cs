using VoiceBooker.Booking.Languages;

namespace VoiceBooker.Providers.Twilio;

/// <summary>Something the carrier says for us.</summary>
/// <param name="Words">The words.</param>
/// <param name="Language">Their language, as the carrier's voices name it; empty: its own choice, for an owner's own words.</param>
internal readonly record struct LineText(string Words, string Language)
{
    /// <summary>The owner's own words where there are some, else ours in a language.</summary>
    /// <param name="own">From the settings; may be empty.</param>
    /// <param name="ours">Our words in a language.</param>
    /// <param name="language">A BCP 47 tag.</param>
    public static LineText Of(string own, Func<string, string> ours, string language) => own.Length > 0 ? new LineText(own, "") : new LineText(ours(language), LineWords.TagOf(language));
}
