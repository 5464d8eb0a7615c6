using System.Web;
using VoiceBooker.Booking.Messages;

namespace VoiceBooker.Tests.Providers.Twilio;

public sealed class CarrierMessengerTests : IAsyncDisposable
{
    private const string Service = "MG00000000000000000000000000000001";
    private static readonly Guid Text = Guid.Parse("0198c1de-0000-7000-8000-000000000001");
    private readonly ScriptedCarrier _carrier = new();

    public ValueTask DisposeAsync() => _carrier.DisposeAsync();

    [Fact]
    public async Task A_message_is_sent_from_the_configured_number()
    {
        _carrier.Answers(201, """{"sid": "SM1", "status": "queued"}""");
        Assert.Equal(new MessageResult.Sent("SM1"), await _carrier.Messenger.SendAsync(Text, "+14155550123", "", "Bis Dienstag & Grüße 👍", default));

        var request = Assert.Single(_carrier.Requests);
        Assert.StartsWith($"POST /2010-04-01/Accounts/{ScriptedCarrier.AccountSid}/Messages.json HTTP/1.1\r\n", request, StringComparison.Ordinal);
        var form = HttpUtility.ParseQueryString(request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        Assert.Equal("To, From, Body, StatusCallback", string.Join(", ", form.AllKeys));
        Assert.Equal(("+14155550123", "+12125550100", "Bis Dienstag & Grüße 👍"), (form["To"], form["From"], form["Body"]));
        Assert.Equal($"https://bot.example.com/phone/carrier/message-status?text={Text}", form["StatusCallback"]);
    }

    [Fact]
    public async Task A_message_may_come_from_another_number_of_ours_or_from_a_messaging_service()
    {
        _carrier.Answers(201, """{"sid": "SM1"}""");
        await _carrier.Messenger.SendAsync(Text, "+14155550123", "+12125550177", "Hi", default);
        Assert.Contains("From=%2B12125550177", Assert.Single(_carrier.Requests), StringComparison.Ordinal);

        await using var service = new ScriptedCarrier(("Carrier:MessagesFrom", Service));
        service.Answers(201, """{"sid": "SM1"}""");
        await service.Messenger.SendAsync(Text, "+14155550123", "", "Hi", default);
        Assert.Contains($"To=%2B14155550123&MessagingServiceSid={Service}&Body=Hi&StatusCallback=", Assert.Single(service.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, 21610, "Refused", TextFault.OptedOut)]
    [InlineData(400, 21211, "Refused", TextFault.UnknownNumber)]
    [InlineData(400, 21614, "Refused", TextFault.Landline)]
    [InlineData(400, 21635, "Refused", TextFault.Landline)]
    [InlineData(400, 21602, "Refused", TextFault.Other)]
    [InlineData(429, 20429, "NotSent", TextFault.None)]
    [InlineData(429, 21611, "NotSent", TextFault.None)]
    [InlineData(400, 21611, "NotSent", TextFault.None)]
    [InlineData(401, 20003, "NotSent", TextFault.None)]
    [InlineData(500, 20500, "Unknown", TextFault.None)]
    public async Task A_refusal_says_whether_to_try_again_and_what_is_wrong_with_the_number(int status, int code, string kind, TextFault fault)
    {
        _carrier.Refuses(status, code);
        var result = await _carrier.Messenger.SendAsync(Text, "+14155550123", "", "Hi", default);
        Assert.Equal((kind, fault), (result.GetType().Name, result is MessageResult.Refused refused ? refused.Fault : TextFault.None));
        Assert.Single(_carrier.Requests);
    }

    [Fact]
    public async Task A_message_whose_answer_is_lost_is_not_sent_again()
    {
        _carrier.Resets().Answers(201, """{"sid": "SM1"}""");
        Assert.IsType<MessageResult.Unknown>(await _carrier.Messenger.SendAsync(Text, "+14155550123", "", "Hi", default));
        Assert.Single(_carrier.Requests);
    }

    [Fact]
    public async Task A_carrier_that_cannot_be_reached_has_sent_nothing()
    {
        _carrier.Leaves();
        Assert.IsType<MessageResult.NotSent>(await _carrier.Messenger.SendAsync(Text, "+14155550123", "", "Hi", default));
    }

    [Theory]
    [InlineData("""{"sid": "SM1", "status": "delivered", "error_code": null}""", TextDelivery.Delivered, null, TextFault.None)]
    [InlineData("""{"sid": "SM1", "status": "undelivered", "error_code": 30006}""", TextDelivery.Undelivered, 30006, TextFault.Landline)]
    [InlineData("""{"sid": "SM1", "status": "failed", "error_code": 30007}""", TextDelivery.Failed, 30007, TextFault.Filtered)]
    [InlineData("""{"sid": "SM1", "status": "sending", "error_code": null}""", TextDelivery.Queued, null, TextFault.None)]
    public async Task The_carrier_can_be_asked_what_became_of_a_message(string resource, TextDelivery delivery, int? code, TextFault fault)
    {
        _carrier.Answers(200, resource);
        Assert.Equal(new TextStanding(delivery, code, fault), await _carrier.Messenger.FindAsync("SM1", default));
        Assert.StartsWith($"GET /2010-04-01/Accounts/{ScriptedCarrier.AccountSid}/Messages/SM1.json ", Assert.Single(_carrier.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_message_that_the_carrier_does_not_know_nothing_is_known()
    {
        _carrier.Refuses(404, 20404);
        Assert.Null(await _carrier.Messenger.FindAsync("SM1", default));
    }

    [Fact]
    public async Task Without_a_number_to_send_from_nothing_is_sent()
    {
        await using var none = new ScriptedCarrier(("Carrier:MessagesFrom", ""));
        Assert.False(none.Messenger.IsConfigured);
        Assert.IsType<MessageResult.NotSent>(await none.Messenger.SendAsync(Text, "+14155550123", "", "Hi", default));
        Assert.Empty(none.Requests);
    }
}
