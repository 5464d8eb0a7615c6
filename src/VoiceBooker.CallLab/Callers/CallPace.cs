namespace VoiceBooker.CallLab.Callers;

/// <summary>How a typed caller lets time pass.</summary>
internal sealed record CallPace
{
    /// <summary>The call's clock stands still; only a caller who falls silent moves it. As fast as the machine goes.</summary>
    public static readonly CallPace Still = new();

    /// <summary>The call's clock goes with the wall's, so that what is slow is waited for as it would be on the telephone; nobody takes time to read.</summary>
    public static readonly CallPace Wall = new() { WithTheWall = true, Thinks = TimeSpan.FromMilliseconds(150) };

    /// <summary>As on the telephone: words take the time of speaking, and the caller thinks before answering.</summary>
    public static readonly CallPace Telephone = new() { WithTheWall = true, PerWord = TimeSpan.FromMilliseconds(330), Thinks = TimeSpan.FromMilliseconds(400) };

    /// <summary>Whether the call's clock goes with the wall's.</summary>
    public bool WithTheWall { get; init; }

    /// <summary>How long a word takes to be heard.</summary>
    public TimeSpan PerWord { get; init; }

    /// <summary>How long the caller thinks.</summary>
    public TimeSpan Thinks { get; init; }

    /// <summary>How long it takes to hear this.</summary>
    public TimeSpan ToHear(string text) => PerWord * text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
}
