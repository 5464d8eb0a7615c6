using System.Net;
using VoiceBooker.Tests.Booking.Storage;

namespace VoiceBooker.Tests.Providers.Twilio;

/// <summary>Two servers behind a balancer: whichever is asked, the call is the one that the other has.</summary>
public sealed class OtherServersCallTests : IAsyncLifetime
{
    private const string Call = "CA11111111111111111111111111111111";

    private static readonly (string, string)[] RingsHere = [("CallSid", Call), ("AccountSid", ScriptedCarrier.AccountSid), ("From", "+14155550123"), ("To", "+12125550100"), ("Direction", "inbound")];

    private TestDatabase? _database;
    private DoorWorld _one = null!;
    private DoorWorld _other = null!;

    public async Task InitializeAsync()
    {
        if (TestPostgres.WhyNot is not null)
            return;
        _database = TestDatabase.OnServer();
        _one = await DoorWorld.OpenAsync(_database);
        _other = await DoorWorld.OpenAsync(_database);
    }

    public async Task DisposeAsync()
    {
        if (_database is null)
            return;
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        _database.Dispose();
    }

    [PostgresFact]
    public async Task A_call_that_one_server_was_asked_about_opens_its_stream_at_the_other()
    {
        var connect = Assert.Single(await _one.VerbsAsync("/carrier/voice", RingsHere));
        var again = Assert.Single(await _other.VerbsAsync("/carrier/voice", RingsHere)); // the carrier asks twice
        var first = (await _other.TicketOfAsync(connect, Call))!;
        Assert.Equal(("+14155550123", "+12125550100"), (first.From, first.To));
        Assert.Null(await _one.TicketOfAsync(again, Call));
    }

    [PostgresFact]
    public async Task A_call_that_another_server_led_to_its_end_ends_and_one_that_broke_off_is_apologised_for()
    {
        _one.Desk.Ended[Call] = true;
        Assert.Equal(["Hangup"], await AfterStreamAsync(_one));
        _one.Desk.Ended[Call] = false;
        Assert.Equal(["Say", "Hangup"], await AfterStreamAsync(_one));
    }

    [PostgresFact]
    public async Task A_call_whose_stream_came_to_no_server_with_a_line_is_connected_anew_a_few_times()
    {
        await _one.VerbsAsync("/carrier/voice", RingsHere);
        for (var miss = 1; miss <= 3; miss++)
            Assert.Equal(["Connect"], await AfterStreamAsync(miss % 2 == 0 ? _one : _other));
        Assert.Equal(["Say", "Hangup"], await AfterStreamAsync(_one));
    }

    [PostgresFact]
    public async Task A_full_server_sends_a_stream_on_to_another_one()
    {
        _one.Desk.IsFull = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await _one.KnockAsync());
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await _other.KnockAsync());
    }

    [Fact]
    public async Task Alone_there_is_no_other_server_to_send_a_stream_to()
    {
        await using var alone = await DoorWorld.OpenAsync();
        alone.Desk.IsFull = true;
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await alone.KnockAsync());
        Assert.Equal(["Say", "Hangup"], await AfterStreamAsync(alone));
    }

    private static async Task<IEnumerable<string>> AfterStreamAsync(DoorWorld server) => (await server.VerbsAsync("/carrier/after-stream", ("CallSid", Call))).Select(verb => verb.Name.LocalName);
}
