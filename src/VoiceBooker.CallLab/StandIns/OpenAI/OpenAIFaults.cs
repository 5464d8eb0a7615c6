namespace VoiceBooker.CallLab.StandIns.OpenAI;

/// <summary>What goes wrong with a request.</summary>
internal enum OpenAIFaultKind
{
    /// <summary>401 invalid_api_key, with the key half in the message as the real one has it.</summary>
    WrongKey,

    /// <summary>429 rate_limit_exceeded, with <see cref="OpenAIFault.RetryAfter"/> when it is given.</summary>
    TooMany,

    /// <summary>429 insufficient_quota: no credit.</summary>
    NoCredit,

    /// <summary>500.</summary>
    Error500,

    /// <summary>503.</summary>
    Error503,

    /// <summary>400 content_filter, as Azure refuses a prompt.</summary>
    FilteredPrompt,

    /// <summary>No answer comes until the client leaves.</summary>
    StallBeforeFirst,

    /// <summary>Half an answer comes, and nothing more until the client leaves.</summary>
    StallMidStream,

    /// <summary>The connection is torn after half an answer.</summary>
    BreakMidStream,

    /// <summary>The stream ends after half an answer, well-formed, without a reason and without [DONE].</summary>
    EndMidStream,

    /// <summary>After half an answer comes an event that is no JSON.</summary>
    MalformedEvent,

    /// <summary>Words without sense, and no calls.</summary>
    Nonsense,

    /// <summary>A call of a tool that was not offered.</summary>
    UnknownTool,

    /// <summary>A call whose arguments are no JSON.</summary>
    MalformedArguments,

    /// <summary>The answer is cut in the middle: finish_reason "length".</summary>
    Length,

    /// <summary>The answer is cut in the middle: finish_reason "content_filter".</summary>
    ContentFilter,

    /// <summary>The answer has no end.</summary>
    Endless,
}

/// <summary>A fault on demand.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Operation">"chat", "speech", "transcription", or "*".</param>
/// <param name="Times">For so many requests; 0: until it is cleared.</param>
/// <param name="Share">Share of the requests that are hit, 0 to 1; requests that are spared do not count.</param>
/// <param name="RetryAfter">Text of the header Retry-After; null: no such header.</param>
/// <param name="When">Which requests, by their bodies; null: all.</param>
internal sealed record OpenAIFault(OpenAIFaultKind Kind, string Operation = "chat", int Times = 1, double Share = 1, string? RetryAfter = null, Func<string, bool>? When = null);

/// <summary>The faults that are still due; the first that fits is taken. Its dice are seeded: the same requests in the same order meet the same faults.</summary>
/// <param name="seed">Of the dice.</param>
internal sealed class OpenAIFaults(int seed = 20261128)
{
    private readonly Lock _gate = new();
    private readonly List<OpenAIFault> _due = [];
    private readonly Random _dice = new(seed);

    /// <summary>How many requests were hit so far.</summary>
    public int Taken { get; private set; }

    /// <summary>Puts a fault behind those that are due.</summary>
    public void Add(OpenAIFault fault)
    {
        if (fault.Times < 0 || fault.Share is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(fault), fault, "Times is not negative, the share lies between 0 and 1.");
        lock (_gate)
            _due.Add(fault);
    }

    /// <summary>Forgets all that are due.</summary>
    public void Clear()
    {
        lock (_gate)
            _due.Clear();
    }

    /// <summary>What goes wrong with this request; null: nothing.</summary>
    public OpenAIFault? Take(string operation, string body)
    {
        lock (_gate)
        {
            for (var at = 0; at < _due.Count; at++)
            {
                var fault = _due[at];
#pragma warning disable CA5394 // dice, not secrets
                if ((fault.Operation != "*" && fault.Operation != operation) || fault.When?.Invoke(body) == false || (fault.Share < 1 && _dice.NextDouble() >= fault.Share))
                    continue;
#pragma warning restore CA5394
                if (fault.Times == 1)
                    _due.RemoveAt(at);
                else if (fault.Times > 1)
                    _due[at] = fault with { Times = fault.Times - 1 };
                Taken++;
                return fault;
            }

            return null;
        }
    }
}
