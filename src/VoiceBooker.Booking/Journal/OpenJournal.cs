using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using NodaTime;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Journal;

namespace VoiceBooker.Booking.Journal;

/// <summary>The journal of one call: numbers and dates the entries and hands them to the writer.</summary>
/// <param name="call">Which call.</param>
/// <param name="startedAt">When it began.</param>
/// <param name="last">The last sequence on disk; 0 for a new call; <see cref="NumberedWhenWritten"/> where other servers may add entries, too.</param>
/// <param name="clock">The call's own clock.</param>
/// <param name="writer">Who writes.</param>
/// <param name="log">The log.</param>
/// <param name="isOnRecord">Whether the call's own record stands already; entries wait for it.</param>
internal sealed partial class OpenJournal(CallId call, Instant startedAt, long last, TimeProvider clock, JournalWriter writer, ILogger log, bool isOnRecord = true) : ICallJournal
{
    /// <summary>Instead of the last sequence: each entry gets the next number when it is written.</summary>
    public const long NumberedWhenWritten = -1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new InstantText() },
    };

    private readonly Lock _order = new(); // the loop, its spoken turn and the ledger may record at the same time; a number is taken and queued as one act
    private readonly TaskCompletionSource _onRecord = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<CallEventRecord>? _early = isOnRecord ? null : [];
    private long _last = last;
    private long _lost;

    public CallId Call => call;

    public Instant StartedAt => startedAt;

    /// <summary>True once <c>call.ended</c> was recorded.</summary>
    public bool Ended { get; private set; }

    public Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    public void Record(string kind, object? payload = null)
    {
        var data = ToJson(payload);
        lock (_order)
        {
            Note(kind);
            if (_early is { } early)
            {
                early.Add(Entry(kind, data));
                return;
            }

            if (_lost > 0 && writer.TryEnqueue(Entry("journal.gap", $$"""{"lost":{{_lost}}}""")))
                _lost = 0;
            if (_lost > 0 || !writer.TryEnqueue(Entry(kind, data)))
            {
                if (_lost++ == 0)
                    LogBehind(call);
            }
        }
    }

    public async ValueTask RecordDurablyAsync(string kind, object? payload, CancellationToken cancel)
    {
        var data = ToJson(payload);
        if (Volatile.Read(ref _early) is not null)
            await _onRecord.Task.WaitAsync(cancel);
        ValueTask writing;
        lock (_order)
        {
            Note(kind);
            writing = writer.WriteAsync(Entry(kind, data), cancel); // queued before the first await
        }

        await writing;
    }

    /// <summary>The call's record stands: what waited for it is written, and what comes is.</summary>
    public void IsOnRecord()
    {
        lock (_order)
        {
            foreach (var entry in _early ?? [])
                if (!writer.TryEnqueue(entry))
                    _lost++;
            Volatile.Write(ref _early, null);
        }

        _onRecord.TrySetResult();
    }

    /// <summary>The call cannot be put on record: nothing that must be durable happens.</summary>
    public void IsNotOnRecord(Exception failure)
    {
        _onRecord.TrySetException(failure);
        _ = _onRecord.Task.Exception; // seen, though perhaps nobody waits for it
    }

    /// <summary>A payload as it lies on disk.</summary>
    internal static string ToJson(object? payload) => payload switch
    {
        null => "{}",
        string text => JsonSerializer.Serialize(new { text }, Json),
        _ => JsonSerializer.Serialize(payload, payload.GetType(), Json),
    };

    private void Note(string kind) => Ended |= kind == "call.ended";

    private CallEventRecord Entry(string kind, string data)
    {
        var at = Now;
        return new CallEventRecord
        {
            CallId = call,
            Sequence = _last == NumberedWhenWritten ? JournalWriter.NotNumbered : ++_last,
            At = at,
            AtMs = Math.Max(0, (long)(at - startedAt).TotalMilliseconds),
            Kind = kind,
            Data = data,
        };
    }

    [LoggerMessage(LogLevel.Error, "Call {CallId}: the journal is too far behind; entries are left out until the disk keeps up.")]
    private partial void LogBehind(CallId callId);

    private sealed class InstantText : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Journals are only written.");

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(NodaTime.Text.InstantPattern.ExtendedIso.Format(value));
    }
}
