using Microsoft.Playwright;

namespace VoiceBooker.Server.Tests.Console;

/// <summary>A test that needs a real browser; skipped, saying so, where none is installed.</summary>
internal sealed class SpokenBrowserFactAttribute : FactAttribute
{
    public SpokenBrowserFactAttribute() => Skip = new BrowserFactAttribute().Skip ?? RecordedWords.Check.Problem;
}

/// <summary>A test that needs the browser; skipped, with the reason, where it is missing.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (!File.Exists(ConsoleBrowser.Chromium))
            Skip = $"No browser: {ConsoleBrowser.Chromium} is missing (apt-get install chromium).";
    }
}

/// <summary>Several tests that need the browser; skipped, with the reason, where it is missing.</summary>
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = new BrowserFactAttribute().Skip;
}

/// <summary>Debian's Chromium without a screen, with its fake microphone.</summary>
internal sealed class ConsoleBrowser : IAsyncDisposable
{
    public const string Chromium = "/usr/bin/chromium";

    private readonly IPlaywright _playwright;

    private ConsoleBrowser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        Browser = browser;
    }

    public IBrowser Browser { get; }

    /// <summary>Opens it.</summary>
    /// <param name="microphone">A WAV file that is what the microphone hears, over and over; null: the browser's own beeps.</param>
    /// <param name="allowed">False: the browser refuses the microphone.</param>
    public static async Task<ConsoleBrowser> OpenAsync(string? microphone = null, bool allowed = true)
    {
        var playwright = await Playwright.CreateAsync();
        List<string> flags =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--use-fake-device-for-media-stream", "--autoplay-policy=no-user-gesture-required",
        ];
        flags.Add(allowed ? "--use-fake-ui-for-media-stream" : "--deny-permission-prompts");
        if (microphone is not null)
            flags.Add($"--use-file-for-fake-audio-capture={microphone}");
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = flags });
        return new ConsoleBrowser(playwright, browser);
    }

    /// <summary>A page on a computer's screen, or on a telephone's.</summary>
    public async Task<IPage> PageAsync(Uri server, bool phone = false)
    {
        var context = await Browser.NewContextAsync(new()
        {
            BaseURL = server.ToString(),
            ViewportSize = phone ? new() { Width = 390, Height = 844 } : new() { Width = 1280, Height = 800 },
            TimezoneId = "Europe/Berlin",
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(20_000);
        return await context.NewPageAsync();
    }

    /// <summary>
    /// What the browser complains of from now on: broken scripts, refused styles, missing files. Not that an event came from a field that had just left the page: Blazor refuses it and goes on
    /// (github.com/dotnet/aspnetcore/issues/26838).
    /// </summary>
    public static List<string> ComplaintsOf(IPage page)
    {
        List<string> complaints = [];
        page.PageError += (_, error) => Take(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                Take(message.Text);
        };
        return complaints;

        void Take(string complaint)
        {
            if (!complaint.Contains("'DispatchEventAsync'", StringComparison.Ordinal))
                complaints.Add(complaint);
        }
    }

    /// <summary>Keeps a picture of the page under <c>artifacts/</c>.</summary>
    public static Task PictureAsync(IPage page, string name, bool whole = true)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "console"));
        return page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, $"{name}-{page.ViewportSize!.Width}.png"), FullPage = whole });
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.CloseAsync();
        _playwright.Dispose();
    }

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "VoiceBooker.sln")))
                folder = folder.Parent;
            return folder?.FullName ?? AppContext.BaseDirectory;
        }
    }
}
