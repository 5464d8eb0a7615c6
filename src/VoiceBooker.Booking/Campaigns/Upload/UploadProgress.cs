namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>How far an upload has come.</summary>
/// <param name="Share">How much of the file was read, 0 to 1.</param>
/// <param name="Rows">Records read.</param>
/// <param name="Taken">People who were added to the campaign.</param>
/// <param name="Bad">Records that were not taken.</param>
/// <param name="OnDoNotCall">Of the people taken, those whose number is on the do-not-call list: the gate will refuse them.</param>
/// <param name="FirstBad">The first of the records that were not taken, at most <see cref="MostShown"/>.</param>
public sealed record UploadProgress(double Share, int Rows, int Taken, int Bad, int OnDoNotCall, IReadOnlyList<BadRow> FirstBad)
{
    /// <summary>How many bad records are told.</summary>
    public const int MostShown = 200;
}

/// <summary>A record that was not taken.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Shown">Its beginning, for people to know it by.</param>
/// <param name="Because">Why.</param>
public sealed record BadRow(int Line, string Shown, string Because);

/// <summary>What came of an upload.</summary>
public abstract record UploadAnswer
{
    private UploadAnswer() { }

    /// <summary>The file was read to its end.</summary>
    /// <param name="Result">How far it came.</param>
    /// <param name="Moment">When it began: all its people bear that moment.</param>
    public sealed record Done(UploadProgress Result, NodaTime.Instant Moment) : UploadAnswer;

    /// <summary>It ended early: the campaign takes nobody any more. Those taken before it stay.</summary>
    /// <param name="Because">Why.</param>
    /// <param name="Result">How far it came.</param>
    public sealed record NotNow(string Because, UploadProgress Result) : UploadAnswer;

    /// <summary>The mapping cannot be used; nothing was read.</summary>
    /// <param name="Problems">What must be changed.</param>
    public sealed record Unusable(IReadOnlyList<string> Problems) : UploadAnswer;
}
