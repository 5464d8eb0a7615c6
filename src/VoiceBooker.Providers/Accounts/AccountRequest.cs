namespace VoiceBooker.Providers.Accounts;

/// <summary>How long somebody waits for an answer of a provider.</summary>
/// <param name="PerAttempt">For one attempt.</param>
/// <param name="InAll">For all attempts and the pauses between them.</param>
/// <param name="Attempts">At most so many, where asking again is safe; from 1.</param>
/// <param name="LongestPause">A provider that asks for a longer pause than this is not waited for.</param>
internal sealed record Patience(TimeSpan PerAttempt, TimeSpan InAll, int Attempts, TimeSpan LongestPause);

/// <summary>One request in the name of an account. Its text form says nothing of address, headers or body: they carry credentials and people's addresses.</summary>
/// <param name="Account">What shares a breaker and the provider's limits: the connection's id as text, or the provider's host where there is no connection yet.</param>
/// <param name="What">For logs, like "slots".</param>
/// <param name="Method">The method.</param>
/// <param name="Address">The whole address.</param>
/// <param name="Patience">How long it may take.</param>
internal sealed record AccountRequest(string Account, string What, HttpMethod Method, Uri Address, Patience Patience)
{
    /// <summary>What stands behind <c>Bearer</c>; null: no such header.</summary>
    public string? Bearer { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body; null: none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>Of the body.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Whether it may be sent again when its fate is not known. True for GET only, unless said otherwise; never for what books, moves or cancels.</summary>
    public bool Repeatable { get; init; } = Method == HttpMethod.Get;

    /// <summary>Endpoints with a limit of their own have a name here: a 429 of one is no reason to spare the others.</summary>
    public string Lane { get; init; } = "";

    /// <summary>How long nothing is sent after a 429 that does not say how long: as the provider usually blocks. Nobody waits for it unless it is within <see cref="Patience.LongestPause"/>.</summary>
    public TimeSpan UsualQuiet { get; init; } = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {What}";
}
