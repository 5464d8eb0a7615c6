using System.Text.Json.Nodes;
using NodaTime;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>A request of somebody who is known and allowed.</summary>
/// <param name="Request">As it came.</param>
/// <param name="Token">On whose behalf.</param>
/// <param name="Route">Segments of the path.</param>
/// <param name="Fault">A fault that the call minds itself.</param>
/// <param name="Now">The moment on the stand-in's clock.</param>
internal sealed record ApiCall(StandInRequest Request, CalendlyToken Token, RouteValueDictionary Route, FaultRule? Fault, Instant Now)
{
    /// <summary>The body; an empty object when there is none.</summary>
    public JsonObject Body { get; } = Request.Json() as JsonObject ?? [];

    /// <summary>A segment of the path.</summary>
    public string Segment(string name) => Route[name] as string ?? "";

    /// <summary>A field of the query; null when it is missing or empty.</summary>
    public string? Query(string name) => Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A moment in the query; null when it is missing.</summary>
    public Instant? Time(string name)
    {
        if (Query(name) is not { } text)
            return null;
        return CalendlyWire.ReadTime(text) ?? throw CalendlyAnswers.Invalid(new ErrorDetail(name, "is invalid"));
    }
}
