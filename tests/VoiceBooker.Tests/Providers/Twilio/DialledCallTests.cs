using System.Net;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Tests.Providers.Twilio;

/// <summary>What the carrier tells of calls that we made, at the doors.</summary>
public sealed class DialledCallTests : IAsyncLifetime
{
    private const string Call = "CA00000000000000000000000000000007";
    private static readonly Guid Attempt = Guid.Parse("0198c1de-0000-7000-8000-000000000001");
    private static readonly (string, string)[] Answered = [("CallSid", Call), ("AccountSid", ScriptedCarrier.AccountSid), ("Direction", "outbound-api"), ("From", "+12125550100"), ("To", "+14155550123"), ("CallStatus", "in-progress")];
    private DoorWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await DoorWorld.OpenAsync();
        _world.Desk.Attempts[Attempt] = "Ana";
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_person_who_answers_our_call_is_connected_as_the_one_we_called()
    {
        var connect = Assert.Single(await _world.VerbsAsync($"/carrier/voice?attempt={Attempt}", Answered));
        var ticket = (await _world.TicketOfAsync(connect, Call))!;
        Assert.Equal((new CallId(Attempt), (Guid?)Attempt, true, "Ana"), (ticket.Id, ticket.Attempt, ticket.Outbound, ticket.Variables["name"]));
        Assert.Equal(("+12125550100", "+14155550123"), (ticket.From, ticket.To));
    }

    [Fact]
    public async Task The_carrier_may_ask_twice_and_gets_one_call()
    {
        var first = Assert.Single(await _world.VerbsAsync($"/carrier/voice?attempt={Attempt}", Answered));
        var again = Assert.Single(await _world.VerbsAsync($"/carrier/voice?attempt={Attempt}", Answered));
        Assert.Equal(1, _world.Desk.Taken);
        Assert.NotNull(await _world.TicketOfAsync(again, Call));
        Assert.Null(await _world.TicketOfAsync(first, Call));
    }

    [Fact]
    public async Task A_call_that_may_not_go_on_is_ended_and_not_refused_since_it_was_answered()
    {
        var verb = Assert.Single(await _world.VerbsAsync($"/carrier/voice?attempt={Guid.NewGuid()}", Answered));
        Assert.Equal("Hangup", verb.Name.LocalName);
    }

    [Fact]
    public async Task Without_a_free_line_the_person_is_told_who_called_and_that_we_are_sorry()
    {
        _world.Desk.HasRoom = false;
        var verbs = await _world.VerbsAsync($"/carrier/voice?attempt={Attempt}", Answered);
        Assert.Equal(["Say", "Hangup"], verbs.Select(verb => verb.Name.LocalName));
        Assert.Contains("we called you", verbs[0].Value, StringComparison.Ordinal);
        Assert.Equal(0, _world.Desk.Taken);
    }

    [Fact]
    public async Task When_our_server_fails_the_person_hears_that_we_called_and_a_caller_that_we_cannot_answer()
    {
        Assert.Contains("we called you", (await _world.VerbsAsync($"/carrier/fallback?attempt={Attempt}", ("CallSid", Call), ("ErrorCode", "11200")))[0].Value, StringComparison.Ordinal);
        Assert.Contains("cannot take your call", (await _world.VerbsAsync("/carrier/fallback", ("CallSid", Call), ("ErrorCode", "11200")))[0].Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/carrier/voice")]
    [InlineData("/carrier/status")]
    [InlineData("/carrier/answered-by")]
    [InlineData("/carrier/whisper")]
    [InlineData("/carrier/whisper-key")]
    [InlineData("/carrier/message")]
    public async Task Nobody_says_something_of_another_attempt_with_a_signature_that_was_made_for_one(string door)
    {
        var (status, body) = await _world.AskAsync($"{door}?attempt={Attempt}", $"{door}?attempt={Guid.NewGuid()}", Answered);
        Assert.Equal((HttpStatusCode.Forbidden, ""), (status, body));
        Assert.Empty(_world.Desk.Reports);
        Assert.Empty(_world.Desk.FarSides);
    }

    [Fact]
    public async Task Where_a_call_stands_is_told_once_with_its_attempt()
    {
        for (var times = 0; times < 2; times++)
        {
            var (status, _) = await _world.AskAsync($"/carrier/status?attempt={Attempt}", ("CallSid", Call), ("CallStatus", "no-answer"), ("SequenceNumber", "3"), ("SipResponseCode", "487"), ("CallDuration", "0"), ("Timestamp", "Mon, 23 Nov 2026 09:00:25 +0000"));
            Assert.Equal(HttpStatusCode.NoContent, status);
        }

        var report = Assert.Single(_world.Desk.Reports);
        Assert.Equal(new CarrierReport(Call, "no-answer", IsFinal: true, Seconds: 0, SipCode: 487, Sequence: 3, Attempt), report);
    }

    [Fact]
    public async Task The_leg_to_a_person_who_takes_over_is_nobodys_attempt()
    {
        await _world.AskAsync($"/carrier/status?attempt={Attempt}", ("CallSid", "CA00000000000000000000000000000008"), ("ParentCallSid", Call), ("CallStatus", "completed"));
        Assert.Null(Assert.Single(_world.Desk.Reports).Attempt);
    }

    [Fact]
    public async Task A_status_without_an_attempt_is_one_of_a_call_that_came_in()
    {
        await _world.AskAsync("/carrier/status", ("CallSid", Call), ("CallStatus", "ringing"));
        await _world.AskAsync("/carrier/status?attempt=nonsense", ("CallSid", Call), ("CallStatus", "completed"));
        Assert.Equal([null, null], _world.Desk.Reports.Select(report => report.Attempt));
    }

    [Theory]
    [InlineData("human", FarSide.Human)]
    [InlineData("fax", FarSide.Fax)]
    [InlineData("unknown", FarSide.Unknown)]
    [InlineData("machine_start", FarSide.Machine)]
    [InlineData("machine_end_beep", FarSide.Beep)]
    [InlineData("machine_end_silence", FarSide.Machine)] // what is being recorded is not begun again
    [InlineData("machine_end_other", FarSide.Machine)]
    [InlineData("martian", null)]
    public async Task Who_answered_is_told_in_our_words(string words, FarSide? who)
    {
        var (status, _) = await _world.AskAsync($"/carrier/answered-by?attempt={Attempt}", ("CallSid", Call), ("AccountSid", ScriptedCarrier.AccountSid), ("AnsweredBy", words), ("MachineDetectionDuration", "4180"));
        Assert.Equal(HttpStatusCode.NoContent, status);
        if (who is { } known)
            Assert.Equal((Attempt, Call, known), Assert.Single(_world.Desk.FarSides));
        else
            Assert.Empty(_world.Desk.FarSides);
    }
}
