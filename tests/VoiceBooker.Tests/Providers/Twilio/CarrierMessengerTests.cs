using System.Web;
using VoiceBooker.Booking.Messages;

namespace VoiceBooker.Tests.Providers.Twilio;

public sealed class CarrierMessengerTests : IAsyncDisposable
{
    private const string Service = "MG00000000000000000000000000000001";
    private readonly ScriptedCarrier _carrier = new();

    public ValueTask DisposeAsync() => _carrier.DisposeAsync();

    [Fact]
    public async Task A_message_is_sent_from_the_configured_number()
    {
        _carrier.Answers(201, """{"sid": "SM1", "status": "queued"}""");
        Assert.Equal(new MessageResult.Sent("SM1"), await _carrier.Messenger.SendAsync("+14155550123", "", "Bis Dienstag & Grüße 👍", default));

        var request = Assert.Single(_carrier.Requests);
        Assert.StartsWith($"POST /2010-04-01/Accounts/{ScriptedCarrier.AccountSid}/Messages.json HTTP/1.1\r\n", request, StringComparison.Ordinal);
        var form = HttpUtility.ParseQueryString(request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        Assert.Equal("To, From, Body", string.Join(", ", form.AllKeys));
        Assert.Equal(("+14155550123", "+12125550100", "Bis Dienstag & Grüße 👍"), (form["To"], form["From"], form["Body"]));
    }

    [Fact]
    public async Task A_message_may_come_from_another_number_of_ours_or_from_a_messaging_service()
    {
        _carrier.Answers(201, """{"sid": "SM1"}""");
        await _carrier.Messenger.SendAsync("+14155550123", "+12125550177", "Hi", default);
        Assert.Contains("From=%2B12125550177", Assert.Single(_carrier.Requests), StringComparison.Ordinal);

        await using var service = new ScriptedCarrier(("Carrier:MessagesFrom", Service));
        service.Answers(201, """{"sid": "SM1"}""");
        await service.Messenger.SendAsync("+14155550123", "", "Hi", default);
        Assert.EndsWith($"To=%2B14155550123&MessagingServiceSid={Service}&Body=Hi", Assert.Single(service.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, 21610, "Refused", true)]
    [InlineData(400, 21211, "Refused", false)]
    [InlineData(400, 21614, "Refused", false)]
    [InlineData(429, 20429, "NotSent", false)]
    [InlineData(429, 21611, "NotSent", false)]
    [InlineData(400, 21611, "NotSent", false)]
    [InlineData(401, 20003, "NotSent", false)]
    [InlineData(500, 20500, "Unknown", false)]
    public async Task A_refusal_says_whether_to_try_again_and_whether_the_person_opted_out(int status, int code, string kind, bool optedOut)
    {
        _carrier.Refuses(status, code);
        var result = await _carrier.Messenger.SendAsync("+14155550123", "", "Hi", default);
        Assert.Equal((kind, optedOut), (result.GetType().Name, result is MessageResult.Refused { OptedOut: true }));
        Assert.Single(_carrier.Requests);
    }

    [Fact]
    public async Task A_message_whose_answer_is_lost_is_not_sent_again()
    {
        _carrier.Resets().Answers(201, """{"sid": "SM1"}""");
        Assert.IsType<MessageResult.Unknown>(await _carrier.Messenger.SendAsync("+14155550123", "", "Hi", default));
        Assert.Single(_carrier.Requests);
    }

    [Fact]
    public async Task A_carrier_that_cannot_be_reached_has_sent_nothing()
    {
        _carrier.Leaves();
        Assert.IsType<MessageResult.NotSent>(await _carrier.Messenger.SendAsync("+14155550123", "", "Hi", default));
    }

    [Fact]
    public async Task Without_a_number_to_send_from_nothing_is_sent()
    {
        await using var none = new ScriptedCarrier(("Carrier:MessagesFrom", ""));
        Assert.False(none.Messenger.IsConfigured);
        Assert.IsType<MessageResult.NotSent>(await none.Messenger.SendAsync("+14155550123", "", "Hi", default));
        Assert.Empty(none.Requests);
    }
}
