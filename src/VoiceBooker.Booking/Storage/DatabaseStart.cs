using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Journal;

namespace VoiceBooker.Booking.Storage;

/// <summary>Makes the database ready before anything else starts: file, migrations, demonstration data, and the mark on calls that a crash cut off.</summary>
internal sealed partial class DatabaseStart(
    IDbContextFactory<BookingDbContext> contexts,
    IOptions<StorageOptions> options,
    CallJournals journals,
    ILogger<DatabaseStart> log) : IHostedLifecycleService, IDisposable
{
    /// <summary>How long a server that is just ending may keep the next one waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private FileStream? _ours;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(options.Value.Path);
        SqliteFile.Make(path);
        _ours = await TakeAsync(path, cancellationToken);
        await MigrateAsync(path, cancellationToken);

        if (options.Value.SeedDemo && await DemoData.SeedAsync(contexts, options.Value, cancellationToken))
            LogSeeded();

        var cutOff = await journals.MarkCutOffAsync(cancellationToken);
        if (cutOff > 0)
            LogCutOff(cutOff);
        LogReady(path);
    }

    public void Dispose() => _ours?.Dispose();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Makes the database this process's own until it ends, however it ends: another server on the same file would take our running calls for cut off.
    /// The file stays behind: who removed it could free it for two.
    /// </summary>
    private static async Task<FileStream> TakeAsync(string path, CancellationToken cancel)
    {
        var file = path + ".lock";
        var alone = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            alone.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(file, alone);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(since) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancel);
            }
            catch (IOException held)
            {
                throw new IOException($"The database '{path}' belongs to another running server, which holds '{file}' ({held.Message}). End that server first, or give this one a file of its own by Storage:Path.", held);
            }
        }
    }

    private async Task MigrateAsync(string path, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (!(await db.Database.GetPendingMigrationsAsync(cancel)).Any())
            return;

        // One process at a time. The migration runner's own lock is a row that outlives a killed process; the file lock does not, so under it a leftover row can go.
        await using var gate = await LockAsync(path + ".migrating", cancel);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
        await db.Database.MigrateAsync(cancel);
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (!cancel.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancel);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Database ready at {Path}.")]
    private partial void LogReady(string path);

    [LoggerMessage(LogLevel.Information, "The database was empty: a demonstration assistant, calendar and two events were added.")]
    private partial void LogSeeded();

    [LoggerMessage(LogLevel.Warning, "{Count} calls were cut off when the server last ended; they are marked so.")]
    private partial void LogCutOff(int count);
}
