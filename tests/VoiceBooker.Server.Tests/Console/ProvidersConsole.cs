using System.Net.Http.Headers;
using VoiceBooker.CallLab.StandIns.CalCom;
using VoiceBooker.CallLab.StandIns.Calendly;

namespace VoiceBooker.Server.Tests.Console;

/// <summary>One server with the stand-ins of both providers beside it, its API open and its owner signed in; opened by the first test that needs it.</summary>
public sealed class ProvidersConsole : IAsyncLifetime, IAsyncDisposable
{
    private const string ApiKey = "a-key-for-tests-of-at-least-32-characters";
    private readonly CalComStandIn _calCom = new(TimeProvider.System);
    private readonly CalendlyStandIn _calendly = new(TimeProvider.System);
    private OwnersConsole? _console;

    internal CalComStandIn CalCom => _calCom;

    internal CalendlyStandIn Calendly => _calendly;

    /// <summary>Asks the API, with the key.</summary>
    internal HttpClient Api { get; } = new();

    /// <summary>Where Cal.com's API begins.</summary>
    internal string CalComAddress => new Uri(_calCom.Base, "/v2").ToString();

    internal async Task<OwnersConsole> OpenAsync()
    {
        if (_console is not null)
            return _console;
        _calCom.Seed("Europe/Berlin");
        _calendly.Seed();
        await _calCom.OpenAsync();
        await _calendly.OpenAsync();
        _console = await OwnersConsole.OpenAsync(settings:
        [
            $"--Api:Key={ApiKey}",
            "--Carrier:PublicBaseUrl={address}",
            $"--CalCom:BaseAddress={CalComAddress}",
            "--CalCom:Marks=stand-in",
            $"--Calendly:BaseAddress={_calendly.Base}",
            $"--Calendly:AuthAddress={_calendly.Base}",
            $"--Calendly:ClientId={CalendlySeed.ClientId}",
            $"--Calendly:ClientSecret={CalendlySeed.ClientSecret}",
            $"--Calendly:WebhookSigningKey={CalendlySeed.SigningKey}",
            "--Calendly:Marks=stand-in",
        ]);
        Api.BaseAddress = _console.Server.Address;
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        return _console;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        Api.Dispose();
        if (_console is not null)
            await _console.DisposeAsync();
        await _calCom.DisposeAsync();
        await _calendly.DisposeAsync();
    }

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());
}
