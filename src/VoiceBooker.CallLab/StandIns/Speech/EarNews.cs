namespace VoiceBooker.CallLab.StandIns.Speech;

/// <summary>What a recogniser notices. Times are positions in the audio it was given: the first byte is zero.</summary>
internal abstract record EarNews
{
    private EarNews() { }

    /// <summary>A voice began to speak.</summary>
    public sealed record VoiceStarted(TimeSpan At) : EarNews;

    /// <summary>What has been said of the present segment, up to <paramref name="Until"/>.</summary>
    /// <param name="Text">Whole words, as they were given to say.</param>
    /// <param name="From">Where the segment's voice began.</param>
    /// <param name="Until">Where the last of these words ended.</param>
    public sealed record Partial(string Text, TimeSpan From, TimeSpan Until) : EarNews;

    /// <summary>The voice has paused for the ear's <see cref="PracticeEar.Pause"/>: the segment is whole.</summary>
    /// <param name="Text">All of it.</param>
    /// <param name="From">Where the voice began.</param>
    /// <param name="Until">Where it ended.</param>
    public sealed record Final(string Text, TimeSpan From, TimeSpan Until) : EarNews;
}
