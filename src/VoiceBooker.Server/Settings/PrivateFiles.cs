namespace VoiceBooker.Server.Settings;

/// <summary>What callers said and who they are is the business of the account that runs the server: folders 0700, files 0600, whatever the umask. Windows keeps its own lists.</summary>
internal static class PrivateFiles
{
    /// <summary>Read and written by their owner only.</summary>
    public const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;

    /// <summary>Makes the folder of the data with those of logs and recordings, and shuts what an earlier version left open. A folder that is more than ours, the working directory or one above it, keeps its mode.</summary>
    /// <param name="data">The folder.</param>
    /// <param name="database">The database's file, which may not be there yet.</param>
    /// <param name="workingDirectory">Where the server runs.</param>
    public static void Prepare(string data, string database, string workingDirectory)
    {
        MakeFolder(data);
        var shared = (Path.GetFullPath(workingDirectory) + Path.DirectorySeparatorChar).StartsWith(Path.GetFullPath(data).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        if (!shared)
            Shut(data, OwnersFolder);
        foreach (var folder in new[] { "logs", "recordings" }.Select(name => Path.Combine(data, name)))
        {
            MakeFolder(folder);
            Shut(folder, OwnersFolder);
        }

        foreach (var file in new[] { database, database + "-wal", database + "-shm" }.Where(File.Exists))
            Shut(file, OwnersFile);
    }

    /// <summary>Makes a folder, with those above it that are missing, for its owner only; one that is there stays as it is.</summary>
    public static DirectoryInfo MakeFolder(string path) =>
        OperatingSystem.IsWindows() || Directory.Exists(path) ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnersFolder);

    /// <summary>A new file for its owner only.</summary>
    public static FileStream Create(string path, int bufferSize)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = bufferSize, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnersFile;
        return new FileStream(path, options);
    }

    /// <summary>Takes everybody else's rights to a file or folder; says so on the terminal when it belongs to another account.</summary>
    public static void Shut(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == mode)
            return;
        try
        {
            File.SetUnixFileMode(path, mode);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            System.Console.Error.WriteLine($"{path} can be read by others and its mode cannot be changed: {failure.Message}");
        }
    }

    /// <summary>Log files, the day's first and those that follow when one is full.</summary>
    public sealed class ShutLogs : Serilog.Sinks.File.FileLifecycleHooks
    {
        /// <inheritdoc/>
        public override Stream OnFileOpened(string path, Stream underlyingStream, System.Text.Encoding encoding)
        {
            Shut(path, OwnersFile);
            return underlyingStream;
        }
    }
}
