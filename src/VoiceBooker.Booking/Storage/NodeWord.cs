namespace VoiceBooker.Booking.Storage;

/// <summary>What one server tells the others of a call that runs at one of them.</summary>
/// <param name="Kind">One of the kinds here.</param>
/// <param name="About">Which call: our identity of it, or the carrier's.</param>
/// <param name="Text">What is told; its form goes by the kind.</param>
public sealed record NodeWord(string Kind, string About, string Text)
{
    /// <summary>The carrier believes to know who answered; about the carrier's identity.</summary>
    public const string FarSide = "far-side";

    /// <summary>An operator ends the call.</summary>
    public const string HangUp = "hang-up";

    /// <summary>An entry for the call's journal.</summary>
    public const string Entry = "entry";
}
