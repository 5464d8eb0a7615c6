using NodaTime;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Messages;
using VoiceBooker.CallLab.Called;
using VoiceBooker.CallLab.Carrier;
using VoiceBooker.Tests.CallLab.Outbound;

namespace VoiceBooker.Tests.Providers.Twilio;

/// <summary>Our requests against the lab's carrier, which was written from the contract alone and notes what breaks it.</summary>
public sealed class LabCarrierTests : IAsyncLifetime
{
    private OutboundWorld _world = null!;
    private ScriptedCarrier _ours = null!;

    public async Task InitializeAsync()
    {
        _world = await OutboundWorld.OpenAsync();
        _ours = OurSide(_world);
    }

    public async Task DisposeAsync()
    {
        await _ours.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task A_call_rings_is_followed_by_its_attempt_and_is_known_afterwards()
    {
        _world.Carrier.Scripts[OutboundWorld.Person] = new NumberScript(new CalledPerson.Engaged());
        var order = Order();
        var taken = Assert.IsType<DialResult.Accepted>(await _ours.Dialer.DialAsync(order, default));
        await _world.Carrier.SettleAsync();

        var told = _world.Asked.Where(each => each.Path == "/carrier/status").ToList();
        Assert.Equal("busy", told[^1].Form["CallStatus"]);
        Assert.All(told, each => Assert.Equal((true, $"?attempt={order.Attempt}"), (each.Signed, each.Query)));
        Assert.True(Assert.IsType<CallLookUp.Found>(await _ours.Dialer.ReadAsync(taken.CallSid, default)).Call is { Status: "busy", IsFinal: true, CreatedAt: not null });
        Assert.True(await _ours.Dialer.CancelAsync(taken.CallSid, default));
        Assert.Empty(_world.Carrier.Log.Violations);
    }

    [Theory]
    [InlineData(nameof(PostFault.AnswerLost), "Unknown", 1)]
    [InlineData(nameof(PostFault.ErrorTaken), "Unknown", 1)]
    [InlineData(nameof(PostFault.ErrorNotTaken), "Unknown", 0)]
    [InlineData(nameof(PostFault.LostNotTaken), "Unknown", 0)]
    [InlineData(nameof(PostFault.TooManyRequests), "NotDialled", 0)]
    public async Task After_a_lost_answer_the_list_tells_whether_anybody_was_called(string fault, string result, int calls)
    {
        _world.Carrier.Scripts[OutboundWorld.Person] = new NumberScript(new CalledPerson.Engaged()) { Posts = [Enum.Parse<PostFault>(fault)] };
        var since = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        Assert.Equal(result, (await _ours.Dialer.DialAsync(Order(), default)).GetType().Name);
        await _world.Carrier.SettleAsync();
        Assert.Equal(calls, (await _ours.Dialer.FindAsync(OutboundWorld.Person, OutboundWorld.Ours, since, default))!.Count);
        Assert.Equal(calls, _world.Carrier.Calls.Count);
        Assert.Empty(_world.Carrier.Log.Violations);
    }

    [Fact]
    public async Task A_call_that_rings_is_taken_back()
    {
        _world.Carrier.Scripts[OutboundWorld.Person] = new NumberScript(new CalledPerson.NeverAnswers());
        var taken = Assert.IsType<DialResult.Accepted>(await _ours.Dialer.DialAsync(Order(), default));
        Assert.True(await _ours.Dialer.CancelAsync(taken.CallSid, default));
        await _world.Carrier.SettleAsync();
        Assert.Equal("canceled", _world.Carrier.Calls[taken.CallSid].Status);
        Assert.Empty(_world.Carrier.Log.Violations);
    }

    [Fact]
    public async Task Numbers_and_messages_are_understood()
    {
        _world.Carrier.VerifiedCallerIds["+12125550111"] = "PNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        Assert.Equal(["+12125550100", "+12125550111"], (await _ours.Dialer.OwnNumbersAsync(default))!.Order(StringComparer.Ordinal));
        Assert.IsType<MessageResult.Sent>(await _ours.Messenger.SendAsync(Guid.NewGuid(), OutboundWorld.Person, "", "Hello", default));
        Assert.Empty(_world.Carrier.Log.Violations);
    }

    [Fact]
    public async Task A_message_is_reported_on_under_our_identity_and_can_be_asked_about()
    {
        _world.Carrier.Messages.Fates[OutboundWorld.Person] = new TextFate { Ends = "undelivered", Code = 30006, Loses = ["undelivered"] };
        var text = Guid.CreateVersion7();
        var taken = Assert.IsType<MessageResult.Sent>(await _ours.Messenger.SendAsync(text, OutboundWorld.Person, "", "Hello", default));
        await _world.Carrier.SettleAsync();
        var told = Assert.Single(_world.Asked, each => each.Path == "/carrier/message-status");
        Assert.Equal((true, $"?text={text}", "sent", taken.MessageSid), (told.Signed, told.Query, told.Form["MessageStatus"], told.Form["MessageSid"]));
        Assert.Equal(new TextStanding(TextDelivery.Undelivered, 30006, TextFault.Landline), await _ours.Messenger.FindAsync(taken.MessageSid, default));
        Assert.Empty(_world.Carrier.Log.Violations);
    }

    [Fact]
    public async Task A_message_whose_answer_is_lost_is_sent_once_and_its_reports_say_so()
    {
        _world.Carrier.Messages.Fates[OutboundWorld.Person] = new TextFate { LosesAnswer = true };
        var text = Guid.CreateVersion7();
        Assert.IsType<MessageResult.Unknown>(await _ours.Messenger.SendAsync(text, OutboundWorld.Person, "", "Hello", default));
        await _world.Carrier.SettleAsync();
        Assert.Single(_world.Carrier.Messages.All);
        Assert.Equal(["sent", "delivered"], _world.Asked.Where(each => each.Query == $"?text={text}").Select(each => each.Form["MessageStatus"]));
    }

    private static ScriptedCarrier OurSide(OutboundWorld world) => new(
        ("Carrier:ApiBaseUrl", world.Carrier.RestBase.ToString()),
        ("Carrier:PublicBaseUrl", world.Base.ToString()),
        ("Carrier:PathPrefix", ""),
        ("Carrier:AllowInsecureSocket", "true"),
        ("Carrier:AccountSid", world.Carrier.Account.Sid),
        ("Carrier:AuthToken", world.Carrier.Account.AuthToken));

    private static DialOrder Order() => new(Guid.CreateVersion7(), OutboundWorld.Person, OutboundWorld.Ours, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), DetectMachines: true);
}
