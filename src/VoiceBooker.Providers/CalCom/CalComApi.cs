using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Providers.Accounts;

namespace VoiceBooker.Providers.CalCom;

/// <summary>One request to the API.</summary>
/// <param name="What">For logs.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">Behind the base address, with its query.</param>
/// <param name="Version">The version of that group of endpoints; null where none is wanted.</param>
internal sealed record CalComCall(string What, HttpMethod Method, string Path, string? Version)
{
    /// <summary>Of bookings, also when they are listed: the newer list knows pages only and was seen not to answer at all.</summary>
    public const string Bookings = "2024-08-13";

    /// <summary>Of free times and reservations.</summary>
    public const string Slots = "2024-09-04";

    /// <summary>Of event types.</summary>
    public const string EventTypes = "2024-06-14";

    /// <summary>The JSON body; null: none.</summary>
    public JsonObject? Body { get; init; }

    /// <summary>Whether it may be sent again when its fate is not known.</summary>
    public bool Repeatable { get; init; } = Method == HttpMethod.Get;

    /// <summary>How long it may take, when not as long as usual.</summary>
    public TimeSpan? Within { get; init; }
}

/// <summary>
/// Cal.com's API, version 2, hosted or one's own. The version header is always an exact value that both know: a missing or unknown one silently selects another API, a known one at the wrong place is a 404.
/// </summary>
internal sealed class CalComApi(AccountHttp http, IOptions<CalComOptions> options)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Its limiter blocks for a minute, and says so for some of its endpoints only.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(60);

    /// <summary>Sends it with the account's credential. Throws only when cancelled.</summary>
    public Task<CalComReply> SendAsync(Access access, CalComCall call, CancellationToken cancel)
    {
        var connection = access.Connection;
        return SendAsync(new Uri(connection.BaseAddress), connection.Id == Guid.Empty ? "" : connection.Id.ToString("D"), access.Credential.Token, call, cancel);
    }

    /// <summary>Sends it to the API at <paramref name="baseAddress"/>, which keeps its path.</summary>
    /// <param name="baseAddress">With or without a slash at its end.</param>
    /// <param name="account">What shares a breaker; empty: the address' host.</param>
    /// <param name="token">The credential; null: none.</param>
    /// <param name="call">What is asked.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<CalComReply> SendAsync(Uri baseAddress, string account, string? token, CalComCall call, CancellationToken cancel)
    {
        if (options.Value.Refuse(baseAddress.OriginalString) is { } wrong)
            return new CalComReply.Down($"The address {baseAddress.Host} {wrong}.");

        var request = new AccountRequest(account.Length > 0 ? account : baseAddress.Authority, call.What, call.Method, new Uri($"{baseAddress.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{call.Path}"), PatienceOf(call))
        {
            Bearer = token,
            Headers = call.Version is { } version ? [new("cal-api-version", version)] : [],
            Body = call.Body is { } body ? JsonSerializer.SerializeToUtf8Bytes(body, CalComBodies.Default.JsonObject) : null,
            Repeatable = call.Repeatable,
            UsualQuiet = Quiet,
        };
        return Read(await http.SendAsync(request, cancel), baseAddress, call);
    }

    private static CalComReply Read(AccountReply reply, Uri baseAddress, CalComCall call)
    {
        switch (reply)
        {
            case AccountReply.Answered { IsSuccess: true } answered:
                try
                {
                    using var document = JsonDocument.Parse(answered.Body);
                    var whole = document.RootElement.Clone();
                    if (whole.Item("data") is { } data)
                        return new CalComReply.Said(data, whole);
                    if (whole.Text("status") == "success" || whole.Text("access_token") is not null)
                        return new CalComReply.Said(default, whole);
                }
                catch (JsonException)
                {
                    // Said below: an answer that cannot be read.
                }

                return Lost("The answer cannot be read.");

            case AccountReply.Answered { Status: >= 300 and < 400 } redirected:
                return new CalComReply.Down($"{baseAddress.Host} answers with a redirect ({redirected.Status}): the address must be that of the API.");

            case AccountReply.Answered { Status: 408 }:
                return Lost("The answer took too long.");

            case AccountReply.Answered answered:
                var error = CalComError.Read(answered.Status, answered.Text);
                return error.RefusesCredential ? new CalComReply.Dead(error.Message) : new CalComReply.Refused(error);

            case AccountReply.Throttled(var after):
                return new CalComReply.Throttled(after);

            case AccountReply.BreakerOpen(var until):
                return new CalComReply.Down($"Cal.com kept failing at {baseAddress.Host}; it is asked again at {until:uuuu-MM-dd HH:mm:ss} UTC.");

            case AccountReply.Unreachable { MaybeDone: true } lost:
                // Team events throw these by their name, before anything is written, and the server makes a 500 of them.
                return lost.Text.Contains("unavailable_for_booking", StringComparison.Ordinal) ? new CalComReply.Refused(CalComError.Read(lost.Status, lost.Text)) : Lost(WhyOf(lost));

            case AccountReply.Unreachable unreachable:
                return new CalComReply.Down(WhyOf(unreachable));

            default:
                throw new InvalidOperationException($"Unknown reply {reply}.");
        }

        string WhyOf(AccountReply.Unreachable none) => none.Status > 0 ? $"Cal.com answered with an error (HTTP {none.Status})." : $"Cal.com cannot be reached at {baseAddress.Host}: {none.Reason}";

        // Who only asks has lost nothing but the answer.
        CalComReply Lost(string reason) => call.Repeatable ? new CalComReply.Down(reason) : new CalComReply.Lost(reason);
    }

    private Patience PatienceOf(CalComCall call)
    {
        var settings = options.Value;
        if (call.Within is { } within)
            return new Patience(within, within, 1, TimeSpan.Zero);
        return call.Repeatable ? new Patience(settings.AskWithin, settings.AskInAll, 3, LongestPause) : new Patience(settings.ActWithin, settings.ActWithin, 2, LongestPause);
    }
}

/// <summary>How bodies are written.</summary>
[System.Text.Json.Serialization.JsonSerializable(typeof(JsonObject))]
internal sealed partial class CalComBodies : System.Text.Json.Serialization.JsonSerializerContext;
