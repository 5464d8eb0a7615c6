using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VoiceBooker.CallLab.Called;
using VoiceBooker.CallLab.Carrier;

namespace VoiceBooker.Tests.CallLab.Outbound;

/// <summary>A request of the carrier's.</summary>
internal sealed record Asked(string Path, string Query, IReadOnlyDictionary<string, string> Form, bool Signed);

/// <summary>A carrier with one number, and a little server that lets it call people and notes what it is told; real sockets, calls of a fraction of a second.</summary>
internal sealed class OutboundWorld : IAsyncDisposable
{
    public const string Ours = "+12125550100";
    public const string Person = "+14155550199";

    private readonly HttpClient _http = new();
    private readonly WebApplication _server;

    private OutboundWorld(WebApplication server) => _server = server;

    public SimulatedCarrier Carrier { get; } = new(CarrierAccount.New(), TimeProvider.System);

    /// <summary>The little server.</summary>
    public Uri Base { get; private set; } = null!;

    /// <summary>What it was asked and told, in order of arrival.</summary>
    public ConcurrentQueue<Asked> Asked { get; } = new();

    /// <summary>The documents it gives, by path; by default it hangs up.</summary>
    public Func<string, string> Document { get; set; } = _ => "<Hangup/>";

    /// <summary>What it does when it is told something, by path.</summary>
    public Func<string, IReadOnlyDictionary<string, string>, Task> OnTold { get; set; } = (_, _) => Task.CompletedTask;

    public IEnumerable<Asked> Statuses => Asked.Where(each => each.Path == "/status");

    public static async Task<OutboundWorld> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        var world = new OutboundWorld(server);
        server.MapFallback(world.AnswerAsync);
        await server.StartAsync();
        world.Base = new Uri(server.Urls.First());
        await world.Carrier.OpenAsync();
        world.Carrier.Queue.CallsPerSecond = 1000;
        world.Carrier.Numbers[Ours] = new NumberSettings(new Uri(world.Base, "voice"), null, null) { SmsUrl = new Uri(world.Base, "sms") };
        world._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{world.Carrier.Account.Sid}:{world.Carrier.Account.AuthToken}")));
        return world;
    }

    /// <summary>The parameters of an ordinary call, with some changed (null: left out) or added.</summary>
    public List<KeyValuePair<string, string>> Wish(params (string Name, string? Value)[] changed)
    {
        List<KeyValuePair<string, string>> wish =
        [
            new("To", Person), new("From", Ours), new("Url", $"{Base}answer?attempt=a-1"), new("StatusCallback", $"{Base}status?attempt=a-1"),
            new("StatusCallbackEvent", "initiated"), new("StatusCallbackEvent", "ringing"), new("StatusCallbackEvent", "answered"), new("StatusCallbackEvent", "completed"), new("Timeout", "5"), new("TimeLimit", "20"),
        ];
        wish.RemoveAll(each => changed.Any(one => one.Name == each.Key));
        wish.AddRange(changed.Where(each => each.Value is not null).Select(each => new KeyValuePair<string, string>(each.Name, each.Value!)));
        return wish;
    }

    public Task<(int Status, JsonNode Body)> PostAsync(string resource, params (string Name, string Value)[] form) => PostAsync(resource, [.. form.Select(each => new KeyValuePair<string, string>(each.Name, each.Value))]);

    public async Task<(int Status, JsonNode Body)> PostAsync(string resource, List<KeyValuePair<string, string>> form)
    {
        using var content = new FormUrlEncodedContent(form);
        using var response = await _http.PostAsync(Door(resource), content);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    public async Task<(int Status, JsonNode Body)> GetAsync(string resource)
    {
        using var response = await _http.GetAsync(resource.StartsWith('/') ? new Uri(Carrier.RestBase, resource) : Door(resource));
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>Lets the carrier call <paramref name="person"/>, waits until it is over and told, and gives the call.</summary>
    public async Task<SimulatedCall> CallAsync(CalledPerson person, params (string Name, string? Value)[] changed) => await CallAsync(new NumberScript(person), changed);

    public async Task<SimulatedCall> CallAsync(NumberScript script, params (string Name, string? Value)[] changed)
    {
        Carrier.Scripts[Person] = script;
        var (status, body) = await PostAsync("Calls.json", Wish(changed));
        Assert.Equal(201, status);
        await Carrier.SettleAsync();
        return Carrier.Calls[(string)body["sid"]!];
    }

    public async ValueTask DisposeAsync()
    {
        await Carrier.DisposeAsync();
        await _server.DisposeAsync();
        _http.Dispose();
    }

    private Uri Door(string resource) => new(Carrier.RestBase, $"/2010-04-01/Accounts/{Carrier.Account.Sid}/{resource}");

    private async Task AnswerAsync(HttpContext http)
    {
        var form = (await http.Request.ReadFormAsync()).ToDictionary(each => each.Key, each => each.Value.ToString(), StringComparer.Ordinal);
        var signed = CarrierSignature.Of(Carrier.Account.AuthToken, new Uri(Base, http.Request.Path + http.Request.QueryString).ToString(), form) == http.Request.Headers[CarrierSignature.Header];
        Asked.Enqueue(new Asked(http.Request.Path, http.Request.QueryString.ToString(), form, signed));
        await OnTold(http.Request.Path, form);
        http.Response.ContentType = "text/xml; charset=utf-8";
        if (http.Request.Path.Value is not ("/status" or "/amd" or "/sms"))
            await http.Response.WriteAsync($"""<?xml version="1.0" encoding="UTF-8"?><Response>{Document(http.Request.Path)}</Response>""");
    }
}
