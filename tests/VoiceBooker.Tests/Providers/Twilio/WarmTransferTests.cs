using System.Net;
using System.Xml.Linq;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Lines;

namespace VoiceBooker.Tests.Providers.Twilio;

/// <summary>A caller is handed to a person who hears a sentence first, takes the call with a key, or leaves it.</summary>
public sealed class WarmTransferTests : IAsyncLifetime
{
    private const string Caller = "CA00000000000000000000000000000007";
    private const string Leg = "CA00000000000000000000000000000008";
    private static readonly Transfer Warm = new("+4930123456", "Frau Müller & Söhne möchte <ihren> Termin verschieben.", "de-DE");
    private DoorWorld _world = null!;

    public async Task InitializeAsync() => _world = await DoorWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task The_person_hears_the_summary_before_the_caller_is_connected_and_nothing_of_it_stands_in_an_address()
    {
        PutThrough(Warm);
        var dial = Assert.Single(await _world.VerbsAsync("/carrier/after-stream", ("CallSid", Caller)));
        var number = Assert.Single(dial.Elements("Number"));
        Assert.Equal(("Dial", "true", "+4930123456"), (dial.Name.LocalName, dial.Attribute("answerOnBridge")?.Value, number.Value));
        var whisper = number.Attribute("url")!.Value;
        Assert.Equal($"{DoorWorld.Base}/carrier/whisper?caller={Caller}", whisper);

        var verbs = await _world.VerbsAsync(whisper[DoorWorld.Base.Length..], ("CallSid", Leg), ("ParentCallSid", Caller), ("Direction", "outbound-dial"));
        Assert.Equal(["Gather", "Hangup"], verbs.Select(verb => verb.Name.LocalName));
        Assert.Equal(("dtmf", "1", $"{DoorWorld.Base}/carrier/whisper-key?caller={Caller}"), (verbs[0].Attribute("input")?.Value, verbs[0].Attribute("numDigits")?.Value, verbs[0].Attribute("action")?.Value));
        Assert.Equal([Warm.Summary, "Drücken Sie die Eins, um das Gespräch anzunehmen."], verbs[0].Elements("Say").Select(say => say.Value));
        Assert.All(verbs[0].Elements("Say"), say => Assert.Equal("de-DE", say.Attribute("language")?.Value));
    }

    [Fact]
    public async Task A_cold_transfer_connects_at_once()
    {
        PutThrough(new Transfer("+4930123456"));
        var dial = Assert.Single(await _world.VerbsAsync("/carrier/after-stream", ("CallSid", Caller)));
        Assert.Null(Assert.Single(dial.Elements("Number")).Attribute("url"));
    }

    [Fact]
    public async Task One_takes_the_call()
    {
        PutThrough(Warm);
        await WhisperAsync();
        Assert.Empty(await PressAsync("1"));
        Assert.Equal("Hangup", Assert.Single(await AfterAsync("completed")).Name.LocalName);
        Assert.Empty(_world.Desk.FailedTransfers);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("*")]
    [InlineData("")]
    public async Task Any_other_key_leaves_it_and_the_caller_comes_back(string key)
    {
        PutThrough(Warm);
        await WhisperAsync();
        Assert.Equal("Hangup", Assert.Single(await PressAsync(key)).Name.LocalName);
        Assert.Equal(["Say", "Connect"], (await AfterAsync("completed")).Select(verb => verb.Name.LocalName));
        Assert.Equal((Caller, "not-taken"), Assert.Single(_world.Desk.FailedTransfers));
    }

    [Theory]
    [InlineData("completed", "", "not-taken")] // an answering machine listened to the summary
    [InlineData("completed", "false", "not-taken")]
    [InlineData("no-answer", "", "no-answer")]
    [InlineData("busy", "false", "busy")]
    public async Task A_caller_whom_nobody_takes_comes_back_as_who_they_were(string status, string bridged, string reason)
    {
        PutThrough(Warm);
        await WhisperAsync();
        var verbs = await AfterAsync(status, bridged);
        Assert.Equal(["Say", "Connect"], verbs.Select(verb => verb.Name.LocalName));

        var ticket = (await _world.TicketOfAsync(verbs[1], Caller))!;
        Assert.Equal((Ticket.ContactId, Ticket.AssistantId, "Ana", true), (ticket.ContactId, ticket.AssistantId, ticket.Variables["name"], ticket.Outbound));
        Assert.True(ticket.ComesBack);
        Assert.NotEqual(Ticket.Id, ticket.Id); // another conversation, with a record of its own
        Assert.Equal((Caller, reason), Assert.Single(_world.Desk.FailedTransfers));
        Assert.IsType<CallFate.Talking>(_world.Fates.Find(Caller)); // a stream that breaks now dials nobody
    }

