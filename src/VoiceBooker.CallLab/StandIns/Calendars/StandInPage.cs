using System.Net;

namespace VoiceBooker.CallLab.StandIns.Calendars;

/// <summary>Plain pages that say clearly what they are.</summary>
internal static class StandInPage
{
    /// <summary>A page of "Stand-in, not <paramref name="provider"/>"; <paramref name="body"/> is markup.</summary>
    public static string Of(string provider, string title, string body) => $$"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{Plain(title)}} – stand-in, not {{Plain(provider)}}</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto 3rem;padding:0 1rem}header{background:#fde68a;color:#422006;padding:.6rem 1rem;margin:0 -1rem 1rem;font-weight:600}
        table{border-collapse:collapse;width:100%}td,th{text-align:left;border-bottom:1px solid #ccc;padding:.3rem .6rem;vertical-align:top}code{overflow-wrap:anywhere}button{font:inherit;padding:.5rem 1.5rem;margin-right:.5rem}</style></head>
        <body><header>Stand-in, not {{Plain(provider)}}</header><h1>{{Plain(title)}}</h1>
        {{body}}
        </body></html>
        """;

    /// <summary>Text for markup.</summary>
    public static string Plain(string? text) => WebUtility.HtmlEncode(text) ?? "";

    /// <summary>A table of plain text.</summary>
    public static string Table(IEnumerable<string> head, IEnumerable<IEnumerable<string?>> rows) =>
        $"<table><tr>{string.Concat(head.Select(cell => $"<th>{Plain(cell)}</th>"))}</tr>{string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Select(cell => $"<td>{Plain(cell)}</td>"))}</tr>"))}</table>";
}
