using System.Text.Json;
using NodaTime;

namespace VoiceBooker.Providers.CalCom;

/// <summary>All that can come of a request to Cal.com; closed.</summary>
internal abstract record CalComReply
{
    private CalComReply() { }

    /// <summary>It was done.</summary>
    /// <param name="Data">The answer's <c>data</c>; undefined when it has none.</param>
    /// <param name="Whole">All of the answer.</param>
    public sealed record Said(JsonElement Data, JsonElement Whole) : CalComReply;

    /// <summary>It was refused; nothing was done.</summary>
    public sealed record Refused(CalComError Error) : CalComReply;

    /// <summary>Asked too often; nothing was done.</summary>
    public sealed record Throttled(Duration RetryAfter) : CalComReply;

    /// <summary>Cannot be reached; surely nothing was done.</summary>
    public sealed record Down(string Reason) : CalComReply;

    /// <summary>The answer was lost: it may have been done.</summary>
    public sealed record Lost(string Reason) : CalComReply;

    /// <summary>The credential is refused.</summary>
    public sealed record Dead(string Reason) : CalComReply;

    /// <summary>Why there is no answer, for logs and the owner; without secrets.</summary>
    public string Why => this switch
    {
        Refused(var error) => $"Refused with {error.Status}: {error.Message}",
        Throttled(var after) => $"Cal.com was asked too often; it is asked again in {after.TotalSeconds:0} seconds.",
        Down(var reason) => reason,
        Lost(var reason) => reason,
        Dead(var reason) => reason,
        _ => "",
    };
}
