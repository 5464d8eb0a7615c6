using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Server.Calls;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Server.Calls;

public sealed class CallLinesTests
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_server_alone_counts_its_own_calls_and_those_that_were_promised_a_line_and_keeps_some_for_people_who_call_in()
    {
        using var database = TestDatabase.InMemory();
        var server = new Node(database, _clock, lines: 4, inbound: 1);
        Assert.Null(server.Lines.Take(CallKind.Phone));
        await server.Tokens.MintAsync(Ticket("CA1"), default);
        Assert.Equal(1, await server.Lines.FindFreeAsync(default)); // of four one is taken, one promised, one kept
        Assert.True(await server.Lines.HaveRoomAsync(default));

        Assert.Null(server.Lines.Take(CallKind.Phone));
        Assert.Null(server.Lines.Take(CallKind.Softphone));
        Assert.Equal("All lines are taken (Calls:AtOnce).", server.Lines.Take(CallKind.Softphone)); // the last one is promised
        Assert.False(await server.Lines.HaveRoomAsync(default));
        Assert.Null(server.Lines.Take(CallKind.Phone));
        Assert.True(server.Lines.IsFull);
        server.Lines.Give();
        Assert.False(server.Lines.IsFull);

        await server.Lines.CloseAsync(default);
        Assert.Equal((0, false, true), (await server.Lines.FindFreeAsync(default), await server.Lines.HaveRoomAsync(default), server.Lines.IsFull));
    }

    [PostgresFact]
    public async Task Servers_that_share_a_database_count_the_lines_and_the_calls_of_all_of_them()
    {
        using var database = TestDatabase.OnServer();
        var (one, other) = (new Node(database, _clock, lines: 3, inbound: 1), new Node(database, _clock, lines: 4, inbound: 2));
        await one.JoinAsync();
        Assert.Equal(2, await one.Lines.FindFreeAsync(default));
        await other.JoinAsync();
        foreach (var server in new[] { one, other })
            Assert.Equal(4, await server.Lines.FindFreeAsync(default)); // seven, of which each keeps its own

        await one.CallAsync("CA1");
        await other.CallAsync("CA2");
        await one.Tokens.MintAsync(Ticket("CA3"), default);
        await other.Tokens.MintAsync(Ticket("CA3"), default); // asked for twice, one call
        foreach (var server in new[] { one, other })
            Assert.Equal((1, true), (await server.Lines.FindFreeAsync(default), await server.Lines.HaveRoomAsync(default)));

        foreach (var call in new[] { "CA4", "CA5", "CA6", "CA7" })
            await other.CallAsync(call);
        Assert.False(await one.Lines.HaveRoomAsync(default)); // six run, one is promised
        Assert.False(one.Lines.IsFull); // where a stream has come, the server itself says whether it has a line

        await other.Lines.CloseAsync(default);
        Assert.False(await one.Lines.HaveRoomAsync(default));
        Assert.True(other.Lines.IsFull);
    }

    [PostgresFact]
    public async Task The_lines_of_a_server_that_has_fallen_silent_are_not_counted_on_though_it_is_not_given_up_yet()
    {
        using var database = TestDatabase.OnServer();
        var (lives, dies) = (new Node(database, _clock, lines: 10, inbound: 0), new Node(database, _clock, lines: 10, inbound: 0));
        await lives.JoinAsync();
        await dies.JoinAsync();
        await dies.CallAsync("CA1");
        await lives.Nodes.BeatAsync(default);
        Assert.Equal(19, await lives.Lines.FindFreeAsync(default));
        await lives.Nodes.BeatAsync(default);
        await lives.Nodes.BeatAsync(default);
        Assert.Equal(10, await lives.Lines.FindFreeAsync(default));

        _clock.Advance(TimeSpan.FromSeconds(5));
        await dies.Nodes.BeatAsync(default); // it was only slow
        await lives.Nodes.BeatAsync(default);
        Assert.Equal(19, await lives.Lines.FindFreeAsync(default));
    }

    private static CallTicket Ticket(string callSid) => new() { Id = new CallId(Guid.CreateVersion7()), Kind = CallKind.Phone, CallSid = callSid, AccountSid = "AC1" };

    /// <summary>One server's part in it.</summary>
    private sealed class Node
    {
        private readonly TestDatabase _database;
        private readonly ThisNode _self = new();

        public Node(TestDatabase database, ManualClock clock, int lines, int inbound)
        {
            _database = database;
            var storage = Options.Create(new StorageOptions { ConnectionString = database.ConnectionString });
            Nodes = new Nodes(database, _self, clock);
            Tokens = new StreamTokens(Options.Create(new CarrierOptions()), clock, new WaitingStreams(database, storage, clock));
            Lines = new CallLines(Tokens, new ClusterLines(database, Nodes, storage, clock), Options.Create(new CallsOptions { AtOnce = lines }), Options.Create(new DiallingOptions { LinesForInbound = inbound }), NullLogger<CallLines>.Instance);
        }

        public Nodes Nodes { get; }

        public StreamTokens Tokens { get; }

        public CallLines Lines { get; }

        public async Task JoinAsync()
        {
            await Nodes.JoinAsync(alone: false, default);
            await Lines.OpenAsync(default);
        }

        /// <summary>A call runs here.</summary>
        public async Task CallAsync(string callSid)
        {
            await using var db = _database.CreateDbContext();
            db.Calls.Add(new CallRecord { Id = new CallId(Guid.CreateVersion7()), CallSid = callSid, Node = _self.Name });
            await db.SaveChangesAsync();
        }
    }
}
