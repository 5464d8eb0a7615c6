using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Details;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling;

/// <summary>A list that was imported.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Scope">Where it holds: as <see cref="DoNotCallEntry.Scope"/>.</param>
/// <param name="Count">How many numbers it has.</param>
/// <param name="Since">When the first of them came.</param>
/// <param name="Latest">When the last of them came.</param>
public sealed record ImportedNumbers(string Name, string Scope, int Count, Instant Since, Instant Latest);

/// <summary>What came of importing a list in the place of what it was.</summary>
/// <param name="Added">Numbers that are new on the do-not-call list.</param>
/// <param name="Gone">Numbers that the list had and has no more, and that nothing else keeps on; null: none were taken back, because the list was not read whole.</param>
public sealed record ReplacedNumbers(int Added, int? Gone);

/// <content>Imported lists. A number may be on several, and wished by its person besides: it is off when the last of them is taken back.</content>
public sealed partial class DoNotCallList
{
    private const int BatchSize = 1000;

    /// <summary>Takes over a list; gives how many numbers are new. What is no number in E.164 is left out, repetitions do no harm. People who wait under its numbers are refused when they fall due.</summary>
    public Task<int> ImportAsync(string list, string scope, IAsyncEnumerable<string> numbers, CancellationToken cancel) => ImportAsync(list, scope, numbers, read: null, cancel);

    /// <summary>Takes over a list in the place of what was imported under its name and scope: what is new is added first, then what it has no more is taken back. Holds 8 bytes a number in memory.</summary>
    /// <param name="list">Its name.</param>
    /// <param name="scope">Where it holds.</param>
    /// <param name="numbers">Its numbers.</param>
    /// <param name="isWhole">Asked when they are read: whether every line was. If not, or when there is no number at all, nothing is taken back.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="cancel">Gives up; what was added stays, and nothing is taken back that the list may have.</param>
    public async Task<ReplacedNumbers> ReplaceAsync(string list, string scope, IAsyncEnumerable<string> numbers, Func<bool> isWhole, string by, CancellationToken cancel)
    {
        List<ulong> read = [];
        var added = await ImportAsync(list, scope, numbers, read, cancel);
        if (read.Count == 0 || !isWhole())
            return new ReplacedNumbers(added, Gone: null);
        read.Sort();
        var gone = await TakeBackAsync(list, scope, number => read.BinarySearch(Digits(number)) < 0, new Removal(by, "The list has it no more.", MayWishes: false), cancel);
        return new ReplacedNumbers(added, gone);
    }

    /// <summary>Takes a whole list back; gives how many numbers are off the do-not-call list by that. What the person asked for, an operator entered or another list has stays.</summary>
    public Task<int> TakeBackListAsync(string list, string scope, string by, string why, CancellationToken cancel) => TakeBackAsync(list, scope, _ => true, new Removal(by, why, MayWishes: false), cancel);

    /// <summary>The imported lists, by name.</summary>
    public async Task<IReadOnlyList<ImportedNumbers>> FindListsAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var alike = await db.DoNotCall
            .Where(entry => entry.Source.StartsWith(DoNotCallEntry.ListSource) || entry.Besides != null)
            .GroupBy(entry => new { entry.Source, entry.Scope, entry.Besides })
            .Select(group => new { group.Key.Source, group.Key.Scope, group.Key.Besides, Count = group.Count(), Since = group.Min(entry => entry.At), Latest = group.Max(entry => entry.At) })
            .ToListAsync(cancel);
        return [.. alike
            .SelectMany(group => ListsOf(group.Besides).Append(group.Source).Where(source => source.StartsWith(DoNotCallEntry.ListSource, StringComparison.Ordinal)).Select(source => (Source: source, Group: group)))
            .GroupBy(each => (each.Source, each.Group.Scope), each => each.Group)
            .Select(list => new ImportedNumbers(list.Key.Source[DoNotCallEntry.ListSource.Length..], list.Key.Scope, list.Sum(group => group.Count), list.Min(group => group.Since), list.Max(group => group.Latest)))
            .OrderBy(list => list.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(list => list.Scope, StringComparer.Ordinal)];
    }

    private async Task<int> ImportAsync(string list, string scope, IAsyncEnumerable<string> numbers, List<ulong>? read, CancellationToken cancel)
    {
        var (added, source) = (0, SourceOf(list));
        var batch = new HashSet<string>(BatchSize, StringComparer.Ordinal);
        await foreach (var text in numbers.WithCancellation(cancel))
        {
            if (PhoneNumber.TryParse(text, out var number) && batch.Add(number.E164))
                read?.Add(Digits(number.E164));
            if (batch.Count == BatchSize)
                added += await AddBatchAsync(batch, source, scope, cancel);
        }

        return added + await AddBatchAsync(batch, source, scope, cancel);
    }

