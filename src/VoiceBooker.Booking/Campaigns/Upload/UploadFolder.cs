using NodaTime;

namespace VoiceBooker.Booking.Campaigns.Upload;

/// <summary>Uploads of a server that has its data to itself: files in a folder, for the server's account only.</summary>
/// <param name="folder">The folder; it is made when something is written.</param>
internal sealed class UploadFolder(string folder)
{
    /// <summary>Where a part of an upload lies.</summary>
    public string PathOf(Guid upload, UploadPart part) => Path.Combine(folder, part == UploadPart.File ? $"{upload:N}.csv" : $"{upload:N}-not-taken.csv");

    /// <summary>A new file, in place of one of that name.</summary>
    public Stream Create(Guid upload, UploadPart part)
    {
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

        return new FileStream(PathOf(upload, part), options);
    }

    /// <summary>Opens a part; null when it is not there.</summary>
    public Stream? Open(Guid upload, UploadPart part) =>
        File.Exists(PathOf(upload, part)) ? new FileStream(PathOf(upload, part), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 65_536, FileOptions.Asynchronous | FileOptions.SequentialScan) : null;

    /// <summary>Removes a part; nothing happens when it is not there.</summary>
    public void Remove(Guid upload, UploadPart part)
    {
        if (Directory.Exists(folder))
            File.Delete(PathOf(upload, part));
    }

    /// <summary>Removes what was written before that moment.</summary>
    public void RemoveOld(Instant before)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var old in Directory.EnumerateFiles(folder, "*.csv").Where(file => File.GetLastWriteTimeUtc(file) < before.ToDateTimeUtc()))
            File.Delete(old);
    }
}
