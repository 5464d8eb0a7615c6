using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Server.Calls;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Tests.Booking.Journal;

/// <summary>Two servers on one database, one of which leads a call while both have something for its journal.</summary>
public sealed class JournalsOfServersTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [PostgresFact]
    public async Task What_another_server_is_told_of_a_call_stands_in_its_journal_under_a_number_of_its_own()
    {
        using var database = TestDatabase.OnServer();
        await using var leads = await Participant.StartAsync(database);
        await using var hears = await Participant.StartAsync(database);
        var call = CallId.New(TimeProvider.System.GetUtcNow());
        var journal = await leads.Journals.OpenAsync(new CallRecord { Id = call, CallSid = "CA1", StartedAt = Instant.FromUtc(2026, 11, 30, 9, 0) }, TimeProvider.System, default);
        await journal.RecordDurablyAsync("caller.said", "one", default);

        await hears.Journals.RecordLaterAsync(call, "carrier.status", new { status = "in-progress" }, default);
        await leads.TakeWordAsync();
        await journal.RecordDurablyAsync("bot.said", "two", default);
        await leads.Journals.CloseAsync(call, "goodbye", outcome: null, default);

        foreach (var server in new[] { hears, leads, hears }) // each may add to what is over
            await server.Journals.RecordLaterAsync(call, "carrier.status", new { status = "completed" }, default);
        var entries = await hears.Journals.ReadAsync(call, after: 0, TimeSpan.Zero, default);
        Assert.Equal(["caller.said", "carrier.status", "bot.said", "call.ended", "carrier.status", "carrier.status", "carrier.status"], entries.Select(entry => entry.Kind));
        Assert.Equal(Enumerable.Range(1, 7).Select(number => (long)number), entries.Select(entry => entry.Sequence));
        Assert.Equal("in-progress", JsonElement.Parse(entries[1].Data).GetProperty("status").GetString());
    }

    [PostgresFact]
    public async Task Many_servers_may_add_to_a_call_that_is_over_at_the_same_moment()
    {
        using var database = TestDatabase.OnServer();
        await using var one = await Participant.StartAsync(database);
        await using var other = await Participant.StartAsync(database);
        var call = CallId.New(TimeProvider.System.GetUtcNow());
        await one.Journals.OpenAsync(new CallRecord { Id = call, CallSid = "CA1", StartedAt = Instant.FromUtc(2026, 11, 30, 9, 0) }, TimeProvider.System, default);
        await one.Journals.CloseAsync(call, "goodbye", outcome: null, default);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => (number % 2 == 0 ? one : other).Journals.RecordLaterAsync(call, "booking.changed", new { number }, default)));

        var entries = await one.Journals.ReadAsync(call, after: 0, TimeSpan.Zero, default);
        Assert.Equal(Enumerable.Range(1, 21).Select(number => (long)number), entries.Select(entry => entry.Sequence));
        Assert.Equal(20, entries.Skip(1).Select(entry => JsonElement.Parse(entry.Data).GetProperty("number").GetInt32()).Distinct().Count());
    }

    [PostgresFact]
    public async Task A_word_reaches_all_other_servers_and_not_the_one_that_says_it()
    {
        using var database = TestDatabase.OnServer();
        await using var says = await Participant.StartAsync(database);
        await using var one = await Participant.StartAsync(database);
        await using var other = await Participant.StartAsync(database);
        await says.Wire.TellAsync(new NodeWord(NodeWord.FarSide, "CA1", "Machine"), default);
        await one.Wire.TellAsync(new NodeWord(NodeWord.HangUp, "é \"x\"", ""), default);

        Assert.Equal(new NodeWord(NodeWord.FarSide, "CA1", "Machine"), await one.HearAsync());
        Assert.Equal(new NodeWord(NodeWord.FarSide, "CA1", "Machine"), await other.HearAsync());
        Assert.Equal(new NodeWord(NodeWord.HangUp, "é \"x\"", ""), await other.HearAsync());
        Assert.Equal(new NodeWord(NodeWord.HangUp, "é \"x\"", ""), await says.HearAsync());
    }

    /// <summary>What of a server has to do with journals.</summary>
    private sealed class Participant : IAsyncDisposable
    {
        private readonly JournalWriter _writer;
        private readonly Nodes _nodes;
        private readonly NodeReceiver _receiver;

        private Participant(TestDatabase database)
        {
            var self = new ThisNode();
            _nodes = new Nodes(database, self, TimeProvider.System);
            _writer = new JournalWriter(database, TimeProvider.System, NullLogger<JournalWriter>.Instance);
            var storage = Options.Create(new StorageOptions { ConnectionString = database.ConnectionString });
            Wire = new NodeWire(database, storage, self, NullLogger<NodeWire>.Instance);
            _receiver = new NodeReceiver(Wire, storage, TimeProvider.System, NullLogger<NodeReceiver>.Instance);
            Journals = new CallJournals(database, _writer, self, TimeProvider.System, NullLogger<CallJournals>.Instance, Wire);
        }

        public NodeWire Wire { get; }

        public CallJournals Journals { get; }

        public static async Task<Participant> StartAsync(TestDatabase database)
        {
            var server = new Participant(database);
            await server._nodes.JoinAsync(alone: false, default);
            await server._writer.StartAsync(default);
            await server._receiver.StartAsync(default);
            await server._receiver.Listening.WaitAsync(Patience);
            return server;
        }

        public async Task<NodeWord> HearAsync() => await Wire.Heard.ReadAsync().AsTask().WaitAsync(Patience);

        /// <summary>Takes an entry that another server tells.</summary>
        public async Task TakeWordAsync()
        {
            var word = await HearAsync();
            Assert.Equal(NodeWord.Entry, word.Kind);
            Assert.True(CallId.TryParse(word.About, out var call));
            await Journals.TakeAsync(call, word.Text, default);
        }

        public async ValueTask DisposeAsync()
        {
            await _receiver.StopAsync(default);
            await _writer.StopAsync(default);
            _receiver.Dispose();
            _writer.Dispose();
            Journals.Dispose();
        }
    }
}
