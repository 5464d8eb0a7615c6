using System.Net;
using VoiceBooker.Booking.Messages;

namespace VoiceBooker.Tests.Providers.Twilio;

/// <summary>What the carrier tells of the messages that we sent.</summary>
public sealed class MessageReportTests : IAsyncLifetime
{
    private static readonly Guid Text = Guid.Parse("0198c1de-0000-7000-8000-000000000001");
    private DoorWorld _world = null!;

    public async Task InitializeAsync() => _world = await DoorWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Theory]
    [InlineData("queued", "", TextDelivery.Queued, null, TextFault.None)]
    [InlineData("sending", "", TextDelivery.Queued, null, TextFault.None)]
    [InlineData("sent", "", TextDelivery.Sent, null, TextFault.None)]
    [InlineData("delivered", "", TextDelivery.Delivered, null, TextFault.None)]
    [InlineData("undelivered", "30003", TextDelivery.Undelivered, 30003, TextFault.Unreachable)]
    [InlineData("undelivered", "30004", TextDelivery.Undelivered, 30004, TextFault.Blocked)]
    [InlineData("undelivered", "30005", TextDelivery.Undelivered, 30005, TextFault.UnknownNumber)]
    [InlineData("undelivered", "30006", TextDelivery.Undelivered, 30006, TextFault.Landline)]
    [InlineData("undelivered", "30007", TextDelivery.Undelivered, 30007, TextFault.Filtered)]
    [InlineData("failed", "21610", TextDelivery.Failed, 21610, TextFault.OptedOut)]
    [InlineData("failed", "", TextDelivery.Failed, null, TextFault.Other)]
    [InlineData("undelivered", "not a number", TextDelivery.Undelivered, null, TextFault.Other)]
    public async Task A_report_is_read_and_handed_on(string status, string code, TextDelivery delivery, int? known, TextFault fault)
    {
        var (answer, _) = await _world.AskAsync($"/carrier/message-status?text={Text}", ("MessageSid", "SM1"), ("MessageStatus", status), ("ErrorCode", code));
        Assert.Equal(HttpStatusCode.NoContent, answer);
        Assert.Equal((Text, "SM1", new TextStanding(delivery, known, fault)), Assert.Single(_world.Messages.Reports));
    }

    [Fact]
    public async Task A_report_that_does_not_carry_our_identity_is_found_by_the_carriers()
    {
        await _world.AskAsync("/carrier/message-status", ("MessageSid", "SM1"), ("MessageStatus", "delivered"));
        Assert.Null(Assert.Single(_world.Messages.Reports).Text);
    }

    [Fact]
    public async Task Nobody_but_the_carrier_reports()
    {
        var (answer, _) = await _world.AskAsync($"/carrier/message-status?text={Text}", $"/carrier/message-status?text={Guid.Empty}", ("MessageSid", "SM1"), ("MessageStatus", "delivered"));
        Assert.Equal(HttpStatusCode.Forbidden, answer);
        Assert.Empty(_world.Messages.Reports);
    }

    [Fact]
    public async Task A_word_that_nobody_knows_changes_nothing()
    {
        var (answer, _) = await _world.AskAsync($"/carrier/message-status?text={Text}", ("MessageSid", "SM1"), ("MessageStatus", "levitating"));
        Assert.Equal(HttpStatusCode.NoContent, answer);
        Assert.Empty(_world.Messages.Reports);
    }
}
