using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using VoiceBooker.Providers.Twilio;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Server.Calls;

/// <summary>What a softphone wants to call.</summary>
public sealed record SoftphoneRequest
{
    /// <summary>True: words only, on a clock of its own. False: audio.</summary>
    public bool Typed { get; init; }

    /// <summary>Who answers; null: who answers numbers that nobody claims.</summary>
    public Guid? AssistantId { get; init; }

    /// <summary>The number the caller seems to call from; empty: withheld.</summary>
    public string CallerNumber { get; init; } = "";

    /// <summary>What the call's clock shows at first; typed calls only, where <c>Calls:AllowRehearsalClock</c> allows it.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Per-call values by name.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>What a softphone needs to open its stream: one call, one minute.</summary>
/// <param name="Url">The media socket.</param>
/// <param name="Token">Goes into the sub-protocols and into <c>customParameters</c>.</param>
/// <param name="CallSid">Goes into <c>start</c>.</param>
/// <param name="AccountSid">Goes into <c>start</c>.</param>
/// <param name="CallId">Our identity of the call; goes into <c>customParameters</c>.</param>
public sealed record SoftphoneTicket(string Url, string Token, string CallSid, string AccountSid, string CallId);

/// <summary>What comes of a softphone's request.</summary>
public abstract record SoftphoneResult
{
    private SoftphoneResult() { }

    /// <summary>It may call.</summary>
    public sealed record Minted(SoftphoneTicket Ticket) : SoftphoneResult;

    /// <summary>All lines are taken, or the server is stopping.</summary>
    public sealed record Busy : SoftphoneResult;

    /// <summary>The request cannot be served as it is.</summary>
    public sealed record Refused(string Field, string Reason) : SoftphoneResult;
}

/// <summary>Gives softphones their tickets. The signed-in console and the API ask here.</summary>
public sealed class Softphone(StreamTokens tokens, CallHost desk, CallLines lines, SpeechEngines speech, IOptions<CallsOptions> options, TimeProvider time)
{
    /// <summary>The account that softphone calls carry.</summary>
    public const string AccountSid = "AC00000000000000000000000000000000";

    /// <summary>A ticket for one call.</summary>
    /// <param name="request">What is to be called.</param>
    /// <param name="server">The address under which the softphone reaches this server ("http://127.0.0.1:5080/").</param>
    /// <param name="cancel">Nobody waits for it any more.</param>
    public async Task<SoftphoneResult> MintAsync(SoftphoneRequest request, Uri server, CancellationToken cancel)
    {
        if (request.Now is not null && !options.Value.AllowRehearsalClock)
            return new SoftphoneResult.Refused("now", "A call has a start time of its own only where the setting Calls:AllowRehearsalClock is true.");
        if (request.Now is not null && !request.Typed)
            return new SoftphoneResult.Refused("now", "Only a typed call (mode \"text\") has a start time of its own.");
        if (!request.Typed && speech.Problem is { } problem)
            return new SoftphoneResult.Refused("mode", $"{problem} Until then only typed calls (mode \"text\") work.");
        if (!await lines.HaveRoomForSoftphoneAsync(cancel))
            return new SoftphoneResult.Busy();

        var ticket = new CallTicket
        {
            Id = CallId.New(time.GetUtcNow()),
            Kind = request.Typed ? CallKind.Typed : CallKind.Softphone,
            CallSid = "CA" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            AccountSid = AccountSid,
            From = request.CallerNumber,
            AssistantId = request.AssistantId,
            Variables = request.Variables,
            StartsAt = request.Now,
        };
        desk.Expect(ticket);
        var socket = new UriBuilder(server) { Scheme = server.Scheme == Uri.UriSchemeHttps ? "wss" : "ws", Path = CarrierDoors.Media, Query = "", Fragment = "" };
        return new SoftphoneResult.Minted(new SoftphoneTicket(socket.Uri.AbsoluteUri, await tokens.MintAsync(ticket, cancel), ticket.CallSid, ticket.AccountSid, ticket.Id.ToString()));
    }
}
