using System.Globalization;
using System.Text.Json.Nodes;

namespace VoiceBooker.CallLab.StandIns.Calendars;

/// <summary>
/// The doors under <c>/_lab</c> that every calendar stand-in has: the clock, the faults, the log. They are the lab's, no provider has them.
/// <c>POST /_lab/clock {"advance":"00:05:00"}</c> or <c>{"set":"2026-12-01T09:00:00Z"}</c>; <c>POST /_lab/faults {"operation":"book","kind":"commit_then_timeout","times":1,"delay":"00:00:47","retryAfter":"3","share":1}</c>; <c>DELETE /_lab/faults</c>; <c>GET</c> of each, and of <c>/_lab/log</c>.
/// </summary>
internal static class LabDoors
{
    /// <summary>Opens them.</summary>
    public static void MapLab(this WebApplication door, StandInClock clock, FaultBook faults, RequestLog log)
    {
        door.MapGet("/_lab/clock", () => Clock(clock));
        door.MapPost("/_lab/clock", async (HttpContext http) =>
        {
            var wish = (await StandInRequest.ReadAsync(http)).Json() as JsonObject;
            if (TimeSpan.TryParse((string?)wish?["advance"], CultureInfo.InvariantCulture, out var by))
                clock.Advance(by);
            else if (DateTimeOffset.TryParse((string?)wish?["set"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var now))
                clock.Set(now);
            else
                return Results.BadRequest("""Say {"advance":"00:05:00"} or {"set":"2026-12-01T09:00:00Z"}.""");
            return Clock(clock);
        });
        door.MapGet("/_lab/faults", () => Results.Json(faults.Due.Select(Described)));
        door.MapPost("/_lab/faults", async (HttpContext http) =>
        {
            if (ReadFault((await StandInRequest.ReadAsync(http)).Json() as JsonObject) is not { } rule)
                return Results.BadRequest($"Say operation and kind ({string.Join(", ", Enum.GetNames<FaultKind>())}), perhaps times, delay, retryAfter, share.");
            faults.Add(rule);
            return Results.Json(Described(rule), statusCode: 201);
        });
        door.MapDelete("/_lab/faults", () =>
        {
            faults.Clear();
            return Results.NoContent();
        });
        door.MapGet("/_lab/log", () => Results.Json(log.All.Select(each =>
            new { at = each.At, operation = each.Operation, method = each.Method, path = each.Path, query = each.Query, body = each.Body, status = each.Status, fault = each.Fault?.ToString() })));
    }

    private static IResult Clock(StandInClock clock) => Results.Json(new { now = clock.GetUtcNow() });

    private static object Described(FaultRule rule) =>
        new { operation = rule.Operation, kind = rule.Kind.ToString(), times = rule.Times, delay = rule.Delay, retryAfter = rule.RetryAfter, share = rule.Share };

    private static FaultRule? ReadFault(JsonObject? wish)
    {
        try
        {
            if (wish is null || (string?)wish["operation"] is not { Length: > 0 } operation
                || !Enum.TryParse<FaultKind>(((string?)wish["kind"])?.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var kind))
                return null;
            var delay = (string?)wish["delay"] is { } text ? TimeSpan.Parse(text, CultureInfo.InvariantCulture) : TimeSpan.Zero;
            var rule = new FaultRule(operation, kind, (int?)wish["times"] ?? 1, delay, (string?)wish["retryAfter"], (double?)wish["share"] ?? 1);
            return rule is { Times: >= 0, Share: >= 0 and <= 1 } && delay >= TimeSpan.Zero ? rule : null;
        }
        catch (Exception wrong) when (wrong is FormatException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }
}
