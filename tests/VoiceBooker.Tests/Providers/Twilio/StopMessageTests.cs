using System.Net;
using VoiceBooker.Booking.Messages;

namespace VoiceBooker.Tests.Providers.Twilio;

/// <summary>Text messages that say stop, start or help.</summary>
public sealed class StopMessageTests : IAsyncLifetime
{
    private DoorWorld _world = null!;

    public async Task InitializeAsync() => _world = await DoorWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Theory]
    [InlineData("STOP")]
    [InlineData("stop")]
    [InlineData(" Stop! ")]
    [InlineData("Stop all")]
    [InlineData("unsubscribe.")]
    [InlineData("CANCEL")]
    [InlineData("end")]
    [InlineData("Quit")]
    [InlineData("REVOKE")]
    [InlineData("opt-out")]
    public async Task Whoever_says_stop_is_never_called_again(string body)
    {
        Assert.Empty(await _world.VerbsAsync("/carrier/message", ("MessageSid", "SM1"), ("From", "+14155550123"), ("To", "+12125550100"), ("Body", body)));
        Assert.Equal(("+14155550123", null, "sms", body.Trim()), Assert.Single(_world.List.Stopped));
        Assert.Empty(_world.Messages.Answered); // the carrier has answered
    }

    [Theory]
    [InlineData("ARRET", "fr")]
    [InlineData("Arrêt !", "fr")]
    [InlineData("Stopp", "de")]
    [InlineData("alto", "es")]
    [InlineData("PARAR", "es")]
    public async Task A_word_that_the_carrier_does_not_know_stops_as_well_and_is_answered_in_its_language(string body, string language)
    {
        await _world.VerbsAsync("/carrier/message", ("MessageSid", "SM1"), ("From", "+14155550123"), ("To", "+12125550100"), ("Body", body));
        Assert.Equal(("+14155550123", null, "sms", body), Assert.Single(_world.List.Stopped));
        Assert.Equal(new AnsweredMessage("SM1", "+14155550123", "+12125550100", Stopped: true, language), Assert.Single(_world.Messages.Answered));
    }

    [Theory]
    [InlineData("START")]
    [InlineData("yes")]
    [InlineData(" Unstop.")]
    public async Task Whoever_says_start_takes_their_stop_back(string body)
    {
        Assert.Empty(await _world.VerbsAsync("/carrier/message", ("MessageSid", "SM1"), ("From", "+14155550123"), ("To", "+12125550100"), ("Body", body)));
        Assert.Equal(("+14155550123", body.Trim()), Assert.Single(_world.List.TakenBack));
        Assert.Empty(_world.List.Stopped);
    }

    [Theory]
    [InlineData("HELP", null)]
    [InlineData("info", null)]
    [InlineData("Hilfe?", "de")]
    [InlineData("AYUDA", "es")]
    [InlineData("Aide", "fr")]
    public async Task Whoever_asks_for_help_is_told_who_we_are(string body, string? language)
    {
        Assert.Empty(await _world.VerbsAsync("/carrier/message", ("MessageSid", "SM1"), ("From", "+14155550123"), ("To", "+12125550100"), ("Body", body)));
        Assert.Equal(new AnsweredMessage("SM1", "+14155550123", "+12125550100", Stopped: false, language), Assert.Single(_world.Messages.Answered));
        Assert.Empty(_world.List.Stopped);
    }

    [Fact]
    public async Task What_the_account_answers_by_itself_is_not_answered_twice()
    {
        foreach (var verdict in (string[])["HELP", "STOP", "START"])
            await _world.VerbsAsync("/carrier/message", ("MessageSid", "SM1"), ("From", "+14155550123"), ("To", "+12125550100"), ("Body", verdict == "STOP" ? "ALTO" : verdict), ("OptOutType", verdict));
        Assert.Empty(_world.Messages.Answered);
        Assert.Single(_world.List.Stopped);
        Assert.Single(_world.List.TakenBack);
    }

    [Fact]
    public async Task The_carrier_may_understand_it_in_another_language()
    {
        await _world.VerbsAsync("/carrier/message", ("From", "+4930123456"), ("Body", "Bitte nicht mehr anrufen"), ("OptOutType", "STOP"));
        Assert.Equal("+4930123456", Assert.Single(_world.List.Stopped).Number);
    }

    [Theory]
    [InlineData("+14155550123", "Please don't stop by on Tuesday")]
    [InlineData("+14155550123", "The end is near")]
    [InlineData("+14155550123", "Yes, Tuesday is fine")]
    [InlineData("+14155550123", "Help yourself")]
    [InlineData("VOICEBOOK", "START")]
    [InlineData("VOICEBOOK", "HELP")]
    [InlineData("+14155550123", "")]
    [InlineData("VOICEBOOK", "STOP")]
    [InlineData("12345", "STOP")]
    public async Task Other_messages_change_nothing(string from, string body)
    {
        Assert.Empty(await _world.VerbsAsync("/carrier/message", ("MessageSid", "SM1"), ("From", from), ("Body", body)));
        Assert.Empty(_world.List.Stopped);
        Assert.Empty(_world.List.TakenBack);
        Assert.Empty(_world.Messages.Answered);
    }

    [Theory]
    [InlineData("STOP texting me")]
    [InlineData("please stop calling me")]
    [InlineData("Take me off your list")]
    [InlineData("bitte nicht mehr anrufen")]
    [InlineData("no me llamen más")]
    [InlineData("Ne m'appelez plus !")]
    public async Task It_may_be_said_in_a_sentence(string body)
    {
        Assert.Empty(await _world.VerbsAsync("/carrier/message", ("MessageSid", "SM1"), ("From", "+14155550123"), ("Body", body)));
        Assert.Equal(("+14155550123", null, "sms", body), Assert.Single(_world.List.Stopped));
    }

    [Fact]
    public async Task What_may_mean_it_is_left_to_a_person()
    {
        Assert.Empty(await _world.VerbsAsync("/carrier/message", ("MessageSid", "SM1"), ("From", "+14155550123"), ("Body", "take me off that ")));
        Assert.Empty(_world.List.Stopped);
        Assert.Equal(("+14155550123", "sms", "take me off that"), Assert.Single(_world.List.LeftToPerson));
    }

    [Fact]
    public async Task Nobody_stops_calls_to_others()
    {
        var (status, _) = await _world.AskAsync("/carrier/message", "/carrier/message/", ("From", "+14155550123"), ("Body", "STOP"));
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Empty(_world.List.Stopped);
    }

    [Fact]
    public async Task A_wish_that_could_not_be_written_down_is_not_answered_as_if_it_had_been()
    {
        _world.List.IsBroken = true;
        var (status, _) = await _world.AskAsync("/carrier/message", ("From", "+14155550123"), ("Body", "STOP"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
    }
}
