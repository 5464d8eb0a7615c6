namespace VoiceBooker.Booking.Details;

/// <summary>Telephone numbers as they are spoken, typed or keyed.</summary>
public static class SpokenPhone
{
    /// <summary>Reads a whole number ("four one five, double five five, oh one four seven", "+49 30 123456", keys).</summary>
    /// <param name="words">What was said, typed or keyed.</param>
    /// <param name="near">The caller's own number, whose country a number without a calling code belongs to; null: North America.</param>
    /// <param name="number">The number.</param>
    public static bool TryRead(string words, PhoneNumber? near, out PhoneNumber number) => throw new NotImplementedException();

    /// <summary>The digits said, in order, with a leading "+" when it was said; empty when there are none or when the words are about something else.</summary>
    public static string Digits(string words) => throw new NotImplementedException();

    /// <summary>True when the words are a whole number, so that nothing more need be waited for.</summary>
    public static bool IsComplete(string words, PhoneNumber? near) => throw new NotImplementedException();
}
