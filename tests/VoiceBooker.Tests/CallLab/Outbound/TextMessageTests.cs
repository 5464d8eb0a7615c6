namespace VoiceBooker.Tests.CallLab.Outbound;

public sealed class TextMessageTests : IAsyncLifetime
{
    private OutboundWorld _world = null!;

    public async Task InitializeAsync() => _world = await OutboundWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_message_is_taken_delivered_and_can_be_read()
    {
        var (status, body) = await _world.PostAsync("Messages.json", ("To", OutboundWorld.Person), ("From", OutboundWorld.Ours), ("Body", "Type here: https://example.com/t/abc"), ("StatusCallback", $"{_world.Base}status"));
        await _world.Carrier.SettleAsync();

        Assert.Equal((201, "queued"), (status, (string?)body["status"]));
        Assert.Equal(["sent", "delivered"], _world.Statuses.Select(each => each.Form["MessageStatus"]));
        Assert.All(_world.Asked, each => Assert.True(each.Signed));
        Assert.Equal("Type here: https://example.com/t/abc", _world.Carrier.Messages.LastTo(OutboundWorld.Person)!.Body);
        Assert.Single((await _world.GetAsync("Messages.json")).Body["messages"]!.AsArray());
        Assert.Equal("delivered", (string?)(await _world.GetAsync($"Messages/{body["sid"]}.json")).Body["status"]);
    }

    [Fact]
    public async Task Who_wrote_stop_gets_no_more_until_they_write_start()
    {
        Assert.Equal(200, await _world.Carrier.Messages.SendAsync(OutboundWorld.Person, OutboundWorld.Ours, "Stop"));

        var told = _world.Asked.Single(each => each.Path == "/sms");
        Assert.True(told.Signed);
        Assert.Equal(("Stop", OutboundWorld.Person), (told.Form["Body"], told.Form["From"]));
        Assert.Equal(21610, await CodeAsync());
        await _world.Carrier.Messages.SendAsync(OutboundWorld.Person, OutboundWorld.Ours, "START");
        Assert.Null(await CodeAsync());

        async Task<int?> CodeAsync() => (int?)(await _world.PostAsync("Messages.json", ("To", OutboundWorld.Person), ("From", OutboundWorld.Ours), ("Body", "Hello"))).Body["code"];
    }

    [Theory]
    [InlineData("12", OutboundWorld.Ours, "Hello", 21211)]
    [InlineData(OutboundWorld.Person, "+19995550000", "Hello", 21606)]
    [InlineData(OutboundWorld.Person, OutboundWorld.Ours, "", 21602)]
    public async Task What_is_wrong_is_refused(string to, string from, string body, int code) =>
        Assert.Equal(code, (int?)(await _world.PostAsync("Messages.json", ("To", to), ("From", from), ("Body", body))).Body["code"]);
}
