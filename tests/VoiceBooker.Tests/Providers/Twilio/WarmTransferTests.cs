using System.Net;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Tests.Booking.Storage;
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
        await PutThroughAsync(Warm);
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
    public async Task A_cold_transfer_connects_at_once_and_it_is_known_that_somebody_took_it()
    {
        await PutThroughAsync(new Transfer("+4930123456"));
        var dial = Assert.Single(await _world.VerbsAsync("/carrier/after-stream", ("CallSid", Caller)));
        var whisper = Assert.Single(dial.Elements("Number")).Attribute("url")!.Value;
        Assert.Equal(TransferState.Asked, (await _world.Transfers.FindAsync(Caller, default))!.State);

        Assert.Empty(await _world.VerbsAsync(whisper[DoorWorld.Base.Length..], ("CallSid", Leg), ("ParentCallSid", Caller)));
        Assert.Equal(TransferState.Taken, (await _world.Transfers.FindAsync(Caller, default))!.State);
    }

    [Fact]
    public async Task One_takes_the_call()
    {
        await PutThroughAsync(Warm);
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
        await PutThroughAsync(Warm);
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
        await PutThroughAsync(Warm);
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

    [Theory]
    [InlineData("en-GB", "We are sorry, nobody can answer", "en-GB")]
    [InlineData("de-AT", "Leider ist gerade niemand zu erreichen", "de-DE")]
    [InlineData("es", "Lo sentimos, en este momento nadie", "es-ES")]
    [InlineData("fr-CA", "Nous sommes désolés, personne ne peut répondre", "fr-CA")]
    public async Task Who_comes_back_is_told_so_in_the_language_of_the_call(string language, string words, string spokenAs)
    {
        await PutThroughAsync(new Transfer("+4930123456", Language: language));
        var say = (await AfterAsync("no-answer"))[0];
        Assert.StartsWith(words, say.Value, StringComparison.Ordinal);
        Assert.Equal(spokenAs, say.Attribute("language")?.Value);
    }

    [Fact]
    public async Task Who_cannot_come_back_because_all_lines_are_taken_hears_that_in_their_language()
    {
        _world.Desk.HasRoom = false;
        await PutThroughAsync(Warm);
        var verbs = await AfterAsync("no-answer");
        Assert.Equal(["Say", "Hangup"], verbs.Select(verb => verb.Name.LocalName));
        Assert.StartsWith("Leider ist gerade niemand zu erreichen. Bitte", verbs[0].Value, StringComparison.Ordinal);
        Assert.Equal(TransferState.Asked, (await _world.Transfers.FindAsync(Caller, default))!.State); // they did not come back: a person is to call them
    }

    [Fact]
    public async Task A_node_that_does_not_know_the_call_reads_its_language_in_the_address()
    {
        await PutThroughAsync(Warm);
        var action = Assert.Single(await _world.VerbsAsync("/carrier/after-stream", ("CallSid", Caller))).Attribute("action")!.Value;
        await using var other = await DoorWorld.OpenAsync();
        var say = (await other.VerbsAsync(action[DoorWorld.Base.Length..], ("CallSid", Caller), ("DialCallStatus", "no-answer")))[0];
        Assert.StartsWith("Leider", say.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_breaks_off_is_apologised_for_in_its_language_and_in_the_owners_words_where_there_are_some()
    {
        _world.Fates.Note(Caller, new CallFate.Talking());
        _world.Fates.NoteLanguage(Caller, "fr-FR");
        var say = (await _world.VerbsAsync("/carrier/after-stream", ("CallSid", Caller)))[0];
        Assert.StartsWith("Nous sommes désolés, un problème", say.Value, StringComparison.Ordinal);
        await using var own = await DoorWorld.OpenAsync(("Carrier:ApologyText", "Ring us again."));
        Assert.Equal("Ring us again.", (await own.VerbsAsync("/carrier/after-stream", ("CallSid", Caller)))[0].Value);
    }

    [Theory]
    [InlineData("+4930123456", "", "Es tut uns leid, wir können Ihren Anruf")]
    [InlineData("+12125550100", "", "We are sorry, we cannot take your call")]
    [InlineData("+33123456789", "?attempt=0198c1de-0000-7000-8000-000000000001", "Bonjour. Ceci est un appel automatique")]
    [InlineData("+525512345678", "?attempt=0198c1de-0000-7000-8000-000000000001", "Hola. Esta es una llamada automática")]
    public async Task Where_the_server_fails_the_called_numbers_country_tells_the_language(string to, string query, string words)
    {
        var say = (await _world.VerbsAsync("/carrier/fallback" + query, ("CallSid", Caller), ("To", to)))[0];
        Assert.StartsWith(words, say.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_cluster_the_carrier_may_ask_whichever_server_it_reaches()
    {
        using var database = TestDatabase.OnDisk();
        await using var first = await DoorWorld.OpenAsync(database);
        await using var second = await DoorWorld.OpenAsync(database);
        await PutThroughAsync(first, Warm);

        Assert.Equal("Dial", Assert.Single(await second.VerbsAsync("/carrier/after-stream", ("CallSid", Caller))).Name.LocalName);
        var verbs = await second.VerbsAsync($"/carrier/whisper?caller={Caller}", ("CallSid", Leg), ("ParentCallSid", Caller));
        Assert.Equal(Warm.Summary, verbs[0].Elements("Say").First().Value);

        // Nobody pressed a key: the caller comes back to the second server as who they were at the first.
        verbs = await second.VerbsAsync("/carrier/after-transfer", ("CallSid", Caller), ("DialCallStatus", "completed"));
        Assert.Equal(["Say", "Connect"], verbs.Select(verb => verb.Name.LocalName));
        var ticket = (await second.TicketOfAsync(verbs[1], Caller))!;
        Assert.Equal((Ticket.ContactId, Ticket.Brief, "Ana", true), (ticket.ContactId, ticket.Brief, ticket.Variables["name"], ticket.ComesBack));

        // What the first one remembers of it dials nobody again.
        Assert.DoesNotContain(await first.VerbsAsync("/carrier/after-stream", ("CallSid", Caller)), verb => verb.Name.LocalName == "Dial");
    }

    [Fact]
    public async Task The_key_counts_though_it_reached_another_server_than_the_summary_came_from()
    {
        using var database = TestDatabase.OnDisk();
        await using var first = await DoorWorld.OpenAsync(database);
        await using var second = await DoorWorld.OpenAsync(database);
        await PutThroughAsync(first, Warm);
        await first.VerbsAsync($"/carrier/whisper?caller={Caller}", ("CallSid", Leg));
        await second.VerbsAsync($"/carrier/whisper-key?caller={Caller}", ("CallSid", Leg), ("Digits", "1"));
        Assert.Equal("Hangup", Assert.Single(await first.VerbsAsync("/carrier/after-transfer", ("CallSid", Caller), ("DialCallStatus", "completed"))).Name.LocalName);
    }

    [Fact]
    public async Task A_database_that_is_away_keeps_no_caller_from_a_person()
    {
        var database = TestDatabase.OnDisk();
        await using var world = await DoorWorld.OpenAsync(database);
        await using (var db = database.CreateDbContext())
            await db.Database.ExecuteSqlRawAsync("DROP TABLE transfers");
        await PutThroughAsync(world, Warm);
        Assert.Equal("Dial", Assert.Single(await world.VerbsAsync("/carrier/after-stream", ("CallSid", Caller))).Name.LocalName);
        Assert.Equal(["Gather", "Hangup"], (await world.VerbsAsync($"/carrier/whisper?caller={Caller}", ("CallSid", Leg))).Select(verb => verb.Name.LocalName));
        database.Dispose();
    }

    [Fact]
    public async Task What_the_carrier_says_of_the_bridge_counts_more_than_our_memory_of_the_key()
    {
        await PutThroughAsync(Warm);
        await WhisperAsync(); // the key reached another node
        Assert.Equal("Hangup", Assert.Single(await AfterAsync("completed", "true")).Name.LocalName);
    }

    [Fact]
    public async Task Where_no_key_is_wanted_the_summary_is_followed_by_the_caller()
    {
        await using var world = await DoorWorld.OpenAsync(("Carrier:WhisperNeedsKey", "false"));
        await PutThroughAsync(world, Warm);
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
        await PutThroughAsync(Warm);
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
        Brief = new OutboundBrief("your check-up", "", "+14155550100", "Ana", null),
        Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = "Ana" },
    };

    private Task PutThroughAsync(Transfer transfer) => PutThroughAsync(_world, transfer);

    private static async Task PutThroughAsync(DoorWorld world, Transfer transfer)
    {
        world.Fates.Note(Caller, new CallFate.PutThrough(transfer));
        await world.Transfers.BeginAsync(Ticket, transfer, CancellationToken.None);
    }

    private Task<XElement[]> WhisperAsync() => _world.VerbsAsync($"/carrier/whisper?caller={Caller}", ("CallSid", Leg), ("ParentCallSid", Caller));

    private Task<XElement[]> PressAsync(string key) => _world.VerbsAsync($"/carrier/whisper-key?caller={Caller}", ("CallSid", Leg), ("ParentCallSid", Caller), ("Digits", key));

    private Task<XElement[]> AfterAsync(string status, string bridged = "") =>
        _world.VerbsAsync("/carrier/after-transfer", bridged.Length == 0 ? [("CallSid", Caller), ("DialCallStatus", status)] : [("CallSid", Caller), ("DialCallStatus", status), ("DialBridged", bridged)]);
}
