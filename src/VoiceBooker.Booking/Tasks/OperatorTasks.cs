using Microsoft.EntityFrameworkCore;
using NodaTime;
using VoiceBooker.Booking.Storage;
using VoiceBooker.Voice.Calls;

namespace VoiceBooker.Booking.Tasks;

/// <summary>What people must do because the machine could not.</summary>
public sealed class OperatorTasks(IDbContextFactory<BookingDbContext> contexts, TimeProvider time) : ICallNotes
{
    /// <summary>Who closes a task whose matter settled itself.</summary>
    public const string Itself = "VoiceBooker";

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>
    /// Adds a task; where an open one of the same <paramref name="matter"/> stands, that one is brought up to date instead. A difference that somebody has seen to and that is found again, the same to the letter, is not opened again.
    /// Gives its identity.
    /// </summary>
    public async Task<Guid> AddAsync(TaskKind kind, string title, string details, string? matter, CallId? call, Guid? booking, Guid? connection, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var id = await PutAsync(db, kind, title, details, matter, call, booking, connection, cancel);
        try
        {
            await db.SaveChangesAsync(cancel);
            return id;
        }
        catch (DbUpdateException both) when (both.IsTakenKey())
        {
            return await AddAsync(kind, title, details, matter, call, booking, connection, cancel); // somebody else has just opened it
        }
    }

    /// <summary>As <see cref="AddAsync"/>, within what <paramref name="db"/> is about to save.</summary>
    internal async Task<Guid> PutAsync(BookingDbContext db, TaskKind kind, string title, string details, string? matter, CallId? call, Guid? booking, Guid? connection, CancellationToken cancel)
    {
        var open = matter is null ? null : db.Tasks.Local.FirstOrDefault(task => task.Matter == matter && task.DoneAt is null) ?? await db.Tasks.FirstOrDefaultAsync(task => task.Matter == matter && task.DoneAt == null, cancel);
        if (open is null && kind == TaskKind.Difference && matter is not null
            && await db.Tasks.AsNoTracking().Where(task => task.Matter == matter).OrderByDescending(task => task.DoneAt).FirstOrDefaultAsync(cancel) is { } done
            && done.DoneBy != Itself && done.Details == details)
            return done.Id;
        if (open is null)
        {
            open = new OperatorTask { Id = Guid.CreateVersion7(time.GetUtcNow()), Kind = kind, Matter = matter, CreatedAt = Now };
            db.Tasks.Add(open);
        }

        (open.Title, open.Details, open.CallId, open.BookingId, open.ConnectionId) = (title, details, call ?? open.CallId, booking ?? open.BookingId, connection ?? open.ConnectionId);
        return open.Id;
    }

    /// <inheritdoc/>
    Task ICallNotes.LeaveAsync(CallNote note, CancellationToken cancel) =>
        AddAsync(note.Kind, note.Title, note.Details, note.Matter, note.Call, note.Booking, note.Connection, cancel);

    /// <summary>Closes the open task of a matter that settled itself.</summary>
    public async Task SettleAsync(string matter, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await SettleAsync(db, matter, cancel);
    }

    /// <summary>As the other, within the transaction of <paramref name="db"/>.</summary>
    internal Task SettleAsync(BookingDbContext db, string matter, CancellationToken cancel)
    {
        var now = Now;
        return db.Tasks.Where(task => task.Matter == matter && task.DoneAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(task => task.DoneAt, now).SetProperty(task => task.DoneBy, Itself), cancel);
    }

    /// <summary>Marks a task done, or open again when <paramref name="by"/> is null; false when there is none.</summary>
    public async Task<bool> MarkAsync(Guid id, string? by, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        Instant? at = by is null ? null : Now;
        return await db.Tasks.Where(task => task.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(task => task.DoneAt, at).SetProperty(task => task.DoneBy, by ?? ""), cancel) > 0;
    }

    /// <summary>Open ones first, newest first.</summary>
    public async Task<IReadOnlyList<OperatorTask>> ListAsync(bool openOnly, int take, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Tasks.AsNoTracking()
            .Where(task => !openOnly || task.DoneAt == null)
            .OrderBy(task => task.DoneAt != null).ThenByDescending(task => task.CreatedAt)
            .Take(take)
            .ToListAsync(cancel);
    }

    /// <summary>How many are open.</summary>
    public async Task<int> CountOpenAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Tasks.CountAsync(task => task.DoneAt == null, cancel);
    }
}
