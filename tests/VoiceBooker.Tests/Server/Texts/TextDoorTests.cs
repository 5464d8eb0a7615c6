using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Journal;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Reception;
using VoiceBooker.Server.Texts;
using VoiceBooker.Tests.Booking.Messages;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;
using VoiceBooker.Voice.Time;

namespace VoiceBooker.Tests.Server.Texts;

/// <summary>The page under a texted link, as a telephone's browser meets it.</summary>
public sealed class TextDoorTests : IAsyncLifetime
{
    private static readonly CallId Call = new(Guid.CreateVersion7());

    private readonly TestDatabase _database = TestDatabase.OnDisk();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));
    private readonly FakeMessenger _carrier = new();
    private HttpClient _browser = default!;
    private TextLinks _links = default!;
    private WebApplication _app = default!;

    public async Task InitializeAsync()
    {
        _links = new TextLinks(_database, [_carrier], [], Options.Create(new MessagesOptions()), "https://bot.example.com", _clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAuthorization();
        builder.Services.AddRateLimiter(limits => limits.RejectionStatusCode = 429);
        builder.Services.AddSingleton(_links).AddSingleton(Options.Create(new ReceptionOptions { BusinessName = "Harbour <Dental>" })).AddTextDoor();
        _app = builder.Build();
        _app.UseRateLimiter();
        _app.MapTexts();
        await _app.StartAsync();
        _browser = Browser(_app.Urls.First());
        await using var db = _database.CreateDbContext();
        db.Calls.Add(new CallRecord { Id = Call, CallSid = "CA1", Assistant = "Robin" });
        await db.SaveChangesAsync();
    }

    public async Task DisposeAsync()
    {
        _browser.Dispose();
        await _app.DisposeAsync();
        _database.Dispose();
    }

    [Fact]
    public async Task An_address_is_typed_shown_back_and_taken_once()
    {
        var page = await LinkAsync(TextLinks.Email, "de-DE");
        var shown = await _browser.GetAsync(page);
        var html = await shown.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Contains("<html lang=\"de\">", html, StringComparison.Ordinal);
        Assert.Contains("Harbour &lt;Dental&gt;", html, StringComparison.Ordinal);
        Assert.Contains("Ihre E-Mail-Adresse", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Equal(("no-store", "no-referrer"), (shown.Headers.CacheControl!.ToString(), shown.Headers.GetValues("Referrer-Policy").Single()));
        Assert.StartsWith("default-src 'none'", shown.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(shown.Headers.Contains("Set-Cookie"));

        var wrong = await TypeAsync(page, "\"><script>alert(1)</script>");
        var corrected = await wrong.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.DoesNotContain("<script", corrected, StringComparison.Ordinal);
        Assert.Contains("noch keine E-Mail-Adresse", WebUtility.HtmlDecode(corrected), StringComparison.Ordinal);

        var taken = await TypeAsync(page, " anna@example.com ");
        Assert.Contains("anna@example.com", await taken.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Gone), (taken.StatusCode, (await TypeAsync(page, "eve@example.com")).StatusCode));
        Assert.Equal(HttpStatusCode.Gone, (await _browser.GetAsync(page)).StatusCode);
        Assert.Equal(new TypedText(Call, TextLinks.Email, "anna@example.com"), Assert.Single(await _links.TakeAsync(Call, default)));
    }

    [Fact]
    public async Task A_link_that_is_none_or_too_old_or_of_a_call_that_is_over_opens_nothing()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _browser.GetAsync("/t/AAAAAAAAAAAAAAAAAAAAAA")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await TypeAsync("/t/" + new string('A', 500), "Anna")).StatusCode);
        var over = await LinkAsync(TextLinks.Name, "en-US");
        await using (var db = _database.CreateDbContext())
        {
            db.Calls.Single().EndedAt = NodaTime.Instant.FromUtc(2026, 11, 30, 9, 1);
            await db.SaveChangesAsync();
        }

        Assert.Equal(HttpStatusCode.Gone, (await TypeAsync(over, "Anna Miller")).StatusCode);
    }

    [Fact]
    public async Task Who_guesses_is_slowed_down()
    {
        HttpStatusCode last = default;
        for (var i = 0; i < 61; i++)
            last = (await _browser.GetAsync("/t/guess")).StatusCode;
        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    private static HttpClient Browser(string address) => new() { BaseAddress = new Uri(address) };

    private async Task<string> LinkAsync(string asks, string language)
    {
        Assert.IsType<LinkSending.Sent>(await _links.SendAsync(Call, "+12125550147", asks, language, "Harbour Dental", default));
        return $"/t/{_carrier.Token}";
    }

    private async Task<HttpResponseMessage> TypeAsync(string page, string text)
    {
        using var form = new FormUrlEncodedContent([new("typed", text)]);
        return await _browser.PostAsync(page, form);
    }
}
