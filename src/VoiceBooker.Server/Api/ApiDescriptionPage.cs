using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using VoiceBooker.Booking.Access;

namespace VoiceBooker.Server.Api;

/// <summary>The API's description for people: every door with what it does and the scope it needs, on one page without a script.</summary>
internal static class ApiDescriptionPage
{
    /// <summary>What each scope opens, in a sentence.</summary>
    public static readonly IReadOnlyDictionary<string, string> Scopes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [ApiScopes.Read] = "Looking at everything but what was said on calls and how it sounded.",
        [ApiScopes.Calls] = "Journals of calls and their recordings: what people said.",
        [ApiScopes.Dial] = "Having people called, and taking such calls back.",
        [ApiScopes.Campaigns] = "Campaigns, their people, and the do-not-call list, but for taking off it what a person asked for. Starting a campaign, and adding people to one that runs, has them called and needs calls:write too.",
        [ApiScopes.RemoveWishes] = "With campaigns:write: taking people off the do-not-call list who asked not to be called. The law (47 CFR 64.1200(d)(6)) has such a wish kept for five years; few programs should have this.",
        [ApiScopes.Setup] = "Assistants, events, calendars, connections, bookings and tasks.",
    };

    /// <summary>The page.</summary>
    public static ContentHttpResult Write(EndpointDataSource doors)
    {
        var page = new StringBuilder(
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>API · VoiceBooker</title>
            <link rel="stylesheet" href="/console.css"><link rel="icon" href="/favicon.svg"></head><body><main>
            <h1>The API of VoiceBooker</h1>
            <p>Send a key as <code>Authorization: Bearer &lt;key&gt;</code>; keys are made in the console under <a href="/api-keys">API keys</a>. Bodies are JSON. Errors are problem details (RFC 9457), with each wrong field named.
            A POST may carry an <code>Idempotency-Key</code>: repeated within a day, it is answered as before and nothing is done twice. For machines, all of it in OpenAPI: <a href="/openapi/v1.json">/openapi/v1.json</a>.</p>
            <pre>curl -X POST -H "Authorization: Bearer $KEY" -H "Idempotency-Key: $(uuidgen)" -H "Content-Type: application/json" \
              -d '{"to":"+14155550147","name":"Ada Byron","cal_timezone":"America/Los_Angeles","consent":{"kind":"express","text":"Please call me.","channel":"web form","at":"2026-11-20T09:30:00Z"}}' \
              https://…/api/calls</pre>
            <h2>Scopes</h2><dl class="facts">
            """);
        foreach (var (scope, meaning) in Scopes)
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"<dt><code>{scope}</code></dt><dd>{meaning}</dd>");
        page.Append("</dl>");
        foreach (var part in Doors(doors).GroupBy(door => door.Pattern.Split('/')[2], StringComparer.Ordinal))
        {
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"<h2>{part.Key}</h2><div class=\"card\"><dl>");
            foreach (var door in part)
                page.Append(System.Globalization.CultureInfo.InvariantCulture, $"<dt><strong>{door.Method}</strong> <code>{Html(door.Pattern)}</code> <span class=\"badge\">{door.Scope}</span></dt><dd><p>{Html(door.Summary)}{(door.Description == door.Summary ? "" : $"<br><small>{Html(door.Description)}</small>")}</p></dd>");
            page.Append("</dl></div>");
        }

        return TypedResults.Content(page.Append("</main></body></html>").ToString(), "text/html; charset=utf-8");
    }

    private static IEnumerable<(string Method, string Pattern, string Scope, string Summary, string Description)> Doors(EndpointDataSource doors) =>
        from door in doors.Endpoints.OfType<RouteEndpoint>()
        let scopes = door.Metadata.GetOrderedMetadata<NeededScope>()
        where scopes.Count > 0
        let pattern = door.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal)
        orderby pattern.Split('/')[2], pattern.Length, pattern
        from method in door.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select (method, pattern, string.Join(" + ", scopes.Select(needed => needed.Scope)), door.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary ?? "", door.Metadata.GetMetadata<IEndpointDescriptionMetadata>()?.Description ?? "");

    private static string Html(string text) => HtmlEncoder.Default.Encode(text);
}
