using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Server.Tests.Console;

/// <summary>A running server with its owner signed in at a browser.</summary>
internal sealed class OwnersConsole : IAsyncDisposable
{
    public const string Email = "owner@example.com";
    public const string Password = "three blind mice run";

    private OwnersConsole(ServerProcess server, ConsoleBrowser browser, IPage page)
    {
        Server = server;
        Browser = browser;
        Page = page;
    }

    public ServerProcess Server { get; }

    public ConsoleBrowser Browser { get; }

    public IPage Page { get; }

    public static async Task<OwnersConsole> OpenAsync(string? microphone = null, bool allowed = true, bool phone = false, params string[] settings)
    {
        var server = await ServerProcess.StartAsync(null, ["--Reception:BusinessName=Harbour Dental", .. settings]);
        var browser = await ConsoleBrowser.OpenAsync(microphone, allowed);
        var page = await browser.PageAsync(server.Address, phone);
        await MakeOwnerAsync(page, server.SetupCode);
        await page.GetByRole(AriaRole.Heading, new() { Name = "Overview", Exact = true }).WaitForAsync();
        return new OwnersConsole(server, browser, page);
    }

    public static async Task MakeOwnerAsync(IPage page, string code)
    {
        await page.GotoAsync("/setup");
        await page.GetByLabel("Code").FillAsync(code);
        await page.GetByLabel("E-mail").FillAsync(Email);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make my account" }).ClickAsync();
    }

    /// <summary>The server's database.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The caller disposes it.")]
    public BookingDbContext Database() =>
        new(new DbContextOptionsBuilder<BookingDbContext>().UseSqlite($"Data Source={Path.Combine(Server.Folder, "data", "voicebooker.db")}").Options);

    /// <summary>Another signed-in page of a size of its own, beside <see cref="Page"/>.</summary>
    public async Task<IPage> OpenPageAsync(int width, int height)
    {
        var page = await Page.Context.NewPageAsync();
        await page.SetViewportSizeAsync(width, height);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        await Server.DisposeAsync();
    }
}
