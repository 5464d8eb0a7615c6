namespace VoiceBooker.Voice.Listening;

/// <summary>What a transcriber is told of the call it listens to.</summary>
/// <param name="Expected">What is being asked at this moment; read it at the start of each utterance.</param>
public sealed record ListeningBrief(ExpectedAnswer Expected)
{
    /// <summary>The language the caller is likely to speak, as a BCP 47 tag: "en-US", "de-DE". An engine that does not know it takes the nearest it has.</summary>
    public string Language { get; init; } = "en-US";

    /// <summary>Names and words that are likely on this call whatever is asked: the business, its events, its people. Helpful, never needed; an engine with a limit takes the first ones.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];

    /// <summary>What may be said at any moment instead of an answer, whatever is asked, also while something is dictated: the wish to be called no more, on a call that we made. Rare, so an engine that weighs its words gives it little weight.</summary>
    public IReadOnlyList<string> Asides { get; init; } = [];
}