    [Fact]
    public async Task What_the_carrier_says_of_the_bridge_counts_more_than_our_memory_of_the_key()
    {
        PutThrough(Warm);
        await WhisperAsync(); // the key reached another node
        Assert.Equal("Hangup", Assert.Single(await AfterAsync("completed", "true")).Name.LocalName);
    }

    [Fact]
    public async Task Where_no_key_is_wanted_the_summary_is_followed_by_the_caller()
    {
        await using var world = await DoorWorld.OpenAsync(("Carrier:WhisperNeedsKey", "false"));
        world.Fates.Note(Caller, new CallFate.PutThrough(Warm, Ticket));
        var verbs = await world.VerbsAsync($"/carrier/whisper?caller={Caller}", ("CallSid", Leg));
        Assert.Equal(["Pause", "Say"], verbs.Select(verb => verb.Name.LocalName));
        Assert.Equal("Hangup", Assert.Single(await world.VerbsAsync("/carrier/after-transfer", ("CallSid", Caller), ("DialCallStatus", "completed"))).Name.LocalName);
    }

    [Fact]
    public async Task A_node_that_does_not_know_the_transfer_still_asks_for_the_key()
    {
        var verbs = await _world.VerbsAsync($"/carrier/whisper?caller={Caller}", ("CallSid", Leg));
        Assert.Equal(["Somebody would like to talk to you.", "Press one to take the call."], verbs[0].Elements("Say").Select(say => say.Value));
        Assert.Equal("Hangup", Assert.Single(await AfterAsync("completed")).Name.LocalName);
    }

    [Fact]
    public async Task The_summary_is_told_to_nobody_but_the_carrier()
    {
        PutThrough(Warm);
        var (status, body) = await _world.AskAsync($"/carrier/whisper?caller={Caller}", "/carrier/whisper?caller=CA1", ("CallSid", Leg));
        Assert.Equal((HttpStatusCode.Forbidden, ""), (status, body));
    }

    [Fact]
    public void What_no_document_can_hold_is_left_out_of_what_is_said()
    {
        var options = new CarrierOptions { PublicBaseUrl = DoorWorld.Base };
        var document = CallMarkup.Whisper(options, Caller, new Transfer("+1", "Bell\u0007 \ud83d half \ud83d\udc4d \uffff end", "en-US"));
        Assert.Equal("Bell  half \ud83d\udc4d  end", XDocument.Parse(document).Descendants("Say").First().Value);
    }

    private static readonly CallTicket Ticket = new()
    {
        Id = new CallId(Guid.Parse("0198c1de-0000-7000-8000-000000000001")),
        Kind = CallKind.Phone,
        CallSid = Caller,
        AccountSid = ScriptedCarrier.AccountSid,
        Outbound = true,
        ContactId = Guid.Parse("0198c1de-0000-7000-8000-000000000002"),
        AssistantId = Guid.Parse("0198c1de-0000-7000-8000-000000000003"),
        Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = "Ana" },
    };

    private void PutThrough(Transfer transfer) => _world.Fates.Note(Caller, new CallFate.PutThrough(transfer, Ticket));

    private Task<XElement[]> WhisperAsync() => _world.VerbsAsync($"/carrier/whisper?caller={Caller}", ("CallSid", Leg), ("ParentCallSid", Caller));

    private Task<XElement[]> PressAsync(string key) => _world.VerbsAsync($"/carrier/whisper-key?caller={Caller}", ("CallSid", Leg), ("ParentCallSid", Caller), ("Digits", key));

    private Task<XElement[]> AfterAsync(string status, string bridged = "") =>
        _world.VerbsAsync("/carrier/after-transfer", bridged.Length == 0 ? [("CallSid", Caller), ("DialCallStatus", status)] : [("CallSid", Caller), ("DialCallStatus", status), ("DialBridged", bridged)]);
}
