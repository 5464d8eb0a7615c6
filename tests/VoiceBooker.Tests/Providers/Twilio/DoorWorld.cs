using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Tests.Providers.Twilio;

/// <summary>The carrier's doors on a loopback port, with a desk and a do-not-call list that note what they are told; and a carrier that signs.</summary>
internal sealed class DoorWorld : IAsyncDisposable
{
    public const string Base = "https://bot.example.com";
    private const string AuthToken = "12345";
    private readonly WebApplication _server;
    private readonly HttpClient _carrier = new();

    private DoorWorld(WebApplication server, NotingDesk desk, NotingList list) => (_server, Desk, List) = (server, desk, list);

    public NotingDesk Desk { get; }

    public NotingList List { get; }

    public CallFates Fates => _server.Services.GetRequiredService<CallFates>();

    public StreamTokens Tokens => _server.Services.GetRequiredService<StreamTokens>();

    public static async Task<DoorWorld> OpenAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Configuration.AddInMemoryCollection(
        [
            new("Carrier:PublicBaseUrl", Base),
            new("Carrier:AccountSid", ScriptedCarrier.AccountSid),
            new("Carrier:AuthToken", AuthToken),
            .. settings.Select(each => new KeyValuePair<string, string?>(each.Key, each.Value)),
        ]);
        var (desk, list) = (new NotingDesk(), new NotingList());
        builder.Services.AddSingleton<ICallDesk>(desk).AddSingleton<ICallWishes>(list).AddAuthorization().AddCarrier(builder.Configuration);
        var server = builder.Build();
        server.MapCarrier();
        await server.StartAsync();
        return new DoorWorld(server, desk, list);
    }

    /// <summary>The carrier asks at a door; the answer's status and body.</summary>
    /// <param name="target">Path and query.</param>
    /// <param name="fields">The form.</param>
    public Task<(HttpStatusCode Status, string Body)> AskAsync(string target, params (string Name, string Value)[] fields) => AskAsync(target, signedTarget: target, fields);

    /// <summary>Somebody asks at a door with a signature that was made for another address.</summary>
    public async Task<(HttpStatusCode Status, string Body)> AskAsync(string target, string signedTarget, params (string Name, string Value)[] fields)
    {
        var text = Base + signedTarget + string.Concat(fields.OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => field.Name + field.Value));
        using var request = new HttpRequestMessage(HttpMethod.Post, _server.Urls.First() + target);
        request.Content = new FormUrlEncodedContent(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));
#pragma warning disable CA5350 // what the carrier uses
        request.Headers.Add("X-Twilio-Signature", Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(AuthToken), Encoding.UTF8.GetBytes(text))));
#pragma warning restore CA5350
        using var response = await _carrier.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The verbs of the document with which a door answers.</summary>
    public async Task<XElement[]> VerbsAsync(string target, params (string Name, string Value)[] fields)
    {
        var (status, body) = await AskAsync(target, fields);
        Assert.Equal(HttpStatusCode.OK, status);
        return [.. XDocument.Parse(body).Root!.Elements()];
    }

    /// <summary>The ticket that the stream of a <c>Connect</c> would get, with the token used up.</summary>
    public CallTicket? TicketOf(XElement connect, string callSid) =>
        Tokens.Burn(connect.Descendants("Parameter").Single(parameter => parameter.Attribute("name")!.Value == "token").Attribute("value")!.Value, callSid, ScriptedCarrier.AccountSid);

    public async ValueTask DisposeAsync()
    {
        _carrier.Dispose();
        await _server.DisposeAsync();
    }

    /// <summary>A desk that knows the attempts it is told of.</summary>
    public sealed class NotingDesk : ICallDesk
    {
        public bool HasRoom { get; set; } = true;

        public ConcurrentDictionary<Guid, string> Attempts { get; } = new();

        public int Taken { get; private set; }

        public List<CarrierReport> Reports { get; } = [];

        public List<(Guid? Attempt, string CallSid, FarSide Who)> FarSides { get; } = [];

        public List<(string CallSid, string Status)> FailedTransfers { get; } = [];

        public void Expect(CallTicket ticket)
        {
            // nothing is fetched beforehand
        }

        public Task<CallTicket?> TakeDialledAsync(Guid attempt, CallTicket call, CancellationToken cancel)
        {
            Taken++;
            return Task.FromResult(Attempts.TryGetValue(attempt, out var name)
                ? call with { Id = new CallId(attempt), Attempt = attempt, ContactId = attempt, Outbound = true, Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = name } }
                : null);
        }

        public void ReportFarSide(Guid? attempt, string callSid, FarSide who) => FarSides.Add((attempt, callSid, who));

        public Task AnswerAsync(CallTicket ticket, ICallLine line) => Task.CompletedTask;

        public void Report(CarrierReport report) => Reports.Add(report);

        public void ReportFailedTransfer(string callSid, string status) => FailedTransfers.Add((callSid, status));
    }

    /// <summary>A do-not-call list that can be broken.</summary>
    public sealed class NotingList : ICallWishes
    {
        public bool IsBroken { get; set; }

        public List<(string Number, CallId? Call, string Source, string Words)> Stopped { get; } = [];

        public Task StopCallingAsync(string number, CallId? call, string source, string words, CancellationToken cancel)
        {
            if (IsBroken)
                throw new IOException("The disk is full.");
            Stopped.Add((number, call, source, words));
            return Task.CompletedTask;
        }

        public List<(string Number, string Source, string Words)> LeftToPerson { get; } = [];

        public Task LeaveToPersonAsync(string number, CallId? call, string source, string words, CancellationToken cancel)
        {
            if (IsBroken)
                throw new IOException("The disk is full.");
            LeftToPerson.Add((number, source, words));
            return Task.CompletedTask;
        }

        public Task<bool> CallBackAsync(CallId call, Instant? at, string words, CancellationToken cancel) => Task.FromResult(false);
    }
}