    private async Task<int> AddBatchAsync(HashSet<string> batch, string source, string scope, CancellationToken cancel)
    {
        if (batch.Count == 0)
            return 0;
        var numbers = batch.ToList();
        batch.Clear();
        for (var races = 0; ; races++)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var there = db.DoNotCall.IgnoreQueryFilters().Where(entry => entry.Scope == scope && EF.Parameter(numbers).Contains(entry.Number));
            var known = (await there.Select(entry => entry.Number).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
            var now = Now;
            var fresh = numbers.Where(number => !known.Contains(number)).ToList();
            await StandBesidesAsync(there.Where(entry => entry.TakenBackAt == null && entry.Source != source), source, cancel);
            var renewed = await RenewAsync(db, there, new DoNotCallEntry { Source = source, At = now }, cancel);
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            db.DoNotCall.AddRange(fresh.Select(number => new DoNotCallEntry { Id = Guid.CreateVersion7(now.ToDateTimeOffset()), Number = number, Scope = scope, Source = source, At = now }));
            try
            {
                await db.SaveChangesAsync(cancel);
                await transaction.CommitAsync(cancel);
                return fresh.Count + renewed;
            }
            catch (DbUpdateException refused) when (races < MostRaces && refused.IsTakenKey())
            {
                // The same list is being taken over twice at once: what the other has added is left out.
            }
        }
    }

    /// <summary>The list stands besides what keeps these on already.</summary>
    private static async Task StandBesidesAsync(IQueryable<DoNotCallEntry> entries, string source, CancellationToken cancel)
    {
        foreach (var besides in await entries.Select(entry => entry.Besides).Distinct().ToListAsync(cancel))
        {
            if (ListsOf(besides).Contains(source, StringComparer.Ordinal))
                continue;
            var with = besides is null ? source : $"{besides}\n{source}";
            await entries.Where(entry => entry.Besides == besides).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Besides, with), cancel);
        }
    }

    /// <summary>Takes those of a list's numbers back, a thousand at a time, so that calls find the database free between.</summary>
    private async Task<int> TakeBackAsync(string list, string scope, Func<string, bool> isGone, Removal removal, CancellationToken cancel)
    {
        var (source, last, taken) = (SourceOf(list), "", 0);
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            var from = last;
            var page = await db.DoNotCall
                .Where(entry => entry.Scope == scope && string.Compare(entry.Number, from) > 0 && (entry.Source == source || (entry.Besides != null && ("\n" + entry.Besides + "\n").Contains("\n" + source + "\n"))))
                .OrderBy(entry => entry.Number)
                .Select(entry => entry.Number)
                .Take(BatchSize)
                .ToListAsync(cancel);
            if (page.Count == 0)
                return taken;
            last = page[^1];
            if (page.Where(isGone).ToList() is { Count: > 0 } gone)
                taken += await TakeBatchBackAsync(db, gone, source, scope, removal, cancel);
        }
    }

    private async Task<int> TakeBatchBackAsync(BookingDbContext db, List<string> numbers, string source, string scope, Removal removal, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var now = Now;
        var entries = db.DoNotCall.Where(entry => entry.Scope == scope && EF.Parameter(numbers).Contains(entry.Number));
        var taken = await entries.Where(entry => entry.Source == source && entry.Besides == null).ExecuteUpdateAsync(
            set => set.SetProperty(entry => entry.TakenBackAt, now).SetProperty(entry => entry.TakenBackBy, removal.By).SetProperty(entry => entry.TakenBackWhy, removal.Why), cancel);
        foreach (var besides in await entries.Where(entry => entry.Besides != null).Select(entry => entry.Besides!).Distinct().ToListAsync(cancel))
        {
            var lists = ListsOf(besides);
            var (first, rest) = Split(lists);
            await entries.Where(entry => entry.Source == source && entry.Besides == besides).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Source, first).SetProperty(entry => entry.Besides, rest), cancel);
            var others = lists.Where(other => other != source).ToArray();
            var without = others.Length > 0 ? string.Join('\n', others) : null;
            if (others.Length < lists.Length)
                await entries.Where(entry => entry.Source != source && entry.Besides == besides).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Besides, without), cancel);
        }

        await transaction.CommitAsync(cancel);
        return taken;
    }

    private static string SourceOf(string list) => DoNotCallEntry.ListSource + list.ReplaceLineEndings(" ");

    private static ulong Digits(string e164) => ulong.Parse(e164.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
}
