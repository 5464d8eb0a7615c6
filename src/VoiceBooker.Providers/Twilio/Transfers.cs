using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Providers.Twilio;

/// <summary>
/// Callers on their way to a person: what that person is told first, how far they have come, and who the caller is when nobody takes them. In the database, because the carrier may ask any server, and one that was started anew.
/// A database that is away hinders no transfer: the person hears that somebody is waiting.
/// </summary>
internal sealed partial class Transfers(IDbContextFactory<BookingDbContext> contexts, TimeProvider time, ILogger<Transfers> log)
{
    /// <summary>No caller waits longer for the database.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly JsonSerializerOptions Json = new() { Converters = { new CallIdText() } };

    /// <summary>A caller is about to be put through, perhaps once more.</summary>
    /// <param name="caller">The call until now.</param>
    /// <param name="to">To whom.</param>
    /// <param name="hangUp">The caller has hung up.</param>
    public Task BeginAsync(CallTicket caller, Transfer to, CancellationToken hangUp) => TryAsync(caller.CallSid, async (db, cancel) =>
    {
        await db.Transfers.Where(row => row.CallSid == caller.CallSid).ExecuteDeleteAsync(cancel);
        db.Transfers.Add(new PendingTransfer
        {
            CallSid = caller.CallSid,
            Number = to.Number,
            Summary = to.Summary,
            Language = to.Language,
            Caller = JsonSerializer.Serialize(caller, Json),
            At = Instant.FromDateTimeOffset(time.GetUtcNow()),
        });
        await db.SaveChangesAsync(cancel);
        return true;
    }, hangUp);

    /// <summary>What is known of a caller's way to a person; null when nothing is.</summary>
    public Task<Known?> FindAsync(string callSid, CancellationToken cancel) => TryAsync<Known?>(callSid, (db, deadline) => FindAsync(db, callSid, deadline), cancel);

    /// <summary>The way has come so far. Gives whom the caller is put through to; null when nothing is known of it.</summary>
    public Task<Transfer?> NoteAsync(string callSid, TransferState state, CancellationToken cancel) => TryAsync(callSid, async (db, deadline) =>
    {
        await db.Transfers.Where(row => row.CallSid == callSid && row.State != TransferState.CameBack).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state), deadline);
        return (await FindAsync(db, callSid, deadline))?.To;
    }, cancel);

    private static async Task<Known?> FindAsync(BookingDbContext db, string callSid, CancellationToken cancel) =>
        await db.Transfers.AsNoTracking().FirstOrDefaultAsync(row => row.CallSid == callSid, cancel) is { } row
            ? new Known(new Transfer(row.Number, row.Summary, row.Language), JsonSerializer.Deserialize<CallTicket>(row.Caller, Json)!, row.State)
            : null;

    private async Task<T?> TryAsync<T>(string callSid, Func<BookingDbContext, CancellationToken, Task<T>> act, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(either.Token);
            return await act(db, either.Token);
        }
        catch (Exception broken) when (broken is DbException or DbUpdateException or InvalidOperationException || (broken is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            LogNotShared(broken, callSid);
            return default;
        }
    }

    /// <summary>A caller's way to a person.</summary>
    /// <param name="To">To whom, and what that person is told first.</param>
    /// <param name="Caller">The call until then: it comes back when nobody takes it.</param>
    /// <param name="State">How far it has come.</param>
    internal sealed record Known(Transfer To, CallTicket Caller, TransferState State);

    /// <summary>A call's identity as its 36 characters.</summary>
    private sealed class CallIdText : JsonConverter<CallId>
    {
        public override CallId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

        public override void Write(Utf8JsonWriter writer, CallId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    [LoggerMessage(LogLevel.Error, "Call {CallSid}: its way to a person cannot be read from or written to the database. The caller is put through all the same; the person hears that somebody is waiting.")]
    private partial void LogNotShared(Exception broken, string callSid);
}
