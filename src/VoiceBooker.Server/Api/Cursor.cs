using System.Globalization;
using NodaTime;

namespace VoiceBooker.Server.Api;

/// <summary>Where the next page of a list that is ordered by time begins: at the last moment given, behind so many entries of that same moment.</summary>
/// <param name="At">The last entry's moment.</param>
/// <param name="Skip">How many entries of that moment were given.</param>
internal readonly record struct Cursor(Instant At, int Skip)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null and a sentence when it is something else.</summary>
    public static Cursor? Read(string? text, Wrong wrong)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (text.Split('-') is [var ticks, var skip]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= Instant.MaxValue.ToUnixTimeTicks()
            && int.TryParse(skip, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return new Cursor(Instant.FromUnixTimeTicks(at), count);
        wrong.Add("after", $"after is '{text}'; it must be the cursor that the page before gave (in the header Link, rel=\"next\").");
        return null;
    }

    /// <summary>The cursor behind a full page; null when the page was the last.</summary>
    /// <param name="moments">The moments of the page's entries, in their order.</param>
    /// <param name="take">How many a page has.</param>
    /// <param name="before">The cursor the page began at.</param>
    public static Cursor? Behind(IReadOnlyList<Instant> moments, int take, Cursor? before)
    {
        if (moments.Count < take)
            return null;
        var last = moments[^1];
        var same = moments.Count(at => at == last);
        return new Cursor(last, same == moments.Count && before?.At == last ? before.Value.Skip + same : same);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeTicks()}-{Skip}");
}

/// <summary>Tells where the next page is.</summary>
internal static class NextPage
{
    /// <summary>Adds <c>Link: &lt;…&gt;; rel="next"</c> (RFC 8288) when there is another page.</summary>
    public static void Announce(HttpContext context, string? cursor)
    {
        if (cursor is null)
            return;
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(context.Request.QueryString.Value);
        query["after"] = cursor;
        context.Response.Headers.Link = $"<{Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(context.Request.Path, query)}>; rel=\"next\"";
    }
}
