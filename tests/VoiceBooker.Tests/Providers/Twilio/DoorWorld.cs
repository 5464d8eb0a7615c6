using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Tests.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Tests.Providers.Twilio;

/// <summary>The carrier's doors on a loopback port, with a desk and a do-not-call list that note what they are told; and a carrier that signs.</summary>
internal sealed class DoorWorld : IAsyncDisposable
{
    public const string Base = "https://bot.example.com";
    private const string AuthToken = "12345";
    private readonly WebApplication _server;
    private readonly HttpClient _carrier = new();
    private readonly TestDatabase? _own;

    private DoorWorld(WebApplication server, NotingDesk desk, NotingList list, NotingMessages messages, TestDatabase? own) => (_server, Desk, List, Messages, _own) = (server, desk, list, messages, own);

    public NotingDesk Desk { get; }

    public NotingList List { get; }

    public NotingMessages Messages { get; }

    public CallFates Fates => _server.Services.GetRequiredService<CallFates>();

    public Transfers Transfers => _server.Services.GetRequiredService<Transfers>();

    public StreamTokens Tokens => _server.Services.GetRequiredService<StreamTokens>();

    public static Task<DoorWorld> OpenAsync(params (string Key, string Value)[] settings) => OpenAsync(null, settings);

    /// <summary>The doors of one server of several.</summary>
    /// <param name="database">The one they share; null: this server has one to itself.</param>
    /// <param name="settings">Settings.</param>
    public static async Task<DoorWorld> OpenAsync(TestDatabase? database, params (string Key, string Value)[] settings)
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
        var (desk, list, messages) = (new NotingDesk(), new NotingList(), new NotingMessages());
        var own = database is null ? TestDatabase.InMemory() : null;
        builder.Services.AddSingleton<IDbContextFactory<BookingDbContext>>(database ?? own!);
        if (database is not null)
            builder.Services.AddSingleton(new WaitingStreams(database, Options.Create(new StorageOptions { ConnectionString = database.ConnectionString }), TimeProvider.System));
        builder.Services.AddSingleton<ICallDesk>(desk).AddSingleton<ICallWishes>(list).AddSingleton<IMessageDesk>(messages).AddAuthorization().AddCarrier(builder.Configuration);
        var server = builder.Build();
        server.UseWebSockets();
        server.MapCarrier();
        await server.StartAsync();
        return new DoorWorld(server, desk, list, messages, own);
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

    /// <summary>The carrier opens a media socket; the status with which it is answered.</summary>
    public async Task<HttpStatusCode> KnockAsync()
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
#pragma warning disable CA5350 // what the carrier uses
        socket.Options.SetRequestHeader("X-Twilio-Signature", Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(AuthToken), Encoding.UTF8.GetBytes(Base.Replace("https", "wss", StringComparison.Ordinal) + CarrierDoors.Media))));
#pragma warning restore CA5350
        try
        {
            await socket.ConnectAsync(new Uri(_server.Urls.First().Replace("http", "ws", StringComparison.Ordinal) + CarrierDoors.Media), default);
        }
        catch (WebSocketException)
        {
            // the status says why
        }

        return socket.HttpStatusCode;
    }

    /// <summary>The verbs of the document with which a door answers.</summary>
    public async Task<XElement[]> VerbsAsync(string target, params (string Name, string Value)[] fields)
    {
        var (status, body) = await AskAsync(target, fields);
        Assert.Equal(HttpStatusCode.OK, status);
        return [.. XDocument.Parse(body).Root!.Elements()];
    }

    /// <summary>The ticket that the stream of a <c>Connect</c> would get, with the token used up.</summary>
    public async Task<CallTicket?> TicketOfAsync(XElement connect, string callSid) =>
        await Tokens.BurnAsync(connect.Descendants("Parameter").Single(parameter => parameter.Attribute("name")!.Value == "token").Attribute("value")!.Value, callSid, ScriptedCarrier.AccountSid, default);

    public async ValueTask DisposeAsync()
    {
        _carrier.Dispose();
        await _server.DisposeAsync();
        _own?.Dispose();
    }

    /// <summary>A desk that knows the attempts it is told of.</summary>
    public sealed class NotingDesk : ICallDesk
    {
        public bool HasRoom { get; set; } = true;

        public bool IsFull { get; set; }

        /// <summary>How conversations ended that other servers led, by the carrier's identity.</summary>
        public Dictionary<string, bool> Ended { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<Guid, string> Attempts { get; } = new();

        public int Taken { get; private set; }

        public List<CarrierReport> Reports { get; } = [];

        public List<(Guid? Attempt, string CallSid, FarSide Who)> FarSides { get; } = [];

        public List<(string CallSid, string Status)> FailedTransfers { get; } = [];

        public ValueTask<bool> HasRoomAsync(CancellationToken cancel) => ValueTask.FromResult(HasRoom);

        public Task<bool?> HasEndedAsync(string callSid, CancellationToken cancel) => Task.FromResult(Ended.TryGetValue(callSid, out var well) ? well : (bool?)null);

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

    /// <summary>Notes what became of messages, and who is to be answered.</summary>
    public sealed class NotingMessages : IMessageDesk
    {
        public List<(Guid? Text, string MessageSid, TextStanding Standing)> Reports { get; } = [];

        public List<AnsweredMessage> Answered { get; } = [];

        public Task ReportAsync(Guid? text, string messageSid, TextStanding standing, CancellationToken cancel)
        {
            Reports.Add((text, messageSid, standing));
            return Task.CompletedTask;
        }

        public Task AnswerAsync(AnsweredMessage question, CancellationToken cancel)
        {
            Answered.Add(question);
            return Task.CompletedTask;
        }
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

        public List<(string Number, string Words)> TakenBack { get; } = [];

        public Task<bool> TakeBackAsync(string number, string words, CancellationToken cancel)
        {
            if (IsBroken)
                throw new IOException("The disk is full.");
            TakenBack.Add((number, words));
            return Task.FromResult(true);
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
