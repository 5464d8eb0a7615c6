namespace VoiceBooker.CallLab.StandIns.OpenAI;

/// <summary>How a request ended.</summary>
internal enum RequestEnd
{
    /// <summary>The whole answer was sent, be it an error.</summary>
    Answered,

    /// <summary>The client closed the connection before that.</summary>
    ClientLeft,

    /// <summary>The stand-in tore the connection.</summary>
    Torn,

    /// <summary>The stand-in was closed.</summary>
    Closed,
}

/// <summary>A request as it came, without its key.</summary>
internal sealed class PracticeRequest
{
    private readonly TaskCompletionSource<RequestEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Which one, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>When it was read, a time stamp of the stand-in's clock.</summary>
    public required long At { get; init; }

    /// <summary>"chat", "speech", "transcription", "models".</summary>
    public required string Operation { get; init; }

    /// <summary>Its path.</summary>
    public required string Path { get; init; }

    /// <summary>"Bearer", "api-key", or "" for none.</summary>
    public required string SignedBy { get; init; }

    /// <summary>Its headers by lower-case name; those that sign it have the value "***".</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Its JSON; of a form, the fields as JSON, without the file.</summary>
    public required string Body { get; init; }

    /// <summary>What went wrong on purpose.</summary>
    public OpenAIFault? Fault { get; set; }

    /// <summary>When it ended, a time stamp of the stand-in's clock; 0 before that.</summary>
    public long EndedAt { get; private set; }

    /// <summary>How it ended; completes when it has.</summary>
    public Task<RequestEnd> Ended => _end.Task;

    /// <summary>Notes the end; the first one counts.</summary>
    public void End(RequestEnd end, long at)
    {
        if (EndedAt == 0)
            EndedAt = at;
        _end.TrySetResult(end);
    }
}
