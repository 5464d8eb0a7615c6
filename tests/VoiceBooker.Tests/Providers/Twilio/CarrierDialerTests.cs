using System.Web;
using NodaTime;
using VoiceBooker.Booking.Dialling;

namespace VoiceBooker.Tests.Providers.Twilio;

public sealed class CarrierDialerTests : IAsyncDisposable
{
    private const string To = "+14155550123";
    private const string From = "+12125550100";
    private const string CallSid = "CA00000000000000000000000000000007";
    private const string Taken = $$"""{"sid": "{{CallSid}}", "status": "queued", "queue_time": "1000", "direction": "outbound-api"}""";
    private static readonly DialOrder Order = new(Guid.Parse("0198c1de-0000-7000-8000-000000000001"), To, From, TimeSpan.FromSeconds(25), TimeSpan.FromMinutes(15), DetectMachines: true);
    private readonly ScriptedCarrier _carrier = new();

    public ValueTask DisposeAsync() => _carrier.DisposeAsync();

    [Fact]
    public async Task A_call_is_asked_for_with_our_attempt_at_every_door()
    {
        _carrier.Answers(201, Taken, "Twilio-Request-Id: RQ1\r\nTwilio-Concurrent-Requests: 2\r\nTwilio-Request-Duration: 0.1\r\n");
        Assert.Equal(new DialResult.Accepted(CallSid), await _carrier.Dialer.DialAsync(Order, default));

        var request = Assert.Single(_carrier.Requests);
        Assert.StartsWith($"POST /2010-04-01/Accounts/{ScriptedCarrier.AccountSid}/Calls.json HTTP/1.1\r\n", request, StringComparison.Ordinal);
        var form = HttpUtility.ParseQueryString(Body(request));
        Assert.Equal((To, From), (form["To"], form["From"]));
        Assert.Equal($"https://bot.example.com/phone/carrier/voice?attempt={Order.Attempt}", form["Url"]);
        Assert.Equal($"https://bot.example.com/phone/carrier/fallback?attempt={Order.Attempt}", form["FallbackUrl"]);
        Assert.Equal($"https://bot.example.com/phone/carrier/status?attempt={Order.Attempt}", form["StatusCallback"]);
        Assert.Equal($"https://bot.example.com/phone/carrier/answered-by?attempt={Order.Attempt}", form["AsyncAmdStatusCallback"]);
        Assert.Equal(("25", "900"), (form["Timeout"], form["TimeLimit"]));
        Assert.Equal(("DetectMessageEnd", "true"), (form["MachineDetection"], form["AsyncAmd"]));
        Assert.Null(form["Record"]);
    }

