using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Dialling;

/// <content>Single numbers, taken off the list and put back. Nothing is deleted: what was on the list, who took it off and why is kept with the number.</content>
public sealed partial class DoNotCallList
{
    /// <summary>Takes a number off the list. What the person asked for only when <paramref name="removal"/> may; consent must be younger than their wish even then. An imported list that has the number too keeps it on.</summary>
    public async Task<RemovalAnswer> RemoveAsync(string number, string scope, Removal removal, CancellationToken cancel)
    {
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            if (await db.DoNotCall.AsNoTracking().FirstOrDefaultAsync(each => each.Number == number && each.Scope == scope, cancel) is not { } entry)
                return new RemovalAnswer.NotListed();
            if (entry.IsWished && !removal.MayWishes)
                return new RemovalAnswer.Wished();

            var now = Now;
            var staysOn = !entry.IsOfList && entry.Besides is not null;
            var changed = staysOn
                ? await LeaveToListsAsync(db, entry, DoNotCallPeriod.Of(entry, now, removal.By, removal.Why), cancel)
                : await Same(db, entry).ExecuteUpdateAsync(
                    set => set.SetProperty(each => each.TakenBackAt, now).SetProperty(each => each.TakenBackBy, removal.By).SetProperty(each => each.TakenBackWhy, removal.Why), cancel);
            if (changed == 0)
                continue; // somebody has just changed it: look again
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return staysOn ? new RemovalAnswer.StillListed(entry.Lists[0][DoNotCallEntry.ListSource.Length..]) : new RemovalAnswer.Removed();
        }
    }

    /// <summary>Puts a number back that was taken off, as it was and with its date; that it was off meanwhile is kept. False when it was not.</summary>
    public async Task<bool> PutBackAsync(string number, string scope, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var there = db.DoNotCall.IgnoreQueryFilters().Where(each => each.Number == number && each.Scope == scope);
        await KeepPastAsync(db, there, cancel);
        var changed = await there.Where(each => each.TakenBackAt != null).ExecuteUpdateAsync(
            set => set.SetProperty(each => each.TakenBackAt, (Instant?)null).SetProperty(each => each.TakenBackBy, (string?)null).SetProperty(each => each.TakenBackWhy, (string?)null), cancel);
        if (changed == 0)
            return false;
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>What a number was on the list for and no more, the latest first; an entry that was taken back as a whole is no part of it.</summary>
    public async Task<IReadOnlyList<DoNotCallPeriod>> FindPastAsync(IReadOnlyList<string> numbers, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.DoNotCallPast.AsNoTracking().Where(period => EF.Parameter(numbers).Contains(period.Number)).OrderByDescending(period => period.TakenBackAt).ToListAsync(cancel);
    }

    /// <summary>The entry falls to the first of the lists that have its number besides; what it was until now is kept. How many were changed: none when it is not any more what was read.</summary>
    private static async Task<int> LeaveToListsAsync(BookingDbContext db, DoNotCallEntry entry, DoNotCallPeriod past, CancellationToken cancel)
    {
        var (first, rest) = Split([.. entry.Lists]);
        var changed = await Same(db, entry).ExecuteUpdateAsync(
            set => set.SetProperty(each => each.Source, first).SetProperty(each => each.Besides, rest).SetProperty(each => each.Reason, "").SetProperty(each => each.CallId, (Voice.Calls.CallId?)null), cancel);
        if (changed > 0)
            db.DoNotCallPast.Add(past);
        return changed;
    }

    private static IQueryable<DoNotCallEntry> Same(BookingDbContext db, DoNotCallEntry entry)
    {
        var (id, source, besides, optedOut) = (entry.Id, entry.Source, entry.Besides, entry.OptedOutAt);
        return db.DoNotCall.Where(each => each.Id == id && each.Source == source && each.Besides == besides && each.OptedOutAt == optedOut);
    }

    private static string[] ListsOf(string? besides) => besides?.Split('\n') ?? [];

    private static (string First, string? Others) Split(string[] lists) => (lists[0], lists.Length > 1 ? string.Join('\n', lists[1..]) : null);
}
