using VoiceBooker.CallLab.Called;
using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.Tests.CallLab.Outbound;

public sealed class OutboundCallTests : IAsyncLifetime
{
    private static readonly CalledPerson Answers = new CalledPerson.Human(new Manner.StaysSilent()) { Rings = TimeSpan.Zero };
    private OutboundWorld _world = null!;

    public async Task InitializeAsync() => _world = await OutboundWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task An_answered_call_asks_for_its_document_and_tells_every_event_that_was_asked_for_in_order()
    {
        var call = await _world.CallAsync(Answers);

        var document = _world.Asked.Single(each => each.Path == "/answer");
        Assert.Equal("?attempt=a-1", document.Query);
        Assert.Equal(("outbound-api", OutboundWorld.Person, OutboundWorld.Ours, "in-progress"), (document.Form["Direction"], document.Form["To"], document.Form["From"], document.Form["CallStatus"]));
        Assert.Equal(["initiated", "ringing", "in-progress", "completed"], _world.Statuses.Select(each => each.Form["CallStatus"]));
        Assert.Equal(["0", "1", "2", "3"], _world.Statuses.Select(each => each.Form["SequenceNumber"]));
        Assert.Equal("200", _world.Statuses.Last().Form["SipResponseCode"]);
        Assert.All(_world.Asked, each => Assert.True(each.Signed));
        Assert.Equal("completed", call.Status);
        Assert.Equal(["post 201", "initiated ", "ringing ", "answered Human", "ended completed 200"], _world.Carrier.Log.Entries.Select(each => $"{each.What} {each.Detail}"));
        Assert.All(_world.Carrier.Log.Entries, each => Assert.Equal(("a-1", call.Sid), (each.Attempt, each.CallSid)));
        Assert.Empty(_world.Carrier.Log.Violations);
    }

    [Fact]
    public async Task Without_events_only_the_end_is_told()
    {
        await _world.CallAsync(Answers, ("StatusCallbackEvent", null));

        var told = Assert.Single(_world.Statuses);
        Assert.Equal(("completed", "0"), (told.Form["CallStatus"], told.Form["SequenceNumber"]));
    }

    [Fact]
    public async Task Engaged_unreachable_and_unanswered_calls_end_with_their_word_and_no_document()
    {
        await _world.CallAsync(new CalledPerson.Engaged());
        await _world.CallAsync(new CalledPerson.NetworkFails(404));
        await _world.CallAsync(new CalledPerson.NeverAnswers(), ("Timeout", "1"));

        var ends = _world.Statuses.Where(each => each.Form.ContainsKey("SipResponseCode")).Select(each => $"{each.Form["CallStatus"]} {each.Form["SipResponseCode"]}");
        Assert.Equal(["busy 486", "failed 404", "no-answer 487"], ends);
        Assert.DoesNotContain(_world.Asked, each => each.Path == "/answer");
    }

    [Fact]
    public async Task A_call_that_lasts_too_long_is_cut()
    {
        _world.Document = _ => """<Pause length="30"/>""";

        var call = await _world.CallAsync(Answers, ("TimeLimit", "1"));

        Assert.Contains("time limit", call.Steps);
        Assert.Equal("completed", call.Status);
    }

    [Fact]
    public async Task Calls_wait_in_a_queue_and_one_that_is_canceled_there_is_told_to_nobody()
    {
        _world.Carrier.Queue.CallsPerSecond = 0.01;
        _world.Carrier.Scripts[OutboundWorld.Person] = new NumberScript(Answers);
        await _world.PostAsync("Calls.json", _world.Wish());
        var (_, second) = await _world.PostAsync("Calls.json", _world.Wish(("Url", $"{_world.Base}answer?attempt=a-2"), ("StatusCallback", $"{_world.Base}status?attempt=a-2")));

        var wrong = await _world.PostAsync($"Calls/{second["sid"]}.json", ("Status", "completed"));
        Assert.Equal((400, 21220), (wrong.Status, (int)wrong.Body["code"]!));
        var canceled = await _world.PostAsync($"Calls/{second["sid"]}.json", ("Status", "canceled"));
        await _world.Carrier.SettleAsync();

        Assert.Equal((200, "canceled"), (canceled.Status, (string?)canceled.Body["status"]));
        Assert.DoesNotContain(_world.Asked, each => each.Query == "?attempt=a-2");
        Assert.Equal("canceled", (string?)(await _world.GetAsync($"Calls/{second["sid"]}.json")).Body["status"]);
    }

    [Fact]
    public async Task A_ringing_call_is_taken_back()
    {
        _world.Carrier.Scripts[OutboundWorld.Person] = new NumberScript(new CalledPerson.NeverAnswers());
        _world.OnTold = async (_, form) =>
        {
            if (form["CallStatus"] == "ringing")
                await _world.PostAsync($"Calls/{form["CallSid"]}.json", ("Status", "canceled"));
        };
        await _world.PostAsync("Calls.json", _world.Wish());
        await _world.Carrier.SettleAsync();

        Assert.Equal(["initiated", "ringing", "canceled"], _world.Statuses.Select(each => each.Form["CallStatus"]));
    }