    [Fact]
    public async Task Each_event_has_a_parameter_of_its_own_since_one_value_with_spaces_loses_them()
    {
        _carrier.Answers(201, Taken);
        await _carrier.Dialer.DialAsync(Order, default);
        Assert.Contains("&StatusCallbackEvent=initiated&StatusCallbackEvent=ringing&StatusCallbackEvent=answered&StatusCallbackEvent=completed&", Body(Assert.Single(_carrier.Requests)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_are_looked_for_only_when_asked_for()
    {
        _carrier.Answers(201, Taken);
        await _carrier.Dialer.DialAsync(Order with { DetectMachines = false }, default);
        Assert.DoesNotContain("Machine", Body(Assert.Single(_carrier.Requests)), StringComparison.Ordinal);
        Assert.DoesNotContain("Amd", Body(Assert.Single(_carrier.Requests)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, 20429)]
    [InlineData(429, 0)]
    [InlineData(400, 10004)]
    public async Task Too_many_at_once_is_not_dialled_and_not_tried_again_by_itself(int status, int code)
    {
        _carrier.Refuses(status, code);
        Assert.True(Assert.IsType<DialResult.NotDialled>(await _carrier.Dialer.DialAsync(Order, default)).Throttled);
        Assert.Single(_carrier.Requests);
    }

    [Fact]
    public async Task A_carrier_that_cannot_be_reached_has_dialled_nobody()
    {
        _carrier.Leaves();
        Assert.False(Assert.IsType<DialResult.NotDialled>(await _carrier.Dialer.DialAsync(Order, default)).Throttled);
    }

    [Fact]
    public async Task A_carrier_without_a_name_has_dialled_nobody()
    {
        await using var nowhere = new ScriptedCarrier(("Carrier:ApiBaseUrl", "https://carrier.invalid"));
        Assert.IsType<DialResult.NotDialled>(await nowhere.Dialer.DialAsync(Order, default));
    }

    [Fact]
    public async Task A_carrier_whose_encryption_fails_has_dialled_nobody()
    {
        await using var plain = new ScriptedCarrier();
        await using var carrier = new ScriptedCarrier(("Carrier:ApiBaseUrl", plain.Address.Replace("http:", "https:", StringComparison.Ordinal)));
        plain.UnderstandsNothing().Writes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        Assert.IsType<DialResult.NotDialled>(await carrier.Dialer.DialAsync(Order, default));
    }

    [Fact]
    public async Task An_answer_that_never_comes_leaves_it_unknown()
    {
        _carrier.SaysNothing();
        var dialling = _carrier.Dialer.DialAsync(Order, default);
        await _carrier.HeardAsync();
        _carrier.Clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(dialling.IsCompleted);
        _carrier.Clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(new DialResult.Unknown("no answer within 30 s"), await dialling);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_request_leaves_it_unknown_and_nothing_is_sent_again()
    {
        _carrier.Resets().Answers(201, Taken);
        Assert.IsType<DialResult.Unknown>(await _carrier.Dialer.DialAsync(Order, default));
        Assert.Single(_carrier.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{\"sid\":")]
    [InlineData("HTTP/1.1 201 Created\r\nContent-Length: 7\r\n\r\n<html/>")]
    [InlineData("HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 503 Oh\r\nContent-Length: 14\r\n\r\n{\"code\":20503}")]
    [InlineData("HTTP/1.1 408 Slow\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("220 mail.example.com ESMTP\r\n\r\n")]
    public async Task An_answer_that_says_nothing_certain_leaves_it_unknown(string answer)
    {
        _carrier.Writes(answer);
        Assert.IsType<DialResult.Unknown>(await _carrier.Dialer.DialAsync(Order, default));
        Assert.Single(_carrier.Requests);
    }

    [Theory]
    [InlineData(400, 21211, DialRefusal.BadNumber)]
    [InlineData(400, 21217, DialRefusal.BadNumber)]
    [InlineData(400, 21216, DialRefusal.BadNumber)]
    [InlineData(400, 21214, DialRefusal.Unreachable)]
    [InlineData(400, 21610, DialRefusal.OptedOut)]
    [InlineData(400, 21210, DialRefusal.CallerId)]
    [InlineData(400, 21212, DialRefusal.CallerId)]
    [InlineData(400, 21215, DialRefusal.Account)]
    [InlineData(400, 21219, DialRefusal.Account)]
    [InlineData(401, 20003, DialRefusal.Account)]
    [InlineData(401, 0, DialRefusal.Account)]
    [InlineData(403, 0, DialRefusal.Account)]
    [InlineData(404, 20404, DialRefusal.Account)]
    [InlineData(400, 21205, DialRefusal.Other)]
    [InlineData(404, 0, DialRefusal.Other)]
    public async Task A_refusal_says_what_it_means(int status, int code, DialRefusal kind)
    {
        _carrier.Refuses(status, code, "not like this");
        Assert.Equal(new DialResult.Refused(kind, code, "not like this"), await _carrier.Dialer.DialAsync(Order, default));
    }

    [Fact]
    public async Task An_order_is_not_sent_on_to_another_address()
    {
        _carrier.Answers(307, "", "Location: /elsewhere\r\n");
        Assert.Equal(new DialResult.Refused(DialRefusal.Other, 0, "HTTP 307"), await _carrier.Dialer.DialAsync(Order, default));
        Assert.Single(_carrier.Requests);
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_told_so()
    {
        _carrier.SaysNothing();
        using var stopping = new CancellationTokenSource();
        var dialling = _carrier.Dialer.DialAsync(Order, stopping.Token);
        await _carrier.HeardAsync();
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dialling);
    }

    [Fact]
    public async Task Without_an_account_nothing_is_dialled()
    {
        await using var none = new ScriptedCarrier(("Carrier:AccountSid", ""), ("Carrier:AuthToken", ""));
        Assert.False(none.Dialer.IsConfigured);
        Assert.IsType<DialResult.NotDialled>(await none.Dialer.DialAsync(Order, default));
        Assert.Empty(none.Requests);
    }

    [Theory]
    [InlineData(200, 0, "canceled", true)] // taken back
    [InlineData(200, 0, "no-answer", true)] // over by itself
    [InlineData(200, 0, "in-progress", false)] // "done" means nothing once somebody has answered
    [InlineData(400, 21220, "completed", true)]
    [InlineData(400, 21220, "in-progress", false)]
    public async Task A_call_is_taken_back_unless_somebody_has_answered(int status, int code, string state, bool takenBack)
    {
        _carrier.Refuses(status, code).Answers(200, $$"""{"sid": "{{CallSid}}", "status": "{{state}}"}""");
        Assert.Equal(takenBack, await _carrier.Dialer.CancelAsync(CallSid, default));
        Assert.EndsWith("\r\n\r\nStatus=canceled", _carrier.Requests[0], StringComparison.Ordinal);
        Assert.Equal(2, _carrier.Requests.Count);
    }

    [Fact]
    public async Task A_call_that_rings_and_cannot_be_cancelled_is_ended_in_the_other_way()
    {
        _carrier.Refuses(400, 21220).Answers(200, $$"""{"sid": "{{CallSid}}", "status": "ringing"}""").Answers(200, $$"""{"sid": "{{CallSid}}", "status": "completed"}""");
        Assert.True(await _carrier.Dialer.CancelAsync(CallSid, default));
        Assert.EndsWith("\r\n\r\nStatus=completed", _carrier.Requests[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_the_carrier_does_not_know_will_not_be_answered()
    {
        _carrier.Refuses(404, 20404);
        Assert.True(await _carrier.Dialer.CancelAsync(CallSid, default));
    }

    [Fact]
    public async Task A_call_that_nobody_could_take_back_goes_on()
    {
        _carrier.Refuses(500, 20500);
        Assert.False(await _carrier.Dialer.CancelAsync(CallSid, default));
    }

    [Fact]
    public async Task A_call_is_read_as_the_carrier_knows_it()
    {
        _carrier.Answers(200, $$"""{"sid": "{{CallSid}}", "status": "busy", "date_created": "Tue, 31 Aug 2010 20:36:28 +0000", "duration": "15", "answered_by": "machine_end_beep", "queue_time": "1500"}""");
        var expected = new KnownCall(CallSid, "busy", IsFinal: true, Instant.FromUtc(2010, 8, 31, 20, 36, 28), 15, "machine_end_beep") { QueuedMs = 1500 };
        Assert.Equal(new CallLookUp.Found(expected), await _carrier.Dialer.ReadAsync(CallSid, default));
    }

    [Fact]
    public async Task A_call_that_is_not_there_and_a_carrier_that_cannot_be_asked_are_told_apart()
    {
        _carrier.Refuses(404, 20404).Answers(404, "<html>Not found</html>").Resets();
        Assert.IsType<CallLookUp.NoSuchCall>(await _carrier.Dialer.ReadAsync(CallSid, default));
        Assert.IsType<CallLookUp.Failed>(await _carrier.Dialer.ReadAsync(CallSid, default));
        Assert.IsType<CallLookUp.Failed>(await _carrier.Dialer.ReadAsync(CallSid, default));
    }

    private static string Body(string request) => request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
}
