using System.Buffers;
using Microsoft.Extensions.Options;
using NodaTime;
using VoiceBooker.Booking.Storage;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>Where uploaded files lie while they are read, and the rows that were not taken for a week after it. Files are for the server's account only.</summary>
/// <param name="storage">Where the data are kept.</param>
/// <param name="time">The clock.</param>
public sealed class UploadFolder(IOptions<StorageOptions> storage, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private string Folder => Path.Combine(storage.Value.Folder, "uploads");

    /// <summary>Where the file of an upload lies.</summary>
    public string PathOf(Guid upload) => Path.Combine(Folder, $"{upload:N}.csv");

    /// <summary>Where the rows lie that were not taken.</summary>
    public string BadRowsOf(Guid upload) => Path.Combine(Folder, $"{upload:N}-not-taken.csv");

    /// <summary>Writes what comes to the file of an upload; false when it is larger than <see cref="ContactFile.MostBytes"/>. Files that are older than a week are removed.</summary>
    /// <param name="upload">The upload's identity.</param>
    /// <param name="content">What comes.</param>
    /// <param name="progress">Is told the bytes that came.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<bool> KeepAsync(Guid upload, Stream content, IProgress<long>? progress, CancellationToken cancel)
    {
        RemoveOld();
        var buffer = ArrayPool<byte>.Shared.Rent(65_536);
        try
        {
            await using var file = Create(PathOf(upload));
            long total = 0;
            while (await content.ReadAsync(buffer, cancel) is > 0 and var read)
            {
                total += read;
                if (total > ContactFile.MostBytes)
                    return false;
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
                progress?.Report(total);
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Removes the file of an upload; the rows that were not taken stay for a week.</summary>
    public void Remove(Guid upload) => File.Delete(PathOf(upload));

    /// <summary>A new file, in place of one of that name, for its owner only.</summary>
    internal static FileStream Create(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 65_536, Options = FileOptions.Asynchronous };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private void RemoveOld()
    {
        if (!Directory.Exists(Folder))
            return;
        var before = (Instant.FromDateTimeOffset(time.GetUtcNow()) - Duration.FromTimeSpan(KeptFor)).ToDateTimeUtc();
        foreach (var old in Directory.EnumerateFiles(Folder, "*.csv").Where(file => File.GetLastWriteTimeUtc(file) < before))
            File.Delete(old);
    }
}