    [Theory]
    [InlineData("To", "12345", 21211)]
    [InlineData("To", null, 21201)]
    [InlineData("From", null, 21213)]
    [InlineData("From", "+19995550000", 21210)]
    [InlineData("From", "anonymous", 21212)]
    [InlineData("Url", "not a url", 21205)]
    [InlineData("StatusCallback", "not a url", 21609)]
    [InlineData("StatusCallbackEvent", "initiated ringing", 21626)]
    [InlineData("Timeout", "601", 20001)]
    [InlineData("MachineDetection", "Maybe", 20001)]
    public async Task What_is_wrong_is_refused_and_nobody_is_called(string name, string? value, int code)
    {
        var (status, body) = await _world.PostAsync("Calls.json", _world.Wish((name, value)));

        Assert.Equal((400, code), (status, (int)body["code"]!));
        Assert.Empty(_world.Carrier.Calls);
        Assert.Contains(_world.Carrier.Log.Entries, each => each.What == "post" && !each.Taken);
    }

    [Fact]
    public async Task Unknown_parameters_are_written_down()
    {
        await _world.CallAsync(Answers, ("MachineDetectoin", "Enable"));

        Assert.Equal(["POST Calls: unknown parameter MachineDetectoin"], _world.Carrier.Log.Violations);
    }

    [Fact]
    public async Task Requests_fail_as_the_script_says_and_the_log_knows_which_calls_were_made()
    {
        _world.Carrier.Scripts[OutboundWorld.Person] = new NumberScript(new CalledPerson.Engaged())
        {
            Posts = [PostFault.TooManyRequests, PostFault.ErrorNotTaken, PostFault.ErrorTaken, PostFault.AnswerLost, PostFault.LostNotTaken],
        };

        Assert.Equal(429, (await _world.PostAsync("Calls.json", _world.Wish())).Status);
        Assert.Equal(500, (await _world.PostAsync("Calls.json", _world.Wish())).Status);
        Assert.Equal(500, (await _world.PostAsync("Calls.json", _world.Wish())).Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => _world.PostAsync("Calls.json", _world.Wish()));
        await Assert.ThrowsAsync<HttpRequestException>(() => _world.PostAsync("Calls.json", _world.Wish()));
        Assert.Equal(201, (await _world.PostAsync("Calls.json", _world.Wish())).Status);
        await _world.Carrier.SettleAsync();

        Assert.Equal([false, false, true, true, false, true], _world.Carrier.Log.Entries.Where(each => each.What == "post").Select(each => each.Taken));
        Assert.Equal(3, _world.Carrier.Calls.Count);
    }

    [Fact]
    public async Task The_first_call_finds_somebody_else_than_the_second()
    {
        _world.Carrier.Scripts[OutboundWorld.Person] = new NumberScript(new CalledPerson.Engaged(), Answers);
        await _world.PostAsync("Calls.json", _world.Wish());
        await _world.Carrier.SettleAsync();
        await _world.PostAsync("Calls.json", _world.Wish());
        await _world.Carrier.SettleAsync();

        Assert.Equal(["busy", "completed"], _world.Carrier.Log.Entries.Where(each => each.What == "ended").Select(each => each.Detail.Split(' ')[0]));
    }

    [Fact]
    public async Task Callbacks_are_lost_sent_twice_or_out_of_order_on_demand()
    {
        await _world.CallAsync(new NumberScript(Answers) { Faults = new Faults { LosesStatus = "completed" } });
        Assert.Equal(["0", "1", "2"], Sequence());
        await _world.CallAsync(new NumberScript(Answers) { Faults = new Faults { StatusCallbackCopies = 2 } });
        Assert.Equal(["0", "0", "1", "1", "2", "2", "3", "3"], Sequence());
        await _world.CallAsync(new NumberScript(Answers) { Faults = new Faults { StatusOutOfOrder = true } });
        Assert.Equal(["3", "0", "1", "2"], Sequence());

        List<string> Sequence()
        {
            var told = _world.Statuses.Select(each => each.Form["SequenceNumber"]).ToList();
            _world.Asked.Clear();
            return told;
        }
    }

    [Fact]
    public async Task The_list_lags_is_filtered_and_comes_in_pages()
    {
        for (var number = 0; number < 3; number++)
            await _world.CallAsync(new CalledPerson.Engaged());
        await _world.CallAsync(Answers);

        var busy = await _world.GetAsync($"Calls.json?Status=busy&To={Uri.EscapeDataString(OutboundWorld.Person)}&StartTime%3E={TimeProvider.System.GetUtcNow().AddMinutes(-1):yyyy-MM-ddTHH:mm:ssZ}&PageSize=2");
        Assert.Equal(2, busy.Body["calls"]!.AsArray().Count);
        var next = await _world.GetAsync((string)busy.Body["next_page_uri"]!);
        Assert.Single(next.Body["calls"]!.AsArray());
        Assert.Null(next.Body["next_page_uri"]);
        Assert.Empty((await _world.GetAsync($"Calls.json?StartTime%3E={TimeProvider.System.GetUtcNow().AddMinutes(1):yyyy-MM-ddTHH:mm:ssZ}")).Body["calls"]!.AsArray());
        _world.Carrier.ListLag = TimeSpan.FromMinutes(1);
        Assert.Empty((await _world.GetAsync("Calls.json")).Body["calls"]!.AsArray());
        Assert.Empty(_world.Carrier.Log.Violations);
    }
}
