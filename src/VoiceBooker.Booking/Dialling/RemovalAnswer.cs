namespace VoiceBooker.Booking.Dialling;

/// <summary>Who takes something off the do-not-call list, and why; both are kept with the number.</summary>
/// <param name="By">A person's or a key's name.</param>
/// <param name="Why">The reason.</param>
/// <param name="MayWishes">Whether they may take off what the person asked for.</param>
public sealed record Removal(string By, string Why, bool MayWishes);

/// <summary>What came of taking a number off the do-not-call list.</summary>
public abstract record RemovalAnswer
{
    private RemovalAnswer() { }

    /// <summary>It is off.</summary>
    public sealed record Removed : RemovalAnswer;

    /// <summary>The entry is gone, but an imported list has the number too: that holds.</summary>
    /// <param name="List">The list's name.</param>
    public sealed record StillListed(string List) : RemovalAnswer;

    /// <summary>It was not on the list.</summary>
    public sealed record NotListed : RemovalAnswer;

    /// <summary>The person asked for it, and who asks may not take that off.</summary>
    public sealed record Wished : RemovalAnswer;
}
