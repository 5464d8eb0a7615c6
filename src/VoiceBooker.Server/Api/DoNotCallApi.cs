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
            "listDoNotCall", ApiScopes.Read, "Lists numbers that must not be called, by number; or looks one up.", "With takenBack=true it lists those that do not hold any more: taken off the list, or taken back by a text message of the person's. With number, what the number was on the list for before comes with it. What a person said on a call or wrote is left out of reason for keys without the scope calls:read. The header Link (rel=\"next\") leads to the page behind this one.");
        api.MapPost("/do-not-call", AddAsync).Opens("addDoNotCall", ApiScopes.Campaigns, "Puts a number on the do-not-call list: everywhere, or in one campaign.", "It holds at once. Repeating it changes nothing.");
        api.MapDelete("/do-not-call", RemoveAsync).Opens(
            "removeDoNotCall",
            ApiScopes.Campaigns,
            "Takes a number off the do-not-call list.",
            """
            Number and reason are given in the body or in the query. Nothing is deleted: who took it off, when and why is kept with the number. What the person asked for (on a call, by a key, by text message, on a page, at the carrier) is taken off only by a key
            with the scope do-not-call:remove besides: the law has such a wish kept for five years (47 CFR 64.1200(d)(6)). Calls need consent that is younger than the wish even then. 200 tells that an imported list has the number too, which keeps it on.
            """,
            StatusCodes.Status404NotFound);
        api.MapPost("/do-not-call/import", ImportAsync)
            .WithMetadata(new RequestSizeLimitAttribute(LongestList), new StreamedBody())
            .Accepts<string>("text/csv", "text/plain")
            .Opens(
                "importDoNotCall",
                ApiScopes.Campaigns,
                "Imports a list of numbers, one a line.",
                "The number stands in the first column, or its parts in the first two (\"212,5550100\" of national registries); country gives the country of numbers without one, by two letters (US) or by its calling code (1). A heading is passed over. Lines that cannot be read, or in two ways, are told. Repeating an import changes nothing. With replace=true the list takes the place of what was imported under its name: what it has no more is taken back, unless a line could not be read.",
                StatusCodes.Status404NotFound);
        api.MapDoNotCallLists();
    }

    private static async Task<Results<Ok<IEnumerable<EntryShape>>, ValidationProblem>> ListAsync(
        string? number, Guid? campaign, bool? takenBack, int? take, string? after, HttpContext context, DoNotCallList list, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
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
        var past = wanted.Length > 0 ? await list.FindPastAsync([wanted], cancel) : [];
        return TypedResults.Ok(page.Select(entry => EntryShape.Of(entry, words, [.. past.Where(period => period.Scope == entry.Scope)])));
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

    private static async Task<Results<NoContent, Ok<StillListed>, ValidationProblem, ProblemHttpResult>> RemoveAsync(
        [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] NewEntry? wish, string? number, Guid? campaignId, string? reason, HttpContext context, DoNotCallList list)
    {
        var wrong = new Wrong();
        var unwanted = wrong.Phone("number", wish?.Number ?? number, needed: true);
        var why = wrong.Text("reason", wish?.Reason ?? reason, longest: 500);
        if (wrong.Any)
            return wrong.ToProblem();
        var scope = (wish?.CampaignId ?? campaignId)?.ToString("D") ?? DoNotCallEntry.Everywhere;
        return await list.RemoveAsync(unwanted, scope, new Removal(context.KeyName(), why, context.MayRemoveWishes()), CancellationToken.None) switch
        {
            RemovalAnswer.Removed => TypedResults.NoContent(),
            RemovalAnswer.StillListed(var still) => TypedResults.Ok(new StillListed(unwanted, still)),
            RemovalAnswer.Wished => ApiProblems.Lacking(ApiScopes.RemoveWishes, $"which is needed because the person at {unwanted} asked not to be called: such a wish is kept for five years", context),
            _ => ApiProblems.Of(StatusCodes.Status404NotFound, $"{unwanted} is not on {(scope == DoNotCallEntry.Everywhere ? "the do-not-call list" : "the do-not-call list of this campaign")}."),
        };
    }

    private static async Task<Results<Ok<ImportedList>, ValidationProblem, ProblemHttpResult>> ImportAsync(
        string? list, string? country, Guid? campaignId, bool? replace, HttpContext context, DoNotCallList numbers, IDbContextFactory<BookingDbContext> database, CancellationToken cancel)
    {
        var wrong = new Wrong();
        var name = wrong.Text("list", list, longest: 100);
        var from = ListedNumber.CountryOf(country);
        if (from is null)
            wrong.Add("country", $"country is '{country}'; it must be two letters such as US, or a calling code such as 1 or 49.");
        await using var db = await database.CreateDbContextAsync(cancel);
        var scope = await ScopeAsync(campaignId, db, wrong, cancel);
        if (wrong.Any)
            return wrong.ToProblem();

        var told = new ImportTally();
        var read = ReadAsync(context.Request.Body, from ?? "", told, cancel);
        var replaced = replace == true
            ? await numbers.ReplaceAsync(name, scope, read, () => told.Rejected == 0, context.KeyName(), cancel)
            : new ReplacedNumbers(await numbers.ImportAsync(name, scope, read, cancel), Gone: 0);
        return TypedResults.Ok(new ImportedList(replaced.Added, replaced.Gone, told.Numbers, told.Rejected, [.. told.Told]));
    }

    private static async Task<string> ScopeAsync(Guid? campaign, BookingDbContext db, Wrong wrong, CancellationToken cancel)
    {
        if (campaign is not { } id)
            return DoNotCallEntry.Everywhere;
        if (!await db.Campaigns.AnyAsync(each => each.Id == id, cancel))
            wrong.Add("campaignId", $"campaignId {id} names no campaign; GET /api/campaigns lists them.");
        return id.ToString("D");
    }

    private static async IAsyncEnumerable<string> ReadAsync(Stream body, string country, ImportTally told, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in new CsvRows(body, separator: null).ReadAsync(cancel))
        {
            var reading = row.Fault is { } fault ? new NumberReading.Wrong(fault) : ListedNumber.Read(row.Cells, country);
            if (reading is NumberReading.Known(var number))
            {
                told.Numbers++;
                yield return number.E164;
            }
            else if (reading is NumberReading.Wrong(var because) && (row.Line > 1 || row.Cells.Any(cell => cell.Any(char.IsAsciiDigit))))
            {
                told.Rejected++;
                if (told.Told.Count < MostTold)
                    told.Told.Add(new RejectedLine(row.Line, because));
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
    /// <param name="Lists">The imported lists that have it besides.</param>
    /// <param name="TakenBackAt">When it was taken off the list or the person took it back by a text message, so that it does not hold any more; null: it holds.</param>
    /// <param name="TakenBackBy">Who took it off; of a text message the words (only with the scope calls:read).</param>
    /// <param name="TakenBackWhy">Why it was taken off; null: a text message of the person's took it back.</param>
    /// <param name="Past">What the number was on the list for before; only where one number is looked up.</param>
    internal sealed record EntryShape(
        string Number, Guid? CampaignId, string Source, string Reason, string? CallId, string At, string[] Lists, string? TakenBackAt, string? TakenBackBy, string? TakenBackWhy, PeriodShape[] Past)
    {
        /// <summary>An entry.</summary>
        /// <param name="entry">The entry.</param>
        /// <param name="words">Whether who asks may read what a person said.</param>
        /// <param name="past">What there was before it.</param>
        public static EntryShape Of(DoNotCallEntry entry, bool words, params IReadOnlyList<DoNotCallPeriod> past) => new(
            entry.Number,
            Guid.TryParse(entry.Scope, out var campaign) ? campaign : null,
            entry.Source,
            words || (entry.CallId is null && entry.Source is not ("call" or "sms")) ? entry.Reason : "",
            entry.CallId?.ToString(),
            Moments.Write(entry.At),
            [.. entry.Lists.Select(list => list[DoNotCallEntry.ListSource.Length..])],
            Moments.Write(entry.TakenBackAt),
            words || entry.TakenBackWhy is not null ? entry.TakenBackBy : null,
            entry.TakenBackWhy,
            [.. past.Select(period => PeriodShape.Of(period, words))]);
    }

    /// <summary>What a number was on the list for, and no more.</summary>
    /// <param name="Source">Where it came from.</param>
    /// <param name="Reason">The person's words (only with the scope calls:read), or the operator's reason.</param>
    /// <param name="At">Since when it held.</param>
    /// <param name="TakenBackAt">Until when.</param>
    /// <param name="TakenBackBy">Who took it off; of a text message the words (only with the scope calls:read).</param>
    /// <param name="TakenBackWhy">Why; null: a text message of the person's took it back.</param>
    internal sealed record PeriodShape(string Source, string Reason, string At, string TakenBackAt, string? TakenBackBy, string? TakenBackWhy)
    {
        /// <summary>A period.</summary>
        public static PeriodShape Of(DoNotCallPeriod period, bool words) => new(
            period.Source,
            words || (period.CallId is null && period.Source is not ("call" or "sms")) ? period.Reason : "",
            Moments.Write(period.At),
            Moments.Write(period.TakenBackAt),
            words || period.TakenBackWhy is not null ? period.TakenBackBy : null,
            period.TakenBackWhy);
    }

    /// <summary>A number whose entry is gone, and that an imported list keeps on.</summary>
    /// <param name="Number">E.164.</param>
    /// <param name="StillOn">The list's name.</param>
    internal sealed record StillListed(string Number, string StillOn);

    /// <summary>What came of an import.</summary>
    /// <param name="Added">Numbers that are new on the list.</param>
    /// <param name="TakenBack">With replace=true: numbers that the list had and has no more, now off; null: none, because a line could not be read or there was no number.</param>
    /// <param name="Read">Numbers that were read.</param>
    /// <param name="Rejected">Lines without a number.</param>
    /// <param name="Lines">The first hundred of those.</param>
    internal sealed record ImportedList(int Added, int? TakenBack, int Read, int Rejected, RejectedLine[] Lines);

    /// <summary>A line without a number.</summary>
    /// <param name="Line">Its place in the list, from 1.</param>
    /// <param name="Reason">What is wrong with it.</param>
    internal sealed record RejectedLine(int Line, string Reason);
}
