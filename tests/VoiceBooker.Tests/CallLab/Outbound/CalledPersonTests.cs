using VoiceBooker.CallLab.Audio;
using VoiceBooker.CallLab.Called;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.CallLab.StandIns.Speech;

namespace VoiceBooker.Tests.CallLab.Outbound;

public sealed class CalledPersonTests : IAsyncLifetime
{
    private static readonly (string, string?)[] Detects = [("MachineDetection", "DetectMessageEnd"), ("AsyncAmd", "true")];
    private OutboundWorld _world = null!;

    public async Task InitializeAsync() => _world = await OutboundWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    private (string, string?)[] Detecting => [.. Detects, ("AsyncAmdStatusCallback", $"{_world.Base}amd?attempt=a-1")];

    private List<string> Verdicts => [.. _world.Asked.Where(each => each.Path == "/amd").Select(each => each.Form["AnsweredBy"])];

    [Fact]
    public async Task A_message_said_after_the_beep_is_recorded_whole_and_one_said_during_the_greeting_is_not()
    {
        _world.Document = path => path == "/answer" ? """<Say>Too early.</Say><Pause length="20"/>""" : "<Say>Please call us back.</Say><Hangup/>";
        _world.OnTold = async (path, form) =>
        {
            if (path == "/amd")
                await _world.PostAsync($"Calls/{form["CallSid"]}.json", ("Url", $"{_world.Base}message"));
        };

        var call = await _world.CallAsync(new CalledPerson.Machine("Hi.", Beeps: true) { Rings = TimeSpan.Zero }, Detecting);

        Assert.Equal(["machine_end_beep"], Verdicts);
        Assert.Equal("machine_end_beep", call.AnsweredBy);
        Assert.Equal("Please call us back.", call.Recorded!.Text);
        Assert.True(call.Recorded.AfterBeep);
        Assert.InRange(call.Recorded.Loud.TotalSeconds, 1, 3);
    }

    [Fact]
    public async Task A_person_who_says_hello_is_a_human_and_one_who_is_told_as_a_machine_is_put_right()
    {
        _world.Document = _ => """<Pause length="2"/>""";

        await _world.CallAsync(new NumberScript(new CalledPerson.Human(new Manner.StaysSilent()) { Rings = TimeSpan.Zero, Hello = "" }) { Faults = new Faults { WrongVerdict = "machine_start", VerdictCorrectedMs = 50 } }, [.. Detecting, ("MachineDetectionTimeout", "3")]);
        Assert.Equal([], Verdicts); // silence: no verdict within the call
        await _world.CallAsync(new NumberScript(new CalledPerson.Human(new Manner.Says("Yes.")) { Rings = TimeSpan.Zero }) { Faults = new Faults { WrongVerdict = "machine_start", VerdictCorrectedMs = 50 } }, Detecting);
        Assert.Equal(["machine_start", "human"], Verdicts);
    }

    [Fact]
    public async Task A_verdict_may_come_early_and_wrong_or_be_lost()
    {
        _world.Document = _ => """<Pause length="3"/>""";
        var machine = new CalledPerson.Machine("Hi.", Beeps: true) { Rings = TimeSpan.Zero };

        await _world.CallAsync(new NumberScript(machine) { Faults = new Faults { LosesVerdict = true } }, Detecting);
        Assert.Equal([], Verdicts);
        await _world.CallAsync(new NumberScript(machine) { Faults = new Faults { WrongVerdict = "human", WrongVerdictAfterMs = 20, VerdictCorrectedMs = 50 } }, Detecting);
        Assert.Equal(["human", "machine_end_beep"], Verdicts);
    }

