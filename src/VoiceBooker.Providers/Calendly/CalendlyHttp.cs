using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Connections;
using VoiceBooker.Providers.Accounts;

namespace VoiceBooker.Providers.Calendly;

/// <summary>One request of the API.</summary>
/// <param name="What">For logs.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">Below the base address, with its query.</param>
internal sealed record CalendlyCall(string What, HttpMethod Method, string Path)
{
    /// <summary>The body; null: none.</summary>
    public ReadOnlyMemory<byte>? Body { get; private init; }

    /// <summary>For an endpoint with a limit of its own.</summary>
    public string Lane { get; init; } = "";

    /// <summary>Asks for something.</summary>
    /// <param name="what">For logs.</param>
    /// <param name="path">Without query.</param>
    /// <param name="query">Names and values; a null value is left out.</param>
    public static CalendlyCall Get(string what, string path, params IEnumerable<(string Name, string? Value)> query) =>
        new(what, HttpMethod.Get, path + string.Concat(query.Where(part => part.Value is not null).Select((part, index) => $"{(index == 0 ? '?' : '&')}{part.Name}={Uri.EscapeDataString(part.Value!)}")));

    /// <summary>Does something.</summary>
    public static CalendlyCall Post<T>(string what, string path, T body, JsonTypeInfo<T> json) =>
        new(what, HttpMethod.Post, path) { Body = JsonSerializer.SerializeToUtf8Bytes(body, json) };
}

/// <summary>All that can come of a request; closed.</summary>
internal abstract record CalendlyReply
{
    private CalendlyReply() { }

    /// <summary>A 2xx.</summary>
    public sealed record Done(int Status, ReadOnlyMemory<byte> Body) : CalendlyReply
    {
        /// <summary>The body read; null when it is not what it should be.</summary>
        public T? Read<T>(JsonTypeInfo<T> json) where T : class => WireBody.Read(Body, json);
    }

    /// <summary>A 3xx or 4xx: surely nothing was done.</summary>
    public sealed record Refused(Refusal Why) : CalendlyReply;

    /// <summary>The credential does not open the account, or not enough of it; the owner must act.</summary>
    public sealed record SignedOut(string Reason) : CalendlyReply;

    /// <summary>Asked too often; surely nothing was done.</summary>
    public sealed record Throttled(Duration RetryAfter) : CalendlyReply;

    /// <summary>No answer that can be believed.</summary>
    public sealed record Unreachable(string Reason, bool MaybeDone) : CalendlyReply
    {
        /// <summary>The status of a 5xx; 0: no status came.</summary>
        public int Status { get; init; }
    }

    /// <summary>Why there is no answer, in words for the owner; empty when there is one.</summary>
    public string Trouble => this switch
    {
        Refused(var why) => why.Words,
        SignedOut(var reason) => reason,
        Throttled => "Calendly takes no more requests for this account just now.",
        Unreachable { Status: > 0 and var status } => $"Calendly answered with an error (HTTP {status}).",
        Unreachable(var reason, _) => $"Calendly cannot be reached: {reason}",
        _ => "",
    };
}

/// <summary>Bodies, read without trust.</summary>
internal static class WireBody
{
    /// <summary>Null when it is not what it should be.</summary>
    public static T? Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> json) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The API, spoken in the name of one account at a time.</summary>
internal sealed class CalendlyHttp(AccountHttp http, IOptions<CalendlyOptions> options)
{
    /// <summary>Its windows are a minute long, or longer, and what is left of them is in every answer: one that does not say comes from something in front of it.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    /// <summary>Sends it once with the credential it is given.</summary>
    public async Task<CalendlyReply> SendAsync(Access access, CalendlyCall call, CancellationToken cancel)
    {
        var address = new Uri(access.Connection.BaseAddress.TrimEnd('/') + call.Path);
        var account = access.Connection.Id == Guid.Empty ? address.Authority : access.Connection.Id.ToString("D");
        var request = new AccountRequest(account, call.What, call.Method, address, call.Method == HttpMethod.Get ? options.Value.Asking : options.Value.Doing)
        {
            Bearer = access.Credential.Token,
            Body = call.Body,
            Lane = call.Lane,
            UsualQuiet = Quiet,
        };
        return await http.SendAsync(request, cancel) switch
        {
            AccountReply.Answered { IsSuccess: true } done => new CalendlyReply.Done(done.Status, done.Body),
            AccountReply.Answered refused => new CalendlyReply.Refused(Refusal.Read(refused.Status, WireBody.Read(refused.Body, CalendlyJson.Default.Error))),
            AccountReply.Throttled(var after) => new CalendlyReply.Throttled(after),
            AccountReply.Unreachable(var reason, var maybeDone) none => new CalendlyReply.Unreachable(reason, maybeDone) { Status = none.Status },
            _ => new CalendlyReply.Unreachable("it failed too often just now", MaybeDone: false),
        };
    }

    /// <summary>All pages of a list, at most <paramref name="pages"/>; the reply that ended it when one failed.</summary>
    public static async Task<(IReadOnlyList<T> Found, CalendlyReply? Failed)> AllAsync<T>(
        Func<CalendlyCall, Task<CalendlyReply>> send, string what, string path, IReadOnlyList<(string Name, string? Value)> query, JsonTypeInfo<Many<T>> json, int pages)
    {
        var found = new List<T>();
        string? token = null;
        for (var page = 0; page < pages; page++)
        {
            var reply = await send(CalendlyCall.Get(what, path, [.. query, ("count", "100"), ("page_token", token)]));
            if (reply is not CalendlyReply.Done done)
                return (found, reply);
            if (done.Read(json) is not { Collection: { } some } answer)
                return (found, new CalendlyReply.Unreachable("its answer is not what it should be", MaybeDone: false));
            found.AddRange(some);
            if ((token = answer.Pagination?.NextPageToken) is null)
                return (found, null);
        }

        return (found, new CalendlyReply.Unreachable($"its list has more than {pages * 100} entries", MaybeDone: false));
    }
}
