using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using VoiceBooker.Booking.Access;
using VoiceBooker.Booking.Campaigns.Upload;
using VoiceBooker.Booking.Dialling;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Server.Api;

/// <summary>The numbers that must not be called.</summary>
internal static class DoNotCallApi
{
    private const long LongestList = 512L * 1024 * 1024;
    private const int MostTold = 100;

    public static void MapDoNotCall(this RouteGroupBuilder api)
    {
        api.MapGet("/do-not-call", ListAsync).Opens(
            "listDoNotCall", ApiScopes.Read, "Lists numbers that must not be called, by number; or looks one up.", "With takenBack=true it lists those that a text message had put on the list and another one took off. What a person said on a call or wrote is left out of reason for keys without the scope calls:read. The header Link (rel=\"next\") leads to the page behind this one.");
        api.MapPost("/do-not-call", AddAsync).Opens("addDoNotCall", ApiScopes.Campaigns, "Puts a number on the do-not-call list: everywhere, or in one campaign.", "It holds at once. Repeating it changes nothing.");
        api.MapDelete("/do-not-call", RemoveAsync).Opens(
            "removeDoNotCall", ApiScopes.Campaigns, "Takes a number off the do-not-call list.", "The number is given in the body or in the query. Only for entries made by mistake: a person's wish not to be called holds for years.", StatusCodes.Status404NotFound);
        api.MapPost("/do-not-call/import", ImportAsync)
            .WithMetadata(new RequestSizeLimitAttribute(LongestList), new StreamedBody())
            .Accepts<string>("text/csv", "text/plain")
            .Opens(
                "importDoNotCall",
                ApiScopes.Campaigns,
                "Imports a list of numbers, one a line.",
                "The number stands in the first column, or its parts in the first two (\"212,5550100\" of national registries); country gives the calling code of numbers without one. A heading is passed over. Nothing is held in memory; repeating an import changes nothing.",
                StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<IEnumerable<EntryShape>>, ValidationProblem>> ListAsync(
        string? number, Guid? campaign, bool? takenBack, int? take, string? after, HttpContext context, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var most = wrong.Number("take", take, otherwise: 100, least: 1, most: 1000);
        var wanted = wrong.Phone("number", number);
        if (wrong.Any)
            return wrong.ToProblem();
        await using var db = await database.CreateDbContextAsync(cancel);
        var entries = takenBack == true ? db.DoNotCall.IgnoreQueryFilters().AsNoTracking().Where(entry => entry.TakenBackAt != null) : db.DoNotCall.AsNoTracking();
        if (wanted.Length > 0)
            entries = entries.Where(entry => entry.Number == wanted);
        if (campaign is { } only)
        {
            var scope = only.ToString("D");
            entries = entries.Where(entry => entry.Scope == scope);
        }

        if (!string.IsNullOrEmpty(after))
        {
            var (last, lastScope) = after.Split('~') is [var left, var right] ? (left, right) : (after, "");
            entries = entries.Where(entry => string.Compare(entry.Number, last) > 0 || (entry.Number == last && string.Compare(entry.Scope, lastScope) > 0));
        }

        var page = await entries.OrderBy(entry => entry.Number).ThenBy(entry => entry.Scope).Take(most).ToListAsync(cancel);
        NextPage.Announce(context, page.Count < most ? null : $"{page[^1].Number}~{page[^1].Scope}");
        var words = context.MayReadWords();
        return TypedResults.Ok(page.Select(entry => EntryShape.Of(entry, words)));
    }

    private static async Task<Results<Ok<EntryShape>, ValidationProblem>> AddAsync(NewEntry wish, HttpContext context, DoNotCallList list, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var number = wrong.Phone("number", wish.Number, needed: true);
        var reason = wrong.Text("reason", wish.Reason, longest: 500, needed: false);
        await using var db = await database.CreateDbContextAsync(cancel);
        var scope = await ScopeAsync(wish.CampaignId, db, wrong, cancel);
        if (wrong.Any)
            return wrong.ToProblem();
        await list.AddAsync(number, scope, "api", reason, call: null, CancellationToken.None);
        return TypedResults.Ok(EntryShape.Of(await db.DoNotCall.AsNoTracking().FirstAsync(entry => entry.Number == number && entry.Scope == scope, CancellationToken.None), context.MayReadWords()));
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> RemoveAsync(
        [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] NewEntry? wish, string? number, Guid? campaignId, DoNotCallList list)
    {
        var wrong = new Wrong();
        var unwanted = wrong.Phone("number", wish?.Number ?? number, needed: true);
        if (wrong.Any)
            return wrong.ToProblem();
        var scope = (wish?.CampaignId ?? campaignId)?.ToString("D") ?? DoNotCallEntry.Everywhere;
        return await list.RemoveAsync(unwanted, scope, CancellationToken.None)
            ? TypedResults.NoContent()
            : ApiProblems.Of(StatusCodes.Status404NotFound, $"{unwanted} is not on {(scope == DoNotCallEntry.Everywhere ? "the do-not-call list" : "the do-not-call list of this campaign")}.");
    }

    private static async Task<Results<Ok<ImportedList>, ValidationProblem, ProblemHttpResult>> ImportAsync(
        string? list, string? country, Guid? campaignId, HttpRequest request, DoNotCallList numbers, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var name = wrong.Text("list", list, longest: 100);
        var code = country?.Trim().TrimStart('+') ?? "";
        if (code.Length > 3 || code.Any(letter => !char.IsAsciiDigit(letter)))
            wrong.Add("country", $"country is '{country}'; it must be a calling code such as 1 or 49.");
        await using var db = await database.CreateDbContextAsync(cancel);
        var scope = await ScopeAsync(campaignId, db, wrong, cancel);
        if (wrong.Any)
            return wrong.ToProblem();

        var told = new ImportTally();
        var added = await numbers.ImportAsync(name, scope, ReadAsync(request.Body, code, told, cancel), cancel);
        return TypedResults.Ok(new ImportedList(added, told.Numbers, told.Rejected, [.. told.Told]));
    }

    private static async Task<string> ScopeAsync(Guid? campaign, BookingDbContext db, Wrong wrong, CancellationToken cancel)
    {
        if (campaign is not { } id)
            return DoNotCallEntry.Everywhere;
        if (!await db.Campaigns.AnyAsync(each => each.Id == id, cancel))
            wrong.Add("campaignId", $"campaignId {id} names no campaign; GET /api/campaigns lists them.");
        return id.ToString("D");
    }

    private static async IAsyncEnumerable<string> ReadAsync(Stream body, string code, ImportTally told, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in new CsvRows(body, separator: null).ReadAsync(cancel))
        {
            if (row.Fault is null && ListedNumber.Read(row.Cells, code) is { } e164)
            {
                told.Numbers++;
                yield return e164;
            }
            else if (row.Line > 1 || row.Cells.Any(cell => cell.Any(char.IsAsciiDigit)))
            {
                told.Rejected++;
                if (told.Told.Count < MostTold)
                    told.Told.Add(new RejectedLine(row.Line, row.Fault ?? $"There is no number in the form +15551234567 in its first column{(code.Length == 0 ? ", and country was not given" : "")}."));
            }
        }
    }

    private sealed class ImportTally
    {
        public int Numbers { get; set; }

        public int Rejected { get; set; }

        public List<RejectedLine> Told { get; } = [];
    }

    /// <summary>A number for the do-not-call list.</summary>
    /// <param name="Number">E.164.</param>
    /// <param name="CampaignId">The campaign in which it must not be called; nothing: everywhere.</param>
    /// <param name="Reason">The person's words, or yours.</param>
    internal sealed record NewEntry(string? Number, Guid? CampaignId, string? Reason);

    /// <summary>A number that must not be called.</summary>
    /// <param name="Number">E.164.</param>
    /// <param name="CampaignId">The campaign in which it must not be called; null: everywhere.</param>
    /// <param name="Source">Where it came from: "call", "key", "sms", "page", "api", "console", "carrier", or "list:" and the list's name.</param>
    /// <param name="Reason">The person's words (only with the scope calls:read), or the operator's reason.</param>
    /// <param name="CallId">The call it was said on.</param>
    /// <param name="At">Since when it holds.</param>
    /// <param name="TakenBackAt">When the person took it back by a text message, so that it does not hold any more; null: it holds.</param>
    internal sealed record EntryShape(string Number, Guid? CampaignId, string Source, string Reason, string? CallId, string At, string? TakenBackAt)
    {
        /// <summary>An entry.</summary>
        /// <param name="entry">The entry.</param>
        /// <param name="words">Whether who asks may read what a person said.</param>
        public static EntryShape Of(DoNotCallEntry entry, bool words) => new(
            entry.Number, Guid.TryParse(entry.Scope, out var campaign) ? campaign : null, entry.Source, words || (entry.CallId is null && entry.Source is not ("call" or "sms")) ? entry.Reason : "", entry.CallId?.ToString(), Moments.Write(entry.At), Moments.Write(entry.TakenBackAt));
    }

    /// <summary>What came of an import.</summary>
    /// <param name="Added">Numbers that are new on the list.</param>
    /// <param name="Read">Numbers that were read.</param>
    /// <param name="Rejected">Lines without a number.</param>
    /// <param name="Lines">The first hundred of those.</param>
    internal sealed record ImportedList(int Added, int Read, int Rejected, RejectedLine[] Lines);

    /// <summary>A line without a number.</summary>
    /// <param name="Line">Its place in the list, from 1.</param>
    /// <param name="Reason">What is wrong with it.</param>
    internal sealed record RejectedLine(int Line, string Reason);
}
