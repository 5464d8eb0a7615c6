using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using VoiceBooker.CallLab.StandIns.Calendars;

namespace VoiceBooker.CallLab.StandIns.Calendly;

/// <summary>Pages of a list: <c>count</c> 1 to 100 (20), opaque tokens that belong to one query, ready-made addresses.</summary>
internal static class CalendlyPaging
{
    /// <summary>The page that was asked for.</summary>
    public static Answer Page<T>(IReadOnlyList<T> all, StandInRequest request, string origin, Func<T, JsonObject> render)
    {
        var count = Count(request);
        var offset = Offset(request, all.Count);
        var page = all.Skip(offset).Take(count).Select(each => (JsonNode)render(each)).ToArray();
        var next = offset + count < all.Count ? Token(request, offset + count) : null;
        var previous = offset > 0 ? Token(request, Math.Max(0, offset - count)) : null;
        return Answer.Json(200, new JsonObject
        {
            ["collection"] = new JsonArray(page),
            ["pagination"] = new JsonObject
            {
                ["count"] = page.Length,
                ["next_page"] = Address(request, origin, next),
                ["previous_page"] = Address(request, origin, previous),
                ["next_page_token"] = next,
                ["previous_page_token"] = previous,
            },
        });
    }

    /// <summary>Puts <paramref name="all"/> in the order of <c>sort=field:asc,other:desc</c>; only the fields given may be named.</summary>
    public static IReadOnlyList<T> Sorted<T>(IEnumerable<T> all, StandInRequest request, string usual, IReadOnlyDictionary<string, Func<T, object>> fields)
    {
        var wish = request.Query["sort"].ToString() is { Length: > 0 } given ? given : usual;
        IOrderedEnumerable<T>? sorted = null;
        foreach (var part in wish.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split(':') is not [var field, "asc" or "desc"] || !fields.TryGetValue(field, out var key))
                throw CalendlyAnswers.Invalid(new ErrorDetail("sort", "is invalid"));
            var down = part.EndsWith(":desc", StringComparison.Ordinal);
            var order = Comparer<object>.Create((one, other) => one is string left && other is string right ? string.CompareOrdinal(left, right) : Comparer<object>.Default.Compare(one, other));
            sorted = (sorted, down) switch
            {
                (null, false) => all.OrderBy(key, order),
                (null, true) => all.OrderByDescending(key, order),
                (_, false) => sorted!.ThenBy(key, order),
                (_, true) => sorted!.ThenByDescending(key, order),
            };
        }

        return [.. sorted!];
    }

    private static int Count(StandInRequest request)
    {
        if (request.Query["count"].ToString() is not { Length: > 0 } text)
            return 20;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 100
            ? count
            : throw CalendlyAnswers.Invalid(new ErrorDetail("count", "must be between 1 and 100"));
    }

    private static int Offset(StandInRequest request, int total)
    {
        if (request.Query["page_token"].ToString() is not { Length: > 0 } token)
            return 0;
        try
        {
            var text = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token)).Split('~');
            if (text is [var at, var mark] && mark == Mark(request) && int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
                return Math.Min(offset, total);
        }
        catch (FormatException)
        {
            // not one of ours; refused below
        }

        throw CalendlyAnswers.Invalid(new ErrorDetail("page_token", "is invalid"));
    }

    private static string Token(StandInRequest request, int offset) =>
        WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{offset}~{Mark(request)}")));

    // A token is of use for the same list with the same filters only.
    private static string Mark(StandInRequest request)
    {
        var query = string.Join('&', request.Query.Where(field => field.Key is not ("count" or "page_token")).OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"));
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Path}?{query}")))[..16];
    }

    private static string? Address(StandInRequest request, string origin, string? token)
    {
        if (token is null)
            return null;
        var query = new QueryBuilder(request.Query.Where(field => field.Key is not "page_token").SelectMany(field => field.Value, (field, value) => KeyValuePair.Create(field.Key, value ?? ""))) { { "page_token", token } };
        return origin + request.Path + query.ToQueryString();
    }
}
