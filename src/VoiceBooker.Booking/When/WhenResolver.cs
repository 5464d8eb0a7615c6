namespace VoiceBooker.Booking.When;

/// <summary>
/// Understands what callers say about time, as recognised speech ("next tuesday after three") or typed ("Tue 3pm"). Pure: the same words against the same
/// context always mean the same. What has two meanings is asked, what cannot be is said to be so; nothing is guessed and nothing throws.
/// </summary>
public static class WhenResolver
{
    /// <summary>What <paramref name="words"/> mean for somebody to whom <paramref name="context"/> applies.</summary>
    public static WhenReading Resolve(string words, WhenContext context) => throw new NotImplementedException();

    /// <summary>True when a sentence names a date, a weekday, a time of the clock or a part of a day. Cheap, and rather too often true than too seldom.</summary>
    public static bool MentionsTime(string words) => throw new NotImplementedException();
}
