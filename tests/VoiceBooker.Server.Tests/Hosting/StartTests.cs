namespace VoiceBooker.Server.Tests.Hosting;

public sealed class StartTests
{
    [Fact]
    public async Task A_wrong_setting_is_named_with_its_value_and_what_is_allowed()
    {
        var server = new ServerFixture();
        server.Settings["Calls:AtOnce"] = "0";
        server.Settings["Calls:ShutdownGrase"] = "00:00:05";
        server.Settings["Api:Key"] = "short-and-secret";
        Assert.Equal(2, await server.RunToItsEndAsync());
        Assert.Contains(server.Output, line => line.Contains("Calls:AtOnce is '0'; allowed are 1 to 10000", StringComparison.Ordinal));
        Assert.Contains(server.Output, line => line.Contains("Did you mean Calls:ShutdownGrace?", StringComparison.Ordinal));
        Assert.Contains(server.Output, line => line.Contains("Api:Key", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Output, line => line.Contains("short-and-secret", StringComparison.Ordinal));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_second_server_on_the_same_database_ends_with_a_plain_word()
    {
        await using var first = await ServerFixture.StartAsync();
        var second = new ServerFixture();
        second.Settings["Storage:Path"] = Path.Combine(first.Folder, "data", "voicebooker.db");
        Assert.Equal(4, await second.RunToItsEndAsync());
        Assert.Contains(second.Output, line => line.Contains("belongs to another running server", StringComparison.Ordinal));
        await second.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_carrier_its_doors_are_not_there_and_without_a_key_the_apis_are_shut()
    {
        var server = await ServerFixture.StartAsync(("Carrier:AuthToken", ""), ("Carrier:AccountSid", ""), ("Carrier:PublicBaseUrl", ""), ("Api:Key", ""));
        foreach (var door in new[] { "/carrier/voice", "/carrier/fallback", "/carrier/status", "/carrier/after-stream" })
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await server.Api.PostAsync(door, content: null)).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await server.Api.GetAsync("/carrier/media")).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await server.Api.PostAsync("/api/softphone", content: null)).StatusCode);
        await server.DisposeAsync();
    }
}
