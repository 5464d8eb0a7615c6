namespace VoiceBooker.CallLab.Carrier;

/// <summary>What becomes of text messages to a number, and how the carrier tells of it. The default is a telephone that is on, and a carrier on a good day.</summary>
internal sealed record TextFate
{
    /// <summary>The last word: <c>delivered</c>, <c>undelivered</c>, <c>failed</c> (it was never sent); <c>sent</c>: the network tells no more.</summary>
    public string Ends { get; init; } = "delivered";

    /// <summary>The error code of one that did not arrive; 0: none.</summary>
    public int Code { get; init; }

    /// <summary>From one word to the next.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Reports come so much later than what they tell of.</summary>
    public TimeSpan Late { get; init; }

    /// <summary>Each report comes so many times.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>The last report comes first.</summary>
    public bool OutOfOrder { get; init; }

    /// <summary>The words whose reports are lost; <c>*</c>: all.</summary>
    public IReadOnlyList<string> Loses { get; init; } = [];

    /// <summary>The first report overtakes the answer to the request.</summary>
    public bool OvertakesAnswer { get; init; }

    /// <summary>The request is taken, and its answer lost: the connection breaks.</summary>
    public bool LosesAnswer { get; init; }

    /// <summary>The words after the first, in order.</summary>
    public IReadOnlyList<string> Words => Ends switch
    {
        "failed" => ["failed"],
        "sent" => ["sent"],
        _ => ["sent", Ends],
    };

    /// <summary>Whether a message may end so; what is asked for in a request is checked by it.</summary>
    public static bool MayEnd(string word) => word is "delivered" or "undelivered" or "failed" or "sent";
}
