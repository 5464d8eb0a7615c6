using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Journal;

namespace VoiceBooker.Booking.Journal;

/// <content>Where several servers share the database: one numbers the entries of a call while it runs, the server that leads it. Others tell it what they have for the journal; after the call's end each may add to it.</content>
public sealed partial class CallJournals
{
    private bool IsShared => _wire is { IsShared: true };

    /// <summary>Takes an entry that another server has for a call that this one leads, or led; nothing happens when it is not this one's.</summary>
    public async Task TakeAsync(CallId call, string entry, CancellationToken cancel)
    {
        using var told = JsonDocument.Parse(entry);
        var (kind, data) = (told.RootElement.GetProperty("kind").GetString() ?? "", told.RootElement.GetProperty("data").Clone());
        if (_open.TryGetValue(call, out var journal))
        {
            journal.Record(kind, data);
            return;
        }

        await using var db = await _contexts.CreateDbContextAsync(cancel);
        if (await db.Calls.AnyAsync(record => record.Id == call && record.Node == _node.Name, cancel))
            await (await AfterwardsAsync(call, cancel)).RecordDurablyAsync(kind, data, cancel);
    }

    /// <summary>The journal of a call that this server does not lead: it is told to the one that does, and is written here when the call is over or that server is gone.</summary>
    private async Task<ICallJournal> ElsewhereAsync(BookingDbContext db, CallRecord record, CancellationToken cancel) =>
        record.EndedAt is null && record.Node != _node.Name && await db.Nodes.AnyAsync(node => node.Name == record.Node, cancel)
            ? new ToldJournal(record.Id, _wire!)
            : new OpenJournal(record.Id, record.StartedAt, OpenJournal.NumberedWhenWritten, _time, _writer, _log);

    /// <summary>Tells each entry to the server that leads the call. What stands by itself in the database, as all does that is told so, may be missing in the journal when that server does not hear it.</summary>
    private sealed class ToldJournal(CallId call, NodeWire wire) : ICallJournal
    {
        public void Record(string kind, object? payload = null) => throw new NotSupportedException("What is told to another server is waited for.");

        public async ValueTask RecordDurablyAsync(string kind, object? payload, CancellationToken cancel) =>
            await wire.TellAsync(new NodeWord(NodeWord.Entry, call.ToString(), $$"""{"kind":{{JsonSerializer.Serialize(kind)}},"data":{{OpenJournal.ToJson(payload)}}}"""), cancel);
    }
}