    [Fact]
    public async Task Who_asks_for_another_call_says_when_and_the_log_keeps_the_moment()
    {
        _world.Document = _ => """<Say>Hello.</Say><Pause length="8"/>""";

        var before = TimeProvider.System.GetUtcNow();
        await _world.CallAsync(new CalledPerson.Human(new Manner.AsksForCallIn("Call me back in ten seconds.", TimeSpan.FromSeconds(10))) { Rings = TimeSpan.Zero, Hello = "" });
        await _world.CallAsync(new CalledPerson.Human(new Manner.AsksForCallAt(TimeSpan.FromMinutes(5), "America/Denver")) { Rings = TimeSpan.Zero, Hello = "" });

        var wishes = _world.Carrier.Log.Entries.Where(each => each.Wanted is not null).ToList();
        Assert.Equal(2, wishes.Count);
        Assert.InRange((wishes[0].Wanted!.Value - wishes[0].At).TotalSeconds, 9.5, 10);
        Assert.InRange(wishes[1].Wanted!.Value - before, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(7));
        var told = TimeZoneInfo.ConvertTime(wishes[1].Wanted!.Value, TimeZoneInfo.FindSystemTimeZoneById("America/Denver"));
        Assert.Equal(0, told.Second);
        Assert.Contains(told.ToString("h:mm tt", System.Globalization.CultureInfo.InvariantCulture), wishes[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_presses_9_while_the_other_side_talks()
    {
        _world.Document = path => path == "/answer" ? """<Gather numDigits="1" timeout="3" action="/pressed"><Say>This is a long sentence about nothing.</Say></Gather>""" : "<Hangup/>";

        await _world.CallAsync(new CalledPerson.Human(new Manner.Presses("9", TimeSpan.FromMilliseconds(200))) { Rings = TimeSpan.Zero, Hello = "" });

        Assert.Equal("9", _world.Asked.Single(each => each.Path == "/pressed").Form["Digits"]);
    }

    [Fact]
    public async Task A_person_hangs_up_in_mid_sentence()
    {
        _world.Document = _ => "<Say>This sentence is long enough not to be heard to its end by somebody who has better things to do.</Say>";

        var call = await _world.CallAsync(new CalledPerson.Human(new Manner.HangsUpInMidSentence(TimeSpan.FromMilliseconds(300))) { Rings = TimeSpan.Zero, Hello = "" });

        Assert.Contains("the person hangs up", call.Steps);
        Assert.Empty(call.Announced);
        Assert.Equal("completed", call.Status);
    }

    [Fact]
    public async Task Screening_puts_through_who_says_something()
    {
        _world.Document = _ => """<Pause length="1"/><Say>This is Robin.</Say><Pause length="9"/>""";

        var call = await _world.CallAsync(new CalledPerson.Screener(Accepts: true, new Manner.HangsUpAtOnce()) { Rings = TimeSpan.Zero, Asks = "Who?", Connects = TimeSpan.Zero }, Detecting);

        Assert.Equal(["machine_end_silence"], Verdicts);
        Assert.Contains("the person hangs up", call.Steps);
    }

    [Fact]
    public async Task A_fax_is_told_by_its_tone()
    {
        _world.Document = _ => """<Pause length="5"/>""";

        await _world.CallAsync(new CalledPerson.Fax() { Rings = TimeSpan.Zero }, Detecting);

        Assert.Equal(["fax"], Verdicts);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("2", false)]
    public async Task Who_is_asked_before_being_put_through_is_put_through_only_when_they_agree(string key, bool bridged)
    {
        const string Colleague = "+12125550177";
        _world.Carrier.People[Colleague] = DialledPerson.Answers with { Presses = key, Talks = TimeSpan.FromMilliseconds(100) };
        _world.Document = path => path switch
        {
            "/answer" => $"""<Dial action="/after"><Number url="/whisper?call=1">{Colleague}</Number></Dial>""",
            "/whisper" => """<Gather numDigits="1" action="/whispered"><Say>Anna wants to move her appointment.</Say></Gather><Hangup/>""",
            "/whispered" => key == "1" ? "" : "<Hangup/>",
            _ => "<Hangup/>",
        };

        var call = await _world.CallAsync(new CalledPerson.Human(new Manner.StaysSilent()) { Rings = TimeSpan.Zero });

        var whisper = _world.Asked.Single(each => each.Path == "/whisper");
        Assert.Equal((call.Sid, Colleague, "outbound-dial"), (whisper.Form["ParentCallSid"], whisper.Form["To"], whisper.Form["Direction"]));
        Assert.Equal(key, _world.Asked.Single(each => each.Path == "/whispered").Form["Digits"]);
        Assert.Equal(bridged ? "true" : "false", _world.Asked.Single(each => each.Path == "/after").Form["DialBridged"]);
    }

    [Fact]
    public void What_a_stand_in_voice_said_onto_the_tape_is_put_into_words()
    {
        var audio = Tones.Silence(TimeSpan.FromMilliseconds(250)).Concat(Tones.Make(440, TimeSpan.FromSeconds(1))).ToArray();
        SaidBook.Voices.SaidAll(audio.AsSpan(2000), "one two three four");
        var ear = new PracticeEar(SaidBook.Voices);
        var news = new List<EarNews>();

        ear.Hear([.. audio, .. Tones.Silence(TimeSpan.FromSeconds(1))], news);

        Assert.Contains(news.OfType<EarNews.Final>(), each => each.Text.StartsWith("one", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("+14155550101", typeof(CalledPerson.Engaged))]
    [InlineData("+14155550102", typeof(CalledPerson.NeverAnswers))]
    [InlineData("+14155550103", typeof(CalledPerson.Machine))]
    [InlineData("+14155550104", typeof(CalledPerson.Screener))]
    [InlineData("+14155550107", typeof(CalledPerson.Fax))]
    [InlineData("+14155550108", typeof(CalledPerson.NetworkFails))]
    [InlineData("+14155550109", typeof(CalledPerson.Menu))]
    [InlineData("+14155550119", typeof(CalledPerson.Menu))]
    [InlineData("+14155550148", typeof(CalledPerson.Menu))]
    [InlineData("+14155550144", typeof(CalledPerson.Machine))]
    [InlineData("+14155550149", typeof(CalledPerson.Machine))]
    [InlineData("+14155550150", typeof(CalledPerson.Human))]
    public void Numbers_behave_by_their_ending(string number, Type person) =>
        Assert.IsType(person, NumberScripts.ByEnding(number, new Manner.StaysSilent()).Answering(0));
}
