using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace VoiceBooker.Server.Tests.Hosting;

/// <summary>A server behind a proxy that ends TLS.</summary>
public sealed class ProxyTests
{
    [Fact]
    public async Task Behind_a_trusted_proxy_pages_redirects_and_sockets_are_https_ones()
    {
        await using var server = await ServerFixture.StartAsync(("Console:RequireHttps", "true"));
        using var browser = Browser(server);

        using var setup = await browser.SendAsync(From("203.0.113.7", "/setup"));
        Assert.Equal(HttpStatusCode.OK, setup.StatusCode);
        Assert.Contains(setup.Headers.GetValues("Set-Cookie"), cookie => cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));

        var page = From("203.0.113.7", "/calls");
        page.Headers.Accept.ParseAdd("text/html");
        using var redirected = await browser.SendAsync(page);
        Assert.StartsWith($"https://{server.Address.Authority}/login", redirected.Headers.Location!.OriginalString, StringComparison.Ordinal);

        var wish = From("203.0.113.7", "/api/softphone", HttpMethod.Post);
        wish.Content = JsonContent.Create(new { mode = "text" });
        using var minted = await server.Api.SendAsync(wish);
        Assert.StartsWith("wss://", (await minted.Content.ReadFromJsonAsync<JsonNode>())!["url"]!.GetValue<string>(), StringComparison.Ordinal);

        using var plain = await browser.GetAsync("/setup");
        Assert.Equal(HttpStatusCode.BadRequest, plain.StatusCode);
        Assert.Contains("Console:TrustedProxies", await plain.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_caller_of_the_login_behind_a_proxy_has_attempts_of_their_own()
    {
        await using var server = await ServerFixture.StartAsync(("Console:DoorAttemptsPerMinute", "3"));
        using var browser = Browser(server);
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(browser, "203.0.113.7", times: 4));
        Assert.NotEqual(HttpStatusCode.TooManyRequests, await GuessAsync(browser, "203.0.113.8", times: 1));
    }

    [Fact]
    public async Task A_proxy_that_nobody_trusts_is_not_believed()
    {
        await using var server = await ServerFixture.StartAsync(("Console:DoorAttemptsPerMinute", "3"), ("Console:TrustedProxies", "10.0.0.0/8"));
        using var browser = Browser(server);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, await GuessAsync(browser, "203.0.113.7", times: 3));
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(browser, "203.0.113.8", times: 1));

        var wish = From("203.0.113.7", "/api/softphone", HttpMethod.Post);
        wish.Content = JsonContent.Create(new { mode = "text" });
        using var minted = await server.Api.SendAsync(wish);
        Assert.StartsWith("ws://", (await minted.Content.ReadFromJsonAsync<JsonNode>())!["url"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_is_named_at_the_start()
    {
        await using var server = new ServerFixture();
        server.Settings["Console:TrustedProxies"] = "10.0.0.1, proxy.local";
        Assert.Equal(2, await server.RunToItsEndAsync());
        Assert.Contains(server.Output, line => line.Contains("Console:TrustedProxies", StringComparison.Ordinal) && line.Contains("'proxy.local' is neither an address nor a network", StringComparison.Ordinal));
    }

    private static HttpClient Browser(ServerFixture server) => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Address };

    private static HttpRequestMessage From(string address, string path, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.Add("X-Forwarded-For", address);
        request.Headers.Add("X-Forwarded-Proto", "https");
        return request;
    }

    private static async Task<HttpStatusCode> GuessAsync(HttpClient browser, string address, int times)
    {
        HttpStatusCode last = default;
        for (var attempt = 0; attempt < times; attempt++)
        {
            var guess = From(address, "/login", HttpMethod.Post);
            guess.Content = new FormUrlEncodedContent([new("_handler", "login")]);
            using var answer = await browser.SendAsync(guess);
            last = answer.StatusCode;
        }

        return last;
    }
}
