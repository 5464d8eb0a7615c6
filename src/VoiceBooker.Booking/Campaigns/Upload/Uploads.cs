using System.Buffers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>Uploaded files, from their arrival until a week later. A server that has its data to itself keeps them in a folder there; servers that share a database keep them in it, so that each of them can go on with what another has begun.</summary>
/// <param name="contexts">The database.</param>
/// <param name="storage">Where the data are kept.</param>
/// <param name="time">The clock.</param>
public sealed class Uploads(IDbContextFactory<BookingDbContext> contexts, IOptions<StorageOptions> storage, TimeProvider time)
{
    /// <summary>How long an upload, and its records that were not taken, are kept.</summary>
    public static readonly Duration KeptFor = Duration.FromDays(7);

    /// <summary>Whoever reads a file says so with every batch; after so long a silence they are gone.</summary>
    public static readonly Duration SilentFor = Duration.FromSeconds(30);

    /// <summary>What to do about an upload that is not there.</summary>
    internal const string Gone = "The uploaded file is not here any more: it was taken in already, removed, or is older than a week. Upload it again.";

    private const int LongestName = 200;
    private readonly UploadFolder _folder = new(Path.Combine(storage.Value.Folder, "uploads"));
    private readonly UploadPieces _pieces = new(contexts);

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Keeps what comes; null when it is larger than <see cref="ContactFile.MostBytes"/>.</summary>
    /// <param name="campaign">Whose people it lists; null: no campaign's.</param>
    /// <param name="name">Its name where it comes from.</param>
    /// <param name="content">What comes.</param>
    /// <param name="progress">Is told the bytes that came.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Guid?> KeepAsync(Guid? campaign, string name, Stream content, IProgress<long>? progress, CancellationToken cancel)
    {
        await RemoveOldAsync(cancel);
        var upload = new UploadedFile { Id = Guid.CreateVersion7(time.GetUtcNow()), CampaignId = campaign, Name = name.Length > LongestName ? name[..LongestName] : name, At = Now };
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            db.Uploads.Add(upload);
            await db.SaveChangesAsync(cancel);
        }

