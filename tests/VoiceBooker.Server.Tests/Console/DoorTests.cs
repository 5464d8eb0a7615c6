using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using VoiceBooker.Server.Console.Identity;

namespace VoiceBooker.Server.Tests.Console;

/// <summary>The console's doors, knocked at without a browser.</summary>
[Collection("console")]
public sealed partial class DoorTests
{
    [Fact]
    public async Task Nobody_gets_in_without_an_account_and_the_code_makes_one_once()
    {
        await using var server = await ServerProcess.StartAsync();
        using var stranger = server.Client();
        stranger.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        foreach (var page in new[] { "/", "/calls", "/bookings", "/talk", "/settings", $"/calls/{Guid.NewGuid()}/recording.wav", "/no-such-page" })
        {
            using var sent = await stranger.GetAsync(new Uri(page, UriKind.Relative));
            Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
            Assert.StartsWith("/login", sent.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        }

        using (var token = await stranger.PostAsJsonAsync(new Uri("/talk/token", UriKind.Relative), new { mode = "text" }))
            Assert.Equal(HttpStatusCode.Unauthorized, token.StatusCode);
        using (var circuit = await stranger.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null))
            Assert.Equal(HttpStatusCode.Unauthorized, circuit.StatusCode);

        using var wrong = await SetUpAsync(stranger, "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA", OwnersConsole.Password);
        Assert.Contains("not the code", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var weak = await SetUpAsync(stranger, server.SetupCode, "short");
        Assert.Contains("at least 12 characters", await weak.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var made = await SetUpAsync(stranger, server.SetupCode.ToLowerInvariant().Replace('-', ' '), OwnersConsole.Password);
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        using var inside = await stranger.GetAsync(new Uri("/talk", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);

        using var late = server.Client();
        using var gone = await late.GetAsync(new Uri("/setup", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var forged = await stranger.PostAsJsonAsync(new Uri("/talk/token", UriKind.Relative), new { mode = "text" });
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode); // signed in, but not from a page of ours
        using var forgedLogout = await stranger.PostAsync(new Uri("/logout", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.BadRequest, forgedLogout.StatusCode);
    }

    [Fact]
    public async Task Every_answer_tells_the_browser_what_to_refuse_and_secrets_lie_in_files_of_the_owner_only()
    {
        await using var server = await ServerProcess.StartAsync();
        using var client = server.Client();
        using var page = await client.GetAsync(new Uri("/setup", UriKind.Relative));
        var policy = string.Join(' ', page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(page.Headers.GetValues("X-Frame-Options")));
        Assert.All(page.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("//cdn", await page.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);

        if (OperatingSystem.IsWindows())
            return;
        string[] secrets = [.. Directory.GetFiles(Path.Combine(server.Folder, "data", "keys")), Path.Combine(server.Folder, "data", "console.db")];
        foreach (var secret in secrets)
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(secret));
    }

    [Fact]
    public async Task Guessing_is_slowed_down()
    {
        await using var server = await ServerProcess.StartAsync(null, "--Console:DoorAttemptsPerMinute=4");
        using var client = server.Client();
        HttpStatusCode last = default;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var answer = await SetUpAsync(client, "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA", OwnersConsole.Password);
            last = answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    [Fact]
    public async Task Wrong_passwords_in_a_row_lock_the_account()
    {
        await using var server = await ServerProcess.StartAsync(null, "--Console:AttemptsBeforeLockout=3", "--Console:DoorAttemptsPerMinute=50");
        using var owner = server.Client();
        using (await SetUpAsync(owner, server.SetupCode, OwnersConsole.Password))
        {
        }

        using var other = server.Client();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var refused = await SignInAsync(other, "a wrong password");
            Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        }

        using var locked = await SignInAsync(other, OwnersConsole.Password);
        Assert.Contains("locked", await locked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/calls?x=1", "/calls?x=1")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("/\n/evil.example", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void After_signing_in_nobody_is_led_elsewhere(string? asked, string led) => Assert.Equal(led, LocalPath.OrHome(asked));

    private static Task<HttpResponseMessage> SetUpAsync(HttpClient client, string code, string password) =>
        PostFormAsync(client, "/setup", new() { ["_handler"] = "setup", ["Input.Code"] = code, ["Input.Email"] = OwnersConsole.Email, ["Input.Password"] = password });

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string password) =>
        PostFormAsync(client, "/login", new() { ["_handler"] = "login", ["Input.Email"] = OwnersConsole.Email, ["Input.Password"] = password });

    private static async Task<HttpResponseMessage> PostFormAsync(HttpClient client, string path, Dictionary<string, string> fields)
    {
        var form = await client.GetStringAsync(new Uri(path, UriKind.Relative));
        fields["__RequestVerificationToken"] = FormToken().Match(form).Groups[1].Value;
        using var content = new FormUrlEncodedContent(fields);
        return await client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
