using System.Text.Json;

namespace VoiceBooker.CallLab.Carrier;

/// <summary>One thing that happened at the carrier's outbound side.</summary>
/// <param name="At">When.</param>
/// <param name="What"><c>post</c> (a call was asked for), <c>initiated</c>, <c>ringing</c>, <c>answered</c>, <c>did</c> (what the person pressed or said), <c>ended</c>, <c>recorded</c> (an answering machine), <c>text</c> (a message was taken), <c>text-report</c> (what became of it was told), <c>violation</c> (a request against the contract).</param>
/// <param name="To">The number called.</param>
/// <param name="From">The number shown.</param>
/// <param name="Attempt">The client's own identity of the attempt, from the query of its <c>Url</c>; null: none.</param>
/// <param name="CallSid">The call or message; null: none came of it.</param>
/// <param name="Detail">Of a post its answer ("201", "500, taken", "answer lost, taken", "429 20429"), of an end the last word, of a report on a message its word and the status of the answer, otherwise what the word says.</param>
internal sealed record CarrierEntry(DateTimeOffset At, string What, string To, string From, string? Attempt, string? CallSid, string Detail)
{
    /// <summary>Whether the carrier took a call that was asked for, whatever it answered.</summary>
    public bool Taken => What == "post" && CallSid is not null;

    /// <summary>The person asked to be called again at this moment, not earlier; null: they did not.</summary>
    public DateTimeOffset? Wanted { get; init; }
}

/// <summary>What the carrier saw and did, append-only: in memory, and line by line in a file where one is named. It outlives any death of the server under test, and so is the judge of who was called.</summary>
internal sealed class CarrierLog(TimeProvider time, string? path = null) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<CarrierEntry> _entries = [];
    private readonly StreamWriter? _file = path is null ? null : new StreamWriter(path, append: true) { AutoFlush = true };

    /// <summary>All of it so far, in order.</summary>
    public IReadOnlyList<CarrierEntry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    /// <summary>Requests against the contract.</summary>
    public IReadOnlyList<string> Violations => [.. Entries.Where(each => each.What == "violation").Select(each => each.Detail)];

    /// <summary>Writes an entry.</summary>
    public void Add(string what, string to, string from, string? attempt, string? callSid, string detail, DateTimeOffset? wanted = null)
    {
        lock (_gate)
        {
            var entry = new CarrierEntry(time.GetUtcNow(), what, to, from, attempt, callSid, detail) { Wanted = wanted };
            _entries.Add(entry);
            _file?.WriteLine(JsonSerializer.Serialize(entry, JsonSerializerOptions.Web));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
