using System.Text.Json.Nodes;
using VoiceBooker.CallLab.Carrier;

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

    [Fact]
    public async Task Reports_are_lost_doubled_and_out_of_order_on_demand()
    {
        _world.Carrier.Messages.Fates[OutboundWorld.Person] = new TextFate { Ends = "undelivered", Code = 30006, Copies = 2, OutOfOrder = true };
        var (_, taken) = await SendAsync();
        await _world.Carrier.SettleAsync();
        Assert.Equal(["undelivered", "undelivered", "sent", "sent"], _world.Statuses.Select(each => each.Form["MessageStatus"]));
        Assert.Equal(["30006", "30006", null, null], _world.Statuses.Select(each => each.Form.GetValueOrDefault("ErrorCode")));
        var read = (await _world.GetAsync($"Messages/{taken["sid"]}.json")).Body;
        Assert.Equal(("undelivered", 30006), ((string?)read["status"], (int?)read["error_code"]));

        _world.Carrier.Messages.Fates[OutboundWorld.Person] = new TextFate { Loses = ["*"] };
        (_, taken) = await SendAsync();
        await _world.Carrier.SettleAsync();
        Assert.Equal(4, _world.Statuses.Count());
        Assert.Equal("delivered", (string?)(await _world.GetAsync($"Messages/{taken["sid"]}.json")).Body["status"]);
    }

    [Fact]
    public async Task A_report_can_overtake_the_answer()
    {
        _world.Carrier.Messages.Fates[OutboundWorld.Person] = new TextFate { OvertakesAnswer = true };
        await SendAsync();
        Assert.Equal(["sent", "delivered"], _world.Statuses.Select(each => each.Form["MessageStatus"]));
    }

    [Theory]
    [InlineData("stop", "STOP")]
    [InlineData("UNSTOP", "START")]
    [InlineData("help", "HELP")]
    [InlineData("Stop please", null)]
    public async Task An_account_with_advanced_handling_says_what_it_made_of_a_message(string body, string? type)
    {
        await _world.Carrier.Messages.SendAsync(OutboundWorld.Person, OutboundWorld.Ours, body);
        _world.Carrier.Messages.TellsOptOuts = true;
        await _world.Carrier.Messages.SendAsync(OutboundWorld.Person, OutboundWorld.Ours, body);
        Assert.Equal([null, type], _world.Asked.Where(each => each.Path == "/sms").Select(each => each.Form.GetValueOrDefault("OptOutType")));
    }

    [Theory]
    [InlineData("12", OutboundWorld.Ours, "Hello", 21211)]
    [InlineData(OutboundWorld.Person, "+19995550000", "Hello", 21606)]
    [InlineData(OutboundWorld.Person, OutboundWorld.Ours, "", 21602)]
    public async Task What_is_wrong_is_refused(string to, string from, string body, int code) =>
        Assert.Equal(code, (int?)(await _world.PostAsync("Messages.json", ("To", to), ("From", from), ("Body", body))).Body["code"]);

    private Task<(int Status, JsonNode Body)> SendAsync() =>
        _world.PostAsync("Messages.json", ("To", OutboundWorld.Person), ("From", OutboundWorld.Ours), ("Body", "Hello"), ("StatusCallback", $"{_world.Base}status"));
}