        var isWhole = false;
        try
        {
            isWhole = await TakeAsync(upload, content, progress, cancel);
            return isWhole ? upload.Id : null;
        }
        finally
        {
            if (!isWhole)
                await RemoveAsync(upload.Id, CancellationToken.None);
        }
    }

    /// <summary>Looks at an upload's file; it can be read on any server.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="encoding">As for <see cref="ContactFile.OpenAsync"/>.</param>
    /// <param name="separator">As for <see cref="ContactFile.OpenAsync"/>.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<ContactFileAnswer> OpenAsync(Guid upload, string? encoding, char? separator, CancellationToken cancel)
    {
        try
        {
            return await ContactFile.OpenAsync(async () => await OpenPartAsync(upload, UploadPart.File, cancel) ?? throw new FileNotFoundException(Gone), encoding, separator, cancel);
        }
        catch (FileNotFoundException)
        {
            return new ContactFileAnswer.Unreadable(Gone);
        }
    }

    /// <summary>What was uploaded for a campaign and not read to its end, the newest first.</summary>
    public async Task<IReadOnlyList<UploadedFile>> UnfinishedAsync(Guid campaign, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var oldest = Now - KeptFor;
        return await db.Uploads.AsNoTracking().Where(upload => upload.CampaignId == campaign && upload.EndedAt == null && upload.Bytes > 0 && upload.At > oldest).OrderByDescending(upload => upload.At).ToListAsync(cancel);
    }

    /// <summary>Whether somebody reads it at present.</summary>
    public bool IsBeingRead(UploadedFile upload) => upload.ReadAt is { } at && at > Now - SilentFor;

    /// <summary>Begins to read an upload, or goes on with it: gives the moment that its people bear. Null when there is none, or it was read already.</summary>
    public async Task<UploadedFile?> BeginAsync(Guid upload, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = Now;
        await db.Uploads.Where(row => row.Id == upload && row.BeganAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.BeganAt, now), cancel);
        await db.Uploads.Where(row => row.Id == upload).ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, now), cancel);
        return await db.Uploads.AsNoTracking().FirstOrDefaultAsync(row => row.Id == upload && row.EndedAt == null, cancel);
    }

    /// <summary>Notes how far it was read.</summary>
    public async Task NoteAsync(Guid upload, int rows, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = Now;
        await db.Uploads.Where(row => row.Id == upload).ExecuteUpdateAsync(set => set.SetProperty(row => row.Rows, rows).SetProperty(row => row.ReadAt, now), cancel);
    }

    /// <summary>It was broken off: anybody may go on with it at once.</summary>
    public async Task LetGoAsync(Guid upload, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Uploads.Where(row => row.Id == upload).ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, (Instant?)null), cancel);
    }

    /// <summary>It was read to its end: the file goes, the records that were not taken stay for a week.</summary>
    public async Task EndAsync(Guid upload, CancellationToken cancel)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            var now = Now;
            await db.Uploads.Where(row => row.Id == upload).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now).SetProperty(row => row.ReadAt, (Instant?)null), cancel);
        }

        await RemovePartAsync(upload, UploadPart.File, cancel);
    }

    /// <summary>Removes an upload with all that lies of it.</summary>
    public async Task RemoveAsync(Guid upload, CancellationToken cancel)
    {
        await RemovePartAsync(upload, UploadPart.File, cancel);
        await RemovePartAsync(upload, UploadPart.NotTaken, cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Uploads.Where(row => row.Id == upload).ExecuteDeleteAsync(cancel);
    }

    /// <summary>The records of an upload that were not taken, as a file; null when there is none.</summary>
    public async Task<Stream?> OpenNotTakenAsync(Guid campaign, Guid upload, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Uploads.AnyAsync(row => row.Id == upload && row.CampaignId == campaign, cancel) ? await OpenPartAsync(upload, UploadPart.NotTaken, cancel) : null;
    }

    /// <summary>Where the records are written that are not taken, in place of those of an earlier run.</summary>
    internal async Task<Stream> CreateNotTakenAsync(Guid upload, CancellationToken cancel) => await CreateAsync(upload, UploadPart.NotTaken, cancel);

    private async Task<bool> TakeAsync(UploadedFile upload, Stream content, IProgress<long>? progress, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(UploadedPiece.Size);
        long total = 0;
        try
        {
            await using var kept = await CreateAsync(upload.Id, UploadPart.File, cancel);
            while (await content.ReadAsync(buffer, cancel) is > 0 and var read)
            {
                total += read;
                if (total > ContactFile.MostBytes)
                    return false;
                await kept.WriteAsync(buffer.AsMemory(0, read), cancel);
                progress?.Report(total);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Uploads.Where(row => row.Id == upload.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Bytes, total), cancel);
        return true;
    }

    private async Task<Stream> CreateAsync(Guid upload, UploadPart part, CancellationToken cancel) => storage.Value.IsShared ? await _pieces.CreateAsync(upload, part, cancel) : _folder.Create(upload, part);

    private async Task<Stream?> OpenPartAsync(Guid upload, UploadPart part, CancellationToken cancel) => storage.Value.IsShared ? await _pieces.OpenAsync(upload, part, cancel) : _folder.Open(upload, part);

    private async Task RemovePartAsync(Guid upload, UploadPart part, CancellationToken cancel)
    {
        if (storage.Value.IsShared)
            await _pieces.RemoveAsync(upload, part, cancel);
        else
            _folder.Remove(upload, part);
    }

    /// <summary>Removes what is older than a week: pieces go with their rows.</summary>
    private async Task RemoveOldAsync(CancellationToken cancel)
    {
        var oldest = Now - KeptFor;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Uploads.Where(row => row.At < oldest).ExecuteDeleteAsync(cancel);
        _folder.RemoveOld(oldest);
    }
}
